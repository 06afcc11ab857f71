"""Places in a file into a code frame: the lines they stand on, a caret under each character, a label after the carets."""

from __future__ import annotations

from deplint.reporters.paint import paint
from deplint.reporters.visible import cells, visible, width
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Location, Source

NARROWEST = 40
"""Columns that a line of source gets even on the smallest terminal."""


class Mark(NamedTuple):
    """A place to point at. `caret` is the character that the underline is made of, `style` its colour."""

    location: Location
    label: str
    caret: str
    style: str


class Row(NamedTuple):
    """One line of a file with the characters to underline: offsets in the file, and where the line itself starts and ends."""

    number: int
    start: int
    end: int
    line_start: int
    line_end: int


def row(source: Source, location: Location) -> Row:
    """The first line of a location and the part of the location that stands on it."""
    number = source.position(location.start).line
    line_start, line_end = bounds(source, number)
    start = min(location.start, line_end)
    end = max(start, min(location.end, line_end))
    if end < location.end:  # a range over several lines: blanks and a continuation at the end of its first line say nothing
        end = max(start, start + len(source.text[start:end].rstrip(" \t\\")))
    return Row(number, start, end, line_start, line_end)


def bounds(source: Source, number: int) -> tuple[int, int]:
    """The offsets between which the characters of a line stand, its line end left out."""
    starts = source.line_starts
    start = starts[number - 1]
    if number == len(starts):
        return start, len(source.text)
    end = starts[number] - 1
    return start, end - source.text.startswith("\r\n", end - 1) if end > start else end


def frame(source: Source, marks: list[Mark], gutter: int, columns: int, color: bool) -> Iterator[str]:
    """The frame of one file: its marked lines from top to bottom, `...` where lines are left out between them."""
    bar = paint(f"{' ' * gutter} |", "frame", color)
    room = max(columns - gutter - 3, NARROWEST)
    placed = sorted(((row(source, mark.location), mark) for mark in marks), key=lambda pair: (pair[0].number, pair[0].start))
    yield bar
    previous = 0
    for place, mark in placed:
        if previous and place.number == previous + 2:
            yield _numbered(source, previous + 1, gutter, room, color)
        elif previous and place.number > previous + 2:
            yield paint("...", "frame", color)
        text, indent, length = clipped(source, place, room)
        if place.number != previous:
            yield f"{paint(f'{place.number:>{gutter}} |', 'frame', color)} {text}".rstrip()
        for under in _underline(mark, indent, length, room, color):
            yield f"{bar} {under}"
        previous = place.number


def _numbered(source: Source, number: int, gutter: int, room: int, color: bool) -> str:
    start, end = bounds(source, number)
    text, _, _ = clipped(source, Row(number, start, start, start, end), room)
    return f"{paint(f'{number:>{gutter}} |', 'frame', color)} {text}".rstrip()


def _underline(mark: Mark, indent: int, length: int, room: int, color: bool) -> Iterator[str]:
    """The carets with the label after them, or on a line of its own where it would not fit."""
    label = visible(mark.label)
    carets = " " * indent + paint(mark.caret * max(length, 1), mark.style, color)
    if not label or indent + length + 1 + width(label) <= room:
        yield f"{carets} {paint(label, mark.style, color)}" if label else carets
    else:
        yield carets
        yield " " * max(0, min(indent, room - width(label))) + paint(label, mark.style, color)


def clipped(source: Source, place: Row, room: int) -> tuple[str, int, int]:
    """The part of a line around its marked characters that fits in `room` columns.

    Gives the text as it is to be shown, the column (from 0) of the first marked character, and how many columns are marked.
    """
    first, last = max(place.line_start, place.start - room), min(place.line_end, max(place.start, place.end) + room, place.start + 2 * room)
    shown = cells(_part(source.text, first, last))
    widths = [width(cell) for cell in shown]
    start, end = place.start - first, min(place.end, last) - first
    left, right = _window(widths, start, end, room - 2, first > place.line_start or last < place.line_end)
    before = "…" if first + left > place.line_start else ""
    after = "…" if first + right < place.line_end else ""
    marked = sum(widths[start : min(end, right)])
    return f"{before}{''.join(shown[left:right])}{after}", len(before) + sum(widths[left:start]), marked


def _part(text: str, start: int, end: int) -> str:
    """A part of a line, without the passwords in it."""
    if "://" not in text[max(0, start - 2000) : end]:
        return text[start:end]
    from deplint.credentials import part_without

    return part_without(text, start, end)


def _window(widths: list[int], start: int, end: int, room: int, cut: bool) -> tuple[int, int]:
    """Which characters to show: all that fit, the marked ones first, then those before them, then those after."""
    if not cut and sum(widths) <= room + 2:
        return 0, len(widths)
    left = right = start
    used = 0
    while right < end and used + widths[right] <= room:
        used += widths[right]
        right += 1
    ahead = used + sum(widths[:left])
    before = room if ahead <= room else used + (room - used) * 2 // 3
    while left > 0 and used + widths[left - 1] <= before:
        left -= 1
        used += widths[left]
    while right < len(widths) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    while left > 0 and used + widths[left - 1] <= room:
        left -= 1
        used += widths[left]
    return left, right
