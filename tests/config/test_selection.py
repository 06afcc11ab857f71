"""Which rules run: profile, select, extend-select, ignore, and the more exact of two that disagree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Selected = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["DPL101", "DPL201"]),
        ('profile = "strict"', ["DPL101", "DPL102", "DPL201"]),
        ('select = ["DPL102"]', ["DPL102"]),
        ('select = ["DPL1"]', ["DPL101", "DPL102"]),
        ('select = ["missing-hash"]', ["DPL201"]),
        ('select = ["ALL"]', ["ACME001", "DPL101", "DPL102", "DPL201"]),
        ('select = ["ACME"]', ["ACME001"]),
        ("select = []", []),
        ('extend-select = ["custom"]', ["ACME001", "DPL101", "DPL201"]),
        ('ignore = ["DPL2"]', ["DPL101"]),
        ('ignore = ["ALL"]', []),
        ('select = ["DPL1"]\nignore = ["DPL102"]', ["DPL101"]),
        ('select = ["DPL102"]\nignore = ["DPL1"]', ["DPL102"]),
        ('select = ["loosely-pinned"]\nignore = ["DPL1"]', ["DPL102"]),
        ('select = ["ALL"]\nignore = ["DPL1"]\nextend-select = ["DPL102"]', ["ACME001", "DPL102", "DPL201"]),
        ('select = ["DPL102"]\nignore = ["loosely-pinned"]', []),
        ('select = ["DPL1"]\nignore = ["DPL1"]', []),
    ],
)
def test_one_place(selected: Selected, text: str, codes: list[str]) -> None:
    assert selected(text) == codes


@pytest.mark.parametrize(
    ("weaker", "stronger", "codes"),
    [
        ('select = ["DPL1"]', 'select = ["DPL2"]', ["DPL201"]),
        ('ignore = ["DPL2"]', 'select = ["DPL2"]', ["DPL201"]),
        ('select = ["ALL"]', 'ignore = ["DPL1"]', ["ACME001", "DPL201"]),
        ('ignore = ["DPL201"]', 'ignore = ["DPL101"]', []),
        ('ignore = ["DPL201"]', 'extend-select = ["DPL2"]', ["DPL101", "DPL201"]),
        ('extend-select = ["DPL102"]', 'ignore = ["DPL101"]', ["DPL102", "DPL201"]),
        ('profile = "strict"', 'ignore = ["DPL101"]', ["DPL102", "DPL201"]),
    ],
)
def test_two_places(selected: Selected, weaker: str, stronger: str, codes: list[str]) -> None:
    assert selected(weaker, stronger) == codes
