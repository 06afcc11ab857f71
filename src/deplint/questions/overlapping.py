"""A project into the pairs of distributions that install the same import package and are wanted together, each with its places."""

from __future__ import annotations

from deplint.data.overlapping import FAMILIES
from deplint.questions.counterparts import counterparts
from deplint.questions.lists import exclude_each_other, requirement_lists
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, LockedRecord, Manifest
    from deplint.model import Location
    from deplint.project import Project


class Overlap(NamedTuple):
    """Two distributions of one family in one list, or in one lock. `second` is the later one; `name` as written there."""

    module: str
    first: str
    first_location: Location
    second: str
    second_location: Location
    is_pinned: bool


def overlaps(project: Project) -> Iterator[Overlap]:
    """Every place where two of a family stand together, in the order in which they would be repaired: what people write first."""
    python = project.requires_python.specifier if project.requires_python else ""
    for manifest, entries in requirement_lists(project):
        if project.role(manifest) is not Role.COMPILED:
            yield from _in_list(entries, python)
    for manifest in project.of_kind("requirements"):
        if manifest.includes and project.role(manifest) is not Role.CONSTRAINTS:
            entries = tuple(each for part in reversed(project.reach(manifest, "requirements")) for each in part.dependencies)
            yield from _in_list(entries, python)
    for counterpart in counterparts(project):
        if counterpart.surely:
            yield from _in_list((*counterpart.production, *counterpart.development), counterpart.python or python)
    for manifest, entries in requirement_lists(project):
        if project.role(manifest) is Role.COMPILED:
            yield from _in_list(entries, python)
    for lock in project.own_locks:
        yield from _in_lock(lock, project)


def _in_list(entries: Iterable[Dependency], python: str) -> Iterator[Overlap]:
    seen: dict[str, list[Dependency]] = {}
    for second in entries:
        # conda's packages of these names are built from one source, and know each other
        module = FAMILIES.get(second.name) if second.form != "conda" else None
        if module is None or (second.optional and second.group == "runtime"):
            continue
        earlier = seen.setdefault(module, [])
        for first in earlier[:8]:
            if first.name != second.name and not exclude_each_other(first, second, python):
                pinned = pin_kind(first) == pin_kind(second) == "exact" and first.location.path == second.location.path
                places = first.part(first.name_span), second.part(second.name_span)
                yield Overlap(module, first.written, places[0], second.written, places[1], pinned)
        earlier.append(second)


def _in_lock(lock: Manifest, project: Project) -> Iterator[Overlap]:
    from deplint.questions.locked import READ_KINDS, packages_of

    if lock.kind not in READ_KINDS or (lock.kind == "uv.lock" and "\nconflicts = [" in lock.source.text):
        return
    here = {package.name for package in packages_of(lock, project) if package.name in FAMILIES}
    if len({FAMILIES[name] for name in here}) == len(here):
        return
    from deplint.questions.lock_records import records_of

    records = records_of(lock, project)
    if sum(record.is_root for record in records) > 1:
        return  # a workspace, whose members need not be installed together
    seen: dict[str, list[LockedRecord]] = {}
    for record in records:
        module = FAMILIES.get(record.package.name)
        if module is None or record.optional or record.manager == "conda":
            continue
        for other in seen.setdefault(module, []):
            if other.package.name != record.package.name and _meet(other, record):
                first, second = other.package, record.package
                yield Overlap(module, first.name, first.location, second.name, second.location, True)
        seen[module].append(record)


def _meet(one: LockedRecord, other: LockedRecord) -> bool:
    """Some environment gets both."""
    mains = {"main", "default"}
    if one.groups and other.groups and not (set(one.groups) & set(other.groups) or mains & {*one.groups, *other.groups}):
        return False
    if not one.markers or not other.markers:
        return True
    from deplint.markers import disjoint

    return not all(disjoint(marker, beside) for marker in one.markers for beside in other.markers)
