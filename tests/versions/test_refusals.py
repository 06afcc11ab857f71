"""The clause at fault, why, and what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from packaging.requirements import InvalidRequirement, Requirement

from deplint.versions import invalid_clause, is_valid, repaired

from . import strategies as some

REFUSED = [
    ("=1.0", (0, 4), "`=` is no operator", "==1.0"),
    ("= 1.0", (0, 5), "`=` is no operator", "==1.0"),
    (">=1,=2.0", (4, 8), "`=` is no operator", None),
    (">1.0.*", (0, 6), "`.*` goes only with `==` and `!=`, not with `>`", ""),
    (">=1.0.*", (0, 7), "`.*` goes only with", ">=1.0"),
    ("~=1", (0, 3), "`~=` needs at least two numbers, as in `~=1.0`", "~=1.0"),
    (">=1.0-foo", (0, 9), "`1.0-foo` is not a version", ""),
    ("==1.0.*.1", (0, 9), "a wildcard can stand only at the end", ""),
    ("==*", (0, 3), "a wildcard can stand only at the end", ""),
    (">=1.0 <2.0", (0, 10), "two clauses need a comma", ">=1.0,<2.0"),
    ("==1.0 beta1 x", (0, 13), "a blank inside the version", ""),
    ("==2.0 torch==0.1", (0, 16), "another requirement follows", ""),
    ("> =1.0", (0, 6), "a blank inside the operator", ">=1.0"),
    ("1.0", (0, 3), "exactly this one would be `==1.0`", "==1.0"),
    ("=>1.0", (0, 5), "it would be `>=`", ">=1.0"),
    ("=<1.0", (0, 5), "it would be `<=`", "<=1.0"),
    ("!1.0", (0, 4), "it would be `!=`", "!=1.0"),
    (">==1.0", (0, 6), "`>==` is no operator", ""),
    ("^1.2", (0, 4), "Poetry's own", ">=1.2,<2"),
    ("~1.2", (0, 4), "Poetry's own", ">=1.2,<1.3"),
    ("*", (0, 1), "`*` is not a specifier", ""),
    ("==", (0, 2), "no version after `==`", ""),
    (">=1,,<2", (4, 5), "two commas", None),
    (",>=1", (0, 1), "a comma before the first clause", None),
    (">=1.0+cu118", (0, 11), "a local version (`+cu118`)", ""),
    (" >=1 , >=foo", (7, 12), "`foo` is not a version", None),
    ("(>=1,~=2)", (5, 8), "`~=` needs at least two numbers", None),
    ("(>=1", (0, 4), "a parenthesis", ""),
]


@pytest.mark.parametrize(("specifier", "where", "reason", "meant"), REFUSED)
def test_what_is_refused_and_why(specifier: str, where: tuple[int, int], reason: str, meant: str | None) -> None:
    found = invalid_clause(specifier)
    assert found is not None
    assert found[:2] == where
    assert reason in found[2]
    if meant is not None:
        assert repaired(specifier) == meant


@pytest.mark.parametrize(
    "specifier", ["", "==1.0", "== 1.0", ">=1,<2", ">=1,", "(>=1)", "==v1.0", "===what", "==1!2.0.*", "~=1.0", "!=1.*", "==1.0-1"]
)
def test_what_is_accepted(specifier: str) -> None:
    assert invalid_clause(specifier) is None
    assert repaired(specifier) == ""


@given(some.garbage)
@settings(max_examples=250)
def test_what_is_refused_is_what_a_requirement_may_not_have(specifier: str) -> None:
    if any(character in specifier for character in "[]();@#\n\r\t\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029") or not specifier.isascii():
        return
    if "===" in specifier:  # it takes everything up to the next blank, commas too
        return
    if not specifier.strip() or specifier[0].isalnum() or specifier[0] in ".-_":
        return
    try:
        Requirement(f"name{specifier}")
    except InvalidRequirement:
        assert invalid_clause(specifier) is not None
    else:
        assert invalid_clause(specifier) is None


@given(some.garbage)
def test_a_refused_clause_stands_in_the_text_and_a_repair_is_valid(specifier: str) -> None:
    found = invalid_clause(specifier)
    if found is not None:
        assert 0 <= found[0] < found[1] <= len(specifier)
        assert found[2]
    assert is_valid(repaired(specifier))
