"""What nox installs in its sessions, and the Pythons that they run on, without running the file."""

from __future__ import annotations

import pytest

from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers.places.nox import read


def nox(body: str, decorator: str = "@nox.session", before: str = "") -> Manifest:
    return read(Source("noxfile.py", f"import nox\n{before}\n{decorator}\ndef tests(session):\n    {body}\n"))


@pytest.mark.parametrize(
    ("decorator", "values"),
    [
        ('@nox.session(python="3.9")', ["3.9"]),
        ('@nox.session(python=["3.9", "3.10"])', ["3.9", "3.10"]),
        ("@session(py=PYTHONS)", ["3.11", "3.12"]),
        ("@nox.session(python=PYTHONS + ['3.13'])", ["3.11", "3.12", "3.13"]),
        ("@nox.session(python=False)", []),
        ("@nox.session", []),
        ("@other(python='3.9')", []),
    ],
)
def test_pythons(decorator: str, values: list[str]) -> None:
    manifest = nox("pass", decorator, 'PYTHONS = ["3.11", "3.12"]')
    assert [each.value for each in manifest.pythons] == values
    assert all(manifest.source.text[each.location.start : each.location.end] == each.value for each in manifest.pythons)


def test_pythons_that_are_worked_out_are_not_known() -> None:
    (python,) = nox("pass", "@nox.session(python=nox.project.python_versions(X))").pythons
    assert python.specifier == ""


@pytest.mark.parametrize(
    ("body", "tool", "requirements", "files", "is_certain"),
    [
        ('session.install("six==1.0", "idna")', "nox", ["six==1.0", "idna"], [], True),
        ('session.install("-r", "a.txt", "-e", ".[x]")', "nox", [], [("requirements", "a.txt"), ("project", ".[x]")], True),
        ("session.install(*NAMES)", "nox", ["six"], [], True),
        ("session.install(*session.posargs)", "nox", [], [], False),
        ('session.run("pip", "install", "six")', "pip", ["six"], [], True),
        ('session.run_install("uv", "sync", "--locked", external=True)', "uv", [], [], True),
    ],
)
def test_commands(body: str, tool: str, requirements: list[str], files: list[tuple[str, str]], is_certain: bool) -> None:
    manifest = nox(body, before='NAMES = ["six"]')
    assert manifest.installs is not None
    (command,) = manifest.installs.commands
    assert [each.text for each in command.requirements] == requirements
    assert sorted((each.kind, each.target) for each in command.files) == sorted(files)
    assert (command.tool, command.context, command.is_certain) == (tool, "tests", is_certain)
    assert all(manifest.source.text[each.location.start : each.location.end] == each.text for each in command.requirements)


def test_a_version_that_is_not_known() -> None:
    manifest = nox('session.install(f"django=={version}")')
    assert manifest.installs is not None
    assert manifest.installs.commands[0].requirements[0].name == "django"


@pytest.mark.parametrize("body", ['session.run("pytest")', 'other.install("six")', 'session.log("pip install six")', "session.install()"])
def test_what_installs_nothing(body: str) -> None:
    manifest = nox(body)
    assert manifest.installs is not None
    assert manifest.installs.commands == ()


@pytest.mark.parametrize("text", ["", "def (", "print 'x'", "\0", "x = " + "[" * 5_000])
def test_code_that_is_none_says_nothing(text: str) -> None:
    manifest = read(Source("noxfile.py", text))
    assert (manifest.pythons, manifest.problems) == ((), ())
