"""Trees that a fuzzer found, each cut down to what once failed."""

from __future__ import annotations

import pytest

from deplint.syntax.dockerfile_words import expand

from .law import report_on

TREES: dict[str, dict[str, bytes | str]] = {
    "uv.lock with its tables in another spelling": {
        "uv.lock": 'version = 1\n[["package"]]\nname = "a"\nversion = "1"\nsource = { registry = "https://h" }\ndependencies = [{ name = "b" }]\n',
        "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n',
    },
    "ENV that doubles": {"Dockerfile": "FROM python:3.12\nENV A=xx\n" + "ENV A=$A$A\n" * 24 + "RUN pip install $A\nWORKDIR $A\n"},
    "ARG that doubles": {"Dockerfile": "ARG A=xx\n" + "ARG A=$A$A\n" * 24 + "FROM python:$A\n"},
    # The following cost minutes when they were found.
    "templates without a statement": {"x.sh": "pip install " + "{{ x }} " * 100_000 + "\n"},
    "folders in folders of a script": {"x.sh": "pushd abcdefgh\n" * 50_000 + "cd abcdefgh\n" * 50_000 + "pip install -r x.txt\n"},
    "folders in folders of an image": {"Dockerfile": "FROM python:3.12\n" + "WORKDIR abcdefghijklmnop\n" * 30_000 + "RUN pip install six\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_a_sound_report(name: str) -> None:
    report_on(TREES[name])


def test_a_variable_that_doubles_with_each_line_is_given_up() -> None:
    text: str | None = "xx"
    for _ in range(60):
        text = expand("$A$A", {"A": text})
    assert text is None
