"""A report into JSON, version 1: an additive contract whose fields are never renamed.

    {"version": 1, "tool": {"name", "version"},
     "summary": {"files", "errors", "warnings", "infos", "fixable", "suppressed", "baselined", "not_checked"},
     "files": [{"path", "kind", "role"}],
     "diagnostics": [{"code", "name", "severity", "message", "help", "url", "path", "start": {"line", "column"}, "end": {"line", "column"},
                      "related": [{"path", "start", "end", "label"}],
                      "fix": null | {"title", "safety", "edits": [{"path", "start", "end", "replacement"}]}, "fingerprint"}]}

Lines and columns start at 1, columns count Unicode code points, ends are exclusive; paths are POSIX and as the user would write them.
"""

from __future__ import annotations

import re

from deplint.reporters.visible import OLD_COMMAND, visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from deplint.model import Diagnostic, Fix, Location
    from deplint.report import Report

VERSION = 1


def render(report: Report, **_: object) -> str:
    """One JSON object; each file and each finding on a line of its own, so that reports can be compared by line."""
    files = [{"path": report.display(file.path), "kind": file.kind, "role": file.role} for file in report.files]
    head = {"version": VERSION, "tool": {"name": report.tool, "version": report.version}, "summary": report.summary._asdict()}
    return f'{dumps(head)[:-1]}, "files": {rows(files)}, "diagnostics": {rows(entries(report))}}}\n'


def entries(report: Report) -> Iterator[dict[str, Any]]:
    """The findings as the contract has them."""
    from deplint.fingerprint import fingerprints

    ids = fingerprints(report.diagnostics, report.sources)
    return (_diagnostic(report, *pair) for pair in zip(report.diagnostics, ids, strict=True))


def dumps(value: object) -> str:
    """JSON in ASCII that no runner takes for a command: a bracket after `##` is written as its number."""
    import json

    text = json.dumps(value)
    return re.sub(OLD_COMMAND, r"\1\\u005b", text) if "##" in text else text


def rows(values: Iterable[object]) -> str:
    """A JSON list with each of its values on one line."""
    lines = ",\n".join(dumps(value) for value in values)
    return f"[\n{lines}\n]" if lines else "[]"


def _diagnostic(report: Report, diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    rule = report.rules.get(diagnostic.code)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": visible(diagnostic.message),
        "help": "\n".join(visible(line) for line in diagnostic.help.splitlines()),
        "url": rule.url if rule else "",
        **_place(report, diagnostic.location),
        "related": [{**_place(report, related.location), "label": visible(related.label)} for related in diagnostic.related],
        "fix": _fix(report, diagnostic.fix) if diagnostic.fix else None,
        "fingerprint": fingerprint,
    }


def _fix(report: Report, fix: Fix) -> dict[str, Any]:
    edits = [{**_place(report, edit.location), "replacement": edit.replacement} for edit in fix.edits]
    return {"title": visible(fix.title), "safety": "safe" if fix.safe else "unsafe", "edits": edits}


def _place(report: Report, location: Location) -> dict[str, Any]:
    start, end = report.start(location), report.end(location)
    return {"path": report.display(location.path), "start": start._asdict(), "end": end._asdict()}
