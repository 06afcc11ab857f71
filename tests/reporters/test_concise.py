"""The concise report: one stable line for each finding."""

from __future__ import annotations

import re

from deplint.report import Report
from deplint.reporters import render

GOLDEN = """\
app/gone.txt:1:1: error DPL001 `gone.txt` does not exist [unreadable-file]
app/requirements.txt:3:1: error DPL201 `six` has no hash, but `idna` has one [missing-hash]
app/requirements.txt:4:9: error DPL003 `rich>=13;<14` has a semicolon between its specifiers [semicolon-for-comma]
pyproject.toml:1:1: info DPL501 no file says which Python is needed [missing-python-pin]
pyproject.toml:7:3: warning DPL702 `requests` is declared twice [duplicate-requirement]
Found 3 errors, 1 warning and 1 info in 3 files (2 fixable, 2 suppressed, 1 not checked).
not checked: poetry.lock: larger than 32 MB
deplint --fix repairs 1 finding
deplint rule DPL001 explains unreadable-file (1 finding)
"""
MATCHER = r"^(.+?):(\d+):(\d+): (error|warning|info) (DPL\d{3}) (.+)$"


def test_the_frozen_report(report: Report) -> None:
    assert render(report, "concise") == GOLDEN


def test_a_problem_matcher_reads_every_line(report: Report) -> None:
    lines = render(report, "concise", quiet=True).splitlines()
    assert all(re.match(MATCHER, line) for line in lines) and len(lines) == len(report.diagnostics)


def test_nothing_found_is_nothing_said() -> None:
    assert render(Report(), "concise", quiet=True) == ""


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    coloured = render(report, "concise", color=True)
    assert coloured != GOLDEN
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == GOLDEN
