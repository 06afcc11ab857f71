"""The command of an export and its lock into the packages that the file must hold, and those that it may hold.

The two differ in what a marker, an extra or a conflict decides, which is not followed: a package that is needed only under a marker need
not be there, and may be.
"""

from __future__ import annotations

import posixpath

from deplint.freshness.documents import array, string, table, toml_document
from deplint.freshness.export_command import is_followed, uv_export
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from deplint.freshness.documents import Table
    from deplint.freshness.exported import Export
    from deplint.pairs.command import CompileCommand
    from deplint.project import Project

Node = tuple[str, str]
"""Normalised name and version."""


class Selection(NamedTuple):
    """Normalised names. `possible` is None where nothing is known of what the file may hold."""

    needed: tuple[str, ...] = ()
    possible: frozenset[str] | None = None


def select(export: Export, project: Project) -> Selection:
    """What the header's command exports."""
    tool, command = export.header.tool, export.header.command
    if tool == "uv export":
        return _uv(export, project)
    if tool == "poetry" and command.startswith("poetry export"):
        return _poetry(export)
    if tool == "pipenv" and command == "pipenv lock --requirements":
        names = frozenset(map(normalize, table(export.document, "default")))
        plain = tuple(sorted(names)) if all(_has_version(each) for each in table(export.document, "default").values()) else ()
        return Selection(plain, names)
    return Selection()


def _has_version(entry: object) -> bool:
    return bool(string(table(entry).get("version"))) and not table(entry).get("markers")


# Poetry.


def _poetry(export: Export) -> Selection:
    """Since lock version 2.1 each package says its groups; `poetry export` takes "main", and what it is told."""
    arguments = export.header.arguments
    entries = [each for each in array(export.document.get("package")) if isinstance(each, dict)]
    if not entries or not all("groups" in each for each in entries):
        return Selection()
    options = _options(arguments, frozenset(("--with", "--without", "--only", "--extras", "-E", "-f", "--format", "-o", "--output")))
    if options.keys() & {"--all-groups", "--dev", "--directory", "-C", "--project", "-P"}:
        return Selection()
    chosen = {*_names(options.get("--only"))} or {"main", *_names(options.get("--with"))} - {*_names(options.get("--without"))}
    needed, possible = [], set()
    for entry in entries:
        groups = {normalize(group) for group in array(entry["groups"]) if isinstance(group, str)}
        name = normalize(string(entry.get("name")))
        if groups & chosen:
            possible.add(name)
            if entry.get("optional") is False and "markers" not in entry and "source" not in entry:
                needed.append(name)
    return Selection(tuple(needed), frozenset(possible))


def _options(arguments: Iterable[str], valued: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rest = iter(arguments)
    for word in rest:
        name, sign, value = word.partition("=")
        found.setdefault(name, []).append(value if sign or name not in valued else next(rest, ""))
    return found


def _names(values: Iterable[str] | None) -> list[str]:
    return [normalize(name.strip()) for value in values or () for name in value.split(",") if name.strip()]


# uv.


def _uv(export: Export, project: Project) -> Selection:
    """One project of the lock, with the extras and groups of the command, and all that these need."""
    graph = _Graph(export.document)
    asked = project.everywhere.get(posixpath.join(export.base, "pyproject.toml"))
    document = toml_document(asked, project) if asked is not None else None
    root = graph.at(posixpath.relpath(export.base or ".", posixpath.dirname(export.lock.path) or "."))
    if asked is None or document is None or root is None or not is_followed(export.header.arguments):
        return Selection()
    groups = [f"group:{normalize(name)}" for name in graph.groups(root)]
    command = uv_export(export.header.arguments, table(document, "tool", "uv"), groups)
    needed = graph.reached(_first(graph, root, command), sure=True)
    possible = graph.reached(_first(graph, root, command), sure=False)
    names = [name for name, _ in sorted(needed) if name not in command.omitted and graph.is_fetched(name)]
    return Selection(tuple(dict.fromkeys(names)), frozenset(name for name, _ in possible))


def _first(graph: _Graph, root: Table, command: CompileCommand) -> list[Table]:
    """The direct requirements that the command exports."""
    found = list(array(root.get("dependencies"))) if command.inputs else []
    for extra, needs in table(root, "optional-dependencies").items():
        if command.inputs and (command.all_extras or normalize(extra) in command.extras):
            found += array(needs)
    for group, needs in graph.groups(root).items():
        if normalize(group) in command.groups:
            found += array(needs)
    return [each for each in found if isinstance(each, dict)]


class _Graph:
    """The packages of a uv.lock by what they need."""

    def __init__(self, document: Table) -> None:
        self.packages = [each for each in array(document.get("package")) if isinstance(each, dict) and isinstance(each.get("name"), str)]
        self.by_name: dict[str, list[Table]] = {}
        for each in self.packages:
            self.by_name.setdefault(normalize(each["name"]), []).append(each)

    def at(self, path: str) -> Table | None:
        """The project of the workspace in this folder, relative to the lock."""
        for each in self.packages:
            source = table(each, "source")
            place = string(source.get("virtual") or source.get("editable") or source.get("directory"))
            if place and posixpath.normpath(place) == path:
                return each
        return None

    def groups(self, root: Table) -> Table:
        """The needs of its dependency groups."""
        return table(root, "dev-dependencies")

    def is_fetched(self, name: str) -> bool:
        """It comes from an index, a repository or an address, and not from a folder, which commands leave out in various ways."""
        kinds = ("registry", "git", "url")
        return all(any(kind in table(each, "source") for kind in kinds) for each in self.by_name.get(name, ()))

    def reached(self, first: Sequence[Table], *, sure: bool) -> set[Node]:
        """All that is needed; `sure` leaves out what only a marker decides."""
        follows: Callable[[Table], bool] = (lambda need: "marker" not in need) if sure else (lambda need: True)
        done: set[tuple[str, str, str]] = set()
        found: set[Node] = set()
        waiting = [need for need in first if follows(need)]
        while waiting:
            need = waiting.pop()
            extras = [string(each) for each in array(need.get("extra"))]
            name, version = normalize(string(need.get("name"))), string(need.get("version"))
            for extra in ("", *extras):
                if (name, version, extra) not in done:
                    done.add((name, version, extra))
                    for package in self._meant(name, version):
                        found.add((name, string(package.get("version"))))
                        further = table(package, "optional-dependencies").get(extra) if extra else package.get("dependencies")
                        waiting += [each for each in array(further) if isinstance(each, dict) and follows(each)]
        return found

    def _meant(self, name: str, version: str) -> list[Table]:
        """The packages that a need may mean: it names a version only where there are several."""
        there = self.by_name.get(name, [])
        return [each for each in there if string(each.get("version")) == version] if version and len(there) > 1 else there
