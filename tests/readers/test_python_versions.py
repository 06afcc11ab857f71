"""Files that name a Python version: each version at its place, and the same in PEP 440."""

from __future__ import annotations

import pytest

from deplint.model import Source
from deplint.readers.python_versions import read, specifier


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("3", "==3.*"), ("3.11", "==3.11.*"), ("3.11.4", "==3.11.4"), ("2.7.18", "==2.7.18"), ("3.13.0rc1", "==3.13.0rc1"),
        ("3.13-dev", "==3.13.*"),
        ("pypy3.9-7.3", "==3.9.*"), ("pypy3.9-7.3.11", "==3.9.*"), ("pypy@3.10", "==3.10.*"), ("pypy-7.3.11", ""),
        ("cpython@3.12", "==3.12.*"),
        ("cpython-3.12.1-linux-x86_64-gnu", "==3.12.1"), ("cp312", "==3.12.*"), ("312", "==3.12.*"), ("3.13t", "==3.13.*"),
        ("3.13.0t", "==3.13.0"),
        (">=3.11,<3.13", ">=3.11,<3.13"), ("cpython>=3.12", ">=3.12"), ("3.11.4/envs/shop", "==3.11.4"), ("3.11.x", "==3.11.*"),
        ("python-3.11.4", "==3.11.4"), ("python3.11", "==3.11.*"), ("latest:3.11", "==3.11.*"), ("v3.11", "==3.11.*"), ("system", ""),
        ("shop-env", ""),
        ("miniconda3-4.7.12", ""), ("graalpy-23.1.0", ""), ("ref:main", ""), ("3.11.4.5", ""),
    ],
)  # fmt: skip
def test_the_same_in_pep_440(version: str, said: str) -> None:
    assert specifier(version) == said


@pytest.mark.parametrize(
    ("path", "text", "kind", "values"),
    [
        (".python-version", "3.11\n", "python-version", ["3.11"]),
        ("a/.python-version", "# for tox\r\n3.11.4 3.10 # both\r\n\r\npypy3.9-7.3", "python-version", ["3.11.4", "3.10", "pypy3.9-7.3"]),
        (".tool-versions", "nodejs 20.1\npython 3.12.0 3.11.1 # both\npython3 1\n#python 3.1\n", "tool-versions", ["3.12.0", "3.11.1"]),
        ("runtime.txt", "python-3.9.4\r\npython-3.6.8", "runtime-txt", ["python-3.9.4", "python-3.6.8"]),
        ("runtime.txt", "3.8\n", "runtime-txt", ["3.8"]),
        ("runtime.txt", "python-3.11.x", "runtime-txt", ["python-3.11.x"]),
        ("runtime.txt", "r-3.6-2018-12-07\n", "runtime-txt", []),
        ("runtime.txt", "took 3 seconds\n", "runtime-txt", []),
        (".python-version", "", "python-version", []),
        (".python-version", "3\0.11", "python-version", []),
    ],
)
def test_the_versions_of_a_file_at_their_places(path: str, text: str, kind: str, values: list[str]) -> None:
    result = read(Source(path, text))
    assert result.kind == kind
    assert [text[each.location.start : each.location.end] for each in result.pythons] == values
    assert [(each.value, each.kind) for each in result.pythons] == [(value, "version-file") for value in values]


def test_comments_with_ignores() -> None:
    text = "3.11\r\n# deplint: ignore[x] y\r\n"
    (comment,) = read(Source(".python-version", text)).comments
    assert (comment.text, text[comment.location.start : comment.location.end]) == ("deplint: ignore[x] y", "# deplint: ignore[x] y")
