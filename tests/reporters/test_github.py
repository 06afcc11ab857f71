"""The report as workflow commands: their syntax, their limits."""

from __future__ import annotations

from collections.abc import Callable

from deplint.model import Diagnostic, Location, Severity, Source
from deplint.report import Report
from deplint.reporters import render

GOLDEN = """\
::error file=app/gone.txt,line=1,col=1,title=DPL001 unreadable-file::app/gone.txt:1:1: DPL001 `gone.txt` does not exist
::error file=app/requirements.txt,line=3,col=1,endLine=3,endColumn=12,title=DPL201 missing-hash::app/requirements.txt:3:1: DPL201 `six` has no hash, but `idna` has one%0Ahelp: pip-compile --generate-hashes requirements.in
::error file=app/requirements.txt,line=4,col=9,endLine=4,endColumn=10,title=DPL003 semicolon-for-comma::app/requirements.txt:4:9: DPL003 `rich>=13;<14` has a semicolon between its specifiers
::warning file=pyproject.toml,line=7,col=3,endLine=7,endColumn=16,title=DPL702 duplicate-requirement::pyproject.toml:7:3: DPL702 `requests` is declared twice
::notice file=pyproject.toml,line=1,col=1,title=DPL501 missing-python-pin::pyproject.toml:1:1: DPL501 no file says which Python is needed
Found 3 errors, 1 warning and 1 info in 3 files (2 fixable, 2 suppressed, 1 not checked).
not checked: poetry.lock: larger than 32 MB
deplint --fix repairs 1 finding
deplint rule DPL001 explains unreadable-file (1 finding)
"""

One = Callable[..., Report]


def numbered(severity: Severity, count: int) -> list[Diagnostic]:
    return [Diagnostic("DPL101", "unpinned", severity, f"number {n:02}", Location("a.txt", n, n + 1)) for n in range(count)]


def test_the_frozen_report(report: Report) -> None:
    assert render(report, "github") == GOLDEN


def test_paths_are_relative_to_the_root_of_the_repository(one: One) -> None:
    report = one("six\n", "six", path="sub/requirements.txt", more={"root": "/r", "cwd": "/r/sub"})
    assert render(report, "github", quiet=True).startswith("::error file=sub/requirements.txt,")


def test_properties_and_data_are_escaped(one: One) -> None:
    report = one("six\n", "six", path="a,b:c%.txt", message="100% `a`", help="one\ntwo")
    assert render(report, "github", quiet=True) == (
        "::error file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=1,endColumn=4,title=DPL101 unpinned"
        "::a,b:c%25.txt:1:1: DPL101 100%25 `a`%0Ahelp: one%0Ahelp: two\n"
    )


def test_a_range_over_lines_has_no_columns(one: One) -> None:
    assert "line=1,endLine=2,title=" in render(one("six \\\n  x\n", "six \\\n  x"), "github")


def test_ten_annotations_of_each_level_and_the_rest_as_lines() -> None:
    source = Source("a.txt", "x" * 99)
    report = Report([*numbered(Severity.WARNING, 12), *numbered(Severity.ERROR, 11)], sources={"a.txt": source})
    lines = render(report, "github", quiet=True).splitlines()
    assert [line.split(" ")[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[20:] == [
        "3 more findings without an annotation, since GitHub shows 10 of each level for a step:",
        "a.txt:1:11: error DPL101 number 10 [unpinned]",
        "a.txt:1:11: warning DPL101 number 10 [unpinned]",
        "a.txt:1:12: warning DPL101 number 11 [unpinned]",
    ]


def test_a_message_is_no_longer_than_the_runner_takes(one: One) -> None:
    message = render(one("six\n", "six", message="x" * 9000), "github", quiet=True).rpartition("::")[2].rstrip("\n")
    assert (len(message), message[-1]) == (4096, "…")
