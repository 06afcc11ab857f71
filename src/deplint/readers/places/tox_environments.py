"""The environments that tox is told to make into the Pythons that they run on: factors such as `py311`, `py3{10-13}`, `{3.9,3.10}-django`.

Source: tox's documentation, "Generative environment names". A name that does not say its Python says nothing.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Span

MOST = 1_000
_FACTOR = regex(r"(?:py|python|cpython|cp|pypy)-?([23])(?:\.?([0-9]{1,2}))?t?|([23])\.([0-9]{1,2})t?")
_RANGE = regex(r"([0-9]{1,3})-([0-9]{1,3})")


def pythons(text: str) -> Iterator[tuple[str, str, Span]]:
    """The factors that name a Python with its minor version: the factor, the version ("3.11"), and where it stands in the text."""
    for start, end in _pieces(text, 0, len(text), ",\n \t"):
        for first, last in _pieces(text, start, end, "-"):
            for factor, span in _expanded(text, first, last):
                version = version_of(factor)
                if version:
                    yield factor, version, span


def version_of(factor: str) -> str:
    """The version that a factor or an interpreter's name stands for: "py311" is "3.11", "python3" and "lint" are ""."""
    match = _FACTOR.fullmatch(factor)
    if match is None:
        return ""
    major, minor = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f"{major}.{minor}" if minor else ""


def _pieces(text: str, start: int, end: int, separators: str) -> Iterator[Span]:
    """The parts between the separators that stand outside of braces, without the empty ones."""
    depth = 0
    begin = start
    for position in range(start, end):
        character = text[position]
        if character == "{":
            depth += 1
        elif character == "}":
            depth = max(0, depth - 1)
        elif character in separators and not depth:
            if position > begin:
                yield begin, position
            begin = position + 1
    if end > begin:
        yield begin, end


def _expanded(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """A factor with at most one pair of braces: each of its values, and where it stands: the whole where braces leave only a part."""
    opening = text.find("{", start, end)
    closing = text.find("}", start, end)
    if opening < 0:
        yield text[start:end], (start, end)
        return
    if closing < opening or text.find("{", opening + 1, end) >= 0:
        return
    before, after = text[start:opening], text[closing + 1 : end]
    for number, (first, last) in enumerate(_pieces(text, opening + 1, closing, ",")):
        if number >= MOST:
            return
        stripped = text[first:last].strip()
        begin = text.index(stripped, first)
        span = (start, end) if before or after else (begin, begin + len(stripped))
        between = _RANGE.fullmatch(stripped)
        if between and int(between[2]) - int(between[1]) < 100:
            yield from ((f"{before}{minor}{after}", span) for minor in range(int(between[1]), int(between[2]) + 1))
        else:
            yield f"{before}{stripped}{after}", span
