"""The text of a Dockerfile into its instructions, every character with its place.

It follows BuildKit's own parser (frontend/dockerfile/parser): the escape directive, comments and empty lines within continuations,
heredocs of RUN, COPY and ADD, flags, ONBUILD. A test holds the two to each other. Time is linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_right

from deplint.regex import regex
from deplint.syntax.dockerfile_words import words
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Span

_DIRECTIVE = regex(r"#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)")
_KNOWN_DIRECTIVES = frozenset(("escape", "syntax", "check"))
_KEYWORD = regex(r"[^\t\v\f\r ]+")
_HEREDOC = regex(r"([0-9]*)<<(-?)([^<]+)")
_WITH_HEREDOCS = frozenset(("RUN", "COPY", "ADD"))
_BLANKS = " \t\v\f\r"


class Text:
    """Text that is put together from stretches of the file: `value`, and where each of its characters stands."""

    __slots__ = ("_offsets", "_starts", "value")

    def __init__(self, pieces: list[tuple[int, str]]) -> None:
        self.value = "".join(piece for _, piece in pieces)
        self._starts: list[int] = []
        self._offsets: list[int] = []
        length = 0
        for start, piece in pieces:
            if piece or not self._starts:
                self._starts.append(start)
                self._offsets.append(length)
            length += len(piece)

    def place(self, offset: int) -> int:
        """The offset in the file of a character of `value`."""
        if not self._offsets:
            return 0
        index = max(0, bisect_right(self._offsets, offset) - 1)
        return self._starts[index] + offset - self._offsets[index]

    def span(self, start: int, end: int) -> Span:
        """Where the characters `start` to `end` of `value` stand in the file."""
        return self.place(start), self.place(end - 1) + 1 if end > start else self.place(start)

    def cut(self, start: int, end: int | None = None) -> Text:
        """A part of it."""
        end = len(self.value) if end is None else end
        pieces: list[tuple[int, str]] = []
        index = max(0, bisect_right(self._offsets, start) - 1)
        while start < end:
            until = min(self._offsets[index + 1] if index + 1 < len(self._offsets) else len(self.value), end)
            pieces.append((self._starts[index] + start - self._offsets[index], self.value[start:until]))
            start = until
            index += 1
        return Text(pieces or [(self.place(start), "")])

    def followed_by(self, start: int, more: str) -> Text:
        """It, and a stretch of the file that stands behind it."""
        parts = [
            (begin, self.value[offset : self._offsets[at + 1] if at + 1 < len(self._offsets) else None])
            for at, (begin, offset) in enumerate(zip(self._starts, self._offsets, strict=True))
        ]
        return Text([*parts, (start, more)])


class Heredoc(NamedTuple):
    """A document within an instruction.

    start, end   of what it holds, without the line that ends it; `after` is behind that line
    is_quoted    its name is in quotation marks: variables in it are left alone
    strips_tabs  `<<-`
    is_closed    the line that ends it is there
    """

    name: str
    start: int
    end: int
    after: int
    is_quoted: bool
    strips_tabs: bool
    is_closed: bool


class Instruction(NamedTuple):
    """One instruction.

    name        in upper case: "RUN"
    start, end  from the keyword to the end of its last line, documents included
    flags       the words that begin with `--` before the arguments
    arguments   what follows, continuations and the comments in them taken out
    on_build    it stands behind ONBUILD: it runs in images that are built from this one
    """

    name: str
    start: int
    end: int
    flags: tuple[Text, ...]
    arguments: Text
    heredocs: tuple[Heredoc, ...] = ()
    on_build: bool = False


class Dockerfile(NamedTuple):
    """All of a file: its instructions, the places of its comment lines (from `#` to the end of the line), and the escape character."""

    instructions: tuple[Instruction, ...]
    comments: tuple[Span, ...]
    escape: str


def parse(text: str) -> Dockerfile:
    """The instructions of a Dockerfile, whatever it holds: unknown ones are told like all others, and nothing is refused."""
    lines = _Lines(text)
    found = tuple(_instructions(lines))
    return Dockerfile(found, tuple(lines.comments), lines.escape)


class _Lines:
    """The lines of the text, one after the other, with what the parser remembers between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.escape = "\\"
        self.comments: list[Span] = []
        self._in_directives = True

    def next(self) -> tuple[int, str] | None:
        """The offset of the next line and what stands in it, without its end; None behind the last."""
        if self.at >= len(self.text):
            return None
        start = self.at
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        self.at = end + 1
        return start, self.text[start:end].rstrip("\r\n")

    def is_comment(self, start: int, line: str) -> bool:
        """Is the line a comment? Comments are remembered, directives among them obeyed."""
        stripped = line.lstrip()
        if not stripped.startswith("#"):
            self._in_directives = False
            return False
        begin = start + len(line) - len(stripped)
        self.comments.append((begin, start + len(line)))
        if self._in_directives:
            self._obey(stripped)
        return True

    def _obey(self, comment: str) -> None:
        match = _DIRECTIVE.match(comment)
        name = match[1].lower() if match else ""
        if match is None or name not in _KNOWN_DIRECTIVES:
            self._in_directives = False
        elif name == "escape" and match[2].rstrip() in ("\\", "`"):
            self.escape = match[2].rstrip()

    def continued(self, line: str) -> str | None:
        """What stands before the character that continues the line, None where the line ends the instruction."""
        trimmed = line.rstrip(" \t")
        if not trimmed.endswith(self.escape) or trimmed[-2:-1] == self.escape:
            return None
        return trimmed[:-1]


