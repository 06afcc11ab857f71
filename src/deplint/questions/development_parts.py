"""An install command into the development dependencies that it installs: default groups, what it names, and files for development.

What a variable hides is not told. Sources: https://docs.astral.sh/uv/concepts/projects/dependencies/#default-groups,
https://python-poetry.org/docs/managing-dependencies/, https://pdm-project.org/en/latest/usage/dependency/, https://pipenv.pypa.io/.
"""

from __future__ import annotations

import posixpath

from deplint.data.dev_tools import category_of
from deplint.names import normalize
from deplint.questions.images import is_set, manifest_of, standing
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deplint.facts import Dependency, Include, Manifest
    from deplint.installs import CommandFile, InstallCommand
    from deplint.model import Location
    from deplint.project import Project

_WORD = regex(r"[a-z]+")
_DEVELOPMENT = frozenset((
    "dev", "devel", "develop", "developer", "development", "test", "tests", "testing", "unittest", "lint", "linting", "linters",
    "style", "typing", "typecheck", "mypy", "qa", "quality", "format", "formatting", "coverage", "debug", "tox", "nox", "pytest",
    "ci", "doc", "docs", "benchmark", "benchmarks",
))  # fmt: skip
_SHARE = frozenset(("test", "lint", "format", "typing", "stubs", "automation", "debug"))


class Part(NamedTuple):
    """Development dependencies that a command installs.

    what         in words: "the group `dev`"
    names        of the distributions, those that everybody knows for tools first
    place        the word of the command that asks for them, the command itself where nobody asks
    declared     where they are listed, None for what stands in no list
    chain        the includes that lead there
    is_asked     the command names them
    without      what to add to the command, "" where that is not one option
    """

    what: str
    names: tuple[str, ...]
    place: Location
    declared: Location | None
    chain: tuple[Include, ...] = ()
    is_asked: bool = False
    without: str = ""


def development_parts(project: Project, image: Manifest, command: InstallCommand) -> tuple[Part, ...]:
    """The development dependencies that a command in an image installs; none where that can't be known."""
    if not command.is_certain or command.is_conditional:
        return ()
    read = _BY_TOOL.get((command.tool, command.action))
    return tuple(read(project, image, command)) if read is not None else ()


def is_development(name: str) -> bool:
    """Does the name of a group, an extra or a file say that it is for development?"""
    return bool(_DEVELOPMENT.intersection(_WORD.findall(name.lower())))


def _tools(entries: Iterable[Dependency]) -> tuple[str, ...]:
    return tuple(entry.name for entry in entries if category_of(entry.name) in _SHARE)


def _names(entries: Iterable[Dependency]) -> tuple[str, ...]:
    """All names, tools first, each once."""
    found = [entry.name for entry in entries if entry.name and entry.name != "python"]
    return tuple(dict.fromkeys(sorted(found, key=lambda name: category_of(name) not in _SHARE)))


def _of_group(manifest: Manifest, name: str) -> tuple[Dependency, ...]:
    """The entries of a group or extra, with those of the groups that it includes."""
    waiting, reached = [name], {name}
    while waiting:
        current = waiting.pop()
        for group in manifest.groups:
            if group.name == current:
                fresh = [each.name for each in group.includes if each.name not in reached]
                reached.update(fresh)
                waiting.extend(fresh)
    return tuple(entry for entry in manifest.dependencies if entry.group in reached)


def _group_part(manifest: Manifest, name: str, place: Location, is_asked: bool, without: str) -> Iterator[Part]:
    """A group, if it is for development: by its name, or as most of it are tools."""
    entries = _of_group(manifest, name)
    tools = _tools(entries)
    kind, _, short = name.partition(":")
    if not entries or not (is_development(short) or len(tools) * 2 > len(entries)) or (is_asked and not tools):
        return
    declared = next((group.location for group in manifest.groups if group.name == name), entries[0].location)
    yield Part(f"the {'extra' if kind == 'extra' else 'group'} `{short}`", _names(entries), place, declared, (), is_asked, without)


# What the options of a command name.


def _values(command: InstallCommand, *names: str) -> tuple[dict[str, Location], bool]:
    """The names that options give, with their places; False where one of them can't be known."""
    found: dict[str, Location] = {}
    for option in command.options:
        if option.name in names:
            if option.value is None:
                return {}, False
            found.update((normalize(value), option.location) for value in option.value.replace(",", " ").split())
    return found, True


