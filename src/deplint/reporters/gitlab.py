"""A report into GitLab's Code Quality report: a JSON array that the widget of a merge request compares with the target branch's.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from deplint.model import Severity
from deplint.reporters.json import rows
from deplint.reporters.visible import visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.model import Diagnostic
    from deplint.report import Report

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
GRAVE = 7.0
"""From this "security-severity" on an error is critical."""


def render(report: Report, **_: object) -> str:
    """One entry for each finding; `[]` where there is none, which GitLab needs to see that something was repaired."""
    from deplint.fingerprint import fingerprints

    ids = fingerprints(report.diagnostics, report.sources)
    return f"{rows(_entry(report, *pair) for pair in zip(report.diagnostics, ids, strict=True))}\n"


def _entry(report: Report, diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    start, end = report.start(diagnostic.location), report.end(diagnostic.location)
    return {
        "description": f"{diagnostic.code}: {visible(diagnostic.message)}",
        "check_name": diagnostic.name,
        "fingerprint": fingerprint,
        "severity": _severity(report, diagnostic),
        "location": {"path": diagnostic.location.path, "positions": {"begin": start._asdict(), "end": end._asdict()}},
    }


def _severity(report: Report, diagnostic: Diagnostic) -> str:
    rule = report.rules.get(diagnostic.code)
    grave = rule is not None and rule.security and float(rule.security) >= GRAVE
    return "critical" if grave and diagnostic.severity is Severity.ERROR else SEVERITIES[diagnostic.severity]
