"""A report into the findings of one file after the other, each file with its count."""

from __future__ import annotations

from itertools import groupby

from deplint.reporters.closing import closing, counted
from deplint.reporters.paint import paint
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.report import Report


def render(report: Report, *, color: bool = False, quiet: bool = False, **_: object) -> str:
    """`path (3 findings):`, then a line for each of them, then the summary."""
    lines = [line for path, found in groupby(report.diagnostics, key=_path) for line in _group(report, path, list(found), color)]
    return "".join(f"{line}\n" for line in [*lines, *([] if quiet else closing(report, color=color))])


def _path(diagnostic: Diagnostic) -> str:
    return diagnostic.location.path


def _group(report: Report, path: str, found: list[Diagnostic], color: bool) -> Iterator[str]:
    yield f"{paint(visible_path(report.display(path)), 'strong', color)} ({counted(len(found), 'finding')}):"
    places = ["{}:{}".format(*report.start(diagnostic.location)) for diagnostic in found]
    width = max(map(len, places))
    for place, diagnostic in zip(places, found, strict=True):
        severity = paint(f"{diagnostic.severity.value:7}", diagnostic.severity.value, color)
        name = paint(f"[{diagnostic.name}]", "faint", color)
        yield f"  {place:{width}}  {severity}  {diagnostic.code} {visible(diagnostic.message)} {name}"
    yield ""
