"""The text of a setup.cfg into `Node`s: sections and options as `configparser` reads them, every value with its place.

`configparser` gives no places, so its rules (`RawConfigParser` of Python 3.10 to 3.14 with the names of options left as they are, which is
how setuptools uses it) are followed here line by line; a test holds the two in agreement.
"""

from __future__ import annotations

from deplint.model import LINE_END
from deplint.regex import regex
from deplint.syntax.node import Node
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Span

_HEADER = regex(r"\[(.+)\]")
_DELIMITER = regex(r"[=:]")


class IniError(ValueError):
    """Text that `configparser` refuses, with the half-open range of the place that shows it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def parse(text: str) -> Node:
    """A mapping from the sections to mappings from the options to strings; raises `IniError`.

    The entries of `[DEFAULT]` stand in a section of that name and are not copied into the others. Interpolation (`%(name)s`) is left
    as written. A value of several lines has them joined by "\\n" as `configparser` does; `Node.inner` still finds each character.
    """
    return _Parser(text).document()


def comments(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the text, `#` or `;` included, of every line that is a comment."""
    for start, end in _lines(text):
        line = text[start:end].strip()
        if line[:1] in ("#", ";"):
            yield text.index(line, start), line


def _lines(text: str) -> Iterator[Span]:
    """The range of each line, without its end."""
    start = 0
    for match in LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


class _Parser:
    """The state between the lines: the section and the option that a line may continue."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node({}, 0, len(text))
        self.section: Node | None = None
        self.name = ""
        self.parts: list[Span] | None = None
        """The lines of the value that is being read, each without blanks; None where no option stands before."""
        self.values: list[tuple[Node, list[Span]]] = []
        self.indent = 0

    def document(self) -> Node:
        for start, end in _lines(self.text):
            line = self.text[start:end]
            stripped = line.strip()
            begin = start + line.find(stripped) if stripped else end
            if not stripped:
                if self.parts is not None:
                    self.parts.append((end, end))
            elif stripped[0] in "#;":
                continue
            elif self.parts is not None and begin - start > self.indent:
                self.parts.append((begin, begin + len(stripped)))
            else:
                self.indent = begin - start
                self.entry(stripped, begin)
        for node, parts in self.values:
            self.join(node, parts)
        return self.root

    def entry(self, line: str, start: int) -> None:
        """A line that continues nothing: a header or an option."""
        header = _HEADER.match(line)
        if header:
            self.header(header[1], start, start + header.end())
        elif self.section is None:
            raise IniError(f"`{line[:40]}` stands before the first `[section]`", start, start + len(line))
        else:
            delimiter = _DELIMITER.search(line)
            if delimiter is None or not line[: delimiter.start()].strip():
                raise IniError(f"`{line[:40]}` is neither a `[section]` nor a `name = value`", start, start + len(line))
            self.option(line, start, delimiter.end())

    def header(self, name: str, start: int, end: int) -> None:
        found = self.root.value.get(name)
        if found is not None and name != "DEFAULT":
            raise IniError(f"the section `[{name[:40]}]` stands twice", start, end)
        self.section = found or Node({}, start, end, (start, end))
        self.root.value[name] = self.section
        self.name = name
        self.parts = None

    def option(self, line: str, start: int, after: int) -> None:
        assert self.section is not None
        key = line[: after - 1].rstrip()
        if key in self.section.value:
            raise IniError(f"`{key[:40]}` stands twice in `[{self.name[:40]}]`", start, start + len(key))
        value = line[after:].strip()
        begin = start + (line.index(value, after) if value else len(line))
        node = Node("", begin, begin + len(value), (start, start + len(key)))
        self.section.value[key] = node
        self.section.end = node.end
        self.parts = [(begin, begin + len(value))]
        self.values.append((node, self.parts))

    def join(self, node: Node, parts: list[Span]) -> None:
        """Makes the value of its lines, and where each character of it stands."""
        text = self.text
        while len(parts) > 1 and parts[-1][0] == parts[-1][1]:
            parts.pop()
        node.value = "\n".join(text[start:end] for start, end in parts)
        node.end = parts[-1][1]
        node.content = parts[0][0]
        if len(parts) == 1:
            return
        node.start = next((start for start, end in parts if end > start), node.start)
        places: list[int] = []
        for start, end in parts:
            places += range(start, end + 1)
        node.content = places
