"""Fingerprints: what they survive and what they tell apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deplint.fingerprint import fingerprints
from deplint.model import Diagnostic, Location, Severity, Source


def at(text: str, fragment: str, subject: str = "", nth: int = 0, path: str = "a.txt") -> Diagnostic:
    start = -1
    for _ in range(nth + 1):
        start = text.index(fragment, start + 1)
    return Diagnostic("DPL101", "unpinned", Severity.ERROR, "x", Location(path, start, start + len(fragment)), subject=subject)


def ids(text: str, *found: Diagnostic) -> list[str]:
    return fingerprints(found, {"a.txt": Source("a.txt", text)})


def test_it_is_frozen() -> None:
    assert ids("six\n", at("six\n", "six", "six")) == ["23da5ae96c31f162e1dd"]


def test_it_survives_shifted_lines() -> None:
    before, after = "six\n", "# head\n\nidna==3\nsix\n"
    assert ids(before, at(before, "six")) == ids(after, at(after, "six"))


def test_it_survives_a_new_version_where_the_rule_names_the_subject() -> None:
    before, after = "six>=1\n", "six>=2\n"
    assert ids(before, at(before, "six>=1", "six")) == ids(after, at(after, "six>=2", "six"))


def test_it_survives_other_blanks_where_the_rule_names_none() -> None:
    before, after = "six  >=1\n", "six >=1\n"
    assert ids(before, at(before, "six  >=1")) == ids(after, at(after, "six >=1"))


def test_equal_findings_are_told_apart_by_their_order_in_the_file() -> None:
    text = "six\nsix\n"
    first, second = at(text, "six", "six"), at(text, "six", "six", 1)
    forward, backward = ids(text, first, second), ids(text, second, first)
    assert forward[0] != forward[1]
    assert forward == backward[::-1]


def test_a_rule_a_path_and_a_subject_make_a_difference() -> None:
    text = "six\nidna\n"
    found = at(text, "six", "six")
    several = [found, found._replace(code="DPL102"), found._replace(location=Location("b.txt", 0, 3)), found._replace(subject="idna")]
    assert len(set(ids(text, *several))) == 4


def test_a_subject_is_not_the_text_that_looks_like_it() -> None:
    assert ids("six\n", at("six\n", "six", "six")) != ids("six\n", at("six\n", "six"))


def test_an_empty_place_is_known_by_its_line() -> None:
    text = "six\nidna\n"
    found = at(text, "six")
    places = [found._replace(location=Location("a.txt", offset, offset)) for offset in (3, 8)]
    assert ids(text, places[0]) != ids(text, places[1])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5), st.sampled_from(["", "six", "idna"])), max_size=12))
def test_all_are_different(found: list[tuple[str, int, str]]) -> None:
    several = [
        Diagnostic("DPL101", "unpinned", Severity.ERROR, "x", Location(path, start, start + 1), subject=subject)
        for path, start, subject in found
    ]
    result = fingerprints(several, {"a": Source("a", "six\nid")})
    assert len(set(result)) == len(several)