def _chosen(command: InstallCommand, prefix: str, *names: str) -> dict[str, Location] | None:
    values, known = _values(command, *names)
    return {f"{prefix}{name}": place for name, place in values.items()} if known else None


# uv.


def _uv(project: Project, image: Manifest, command: InstallCommand) -> Iterator[Part]:
    manifest = manifest_of(project, image, command)
    if manifest is None or command.option("--script", "--no-project") or _runs_script(project, command):
        return
    package = command.option("--package")
    if package is not None:
        manifest = _named(project, package.value)
        if manifest is None:
            return
    groups = {group.name for group in manifest.groups if group.name.startswith("group:")}
    asked = _chosen(command, "group:", "--group")
    only = _chosen(command, "group:", "--only-group")
    left = _chosen(command, "group:", "--no-group")
    extras = _chosen(command, "extra:", "--extra")
    if asked is None or only is None or left is None or extras is None:
        return
    if command.option("--no-dev") or is_set(command, "UV_NO_DEV"):
        left["group:dev"] = command.location
    if is_set(command, "UV_NO_GROUP"):
        return
    if command.option("--all-groups"):
        asked.update((name, command.location) for name in groups)
    if command.option("--only-dev"):
        only["group:dev"] = command.location
    default = {group.name for group in manifest.groups if group.default}
    if command.option("--no-default-groups") or is_set(command, "UV_NO_DEFAULT_GROUPS") or only:
        default = set()
    for name in sorted({*default, *asked, *only} - set(left)):
        without = "--no-dev" if name == "group:dev" else f"--no-group {name[6:]}"
        yield from _group_part(
            manifest, name, asked.get(name) or only.get(name) or command.location, name in asked or name in only, without
        )
    if command.option("--all-extras"):
        extras.update((group.name, command.location) for group in manifest.groups if group.name.startswith("extra:"))
    for name in sorted(extras) if not only else ():
        if is_development(name[6:]):
            yield from _group_part(manifest, name, extras[name], True, "")


def _uv_run(project: Project, image: Manifest, command: InstallCommand) -> Iterator[Part]:
    """`uv run` brings the environment up to date before it runs anything."""
    if not (command.option("--no-sync", "--isolated") or is_set(command, "UV_NO_SYNC")):
        yield from _uv(project, image, command)


def _runs_script(project: Project, command: InstallCommand) -> bool:
    """`uv run x.py`, where the script has dependencies of its own: those of the project are left alone."""
    found = (project.everywhere.get(path) for file in command.files if file.kind == "script" for path in file.paths)
    return any(each is not None and each.kind == "script" for each in found)


def _named(project: Project, name: str | None) -> Manifest | None:
    """The member of a workspace that is called so."""
    if not name:
        return None
    known: dict[str, list[Manifest]] = project.shared(f"{__name__} by name")
    if not known:
        for each in project.everywhere_of("pyproject"):
            if each.metadata is not None:
                known.setdefault(normalize(each.metadata.name or "-"), []).append(each)
    found = known.get(normalize(name), [])
    return found[0] if len(found) == 1 else None


# Poetry and PDM.


def _poetry(project: Project, image: Manifest, command: InstallCommand) -> Iterator[Part]:
    manifest = manifest_of(project, image, command)
    only = _chosen(command, "group:", "--only")
    left = _chosen(command, "group:", "--without")
    asked = _chosen(command, "group:", "--with")
    if manifest is None or only is None or left is None or asked is None or command.option("--no-dev", "--only-root"):
        return
    default = {group.name for group in manifest.groups if group.default and group.name.startswith("group:")}
    if command.option("--all-groups"):
        asked.update((group.name, command.location) for group in manifest.groups if group.name.startswith("group:"))
    chosen = set(only) if only else {*default, *asked} - set(left)
    for name in sorted(chosen - {"group:main"}):
        place = asked.get(name) or only.get(name) or command.location
        without = f"--without {name[6:]}" if command.option("--with", "--without") else "--only main"
        yield from _group_part(manifest, name, place, name in asked or name in only, without)
    extras = _chosen(command, "extra:", "--extras") or {}
    for name in sorted(extras) if not only else ():
        if is_development(name[6:]):
            yield from _group_part(manifest, name, extras[name], True, "")


def _pdm(project: Project, image: Manifest, command: InstallCommand) -> Iterator[Part]:
    manifest = manifest_of(project, image, command)
    left = _chosen(command, "group:", "--without")
    if manifest is None or left is None or command.option("--prod", "--production"):
        return
    for group in manifest.groups:
        if group.default and group.name.startswith("group:") and group.name not in left:
            yield from _group_part(manifest, group.name, command.location, False, "--prod")


