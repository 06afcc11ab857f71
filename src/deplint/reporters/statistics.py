"""A report into one line for each rule: how often it found something, and how much of that has a fix."""

from __future__ import annotations

from deplint.reporters.closing import closing
from deplint.reporters.paint import paint
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.model import Severity
    from deplint.report import Report


class Statistic(NamedTuple):
    """One rule's findings; `severity` is that of the most severe of them."""

    findings: int
    code: str
    name: str
    severity: Severity
    fixable: int


def statistics(report: Report) -> list[Statistic]:
    """The rules that found something, the most frequent first."""
    rules: dict[str, Statistic] = {}
    for diagnostic in report.most_severe():
        code, name, severity = diagnostic.code, diagnostic.name, diagnostic.severity
        before = rules.get(code, Statistic(0, code, name, severity, 0))
        rules[code] = before._replace(findings=before.findings + 1, fixable=before.fixable + (diagnostic.fix is not None))
    return sorted(rules.values(), key=lambda statistic: (-statistic.findings, statistic.code))


def render(report: Report, *, color: bool = False, quiet: bool = False, **_: object) -> str:
    """`12  DPL101  warning  unpinned (3 fixable)` for each rule, the columns aligned, then the summary."""
    found = statistics(report)
    wide = max((len(f"{statistic.findings:,}") for statistic in found), default=0)
    lines = []
    for findings, code, name, severity, fixable in found:
        aside = paint(f" ({fixable:,} fixable)", "faint", color) if fixable else ""
        word = paint(severity.value, severity.value, color) + " " * (7 - len(severity.value))
        lines.append(f"{paint(f'{findings:>{wide},}', 'strong', color)}  {code}  {word}  {name}{aside}")
    if not quiet:
        lines += closing(report, color=color)
    return "".join(f"{line}\n" for line in lines)
