"""A package into who needs it: the lists that name it, and in each lock the ways that lead to it from what was asked for."""

from __future__ import annotations

from itertools import pairwise

from deplint.questions.lock_graph import Graph, roots_of
from deplint.questions.lock_records import records_of
from deplint.questions.locked import all_locks_of
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, LockedRecord, Manifest
    from deplint.project import Project


class Asked(NamedTuple):
    """A list that names the package."""

    manifest: Manifest
    dependency: Dependency


class Way(NamedTuple):
    """One way to the package, the shortest for each group and direct requirement: names from what was asked for on.

    specifiers  what each name on the way asks of the next one, "" where the lock does not say
    """

    group: str
    names: tuple[str, ...]
    specifiers: tuple[str, ...]


class Locked(NamedTuple):
    """The package in one lock or compiled file: its versions, and the ways to it. `via` are the notes of a compiled file."""

    manifest: Manifest
    versions: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    via: tuple[str, ...] = ()


def asked_for(name: str, project: Project) -> Iterator[Asked]:
    """The lists of a project that name the package, without those that a tool has written."""
    for manifest in project.manifests:
        if not project.is_generated(manifest):
            yield from (Asked(manifest, each) for each in manifest.dependencies if each.name == name)


def locked(name: str, project: Project) -> Iterator[Locked]:
    """The locks and compiled files of a project that have the package."""
    for lock in all_locks_of(project):
        records = records_of(lock, project)
        versions = tuple(dict.fromkeys(each.package.version for each in records if each.package.name == name))
        if versions:
            yield Locked(lock, versions, tuple(_ways(name, lock, records, project)))
    for manifest in project.manifests:
        found = [each for each in manifest.dependencies if each.name == name] if project.is_generated(manifest) else []
        if found:
            via = tuple(dict.fromkeys(each.text for entry in found for each in entry.via))
            yield Locked(manifest, tuple(each.specifier.lstrip("=").strip() or each.url for each in found), (), via)


def _ways(name: str, lock: Manifest, records: Sequence[LockedRecord], project: Project) -> Iterator[Way]:
    graph = Graph(records)
    wanted = {(need.name, record.package.name): need.specifier for record in records for need in record.requires}
    for root in dict.fromkeys((root.group, root.name) for root in roots_of(lock, records, project)):
        reached = graph.reached([root[1]])
        if name in reached:
            names = [name]
            while reached[names[-1]]:
                names.append(reached[names[-1]])
            names.reverse()
            specifiers = tuple(wanted.get((later, earlier), "") for earlier, later in pairwise(names))
            yield Way(root[0], tuple(names), ("", *specifiers))
