"""A report into SARIF 2.1.0 as GitHub's code scanning takes it (OASIS sarif-v2.1.0-errata01; GitHub Docs, "SARIF support").

Suppressed findings are left out, because GitHub opens an alert for each of them; there is no `automationDetails`, because it would
override the category that the user gives to the upload; no time, host or absolute path, so that equal runs give equal bytes.
"""

from __future__ import annotations

from deplint.model import Severity
from deplint.report import RuleInfo
from deplint.reporters.documentation import markdown, plain
from deplint.reporters.json import dumps, rows
from deplint.reporters.sarif_result import LEVELS, artifact, result
from deplint.reporters.visible import visible
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from deplint.model import Diagnostic
    from deplint.report import FileInfo, NotChecked, Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""A run with more results is refused as a whole."""
LONGEST_DESCRIPTION = 1024
PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
NOT_CHECKED = ("not-checked", "NotChecked", "A file or project could not be checked.", "See the reason that the notification gives.")
BROKEN = ("internal-error", "InternalError", "A rule failed and found nothing.", "Please report the failure to those who keep the rule.")
CUT = ("results-left-out", "ResultsLeftOut", "There are more findings than code scanning takes.", "Repair or ignore some of the findings.")


def render(report: Report, **_: object) -> str:
    """One SARIF log with one run; each rule, artifact and result on a line of its own."""
    kept, left_out = _kept(report)
    rules = _rules(report, kept)
    places = {file.path: index for index, file in enumerate(report.files)}
    head: dict[str, Any] = {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, left_out)],
    }
    driver = {
        "name": report.tool,
        "version": report.version,
        "semanticVersion": report.version,
        "informationUri": report.url,
        "notifications": [_descriptor(*kind) for kind in (NOT_CHECKED, BROKEN, CUT)],
    }
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    return (
        f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {{"driver": {dumps(driver)[:-1]},\n'
        f'"rules": {rows(map(_rule, rules))}}}}},\n{dumps(head)[1:-1]},\n"artifacts": {rows(map(_artifact, report.files))},\n'
        f'"results": {rows(_results(report, kept, indexes, places))}}}]}}\n'
    )


def _kept(report: Report) -> tuple[list[Diagnostic], int]:
    """The findings that one run may hold, in the report's order, and how many less severe ones had to be left out."""
    left_out = len(report.diagnostics) - MOST_RESULTS
    if left_out <= 0:
        return list(report.diagnostics), 0
    severest = {id(diagnostic) for diagnostic in report.most_severe()[:MOST_RESULTS]}
    return [diagnostic for diagnostic in report.diagnostics if id(diagnostic) in severest], left_out


def _rules(report: Report, kept: list[Diagnostic]) -> list[RuleInfo]:
    """Every rule that ran, and those that a finding names all the same, by code."""
    found = {diagnostic.code: RuleInfo(diagnostic.code, diagnostic.name, diagnostic.severity) for diagnostic in kept}
    return sorted({**found, **report.rules}.values())


def _rule(rule: RuleInfo) -> dict[str, Any]:
    summary = visible(rule.summary or rule.name)[:LONGEST_DESCRIPTION]
    introduction = " ".join(rule.sections[0][1].split()) if rule.doc else ""
    properties: dict[str, Any] = {
        "tags": ["dependencies", "security"] if rule.security else ["dependencies"],
        "precision": "very-high",
        "problem.severity": PROBLEM[rule.severity],
    }
    if rule.security:
        properties["security-severity"] = rule.security
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _sentence(summary)},
        "fullDescription": {"text": _sentence(visible(introduction)[: LONGEST_DESCRIPTION - 1] or summary)},
        "help": {"text": plain(rule), "markdown": markdown(rule)},
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": properties,
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text[: LONGEST_DESCRIPTION - 1]}."


def _descriptor(identifier: str, name: str, description: str, help: str) -> dict[str, Any]:
    texts = {"shortDescription": description, "fullDescription": description, "help": help}
    return {"id": identifier, "name": name, **{key: {"text": text} for key, text in texts.items()}}


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    """Whether the run was whole: what could not be checked is told here, and a failure of a rule makes the run unsuccessful."""
    notifications = [_notification(entry) for entry in report.not_checked]
    if left_out:
        text = f"The {left_out} least severe findings are left out: code scanning takes {MOST_RESULTS} in one run."
        notifications.append({"descriptor": {"id": CUT[0]}, "level": "warning", "message": {"text": text}})
    return {"executionSuccessful": not report.broken, **({"toolExecutionNotifications": notifications} if notifications else {})}


def _notification(entry: NotChecked) -> dict[str, Any]:
    by = f" by {entry.rule}" if entry.rule else ""
    what = f"{visible(entry.path)} was not checked{by}" if entry.path else f"Nothing was checked{by}"
    return {
        "descriptor": {"id": BROKEN[0] if entry.broken else NOT_CHECKED[0]},
        "level": "error" if entry.broken else "warning",
        "message": {"text": _sentence(f"{what}: {visible(entry.reason)}")},
        **({"locations": [{"physicalLocation": {"artifactLocation": artifact(entry.path)}}]} if entry.path else {}),
    }


def _artifact(file: FileInfo) -> dict[str, Any]:
    """A file that was analysed; one that a finding only names is not among them."""
    return {"location": artifact(file.path), "roles": ["analysisTarget"], "properties": {"kind": file.kind, "role": file.role}}


def _results(report: Report, kept: list[Diagnostic], rules: dict[str, int], places: dict[str, int]) -> Iterable[dict[str, Any]]:
    from deplint.fingerprint import fingerprints

    hashes = _hashes(report, kept)
    ids = dict(zip(map(id, report.diagnostics), fingerprints(report.diagnostics, report.sources), strict=True))
    for diagnostic in kept:
        line = report.start(diagnostic.location).line
        prints = {"deplint/v1": ids[id(diagnostic)]}
        github = hashes.get((diagnostic.location.path, line))
        if github:
            prints = {"primaryLocationLineHash": github, **prints}
        yield {**result(report, diagnostic, rules[diagnostic.code], places), "partialFingerprints": prints}


def _hashes(report: Report, kept: list[Diagnostic]) -> dict[tuple[str, int], str]:
    """The `primaryLocationLineHash` of each line that a result stands on, as far as the bytes of its file can be read."""
    from deplint.reporters.line_hash import line_hashes

    lines: dict[str, set[int]] = {}
    for diagnostic in kept:
        lines.setdefault(diagnostic.location.path, set()).add(report.start(diagnostic.location).line)
    found = {}
    for path, numbers in lines.items():
        data = report.data(path)
        if data is not None:
            found.update({(path, number): text for number, text in line_hashes(data, numbers).items()})
    return found
