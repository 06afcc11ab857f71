"""Pipelines of a shell into the installers of packaging tools that are downloaded and run at once (`curl ... | sh`)."""

from __future__ import annotations

from deplint.installs import Piped
from deplint.model import Location
from deplint.readers.install_programs import program_of
from deplint.regex import regex
from deplint.syntax.shell import UNKNOWN, Assignment, Command
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.readers.install_command import Surroundings

_FETCHERS = frozenset(("curl", "wget", "aria2c", "http", "https"))
_RUNNERS = frozenset(("sh", "bash", "dash", "zsh", "ash", "ksh", "python", "python3"))
# What stands in the address of the script that installs a tool, and the variable that chooses the version.
_SCRIPTS = (
    ("astral.sh/uv", "uv", ("UV_VERSION",)), ("astral-sh/uv/", "uv", ()), ("install.python-poetry.org", "poetry", ("POETRY_VERSION",)),
    ("get-poetry.py", "poetry", ("POETRY_VERSION",)), ("install-poetry.py", "poetry", ("POETRY_VERSION",)),
    ("rye.astral.sh/get", "rye", ("RYE_VERSION",)), ("rye-up.com/get", "rye", ("RYE_VERSION",)),
    ("pixi.sh/install", "pixi", ("PIXI_VERSION",)), ("prefix-dev/pixi/", "pixi", ("PIXI_VERSION",)),
    ("pdm-project.org/install", "pdm", ("PDM_VERSION",)), ("pdm.fming.dev/install", "pdm", ("PDM_VERSION",)),
    ("install-pdm.py", "pdm", ("PDM_VERSION",)), ("micro.mamba.pm", "micromamba", ("VERSION",)),
    ("micromamba.snakepit", "micromamba", ("VERSION",)), ("get-pip.py", "pip", ()), ("get-pipenv.py", "pipenv", ()),
    ("Miniconda", "conda", ()), ("Miniforge", "conda", ()), ("Mambaforge", "conda", ()),
)  # fmt: skip
_VERSION = regex(r"(?<![A-Za-z0-9.])v?(\d+(?:\.\d+)+(?:[-.]?[a-z0-9]+)?)(?![0-9])")


def piped_installers(commands: tuple[Command, ...], around: Surroundings) -> Iterator[Piped]:
    """The downloads among the commands of one text that a shell or an interpreter runs as they come in."""
    for number, command in enumerate(commands):
        program = program_of(command.words)
        if program is None or program.name not in _FETCHERS:
            continue
        runner = next(
            (each for each in commands[number + 1 :] if each.pipeline == command.pipeline >= 0 and _runs(each)),
            next((each for each in commands if each.start < command.start and command.end <= each.end and _runs(each)), None),
        )
        url = next((word for word in command.words[1:] if "://" in word.shape or word.shape.startswith(("astral.sh", "pixi.sh"))), None)
        if runner is None or url is None:
            continue
        for mark, tool, variables in _SCRIPTS:
            if mark in url.shape:
                first, last = min(command.start, runner.start), max(command.end, runner.end)
                version = _version(url.shape, command, runner, variables, around)
                written = around.text[url.start : url.end].strip("\"'")
                yield Piped(tool, written, version, Location(around.path, *around.span(first, last)))
                break


def _runs(command: Command) -> bool:
    program = program_of(command.words)
    return program is not None and (program.name in _RUNNERS or program.tool == "shell")


def _version(url: str, command: Command, runner: Command, variables: tuple[str, ...], around: Surroundings) -> str | None:
    """The version that the address, the runner's arguments or the environment choose; "" where nothing does, None where that is unknown."""
    path = url.partition("://")[2].partition("/")[2]
    if found := _VERSION.search(path):
        return found[1]
    if UNKNOWN in path:
        return None
    shapes = [word.shape for word in runner.words[1:]]
    for position, shape in enumerate(shapes):
        if shape in ("--version", "-v") and position + 1 < len(shapes):
            return None if UNKNOWN in shapes[position + 1] else shapes[position + 1]
        if shape.startswith("--version=") or "==" in shape:
            value = shape.partition("=")[2].lstrip("=")
            return None if UNKNOWN in value else value
    if "--git" in shapes or any(shape.startswith(UNKNOWN) for shape in shapes if shape != UNKNOWN or runner.pipeline >= 0):
        return None
    known = {each.name: each.value for each in around.environment}
    known.update({each.name: each.value for each in (*runner.exports, *runner.assignments, *_given(runner))})
    return next((known[name] for name in variables if name in known), "")


def _given(command: Command) -> tuple[Assignment, ...]:
    program = program_of(command.words)
    return program.assignments if program else ()
