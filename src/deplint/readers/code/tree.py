"""The text of a Python module into what its readers share: a check that it can be parsed, its comments, the places of its nodes."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from deplint.facts import Comment
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

    from deplint.model import Source

_TOKEN = regex(
    r"#[^\n]*"
    r'|"""[^"\\]*(?:(?:\\.|""?(?!"))[^"\\]*)*(?:"{3,5}|\\?\Z)'
    r"|'''[^'\\]*(?:(?:\\.|''?(?!'))[^'\\]*)*(?:'{3,5}|\\?\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|\\?$)'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*(?:'|\\?$)"
    r"|[\[\](){}\n]|[-+*/%@&|^<>~.]|\b(?:not|elif|if|lambda|await)\b",
    re.DOTALL | re.MULTILINE,
)
_MOST_BRACKETS, _MOST_OPERATORS, _MOST_BRANCHES = 100, 3000, 1000
_LITERAL = regex(r"([rRuU]*)(\"\"\"|'''|\"|')")


def comments(source: Source) -> tuple[Comment, ...]:
    """The comments that speak to deplint."""
    if "deplint" not in source.text:
        return ()
    return tuple(
        Comment(match[0].lstrip("#").strip(), source.at(*match.span()))
        for match in _TOKEN.finditer(source.text)
        if match[0].startswith("#") and "deplint" in match[0]
    )


def too_deep(text: str) -> int | None:
    """The offset where brackets, operators in one statement or branches get more than any real one has.

    Looked for before `ast` runs: its parser takes minutes and all memory for 100,000 of them, or crashes.
    """
    brackets = operators = branches = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("(", "[", "{"):
            brackets += 1
            operators += 1
        elif token in (")", "]", "}"):
            brackets = max(0, brackets - 1)
        elif token == "\n":
            operators = operators if brackets else 0
        elif token == "elif":
            branches += 1
        elif token[0] not in "#\"'":
            operators += 1
        if brackets > _MOST_BRACKETS or operators > _MOST_OPERATORS or branches > _MOST_BRANCHES:
            return match.start()
    return None


class Places:
    """Where the nodes of a parsed module stand in its text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._widths: dict[int, list[int] | None] = {}
        """For each line with other characters than ASCII, where each of them begins in bytes."""

    def span(self, node: ast.expr) -> tuple[int, int, int | None]:
        """Where a node stands, and where the characters of a literal without escapes begin."""
        import ast

        start = self._at(node.lineno, node.col_offset)
        end = self._at(node.end_lineno or node.lineno, node.end_col_offset or 0)
        written = self.source.text[start:end]
        match = _LITERAL.match(written)
        if match and isinstance(node, ast.Constant) and isinstance(node.value, str):
            first = match.end()
            if written[first : len(written) - len(match[2])] == node.value and written.endswith(match[2]):
                return start, end, start + first
        return start, end, None

    def _at(self, line: int, column: int) -> int:
        """The offset of a place as `ast` gives it: with the column in bytes of UTF-8."""
        if line not in self._widths:
            text = self.source.line(line)
            self._widths[line] = None if text.isascii() else list(accumulate((len(character.encode()) for character in text), initial=0))
        widths = self._widths[line]
        return self.source.line_starts[line - 1] + (column if widths is None else bisect_left(widths, column))
