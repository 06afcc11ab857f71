"""A report into workflow commands, which GitHub Actions shows as annotations at their lines (actions/toolkit, command.ts).

A step may give ten annotations of each level; what is beyond that is printed as plain lines, and the end says so.
"""

from __future__ import annotations

from deplint.model import Severity
from deplint.reporters import concise
from deplint.reporters.closing import closing, counted
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Diagnostic
    from deplint.report import Report

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST = 10
"""Annotations of one level that GitHub keeps of a step; it drops the others without a word."""
LONGEST = 4096
"""Characters of a message that the runner keeps."""


def render(report: Report, *, quiet: bool = False, **_: object) -> str:
    """An annotation for each of the severest findings, a plain line for each other one, then the summary."""
    given = dict.fromkeys(Severity, 0)
    annotations, others = [], []
    for diagnostic in report.most_severe():
        given[diagnostic.severity] += 1
        if given[diagnostic.severity] <= MOST:
            annotations.append(annotation(report, diagnostic))
        else:
            others.append(concise.line(report, diagnostic, path=diagnostic.location.path))
    if others:
        told = f"{counted(len(others), 'more finding')} without an annotation, since GitHub shows {MOST} of each level for a step:"
        others.insert(0, told)
    lines = [*annotations, *others, *([] if quiet else closing(report))]
    return "".join(f"{line}\n" for line in lines)


def annotation(report: Report, diagnostic: Diagnostic) -> str:
    """`::error file=requirements.txt,line=2,col=1,endLine=2,endColumn=12,title=...::...`; a message that is readable in the log too."""
    path = diagnostic.location.path
    start, end = report.start(diagnostic.location), report.end(diagnostic.location)
    properties: dict[str, object] = {"file": visible(path), "line": start.line}
    if start.line != end.line:
        properties["endLine"] = end.line  # the runner drops both columns of an annotation over several lines
    elif end.column > start.column:
        properties |= {"col": start.column, "endLine": end.line, "endColumn": end.column}
    else:
        properties |= {"col": start.column}
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    message = [f"{visible_path(path)}:{start.line}:{start.column}: {diagnostic.code} {visible(diagnostic.message)}"]
    message += [f"help: {visible(line)}" for line in diagnostic.help.splitlines()]
    head = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = "\n".join(message)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 1]}…"
    return f"::{COMMANDS[diagnostic.severity]} {head}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
