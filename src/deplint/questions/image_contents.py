"""A stage that is shipped into the commands whose work is in it: its own, those of the stages that it begins with, and those behind a COPY.

A COPY out of another stage brings what a command there has installed if it takes the folder of that environment, or one above it.
"""

from __future__ import annotations

import posixpath

from deplint.questions.images import chain, commands_of, stage_called
from deplint.readers.image_files import HIDDEN
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.installs import Copy, InstallCommand, Installs, Stage
    from deplint.questions.images import Shipped

_MOST = 200
"""Ways into an image that are followed."""
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
    """The commands whose work is in a shipped stage; those of one stage in their order."""
    waiting: list[tuple[Stage, tuple[str, ...] | None, tuple[Copy, ...]]] = [(stage, None, ()) for stage in shipped.chain]
    seen = {(stage.number, None) for stage in shipped.chain} if waiting else set()
    known: set[tuple[int, tuple[str, ...] | None]] = set(seen)
    stages = installs.stages
    starting = next((stage.number for stage in shipped.chain if stage.starts), -1)
    while waiting and len(known) < _MOST:
        # The last is the one that everything begins with.
        stage, taken, way = waiting.pop()
        for command in commands_of(installs, stage):
            if command.image is not None and command.image.on_start:
                if taken is None and stage.number == starting:
                    yield Arrival(command, stage, way)
            elif taken is None or _takes(taken, command):
                yield Arrival(command, stage, way)
        for copy in stage.copies:
            origin = None if copy.mount else stage_called(stages, copy.origin)
            if origin is None or (taken is not None and not _overlaps(taken, copy.target)):
                continue
            sources = tuple(posixpath.normpath(posixpath.join("/", source)) for source in copy.sources if HIDDEN not in source)
            for part in chain(stages, origin):
                if (part.number, sources) not in known:
                    known.add((part.number, sources))
                    waiting.append((part, sources, (*way, copy)))


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
