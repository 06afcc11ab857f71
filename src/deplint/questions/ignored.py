"""A path and the .gitignore files above it into the line that keeps it out of git.

Only what people write for single files is understood: names, `*` and `?`, a `/` before or within, `!`. Source: gitignore(5).
"""

from __future__ import annotations

import posixpath

from deplint.regex import regex
from deplint.tree import TreeError
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.tree import Tree

_PLAIN = regex(r"[A-Za-z0-9._*?/-]+")


class Ignoring(NamedTuple):
    """The line of a .gitignore that ignores a file; `path` of the .gitignore, `number` from 1."""

    path: str
    number: int
    pattern: str


def ignoring(tree: Tree, path: str) -> Ignoring | None:
    """The last line that says anything of the path, if it says that the path is ignored."""
    last: Ignoring | None = None
    for folder in _folders(path):
        name = posixpath.join(folder, ".gitignore")
        for number, pattern in _lines(tree, name):
            if _matches(pattern.removeprefix("!"), path[len(folder) :].lstrip("/")):
                last = Ignoring(name, number, pattern)
    return None if last is None or last.pattern.startswith("!") else last


def _folders(path: str) -> list[str]:
    """The folders above a path, the root first: what stands lower counts more."""
    folders = []
    while path:
        path = posixpath.dirname(path)
        folders.append(path)
    return folders[::-1]


def _lines(tree: Tree, path: str) -> Iterator[tuple[int, str]]:
    if not tree.exists(path):
        return
    try:
        text = tree.read(path).decode("utf-8", "replace")
    except TreeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if _PLAIN.fullmatch(line.strip().removeprefix("!")):
            yield number, line.strip()


def _matches(pattern: str, path: str) -> bool:
    """Does a pattern name this file? `path` is relative to the folder of the .gitignore."""
    from fnmatch import fnmatchcase

    if pattern.startswith("**/") and "/" not in pattern[3:]:
        pattern = pattern[3:]
    if "/" not in pattern:
        return fnmatchcase(posixpath.basename(path), pattern)
    pattern = pattern.lstrip("/")
    return pattern.count("/") == path.count("/") and fnmatchcase(path, pattern)
