""".readthedocs.yaml: Source -> Manifest with the Python and what is installed for it (https://docs.readthedocs.com/platform/stable/config-file/v2.html)."""

from __future__ import annotations

from deplint.facts import Manifest, PythonConstraint
from deplint.installs import CommandFile, Installs
from deplint.names import normalize
from deplint.readers.commands import install_commands
from deplint.readers.places.version_numbers import number_problems
from deplint.readers.places.yaml_settings import elements, entries, opened, text_of, unread
from deplint.readers.python_versions import specifier
from deplint.readers.requirement_line import resolve
from deplint.syntax.yaml_text import places
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Problem
    from deplint.installs import InstallCommand, Piped
    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_KIND = "readthedocs"


def read(source: Source) -> Manifest:
    """Reads version 2 of the configuration, and the Python of version 1."""
    settings = opened(source)
    if settings is None:
        return unread(source, _KIND)
    problems = tuple(_numbers(settings))
    return Manifest(
        source.path, _KIND, source, pythons=() if problems else tuple(_pythons(settings)), comments=settings.comments,
        installs=_installs(settings), problems=problems,
    )  # fmt: skip


def _installs(settings: Settings) -> Installs:
    """The files that are installed from, and the commands, which run in the root of the repository."""
    commands: list[InstallCommand] = []
    piped: list[Piped] = []
    jobs = entries(settings.root.get("build", "jobs"))
    steps = [("commands", settings.root.get("build", "commands")), *jobs]
    builds = [(f"{name} {key}", node) for name, job in jobs for key, node in entries(job)]
    for name, listed in (*steps, *builds):
        for node in elements(listed):
            found = install_commands(text_of(node), path=settings.source.path, span=places(settings.source.text, node), context=name)
            commands += found[0]
            piped += found[1]
    return Installs(commands=tuple(commands), piped=tuple(piped), files=tuple(_files(settings)))


def _numbers(settings: Settings) -> Iterator[Problem]:
    """A version that YAML reads as a number, and so as another version."""
    node = _python_node(settings)
    return iter(()) if node is None else number_problems(settings.source, "python", node)


def _pythons(settings: Settings) -> Iterator[PythonConstraint]:
    node = _python_node(settings)
    value = text_of(node)
    if node is not None and value:
        yield PythonConstraint("readthedocs", value, specifier(value), settings.at(node))


def _python_node(settings: Settings) -> Node | None:
    return settings.root.get("build", "tools", "python") or settings.root.get("python", "version")


def _files(settings: Settings) -> Iterator[CommandFile]:
    """All paths are relative to the root of the repository, wherever the file stands in it."""
    path = settings.source.path
    for entry in elements(settings.root.get("python", "install")):
        requirements, project = entry.get("requirements"), entry.get("path")
        if requirements is not None and text_of(requirements):
            target = text_of(requirements)
            yield CommandFile("requirements", target, _paths(path, target), settings.at(requirements))
        if project is not None and text_of(project):
            target = text_of(project)
            extras = tuple(normalize(text_of(each)) for each in elements(entry.get("extra_requirements")) if text_of(each))
            yield CommandFile("project", target, _paths(path, target), settings.at(project), extras)
    environment = settings.root.get("conda", "environment")
    if environment is not None and text_of(environment):
        yield CommandFile("environment", text_of(environment), _paths(path, text_of(environment)), settings.at(environment))


def _paths(path: str, target: str) -> tuple[str, ...]:
    found = (resolve("", target), resolve(path, target))
    return tuple(dict.fromkeys("" if each == "." else each for each in found if each))
