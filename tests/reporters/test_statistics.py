"""The statistics: one line for each rule."""

from __future__ import annotations

from deplint.report import Report
from deplint.reporters.statistics import render, statistics


def test_the_most_frequent_rule_comes_first(report: Report) -> None:
    twice = Report([*report.diagnostics, report.diagnostics[-1]._replace(message="another")])
    assert statistics(twice)[0][:3] == (2, "DPL702", "duplicate-requirement")


def test_the_columns_are_aligned(report: Report) -> None:
    assert render(report, quiet=True).splitlines() == [
        "1  DPL001  error    unreadable-file",
        "1  DPL003  error    semicolon-for-comma (1 fixable)",
        "1  DPL201  error    missing-hash",
        "1  DPL501  info     missing-python-pin",
        "1  DPL702  warning  duplicate-requirement (1 fixable)",
    ]


def test_the_summary_follows(report: Report) -> None:
    assert "\nFound 3 errors" in render(report)
