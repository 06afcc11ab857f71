"""The JSON report: the contract of version 1."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from deplint.model import Edit, Fix, Location, Related, Source
from deplint.report import Report
from deplint.reporters import render

One = Callable[..., Report]


def test_the_frozen_report(report: Report) -> None:
    found = json.loads(render(report, "json"))
    assert {key: value for key, value in found.items() if key != "diagnostics"} == {
        "version": 1,
        "tool": {"name": "deplint", "version": "1.2.3"},
        "summary": {
            "files": 3, "errors": 3, "warnings": 1, "infos": 1, "fixable": 2, "suppressed": 2, "baselined": 0, "not_checked": 1,
        },
        "files": [
            {"path": "app/requirements.in", "kind": "requirements", "role": "deploy"},
            {"path": "app/requirements.txt", "kind": "requirements", "role": "deploy"},
            {"path": "pyproject.toml", "kind": "pyproject", "role": "deploy"},
        ],
    }  # fmt: skip
    assert [entry["code"] for entry in found["diagnostics"]] == ["DPL001", "DPL201", "DPL003", "DPL501", "DPL702"]


def test_a_finding_with_a_related_place(report: Report) -> None:
    assert json.loads(render(report, "json"))["diagnostics"][1] == {
        "code": "DPL201",
        "name": "missing-hash",
        "severity": "error",
        "message": "`six` has no hash, but `idna` has one",
        "help": "pip-compile --generate-hashes requirements.in",
        "url": "https://example.org/rules/missing-hash",
        "path": "app/requirements.txt",
        "start": {"line": 3, "column": 1},
        "end": {"line": 3, "column": 12},
        "related": [
            {"path": "app/requirements.in", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 4}, "label": "asked for here"}
        ],
        "fix": None,
        "fingerprint": "740a68da9b2f6c4f7e16",
    }


def test_a_fix(report: Report) -> None:
    assert json.loads(render(report, "json"))["diagnostics"][4]["fix"] == {
        "title": "leave out the first one",
        "safety": "unsafe",
        "edits": [{"path": "pyproject.toml", "start": {"line": 4, "column": 1}, "end": {"line": 5, "column": 1}, "replacement": ""}],
    }


def test_every_finding_has_a_line_of_its_own(report: Report) -> None:
    lines = render(report, "json").splitlines()
    assert [line[:10] for line in lines if "fingerprint" in line] == ['{"code": "'] * 5


def test_an_empty_report_has_empty_lists() -> None:
    found = json.loads(render(Report(), "json"))
    assert (found["files"], found["diagnostics"]) == ([], [])


def test_all_paths_are_relative_to_the_user_s_folder(one: One) -> None:
    edit = Edit(Location("sub/a.txt", 0, 3), "")
    report = one(
        "six\n", "six", path="sub/a.txt", fix=Fix("x", (edit,)), related=(Related(Location("b.txt", 0, 0), ""),),
        more={"root": "/r", "cwd": "/r/sub"},
    )  # fmt: skip
    (found,) = json.loads(render(report, "json"))["diagnostics"]
    assert (found["path"], found["related"][0]["path"], found["fix"]["edits"][0]["path"]) == ("a.txt", "../b.txt", "a.txt")


def test_a_replacement_keeps_every_character(one: One) -> None:
    replacement = "##[error]\x1b\u202e\n::error::"
    text = render(one("six\n", "six", fix=Fix("x", (Edit(Location("requirements.txt", 0, 3), replacement),))), "json")
    assert json.loads(text)["diagnostics"][0]["fix"]["edits"][0]["replacement"] == replacement
    assert "##[" not in text


@pytest.mark.parametrize("text", ["\U0001f600six", "é six", "a\r\nsix"])
def test_columns_count_code_points(one: One, text: str) -> None:
    found = json.loads(render(one(text, "six"), "json"))["diagnostics"][0]
    line = Source("a", text).line(found["start"]["line"])
    assert line[found["start"]["column"] - 1 : found["end"]["column"] - 1] == "six"
