"""What the tests of the command line share: a project on disk, and the program run inside this process or as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from deplint.cli import main
from deplint.plugins import Catalogue, builtin, catalogue

TINY = {"requirements.txt": "requests\nflask==3.0.2\n"}


class Done(NamedTuple):
    """How a run ended."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the terminal of whoever runs the tests nor a git hook around them changes what comes out."""
    for name in [name for name in os.environ if name.startswith("GIT_")] + ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture(autouse=True)
def few_rules(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two rules are enough to test the command line with, and no new one changes what these tests see."""
    few = Catalogue(tuple(entry for entry in builtin().entries if entry.code in ("DPL001", "DPL101")))
    if "all_rules" not in request.fixturenames:
        monkeypatch.setattr("deplint.plugins.builtin", lambda: few)
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


@pytest.fixture
def all_rules() -> None:
    """Asks for the whole catalogue."""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes files into an empty folder and goes there."""

    def write_files(files: dict[str, str] | None = None, **more: str) -> Path:
        for path, text in ((files or {}) | more).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return write_files


@pytest.fixture
def tiny(write: Callable[..., Path]) -> Path:
    """A project with one warning (DPL101) in its only file."""
    return write(TINY)


@pytest.fixture
def deplint(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs the program in this process."""

    def run(*arguments: str) -> Done:
        status = main(arguments)
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the program as `python -m deplint`, as a process of its own."""

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "deplint", *arguments]
        settings: dict[str, object] = {"capture_output": True, "stdin": subprocess.DEVNULL, "check": False, "timeout": 60}
        if "stdout" in options:
            settings = {"stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "check": False, "timeout": 60}
        return subprocess.run(command, **(settings | options))  # type: ignore[call-overload,no-any-return]

    return run
