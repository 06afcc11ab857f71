"""The pyproject.toml of a local package into the metadata that uv writes into the lock for it.

Source: uv's `RequiresDist::from_pyproject_toml`, `FlatDependencyGroups` and `FlatRequiresDist`.
"""

from __future__ import annotations

from deplint.freshness.documents import Table, array, string, table
from deplint.freshness.uv_markers import both, python_marker
from deplint.freshness.uv_requirement import Requirement, UndecidedError
from deplint.freshness.uv_sources import Context, lowered, plain
from deplint.names import normalize
from deplint.syntax.requirement import parse_requirement
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from deplint.facts import Dependency
    from deplint.freshness.uv_workspace import Member, Workspace
    from deplint.project import Project

_MOST_EXTRAS = 1000


class Metadata(NamedTuple):
    """What the lock has to say of one local package.

    version   as written; "" where it is dynamic
    required  the requirements under "" and under each extra, by normalised name
    groups    the requirements of each dependency group, by normalised name
    pythons   the `requires-python` of each group that has one, joined with those of the groups that it includes
    """

    version: str
    required: dict[str, tuple[Requirement, ...]]
    groups: dict[str, tuple[Requirement, ...]]
    pythons: dict[str, str]

    @property
    def extras(self) -> frozenset[str]:
        return frozenset(extra for extra in self.required if extra)


def metadata_of(member: Member, workspace: Workspace, project: Project) -> Metadata:
    """The metadata of a member or a path dependency; raises UndecidedError where only a build can tell it."""
    values = table(member.values, "project")
    dynamic = {string(each) for each in array(values.get("dynamic"))}
    computed = [field for field in ("dependencies", "optional-dependencies") if field in dynamic]
    if computed:
        raise UndecidedError(f"`{computed[0]}` of `{member.manifest.path}` is dynamic, and only a build can tell it")
    if not values:
        raise UndecidedError(f"`{member.manifest.path}` has no `[project]`")
    if "dependencies" not in values and table(member.values, "tool", "poetry"):
        raise UndecidedError(f"`{member.manifest.path}` is Poetry's, and only a build can tell what it needs")
    version = "" if "version" in dynamic else string(values.get("version"))
    if not version and "version" not in dynamic:
        raise UndecidedError(f"`{member.manifest.path}` has no version")
    context = Context(member, workspace, project, owner=member.name)
    required = {"": tuple(_lowered(values.get("dependencies"), context, "runtime"))}
    for extra, texts in table(values, "optional-dependencies").items():
        name = normalize(extra)
        if name in required:
            raise UndecidedError(f"uv refuses `{member.manifest.path}`, which has the extra `{name}` twice")
        marker = f"extra == '{name}'"
        required[name] = tuple(_lowered(texts, context._replace(extra=name), f"extra:{name}", marker))
    if member.uv.get("managed") is False:
        return Metadata(version, required, {}, {})
    return Metadata(version, required, groups_of(context), group_pythons(member))


def groups_of(context: Context) -> dict[str, tuple[Requirement, ...]]:
    """The dependency groups of a file, their includes put in their place, and `tool.uv.dev-dependencies` in the group "dev"."""
    found = {
        name: tuple(each for dependency, marker in entries for each in lowered(dependency, context._replace(group=name), marker))
        for name, entries in _flat_groups(context).items()
    }
    legacy = context.member.uv.get("dev-dependencies")
    if legacy is not None:
        found["dev"] = (*found.get("dev", ()), *_lowered(legacy, context._replace(group="dev"), "group:dev"))
    return found


def requirements_of(texts: object, context: Context, group: str) -> tuple[Requirement, ...]:
    """A list of requirement strings that belongs to the workspace as a whole: constraints, overrides."""
    return tuple(_lowered(texts, context, group))


def _lowered(texts: object, context: Context, group: str, marker: str = "") -> Iterator[Requirement]:
    for text in array(texts):
        yield from lowered(dependency_of(text, context, group), context, marker)


def dependency_of(text: object, context: Context, group: str) -> Dependency:
    """The entry of the manifest that was read from a requirement string, with its place."""
    path = context.member.manifest.path
    if not isinstance(text, str):
        raise UndecidedError(f"`{path}` has an entry that is no string")
    found = _sound(context).get((group, text.strip()))
    if found is None:
        # No reader looks at this list: it is found by its text, behind the name of the list.
        place = context.member.manifest.source.text
        at = max(place.find(text, max(place.find(f"{group}-dependencies"), 0)), 0)
        found, problems = parse_requirement(text, lambda start, end: (at + start, at + end), path, group=group)
        if found is None or problems or not found.name:
            raise UndecidedError(f"`{text[:60]}` in `{path}` is no requirement")
    return found


def _sound(context: Context) -> dict[tuple[str, str], Dependency]:
    """The entries in which the reader found no fault, by group and text."""
    manifest = context.member.manifest
    known = context.project.remembered(__name__)
    if manifest.path not in known:
        faulty = [problem.location for problem in manifest.problems]
        known[manifest.path] = {
            (each.group, each.text): each
            for each in manifest.dependencies
            if each.form == "pep440" and not any(each.location.start <= place.start and place.end <= each.location.end for place in faulty)
        }
    found: dict[tuple[str, str], Dependency] = known[manifest.path]
    return found


