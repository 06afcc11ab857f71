"""A report into JUnit's XML: a suite for each file, a failure for each finding, an error for what could not be checked."""

from __future__ import annotations

from itertools import groupby

from deplint.reporters.closing import reason
from deplint.reporters.xml import HEAD, attributes
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.report import Report


def render(report: Report, **_: object) -> str:
    """Files without findings have one test that passes, so that the report is never empty."""
    failures, errors = len(report.diagnostics), len(report.not_checked)
    suites = "".join([*_suites(report), *_not_checked(report)])
    clean = _clean(report)
    head = attributes(name=report.tool, tests=failures + errors + len(clean), failures=failures, errors=errors)
    return f"{HEAD}<testsuites{head}>\n{suites}</testsuites>\n"


def _clean(report: Report) -> list[str]:
    affected = {diagnostic.location.path for diagnostic in report.diagnostics}
    return [file.path for file in report.files if file.path not in affected]


def _suites(report: Report) -> Iterator[str]:
    for path, group in groupby(report.diagnostics, key=lambda diagnostic: diagnostic.location.path):
        found = list(group)
        shown = report.display(path)
        yield f"  <testsuite{attributes(name=shown, tests=len(found), failures=len(found), errors=0)}>\n"
        yield from (_case(report, shown, diagnostic) for diagnostic in found)
        yield "  </testsuite>\n"
    for path in _clean(report):
        shown = report.display(path)
        yield f"  <testsuite{attributes(name=shown, tests=1, failures=0, errors=0)}>\n"
        yield f"    <testcase{attributes(name=report.tool, classname=shown, file=shown)}/>\n  </testsuite>\n"


def _case(report: Report, shown: str, diagnostic: Diagnostic) -> str:
    line, column = report.start(diagnostic.location)
    case = attributes(name=f"{report.tool}.{diagnostic.code}", classname=shown, file=shown, line=line)
    message = attributes(message=f"{shown}:{line}:{column}: {diagnostic.message} [{diagnostic.name}]", type=diagnostic.severity.value)
    return f"    <testcase{case}>\n      <failure{message}/>\n    </testcase>\n"


def _not_checked(report: Report) -> Iterator[str]:
    if report.not_checked:
        count = len(report.not_checked)
        yield f"  <testsuite{attributes(name='not checked', tests=count, failures=0, errors=count)}>\n"
        for entry in report.not_checked:
            case = attributes(name=entry.rule or report.tool, classname=report.display(entry.path) if entry.path else report.tool)
            yield f"    <testcase{case}>\n      <error{attributes(message=reason(report, entry))}/>\n    </testcase>\n"
        yield "  </testsuite>\n"
