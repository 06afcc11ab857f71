"""A fix into the few lines that it changes, as they are and as they would be."""

from __future__ import annotations

from deplint.reporters.frame import NARROWEST, Row, bounds, clipped
from deplint.reporters.paint import paint
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic, Edit, Source
    from deplint.report import Report

MOST_LINES = 4
MOST_CHARACTERS = 4000
"""A fix that takes more than this is better seen in a diff of the whole file."""


def preview(report: Report, diagnostic: Diagnostic, gutter: int, columns: int, color: bool) -> Iterator[str]:
    """The changed lines with `-` and `+`; nothing for a fix that is large or that changes several files."""
    from deplint.model import Source

    edits = diagnostic.fix.edits if diagnostic.fix else ()
    source = report.sources.get(diagnostic.location.path)
    if source is None or not edits or any(edit.location.path != source.path for edit in edits):
        return
    first = source.position(min(edit.location.start for edit in edits)).line
    last = source.position(max(edit.location.end for edit in edits)).line
    start, end = bounds(source, first)[0], bounds(source, last)[1]
    if last - first >= MOST_LINES or end - start > MOST_CHARACTERS:
        return
    changed = Source(source.path, edited(source.text, edits, start, end))
    before, after = Source(source.path, source.text[start:end]), changed
    yield from _diff(before, after, first, gutter, max(columns - gutter - 3, NARROWEST), color)


def edited(text: str, edits: tuple[Edit, ...], start: int, end: int) -> str:
    """The characters `start` to `end` of a text after the edits that lie in them."""
    parts = []
    for edit in sorted(edits, key=lambda edit: edit.location):
        parts += [text[start : edit.location.start], edit.replacement]
        start = max(start, edit.location.end)
    return "".join([*parts, text[start:end]])


def _diff(before: Source, after: Source, first: int, gutter: int, room: int, color: bool) -> Iterator[str]:
    """The lines that differ, between the lines that both begin and end with."""
    old = [before.line(number) for number in range(1, len(before.line_starts) + 1)]
    new = [after.line(number) for number in range(1, len(after.line_starts) + 1)]
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if len(new) - head - tail > MOST_LINES:
        return
    for source, sign, style, lines in ((before, "-", "removed", old), (after, "+", "added", new)):
        for index in range(head, len(lines) - tail):
            start, end = bounds(source, index + 1)
            text, _, _ = clipped(source, Row(index + 1, start, start, start, end), room)
            number = paint(f"{first + index:>{gutter}}", "frame", color)
            yield f"{number} {paint(f'{sign} {text}'.rstrip(), style, color)}"
