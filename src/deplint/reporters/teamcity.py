"""A report into TeamCity's service messages: an inspection type for each rule, an inspection for each finding.

https://www.jetbrains.com/help/teamcity/service-messages.html
"""

from __future__ import annotations

from deplint.model import Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Diagnostic
    from deplint.report import Report

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "WEAK WARNING"}
LONGEST_NAME, LONGEST_MESSAGE = 255, 4000


def render(report: Report, **_: object) -> str:
    """Every type is declared before the first inspection of it."""
    types = [_type(report, *pair) for pair in sorted({(diagnostic.code, diagnostic.name) for diagnostic in report.diagnostics})]
    return "".join(f"{line}\n" for line in [*types, *(_inspection(report, diagnostic) for diagnostic in report.diagnostics)])


def _type(report: Report, code: str, name: str) -> str:
    rule = report.rules.get(code)
    about = rule.summary if rule and rule.docstring else name
    values = {"id": code, "name": f"{code} {name}"[:LONGEST_NAME], "category": report.tool, "description": about[:LONGEST_MESSAGE]}
    return _message("inspectionType", values)


def _inspection(report: Report, diagnostic: Diagnostic) -> str:
    return _message(
        "inspection",
        {
            "typeId": diagnostic.code,
            "message": diagnostic.message[:LONGEST_MESSAGE],
            "file": diagnostic.location.path,
            "line": str(report.start(diagnostic.location).line),
            "SEVERITY": SEVERITIES[diagnostic.severity],
        },
    )


def _message(name: str, values: dict[str, str]) -> str:
    properties = " ".join(f"{key}='{_escaped(value)}'" for key, value in values.items())
    return f"##teamcity[{name} {properties}]"


def _escaped(text: str) -> str:
    """With `|` before what means something, and `|0xNNNN` for what is not ASCII or can't be seen."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    if letter in "'|[]":
        return f"|{letter}"
    if letter.isascii() and letter.isprintable():
        return letter
    # Letters beyond the basic plane take two of its numbers.
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"|0x{units[start : start + 4]}" for start in range(0, len(units), 4))
