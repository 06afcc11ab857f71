"""The text of a requirements file into logical lines, joined as pip joins them, every character with its place."""

from __future__ import annotations

from bisect import bisect_right

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMENT_LINE = regex(r"\s*#")
# What str.splitlines, and so pip, takes as the end of a line.
_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_COMMENT = regex(r"\s#")


class Line:
    """One logical line.

    text     the physical lines joined, the comment cut off, blanks at both ends kept
    comment  the comment's text without `#`, stripped; `comment_span` its range in the file
    pieces   where the characters of `text` stand: (offset in `text`, offset in the file), ascending
    """

    __slots__ = ("_starts", "comment", "comment_span", "pieces", "text")

    def __init__(self, text: str, pieces: list[tuple[int, int]]) -> None:
        self.pieces = pieces
        self._starts: list[int] = []
        self.comment = ""
        self.comment_span = (0, 0)
        self.text = text
        if "#" in text:
            self._cut(text)

    def _cut(self, text: str) -> None:
        found = _COMMENT.search(text)
        at = 0 if text.startswith("#") else found.start() + 1 if found else -1
        if at < 0:
            return
        self.comment = text[at + 1 :].strip()
        self.comment_span = self.span(at, max(at + 1, len(text.rstrip())))
        self.text = text[:at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the file in which the characters `start` to `end` of `text` stand."""
        pieces = self.pieces
        if len(pieces) == 1:
            base = pieces[0][1]
            return base + start, base + end
        starts = self._starts = self._starts or [joined for joined, _ in pieces]
        following = bisect_right(starts, start)
        joined, place = pieces[following - 1]
        place += start - joined
        if end <= start:
            return place, place
        if following < len(pieces) and starts[following] < end:
            joined, last = pieces[bisect_right(starts, end - 1) - 1]
            return place, last + end - joined
        return place, place + end - start


def logical_lines(text: str) -> Iterator[Line]:
    """The logical lines in order, blank and comment lines included.

    As in pip's `join_lines`: a backslash at the very end joins the next line, but not on a comment line, and a comment line ends
    what came before it.
    """
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = offset = 0
    for physical in text.splitlines(keepends=True):
        line = physical.rstrip(_LINE_ENDS)
        is_comment = "#" in line and COMMENT_LINE.match(line) is not None
        if line.endswith("\\") and not is_comment:
            kept = line.strip("\\")
            pieces.append((length, offset + (line.find(kept) if kept else len(line))))
            parts.append(kept)
            length += len(kept)
        elif parts:
            if is_comment:  # pip puts a blank before it, so that the comment is seen as one
                parts.append(" ")
                length += 1
            pieces.append((length, offset))
            parts.append(line)
            yield Line("".join(parts), pieces)
            parts, pieces, length = [], [], 0
        else:
            yield Line(line, [(0, offset)])
        offset += len(physical)
    if parts:
        yield Line("".join(parts), pieces)