# Dependency groups.


def _flat_groups(context: Context) -> dict[str, list[tuple[Dependency, str]]]:
    """The entries of each group, each with the marker that the groups' own `requires-python` puts on it."""
    written = _written_groups(context.member)
    settings = _group_settings(context.member)
    flat: dict[str, list[tuple[Dependency, str]]] = {}
    for name in written:
        _flatten(name, written, settings, flat, context, ())
    return flat


def _flatten(
    name: str, written: dict[str, list[Any]], settings: dict[str, str], flat: dict[str, list[tuple[Dependency, str]]], context: Context,
    above: tuple[str, ...],
) -> None:  # fmt: skip
    if name in flat:
        return
    if name in above or name not in written or len(above) > 100:
        path = context.member.manifest.path
        raise UndecidedError(f"the group `{name}` of `{path}` includes itself or is not there, and uv refuses that")
    entries: list[tuple[Dependency, str]] = []
    for entry in written[name]:
        if isinstance(entry, dict):
            included = normalize(string(entry.get("include-group")))
            _flatten(included, written, settings, flat, context, (*above, name))
            entries += flat[included]
        else:
            entries.append((dependency_of(entry, context, f"group:{name}"), ""))
    if settings.get(name):
        marker = python_marker(settings[name])
        if marker is None:
            raise UndecidedError(f"the Python of the group `{name}` can't be compared")
        entries = [(dependency, both(own, marker)) for dependency, own in entries]
    flat[name] = entries


def _written_groups(member: Member) -> dict[str, list[Any]]:
    groups = table(member.values, "dependency-groups")
    found = {normalize(name): array(entries) for name, entries in groups.items()}
    if len(found) < len(groups):
        raise UndecidedError(f"uv refuses `{member.manifest.path}`, which has a group twice")
    return found


def _group_settings(member: Member) -> dict[str, str]:
    return {
        normalize(name): string(setting.get("requires-python"))
        for name, setting in table(member.uv, "dependency-groups").items()
        if isinstance(setting, dict)
    }


def group_pythons(member: Member) -> dict[str, str]:
    """The `requires-python` of each group that has one, itself or through what it includes: all clauses, joined."""
    settings, written = _group_settings(member), _written_groups(member)
    found = {}
    for name in written if settings else ():
        reached, waiting = [name], [name]
        while waiting:
            for entry in written.get(waiting.pop(), []):
                included = normalize(string(entry.get("include-group"))) if isinstance(entry, dict) else ""
                if included and included not in reached:
                    reached.append(included)
                    waiting.append(included)
        clauses = [settings[each] for each in reached if settings.get(each)]
        if clauses:
            found[name] = ",".join(clauses)
    return found


# Extras that name the project itself.


def flattened(required: dict[str, tuple[Requirement, ...]], name: str) -> tuple[Requirement, ...]:
    """All requirements with `name[extra]` of the project itself replaced by what that extra asks for, as build backends may write it."""
    everything = [each for entries in required.values() for each in entries]
    if all(each.name != name for each in everything):
        return tuple(everything)
    found = list(everything)
    waiting = [(extra, each.marker) for each in everything if each.name == name for extra in each.extras]
    seen: set[tuple[str, str]] = set()
    while waiting and len(seen) < _MOST_EXTRAS:
        extra, marker = waiting.pop()
        if (extra, marker) in seen:
            continue
        seen.add((extra, marker))
        own = f"extra == '{extra}'"
        for each in required.get(extra, ()):
            bare = each.marker.removesuffix(own).removesuffix(" and ")
            copied = each._replace(marker=both(marker, bare))
            found.append(copied)
            if copied.name == name:
                waiting += [(further, copied.marker) for further in copied.extras]
    left = [each for each in found if each.name != name]
    left += [each._replace(extras=()) for each in found if each.name == name and (each.specifier or each.target)]
    return tuple(left)


Static = tuple[str, str, tuple[Requirement, ...], str, frozenset[str]]


def static_metadata(entries: Iterable[object]) -> list[Static]:
    """`tool.uv.dependency-metadata`, on either side: name, version, requirements, Python and extras of each."""
    found = []
    for entry in entries:
        values: Table = entry if isinstance(entry, dict) else {}
        needs = []
        for text in array(values.get("requires-dist")):
            dependency, _ = parse_requirement(string(text), lambda start, end: (start, end), "", group="metadata")
            if dependency is None:
                raise UndecidedError("an entry of the dependency metadata is no requirement")
            needs.append(plain(dependency)._replace(origin=None))
        extras = frozenset(normalize(string(each)) for each in array(values.get("provides-extras") or values.get("provides-extra")))
        name, version = normalize(string(values.get("name"))), string(values.get("version"))
        found.append((name, version, tuple(needs), string(values.get("requires-python")), extras))
    return found
