"""One finding into one SARIF result: its message, places, related places and fix."""

from __future__ import annotations

from deplint.credentials import part_without
from deplint.model import Severity
from deplint.regex import regex
from deplint.reporters.frame import bounds, row
from deplint.reporters.visible import visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.model import Diagnostic, Fix, Location, Related
    from deplint.report import Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
MOST_LOCATIONS = 1_000
LONGEST_SNIPPET = 1_000
MOST_LINKS = 10
PLACEHOLDER = regex(r"\{(?=\d)")


def result(report: Report, diagnostic: Diagnostic, rule_index: int, places: dict[str, int]) -> dict[str, Any]:
    """The result without its fingerprints; `places` numbers the artifacts."""
    related = diagnostic.related[: MOST_LOCATIONS - 1]
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": _message(report, diagnostic, related)},
        "locations": [{"physicalLocation": _physical(report, diagnostic.location, places)}],
        **({"relatedLocations": [_related(report, *pair, places) for pair in enumerate(related, 1)]} if related else {}),
        **({"fixes": [_fix(report, diagnostic.fix, places)]} if diagnostic.fix and diagnostic.fix.edits else {}),
    }


def artifact(path: str, places: dict[str, int] | None = None) -> dict[str, Any]:
    """The location of a file: percent-encoded, relative to the root of the repository."""
    from urllib.parse import quote

    uri = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    index = {"index": places[path]} if places and path in places else {}
    return {"uri": uri, "uriBaseId": "%SRCROOT%", **index}


def _message(report: Report, diagnostic: Diagnostic, related: tuple[Related, ...]) -> str:
    """The message as a sentence; the related places follow it as links, then what to do."""
    parts = [_text(diagnostic.message)]
    for number, entry in enumerate(related[:MOST_LINKS], 1):
        line = report.start(entry.location).line
        label = f" ({_text(entry.label)})" if entry.label else ""
        path = visible(entry.location.path).replace("[", "\\[").replace("]", "\\]")
        parts.append(f"See [{path}:{line}]({number}){label}")
    if diagnostic.help:
        parts.append(f"To repair it: {'; '.join(_text(text) for text in diagnostic.help.splitlines())}")
    return " ".join(f"{part}." for part in parts)


def _text(text: str) -> str:
    """Text that can't be taken for a link or a placeholder of a SARIF message (3.11.5, 3.11.6): blanks keep these apart."""
    return PLACEHOLDER.sub("{ ", visible(text).replace("](", "] ("))


def _related(report: Report, number: int, related: Related, places: dict[str, int]) -> dict[str, Any]:
    message = {"message": {"text": f"{_text(related.label)}."}} if related.label else {}
    return {"id": number, "physicalLocation": _physical(report, related.location, places), **message}


def _physical(report: Report, location: Location, places: dict[str, int]) -> dict[str, Any]:
    """Where to look: a region on one line, since a pull request shows an alert only where all of its lines were changed."""
    place: dict[str, Any] = {"artifactLocation": artifact(location.path, places)}
    source = report.sources.get(location.path)
    if source is None:
        return {**place, "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}}
    found = row(source, location)
    region = _region(report, location._replace(start=found.start, end=found.end))
    if 0 < found.end - found.start <= LONGEST_SNIPPET:
        region["snippet"] = {"text": part_without(source.text, found.start, found.end)}
    if location.start == location.end == 0:
        return {**place, "region": region}
    last = min(found.number + 1, len(source.line_starts))
    first = max(found.number - 1, 1)
    start, end = source.line_starts[first - 1], bounds(source, last)[1]
    if end - start > LONGEST_SNIPPET or (first == last and (start, end) == (found.start, found.end)) or start == end:
        return {**place, "region": region}
    context = {"startLine": first, "endLine": last, "snippet": {"text": part_without(source.text, start, end)}}
    return {**place, "region": region, "contextRegion": context}


def _region(report: Report, location: Location) -> dict[str, Any]:
    start, end = report.start(location), report.end(location)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(report: Report, fix: Fix, places: dict[str, int]) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        inserted = {"insertedContent": {"text": edit.replacement}} if edit.replacement else {}
        changes.setdefault(edit.location.path, []).append({"deletedRegion": _region(report, edit.location), **inserted})
    return {
        "description": {"text": f"{_text(fix.title)}."},
        "artifactChanges": [{"artifactLocation": artifact(path, places), "replacements": edits} for path, edits in changes.items()],
    }
