"""The words of one packaging tool into its `InstallCommand`: the subcommand, the options before and behind it, and what it runs besides."""

from __future__ import annotations

from deplint.installs import InstallCommand
from deplint.readers.commands.meanings import Line, all_known, parts_of
from deplint.readers.commands.options import Arguments, read_arguments, table
from deplint.readers.commands.parts import option_of
from deplint.syntax.shell_state import joined
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.readers.commands.options import Given
    from deplint.readers.commands.parts import Place
    from deplint.readers.commands.programs import Program
    from deplint.syntax.shell import Word

# Subcommands that install, lock or compile, the longer ones first where one begins with another.
ACTIONS = {
    "pip": ("install", "download", "wheel", "lock"),
    "uv": (
        "pip install", "pip sync", "pip compile", "tool run", "tool install", "tool upgrade", "sync", "run", "add", "lock", "export",
    ),
    "pipx": ("install", "run", "inject", "upgrade", "install-all", "upgrade-all"),
    "poetry": ("install", "sync", "add", "update", "lock", "export", "self add", "self install"),
    "pdm": ("install", "sync", "add", "update", "lock", "export"),
    "pipenv": ("install", "sync", "update", "upgrade", "lock", "requirements"),
    "conda": ("install", "create", "update", "upgrade", "env create", "env update"),
    "pixi": ("install", "add", "run", "lock", "update", "global install", "exec"),
    "easy_install": ("install",),
    "pip-tools": ("sync", "compile"),
    "hatch": ("run", "env create", "test"),
}  # fmt: skip
# What follows the first argument of these is another program's command line.
_RUNS = frozenset((("uv", "run"), ("uv", "tool run"), ("pipx", "run"), ("pixi", "run"), ("pixi", "exec"), ("hatch", "run")))
_ABBREVIATE = frozenset(("pip", "pdm", "conda", "pipx", "easy_install"))
_CHDIR = {"uv": "--directory", "poetry": "--directory"}
_PROJECT = {"uv": "--project", "poetry": "--project", "pdm": "--project"}


def command_of(program: Program, place: Place) -> tuple[InstallCommand, tuple[Word, ...]] | None:
    """The install command that a program's words make, and the words of another program that it runs; None where it installs nothing."""
    line = _line(program, place)
    if line is None:
        return None
    arguments = line.arguments
    place = line.place
    parts = parts_of(line)
    last = (*program.head, *(program.words if not arguments.rest else _without(program.words, arguments.rest)))[-1]
    tool, action = _called(line)
    command = InstallCommand(
        tool, _written(program.head, place), action, place.at(program.head[0].start, last.end), parts.requirements,
        parts.files, tuple(option_of(each, place) for each in arguments.options),
        is_certain=parts.is_certain and arguments.is_certain and program.is_certain and not _hides_options(line),
        folder=_folder(place), cwd=place.folder,
    )  # fmt: skip
    return command, arguments.rest


def _hides_options(line: Line) -> bool:
    """`uv sync $OPTIONS`: where nothing is named, a variable can only stand for options."""
    return line.action in ("sync", "install") and line.tool in ("uv", "poetry", "pdm") and not all_known(line.arguments.positional)


def _called(line: Line) -> tuple[str, str]:
    if line.tool == "uv" and line.action.startswith("pip "):
        return "uv pip", line.action[4:]
    return ("uvx", "run") if (line.tool, line.action) == ("uv", "tool run") else (line.tool, line.action)


def _written(head: tuple[Word, ...], place: Place) -> str:
    return " ".join(place.text[word.start : word.end] for word in head)[:200]


def _without(words: tuple[Word, ...], rest: tuple[Word, ...]) -> tuple[Word, ...]:
    return words[: len(words) - len(rest)]


def _folder(place: Place) -> str | None:
    if place.folder is None:
        return None
    return next(iter(place.paths_of(place.folder)), None)


def _line(program: Program, place: Place) -> Line | None:
    """Finds the subcommand, with the options before it, and reads the rest by its table."""
    tool, words = program.tool, program.words
    before: tuple[Word, ...] = ()
    if tool == "uvx":
        tool, action, rest = "uv", "tool run", words
    elif tool in ("easy_install", "pip-tools"):
        action, rest = program.name, words
        if action not in ACTIONS[tool]:
            return None
    else:
        found = _action(tool, words)
        if found is None:
            return None
        action, before, rest = found
    known = table(tool, action)
    head = read_arguments(before, known)
    tail = read_arguments(rest, known, abbreviates=tool in _ABBREVIATE, stops=(tool, action) in _RUNS)
    options = (*head.options, *tail.options)
    arguments = Arguments(options, tail.positional, head.is_certain and tail.is_certain, tail.rest)
    return Line(tool, action, arguments, _moved(tool, options, place), program.head)


def _action(tool: str, words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...], tuple[Word, ...]] | None:
    """The subcommand, the words before it and those behind it."""
    known = table(tool, "")
    position = 0
    while position < len(words) and words[position].shape.startswith("-"):
        option = known.get(words[position].shape)
        position += 2 if option is not None and option.takes_value else 1
    one = words[position].shape if position < len(words) else ""
    two = f"{one} {words[position + 1].shape}" if position + 1 < len(words) else ""
    if two in ACTIONS[tool]:
        return two, words[:position], words[position + 2 :]
    if one in ACTIONS[tool]:
        return one, words[:position], words[position + 1 :]
    return None


def _moved(tool: str, options: tuple[Given, ...], place: Place) -> Place:
    """The place after `--directory x`, or `--project x`, which says the same as far as dependencies go."""
    for name in (_CHDIR.get(tool), _PROJECT.get(tool)):
        for given in options:
            if name is not None and given.name == name and given.word is not None:
                place = place._replace(folder=joined(place.folder, given.value))
    return place
