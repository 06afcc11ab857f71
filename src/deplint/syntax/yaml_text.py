"""A scalar of a YAML document into the places of its characters, however it is written: plain, quoted, literal or folded.

What a parser gives is the value; a command in a block scalar has lost its indentation in it, and a quoted one its escapes and line
breaks. Here both are laid side by side, and where they don't agree to the last character, no place is told but that of the whole.
"""

from __future__ import annotations

from bisect import bisect_right

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deplint.facts import Span
    from deplint.syntax.node import Node

_LINE_ENDS = ("\n", "\u2028", "\u2029")
"""What stays of a line break in a value: LF for most."""
_BREAK = regex("\r\n|[\r\n\x85\u2028\u2029]")
# The tokens of quoted scalars. No two of them begin with the same character, but for an escape that is none.
_SINGLE = regex("(?P<escape>'')|(?P<break>\r\n|[\r\n\x85\u2028\u2029])|(?P<blank>[ \t]+)|[^' \t\r\n\x85\u2028\u2029]+")
_DOUBLE = regex(
    r"\\(?:(?P<join>\r\n|[\r\n])|(?P<escape>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n]))"
    "|(?P<break>\r\n|[\r\n\x85\u2028\u2029])|(?P<blank>[ \t]+)|[^\\\\\" \t\r\n\x85\u2028\u2029]+"
)


def places(text: str, node: Node) -> Callable[[int, int], Span]:
    """A function from a range of the string `node.value` to the range of `text` in which it is written.

    It takes time and memory in proportion to the lines (for quoted scalars: the words). Where the range begins or ends in a line break
    that was folded, it is widened to that whole break. Aliases, and what can't be told, give the whole value as it stands in `text`.
    """
    if node.content is not None or not isinstance(node.value, str):
        return node.inner
    aligned = _Alignment(node.value)
    return aligned.span if _align(text, node, aligned) else node.inner


def _align(text: str, node: Node, into: _Alignment) -> bool:
    sign, start = _indicator(text, node)
    if sign in ("|", ">"):
        return _block(text, start, node.end, into, sign == ">")
    if sign in ("'", '"'):
        return _quoted(text, start + 1, node.end - 1, into, sign)
    return sign not in ("*", "&", "!") and _plain(text, start, node.end, into)


def _indicator(text: str, node: Node) -> tuple[str, int]:
    """What the scalar begins with after its anchor and tag, and where."""
    start = node.start
    while text[start : start + 1] in ("&", "!"):
        while start < node.end and not text[start].isspace():
            start += 1
        while start < node.end and text[start].isspace():
            start += 1
    return text[start : start + 1], start


