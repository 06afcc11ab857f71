"""Manifests into the lists that are installed as a whole, and the pairs of entries in them that name one distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.roles import Role
from deplint.syntax.requirement import UNRESOLVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.project import Project


def requirement_lists(project: Project) -> Iterator[tuple[Manifest, tuple[Dependency, ...]]]:
    """Every list of entries: a requirements file is one, each group of the other formats is one. Constraints are no such lists."""
    for manifest in project.manifests:
        if project.role(manifest) is Role.CONSTRAINTS:
            continue
        groups: dict[tuple[str, str], list[Dependency]] = {}
        for dependency in manifest.dependencies:
            if dependency.group not in ("constraint", "override") and not UNRESOLVED.search(dependency.text):
                # Poetry's lists of one name, and tables of two tools in one file, are told apart by their language.
                groups.setdefault((dependency.group, dependency.form), []).append(dependency)
        for entries in groups.values():
            yield manifest, tuple(entries)


def pairs_of_one_name(entries: Iterable[Dependency]) -> Iterator[tuple[Dependency, Dependency]]:
    """The first entry of a distribution with each later one that can be installed together with it."""
    first: dict[str, list[Dependency]] = {}
    for dependency in entries:
        if not dependency.name:
            continue
        earlier = first.setdefault(dependency.name, [])
        for each in earlier[:8]:
            if not _exclude_each_other(each, dependency):
                yield each, dependency
                break
        earlier.append(dependency)


def _exclude_each_other(one: Dependency, other: Dependency) -> bool:
    if not one.marker or not other.marker:
        return False
    if one.marker == other.marker:
        return False
    from deplint.markers import disjoint

    return disjoint(one.marker, other.marker) or _beyond_judgement(one.marker, other.marker)


def _beyond_judgement(one: str, other: str) -> bool:
    """Markers on variables that are not known here (`platform_release`) may exclude each other: the quieter reading wins."""
    return any(variable in marker for variable in ("platform_release", "platform_version") for marker in (one, other))


def can_both_hold(one: Dependency, other: Dependency) -> bool:
    """False only where provably no version satisfies both specifiers."""
    if one.form != "pep440" or other.form != "pep440" or one.url or other.url or not one.specifier or not other.specifier:
        return True
    from deplint.versions import compatible

    return compatible([one.specifier, other.specifier])
