"""tox.ini: Source -> Manifest with what tox installs into its environments and the Pythons that it makes them for."""

from __future__ import annotations

from deplint.facts import Comment, Manifest
from deplint.readers.places.tox_sections import Sections
from deplint.syntax import ini
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Source

_LARGEST = 2_000_000


def read(source: Source) -> Manifest:
    """Reads a tox.ini; one that tox could not read says nothing."""
    if len(source.text) > _LARGEST or "\0" in source.text:
        return Manifest(source.path, "tox", source)
    try:
        root = ini.parse(source.text)
    except ini.IniError:
        return Manifest(source.path, "tox", source)
    notes = tuple(
        Comment(text.lstrip("#;").strip(), source.at(offset, offset + len(text)))
        for offset, text in (ini.comments(source.text) if "deplint" in source.text else ())
        if "deplint" in text
    )
    sections = Sections(source, root)
    return Manifest(source.path, "tox", source, pythons=sections.pythons(), comments=notes, installs=sections.installs())
