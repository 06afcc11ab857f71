"""A path in an image back into the paths of the build context that it may have come from, by what COPY, ADD and bind mounts say.

Nobody can tell here which sources are files and which are folders, so that each gives the paths of both readings; what stands in the
tree decides later. Source: the Dockerfile reference on COPY (a folder's contents are copied, a file goes into a folder under its name).
"""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.installs import Copy

HIDDEN = "$"
"""Stands in a path for what can't be known."""
_MOST_STEPS = 1000
"""Copies that are looked at for one path: stages that copy from each other twice are as many ways as one likes."""
_MOST_IN_FILE = 200_000
_FILES = (
    ".txt", ".toml", ".lock", ".in", ".py", ".cfg", ".ini", ".md", ".rst", ".sh", ".json", ".yml", ".yaml", ".whl", ".gz", ".zip", ".conf",
    ".js", ".ts", ".crt", ".pem",
)
_FILE_NAMES = frozenset(("Pipfile", "Makefile", "LICENSE", "README", "Procfile"))
_MANIFESTS = ("pyproject.toml", "setup.py", "setup.cfg", "Pipfile")


class Effort:
    """How many copies may still be looked at for one Dockerfile; thousands of copies and commands are nobody's image."""

    def __init__(self) -> None:
        self.left = _MOST_IN_FILE


class ImageFiles:
    """What is in a stage at one point: what was copied into it so far, below that the stage that it is FROM.

    copies  in the order of the file
    parent  what the stage begins with, None for an image from elsewhere
    """

    def __init__(self, copies: Sequence[Copy], parent: ImageFiles | None, others: dict[str, ImageFiles], effort: Effort) -> None:
        self.copies = copies
        self.parent = parent
        self.effort = effort
        self.others = others
        """The stages before by number and name."""

    def sources(self, path: str) -> Iterator[tuple[str | None, Copy]]:
        """The paths in the context that may stand at `path`, the latest copied first; None where something unknown may."""
        steps = 0
        waiting: list[tuple[ImageFiles, str, bool]] = [(self, path, True)]
        while waiting:
            layer, wanted, is_open = waiting.pop()
            if layer.parent is not None:
                waiting.append((layer.parent, wanted, False))
            for copy in reversed(layer.copies):
                steps += 1
                self.effort.left -= 1
                if steps > _MOST_STEPS or self.effort.left < 0:
                    yield None, copy
                    return
                if copy.mount and not is_open:
                    continue
                for found in _within(copy, wanted):
                    origin = layer.others.get(copy.origin.lower()) if copy.origin else None
                    if found is None or not copy.origin:
                        yield found, copy
                    elif origin is None or origin is layer:
                        yield None, copy
                    else:
                        waiting.append((origin, posixpath.join("/", found), False))

    def folders(self, path: str) -> Iterator[str]:
        """The folders of the context whose manifests may stand in the folder `path`, and what may stand at `path` itself."""
        for name in _MANIFESTS:
            for found, _ in self.sources(posixpath.join(path, name)):
                if found is not None and posixpath.basename(found) == name:
                    yield posixpath.dirname(found)
        for found, _ in self.sources(path):
            if found is not None:
                yield found


def _within(copy: Copy, path: str) -> Iterator[str | None]:
    """The paths in the copy's own origin that it may have put at `path`."""
    target = posixpath.normpath(copy.target)
    if HIDDEN in copy.target:
        yield None
        return
    is_folder = copy.target.endswith("/") or len(copy.sources) > 1
    rest = path[len(target.rstrip("/")) + 1 :] if path.startswith(target.rstrip("/") + "/") else ""
    if path != target and not rest:
        return
    for source in copy.sources:
        yield from _from_source(source, rest, is_folder)


def _from_source(source: str, rest: str, is_folder: bool) -> Iterator[str | None]:
    """What of one source may stand at `rest` below the target, "" for the target itself."""
    if HIDDEN in source or "://" in source or source.startswith(("<<", "git@")):
        yield None
        return
    source = posixpath.normpath("/" + source).lstrip("/")
    folder, name = posixpath.split(source)
    if any(sign in source for sign in "*?["):
        if rest and "/" not in rest and fnmatchcase(rest, name) and not any(sign in folder for sign in "*?["):
            yield posixpath.join(folder, rest)
        elif rest and "." not in name:
            yield None
    elif not rest:
        if not is_folder or source == "":
            yield source
    else:
        if rest == name:
            yield source
        if not (name.endswith(_FILES) or name in _FILE_NAMES):
            yield posixpath.join(source, rest)


def in_tree(found: Iterator[str], folders: Sequence[str]) -> tuple[str, ...]:
    """Where paths of the context may stand in the tree, for each folder that the context may be."""
    return tuple(dict.fromkeys(posixpath.join(folder, path) if path else folder for path in found for folder in folders))


def above(path: str) -> tuple[str, ...]:
    """The folder of a file and all those above it, the nearest first: what may be the context of the image that is built by it."""
    folder = posixpath.dirname(path)
    found = [folder]
    while folder:
        folder = posixpath.dirname(folder)
        found.append(folder)
    return tuple(found)
