"""What tox installs, and the Pythons that it tests on, in each of the places where it is configured."""

from __future__ import annotations

import pytest

from deplint.facts import Manifest
from deplint.installs import InstallCommand
from deplint.model import Source
from deplint.readers import read


def tox(text: str, path: str = "tox.ini") -> Manifest:
    return read(Source(path, text), {"tox.ini": "tox", "setup.cfg": "setup.cfg", "pyproject.toml": "pyproject"}[path.rsplit("/", 1)[-1]])


def commands(manifest: Manifest) -> tuple[InstallCommand, ...]:
    assert manifest.installs is not None
    return manifest.installs.commands


def versions(manifest: Manifest) -> list[str]:
    return [each.specifier for each in manifest.pythons if each.kind == "tox"]


@pytest.mark.parametrize(
    ("listed", "minors"),
    [
        ("py38, py39", ["3.8", "3.9"]),
        ("py3{8,10}", ["3.8", "3.10"]),
        ("py{38,310}-django{3,4}", ["3.8", "3.10"]),
        ("{py38,py39}-x,lint", ["3.8", "3.9"]),
        ("py3{9-11}", ["3.9", "3.10", "3.11"]),
        ("3.12, 3.13t", ["3.12", "3.13"]),
        ("pypy310", ["3.10"]),
        ("py27\n    py36", ["2.7", "3.6"]),
        ("py, py3, pypy, lint, cp", []),
        ("py38,py38-x", ["3.8"]),
    ],
)
def test_pythons_of_environments(listed: str, minors: list[str]) -> None:
    assert versions(tox(f"[tox]\nenvlist = {listed}\n")) == [f"=={minor}.*" for minor in minors]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup.cfg", "[tox:tox]\nenvlist = py38\n[testenv]\ndeps = six==1.0\n"),
        ("pyproject.toml", '[tool.tox]\nlegacy_tox_ini = """\n[tox]\nenvlist = py38\n[testenv]\ndeps = six==1.0\n"""\n'),
        ("pyproject.toml", '[tool.tox]\nenv_list = ["3.8"]\n[tool.tox.env_run_base]\ndeps = ["six==1.0"]\n'),
        ("pyproject.toml", '[tool.tox]\nenv_list = [{product = [["3.8"], ["x"]]}]\n[tool.tox.env_run_base]\ndeps = ["six==1.0"]\n'),
    ],
)
def test_places(path: str, text: str) -> None:
    manifest = tox(text, path)
    (command,) = commands(manifest)
    (dependency,) = command.requirements
    assert versions(manifest) == ["==3.8.*"]
    assert text[dependency.location.start : dependency.location.end] == "six==1.0"


def test_lines_of_deps() -> None:
    text = (
        "[testenv:docs]\ndeps =\n    six  # why\n    py38,!lint: idna>=3\n    -r{toxinidir}/a.txt\n    -c b.txt\n    .[x]\n    -e {toxinidir}/lib\n"
        "    {[testenv]deps}\n"
    )
    (command,) = commands(tox(text, "sub/tox.ini"))
    assert [each.text for each in command.requirements] == ["six", "idna>=3"]
    assert [(each.kind, each.paths, each.extras) for each in command.files] == [
        ("requirements", ("sub/a.txt",), ()), ("constraints", ("sub/b.txt",), ()), ("project", ("sub",), ("x",)), ("project", ("sub/lib",), ()),
    ]  # fmt: skip
    assert (command.tool, command.context, command.folder, command.is_certain) == ("tox", "docs", "sub", False)


def test_commands() -> None:
    text = "[testenv]\ncommands =\n    - {envpython} -m pip install six {posargs:{toxinidir}}\n    lint: uv sync \\\n        --locked\n    pytest\n"
    installed = commands(tox(text))
    assert [(each.tool, each.action, [one.text for one in each.requirements]) for each in installed] == [
        ("pip", "install", ["six"]), ("uv", "sync", []),
    ]  # fmt: skip
    assert text[installed[0].location.start : installed[0].location.end].startswith("{envpython} -m pip install six")


def test_variables_of_installers() -> None:
    text = "[testenv]\nsetenv =\n    PIP_INDEX_URL = https://h/s\n    x: UV_LOCKED=1\n    PIP_PRE = {env:PRE}\n    HOME = /x\ndeps = six\n"
    (command,) = commands(tox(text))
    assert [(each.name, each.value) for each in command.environment] == [("PIP_INDEX_URL", "https://h/s"), ("UV_LOCKED", "1"), ("PIP_PRE", None)]
    place = command.environment[1].location
    assert text[place.start : place.end] == "UV_LOCKED=1"


def test_commands_in_another_folder() -> None:
    (command,) = commands(tox("[testenv]\nchangedir = docs\ncommands = pip install -r x.txt\n"))
    assert command.folder is None


@pytest.mark.parametrize("text", ["", "no section", "[tox\n", "[tox]\nenvlist\n", "[testenv]\n[testenv]\n", "\0"])
def test_what_is_no_configuration_says_nothing(text: str) -> None:
    manifest = tox(text)
    assert (manifest.pythons, manifest.problems, manifest.dependencies) == ((), (), ())
