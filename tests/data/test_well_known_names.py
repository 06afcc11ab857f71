"""The well-known names and their neighbours: normalised, long enough, and apart."""

from __future__ import annotations

from deplint.data.well_known_names import LEAST, NEIGHBOURS, WELL_KNOWN
from deplint.names import normalize


def test_the_names_are_normalised() -> None:
    assert [name for name in (*WELL_KNOWN, *NEIGHBOURS) if normalize(name) != name] == []


def test_the_names_are_long_enough() -> None:
    assert [name for name in WELL_KNOWN if len(name) < LEAST] == []


def test_a_name_is_in_one_list() -> None:
    assert WELL_KNOWN.isdisjoint(NEIGHBOURS)
