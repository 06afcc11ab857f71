"""The text report: the frame, the carets and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.model import Diagnostic, Edit, Fix, Location, Related, Severity, Source
from deplint.report import FileInfo, NotChecked, Report
from deplint.reporters import render
from deplint.reporters.frame import clipped, row
from deplint.reporters.visible import cells, width

GOLDEN = """\
error[DPL001 unreadable-file]: `gone.txt` does not exist
 --> app/gone.txt:1:1

error[DPL201 missing-hash]: `six` has no hash, but `idna` has one
 --> app/requirements.txt:3:1
  |
3 | six==1.16.0
  | ^^^^^^^^^^^ no hash here
  |
 ::: app/requirements.in:1:1
  |
1 | six
  | --- asked for here
  |
  = help: pip-compile --generate-hashes requirements.in

error[DPL003 semicolon-for-comma]: `rich>=13;<14` has a semicolon between its specifiers
 --> app/requirements.txt:4:9
  |
4 | rich>=13;<14
  |         ^ a comma belongs here
  |
  = fix: a comma instead of the semicolon
4 - rich>=13;<14
4 + rich>=13,<14

info[DPL501 missing-python-pin]: no file says which Python is needed
 --> pyproject.toml:1:1
  = note: no `requires-python`

warning[DPL702 duplicate-requirement]: `requests` is declared twice
 --> pyproject.toml:7:3
  |
4 |   "requests",
  |   ---------- first declared here
...
7 |   "Requests>=2",
  |   ^^^^^^^^^^^^^ again here
  |
  = fix: leave out the first one (may change what is installed)
4 -   "requests",

