"""Locks of the real tools, cut, merged and with anything in the place of anything: a report that is whole, and the rest is still checked."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deplint.report import Report
from deplint.syntax.toml import TomlError, plain

from .law import report_on, told

FIXTURES = Path(__file__).parent.parent / "tampering" / "fixtures"
LOCKS = {
    "poetry": "poetry.lock", "uv": "uv.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock", "pylock": "pylock.toml",
    "conda-lock": "conda-lock.yml", "compiled": "requirements.txt",
}  # fmt: skip
ELSEWHERE = {"elsewhere/requirements.txt": "six=1.0\n"}
"""Another project with something to find."""
VALUE = re.compile(r'"[^"\n]*"|\[[^\[\]]*\]|\{[^{}]*\}|(?<=[:=] )[^\s"\[{][^\n]*|(?<===)[^\s]+')
WRONG = ('""', "5", "-1", "1.5", "true", "[]", "[[]]", "[5]", '"\\u0000"', '"x"', '"9999999999999999999999"', "{}", "{ a = 5 }", "2026-11-21", "null")
CONFLICT = ("<<<<<<< HEAD\n", "=======\n", ">>>>>>> other\n")


@cache
def project(tool: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((FIXTURES / tool).iterdir())}


def checked(tool: str, text: str) -> Report:
    """The report on the project with another text in the place of its lock."""
    report = report_on({**project(tool), LOCKS[tool]: text, **ELSEWHERE})
    assert "invalid-specifier" in told(report, "elsewhere/requirements.txt")
    return report


def is_readable(tool: str, text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict) if tool == "pipenv" else plain(text) is not None
    except (ValueError, TomlError, RecursionError):
        return False


tools = st.sampled_from(sorted(LOCKS))
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(tools, st.floats(0, 1))
def test_a_lock_that_ends_too_early(tool: str, part: float) -> None:
    text = project(tool)[LOCKS[tool]]
    cut = text[: int(len(text) * part)]
    report = checked(tool, cut)
    if tool not in ("conda-lock", "compiled") and not is_readable(tool, cut):
        assert "unreadable-file" in told(report, LOCKS[tool])
        assert LOCKS[tool] in {entry.path for entry in report.not_checked}


@few
@given(tools, st.integers(0, 500), st.sampled_from(WRONG), st.integers(0, 500), st.sampled_from(WRONG))
def test_values_of_other_types(tool: str, first: int, new: str, second: int, other: str) -> None:
    text = project(tool)[LOCKS[tool]]
    for number, wrong in ((first, new), (second, other)):
        places = list(VALUE.finditer(text))
        place = places[number % len(places)]
        text = text[: place.start()] + wrong + text[place.end() :]
    checked(tool, text)


@few
@given(tools, st.lists(st.tuples(st.sampled_from(["drop", "twice", "swap", "table"]), st.integers(0, 500)), min_size=1, max_size=4))
def test_lines_that_are_lost_or_there_twice(tool: str, edits: list[tuple[str, int]]) -> None:
    lines = project(tool)[LOCKS[tool]].splitlines(keepends=True)
    for edit, number in edits:
        at = number % len(lines)
        if edit == "drop":
            del lines[at : at + 1]
        elif edit == "twice":
            lines.insert(at, lines[at])
        elif edit == "swap":
            lines[at], lines[0] = lines[0], lines[at]
        else:
            lines[at] = lines[at].replace("[[", "[").replace("]]", "]")
        lines = lines or ["\n"]
    checked(tool, "".join(lines))


@few
@given(tools, st.integers(0, 500), st.integers(0, 5), st.integers(0, 5))
def test_a_lock_with_a_merge_conflict(tool: str, start: int, ours: int, theirs: int) -> None:
    lines = project(tool)[LOCKS[tool]].splitlines(keepends=True)
    at = start % len(lines)
    mine, other, rest = lines[at : at + ours], lines[at + ours : at + ours + theirs], lines[at + ours + theirs :]
    text = "".join([*lines[:at], CONFLICT[0], *mine, CONFLICT[1], *other, CONFLICT[2], *rest])
    if not text.endswith("\n"):
        return
    report = checked(tool, text)
    assert "merge-conflict-marker" in told(report, LOCKS[tool])
    assert "unreadable-file" not in told(report, LOCKS[tool])


@pytest.mark.parametrize("tool", LOCKS)
@pytest.mark.parametrize("wrong", WRONG)
def test_every_value_of_another_type(tool: str, wrong: str) -> None:
    text = project(tool)[LOCKS[tool]]
    places = list(VALUE.finditer(text))
    for place in places[:: max(1, len(places) // 6)]:
        checked(tool, text[: place.start()] + wrong + text[place.end() :])


@pytest.mark.parametrize(
    ("tool", "old", "new", "place"),
    [
        ("poetry", 'version = "1.17.0"', "version = 5", "version"),
        ("poetry", 'name = "six"\nversion = "1.17.0"', 'name = "six"', ""),
        ("poetry", "[metadata]", "[[metadata]]", ""),
        ("uv", 'version = "1.17.0"', "version = []", "version"),
        ("uv", 'requires-python = ">=3.10"', "requires-python = 3", "requires-python"),
        ("uv", 'source = { registry = "https://pypi.org/simple" }', "source = 5", "source"),
        ("pdm", 'version = "1.17.0"', "version = false", "version"),
        ("pdm", 'groups = ["default"]', 'groups = "default"', "groups"),
        ("pipenv", '"version": "==1.17.0"', '"version": null', "version"),
        ("pipenv", '"six": {', '"six": null, "seven": {', "six"),
    ],
)
def test_a_value_that_no_tool_takes_is_told_at_its_place(tool: str, old: str, new: str, place: str) -> None:
    text = project(tool)[LOCKS[tool]]
    assert old in text
    text = text.replace(old, new, 1)
    report = checked(tool, text)
    (found,) = (each for each in report.diagnostics if each.name == "unreadable-file")
    assert text[found.location.start : found.location.end].startswith(place)
