"""The text of a lock in TOML or YAML into the comments that speak to deplint: no other comment of a lock counts."""

from __future__ import annotations

from deplint.facts import Comment
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source

MARK = "deplint:"
COMMENTED = frozenset(("poetry.lock", "uv.lock", "pdm.lock", "pylock", "conda-lock", "pixi.lock", "conda-explicit", "conda-list"))
"""The kinds of locks in which a comment can stand. JSON has none."""
_STRING = regex(r"\"[^\"\\\r\n]*(?:\\.[^\"\\\r\n]*)*\"|'[^'\r\n]*'|#")


def comments(source: Source) -> tuple[Comment, ...]:
    """The comments with the mark in them, in file order."""
    return tuple(_found(source)) if MARK in source.text else ()


def _found(source: Source) -> Iterator[Comment]:
    text, at = source.text, 0
    while (at := text.find(MARK, at)) >= 0:
        line = source.position(at).line
        start = source.line_starts[line - 1]
        end = start + len(source.line(line))
        for piece in _STRING.finditer(text, start, end):
            if piece[0] == "#":
                yield Comment(text[piece.end() : end].strip(), source.at(piece.start(), end))
                break
        at = end
