"""File names of wheels and source distributions against the entries that list them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.questions.artifacts import disagreement


@pytest.mark.parametrize(
    ("file", "name", "version"),
    [
        ("six-1.17.0-py3-none-any.whl", "six", "1.17.0"),
        ("SIX-1.17-1-py3-none-any.whl", "six", "1.17.0"),
        ("zope.interface-5.0.tar.gz", "zope-interface", "5.0"),
        ("a-1-2.0.tar.gz", "a-1", "2.0"),
        ("a-1.0-1.tar.gz", "a", "1.0.post1"),
        ("a-1.0_1-py3-none-any.whl", "a", "1.0.post1"),
        ("torch-2.9.0%2Bcu128-cp312-cp312-linux_x86_64.whl", "torch", "2.9.0+cu128"),
        ("torch-2.9.0+cu128-cp312-cp312-linux_x86_64.whl", "torch", "2.9.0"),
        ("torch-2.9.0_cu128-cp312-cp312-linux_x86_64.whl", "torch", "2.9.0+cu128"),
        ("a-2.0.zip", "a", "1!2.0"),
        ("a-1.0-src.tar.gz", "a", "1.0"),
        ("a-2004d.zip", "a", "2004d"),
        ("a-python-1.0.tar.gz", "a", "1.0"),
        ("a-1.0-py2.7.egg", "b", "2.0"),
        ("strange.whl", "b", "2.0"),
        ("a-1.0-py3-none-any.whl", "a", ""),
    ],
)
def test_agrees(file: str, name: str, version: str) -> None:
    assert disagreement(file, name, version) == ""


@pytest.mark.parametrize(
    ("file", "name", "version", "what"),
    [
        ("sixx-1.17.0-py3-none-any.whl", "six", "1.17.0", "project"),
        ("six_more-1.17.0.tar.gz", "six", "1.17.0", "project"),
        ("six-1.17.0-py3-none-any.whl", "six", "1.17", ""),
        ("six-1.17.1-py3-none-any.whl", "six", "1.17", "version"),
        ("six-1.17.0.tar.gz", "six", "1.17.0.1", "version"),
        ("torch-2.9.0+cpu-cp312-cp312-linux_x86_64.whl", "torch", "2.9.0+cu128", "version"),
        ("six-1.0rc1.zip", "six", "1.0", "version"),
    ],
)
def test_says_what_differs(file: str, name: str, version: str, what: str) -> None:
    assert disagreement(file, name, version) == what


def test_an_archive_by_url_may_have_any_name() -> None:
    assert disagreement("b-2.0.tar.gz", "a", "1.0", wheels_only=True) == ""


@given(st.text(max_size=60), st.sampled_from(["", ".whl", ".tar.gz", "-1.0.zip"]), st.text(max_size=9), st.text(max_size=9))
def test_takes_any_text(start: str, end: str, name: str, version: str) -> None:
    assert disagreement(start + end, name, version) in ("", "project", "version")
