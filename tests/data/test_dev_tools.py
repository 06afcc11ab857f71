"""The curated development tools: every entry is whole, and what only looks like one is none."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from deplint.data.dev_tools import NOT_TOOLS, PREFIXES, STUBS_SUFFIX, TOOLS, category_of, entry_of
from deplint.names import normalize

CATEGORIES = {"test", "lint", "format", "typing", "stubs", "automation", "debug", "build", "docs", "interactive"}
ENTRIES = {**TOOLS, **PREFIXES, STUBS_SUFFIX[0]: STUBS_SUFFIX[1]}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_has_its_category_its_evidence_and_its_day(name: str) -> None:
    category, source, day = ENTRIES[name]
    assert category in CATEGORIES
    assert urlsplit(source).scheme == "https"
    assert urlsplit(source).netloc not in ("pypi.org", "pypi.python.org", "anaconda.org")
    assert date.fromisoformat(day) <= date.today()


def test_the_names_are_normalised() -> None:
    assert [name for name in (*TOOLS, *NOT_TOOLS) if normalize(name) != name] == []


def test_the_names_of_each_category_are_sorted() -> None:
    for category in CATEGORIES:
        names = [name for name, entry in TOOLS.items() if entry[0] == category]
        assert names == sorted(names)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("pytest", "test"),
        ("pytest-cov", "test"),
        ("ruff", "lint"),
        ("flake8-bugbear", "lint"),
        ("black", "format"),
        ("mypy", "typing"),
        ("types-requests", "stubs"),
        ("pandas-stubs", "stubs"),
        ("pre-commit", "automation"),
        ("ipdb", "debug"),
        ("twine", "build"),
        ("sphinx-rtd-theme", "docs"),
        ("jupyterlab", "interactive"),
        ("requests", ""),
        ("mock", ""),
        ("mypy-extensions", ""),
        ("setuptools", ""),
        ("types-linq", ""),
        ("pthread-stubs", ""),
        ("orders-api-stubs", ""),
        ("django-stubs-ext", ""),
        ("pytestify", ""),
        ("", ""),
    ],
)
def test_category_of(name: str, category: str) -> None:
    assert category_of(name) == category


def test_the_evidence_comes_with_the_category() -> None:
    assert entry_of("pytest") == ("test", "https://github.com/pytest-dev/pytest", "2026-11-21")
    assert entry_of("requests") is None
