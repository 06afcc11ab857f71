"""Two states of a repository into what changed in its locks and compiled files, package by package."""

from __future__ import annotations

from deplint.questions.locked import all_locks_of, packages_of
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from deplint.facts import LockedPackage, Manifest
    from deplint.project import Project
    from deplint.repository import Repository


class Entry(NamedTuple):
    """One package as a lock has it.

    versions  every version that is locked, sorted as they stand in the file
    sources   where each version comes from: the index, repository or path; "" for the tool's default index
    files     the digests of each version's files by their names; "" is the name where the lock gives none
    groups    that it is locked for, where the lock says so
    """

    versions: tuple[str, ...]
    sources: Mapping[str, str]
    files: Mapping[str, Mapping[str, frozenset[str]]]
    groups: tuple[str, ...] = ()


class Change(NamedTuple):
    """What happened to one package in one file.

    kind        "added", "removed", "up", "down", "changed" (several versions, or some that can't be compared), "source" or "hashes"
    alarm       the version is the same, but not what is installed for it
    detail      for an alarm: what is different, in words
    brought_by  what needs it, for what is new: names of packages, or of the files that ask for it
    """

    kind: str
    name: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    brought_by: tuple[str, ...] = ()
    alarm: bool = False
    detail: str = ""


class FileChanges(NamedTuple):
    """The changes in one lock or compiled file. `state` is "added", "removed" or "changed"."""

    path: str
    kind: str
    state: str
    changes: tuple[Change, ...]


class _Lock(NamedTuple):
    kind: str
    entries: dict[str, Entry]
    needed_by: Mapping[str, tuple[str, ...]]


def changes(before: Repository, after: Repository) -> Iterator[FileChanges]:
    """The locks and compiled files that differ, by path."""
    old, new = _locks(before), _locks(after)
    for path in sorted(old.keys() | new.keys()):
        one, other = old.get(path), new.get(path)
        found = tuple(_changes(one.entries if one else {}, other))
        state = "changed" if one and other else "added" if other else "removed"
        kind = (other or one or _Lock("", {}, {})).kind
        if found or state != "changed":
            yield FileChanges(path, kind, state, found)


def _locks(repository: Repository) -> dict[str, _Lock]:
    found = {}
    for project in repository.projects:
        for lock in all_locks_of(project):
            found[lock.path] = _Lock(lock.kind, _entries(lock, project), _needed_by(lock, project))
        for manifest in project.with_role(Role.COMPILED):
            needed_by = {each.name: tuple(via.text for via in each.via if not via.text.startswith("-c ")) for each in manifest.dependencies}
            found[manifest.path] = _Lock("compiled", _pins(manifest), needed_by)
        project.forget()
    return found


def _entries(lock: Manifest, project: Project) -> dict[str, Entry]:
    groups = _groups(lock, project)
    by_name: dict[str, list[LockedPackage]] = {}
    for package in packages_of(lock, project):
        if package.source not in ("virtual", "editable", "directory"):
            by_name.setdefault(package.name, []).append(package)
    return {name: _entry(packages, groups.get(name, ())) for name, packages in by_name.items()}


def _entry(packages: Iterable[LockedPackage], groups: tuple[str, ...]) -> Entry:
    versions: dict[str, None] = {}
    sources: dict[str, str] = {}
    files: dict[str, dict[str, frozenset[str]]] = {}
    for package in packages:
        versions[package.version] = None
        sources[package.version] = package.url.rstrip("/")
        digests = files.setdefault(package.version, {})
        for file in package.files:
            digests[file.name] = digests.get(file.name, frozenset()) | frozenset(file.hashes)
    return Entry(tuple(versions), sources, files, groups)


def _groups(lock: Manifest, project: Project) -> dict[str, tuple[str, ...]]:
    from deplint.questions.lock_records import records_of

    found: dict[str, dict[str, None]] = {}
    for record in records_of(lock, project):
        found.setdefault(record.package.name, {}).update(dict.fromkeys(record.groups))
    return {name: tuple(groups) for name, groups in found.items()}


def _needed_by(lock: Manifest, project: Project) -> dict[str, tuple[str, ...]]:
    from deplint.questions.lock_records import records_of

    found: dict[str, dict[str, None]] = {}
    for record in records_of(lock, project):
        for need in record.requires:
            found.setdefault(need.name, {})[record.package.name] = None
    return {name: tuple(needing) for name, needing in found.items()}


def _pins(manifest: Manifest) -> dict[str, Entry]:
    """The exact entries of a compiled file; the marks of several entries of one name make several versions."""
    found: dict[str, Entry] = {}
    for each in manifest.dependencies:
        version = each.specifier.lstrip("=").strip() or each.url
        if each.name:
            digests = frozenset(f"{each_hash.algorithm}:{each_hash.digest}" for each_hash in each.hashes)
            old = found.get(each.name, Entry((), {}, {}))
            versions = tuple(dict.fromkeys((*old.versions, version)))
            found[each.name] = Entry(versions, {**old.sources, version: each.url}, {**old.files, version: {"": digests}})
    return found


def _changes(old: Mapping[str, Entry], new: _Lock | None) -> Iterator[Change]:
    entries = new.entries if new else {}
    for name in sorted(old.keys() | entries.keys()):
        before, after = old.get(name), entries.get(name)
        if before is None and after is not None:
            brought_by = new.needed_by.get(name, ()) if new else ()
            yield Change("added", name, (), after.versions, after.groups, brought_by)
        elif before is not None and after is None:
            yield Change("removed", name, before.versions, (), before.groups)
        elif before is not None and after is not None:
            yield from _difference(name, before, after)


def _difference(name: str, before: Entry, after: Entry) -> Iterator[Change]:
    if set(before.versions) != set(after.versions):
        yield Change(_direction(before.versions, after.versions), name, before.versions, after.versions, after.groups)
    for version in before.versions:
        if version in after.sources:
            same = (version,)
            if before.sources[version] != after.sources[version]:
                was, now = (entry.sources[version] or "the default index" for entry in (before, after))
                yield Change("source", name, same, same, after.groups, (), True, f"comes from {now}, and came from {was}")
            elif detail := _other_files(before.files.get(version, {}), after.files.get(version, {})):
                yield Change("hashes", name, same, same, after.groups, (), True, detail)


def _direction(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    from packaging.version import InvalidVersion, Version

    if len(before) != 1 or len(after) != 1:
        return "changed"
    try:
        return "up" if Version(before[0]) < Version(after[0]) else "down"
    except InvalidVersion:
        return "changed"


def _other_files(before: Mapping[str, frozenset[str]], after: Mapping[str, frozenset[str]]) -> str:
    """What is different that no new upload explains: files can be added to a release, but the bytes of one never change."""
    if any(before.values()) and not any(after.values()):
        return "has lost its hashes"
    for file, digests in before.items():
        others = after.get(file, frozenset())
        if digests and others and digests.isdisjoint(others) and _comparable(digests, others):
            return f"has another hash for {f'`{file}`' if file else 'every file'}"
    return ""


def _comparable(one: frozenset[str], other: frozenset[str]) -> bool:
    """Made by the same algorithm, at least in part."""
    return not {digest.partition(":")[0] for digest in one}.isdisjoint(digest.partition(":")[0] for digest in other)
