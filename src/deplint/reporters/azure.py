"""A report into the logging commands of Azure Pipelines, which shows them at the run and in the log.

https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
"""

from __future__ import annotations

import posixpath

from deplint.model import Severity
from deplint.reporters import concise
from deplint.reporters.closing import closing
from deplint.reporters.visible import visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Diagnostic
    from deplint.report import Report


def render(report: Report, *, quiet: bool = False, **_: object) -> str:
    """A command for each error and warning, a plain line for each remark (Azure has no third level), then the summary."""
    lines = [
        concise.line(report, diagnostic) if diagnostic.severity is Severity.INFO else _command(report, diagnostic)
        for diagnostic in report.diagnostics
    ]
    return "".join(f"{line}\n" for line in [*lines, *([] if quiet else closing(report))])


def _command(report: Report, diagnostic: Diagnostic) -> str:
    line, column = report.start(diagnostic.location)
    path = posixpath.join(report.root, diagnostic.location.path)
    place = {"sourcepath": path, "linenumber": line, "columnnumber": column}
    properties = {"type": diagnostic.severity.value, **place, "code": diagnostic.code}
    head = "".join(f"{name}={_property(str(value))};" for name, value in properties.items())
    return f"##vso[task.logissue {head}]{_data(f'{diagnostic.message} [{diagnostic.name}]')}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%AZP25")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
