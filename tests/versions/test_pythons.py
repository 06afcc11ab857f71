"""Which Python versions a specifier lets in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from deplint.versions import admits_python, admitted_minors, python_ceiling, python_floor, same_pythons


@pytest.mark.parametrize(
    ("specifier", "floor", "ceiling"),
    [
        (">=3.8", (3, 8), None),
        (">=3.8.1", (3, 8), None),
        (">3.7", (3, 7), None),
        (">3.8.5,!=3.8.6", (3, 8), None),
        (">=3.8,!=3.8.*", (3, 9), None),
        (">=3.8,<4", (3, 8), (4, 0)),
        (">=3.8,<4.0", (3, 8), (4, 0)),
        (">=3.8,<3.13", (3, 8), (3, 13)),
        (">=3.8,<=3.12", (3, 8), (3, 13)),
        (">=3.8,<3.12.4", (3, 8), (3, 13)),
        ("==3.11.*", (3, 11), (3, 12)),
        ("==3.11", (3, 11), (3, 12)),
        ("==3.11.4", (3, 11), (3, 12)),
        ("~=3.9", (3, 9), (4, 0)),
        ("~=3.9.2", (3, 9), (3, 10)),
        ("<4", None, (4, 0)),
        ("<3", None, (3, 0)),
        (">=2.7,!=3.0.*,!=3.1.*,<4", (2, 7), (4, 0)),
        ("==3.*", (3, 0), (4, 0)),
        (">=2.7,<3", (2, 7), (3, 0)),
        ("==2.*", (2, 0), (3, 0)),
        ("", None, None),
        ("!=3.9", None, None),
        (">=3.9,<3.8", None, None),
        ("^3.8", None, None),
        (">=4", (4, 0), None),
        (">=3.13.0rc1", (3, 13), None),
        (">=3.100", (3, 100), None),
        ("<3.200", None, (3, 200)),
    ],
)
def test_floor_and_ceiling(specifier: str, floor: tuple[int, int] | None, ceiling: tuple[int, int] | None) -> None:
    assert python_floor(specifier) == floor
    assert python_ceiling(specifier) == ceiling


@pytest.mark.parametrize(
    ("specifier", "python", "expected"),
    [
        (">=3.8", "3.8", True),
        (">=3.8.5", "3.8", True),
        (">=3.9", "3.8", False),
        ("<3.12.4", "3.12", True),
        ("<3.12", "3.12", False),
        (">3.8", "3.8", True),
        ("==3.11", "3.11", True),
        ("==3.11", "3.11.4", False),
        ("==3.11.*", "3.11.4", True),
        (">=3.8", "3", True),
        ("<3", "3", False),
        (">=3.8", "2.7", False),
        ("!=3.9.*", "3.9", False),
        ("!=3.9.0", "3.9", True),
        (">=3.13.0rc1", "3.13", True),
        ("", "3.11", True),
        ("^3.8", "2.7", True),
        (">=3.8", "pypy3.10", True),
        (">=3.8", "", True),
        (">=3.11.9", "3.11.4", False),
        ("<3.13.0rc1", "3.13", False),
    ],
)
def test_admits_python(specifier: str, python: str, expected: bool) -> None:
    assert admits_python(specifier, python) is expected


def test_admitted_minors() -> None:
    assert admitted_minors(">=3.8,<3.11,!=3.9.*") == {(3, 8), (3, 10)}
    assert admitted_minors("^3.8") == frozenset()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (">=3.12,<3.13", "==3.12.*"),
        (">=3.8,<4", ">=3.8,<4.0"),
        ("~=3.9", ">=3.9,<4"),
        (">=3.8,>=3.9", ">=3.9"),
        ("^3.8", "^3.8"),
        (">3.8.1", ">=3.8.2"),
    ],
)
def test_the_same_pythons(left: str, right: str) -> None:
    assert same_pythons(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [(">=3.8", ">=3.8.1"), (">=3.8,<4", ">=3.8"), (">=3.12", "==3.12.*"), ("^3.8", ">=3.8"), ("", ">=3"), (">3.8", ">=3.9")],
)
def test_other_pythons(left: str, right: str) -> None:
    assert not same_pythons(left, right)


python_versions = st.one_of(
    st.builds("{}.{}".format, st.integers(2, 4), st.integers(0, 14)),
    st.builds("{}.{}.{}".format, st.integers(2, 3), st.integers(0, 14), st.integers(0, 20)),
)
requires = st.lists(
    st.one_of(
        st.builds("{}{}".format, st.sampled_from(["<", "<=", ">", ">=", "==", "!=", ">=", ">="]), python_versions),
        st.builds("{}{}.*".format, st.sampled_from(["==", "!="]), python_versions),
        st.builds("~={}".format, python_versions),
    ),
    max_size=3,
).map(",".join)
PATCHES = range(25)


@given(requires, st.integers(0, 16))
@settings(max_examples=200)
def test_a_minor_is_admitted_where_one_of_its_releases_is(specifier: str, minor: int) -> None:
    reference = SpecifierSet(specifier)
    expected = any(reference.contains(f"3.{minor}.{patch}") for patch in PATCHES)
    assert admits_python(specifier, f"3.{minor}") is expected
    assert ((3, minor) in admitted_minors(specifier)) is expected


@given(requires, requires)
@settings(max_examples=100)
def test_same_pythons_are_the_same_releases(left: str, right: str) -> None:
    a, b = SpecifierSet(left), SpecifierSet(right)
    releases = [
        f"{major}.{minor}.{patch}"
        for major in (2, 3, 4)
        for minor in range(17)
        for patch in PATCHES
        if (major, minor) < (2, 8) or major != 2
    ]
    assert same_pythons(left, right) is all(a.contains(version) is b.contains(version) for version in releases)
