"""A pyproject.toml and the members of its PDM workspace into the values that PDM takes them for, and the hash of all together.

Source: `pdm.project.project_file` and `pdm.project.workspace`, 2.0 to 2.29, and `pdm.project.core` of 1.x.
"""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase

from deplint.freshness.documents import array, digest, string, table, toml_document
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from deplint.facts import Manifest
    from deplint.project import Project

_SEPARATORS = regex(r"[^A-Za-z0-9]+")
_GLOB = regex(r"[*?\[]")


class UnknownError(Exception):
    """It can't be said offline what PDM would find; the message is the reason."""


class Part(NamedTuple):
    """One pyproject.toml: `path` is its folder relative to that of the lock, "" for the root of the workspace."""

    path: str
    manifest: Manifest
    document: dict[str, Any]

    @property
    def project(self) -> dict[str, Any]:
        """`[project]`"""
        return table(self.document, "project")

    @property
    def settings(self) -> dict[str, Any]:
        """`[tool.pdm]`"""
        return table(self.document, "tool", "pdm")


class Flavour(NamedTuple):
    """How a range of versions hashes.

    groups       "standard" ([dependency-groups] and PDM's own, names in normal form), "own" (PDM's own table as written),
                 "project" (a key of `[project]`, in 1.x)
    resolution   the key that stands for the resolution settings: "resolution", "overrides", "old-overrides" or ""
    algorithm    of the hash
    workspace    members of a workspace count
    """

    groups: str
    resolution: str
    algorithm: str = "sha256"
    workspace: bool = False


def normal_group(name: str) -> str:
    """The name of a group or extra as PDM compares it."""
    return _SEPARATORS.sub("-", name).lower()


def part_of(manifest: Manifest, project: Project, path: str = "") -> Part:
    """The values of one pyproject.toml; raises UnknownError where PDM would have to convert it, or it is not TOML."""
    document = toml_document(manifest, project)
    if document is None:
        raise UnknownError(f"`{manifest.path}` is not valid TOML")
    if "project" not in document and not table(document, "tool").keys().isdisjoint(("poetry", "flit")):
        raise UnknownError(f"`{manifest.path}` has no `[project]`, and PDM converts the tables of another tool")
    return Part(path, manifest, document)


def members_of(root: Part, project: Project) -> list[Part]:
    """The members of the workspace that a pyproject.toml names, sorted by their paths; raises UnknownError where one was not read."""
    folder = posixpath.dirname(root.manifest.path)
    patterns = [pattern for pattern in array(table(root.settings, "workspace").get("members")) if isinstance(pattern, str)]
    if not patterns:
        return []
    found: dict[str, Manifest] = {}
    candidates = dict(_folders_below(folder, project))
    for pattern in patterns:
        parts = [part for part in pattern.split("/") if part not in ("", ".")]
        if _GLOB.search(pattern):
            found.update((path, manifest) for path, manifest in candidates.items() if _fits(parts, path.split("/") if path else []))
            continue
        path = "/".join(parts)
        if path in candidates:
            found[path] = candidates[path]
        elif project.is_there(posixpath.join(folder, path, "pyproject.toml")):
            raise UnknownError(f"`{posixpath.join(folder, path)}` is not among the files that are linted")
    return [part_of(found[path], project, path) for path in sorted(found)]


def _folders_below(folder: str, project: Project) -> Iterator[tuple[str, Manifest]]:
    for manifest in project.everywhere_of("pyproject"):
        own = posixpath.dirname(manifest.path)
        if not folder or own == folder or own.startswith(f"{folder}/"):
            yield own[len(folder) + 1 if folder else 0 :], manifest


def _fits(parts: list[str], names: list[str]) -> bool:
    """Does a path fit a glob, `**` being any number of folders? In time that grows with the length of both."""
    reached = _closed(parts, {0})
    for name in names:
        further = {index for index in reached if index < len(parts) and parts[index] == "**"}
        further |= {index + 1 for index in reached if index < len(parts) and parts[index] != "**" and fnmatchcase(name, parts[index])}
        reached = _closed(parts, further)
    return len(parts) in reached


def _closed(parts: list[str], reached: set[int]) -> set[int]:
    for index, part in enumerate(parts):
        if part == "**" and index in reached:
            reached.add(index + 1)
    return reached


def content_hash(root: Part, members: Iterable[Part], flavour: Flavour) -> str | None:
    """The hash that PDM takes of a project; None where it would fail."""
    own = _part_hash(root, flavour)
    if own is None or not (flavour.workspace and table(root.settings, "workspace")):
        return own
    import hashlib

    together = hashlib.new(flavour.algorithm, own.encode(), usedforsecurity=False)
    for member in members:
        its = _part_hash(member, flavour)
        if its is None:
            return None
        together.update(f"\0{member.path}\0{its}".encode())
    return together.hexdigest()


def _part_hash(part: Part, flavour: Flavour) -> str | None:
    project, settings = part.project, part.settings
    groups = development_groups(part) if flavour.groups == "standard" else _own_groups(part, flavour)
    if groups is None:
        return None
    content = {
        "sources": settings.get("source", []),
        "dependencies": project.get("dependencies", []),
        "dev-dependencies": groups,
        "optional-dependencies": project.get("optional-dependencies", {}),
        "requires-python": project.get("requires-python", ""),
    }
    if flavour.resolution == "resolution":
        content["resolution"] = settings.get("resolution", {})
    elif flavour.resolution:
        old = settings if flavour.resolution == "old-overrides" else table(settings, "resolution")
        content["overrides"] = old.get("overrides", {})
    return digest(content, algorithm=flavour.algorithm)


def _own_groups(part: Part, flavour: Flavour) -> Any:
    return (part.project if flavour.groups == "project" else part.settings).get("dev-dependencies", {})


def development_groups(part: Part) -> dict[str, list[Any]] | None:
    """The dependency groups by normal name, PDM's own after the standard ones; None where a name stands twice, which PDM refuses."""
    groups: dict[str, list[Any]] = {}
    for name, entries in table(part.document, "dependency-groups").items():
        group = normal_group(name)
        if group in groups:
            return None
        groups[group] = entries
    for name, entries in table(part.settings, "dev-dependencies").items():
        group = normal_group(name)
        groups[group] = [*array(groups.get(group, [])), *array(entries)]
    return groups


def own_name(part: Part) -> str:
    """The project's name in normal form, "" where it has none."""
    return normal_group(string(part.project.get("name")))
