"""What shell text is made of: words, the variables that they are given, and the commands that they make. Offsets are those of the text."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.facts import Span

UNKNOWN = "\x01"
"""Stands for a stretch of text that can't be known: a variable, a substitution, a template."""


class Word(NamedTuple):
    """One word of a command.

    shape   the word as the command gets it, without quotation marks, with `UNKNOWN` for each part that can't be known
    start, end  where it stands in the text, quotation marks and all
    pieces  (offset in `shape`, start, end in the text) of each stretch that stands there as it is, and of each that can't be known
    is_quoted   a variable in it is in quotation marks: it stays one word whatever the value
    """

    shape: str
    start: int
    end: int
    pieces: tuple[tuple[int, int, int], ...]
    is_quoted: bool = False

    @property
    def value(self) -> str | None:
        """The word, None where a part of it can't be known."""
        return None if UNKNOWN in self.shape else self.shape

    def span(self, start: int, end: int) -> Span:
        """Where the characters `start` to `end` of `shape` stand in the text; an empty range stands where its start does."""
        first = self._place(start)[0]
        return (first, first) if end <= start else (first, self._place(end - 1)[1])

    def _place(self, index: int) -> Span:
        """Where one character of `shape` stands; one that is not known is as long as what hides it."""
        from bisect import bisect_right

        at = bisect_right(self.pieces, (index, self.end, self.end)) - 1
        if at < 0:
            return self.start, self.start
        offset, start, end = self.pieces[at]
        length = (self.pieces[at + 1][0] if at + 1 < len(self.pieces) else len(self.shape)) - offset
        if length == end - start:
            start, end = start + index - offset, start + index - offset + 1
        return start, min(end, self.end)


class Assignment(NamedTuple):
    """A variable that a command is given (`NAME=value command`) or that is exported before it; None where its value can't be known."""

    name: str
    value: str | None
    start: int
    end: int


class Command(NamedTuple):
    """One simple command.

    words        the program first; never empty
    assignments  those before it
    exports      variables that commands before it have exported, or set where `exported` names them; the latest of each name
    folder       where it runs as a path that begins where the text does: "", "sub", "../x", "/app"; None after `cd $X`
    start, end   from the first assignment or word to the last word
    is_conditional  it stands in a branch, a loop over a condition, a function or after `||`
    pipeline     commands with the same number feed each other, in this order; -1 outside of a pipeline
    """

    words: tuple[Word, ...]
    assignments: tuple[Assignment, ...] = ()
    exports: tuple[Assignment, ...] = ()
    folder: str | None = ""
    start: int = 0
    end: int = 0
    is_conditional: bool = False
    pipeline: int = -1
