"""The curated lists of what environments hold: every entry is whole, and no list contradicts another one."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from deplint.data import environments
from deplint.data.dev_tools import TOOLS
from deplint.names import normalize

LISTS = {name: value for name, value in vars(environments).items() if name.isupper()}
ENTRIES = [pytest.param(entry, id=f"{name}-{key}") for name, entries in LISTS.items() for key, entry in entries.items()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_has_its_evidence_and_its_day(entry: tuple[str, str]) -> None:
    source, day = entry
    assert urlsplit(source).scheme == "https"
    assert urlsplit(source).netloc not in ("pypi.org", "pypi.python.org", "anaconda.org")
    assert date.fromisoformat(day) <= date.today()


@pytest.mark.parametrize("name", LISTS)
def test_the_names_are_normalised_and_sorted(name: str) -> None:
    names = list(LISTS[name])
    assert names == sorted(normalize(each) for each in names)


def test_what_nobody_asks_for_is_no_tool() -> None:
    assert not {*environments.NOTEBOOK_PARTS, *environments.INDIRECT} & TOOLS.keys()


def test_what_serves_is_asked_for() -> None:
    assert not {*environments.INDIRECT, *environments.ONLY_IN_DUMPS, *environments.NOTEBOOK_PARTS} & environments.SERVICES.keys()
