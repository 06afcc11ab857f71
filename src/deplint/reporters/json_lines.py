"""A report into JSON lines: the findings of the JSON report, one object on each line, for programs that read as they go."""

from __future__ import annotations

from deplint.reporters.json import dumps, entries
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.report import Report


def render(report: Report, **_: object) -> str:
    """A line for each finding, and nothing where there is none."""
    return "".join(f"{dumps(entry)}\n" for entry in entries(report))
