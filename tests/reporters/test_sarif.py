"""The SARIF report: its schema, what code scanning asks of it, and what it must not hold.

DEPLINT_SARIF_TOOLS names a folder in which `npm i jsonschema@1.5.0 @microsoft/sarif-multitool@5.7.0` was run: then GitHub's own upload
check and the multitool judge the report too.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deplint.model import Diagnostic, Edit, Fix, Location, Related, Severity, Source
from deplint.report import FileInfo, NotChecked, Report, RuleInfo
from deplint.reporters import render

One = Callable[..., Report]


def run_of(report: Report) -> dict[str, Any]:
    (run,) = json.loads(render(report, "sarif"))["runs"]
    assert isinstance(run, dict)
    return run


def result_of(report: Report) -> dict[str, Any]:
    (result,) = run_of(report)["results"]
    assert isinstance(result, dict)
    return result


def test_a_result(report: Report) -> None:
    assert run_of(report)["results"][1] == {
        "ruleId": "DPL201",
        "ruleIndex": 2,
        "level": "error",
        "message": {
            "text": "`six` has no hash, but `idna` has one. See [app/requirements.in:1](1) (asked for here). "
            "To repair it: pip-compile --generate-hashes requirements.in."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "app/requirements.txt", "uriBaseId": "%SRCROOT%", "index": 1},
                    "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 12, "snippet": {"text": "six==1.16.0"}},
                    "contextRegion": {
                        "startLine": 2,
                        "endLine": 4,
                        "snippet": {
                            "text": "    --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0\n"
                            "six==1.16.0\nrich>=13;<14"
                        },
                    },
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "app/requirements.in", "uriBaseId": "%SRCROOT%", "index": 0},
                    "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4, "snippet": {"text": "six"}},
                    "contextRegion": {"startLine": 1, "endLine": 2, "snippet": {"text": "six\nidna>=3"}},
                },
                "message": {"text": "asked for here."},
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": "905ff7ce5519028e:1", "deplint/v1": "740a68da9b2f6c4f7e16"},
    }


def test_a_rule(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DPL001", "DPL003", "DPL201", "DPL501", "DPL702"]
    assert rules[2] == {
        "id": "DPL201",
        "name": "MissingHash",
        "shortDescription": {"text": "Requirement without a hash in a file that pip checks by hash."},
        "fullDescription": {"text": "Requirement without a hash in a file that pip checks by hash."},
        "help": {
            "text": "Requirement without a hash in a file that pip checks by hash.\n\nWhy is this bad?\n"
            "pip turns hash checking on for the whole file as soon as one entry has a hash, and then refuses the entry that has none.\n\n"
            "Example\n\nReported, in `requirements.txt`:\n\n    six==1.16.0\n\nAccepted, in `requirements.txt`:\n\n"
            "    six==1.16.0 --hash=sha256:8abb",
            "markdown": "# missing-hash (DPL201)\n\nRequirement without a hash in a file that pip checks by hash.\n\n## Why is this bad?\n"
            "pip turns hash checking on for the whole file as soon as one entry has a hash, and then refuses the entry that has none.\n\n"
            "## Example\n\nReported, in `requirements.txt`:\n\n```text\nsix==1.16.0\n```\n\nAccepted, in `requirements.txt`:\n\n"
            "```text\nsix==1.16.0 --hash=sha256:8abb\n```\n",
        },
        "helpUri": "https://example.org/rules/missing-hash",
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["dependencies", "security"], "precision": "very-high", "problem.severity": "error", "security-severity": "7.5",
        },
    }  # fmt: skip


def test_only_rules_that_say_so_are_security_rules(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules if "security-severity" in rule["properties"]] == ["DPL201"]


def test_levels(report: Report) -> None:
    assert [result["level"] for result in run_of(report)["results"]] == ["error", "error", "error", "note", "warning"]


def test_columns_are_said_to_be_code_points(report: Report) -> None:
    assert run_of(report)["columnKind"] == "unicodeCodePoints"


def test_the_root_has_no_address_and_the_run_no_category(report: Report) -> None:
    run = run_of(report)
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]
    assert "automationDetails" not in run


def test_paths_are_relative_to_the_root_and_encoded(one: One) -> None:
    report = one("six\n", "six", path="a b/ü#%.txt", more={"root": "/r", "cwd": "/r/a b"})
    uri = result_of(report)["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b/%C3%BC%23%25.txt"


def test_a_region_stays_on_one_line(one: One) -> None:
    text = "six==1 \\\n  --hash=sha256:aa\n"
    region = result_of(one(text, text[:-1]))["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 7, "snippet": {"text": "six==1"}}


def test_a_fix_changes_exactly_its_characters(one: One) -> None:
    fix = Fix("pin it", (Edit(Location("requirements.txt", 3, 5), "==1"), Edit(Location("requirements.txt", 6, 6), "x")))
    assert result_of(one("six>1\n\n", "six", fix=fix))["fixes"] == [
        {
            "description": {"text": "pin it."},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "requirements.txt", "uriBaseId": "%SRCROOT%", "index": 0},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 6},
                            "insertedContent": {"text": "==1"},
                        },
                        {
                            "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 1},
                            "insertedContent": {"text": "x"},
                        },
                    ],
                }
            ],
        }
    ]


def test_a_deletion_inserts_nothing(one: One) -> None:
    report = one("six\n", "six", fix=Fix("x", (Edit(Location("requirements.txt", 0, 4), ""),)))
    assert "insertedContent" not in result_of(report)["fixes"][0]["artifactChanges"][0]["replacements"][0]


def test_a_message_holds_no_link_and_no_placeholder_of_a_file(one: One) -> None:
    report = one("six\n", "six", message="`[x](1)` and `{0}`")
    assert result_of(report)["message"]["text"] == "`[x] (1)` and `{ 0}`."


def test_a_byte_order_mark_counts_in_the_hash() -> None:
    from deplint.encoding import decode

    data = b"\xef\xbb\xbfsix\n"
    source, _ = decode("a.txt", data)
    found = Diagnostic("DPL101", "unpinned", Severity.ERROR, "x", Location("a.txt", 0, 3))
    report = Report([found], sources={"a.txt": source}, read=lambda path: data)
    assert result_of(report)["partialFingerprints"]["primaryLocationLineHash"] == "4aa35e8597f25b9c:1"


def test_there_is_no_hash_of_a_file_that_cannot_be_read(one: One) -> None:
    report = one("six\n", "six")
    report.read = None
    assert list(result_of(report)["partialFingerprints"]) == ["deplint/v1"]


def test_what_was_not_checked_is_a_warning_of_a_successful_run(report: Report) -> None:
    (invocation,) = run_of(report)["invocations"]
    assert invocation == {
        "executionSuccessful": True,
        "toolExecutionNotifications": [
            {
                "descriptor": {"id": "not-checked"},
                "level": "warning",
                "message": {"text": "poetry.lock was not checked: larger than 32 MB."},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": "poetry.lock", "uriBaseId": "%SRCROOT%"}}}],
            }
        ],
    }


def test_a_rule_that_failed_makes_the_run_unsuccessful() -> None:
    (invocation,) = run_of(Report(not_checked=[NotChecked("", "KeyError: 'x'", "DPL101", broken=True)]))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"] == [
        {
            "descriptor": {"id": "internal-error"},
            "level": "error",
            "message": {"text": "Nothing was checked by DPL101: KeyError: 'x'."},
        }
    ]


def test_the_severest_results_stay_when_there_are_too_many() -> None:
    source = Source("a.txt", "x" * 25_010)
    kinds = [Severity.ERROR if n > 25_000 else Severity.WARNING for n in range(25_010)]
    found = [Diagnostic("DPL101", "unpinned", kind, "x", Location("a.txt", n, n + 1)) for n, kind in enumerate(kinds)]
    run = run_of(Report(found, sources={"a.txt": source}))
    levels = [result["level"] for result in run["results"]]
    assert (len(levels), levels.count("error")) == (25_000, 9)
    assert "The 10 least severe findings are left out" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_a_result_has_no_more_places_than_are_taken(one: One) -> None:
    related = tuple(Related(Location("requirements.txt", 0, 1), "") for _ in range(1200))
    result = result_of(one("six\n", "six", related=related))
    assert len(result["locations"]) + len(result["relatedLocations"]) == 1000


def odd_report() -> Report:
    """Everything that could upset a validator: odd paths, long lines, no documentation, no bytes."""
    text = "[x](1) {0} \x00 \u202e\n" + "y" * 5000 + "\n\n"
    place = Location("ä b/[x]#.txt", 0, 6)
    fix = Fix("odd `fix`", (Edit(place, "\x1b"), Edit(Location("other", 0, 0), "a\nb")))
    found = [
        Diagnostic("DPL001", "a", Severity.ERROR, "odd: {0} [x](1) \x1b", place, "l", (Related(place, "[a](2)"),), "a\nb", fix),
        Diagnostic("DPL002", "some-name", Severity.WARNING, "", place._replace(start=14, end=5014)),
        Diagnostic("DPL002", "some-name", Severity.INFO, "end", place._replace(start=len(text), end=len(text))),
        Diagnostic("DPL003", "gone", Severity.ERROR, "gone", Location("gone", 3, 9), related=(Related(Location("gone", 0, 0), ""),)),
    ]
    return Report(
        found,
        files=[FileInfo("ä b/[x]#.txt", "requirements", "deploy")],
        sources={place.path: Source(place.path, text)},
        rules=[RuleInfo("DPL001", "a", Severity.ERROR, "x" * 3000), RuleInfo("DPL900", "never-found", Severity.INFO, "No\n\n## More\nyes")],
        not_checked=[NotChecked("a b", "odd \x1b"), NotChecked("", "no reason", "DPL100", broken=True)],
    )


@pytest.fixture(params=["frozen", "odd", "empty"])
def written(request: pytest.FixtureRequest, report: Report, tmp_path: Path) -> Path:
    """A SARIF file."""
    reports = {"frozen": report, "odd": odd_report(), "empty": Report()}
    path = tmp_path / f"{request.param}.sarif"
    path.write_text(render(reports[request.param], "sarif"), encoding="utf-8")
    return path


def test_it_is_valid_by_the_schema(written: Path, shared: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads(written.read_text(encoding="utf-8")))


@pytest.fixture
def tools() -> Path:
    """The folder with the consumers' own validators."""
    named = os.environ.get("DEPLINT_SARIF_TOOLS")
    if not named:
        pytest.skip("DEPLINT_SARIF_TOOLS is not set")
    return Path(named)


def test_github_s_upload_check_takes_it(written: Path, shared: Path, tools: Path) -> None:
    schemas = shared / "schemas"
    command = ["node", f"{schemas}/validators/gh-upload-sarif-check.cjs", f"{schemas}/sarif-2.1.0-codeql-action.json", str(written)]
    done = subprocess.run(command, cwd=tools, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, f"{written} ok\n")


def test_the_multitool_has_no_error_and_no_warning(written: Path, shared: Path, tools: Path) -> None:
    command = ["bash", f"{shared}/schemas/validators/sarif-multitool-check.sh", str(written)]
    done = subprocess.run(command, env={**os.environ, "MULTITOOL_DIR": str(tools)}, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, f"{written}: ok\n")
