"""The arguments of a packaging tool into requirements and files: what each tool takes them for."""

from __future__ import annotations

from deplint.installs import CommandFile
from deplint.readers.commands.parts import file_of, hidden, is_path, is_remote, requirement_of
from deplint.syntax.shell import UNKNOWN
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from deplint.facts import Dependency
    from deplint.readers.commands.options import Arguments, Given
    from deplint.readers.commands.parts import Place
    from deplint.syntax.shell import Word


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


def parts_of(line: Line) -> Parts:
    """What a command line names, by its tool's rules."""
    return _PARTS[line.tool](line)


def all_known(words: tuple[Word, ...]) -> bool:
    """No word begins with what can't be known, which may be anything."""
    return not any(word.shape.startswith(UNKNOWN) for word in words)


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
        return Parts(files=(*inputs, *files, *_groups(arguments, place)), is_certain=all_known(arguments.positional))
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
    return Parts(files=(*files, *constraints), is_certain=all_known(arguments.positional))


def _easy_install(line: Line) -> Parts:
    return _installed(line.arguments.positional, line.place)


def _nothing(line: Line) -> Parts:
    return Parts()


_PARTS: dict[str, Callable[[Line], Parts]] = {
    "pip": _pip, "uv": _uv, "pipx": _pipx, "poetry": _poetry, "pdm": _pdm, "pipenv": _pipenv, "conda": _conda, "pixi": _pixi,
    "pip-tools": _pip_tools, "easy_install": _easy_install, "hatch": _nothing,
}  # fmt: skip
