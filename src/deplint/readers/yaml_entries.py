"""The entries of a lock in YAML into their values: by the layout that the tools write, and by a YAML parser where a file has another.

A parser takes a second for a megabyte, and locks have several. All tools write one key to a line, so that one search finds the keys of
all entries; the lists and tables below them are only cut out when somebody asks.
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deplint.facts import Span
    from deplint.syntax.node import Node

_TOP = regex(r"\n[A-Za-z_][A-Za-z0-9_-]*:")
_KEYS = (
    regex(r"^(- |  )([A-Za-z_][A-Za-z0-9_-]*):[ \t]*([^\r\n]*)", re.MULTILINE),
    regex(r"^(  - |    )([A-Za-z_][A-Za-z0-9_-]*):[ \t]*([^\r\n]*)", re.MULTILINE),
)
_FIRST = regex(r"[^\n]*\n( {0,2})- ")
_PAIR = regex(r"^[ ]+('[^'\r\n]*'|\"[^\"\r\n]*\"|[^\s:'\"#-][^:\r\n]*):[ \t]*([^\r\n]*)", re.MULTILINE)
_ITEM = regex(r"^[ ]*- [ ]*([^\r\n]*)", re.MULTILINE)
_LONGEST_PARSED = 4_000_000
# What a scalar begins with that is quoted, and what begins a longer value.
_SIGNS = frozenset("'\"[{|>&*!%@`")
_NULL = frozenset(("null", "~", "Null", "NULL"))


class Entry:
    """One element of the list, from its text."""

    __slots__ = ("_text", "end", "fields", "start")

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.fields: dict[str, Span] = {}
        """Where the value of each key stands on the same line as the key; what is below that ends at the next key."""
        self.start = start
        self.end = len(text)

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def string(self, key: str) -> str:
        """The scalar of a key, "" for none, for null, and for anything else."""
        found = self.fields.get(key)
        return "" if found is None else scalar(self._text[found[0] : found[1]])

    def place(self, key: str) -> Span:
        """Where the scalar of a key stands, without its quotes; the beginning of the entry where it has none."""
        found = self.fields.get(key)
        if found is None or found[1] <= found[0]:
            return self.start, self.start
        written = self._text[found[0] : found[1]].rstrip()
        quoted = len(written) > 1 and written[0] in "'\"" and written[-1] == written[0]
        return found[0] + quoted, found[0] + len(written) - quoted

    def table(self, key: str) -> dict[str, str]:
        """The scalars of a table below a key."""
        return {scalar(match[1]): scalar(match[2]) for match in _PAIR.finditer(self._below(key))}

    def strings(self, key: str) -> list[str]:
        """The scalars of a list below a key."""
        return [scalar(match[1]) for match in _ITEM.finditer(self._below(key))]

    def _below(self, key: str) -> str:
        found = self.fields.get(key)
        if found is None:
            return ""
        keys = iter(self.fields)
        for each in keys:
            if each == key:
                break
        following = next(keys, None)
        end = self.end if following is None else self._text.rfind("\n", found[1], self.fields[following][0]) + 1
        return self._text[found[1] : max(found[1], end)]


class ParsedEntry(Entry):
    """One element of the list, from what a YAML parser made of it."""

    __slots__ = ("_node",)

    def __init__(self, node: Node) -> None:
        super().__init__("", node.start)
        self._node = node
        self.end = node.end

    def __contains__(self, key: str) -> bool:
        return self._node.get(key) is not None

    def string(self, key: str) -> str:
        node = self._node.get(key)
        return node.string if node is not None else ""

    def place(self, key: str) -> Span:
        node = self._node.get(key)
        return (self.start, self.start) if node is None or not node.string else node.inner(0, len(node.string))

    def table(self, key: str) -> dict[str, str]:
        node = self._node.get(key)
        return {} if node is None else {name: value.string for name, value in node.items()}

    def strings(self, key: str) -> list[str]:
        node = self._node.get(key)
        return [] if node is None else [value.string for value in node.elements() if value.string]


def entries(text: str, key: str, needed: Sequence[str]) -> Sequence[Entry]:
    """The elements of the list under a key at the top of the document.

    needed  the keys of which every element has one: where one has none, the file is not laid out as the tools do, and is parsed
    """
    found = list(_entries(text, key))
    whole = [entry for entry in found if any(name in entry for name in needed)]
    if (found and len(whole) == len(found)) or len(text) > _LONGEST_PARSED or key not in text:
        return whole
    from deplint.syntax.yaml import YamlError, parse

    try:
        root = parse(text)
    except YamlError:
        return whole
    node = root.get(key)
    return [] if node is None else [ParsedEntry(each) for each in node.elements() if each.is_mapping]


def section(text: str, key: str) -> Span:
    """Where the value of a key at the top of the document stands; an empty range where the text has none that begins a line."""
    start = 0 if text.startswith(f"{key}:") else text.find(f"\n{key}:") + 1
    if not start and not text.startswith(f"{key}:"):
        return 0, 0
    following = _TOP.search(text, start + len(key))
    return start, following.start() + 1 if following else len(text)


def _entries(text: str, key: str) -> Iterator[Entry]:
    start, end = section(text, key)
    first = _FIRST.match(text, start, end)
    if first is None:
        return
    entry: Entry | None = None
    note: Callable[[str, Span], object] | None = None
    for match in _KEYS[len(first[1]) // 2].finditer(text, start, end):
        if "-" in match[1]:
            if entry is not None:
                entry.end = match.start()
                yield entry
            entry = Entry(text, match.end(1) - 2)
            note = entry.fields.setdefault
        if note is not None:
            note(match[2], match.span(3))
    if entry is not None:
        entry.end = end
        yield entry


def scalar(written: str) -> str:
    """The text of a scalar as the tools write it; "" for null, for empty collections, and for what begins a longer value."""
    written = written.strip()
    first = written[:1]
    if first not in _SIGNS:
        if written in _NULL:
            return ""
        return written.partition(" #")[0].rstrip() if " #" in written else written
    if first not in ("'", '"'):
        return ""
    if len(written) < 2 or written[-1] != first:
        return ""
    return written[1:-1].replace("''", "'") if first == "'" else written[1:-1].replace('\\"', '"').replace("\\\\", "\\")
