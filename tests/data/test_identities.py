"""The curated names: every entry is whole, and no name stands in two places."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from deplint.data.identities import BACKPORTS, EXTRAS, HARMFUL, MODULES, MOVED, STDLIB
from deplint.names import normalize
from deplint.versions import is_valid

EVIDENCE = {
    **{name: entry[-2:] for name, entry in MOVED.items()},
    **{name: entry[-2:] for name, entry in MODULES.items()},
    **{name: entry[-2:] for name, entry in HARMFUL.items()},
    **{name: entry[-2:] for name, entry in BACKPORTS.items()},
    **{f"{name}[{extra}]": entry[-2:] for (name, extra), entry in EXTRAS.items()},
}


@pytest.mark.parametrize("name", EVIDENCE)
def test_an_entry_has_its_evidence_and_its_day(name: str) -> None:
    source, day = EVIDENCE[name]
    assert urlsplit(source).scheme == "https"
    assert date.fromisoformat(day) <= date.today()


@pytest.mark.parametrize("names", [list(MOVED), list(MODULES), list(HARMFUL), list(BACKPORTS), list(EXTRAS)])
def test_the_entries_are_sorted(names: list[object]) -> None:
    assert names == sorted(names)  # type: ignore[type-var]


def test_the_names_are_normalised() -> None:
    names = (*MOVED, *MODULES, *HARMFUL, *STDLIB, *BACKPORTS, *(name for name, _ in EXTRAS))
    assert [name for name in names if normalize(name) != name] == []


def test_a_name_stands_in_one_place() -> None:
    names = (*MOVED, *MODULES, *HARMFUL, *STDLIB, *BACKPORTS)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", MOVED)
def test_nobody_is_sent_to_a_name_that_has_moved_itself(name: str) -> None:
    assert normalize(MOVED[name].name) not in {*MOVED, *MODULES, *STDLIB}


@pytest.mark.parametrize("version", [part for entry in MOVED.values() for part in (entry.applies, entry.refuses) if part])
def test_the_versions_are_versions(version: str) -> None:
    assert is_valid(f"=={version}") or is_valid(version)


@pytest.mark.parametrize("name", ["simplejson", "toml", "nose", "jwt", "serial", "mock", "six", "attr", "python-levenshtein"])
def test_what_is_only_old_or_has_a_namesake_is_left_alone(name: str) -> None:
    assert name not in {*MOVED, *MODULES, *STDLIB, *HARMFUL, *BACKPORTS}
