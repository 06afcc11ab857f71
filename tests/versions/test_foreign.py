"""Constraints of Poetry and conda mean in PEP 440 what those tools' own parsers make of them.

The verdicts were recorded with poetry-core 2.5.0 and conda at 0f64223 (2026-08-21): for each constraint, which of VERSIONS it lets in.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deplint.versions import conda_clauses, conda_to_pep440, poetry_to_pep440, poetry_union, verdict

RECORDED = json.loads(Path(__file__).with_name("verdicts.json").read_text("utf-8"))
VERSIONS = RECORDED["versions"]


@pytest.mark.parametrize(("constraint", "admitted"), RECORDED["poetry"].items(), ids=repr)
def test_poetry_lets_the_same_versions_in(constraint: str, admitted: list[str]) -> None:
    union = poetry_union(constraint)
    assert union is not None
    assert [version for version in VERSIONS if any(verdict(part, version) for part in union)] == admitted


@pytest.mark.parametrize(("spec", "admitted"), RECORDED["conda"].items(), ids=repr)
def test_conda_lets_the_same_versions_in(spec: str, admitted: list[str]) -> None:
    specifier = conda_to_pep440(spec)
    assert specifier is not None
    finals = [version for version in VERSIONS if version.replace(".", "").isdigit()]
    assert [version for version in finals if verdict(specifier, version)] == admitted


@pytest.mark.parametrize("constraint", RECORDED["poetry refuses"])
def test_poetry_refuses(constraint: str) -> None:
    assert poetry_union(constraint) is None


@pytest.mark.parametrize(
    ("constraint", "specifier"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1", ">=1,<2"),
        ("~=1.4.5", "~=1.4.5"),
        ("1.2.3", "==1.2.3"),
        ("=1.2", "==1.2"),
        ("*", ""),
        ("1.*", "==1.*"),
        (">=1 <2", ">=1,<2"),
        (">= 1, < 2", ">=1,<2"),
        ("^3.8 || ^4", None),
        ("dev", None),
        ("", None),
        ("latest", None),
        ("1!^2", None),
    ],
)
def test_poetry_to_pep440(constraint: str, specifier: str | None) -> None:
    assert poetry_to_pep440(constraint) == specifier


@pytest.mark.parametrize(
    ("spec", "specifier"),
    [
        ("=1.2", "==1.2.*"),
        ("==1.2", "==1.2"),
        ("1.2", "==1.2"),
        ("1.2.*", "==1.2.*"),
        ("1.2*", "==1.2.*"),
        ("=1.2.*", "==1.2.*"),
        ("==1.2.*", "==1.2.*"),
        ("=1.2=py310_0", "==1.2"),
        ("==1.2=py310_0", "==1.2"),
        ("1.2 py310_0", "==1.2"),
        (">=1,<2", ">=1,<2"),
        (">=1 , <2 mkl", ">=1,<2"),
        ("= 1.2", "==1.2.*"),
        ("", ""),
        ("*", ""),
        ("=*", ""),
        ("* mkl*", ""),
        ("=", ""),
        ("1.2|1.3", None),
        ("9e", None),
        ("=2024a", None),
        ("1.*.3", None),
        ("{{ numpy }}", None),
        ("~=1.2", "~=1.2"),
        ("!=1.2.*", "!=1.2.*"),
        (">=1.2.*", ">=1.2"),
        ("=1.2,<1.2.5", "==1.2.*,<1.2.5"),
        ("^1.2", None),
        ("=>1.2", None),
    ],
)
def test_conda_to_pep440(spec: str, specifier: str | None) -> None:
    assert conda_to_pep440(spec) == specifier


def test_conda_has_versions_of_its_own() -> None:
    assert conda_clauses("==9e") == ((("==", "9e"),),)
    assert conda_clauses("=1.2|=1.3") == ((("==", "1.2.*"),), (("==", "1.3.*"),))


foreign = st.text("=<>!~^*.,|x 0123ab()[]'+-_\n\0", max_size=24)


@given(foreign)
@settings(max_examples=250)
def test_a_translation_is_a_specifier(text: str) -> None:
    for specifier in (*(poetry_union(text) or ()), conda_to_pep440(text) or ""):
        assert verdict(specifier, "1.0") is not None
