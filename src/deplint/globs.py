"""Glob patterns of the configuration into a yes or no for a path, in time that grows with the length of both."""

from __future__ import annotations

from deplint.typing_light import NamedTuple


class Glob(NamedTuple):
    """A pattern as in .gitignore, without negation. It also covers everything below a folder that it matches.

    pattern  without a slash it fits a name at any depth, with one it starts at the folder that it is relative to; `**` is any number of
             folders
    above    where the tree's root lies below that folder, the way down to the root: "services/shop"
    below    where that folder lies below the tree's root, the way down to it
    """

    pattern: str
    above: str = ""
    below: str = ""

    def matches(self, path: str) -> bool:
        """Does a path relative to the tree's root fit?"""
        if self.below:
            if not path.startswith(self.below + "/"):
                return False
            path = path[len(self.below) + 1 :]
        elif self.above:
            path = f"{self.above}/{path}"
        parts = _parts(self.pattern)
        return bool(parts) and _matches(parts, path.split("/"))


def _parts(pattern: str) -> list[str]:
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    return ["**", *parts] if parts and "/" not in pattern.rstrip("/") else parts


def _matches(parts: list[str], names: list[str]) -> bool:
    from fnmatch import fnmatchcase

    # All positions in the pattern that the names so far can have led to, so that nothing is tried twice.
    reached = _closed(parts, {0})
    for name in names:
        if len(parts) in reached:
            break
        further = set()
        for index in reached:
            if parts[index] == "**":
                further.add(index)
            elif fnmatchcase(name, parts[index]):
                further.add(index + 1)
        reached = _closed(parts, further)
    return len(parts) in reached


def _closed(parts: list[str], reached: set[int]) -> set[int]:
    """With the positions behind each `**`, which may stand for no folder at all."""
    for index, part in enumerate(parts):
        if part == "**" and index in reached:
            reached.add(index + 1)
    return reached
