"""The environment that a compiled file was made for, from what was taken and what was left out."""

from __future__ import annotations

import pytest

from deplint.comparison.target import Observation, explain
from deplint.facts import Dependency, Via
from deplint.model import Location
from deplint.pairs.command import CompileCommand

HERE = Location("requirements.txt", 0, 0)
UV = CompileCommand(tool="uv")


def seen(name: str, marker: str, taken: bool) -> Observation:
    return Observation(name, (marker,), taken, name)


def pin(name: str, *parents: str) -> Dependency:
    return Dependency(name, name, name, HERE, via=tuple(Via(parent, HERE) for parent in parents))


WAITRESS = seen("winservice", "sys_platform == 'win32'", True)
NO_GUNICORN = seen("gunicorn", "sys_platform != 'win32'", False)


def unexplained(observations: list[Observation], pins: tuple[Dependency, ...] = (), command: CompileCommand = UV) -> list[object]:
    return [each.subject for each in explain(observations, command, pins)[1]]


def test_one_sign_of_windows_is_a_contradiction() -> None:
    assert unexplained([WAITRESS]) == ["winservice"]


def test_two_signs_of_windows_are_windows() -> None:
    assert unexplained([WAITRESS, NO_GUNICORN]) == []


@pytest.mark.parametrize("witness", [pin("pywin32"), pin("colorama", "click", "pytest")])
def test_what_only_windows_needs_shows_windows(witness: Dependency) -> None:
    assert unexplained([WAITRESS], (witness,)) == []


def test_colorama_for_the_sake_of_others_shows_nothing() -> None:
    assert unexplained([WAITRESS], (pin("colorama", "crayons"),)) == ["winservice"]


def test_what_windows_refuses_shows_that_it_was_not_windows() -> None:
    assert unexplained([WAITRESS, NO_GUNICORN], (pin("uvloop"),)) == ["winservice", "gunicorn"]


def test_linux_and_macos_are_equals() -> None:
    assert unexplained([seen("a", "sys_platform == 'linux'", False), seen("b", "sys_platform == 'darwin'", True)]) == []


def test_the_python_of_the_header_counts() -> None:
    old = seen("tomli", "python_version < '3.11'", False)
    assert unexplained([old], command=UV._replace(python="3.10")) == ["tomli"]
    assert unexplained([old], command=UV._replace(python="3.12")) == []
    assert unexplained([old]) == []


def test_what_no_file_tells_explains_everything() -> None:
    assert unexplained([seen("a", "platform_release >= '5'", False), seen("b", "platform_release >= '5'", True)]) == []
