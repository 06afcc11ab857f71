"""How tightly a dependency holds its version, in each tool's language."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from deplint.facts import Dependency
from deplint.model import Location
from deplint.versions import (
    classify,
    exact_version,
    has_lower_bound,
    is_bounded_above,
    is_exact,
    is_open,
    is_range,
    pin_kind,
    verdict,
)

from . import strategies as some


@pytest.mark.parametrize(
    ("form", "specifier", "kind"),
    [
        ("pep440", "", "none"),
        ("pep440", " ", "none"),
        ("pep440", ">=1", "floor"),
        ("pep440", ">1,!=1.5", "floor"),
        ("pep440", "!=1.5", "floor"),
        ("pep440", "!=1.*", "floor"),
        ("pep440", "<2", "range"),
        ("pep440", ">=1,<2", "range"),
        ("pep440", "<=2", "range"),
        ("pep440", "~=1.4", "range"),
        ("pep440", "==1.*", "range"),
        ("pep440", "==1.0", "exact"),
        ("pep440", "== 1.0", "exact"),
        ("pep440", ">=0.9,==1.0", "exact"),
        ("pep440", "==1.0,<2", "exact"),
        ("pep440", "==1.0+cu118", "exact"),
        ("pep440", "(==1.0)", "exact"),
        ("pep440", "==1.0.post1", "exact"),
        ("pep440", "==2!1.0rc1", "exact"),
        ("pep440", "===1.0", "arbitrary"),
        ("pep440", "===2004d", "arbitrary"),
        ("pep440", ">=1,===1.0", "arbitrary"),
        ("pep440", "==${VERSION}", "unknown"),
        ("pep440", "=={{ version }}", "unknown"),
        ("pep440", "=1.0", "unknown"),
        ("pep440", "==2004d", "unknown"),
        ("pep440", "^1.2", "unknown"),
        ("pep440", "*", "unknown"),
        ("pep440", "1.0", "unknown"),
        ("poetry", "*", "none"),
        ("poetry", "", "none"),
        ("poetry", ">=1", "floor"),
        ("poetry", "!=1.2", "floor"),
        ("poetry", "^1.2", "range"),
        ("poetry", "~1.2", "range"),
        ("poetry", "1.*", "range"),
        ("poetry", ">=1,<2", "range"),
        ("poetry", ">=1 <2", "range"),
        ("poetry", "^3.8 || ^4", "range"),
        ("poetry", "1.2 || 1.3", "range"),
        ("poetry", "1.2 || >=2", "floor"),
        ("poetry", "1.2 || *", "none"),
        ("poetry", "1.2.3", "exact"),
        ("poetry", "==1.2.3", "exact"),
        ("poetry", "=1.2", "exact"),
        ("poetry", "latest", "unknown"),
        ("poetry", "^", "unknown"),
        ("pipfile", "*", "none"),
        ("pipfile", "", "none"),
        ("pipfile", "==*", "none"),
        ("pipfile", ">=1", "floor"),
        ("pipfile", "~=1.2", "range"),
        ("pipfile", "==1.2", "exact"),
        ("pipfile", "1.2", "exact"),
        ("pipfile", "===1.2", "arbitrary"),
        ("pipfile", "^1.2", "unknown"),
        ("conda", "", "none"),
        ("conda", "*", "none"),
        ("conda", "=*", "none"),
        ("conda", "* mkl*", "none"),
        ("conda", ">=1", "floor"),
        ("conda", "=1.2", "range"),
        ("conda", "1.2.*", "range"),
        ("conda", "1.2*", "range"),
        ("conda", ">=1,<2", "range"),
        ("conda", "1.2|1.3", "range"),
        ("conda", "==1.*", "range"),
        ("conda", "=2024a", "range"),
        ("conda", "~=1.2", "range"),
        ("conda", "1.2|>=2", "floor"),
        ("conda", "==1.2", "exact"),
        ("conda", "1.2", "exact"),
        ("conda", "=1.2=py310_0", "exact"),
        ("conda", "1.2 py310_0", "exact"),
        ("conda", "==9e", "exact"),
        ("conda", "=1.1.1w=h0_1", "exact"),
        ("conda", "{{ numpy }}", "unknown"),
        ("conda", "^1.*$", "unknown"),
        ("conda", "(1.2|1.3),<2", "unknown"),
        ("another", ">=1", "floor"),
    ],
)
def test_classify(form: str, specifier: str, kind: str) -> None:
    assert classify(form, specifier) == kind


def dependency(**fields: Any) -> Dependency:
    return Dependency("x", "x", "x", Location("requirements.txt", 0, 1))._replace(**fields)


def test_a_pin_is_read_in_the_form_of_the_dependency() -> None:
    assert pin_kind(dependency(specifier="1.2", form="poetry")) == "exact"
    assert pin_kind(dependency(specifier="1.2", form="pep440")) == "unknown"


@pytest.mark.parametrize("fields", [{"url": "git+https://example.org/x"}, {"path": True}, {"editable": True}], ids=str)
def test_direct_references_have_no_kind(fields: dict[str, object]) -> None:
    assert pin_kind(dependency(**fields)) == "unknown"


@pytest.mark.parametrize(
    ("specifier", "exact", "above", "below", "open_", "range_"),
    [
        ("", "", False, False, True, False),
        (">=1,!=2", "", False, True, True, False),
        ("<2", "", True, False, False, True),
        ("~=1.4", "", True, True, False, True),
        ("==1.*", "", True, True, False, True),
        ("==1.0", "1.0", True, True, False, False),
        (">=1, == 1.0", "1.0", True, True, False, False),
        ("===1.0", "1.0", True, True, False, False),
        ("==2004d", "2004d", True, True, False, False),
        ("1.0", "", False, False, False, False),
        ("!=1.0", "", False, False, True, False),
    ],
)
def test_what_the_operators_say(specifier: str, exact: str, above: bool, below: bool, open_: bool, range_: bool) -> None:
    assert exact_version(specifier) == exact
    assert is_exact(specifier) is bool(exact)
    assert is_bounded_above(specifier) is above
    assert has_lower_bound(specifier) is below
    assert is_open(specifier) is open_
    assert is_range(specifier) is range_


@given(some.specifiers)
def test_the_kinds_agree_with_what_is_let_in(specifier: str) -> None:
    kind = classify("pep440", specifier)
    later = verdict(specifier, "99!99")
    assert kind in ("none", "floor", "range", "exact")
    if kind in ("range", "exact"):
        assert later is False
    else:
        assert later is True
