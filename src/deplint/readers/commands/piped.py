"""Commands of a shell into the installers of packaging tools that are downloaded and run (`curl ... | sh`)."""

from __future__ import annotations

from deplint.installs import Piped
from deplint.model import Location
from deplint.readers.commands.programs import program_of
from deplint.regex import regex
from deplint.syntax.shell import UNKNOWN, Assignment, Command, Word
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.readers.commands import Surroundings

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
_OUTPUT = regex(r"-[A-Za-z]*[oO]|--output(?:-document)?|--remote-name")
_VERSION = regex(r"(?<![A-Za-z0-9.])v?(\d+(?:\.\d+)+(?:[-.]?[a-z0-9]+)?)(?![0-9])")


def piped_installers(commands: tuple[Command, ...], around: Surroundings) -> Iterator[Piped]:
    """The downloads among the commands of one text that a shell or an interpreter runs, as they come in or from where they were saved."""
    runners = {command.pipeline: command for command in commands if command.pipeline >= 0 and _runs(command)}
    enclosing: list[Command] = []
    saved: dict[str, tuple[Command, Word]] = {}
    for command in commands:
        while enclosing and enclosing[-1].end < command.end:
            enclosing.pop()
        program = program_of(command.words)
        if program is not None and program.name in _FETCHERS:
            url = next((word for word in command.words[1:] if "://" in word.shape or word.shape.startswith(("astral.sh", "pixi.sh"))), None)
            runner = runners.get(command.pipeline) or (enclosing[-1] if enclosing else None)
            if url is None:
                continue
            if runner is not None:
                yield from _piped(command, url, runner, around)
            elif name := _saved_as(command, url):
                saved[name] = command, url
        elif _runs(command):
            enclosing.append(command)
            for word in command.words[1:5]:
                if found := saved.pop(word.shape, None):
                    yield from _piped(*found, command, around)
        elif found := saved.pop(command.words[0].shape.removeprefix("./"), None):
            yield from _piped(*found, command, around)


def _piped(command: Command, url: Word, runner: Command, around: Surroundings) -> Iterator[Piped]:
    """The download, where it is the installer of a tool that is known."""
    for mark, tool, variables in _SCRIPTS:
        if mark in url.shape:
            first, last = min(command.start, runner.start), max(command.end, runner.end)
            if runner.pipeline < 0 and runner.start > command.start:  # run later on
                last = command.end
            written = around.text[url.start : url.end].strip("\"'")
            version = _version(url.shape, runner, variables, around)
            yield Piped(tool, written, version, Location(around.path, *around.span(first, last)))
            return


def _saved_as(command: Command, url: Word) -> str:
    """The file that curl or wget writes, "" for the standard output and where it is not known."""
    is_wget = command.words[0].shape.endswith("wget")
    remote = url.shape.partition("?")[0].rpartition("/")[2]
    for position, word in enumerate(command.words[1:-1], 1):
        if _OUTPUT.fullmatch(word.shape) and (word.shape.endswith(("o", "output", "output-document")) or is_wget):
            target = command.words[position + 1].shape
            return "" if target == "-" else target
    if is_wget or any(_OUTPUT.fullmatch(word.shape) for word in command.words[1:]):
        return remote
    return ""


def _runs(command: Command) -> bool:
    program = program_of(command.words)
    return program is not None and (program.name in _RUNNERS or program.tool == "shell")


def _version(url: str, runner: Command, variables: tuple[str, ...], around: Surroundings) -> str | None:
    """The version that the address, the runner's arguments or the environment choose; "" where nothing does, None where that is unknown."""
    path = url.partition("://")[2].partition("/")[2]
    if found := _VERSION.search(path):
        return found[1]
    if "latest" in path:
        return ""
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
