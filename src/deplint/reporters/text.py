"""A report into what a person reads at a terminal: each finding with its lines, its label under the carets, and what to do."""

from __future__ import annotations

from deplint.reporters.closing import closing, counted
from deplint.reporters.frame import Mark, frame
from deplint.reporters.paint import paint
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic, Fix, Location
    from deplint.report import Report


MOST_PLACES = 6
"""Related places that are shown of one finding; a list of three hundred lines would hide all other findings."""


def render(report: Report, *, color: bool = False, width: int = 120, quiet: bool = False) -> str:
    """Every finding with a blank line after it, then the summary."""
    lines: list[str] = []
    for diagnostic in report.diagnostics:
        lines += finding(report, diagnostic, color=color, width=width)
        lines.append("")
    if not quiet:
        lines += closing(report, color=color)
    return "".join(f"{line}\n" for line in lines)


def finding(report: Report, diagnostic: Diagnostic, *, color: bool = False, width: int = 120) -> Iterator[str]:
    """The lines of one finding: its head, a frame for each file it speaks of, the fix and the help."""
    severity = diagnostic.severity.value
    yield paint(f"{severity}[{diagnostic.code} {diagnostic.name}]", severity, color) + paint(
        f": {visible(diagnostic.message)}", "message", color
    )
    files = _marks(diagnostic)
    gutter = _gutter(report, files, diagnostic.fix)
    bar = paint(f"{' ' * gutter} |", "frame", color)
    for path, marks in files.items():
        first = path == diagnostic.location.path
        if not first:
            yield bar
        yield from _file(report, path, marks, "-->" if first else ":::", gutter, width, color)
    if len(diagnostic.related) > MOST_PLACES:
        yield _note("note", f"and {counted(len(diagnostic.related) - MOST_PLACES, 'more place')}", gutter, color)
    yield from _repair(report, diagnostic, gutter, width, color)


def _marks(diagnostic: Diagnostic) -> dict[str, list[Mark]]:
    """The places to show by file: the finding's own file first, the others in the order in which the rule names them."""
    files = {diagnostic.location.path: [Mark(diagnostic.location, diagnostic.label, "^", diagnostic.severity.value)]}
    for related in diagnostic.related[:MOST_PLACES]:
        files.setdefault(related.location.path, []).append(Mark(related.location, related.label, "-", "related"))
    return files


def _gutter(report: Report, files: dict[str, list[Mark]], fix: Fix | None) -> int:
    """The width of the highest line number that is going to stand at the left."""
    places = [mark.location for marks in files.values() for mark in marks]
    numbers = [report.start(place).line for place in places if _is_framed(report, place)]
    if fix:
        numbers += [report.end(edit.location).line for edit in fix.edits]
    return len(str(max(numbers, default=1)))


def _is_framed(report: Report, location: Location) -> bool:
    """A line is shown for it: its file is at hand, and it is not about the file as a whole."""
    return location.path in report.sources and not location.start == location.end == 0


def _file(report: Report, path: str, marks: list[Mark], arrow: str, gutter: int, width: int, color: bool) -> Iterator[str]:
    """Where to look in one file: `--> path:line:column`, notes on the file as such, and the frame."""
    start = report.start(marks[0].location)
    place = paint(f"{visible_path(report.display(path))}:{start.line}:{start.column}", "place", color)
    yield f"{' ' * gutter}{paint(arrow, 'frame', color)} {place}"
    framed = [mark for mark in marks if _is_framed(report, mark.location)]
    for mark in marks:
        if mark not in framed and mark.label:
            yield _note("note", visible(mark.label), gutter, color)
    if framed:
        yield from frame(report.sources[path], framed, gutter, width, color)


def _repair(report: Report, diagnostic: Diagnostic, gutter: int, width: int, color: bool) -> Iterator[str]:
    """What to do about a finding: the edit, as it would change the lines, and the command."""
    bar = paint(f"{' ' * gutter} |", "frame", color)
    if diagnostic.fix or diagnostic.help:
        yield bar
    if diagnostic.fix:
        from deplint.reporters.preview import preview

        title = visible(diagnostic.fix.title) + ("" if diagnostic.fix.safe else paint(" (may change what is installed)", "faint", color))
        yield _note("fix", title, gutter, color)
        yield from preview(report, diagnostic, gutter, width, color)
    for number, text in enumerate(diagnostic.help.splitlines()):
        yield _note("help", visible(text), gutter, color) if number == 0 else f"{' ' * gutter}         {visible(text)}"


def _note(kind: str, text: str, gutter: int, color: bool) -> str:
    return f"{' ' * gutter} {paint('=', 'frame', color)} {paint(kind, 'strong', color)}: {text}"
