"""Globs: what a pattern covers."""

from __future__ import annotations

import pytest

from deplint.globs import Glob


@pytest.mark.parametrize(
    ("pattern", "path", "covers"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "x/y/a.txt", True),
        ("*.txt", "a.txt.bak", False),
        ("docs", "docs/a.txt", True),
        ("docs", "x/docs/y/a.txt", True),
        ("docs/", "x/docs/a.txt", True),
        ("docs", "mydocs/a.txt", False),
        ("docs/*.txt", "docs/a.txt", True),
        ("docs/*.txt", "x/docs/a.txt", False),
        ("docs/*.txt", "docs/x/a.txt", False),
        ("/a.txt", "a.txt", True),
        ("/a.txt", "x/a.txt", False),
        ("./docs", "docs/a.txt", True),
        ("**/docs/*.txt", "docs/a.txt", True),
        ("**/docs/*.txt", "x/y/docs/a.txt", True),
        ("docs/**/a.txt", "docs/a.txt", True),
        ("docs/**/a.txt", "docs/x/y/a.txt", True),
        ("docs/**", "docs/x/a.txt", True),
        ("docs/**", "a.txt", False),
        ("**", "a.txt", True),
        ("a?.txt", "ab.txt", True),
        ("a?.txt", "a/.txt", False),
        ("[ab].txt", "b.txt", True),
        ("[!ab].txt", "b.txt", False),
        ("A.txt", "a.txt", False),
        ("", "a.txt", False),
        (".", "a.txt", False),
    ],
)
def test_covers(pattern: str, path: str, covers: bool) -> None:
    assert Glob(pattern).matches(path) is covers


def test_a_pattern_made_to_be_slow_is_answered_all_the_same() -> None:
    assert not Glob("**/a/" * 50 + "b").matches("a/" * 500 + "c")
    assert not Glob("*a" * 100 + "b").matches("a" * 4000)
