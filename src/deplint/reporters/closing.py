"""A report into the sentences that close it: what was found, what was left out, what could not be checked, what to do next."""

from __future__ import annotations

from deplint.reporters.paint import paint
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.report import NotChecked, Report

SHOWN = 10
"""How many of the files that could not be checked are named."""


def closing(report: Report, *, color: bool = False) -> list[str]:
    """The closing lines: the counts, each check that could not run, and the best next command."""
    return [verdict(report, color=color), *unchecked(report, color=color), *advice(report, color=color)]


def verdict(report: Report, *, color: bool = False) -> str:
    """The counts in one sentence: `Found 2 errors and 1 warning in 2 of 12 files (1 fixable, 3 suppressed).`"""
    summary = report.summary
    if not summary.findings:
        text = _clean(report)
        style = "warning" if summary.not_checked or not summary.files else "good"
    else:
        counts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")]
        affected = len({diagnostic.location.path for diagnostic in report.diagnostics})
        text = f"Found {joined([counted(*count) for count in counts if count[0]])} in {_of(affected, summary.files)}"
        style = next(name for count, name in counts if count)
    return paint(text, style, color) + _asides(report) + "."


def _clean(report: Report) -> str:
    summary = report.summary
    if not summary.files:
        return "Found no file that declares or installs dependencies"
    return f"Found nothing to report in {counted(summary.files, 'file')}"


def _of(affected: int, files: int) -> str:
    return f"{affected} of {counted(files, 'file')}" if files > affected else counted(affected, "file")


def _asides(report: Report) -> str:
    summary = report.summary
    asides = [
        (summary.fixable, "fixable"),
        (summary.suppressed, "suppressed"),
        (summary.baselined, "in the baseline"),
        (summary.not_checked, "not checked"),
    ]
    told = ", ".join(f"{count} {what}" for count, what in asides if count)
    return f" ({told})" if told else ""


def unchecked(report: Report, *, color: bool = False) -> list[str]:
    """A line for each check that could not run."""
    lines = [f"{paint('not checked', 'warning', color)}: {reason(report, entry)}" for entry in report.not_checked[:SHOWN]]
    rest = len(report.not_checked) - SHOWN
    return [*lines, f"... and {rest} more"] if rest > 0 else lines


def reason(report: Report, entry: NotChecked, *, path: str | None = None) -> str:
    """What could not run, and why: `requirements.txt by DPL201: ZeroDivisionError: division by zero`."""
    shown = visible_path(path if path is not None else report.display(entry.path)) if entry.path else ""
    what = " by ".join(part for part in (shown, entry.rule) if part)
    return f"{what}: {visible(entry.reason)}" if what else visible(entry.reason)


def advice(report: Report, *, color: bool = False) -> list[str]:
    """The commands to go on with: the safe fixes, and the explanation of the rule that is behind most of the severest findings."""
    severest = report.most_severe()
    if not severest:
        return []
    fixes = sum(diagnostic.fix is not None and diagnostic.fix.safe for diagnostic in report.diagnostics)
    repair = [f"{paint(f'{report.tool} --fix', 'strong', color)} repairs {counted(fixes, 'finding')}"] if fixes else []
    names = {diagnostic.code: diagnostic.name for diagnostic in severest if diagnostic.severity is severest[0].severity}
    codes = [diagnostic.code for diagnostic in severest]
    code = max(sorted(names), key=codes.count)
    command = paint(f"{report.tool} rule {code}", "strong", color)
    return [*repair, f"{command} explains {names[code]} ({counted(codes.count(code), 'finding')})"]


def counted(number: int, noun: str) -> str:
    """`1 file`, `2,000 files`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def joined(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`; "" for nothing."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
