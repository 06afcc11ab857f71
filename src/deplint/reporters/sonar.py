"""A report into SonarQube's generic issue format (since 10.3): lines start at 1, columns at 0.

https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/importing-external-issues/generic-issue-import-format
"""

from __future__ import annotations

from deplint.model import Severity
from deplint.reporters.json import rows
from deplint.reporters.visible import visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.model import Diagnostic, Location
    from deplint.report import Report

IMPACTS = {Severity.ERROR: "HIGH", Severity.WARNING: "MEDIUM", Severity.INFO: "LOW"}


def render(report: Report, **_: object) -> str:
    """The rules that found something, and what they found."""
    first = {diagnostic.code: diagnostic for diagnostic in reversed(report.diagnostics)}
    rules = rows(_rule(report, first[code]) for code in sorted(first))
    return f'{{"rules": {rules}, "issues": {rows(_issue(report, diagnostic) for diagnostic in report.diagnostics)}}}\n'


def _rule(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    rule = report.rules.get(diagnostic.code)
    quality = "SECURITY" if rule and rule.security else "RELIABILITY"
    severity = rule.severity if rule else diagnostic.severity
    return {
        "id": diagnostic.code,
        "name": diagnostic.name,
        "description": rule.summary if rule and rule.docstring else diagnostic.name,
        "engineId": report.tool,
        "cleanCodeAttribute": "TRUSTWORTHY" if quality == "SECURITY" else "CONVENTIONAL",
        "impacts": [{"softwareQuality": quality, "severity": IMPACTS[severity]}],
    }


def _issue(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    issue = {"ruleId": diagnostic.code, "primaryLocation": _location(report, diagnostic.location, diagnostic.message)}
    others = [_location(report, related.location, related.label) for related in diagnostic.related]
    return {**issue, "secondaryLocations": others} if others else issue


def _location(report: Report, location: Location, message: str) -> dict[str, Any]:
    start, end = report.start(location), report.end(location)
    # Sonar refuses an empty range, and one at the end of a line that names a column behind it.
    lines = {"startLine": start.line, "endLine": end.line}
    columns = {"startColumn": start.column - 1, "endColumn": end.column - 1} if location.start < location.end else {}
    return {"message": visible(message), "filePath": location.path, "textRange": {**lines, **columns}}
