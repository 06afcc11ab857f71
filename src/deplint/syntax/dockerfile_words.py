"""The arguments of a Dockerfile's instruction into words, and words into what they mean: quotation marks, escapes, variables, JSON."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deplint.facts import Span

_BLANK = regex(r"\s*")
_PLAIN = regex(r"[^\s'\"\\`]+")
# They match the empty text too: they can't fail, so there is nothing to go back for.
_IN_DOUBLE = {"\\": regex(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL), "`": regex(r'[^"`]*(?:`.[^"`]*)*', re.DOTALL)}
_VARIABLE = regex(r"\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-+?])([^{}$'\"\\]*))?\})")
_NO_SIGN = regex(r"[^\"'$\\`]+")
_STRING = regex(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_ASSIGNMENT = regex(r"([A-Za-z_][A-Za-z0-9_.-]*)=")
LONGEST = 100_000
"""Characters that variables may make of one word; a system takes no argument that is longer."""


def words(text: str, escape: str, start: int = 0) -> Iterator[Span]:
    """The ranges of the words, which blanks part unless they are in quotation marks or escaped."""
    while True:
        start = _end(_BLANK, text, start)
        if start >= len(text):
            return
        begin = start
        while start < len(text) and not text[start].isspace():
            start = _token(text, start, escape)
        yield begin, start


def _token(text: str, start: int, escape: str) -> int:
    """The end of the plain stretch, the escaped character or the quoted stretch that begins here."""
    sign = text[start]
    if sign == escape:
        return min(start + 2, len(text))
    if sign == "'":
        end = text.find("'", start + 1)
        return len(text) if end < 0 else end + 1
    if sign == '"':
        return min(_end(_IN_DOUBLE[escape], text, start + 1) + 1, len(text))
    plain = _PLAIN.match(text, start)
    return plain.end() if plain else start + 1


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def expand(word: str, variables: Mapping[str, str | None], escape: str = "\\") -> str | None:
    """A word as the builder takes it: without quotation marks and escapes, variables filled in; None where one can't be known.

    `variables` has None for those that are declared without a value: only a default in the word itself (`${X:-1}`) helps there.
    What gets longer than LONGEST can't be known either: `ENV A=$A$A` doubles with each line.
    """
    parts: list[str] = []
    at = length = 0
    in_double = False
    while at < len(word):
        sign = word[at]
        if sign == '"':
            in_double = not in_double
            at += 1
        elif sign == "'" and not in_double:
            end = word.find("'", at + 1)
            end = len(word) if end < 0 else end
            parts.append(word[at + 1 : end])
            at = end + 1
        elif sign == escape and (not in_double or word[at + 1 : at + 2] in ('"', "$", escape)):
            parts.append(word[at + 1 : at + 2])
            at += 2
        elif sign == "$" and word[at + 1 : at + 2].strip():
            match = _VARIABLE.match(word, at)
            value = _value(match, variables) if match else None
            length += len(value or "")
            if match is None or value is None or length > LONGEST:
                return None
            parts.append(value)
            at = match.end()
        else:
            plain = _NO_SIGN.match(word, at)
            end = plain.end() if plain else at + 1
            parts.append(word[at:end])
            at = end
    return "".join(parts)


def _value(match: re.Match[str], variables: Mapping[str, str | None]) -> str | None:
    value = variables.get(match[1] or match[2])
    if match[3] == "-":
        return value or match[4]
    if match[3] == "+":
        return match[4] if value else value
    return value


def assignments(text: str, escape: str) -> Iterator[tuple[str, Span, Span]]:
    """`A=1 B="x y"` of ENV, ARG and LABEL: each name, the range of the whole and of the value. `A x y`, as ENV once was, is one, too."""
    for number, (start, end) in enumerate(words(text, escape)):
        match = _ASSIGNMENT.match(text, start, end)
        if match:
            yield match[1], (start, end), (match.end(), end)
        elif number == 0:
            name = text[start:end]
            begin = end + len(text[end:]) - len(text[end:].lstrip())
            yield name, (start, len(text)), (begin, len(text))
            return


def strings(text: str) -> list[tuple[str, int, int]] | None:
    """The strings of a JSON list (`["pip", "install"]`) with their ranges, quotation marks included; None where the text is none."""
    if not text.startswith("["):
        return None
    import json

    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return None
    places = [match.span() for match in _STRING.finditer(text)]
    return [(value, start, end) for value, (start, end) in zip(values, places, strict=True)]
