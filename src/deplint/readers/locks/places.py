"""Where the entries of a TOML lock stand: one search for their headers, which all tools write at the start of a line."""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from deplint.model import Location, Source

_NAME = regex(r"(?:\A|\n)name[ \t]*=[ \t]*(?:\"([^\"\\\r\n]*)\"|'([^'\r\n]*)')")


def entry_places(source: Source, key: str, entries: Sequence[Any]) -> list[Location]:
    """The name of each element of the array of tables `key`; the beginning of the file for all where the text is laid out otherwise."""
    starts = [*_headers(source.text, f"[[{key}]]"), len(source.text)]
    if len(starts) != len(entries) + 1:
        return [source.at(0, 0)] * len(entries)
    return [_name_in(source, entry, starts[place], starts[place + 1]) for place, entry in enumerate(entries)]


def _headers(text: str, header: str) -> Iterator[int]:
    """Where the header begins a line."""
    at = text.find(header)
    while at >= 0:
        if at == 0 or text[at - 1] in "\r\n":
            yield at
        at = text.find(header, at + 1)


def _name_in(source: Source, entry: Any, start: int, end: int) -> Location:
    found = _NAME.search(source.text, start, end)
    name = entry.get("name") if isinstance(entry, dict) else None
    if found is None or name not in (found[1], found[2]):
        return source.at(start, start)
    return source.at(*found.span(1 if found[1] is not None else 2))
