"""Edits and fixes: applied together, whole or not at all, and never beyond a file that can still be read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.fixer import apply, fix, fix_until_stable
from deplint.model import Diagnostic, Edit, Fix, Location, Severity


def edit(start: int, end: int, replacement: str, path: str = "a") -> Edit:
    return Edit(Location(path, start, end), replacement)


def finding(*edits: Edit, safe: bool = True) -> Diagnostic:
    return Diagnostic("ACME001", "made-up", Severity.INFO, "here", edits[0].location, fix=Fix("mend", edits, safe))


def test_edits_keep_everything_else() -> None:
    assert apply("one two three", [edit(8, 13, "3"), edit(0, 3, "1")]) == "1 two 3"


def test_edits_that_touch_do_not_overlap() -> None:
    assert apply("abcd", [edit(0, 2, "x"), edit(2, 4, "y")]) == "xy"


def test_the_same_edit_twice_is_one() -> None:
    assert apply("abcd", [edit(1, 2, ""), edit(1, 2, "")]) == "acd"


@pytest.mark.parametrize("edits", [[edit(0, 3, "x"), edit(2, 4, "y")], [edit(2, 9, "x")], [edit(3, 2, "x")], [edit(-1, 2, "x")]])
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another edit or lies outside"):
        apply("abcd", edits)


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.text(max_size=3)), max_size=8))
def test_what_no_edit_covers_survives(text: str, wanted: list[tuple[int, int, str]]) -> None:
    found = [finding(edit(min(a, b), max(a, b), new)) for a, b, new in wanted]
    texts, applied = fix({"a": text}, found)
    assert applied <= len(found)
    untouched = [index for index in range(len(text)) if not any(min(a, b) <= index < max(a, b) for a, b, _ in wanted)]
    remaining = iter(texts["a"])
    assert all(text[index] in remaining for index in untouched)


def test_unsafe_fixes_need_to_be_asked_for() -> None:
    found = [finding(edit(0, 1, "x"), safe=False)]
    assert fix({"a": "abc"}, found)[0] == {"a": "abc"}
    assert fix({"a": "abc"}, found, unsafe=True)[0] == {"a": "xbc"}


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    found = [finding(edit(0, 2, "x")), finding(edit(1, 3, "y"), edit(4, 5, "z"))]
    assert fix({"a": "abcdef"}, found) == ({"a": "xcdef"}, 1)


def test_a_fix_that_overlaps_itself_is_left_out() -> None:
    assert fix({"a": "abc"}, [finding(edit(0, 2, "x"), edit(1, 3, "y"))]) == ({"a": "abc"}, 0)


def test_one_fix_of_two_findings_is_applied_once() -> None:
    assert fix({"a": "abc"}, [finding(edit(0, 1, "x")), finding(edit(0, 1, "x"))]) == ({"a": "xbc"}, 1)


def test_two_fixes_may_share_an_edit() -> None:
    found = [finding(edit(0, 1, "")), finding(edit(0, 1, ""), edit(2, 3, "z"))]
    assert fix({"a": "abc"}, found) == ({"a": "bz"}, 2)


def test_two_insertions_in_one_place_take_two_rounds() -> None:
    assert fix({"a": "ab"}, [finding(edit(1, 1, "x")), finding(edit(1, 1, "y"))]) == ({"a": "axb"}, 1)


def test_a_fix_may_span_files() -> None:
    found = [finding(edit(0, 1, "x"), edit(0, 1, "y", "b"))]
    assert fix({"a": "abc", "b": "abc"}, found)[0] == {"a": "xbc", "b": "ybc"}


def test_a_fix_that_touches_a_file_that_is_not_there_is_left_out() -> None:
    assert fix({"a": "abc"}, [finding(edit(0, 1, "x"), edit(0, 1, "y", "b"))]) == ({"a": "abc"}, 0)


def test_generated_files_are_never_touched() -> None:
    assert fix({"a": "abc"}, [finding(edit(0, 1, "x"))], generated=["a"]) == ({"a": "abc"}, 0)


def test_a_fix_that_makes_a_file_unreadable_is_left_out_and_the_others_go_on() -> None:
    found = [finding(edit(0, 1, "[")), finding(edit(2, 3, "x"))]
    assert fix({"a": "abc"}, found, readable=lambda path, text: "[" not in text) == ({"a": "abx"}, 1)


def doubled(texts: Mapping[str, str]) -> list[Diagnostic]:
    """Finds the first `aa`, and would have it as `a`."""
    place = texts["a"].find("aa")
    return [finding(edit(place, place + 2, "a"))] if place >= 0 else []


def test_rounds_go_on_until_nothing_changes() -> None:
    outcome = fix_until_stable({"a": "aaaa"}, doubled)
    assert (outcome.texts, outcome.applied, outcome.stable) == ({"a": "a"}, 3, True)


def test_a_fix_that_adds_a_finding_is_left_out_and_the_others_go_on() -> None:
    def lint(texts: Mapping[str, str]) -> list[Diagnostic]:
        wishes = [finding(edit(place, place + 1, letter.upper())) for place, letter in enumerate(texts["a"]) if letter in "ab"]
        # To write the b large makes three new problems.
        return wishes + [finding(edit(0, 1, "x"), safe=False)] * (3 if "B" in texts["a"] else 0)

    outcome = fix_until_stable({"a": "abc"}, lint)
    assert (outcome.texts, outcome.applied, outcome.stable) == ({"a": "Abc"}, 1, True)


@pytest.mark.parametrize(
    ("text", "after"), [("a\r\nb\r\n", "x\r\ny\r\n\r\nb\r\n"), ("a\nb\r\n", "x\ny\r\n\nb\r\n"), ("a\n", "x\ny\r\n\n")]
)
def test_added_lines_end_like_the_others(text: str, after: str) -> None:
    assert fix({"a": text}, [finding(edit(0, 1, "x\ny\r\n"))])[0] == {"a": after}


def test_fixes_that_undo_each_other_end() -> None:
    def flip(texts: Mapping[str, str]) -> list[Diagnostic]:
        return [finding(edit(0, 1, "b" if texts["a"] == "a" else "a"))]

    assert not fix_until_stable({"a": "a"}, flip).stable


def test_many_fixes_are_no_burden() -> None:
    count = 20_000
    found = [finding(edit(2 * index, 2 * index + 1, "x")) for index in reversed(range(count))]
    assert fix({"a": "ab" * count}, found) == ({"a": "xb" * count}, count)
