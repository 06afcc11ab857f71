"""pip.conf and uv.toml: Source -> Manifest with the indexes that they set for whoever installs there.

Source: pip's "Configuration", where a list stands on one line or on several; uv's "Settings". What can't be read says nothing.
"""

from __future__ import annotations

from deplint.facts import Manifest, PackageIndex
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.syntax.node import Node

_KINDS = {
    "index-url": "index", "extra-index-url": "extra-index", "find-links": "find-links", "trusted-host": "trusted-host",
    "no-index": "no-index",
}  # fmt: skip
_WORD = regex(r"\S+")
_FALSE = frozenset(("0", "no", "false", "off", "n", "f", ""))


def read(source: Source) -> Manifest:
    """Reads the one or the other by the name of the file."""
    return _uv(source) if source.path.endswith(".toml") else _pip(source)


def _uv(source: Source) -> Manifest:
    from deplint.readers.draft import Draft
    from deplint.readers.pyproject.uv import read_indexes
    from deplint.syntax.toml import TomlError, parse_document

    try:
        document = parse_document(source.text)
    except TomlError:
        return Manifest(source.path, "uv.toml", source)
    draft = Draft(source, document)
    read_indexes(draft, document.root)
    return Manifest(source.path, "uv.toml", source, indexes=tuple(draft.indexes), options=tuple(draft.options))


def _pip(source: Source) -> Manifest:
    from deplint.syntax import ini

    try:
        root = ini.parse(source.text)
    except ini.IniError:
        return Manifest(source.path, "pip.conf", source)
    found = [each for section in root.value.values() for each in _section(source, section)]
    return Manifest(source.path, "pip.conf", source, indexes=tuple(found))


def _section(source: Source, section: Node) -> Iterator[PackageIndex]:
    for option, node in section.items():
        kind = _KINDS.get(option.lower().replace("_", "-").lstrip("-"))
        if kind == "no-index":
            if node.string.strip().lower() not in _FALSE:
                yield PackageIndex(kind, "", source.at(*node.span))
        elif kind is not None:
            for word in _WORD.finditer(node.string):
                yield PackageIndex(kind, word[0], source.at(*node.inner(*word.span())))
