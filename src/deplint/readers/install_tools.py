"""The arguments of one packaging tool into its `InstallCommand`: what each tool calls a requirement, a file and a folder."""

from __future__ import annotations

from deplint.installs import CommandFile, InstallCommand
from deplint.readers.install_options import Arguments, Given, read_arguments, table
from deplint.readers.install_parts import Place, file_of, hidden, is_path, is_remote, option_of, requirement_of
from deplint.syntax.shell import UNKNOWN, Word
from deplint.syntax.shell_state import joined
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from deplint.facts import Dependency
    from deplint.readers.install_programs import Program

# Subcommands that install, lock or compile, the longer ones first where one begins with another.
ACTIONS = {
    "pip": ("install", "download", "wheel", "lock"),
    "uv": (
        "pip install", "pip sync", "pip compile", "tool run", "tool install", "tool upgrade", "sync", "run", "add", "lock", "export", "x",
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


class Parts(NamedTuple):
    """What a command installs, as far as its words say."""

    requirements: tuple[Dependency, ...] = ()
    files: tuple[CommandFile, ...] = ()
    is_certain: bool = True


class Line(NamedTuple):
    """One command line of a tool, its words told apart."""

    tool: str
    action: str
    arguments: Arguments
    place: Place
    head: tuple[Word, ...]


def command_of(program: Program, place: Place) -> tuple[InstallCommand, tuple[Word, ...]] | None:
    """The install command that a program's words make, and the words of another program that it runs; None where it installs nothing."""
    line = _line(program, place)
    if line is None:
        return None
    arguments = line.arguments
    place = line.place
    parts = _PARTS[line.tool](line)
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
    return line.action in ("sync", "install") and line.tool in ("uv", "poetry", "pdm") and not _all_known(line.arguments.positional)


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


# What the tools' arguments mean.


def _installed(words: tuple[Word, ...], place: Place, form: str = "pep440") -> Parts:
    """Arguments as pip reads them: requirements, URLs, files and folders."""
    requirements: list[Dependency] = []
    files: list[CommandFile] = []
    is_certain = True
    for word in words:
        shape = word.shape
        if not shape:
            continue
        if is_remote(shape) or not is_path(shape):
            requirement = requirement_of(word, 0, place, form)
            is_certain = is_certain and requirement is not None
            requirements.extend([requirement] if requirement else [])
        else:
            is_certain = is_certain and (not shape.startswith(UNKNOWN) or word.is_quoted)
            files.append(file_of(word, 0, _kind_of_path(shape), place))
    return Parts(tuple(requirements), tuple(files), is_certain)


def _kind_of_path(text: str) -> str:
    bare = text[: text.rfind("[")] if text.endswith("]") else text
    return "wheel" if bare.lower().endswith((".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")) else "project"


def _editables(given: list[Given], place: Place) -> Parts:
    requirements: list[Dependency] = []
    files: list[CommandFile] = []
    is_certain = True
    for each in given:
        assert each.word is not None
        text = each.word.shape[each.at :]
        if is_remote(text):
            requirement = requirement_of(each.word, each.at, place)
            requirements.extend([requirement._replace(editable=True)] if requirement else [])
            is_certain = is_certain and requirement is not None
        else:
            files.append(file_of(each.word, each.at, "project", place, editable=True))
    return Parts(tuple(requirements), tuple(files), is_certain)


def _files(arguments: Arguments, place: Place, **kinds: tuple[str, ...]) -> tuple[CommandFile, ...]:
    """The files that options name: kind -> options."""
    kind_of = {name: kind for kind, names in kinds.items() for name in names}
    return tuple(
        file_of(each.word, each.at, kind_of[each.name], place)
        for each in arguments.options
        if each.name in kind_of and each.word is not None
    )


def _named(given: list[Given], place: Place, separator: str = "") -> Parts:
    """Requirements that are values of options (`--with`, `--from`)."""
    requirements: list[Dependency] = []
    files: list[CommandFile] = []
    is_certain = True
    for each in given:
        assert each.word is not None
        text = each.word.shape[each.at :]
        if separator and separator in text:
            is_certain = False  # several in one value: their versions may have commas of their own
            continue
        if is_path(text) and not is_remote(text):
            files.append(file_of(each.word, each.at, _kind_of_path(text), place))
            continue
        requirement = requirement_of(each.word, each.at, place)
        requirements.extend([requirement] if requirement else [])
        is_certain = is_certain and requirement is not None
    return Parts(tuple(requirements), tuple(files), is_certain)


def _together(*parts: Parts) -> Parts:
    return Parts(
        tuple(each for part in parts for each in part.requirements), tuple(each for part in parts for each in part.files),
        all(part.is_certain for part in parts),
    )  # fmt: skip


def _groups(arguments: Arguments, place: Place) -> tuple[CommandFile, ...]:
    """pip's `--group [path:]name`: a group of the pyproject.toml that it names, else of the one in the folder."""
    files = []
    for each in arguments.values("--group"):
        assert each.word is not None
        text = each.word.shape[each.at :]
        path, _, _ = text.rpartition(":")
        paths = () if UNKNOWN in path else place.paths(path or "pyproject.toml")
        files.append(CommandFile("groups", hidden(text), paths, place.at(each.start, each.end)))
    return tuple(files)


def _pip(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    files = _files(
        arguments, place, requirements=("--requirement",), constraints=("--constraint",), script=("--requirements-from-script",)
    )
    return _together(
        _installed(arguments.positional, place), _editables(arguments.values("--editable"), place),
        Parts(files=(*files, *_groups(arguments, place))),
    )  # fmt: skip


def _uv(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    files = _files(
        arguments, place, requirements=("--requirements", "--with-requirements"), constraints=("--constraints",)
    )
    if line.action in ("pip sync", "pip compile"):
        inputs = tuple(file_of(word, 0, "requirements", place) for word in arguments.positional)
        return Parts(files=(*inputs, *files, *_groups(arguments, place)), is_certain=_all_known(arguments.positional))
    if line.action == "pip install":
        return _together(
            _installed(arguments.positional, place), _editables(arguments.values("--editable"), place),
            Parts(files=(*files, *_groups(arguments, place))),
        )  # fmt: skip
    extra = _together(
        _named(arguments.values("--with", "--from"), place, ","), _editables(arguments.values("--with-editable"), place), Parts(files=files)
    )
    if line.action == "run":
        return _together(_script(arguments, place), extra)
    if line.action in ("add", "tool install"):
        positional = arguments.positional if not arguments.values("--from") else ()
        return _together(_tools(positional, place) if line.action == "tool install" else _installed(positional, place), extra)
    if line.action == "tool run" and not arguments.values("--from"):
        return _together(_tools(arguments.positional, place), extra)
    return extra


def _script(arguments: Arguments, place: Place) -> Parts:
    """`uv run x.py`: the dependencies are those of the script, where it names any."""
    word = next(iter(arguments.positional), None)
    if word is None or not (word.shape.endswith(".py") or any(each.name == "--script" for each in arguments.options)):
        return Parts()
    return Parts(files=(file_of(word, 0, "script", place),))


def _tools(words: tuple[Word, ...], place: Place) -> Parts:
    """`ruff`, `ruff@0.3.0`, `ruff==0.3.0`, `ruff@latest`, a URL or a path: what uvx and `uv tool install` take."""
    requirements: list[Dependency] = []
    rest: list[Word] = []
    for word in words:
        name, sign, version = word.shape.partition("@")
        if name in ("python", "pypy") or name.startswith("python3"):
            continue
        if not sign or " " in word.shape or is_remote(word.shape) or "/" in version or not version:
            rest.append(word)
            continue
        requirement = requirement_of(word._replace(shape=name), 0, place)
        if requirement is None:
            rest.append(word)
            continue
        pinned = "" if version == "latest" else hidden(f"=={version}")
        at = place.span(*word.span(len(name) + 1, len(word.shape)))
        requirements.append(
            requirement._replace(
                text=hidden(word.shape), specifier=pinned, specifier_span=at if pinned else None,
                location=place.at(*word.span(0, len(word.shape))),
            )
        )  # fmt: skip
    return _together(Parts(tuple(requirements)), _installed(tuple(rest), place))


def _pipx(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    named = _named(arguments.values("--spec", "--preinstall", "--with"), place)
    files = _files(arguments, place, requirements=("--requirement",))
    words = arguments.positional
    if line.action == "inject":
        words = words[1:]
    elif line.action not in ("install", "run") or arguments.values("--spec"):
        words = ()
    if line.action == "run" and words and words[0].shape.endswith(".py"):
        return _together(Parts(files=(file_of(words[0], 0, "script", place),)), named)
    if line.action == "run":
        return _together(_tools(words, place), named)
    return _together(_installed(words, place), named, Parts(files=files))


def _poetry(line: Line) -> Parts:
    return _installed(line.arguments.positional, line.place, "poetry") if line.action in ("add", "self add") else Parts()


def _pdm(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    if line.action != "add":
        return Parts()
    return _together(_installed(arguments.positional, place), _editables(arguments.values("--editable"), place))


def _pipenv(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    if line.action not in ("install", "upgrade"):
        return Parts()
    files = _files(arguments, place, requirements=("--requirements",))
    return _together(_installed(arguments.positional, place), _editables(arguments.values("--editable"), place), Parts(files=files))


def _conda(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    files = _files(arguments, place, environment=("--file",))
    if line.action.startswith("env "):
        if not files and line.action == "env create":
            first, last = line.head[0], line.head[-1]
            files = (CommandFile("environment", "environment.yml", place.paths("environment.yml"), place.at(first.start, last.end)),)
        return Parts(files=files)
    requirements: list[Dependency] = []
    is_certain = True
    for word in arguments.positional:
        if is_path(word.shape) and not is_remote(word.shape) and "::" not in word.shape:
            files = (*files, file_of(word, 0, "wheel", place))
            continue
        requirement = requirement_of(word, 0, place, "conda") if not is_remote(word.shape) else None
        requirements.extend([requirement] if requirement else [])
        is_certain = is_certain and (requirement is not None or is_remote(word.shape))
    return Parts(tuple(requirements), files, is_certain)


def _pixi(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    if line.action not in ("add", "global install"):
        return Parts()
    if any(each.name == "--pypi" for each in arguments.options):
        return _installed(arguments.positional, place)
    found = [requirement_of(word, 0, place, "conda") for word in arguments.positional]
    return Parts(tuple(each for each in found if each), (), None not in found)


def _pip_tools(line: Line) -> Parts:
    arguments, place = line.arguments, line.place
    files = tuple(file_of(word, 0, "requirements", place) for word in arguments.positional)
    if not files and line.action == "sync":
        first, last = line.head[0], line.head[-1]
        files = (CommandFile("requirements", "requirements.txt", place.paths("requirements.txt"), place.at(first.start, last.end)),)
    constraints = _files(arguments, place, constraints=("--constraint",))
    return Parts(files=(*files, *constraints), is_certain=_all_known(arguments.positional))


def _easy_install(line: Line) -> Parts:
    return _installed(line.arguments.positional, line.place)


def _nothing(line: Line) -> Parts:
    return Parts()


def _all_known(words: tuple[Word, ...]) -> bool:
    return not any(word.shape.startswith(UNKNOWN) for word in words)


_PARTS: dict[str, Callable[[Line], Parts]] = {
    "pip": _pip, "uv": _uv, "pipx": _pipx, "poetry": _poetry, "pdm": _pdm, "pipenv": _pipenv, "conda": _conda, "pixi": _pixi,
    "pip-tools": _pip_tools, "easy_install": _easy_install, "hatch": _nothing,
}  # fmt: skip