# Pipenv.


def _pipenv(project: Project, image: Manifest, command: InstallCommand) -> Iterator[Part]:
    manifest = manifest_of(project, image, command)
    option = command.option("--dev")
    variable = command.variable("PIPENV_DEV")
    if manifest is None or (option is None and (variable is None or variable.value not in ("1", "true", "True"))):
        return
    entries = [entry for entry in manifest.dependencies if entry.group in ("dev", "group:dev")]
    if entries:
        asked = option or variable
        declared = next((group.location for group in manifest.groups if "dev" in group.name), entries[0].location)
        yield Part("`[dev-packages]`", _names(entries), asked.location if asked else command.location, declared, (), True)


# pip, and what it reads.


def _pip(project: Project, image: Manifest, command: InstallCommand) -> Iterator[Part]:
    for file in command.files:
        if file.kind == "requirements" and file.target.endswith("pyproject.toml"):
            yield from _of_pyproject(project, image, command, file)
        elif file.kind in ("requirements", "environment"):
            yield from _file(project, image, file)
        elif file.kind == "project" and file.extras:
            yield from _extras(project, image, file)
        elif file.kind == "groups":
            path = standing(project, image, file.paths)
            manifest = project.everywhere.get(path) if path is not None else None
            name = f"group:{normalize(file.target.rpartition(':')[2])}"
            if manifest is not None and is_development(name[6:]):
                yield from _group_part(manifest, name, file.location, True, "")


def _of_pyproject(project: Project, image: Manifest, command: InstallCommand, file: CommandFile) -> Iterator[Part]:
    """`uv pip install -r pyproject.toml --extra dev`."""
    path = standing(project, image, file.paths)
    manifest = project.everywhere.get(path) if path is not None else None
    extras = _chosen(command, "extra:", "--extra") or {}
    if manifest is None:
        return
    if command.option("--all-extras"):
        extras.update((group.name, command.location) for group in manifest.groups if group.name.startswith("extra:"))
    for name in sorted(extras):
        if is_development(name[6:]):
            yield from _group_part(manifest, name, extras[name], True, "")


def _file(project: Project, image: Manifest, file: CommandFile) -> Iterator[Part]:
    """A requirements file for development, or one that reads one."""
    path = standing(project, image, file.paths)
    first = project.everywhere.get(path) if path is not None else None
    if first is None:
        return
    waiting: list[tuple[Manifest, tuple[Include, ...]]] = [(first, ())]
    seen = {first.path}
    while waiting:
        manifest, way = waiting.pop(0)
        name = posixpath.basename(manifest.path)
        if is_development(name) and _tools(manifest.dependencies):
            declared = manifest.source.at(0, 0) if not way else way[-1].location
            yield Part(f"`{name}`", _names(manifest.dependencies), file.location, declared, way, not way)
            return
        for include in manifest.includes:
            target = project.everywhere.get(include.path) if include.kind == "requirements" and include.path else None
            if target is not None and target.path not in seen:
                seen.add(target.path)
                waiting.append((target, (*way, include)))


def _extras(project: Project, image: Manifest, file: CommandFile) -> Iterator[Part]:
    """`.[dev]`."""
    for name in ("pyproject.toml", "setup.cfg", "setup.py"):
        path = standing(project, image, [posixpath.join(folder, name) for folder in file.paths])
        manifest = project.everywhere.get(path) if path is not None else None
        for extra in file.extras if manifest is not None else ():
            if is_development(extra):
                assert manifest is not None
                yield from _group_part(manifest, f"extra:{normalize(extra)}", file.location, True, "")


_BY_TOOL: dict[tuple[str, str], Callable[[Project, Manifest, InstallCommand], Iterator[Part]]] = {
    ("uv", "sync"): _uv, ("uv", "run"): _uv_run, ("poetry", "install"): _poetry, ("poetry", "sync"): _poetry,
    ("pdm", "install"): _pdm, ("pdm", "sync"): _pdm, ("pipenv", "install"): _pipenv, ("pipenv", "sync"): _pipenv,
    ("pip", "install"): _pip, ("uv pip", "install"): _pip, ("uv pip", "sync"): _pip, ("pip-tools", "sync"): _pip,
    ("conda", "env create"): _pip, ("conda", "env update"): _pip,
}  # fmt: skip