def _instructions(lines: _Lines) -> Iterator[Instruction]:
    while (first := lines.next()) is not None:
        start, line = first
        if lines.is_comment(start, line):
            continue
        stripped = line.lstrip()
        if stripped:
            yield _instruction(lines, _joined(lines, start + len(line) - len(stripped), stripped))


def _joined(lines: _Lines, start: int, line: str) -> Text:
    """The line with those that continue it."""
    pieces: list[tuple[int, str]] = []
    while True:
        before = lines.continued(line)
        pieces.append((start, line if before is None else before))
        if before is None:
            return Text(pieces)
        while True:
            following = lines.next()
            if following is None:
                return Text(pieces)
            start, line = following
            if not lines.is_comment(start, line) and line.strip():
                break


def _instruction(lines: _Lines, text: Text) -> Instruction:
    begin = text.place(0)
    on_build = False
    name, flags, arguments = _split(text, lines.escape)
    if name == "ONBUILD":
        on_build = True
        name, flags, arguments = _split(arguments, lines.escape)
    end = text.place(len(text.value) - 1) + 1 if text.value else begin
    heredocs: tuple[Heredoc, ...] = ()
    if name in _WITH_HEREDOCS and "<<" in arguments.value and not arguments.value.startswith("["):
        heredocs = tuple(_heredocs(lines, arguments))
        end = heredocs[-1].after if heredocs else end
    return Instruction(name, begin, end, flags, arguments, heredocs, on_build)


def _split(text: Text, escape: str) -> tuple[str, tuple[Text, ...], Text]:
    """The keyword, the flags and the arguments."""
    value = text.value
    start = len(value) - len(value.lstrip())
    keyword = _KEYWORD.match(value, start)
    if keyword is None:
        return "", (), text
    flags: list[Text] = []
    at = keyword.end()
    for begin, end in words(value, escape, at):
        at = begin
        if not value.startswith("--", begin) or end == begin + 2:
            break
        flags.append(text.cut(begin, end))
        at = end
    stop = len(value.rstrip())
    while at < stop and value[at] in _BLANKS:
        at += 1
    return keyword[0].upper(), tuple(flags), text.cut(at, max(stop, at))


def _heredocs(lines: _Lines, arguments: Text) -> Iterator[Heredoc]:
    """The documents that the arguments name; they follow in the next lines, one after the other."""
    value = arguments.value
    for start, end in words(value, "\\"):
        match = _HEREDOC.fullmatch(value, start, end)
        if match is None:
            continue
        name = match[3].replace("'", "").replace('"', "").replace("\\", "")
        yield _document(lines, name, name != match[3], match[2] == "-")


def _document(lines: _Lines, name: str, is_quoted: bool, strips_tabs: bool) -> Heredoc:
    begin = min(lines.at, len(lines.text))
    while (found := lines.next()) is not None:
        start, line = found
        if (line.lstrip("\t") if strips_tabs else line) == name:
            return Heredoc(name, begin, start, min(lines.at, len(lines.text)), is_quoted, strips_tabs, True)
    return Heredoc(name, begin, len(lines.text), len(lines.text), is_quoted, strips_tabs, False)
