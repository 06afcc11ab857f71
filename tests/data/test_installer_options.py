"""Our tables of pip's and uv's options are those of the installed tools; the others are at least well-formed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from deplint.data import other_commands, pip_commands, uv_commands
from deplint.readers.commands.options import Known, table
from deplint.readers.commands.tools import ACTIONS

GENERATOR = Path(__file__).parent / "generate_installer_options.py"
TEXTS = {
    f"{name} {command}": text
    for module, names in ((pip_commands, ("OPTIONS",)), (uv_commands, ("OPTIONS",)), (other_commands, tuple(dir(other_commands))))
    for name in names
    if isinstance(getattr(module, name), dict) and not name.startswith("_")
    for command, text in getattr(module, name).items()
}


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_installer_options", GENERATOR)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(".")[:2])


def told(options: dict[str, tuple[tuple[str, ...], bool, bool]]) -> dict[str, tuple[str, bool]]:
    return {each: (name, takes) for name, (others, takes, _) in options.items() for each in (name, *others)}


def ours(tool: str, command: str) -> dict[str, tuple[str, bool]]:
    return {name: (known.name, known.takes_value) for name, known in table(tool, command).items()}


def test_pip(generator: ModuleType) -> None:
    installed, commands = generator.pip_table(sys.executable)
    if version(installed) > version(pip_commands.VERSION):
        pytest.skip(f"pip {installed} is newer than the table")
    for command, options in commands.items():
        known = ours("pip", command)
        # A long name may have changed places with its synonym.
        assert {name: takes for name, (_, takes) in told(options).items()} == {name: known[name][1] for name in told(options) if name in known}


def test_uv(generator: ModuleType) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        pytest.skip("no uv here")
    installed, commands = generator.uv_table(uv)
    if installed != uv_commands.VERSION:
        pytest.skip(f"uv {installed} is not the one of the table")
    for command, options in commands.items():
        assert ours("uv", command) == told(options)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_entries_are_options(text: str) -> None:
    for entry in text.split():
        names = entry.rstrip("=*").split("/")
        assert all(name.startswith("-") and "=" not in name for name in names)
        assert names[0].startswith("--") or len(names) == 1


@pytest.mark.parametrize("tool", sorted(ACTIONS))
def test_every_action_has_options(tool: str) -> None:
    for action in ACTIONS[tool]:
        assert isinstance(table(tool, action).get("--help", Known("--help", False)), Known)
