"""A report into the line format of pylint, which many CI servers read: `path:line: [CODE(name), ] message`."""

from __future__ import annotations

from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.report import Report


def render(report: Report, **_: object) -> str:
    """A line for each finding and nothing else."""
    return "".join(
        f"{visible_path(report.display(diagnostic.location.path))}:{report.start(diagnostic.location).line}: "
        f"[{diagnostic.code}({diagnostic.name}), ] {visible(diagnostic.message)}\n"
        for diagnostic in report.diagnostics
    )
