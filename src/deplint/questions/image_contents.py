"""A stage that is shipped into the commands whose work is in it: its own, those of the stages that it begins with, and those behind a COPY.

A COPY out of another stage brings what a command there has installed if it takes the folder of that environment, or one above it.
"""

from __future__ import annotations

import posixpath

from deplint.installs import Copy
from deplint.questions.images import chain, commands_of, stage_called
from deplint.readers.places.image_files import HIDDEN
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.installs import InstallCommand, Installs, Stage
    from deplint.questions.images import Shipped

_MOST = 200
"""Ways into an image that are followed."""
_DEEPEST = 20
# Where the Python of an image keeps what it has installed, and the folders above.
_SYSTEM = regex(r"/(?:usr(?:/local)?(?:/lib(?:64)?(?:/python3[0-9.*]*(?:/(?:site|dist)-packages)?)?)?)?/?\*?")


class Arrival(NamedTuple):
    """A command whose work is shipped.

    stage   in which it runs
    way     the copies that bring its work, the one into the shipped image first; none where it runs in that image itself
    """

    command: InstallCommand
    stage: Stage
    way: tuple[Copy, ...]


def arrivals(installs: Installs, shipped: Shipped) -> Iterator[Arrival]:
    """The commands whose work is in a shipped stage, in the order in which they leave their mark on it."""
    walk = _Walk(installs, next((stage.number for stage in shipped.chain if stage.starts), -1))
    for stage in reversed(shipped.chain):
        yield from walk.stage(stage, None, ())


class _Walk:
    """The way through the stages of one file."""

    def __init__(self, installs: Installs, starting: int) -> None:
        self.installs = installs
        self.starting = starting
        """The stage whose CMD or ENTRYPOINT counts."""
        self.known: set[tuple[int, tuple[str, ...] | None]] = set()

    def stage(self, stage: Stage, taken: tuple[str, ...] | None, way: tuple[Copy, ...]) -> Iterator[Arrival]:
        """What the commands of a stage, and the copies into it, bring of the paths that are taken; None is all of it."""
        if (stage.number, taken) in self.known or len(self.known) > _MOST or len(way) > _DEEPEST:
            return
        self.known.add((stage.number, taken))
        steps: list[InstallCommand | Copy] = [*commands_of(self.installs, stage), *stage.copies]
        for step in sorted(steps, key=lambda each: each.location.start):
            if isinstance(step, Copy):
                yield from self._copied(step, taken, way)
            elif self._counts(step, stage, taken):
                yield Arrival(step, stage, way)

    def _counts(self, command: InstallCommand, stage: Stage, taken: tuple[str, ...] | None) -> bool:
        if command.image is not None and command.image.on_start:
            return taken is None and stage.number == self.starting
        return taken is None or _takes(taken, command)

    def _copied(self, copy: Copy, taken: tuple[str, ...] | None, way: tuple[Copy, ...]) -> Iterator[Arrival]:
        origin = None if copy.mount else stage_called(self.installs.stages, copy.origin)
        if origin is None or (taken is not None and not _overlaps(taken, copy.target)):
            return
        sources = tuple(posixpath.normpath(posixpath.join("/", source)) for source in copy.sources if HIDDEN not in source)
        for part in reversed(tuple(chain(self.installs.stages, origin))):
            yield from self.stage(part, sources, (*way, copy))


def _takes(sources: Sequence[str], command: InstallCommand) -> bool:
    """Does a copy of these paths take what the command has installed?"""
    into = command.image.environment if command.image is not None else None
    if into is None:
        return False
    if into == "":
        return any(_SYSTEM.fullmatch(source) for source in sources)
    folder = posixpath.normpath(into)
    return any(_is_above(source.removesuffix("/*"), folder) or source.startswith(f"{folder}/lib") for source in sources)


def _overlaps(sources: Sequence[str], target: str) -> bool:
    target = posixpath.normpath(target)
    return any(_is_above(source, target) or _is_above(target, source) for source in sources)


def _is_above(folder: str, path: str) -> bool:
    return folder == "/" or path == folder or path.startswith(f"{folder}/")
