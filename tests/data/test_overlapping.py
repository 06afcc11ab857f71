"""The curated families of overlapping distributions, and the names of conda: every entry is whole and normalised, and no name is in two."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from deplint.data.conda_names import NAMES, NOT_COMPARED, index_name
from deplint.data.overlapping import FAMILIES, OVERLAPS
from deplint.names import normalize


@pytest.mark.parametrize("entry", OVERLAPS, ids=lambda entry: entry[0])
def test_a_family_has_members_evidence_and_a_day(entry: tuple[str, str, str, str, str]) -> None:
    _, names, how, source, day = entry
    members = names.split()
    assert len(set(members)) == len(members) > 1
    assert members == [normalize(name) for name in members]
    assert how in ("wheels", "source", "report", "unchecked")
    assert urlsplit(source).scheme == ("https" if how in ("source", "report") else "")
    assert date.fromisoformat(day) <= date.today()


def test_no_name_is_in_two_families() -> None:
    assert len(FAMILIES) == sum(len(names.split()) for _, names, *_ in OVERLAPS)


def test_names_of_conda_are_normalised_and_sorted() -> None:
    assert list(NAMES) == sorted(normalize(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_conda_differs_from_that_of_the_index(name: str) -> None:
    other, source, day = NAMES[name]
    assert other not in ("", name)
    assert other == normalize(other)
    assert urlsplit(source).scheme == "https"
    assert date.fromisoformat(day) <= date.today()


def test_what_is_not_compared_has_no_name() -> None:
    assert not NOT_COMPARED & NAMES.keys()
    assert {index_name(name) for name in NOT_COMPARED} == {""}
    assert all(name == normalize(name) for name in NOT_COMPARED)
