"""`deplint init`: what it writes, and that it changes nothing that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deplint.cli.init import HOOK, SETTINGS, WORKFLOW

from .conftest import Done

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_a_folder_with_findings_is_green_afterwards(tiny: Path, deplint: Callable[..., Done]) -> None:
    done = deplint("init")
    assert (done.status, done.out) == (0, f"{HOOK}\n{WORKFLOW}")
    assert done.err == "deplint: settings in `deplint.toml`\ndeplint: 1 known finding in `.deplint-baseline.json`\n"
    assert (tiny / "deplint.toml").read_text() == SETTINGS
    assert deplint().status == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pyproject_toml_gets_a_table(write: Callable[..., Path], deplint: Callable[..., Done], end: str) -> None:
    path = write({}) / "pyproject.toml"
    before = f'[project]{end}name = "shop"'.encode()
    path.write_bytes(before)
    assert deplint("init").err == "deplint: settings in `pyproject.toml`\n"
    assert path.read_bytes() == before + f"\n\n[tool.deplint]\n{SETTINGS}".replace("\n", end).encode()


def test_what_is_there_stays(tiny: Path, deplint: Callable[..., Done]) -> None:
    deplint("init")
    files = {path.name: path.read_bytes() for path in tiny.iterdir()}
    assert deplint("init").err == ""
    assert {path.name: path.read_bytes() for path in tiny.iterdir()} == files


def test_a_broken_pyproject_toml_is_left_alone(write: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = write({"pyproject.toml": "[project\n"})
    deplint("init")
    assert (root / "pyproject.toml").read_text() == "[project\n"
    assert (root / "deplint.toml").read_text() == SETTINGS


def test_the_snippets_are_those_of_the_readme() -> None:
    assert HOOK.partition("\n")[2] in README
    assert WORKFLOW.splitlines()[1].removeprefix("- ") in README