Found 3 errors, 1 warning and 1 info in 3 files (2 fixable, 2 suppressed, 1 not checked).
not checked: poetry.lock: larger than 32 MB
deplint --fix repairs 1 finding
deplint rule DPL001 explains unreadable-file (1 finding)
"""

One = Callable[..., Report]


def frame_of(report: Report, width: int = 120) -> list[str]:
    """The lines of the first frame: those after the first bar."""
    lines = render(report, "text", quiet=True, width=width).splitlines()
    return lines[3:-1]


def test_the_frozen_report(report: Report) -> None:
    assert render(report, "text") == GOLDEN


def test_there_is_no_escape_without_colour(report: Report) -> None:
    assert "\x1b" not in render(report, "text")


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", render(report, "text", color=True)) == GOLDEN


def test_quiet_leaves_out_the_summary(report: Report) -> None:
    assert "Found" not in render(report, "text", quiet=True)


def test_a_wide_character_takes_two_columns(one: One) -> None:
    assert frame_of(one('"名前", "six"\n', '"six"')) == ['1 | "名前", "six"', "  |         ^^^^^"]


def test_a_combining_mark_takes_none(one: One) -> None:
    assert frame_of(one("e\u0301=1 six\n", "six")) == ["1 | e\u0301=1 six", "  |     ^^^"]


def test_a_tab_is_four_blanks(one: One) -> None:
    assert frame_of(one("\tsix\tx\n", "six", label="here")) == ["1 |     six    x", "  |     ^^^ here"]


def test_an_unseen_character_is_written_out_and_pointed_at(one: One) -> None:
    assert frame_of(one("six\u200b==1\n", "\u200b")) == ["1 | six\\u200b==1", "  |    ^^^^^^"]


def test_a_range_over_lines_shows_its_first(one: One) -> None:
    text = "six==1.16.0 \\\n    --hash=sha256:aa\n"
    assert frame_of(one(text, text[:-1], label="all of it")) == ["1 | six==1.16.0 \\", "  | ^^^^^^^^^^^ all of it"]


def test_carriage_returns_end_lines_too(one: One) -> None:
    assert frame_of(one("a\r\nsix\rb\n", "six")) == ["2 | six", "  | ^^^"]


def test_a_place_without_characters_gets_one_caret(one: One) -> None:
    found = one("six\n", "").diagnostics[0]._replace(location=Location("requirements.txt", 3, 3), label="a version is missing")
    report = Report([found], sources={"requirements.txt": Source("requirements.txt", "six\n")})
    assert frame_of(report) == ["1 | six", "  |    ^ a version is missing"]


def test_a_long_line_is_cut_around_the_caret(one: One) -> None:
    lines = frame_of(one("x" * 1_000_000 + " six==1 " + "y" * 1_000_000 + "\n", "six==1"), width=60)
    assert lines == ["1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx six==1 yyyyyyyyyyyyyyy…", "  |                                  ^^^^^^"]


def test_a_long_range_is_cut_at_its_end(one: One) -> None:
    text, carets = frame_of(one("six==" + "1" * 500 + "\n", "six==" + "1" * 500), width=60)
    assert (len(text), text[-1], len(carets)) == (4 + 55, "…", 4 + 54)


def test_a_label_that_does_not_fit_stands_below(one: One) -> None:
    lines = frame_of(one(" " * 30 + "six\n", "six", label="this says rather a lot about it"), width=60)
    assert lines[1:] == ["  |" + " " * 31 + "^^^", "  |" + " " * 26 + "this says rather a lot about it"]


def test_two_marks_on_one_line_have_a_row_each(one: One) -> None:
    related = (Related(Location("requirements.txt", 8, 13), "and this"),)
    lines = frame_of(one("six>=2, six<1\n", "six>=2", label="this", related=related))
    assert lines == ["1 | six>=2, six<1", "  | ^^^^^^ this", "  |         ----- and this"]


def test_a_single_line_between_two_marks_is_shown(one: One) -> None:
    related = (Related(Location("requirements.txt", 9, 12), "again"),)
    lines = frame_of(one("six\nidna\nsix\n", "six", related=related))
    assert lines == ["1 | six", "  | ^^^", "2 | idna", "3 | six", "  | --- again"]


def test_only_some_of_many_related_places_are_shown(one: One) -> None:
    text = "six\n" * 20
    related = tuple(Related(Location("requirements.txt", 4 * n, 4 * n + 3), "and this") for n in range(1, 20))
    lines = frame_of(one(text, "six", related=related))
    assert [lines[-2], lines[-1], len(lines)] == ["  | --- and this", "  = note: and 13 more places", 15]


def test_a_file_that_is_not_at_hand_has_no_frame() -> None:
    found = Diagnostic("DPL001", "unreadable-file", Severity.ERROR, "`a` is a folder", Location("a", 3, 4), "what it is")
    assert render(Report([found]), "text", quiet=True).splitlines()[1:3] == [" --> a:1:1", "  = note: what it is"]


def test_a_fix_over_several_files_is_named_only(one: One) -> None:
    fix = Fix("move it", (Edit(Location("requirements.txt", 0, 3), ""), Edit(Location("other.txt", 0, 0), "six\n")))
    assert frame_of(one("six\n", "six", fix=fix))[2:] == ["  |", "  = fix: move it (may change what is installed)"]


def test_an_inserted_line_is_shown_with_its_number(one: One) -> None:
    fix = Fix("say it", (Edit(Location("requirements.txt", 4, 4), "idna\n"),), safe=True)
    assert frame_of(one("six\nrich\n", "six", fix=fix))[-2:] == ["  = fix: say it", "2 + idna"]


def test_help_of_several_lines_is_aligned(one: One) -> None:
    assert frame_of(one("six\n", "six", help="add this:\nsix==1"))[-2:] == ["  = help: add this:", "          six==1"]


def test_line_numbers_are_aligned(one: One) -> None:
    text = "a\n" * 99 + "six\n"
    lines = render(one(text, "six", related=(Related(Location("requirements.txt", 0, 1), ""),)), "text", quiet=True).splitlines()
    assert lines[1:-1] == ["   --> requirements.txt:100:1", "    |", "  1 | a", "    | -", "...", "100 | six", "    | ^^^"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Found no file that declares or installs dependencies."),
        ({"files": [FileInfo("a", "k", "r")]}, "Found nothing to report in 1 file."),
        ({"files": [FileInfo("a", "k", "r")], "suppressed": 3}, "Found nothing to report in 1 file (3 suppressed)."),
        ({"files": [FileInfo("a", "k", "r")], "baselined": 4}, "Found nothing to report in 1 file (4 in the baseline)."),
        (
            {"files": [FileInfo("a", "k", "r")], "not_checked": [NotChecked("a", "ValueError: x", "DPL101", True)]},
            "Found nothing to report in 1 file (1 not checked).\nnot checked: a by DPL101: ValueError: x",
        ),
    ],
)
def test_what_a_clean_run_says(given: dict[str, object], said: str) -> None:
    assert render(Report(**given), "text") == f"{said}\n"  # type: ignore[arg-type]


def test_many_files_that_were_not_checked_are_counted() -> None:
    report = Report(not_checked=[NotChecked(f"{number:02}", "too large") for number in range(12)])
    assert render(report, "text").splitlines()[-2:] == ["not checked: 09: too large", "... and 2 more"]


def test_the_advice_names_the_rule_behind_most_of_the_severest(one: One) -> None:
    error = one("six\n", "six").diagnostics[0]
    second = error._replace(code="DPL201", name="missing-hash", location=Location("requirements.txt", 0, 1))
    third = second._replace(location=Location("requirements.txt", 1, 2))
    lines = render(Report([error, second, third]), "text").splitlines()
    assert lines[-1] == "deplint rule DPL201 explains missing-hash (2 findings)"


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 60), st.integers(40, 120))
def test_the_carets_stand_under_the_characters_that_they_mark(line: str, start: int, length: int, room: int) -> None:
    source = Source("a", line)
    place = row(source, Location("a", min(start, len(line)), min(start + length, len(line))))
    shown, indent, marked = clipped(source, place, room)
    wanted = "".join(cells(source.text)[place.start : place.end])
    columns = [cell for character in shown for cell in [character] + [""] * (width(character) - 1) if width(character)]
    under = "".join(columns[indent : indent + marked])
    assert under == "".join(character for character in wanted if width(character))[: len(under)]
