"""Text and places into findings: the values that every other layer passes on."""

from __future__ import annotations

from enum import Enum

from deplint.regex import regex
from deplint.typing_light import NamedTuple

LINE_END = regex(r"\r\n|\r|\n")


class Severity(str, Enum):
    """How much a finding matters. Compare with `rank`, print with `value`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information: sorts the most severe first."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Position(NamedTuple):
    """A 1-based line and a 1-based column counted in Unicode code points."""

    line: int
    column: int


class Location(NamedTuple):
    """A half-open range of characters of one decoded file; `path` is POSIX and relative to the root of the tree."""

    path: str
    start: int
    end: int


class Source:
    """One decoded file. The only place where an offset becomes a line and a column.

    `text` is without a byte order mark. A line ends at LF, CRLF or CR and nowhere else.
    """

    __slots__ = ("_starts", "encoding", "path", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self._starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """Offsets of the first character of each line, computed once and only when asked for."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; an offset past the end is the end."""
        from bisect import bisect_right

        offset = max(0, min(offset, len(self.text)))
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (1-based) without its line end."""
        starts = self.line_starts
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def at(self, start: int, end: int) -> Location:
        """The location of a range of this file."""
        return Location(self.path, start, end)


class Related(NamedTuple):
    """A second place that a finding needs to be understood, with what is to be seen there."""

    location: Location
    label: str


class Edit(NamedTuple):
    """Replaces the characters of `location` by `replacement`; an empty range inserts."""

    location: Location
    replacement: str


class Fix(NamedTuple):
    """Edits that are right only together. `safe` fixes can't change what gets installed."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Diagnostic(NamedTuple):
    """One finding.

    `label` stands under the caret; `help` is a command or an edit to do; `subject` (a package, a table, a group) is what the
    fingerprint knows the finding by, so that it survives shifted lines.
    """

    code: str
    name: str
    severity: Severity
    message: str
    location: Location
    label: str = ""
    related: tuple[Related, ...] = ()
    help: str = ""
    fix: Fix | None = None
    subject: str = ""
