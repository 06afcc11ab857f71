"""Names in their compared form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.utils import InvalidName, canonicalize_name

from deplint.names import is_valid_name, normalize

names = st.one_of(st.text("aAzZ09._-", max_size=12), st.text(max_size=12))


@given(names)
def test_normalize_agrees_with_packaging(name: str) -> None:
    assert normalize(name) == canonicalize_name(name)


@given(names)
def test_validity_agrees_with_packaging(name: str) -> None:
    try:
        canonicalize_name(name, validate=True)
    except InvalidName:
        assert not is_valid_name(name)
    else:
        assert is_valid_name(name)


@pytest.mark.parametrize("name", ["Foo._-Bar", "foo-bar", "FOO.BAR"])
def test_ways_to_write_a_name(name: str) -> None:
    assert normalize(name) == "foo-bar"
