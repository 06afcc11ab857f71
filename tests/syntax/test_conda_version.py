"""Conda's version specifiers, against what conda itself says of them."""

from __future__ import annotations

import pytest

from deplint.syntax.conda_version import invalid_version, to_pep440

# What `VersionSpec` of conda 26.7 accepts and refuses, tried there one by one.
ACCEPTED = (
    "1.2", "=1.2", "==1.2", "===1.2", "1.2.*", "1.2*", "=1.2.*", "==1.2.*", ">=1.2,<2", "1.2|1.3", ">=1,<2|>3", "~=1.2", "!=1.2.*",
    ">=1.2.*", "*",
    "=*", "1.*.3", "1.2_", "1.1.1h", "1.0.2k", "2024a", "1!2.3", "1.2+local", "1.2-3", "2023c", ">=1.2.3.post1", "1.0.0rc1", "^1.2$",
    "=1.2,!=1.2.5",
    "=>1.2", "=<1.2", "1@2",
)  # fmt: skip
REFUSED = (
    ">=1.0<2.0", ">=", "~=1.2.*", "1..2", "1.2.", ">>1", "1.2,", ",1.2", "1!", "x!1", "1+2+3", "+1", "1.2 3".replace(" ", "<"), "<>1",
    "==1.2,==", "a/b", "1.2__3", "1-2_3",
)  # fmt: skip


@pytest.mark.parametrize("specifier", ACCEPTED)
def test_what_conda_accepts_is_accepted(specifier: str) -> None:
    assert invalid_version(specifier) == ""


@pytest.mark.parametrize("specifier", REFUSED)
def test_what_conda_refuses_is_refused(specifier: str) -> None:
    assert invalid_version(specifier)


@pytest.mark.parametrize(
    ("specifier", "build", "said"),
    [
        ("=3.10", "", "==3.10.*"), ("=3.10.4", "", "==3.10.4.*"), ("==3.10.4", "", "==3.10.4"), ("3.9", "", "==3.9"),
        ("3.9.*", "", "==3.9.*"),
        ("3.9*", "", "==3.9.*"), ("=3.6.1", "0", "==3.6.1"), (">=3.8,<3.11", "", ">=3.8,<3.11"), ("~=3.11.0", "", "~=3.11.0"),
        ("!=3.9.*", "", "!=3.9.*"),
        (">=3.8.*", "", ">=3.8"), ("=3", "", "==3.*"), ("3.9|3.10", "", ""), ("*", "", ""), ("", "", ""), ("1.1.1h", "", ""),
        ("~=3", "", ""),
        ("3.13.0rc1", "", "==3.13.0rc1"), ("==3.10.*", "", "==3.10.*"),
    ],
)  # fmt: skip
def test_the_same_in_pep_440(specifier: str, build: str, said: str) -> None:
    assert to_pep440(specifier, build) == said


def test_hostile_text_is_judged_in_one_pass() -> None:
    for text in ("<" * 100_000, "1," * 50_000 + "1", "1." * 50_000, "*" * 100_000):
        invalid_version(text)
        to_pep440(text)
