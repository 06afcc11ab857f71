"""Manifests into the lists that are installed as a whole, and the pairs of entries in them that name one distribution."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.roles import Role
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.project import Project

GENERATED = regex(r"^#[^\r\n]*\b(?:auto-?)?generated\b", re.IGNORECASE | re.MULTILINE)
"""A comment that says that a tool wrote the file; to be looked for in its first 1,000 characters."""
_COMPARED = 8
"""With so many earlier entries of the same name is one compared."""
_BEYOND_JUDGEMENT = ("platform_release", "platform_version")


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


def pairs_of_one_name(entries: Iterable[Dependency], requires_python: str = "") -> Iterator[tuple[Dependency, Dependency]]:
    """The first entry of a distribution with each later one that can be installed together with it, on one of these Pythons."""
    first: dict[str, list[Dependency]] = {}
    for dependency in entries:
        if not dependency.name:
            continue
        earlier = first.setdefault(dependency.name, [])
        for each in earlier[:_COMPARED]:
            if not exclude_each_other(each, dependency, requires_python):
                yield each, dependency
                break
        earlier.append(dependency)


def exclude_each_other(one: Dependency, other: Dependency, requires_python: str = "") -> bool:
    """No environment installs both, or that can't be ruled out: what depends on the release of a system is not known here."""
    markers = [marker for marker in (one.marker, other.marker) if marker]
    if not markers:
        return False
    from deplint.markers import disjoint, never_true

    if any(never_true(marker, requires_python) for marker in markers):
        return True
    if len(markers) < 2 or one.marker == other.marker:
        return False
    if any(variable in marker for variable in _BEYOND_JUDGEMENT for marker in markers):
        return True
    return disjoint(*markers) or never_true(f"({one.marker}) and ({other.marker})", requires_python)


def same_marker(one: Dependency, other: Dependency) -> bool:
    """Both entries are under the same condition."""
    if one.marker == other.marker:
        return True
    if not one.marker or not other.marker:
        return False
    from deplint.markers import equal

    return equal(one.marker, other.marker)


def can_both_hold(one: Dependency, other: Dependency) -> bool:
    """False only where provably no version satisfies both specifiers."""
    if one.form != "pep440" or other.form != "pep440" or one.url or other.url or not one.specifier or not other.specifier:
        return True
    from deplint.versions import compatible

    return compatible([one.specifier, other.specifier])
