"""A report into rdjson, the format of reviewdog, which makes suggested changes of a pull request out of fixes.

Lines and columns start at 1, columns count bytes of UTF-8, ends are exclusive (https://github.com/reviewdog/reviewdog, proto/rdf).
"""

from __future__ import annotations

from deplint.model import Severity
from deplint.reporters.json import dumps, rows
from deplint.reporters.visible import visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.model import Diagnostic, Location
    from deplint.report import Report

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, **_: object) -> str:
    """One JSON object, a line for each finding."""
    source = dumps({"name": report.tool, "url": report.url})
    return f'{{"source": {source}, "diagnostics": {rows(_entry(report, diagnostic) for diagnostic in report.diagnostics)}}}\n'


def _entry(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    rule = report.rules.get(diagnostic.code)
    code = {"value": diagnostic.code, **({"url": rule.url} if rule and rule.url else {})}
    entry: dict[str, Any] = {
        "message": visible(f"{diagnostic.message} [{diagnostic.name}]"),
        "location": {"path": diagnostic.location.path, "range": _range(report, diagnostic.location)},
        "severity": SEVERITIES[diagnostic.severity],
        "code": code,
    }
    suggestions = _suggestions(report, diagnostic)
    return {**entry, "suggestions": suggestions} if suggestions else entry


def _suggestions(report: Report, diagnostic: Diagnostic) -> list[dict[str, Any]]:
    """The fix, where it is one edit of the file itself: reviewdog takes each suggestion as one that is enough."""
    edits = diagnostic.fix.edits if diagnostic.fix else ()
    if len(edits) != 1 or edits[0].location.path != diagnostic.location.path:
        return []
    return [{"range": _range(report, edits[0].location), "text": edits[0].replacement}]


def _range(report: Report, location: Location) -> dict[str, Any]:
    return {"start": _position(report, location.path, location.start), "end": _position(report, location.path, location.end)}


def _position(report: Report, path: str, offset: int) -> dict[str, int]:
    source = report.sources.get(path)
    if source is None:
        return {"line": 1, "column": 1}
    line, column = source.position(offset)
    return {"line": line, "column": len(source.text[offset - column + 1 : offset].encode("utf-8", "surrogatepass")) + 1}