class _Alignment:
    """Runs of characters that stand side by side: in the value from one offset on, in the text between two."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.at = 0
        """How much of the value has its place."""
        self._offsets: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, length: int, start: int, end: int) -> None:
        """The next characters of the value are written in this range."""
        self._offsets.append(self.at)
        self._starts.append(start)
        self._ends.append(end)
        self.at += length

    def same(self, written: str, start: int) -> bool:
        """Takes characters that stand in both as they are; False where the value goes on differently."""
        if not self.value.startswith(written, self.at):
            return False
        self.add(len(written), start, start + len(written))
        return True

    def fold(self, start: int, end: int) -> None:
        """Takes what has become of one or several line breaks: a blank, or line breaks, or nothing."""
        value, after = self.value, self.at
        while value[after : after + 1] in _LINE_ENDS:
            after += 1
        if after == self.at and value.startswith(" ", after):
            after += 1
        if after > self.at:
            self.add(after - self.at, start, end)

    def line_end(self, start: int, end: int) -> None:
        """Takes one line break that has stayed one."""
        if start < end and self.value[self.at : self.at + 1] in _LINE_ENDS:
            self.add(1, start, end)

    def span(self, start: int, end: int) -> Span:
        """Where a range of the value is written."""
        if not self._offsets:
            return 0, 0
        first = self._find(start, False)
        return first, max(first, self._find(end - 1, True)) if end > start else first

    def _find(self, offset: int, after: bool) -> int:
        """The beginning of a character of the value in the text, or its end."""
        index = max(0, bisect_right(self._offsets, offset) - 1)
        begin, start, end = self._offsets[index], self._starts[index], self._ends[index]
        until = self._offsets[index + 1] if index + 1 < len(self._offsets) else self.at
        if end - start == until - begin:
            return min(start + offset - begin + after, end)
        return end if after or offset >= until else start


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """For each line its start, the end of what is in it, and the end of its break."""
    for match in _BREAK.finditer(text, start, end):
        yield start, match.start(), match.end()
        start = match.end()
    if start < end:
        yield start, end, end


def _block(text: str, start: int, end: int, into: _Alignment, folded: bool) -> bool:
    """A literal or folded block."""
    header = _BREAK.search(text, start, end)
    if header is None:
        return True
    lines = list(_lines(text, header.end(), end))
    indentation = _indentation(text, lines, into.value)
    gap = header.end()
    for begin, stop, after in lines:
        content = min(begin + indentation, stop)
        if not folded:
            if content < stop and not into.same(text[content:stop], content):
                return False
            into.line_end(stop, after)
        elif content < stop:
            if into.at or not into.value.startswith(" "):  # the blanks that the first line begins with are its own
                into.fold(gap, content)
            if not into.same(text[content:stop], content):
                return False
            gap = stop
    return not into.value[into.at :].strip(" \t\n\u2028\u2029")


def _indentation(text: str, lines: list[tuple[int, int, int]], value: str) -> int:
    """How deep a block stands: what the first line with any text has more than the value has there."""
    first = next((text[begin:stop] for begin, stop, _ in lines if text[begin:stop].strip(" ")), "")
    before = value[: len(value) - len(value.lstrip(" \n\u2028\u2029"))]
    kept = len(before) - max(map(before.rfind, _LINE_ENDS)) - 1
    return len(first) - len(first.lstrip(" ")) - kept


def _plain(text: str, start: int, end: int, into: _Alignment) -> bool:
    """A plain scalar over several lines: each is stripped, the breaks between them are folded."""
    gap = start
    for begin, stop, _ in _lines(text, start, end):
        line = text[begin:stop]
        content = begin + len(line) - len(line.lstrip(" \t"))
        line = line.strip(" \t")
        if line:
            into.fold(gap, content)
            if not into.same(line, content):
                return False
            gap = content + len(line)
    return into.at == len(into.value)


def _quoted(text: str, start: int, end: int, into: _Alignment, sign: str) -> bool:
    """A quoted scalar: escapes are one character each, breaks are folded together with the blanks around them."""
    # Where the blanks and breaks that were passed last began, how many breaks were among them, and whether an escaped one was before.
    gap, breaks, joined = start, 0, False
    for token in (_SINGLE if sign == "'" else _DOUBLE).finditer(text, start, end):
        kind = token.lastgroup
        if kind == "blank":
            continue
        if kind == "break":
            breaks += 1
            continue
        if not _blanks(text, (gap, token.start()), into, breaks, joined):
            return False
        # Blanks before an escaped break stay, those behind it don't.
        gap, breaks, joined = token.start() if kind == "join" else token.end(), 0, kind == "join"
        if kind == "escape":
            into.add(1, token.start(), token.end())
        elif kind != "join" and not into.same(token[0], token.start()):
            return False
    return _blanks(text, (gap, end), into, breaks, joined) and into.at == len(into.value)


def _blanks(text: str, gap: Span, into: _Alignment, breaks: int, joined: bool) -> bool:
    """What stands between two tokens that are written: blanks that stay, or breaks that are folded.

    One break is a blank, and of several the first is nothing; so is one that is escaped.
    """
    start, end = gap
    if not breaks and not joined:
        return start == end or into.same(text[start:end], start)
    length = breaks if joined else max(1, breaks - 1)
    written = into.value[into.at : into.at + length]
    if length:
        into.add(length, start, end)
    return len(written) == length and not written.strip(" \n\u2028\u2029")
