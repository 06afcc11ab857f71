"""A requirement into the edit that takes its whole line out of a requirements file."""

from __future__ import annotations

from deplint.model import Edit, Fix, Location
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Dependency, Manifest


def removal(manifest: Manifest, dependency: Dependency, title: str) -> Fix | None:
    """A safe fix that cuts out the lines of one requirement with the comment behind it.

    None in other formats, and where something else stands on these lines.
    """
    if manifest.kind != "requirements" or dependency.hashes or dependency.options:
        return None
    text = manifest.source.text
    start, end = dependency.location.start, dependency.location.end
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    if text.startswith("#", end):
        while end < len(text) and text[end] not in "\r\n":
            end += 1
    if (start and text[start - 1] not in "\r\n") or (end < len(text) and text[end] not in "\r\n"):
        return None
    end += 2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0
    return Fix(title, (Edit(Location(manifest.path, start, end), ""),), safe=True)
