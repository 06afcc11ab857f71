"""A report into Checkstyle's XML, which Jenkins, reviewdog and many others read."""

from __future__ import annotations

from itertools import groupby

from deplint.reporters.xml import HEAD, attributes
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.report import Report


def render(report: Report, **_: object) -> str:
    """One `file` for each file with findings, one `error` for each of these."""
    return f'{HEAD}<checkstyle version="8.0">\n{"".join(_lines(report))}</checkstyle>\n'


def _lines(report: Report) -> Iterator[str]:
    for path, found in groupby(report.diagnostics, key=lambda diagnostic: diagnostic.location.path):
        yield f"  <file{attributes(name=report.display(path))}>\n"
        for diagnostic in found:
            line, column = report.start(diagnostic.location)
            source = f"{report.tool}.{diagnostic.code}"
            severity, message = diagnostic.severity.value, f"{diagnostic.message} [{diagnostic.name}]"
            yield f"    <error{attributes(line=line, column=column, severity=severity, message=message, source=source)}/>\n"
        yield "  </file>\n"
