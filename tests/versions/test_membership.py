"""The short ways agree with `packaging`, which is the judge of what a version means."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from deplint import versions
from deplint.versions import compatible, contains, is_valid, same_specifier, verdict

from . import strategies as some


@given(some.plain_specifiers, some.plain_versions)
@settings(max_examples=300)
def test_numbers_and_dots_agree_with_packaging(specifier: str, version: str) -> None:
    assert verdict(specifier, version) is SpecifierSet(specifier).contains(version, prereleases=True)


@given(some.specifiers, some.versions)
@settings(max_examples=300)
def test_all_versions_agree_with_packaging(specifier: str, version: str) -> None:
    assert verdict(specifier, version) is SpecifierSet(specifier).contains(version, prereleases=True)


@given(some.arbitrary, some.versions)
def test_arbitrary_equality_agrees_with_packaging(specifier: str, version: str) -> None:
    assert verdict(specifier, version) is SpecifierSet(specifier).contains(version, prereleases=True)


@given(some.garbage, some.garbage)
@settings(max_examples=300)
def test_a_verdict_on_any_text_is_that_of_packaging(specifier: str, version: str) -> None:
    found = verdict(specifier, version)
    if found is not None:
        assert found is SpecifierSet(specifier.strip().removeprefix("(").removesuffix(")")).contains(version, prereleases=True)


@given(some.garbage)
@settings(max_examples=300)
def test_validity_is_that_of_packaging(specifier: str) -> None:
    assume("(" not in specifier)
    try:
        SpecifierSet(specifier)
    except InvalidSpecifier:
        assert not is_valid(specifier)
    else:
        assert is_valid(specifier)


@pytest.mark.parametrize(
    ("specifier", "version", "expected"),
    [
        (">=1.0", "2.0b1", True),
        ("<2.0", "2.0b1", False),
        (">1.0", "1.0.post1", False),
        ("==1.0", "1.0+cu118", True),
        ("(>=1,<2)", "1.5", True),
        ("(>=1,<2)", "2.5", False),
        (">=1,", "2", True),
        ("", "1", True),
        ("== 1.0", "1", True),
        ("===1.0", "1", False),
        ("===2004d", "2004d", True),
        ("==1!1.0", "1.0", False),
    ],
)
def test_contains(specifier: str, version: str, expected: bool) -> None:
    assert contains(specifier, version) is expected


@pytest.mark.parametrize(
    ("specifier", "version"),
    [
        ("=1.0", "1.0"),
        (">=1.0", "2004d"),
        ("^1.2", "9"),
        ("", "what?"),
        (">=" + "9" * 5000, "1"),
        (">=1", "9" * 5000),
        (",".join([">=1"] * 9000), "0"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_not_pep_440_is_not_judged(specifier: str, version: str) -> None:
    assert verdict(specifier, version) is None
    assert contains(specifier, version)


@given(some.specifiers, some.specifiers, some.versions)
@settings(max_examples=300)
def test_specifiers_that_share_a_version_are_compatible(left: str, right: str, version: str) -> None:
    if verdict(left, version) and verdict(right, version):
        assert compatible([left, right])


GRID = [
    f"{epoch}{release}{suffix}"
    for epoch in ("", "1!")
    for release in (
        "0",
        "0.0.1",
        "0.1",
        "0.9.9",
        "1",
        "1.0.0.1",
        "1.0.1",
        "1.1",
        "1.1.1",
        "1.2",
        "1.9",
        "2",
        "2.0.1",
        "2.1",
        "3",
        "3.1",
        "4",
        "4.4.4.4",
        "4.5",
        "9",
    )
    for suffix in (
        "",
        ".dev0",
        "a0",
        "a1.dev1",
        "a1",
        "b2",
        "rc1",
        "rc1.post2",
        ".post0",
        ".post1.dev2",
        ".post1",
        ".post2",
        "+cu118",
        ".post1+zz",
    )
]


@given(some.specifiers, some.specifiers)
@settings(max_examples=300)
def test_incompatible_specifiers_share_no_version_of_a_grid(left: str, right: str) -> None:
    if not compatible([left, right]):
        joined = SpecifierSet(",".join(filter(None, (left, right))))
        assert not [version for version in GRID if joined.contains(version, prereleases=True)]


@given(some.plain_specifiers, some.plain_specifiers)
@settings(max_examples=300)
def test_the_short_way_to_compatibility_agrees_with_packaging(left: str, right: str) -> None:
    assert compatible([left, right]) is not SpecifierSet(",".join(filter(None, (left, right)))).is_unsatisfiable()


@pytest.mark.parametrize(
    "specifiers",
    [
        (">=2,<1",),
        ("==1,==2",),
        ("==1", "==1.0.1"),
        (">1,<1.0.post5",),
        (">1.0,<=1.0",),
        ("==1.*", ">=2"),
        ("~=1.4.2", ">=1.5"),
        ("==1.0", "!=1.0"),
        ("==1.*,!=1.*",),
        (">=1.0", "<1.0"),
        ("<2", ">=2.0a1,<2.0"),
        ("===1.0", "==2.0"),
        ("==1.0", ">=1!0"),
        ("===foo", "===bar"),
        ("<0.dev0",),
        ("==1.0", "==1.0.post1"),
        (">=1.0.post1", "==1.0"),
        ("==1.5,>=2,", ""),
    ],
)
def test_what_no_version_satisfies(specifiers: tuple[str, ...]) -> None:
    assert not compatible(specifiers)


@pytest.mark.parametrize(
    "specifiers",
    [
        (),
        ("",),
        ("==1.0", "==1.0.0"),
        ("==1.0+cu118", "==1.0"),
        (">=1,<2", ">=1.5"),
        (">1.0,<1.1",),
        (">=1.0a1,<1.0b1",),
        ("<1.0",),
        ("==1.*", "==1.0.*"),
        ("~=1.4", "<2"),
        ("===1.0", "==1.0"),
        ("=1.0", ">=2,<1"),
        ("==1.0", "what"),
        (">=1.0,<=1.0",),
        ("!=1.0", "!=2"),
        (">1.0", "<1.0.1"),
        (">=1!1", ">=3"),
        (",".join(f"!=1.{n}" for n in range(900)), ">=2,<1"),
    ],
)
def test_what_some_version_may_satisfy(specifiers: tuple[str, ...]) -> None:
    assert compatible(specifiers)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (">=1.0, <2", "<2.0.0,>=1"),
        ("==1.0", "== 1.0.0"),
        (">=1,>=1", ">=1.0"),
        ("(>=1)", ">=1"),
        ("", " "),
        ("==1.0RC1", "==1.0rc1"),
        ("^1.2", "^1.2"),
        ("==1.0", "==v1"),
        ("==2.0.*", "==2.0.* "),
        ("~=1.0", "~= 1.0"),
    ],
)
def test_the_same_specifier_in_other_words(left: str, right: str) -> None:
    assert same_specifier(left, right)
    assert same_specifier(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("~=1.4", "~=1.4.0"),
        ("==1.*", "==1.0.*"),
        (">=1", ">1"),
        ("==3.12.*", ">=3.12,<3.13"),
        ("^1.2", "^1.3"),
        ("==1.0", "===1.0"),
        ("", ">=1"),
        ("==1", "==1.*"),
    ],
)
def test_specifiers_that_are_not_the_same(left: str, right: str) -> None:
    assert not same_specifier(left, right)


@given(some.specifiers, some.specifiers, some.versions)
@settings(max_examples=300)
def test_same_specifiers_let_the_same_versions_in(left: str, right: str, version: str) -> None:
    if same_specifier(left, right):
        assert verdict(left, version) is verdict(right, version)


@given(some.garbage, some.garbage)
@settings(max_examples=300)
def test_no_text_raises(left: str, right: str) -> None:
    for name in versions.__all__:
        function = getattr(versions, name)
        if name in ("Clause", "pin_kind"):
            continue
        if name == "compatible":
            function([left, right])
        elif name in ("classify", "contains", "verdict", "same_specifier", "same_pythons", "admits_python"):
            function(left, right)
        else:
            function(left)


def test_the_reference_refuses_what_the_laws_take_for_refused() -> None:
    with pytest.raises(InvalidVersion):
        Version("2004d")
