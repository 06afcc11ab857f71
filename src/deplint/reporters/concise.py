"""A report into one line for each finding: what editors and problem matchers read."""

from __future__ import annotations

from deplint.reporters.closing import closing
from deplint.reporters.paint import paint
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Diagnostic
    from deplint.report import Report


def render(report: Report, *, color: bool = False, quiet: bool = False, **_: object) -> str:
    """`path:line:column: severity CODE message [name]` for each finding, then the summary."""
    lines = [line(report, diagnostic, color=color) for diagnostic in report.diagnostics]
    if not quiet:
        lines += closing(report, color=color)
    return "".join(f"{entry}\n" for entry in lines)


def line(report: Report, diagnostic: Diagnostic, *, path: str | None = None, color: bool = False) -> str:
    """The line of one finding; `path` where it is to be shown otherwise than for the user's folder.

    >>> line(report, diagnostic)
    'requirements.txt:2:1: error DPL201 `six` has no hash, but `idna` on line 1 has one [missing-hash]'
    """
    shown = visible_path(report.display(diagnostic.location.path) if path is None else path)
    start = report.start(diagnostic.location)
    severity = paint(diagnostic.severity.value, diagnostic.severity.value, color)
    place = f"{paint(shown, 'strong', color)}:{start.line}:{start.column}"
    return f"{place}: {severity} {diagnostic.code} {visible(diagnostic.message)} {paint(f'[{diagnostic.name}]', 'faint', color)}"
