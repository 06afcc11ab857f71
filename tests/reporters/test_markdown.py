"""The job summary: a table that nothing breaks, and its limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from deplint.model import Diagnostic, Location, Severity
from deplint.report import NotChecked, Report
from deplint.reporters import render
from deplint.reporters.markdown import MOST_BYTES, code, prose

GOLDEN = """\
## deplint

Found 3 errors, 1 warning and 1 info in 3 files (2 fixable, 2 suppressed, 1 not checked).

- not checked: poetry.lock: larger than 32 MB

| | Rule | Place | Finding |
|---|---|---|---|
| error | DPL001 unreadable-file | `app/gone.txt:1:1` | `gone.txt` does not exist |
| error | [DPL201 missing-hash](https://example.org/rules/missing-hash) | `app/requirements.txt:3:1` | `six` has no hash, but `idna` has one<br>`pip-compile --generate-hashes requirements.in` |
| error | DPL003 semicolon-for-comma | `app/requirements.txt:4:9` | `rich>=13;<14` has a semicolon between its specifiers |
| warning | DPL702 duplicate-requirement | `pyproject.toml:7:3` | `requests` is declared twice |
| info | DPL501 missing-python-pin | `pyproject.toml:1:1` | no file says which Python is needed |
"""

One = Callable[..., Report]


def numbered(count: int, message: str = "x") -> list[Diagnostic]:
    return [Diagnostic("DPL101", "unpinned", Severity.ERROR, f"{n} {message}", Location("a.txt", n, n)) for n in range(count)]


def test_the_frozen_report(report: Report) -> None:
    assert render(report, "markdown") == GOLDEN


def test_two_hundred_rows_and_how_many_more() -> None:
    text = render(Report(numbered(203)), "markdown")
    assert text.count("DPL101") == 200
    assert text.endswith("\n... and 3 more findings\n")


def test_a_summary_stays_below_the_limit_of_github() -> None:
    report = Report(numbered(300, "|" * 3000), not_checked=[NotChecked(f"{n}", "|" * 3000) for n in range(300)])
    assert len(render(report, "markdown").encode()) <= MOST_BYTES + 100


def test_words_in_backticks_are_code() -> None:
    assert prose("`a_b` is *odd*") == "`a_b` is &#42;odd&#42;"


def test_a_lone_backtick_is_text() -> None:
    assert prose("`a` and `b") == "&#96;a&#96; and &#96;b"


def test_code_that_a_table_cannot_hold_is_written_in_numbers() -> None:
    assert code("a|b`c") == "<code>a&#124;b&#96;c</code>"


def test_nothing_becomes_a_link_by_itself() -> None:
    assert prose("see https://a.example and www.a.example, @someone") == "see https&#58;//a.example and www&#46;a.example, &#64;someone"


def test_a_rule_s_address_that_is_none_is_not_linked(one: One) -> None:
    from deplint.report import RuleInfo

    rule = RuleInfo("DPL101", "unpinned", Severity.ERROR, url="javascript:alert(1)")
    assert "javascript" not in render(one("six\n", "six", more={"rules": [rule]}), "markdown")


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_out_of_its_cell(message: str, help: str) -> None:
    found = Diagnostic("DPL101", "unpinned", Severity.ERROR, message, Location(message, 0, 0), help=help)
    text = render(Report([found]), "markdown")
    (line,) = [line for line in text.splitlines() if "DPL101" in line]
    assert line.count("|") == 5
    assert re.sub(r"</?code>|<br>", "", re.sub(r"`[^`]*`", "", line)).count("<") == 0
