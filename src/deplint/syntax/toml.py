"""TOML text into nodes: the values of `tomli`, every value and key with its place.

`tomli` is the judge of what is valid and of what a value is; the scanner (`toml_scanner`) only finds where the values stand.
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.syntax.toml_scanner import LIMIT, Scanner, TooDeepError
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from tomli import TOMLDecodeError

    from deplint.facts import Span
    from deplint.syntax.node import Node

# Every token that can hide a bracket, and the brackets. An unterminated string ends with its line or with the text, so that
# no alternative is tried twice over the same characters.
_BRACKETS = regex(
    r"#[^\n]*"
    r'|"""[^"\\]*(?:(?:\\.|""?(?!"))[^"\\]*)*(?:"{3,5}|\\?\Z)'
    r"|'''[^']*(?:''?(?!')[^']*)*(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|\\?$)'
    r"|'[^'\n]*(?:'|$)"
    r"|[\[\]{}]",
    re.DOTALL | re.MULTILINE,
)
_NO_BRACKET = bytes(set(range(256)) - set(b"[]{}"))
_TOKEN = regex(r"[^\s,#=\[\]{}\"']+|.", re.DOTALL)
_STATEMENT = regex(r"[ \t]*(\[\[?[^\n\]]*\]?\]?|[^\s=#\[\]{},][^\n=#]*(?==))")
_LONG_NUMBER = regex(r"(?<![A-Za-z0-9_])[0-9][0-9_]{3999,}")


class TomlError(ValueError):
    """TOML that can't be read. `message` says why, in lower case; `start` and `end` are offsets in the text."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class Document(NamedTuple):
    """A TOML text: the table at its root, and the spans of its comments (from the `#` to the end of the line) in order."""

    root: Node
    comments: tuple[Span, ...]


def parse(text: str) -> Node:
    """The root table of a TOML text (TOML 1.0 and what `tomli` takes of 1.1).

    Tables are `dict[str, Node]`, arrays and arrays of tables `list[Node]`, scalars what `tomli.loads` gives. A table that has a header
    spans from it to the end of its last own entry; one that only dotted keys or longer headers name, what names it. `text` has
    no byte order mark. Raises `TomlError`.
    """
    return parse_document(text).root


def parse_document(text: str) -> Document:
    """As `parse`, together with the places of the comments."""
    values = plain(text)
    scanner = Scanner(text)
    try:
        root = scanner.document(values)
    except TooDeepError as error:
        raise _too_deep(text, error.offset) from None
    return Document(root, tuple(scanner.comments))


def plain(text: str) -> dict[str, Any]:
    """The values of a TOML text alone, without their places, at the price of `tomli.loads`. Raises `TomlError`."""
    import tomli

    deep = _nested_too_deeply(text)
    if deep is not None:
        raise _too_deep(text, deep)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _located(text, error) from None
    except RecursionError:
        raise _too_deep(text, 0) from None
    except ValueError as error:  # an integer with more digits than Python converts
        found = _LONG_NUMBER.search(text)
        start, end = found.span() if found else (0, 0)
        raise TomlError(f"a number of {end - start} digits is too long" if found else str(error), start, end) from None


def _too_deep(text: str, offset: int) -> TomlError:
    return TomlError(f"values are nested more than {LIMIT} levels deep", offset, min(offset + 1, len(text)))


def _nested_too_deeply(text: str) -> int | None:
    """The offset of the first bracket that nests more than `LIMIT` levels; None where there is none.

    Looked for before `tomli` runs: its compiled form recurses without a guard in older versions, and crashes. Brackets alone, with all
    pairs removed until nothing changes, say in a millisecond that a text is harmless; only the rest is looked at token by token.
    """
    if text.count("[") + text.count("{") <= LIMIT:
        return None
    left = text.encode("utf-8", "replace").translate(None, _NO_BRACKET)
    for _ in range(LIMIT):
        if len(left) <= LIMIT:
            return None
        shorter = left.replace(b"[]", b"").replace(b"{}", b"")
        if len(shorter) == len(left):
            break
        left = shorter
    depth = 0
    for token in _BRACKETS.finditer(text):
        if token[0] in ("[", "{"):
            depth += 1
            if depth > LIMIT:
                return token.start()
        elif token[0] in ("]", "}"):
            depth -= 1
    return None


def _located(text: str, error: TOMLDecodeError) -> TomlError:
    """The error of `tomli` with its place in `text` (`tomli` counts in a copy with LF line ends; lines and columns are the same)."""
    line_start = 0
    for _ in range(error.lineno - 1):
        line_start = text.index("\n", line_start) + 1
    start = min(line_start + error.colno - 1, len(text))
    if error.msg.startswith("Cannot"):  # said at the end of the value or the key
        return _twice(text, line_start, start)
    token = _TOKEN.match(text, start)
    end = token.end() if token and token[0] not in "\r\n" else start
    if error.msg.startswith(("Expected \"'", "Illegal character '\\n'")):
        return TomlError("unterminated string: the closing quotes are missing", start, end)
    message = error.msg.replace("'", "`")
    return TomlError(message[:1].lower() + message[1:], start, end)


def _twice(text: str, line_start: int, end: int) -> TomlError:
    statement = _STATEMENT.match(text, line_start)
    if statement is None:  # the end of a value of several lines
        return TomlError("a key is defined twice, or a value is used as a table", max(line_start, end - 1), end)
    written = statement[1].rstrip()
    start = statement.start(1)
    return TomlError(f"`{written}` is defined twice, or extends what is no table", start, start + len(written))
