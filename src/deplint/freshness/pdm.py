"""pdm.lock, or a pylock.toml that PDM wrote, and its pyproject.toml into what no longer agrees, as `pdm lock --check` decides it.

PDM compares a hash of the requirements as they are written, or, where the lock has them, the inputs themselves (`pdm_inputs`). What goes
into the hash depends on the version, which the lock tells by its `lock_version`. Source: `pdm.project.lockfile`, 1.0 to 2.29.
"""

from __future__ import annotations

import re

from deplint.freshness import Comparison
from deplint.freshness.changes import added_since
from deplint.freshness.documents import array, beside, header_table, is_left_over, string, table, toml_document
from deplint.freshness.pdm_workspace import Flavour, UnknownError, content_hash, members_of, normal_group, part_of
from deplint.freshness.structure import Locked, Pair, Wanted, package_place, requirement_name, value_place
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import same_pythons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.facts import Manifest
    from deplint.freshness import Difference
    from deplint.freshness.pdm_workspace import Part
    from deplint.model import Location
    from deplint.project import Project

Version = tuple[int, ...]

_DEFAULT_NAMES = ("pdm.lock", "pylock.toml")

# The first lock_version of each way to hash, and that of the newest PDM read.
_SECOND: Version = (4,)
_WITH_RESOLUTION: Version = (4, 4, 2)
_WITH_GROUPS: Version = (4, 5, 0)
_NEWEST: Version = (4, 5, 1)
_HASHED = (
    ("project", "dependencies"), ("project", "optional-dependencies"), ("project", "requires-python"), ("dependency-groups",),
    ("tool", "pdm", "dev-dependencies"), ("tool", "pdm", "source"), ("tool", "pdm", "resolution"),
)  # fmt: skip
_RECORDED = regex(r'^(?:content_hash|hashes|sha256)[ \t]*=[^\n]*?"(?:[a-z0-9]+:)?([0-9a-f]{32,128})"', re.MULTILINE)
_IN_GROUP = regex(r'["\']([^"\']*)["\'] in (?:dependency_groups|extras)')


class Record(NamedTuple):
    """What a lock says of its inputs.

    version  its lock_version; the newest for a pylock.toml
    inputs   `lock_inputs`, None where the lock has a hash
    groups   the groups that are locked, in normal form; None where the lock does not say
    """

    version: Version
    algorithm: str
    hash: str
    inputs: Any
    groups: frozenset[str] | None


def compare(lock: Manifest, project: Project) -> Comparison:
    """What `pdm lock --check` would find, with names where they can be given."""
    asked = beside(lock, project, "pyproject")
    if asked is None:
        return Comparison(undecided="no pyproject.toml stands beside it")
    try:
        root = part_of(asked, project)
        if "project" not in root.document or not _is_pdms(lock, project, root):
            return Comparison(undecided=f"`{asked.path}` is not PDM's")
        members = members_of(root, project)
        record = _record(lock, project)
        is_fresh = record.inputs is None and _hash_matches(root, members, record)
        content = toml_document(lock, project)
        if content is None:
            raise UnknownError(f"`{lock.path}` is not valid TOML")
        if is_fresh:
            pair, parts = _pair(lock, root, content), [root, *members]
            return Comparison(tuple(pair.edits(list(_wanted(parts, record)), left_over=_left_over(pair, parts))))
        if record.version > (*_NEWEST[:2], 99):
            raise UnknownError(f"lock_version {'.'.join(map(str, record.version))} is not known")
        return Comparison(tuple(_stale(lock, project, [root, *members], record, content)))
    except UnknownError as reason:
        return Comparison(undecided=str(reason))


def writes(content: dict[str, Any]) -> bool:
    """Whether PDM wrote this pylock.toml and keeps a record of the inputs in it."""
    own = table(content, "tool", "pdm")
    return bool(table(own, "hashes")) or "lock_inputs" in own


def _is_pdms(lock: Manifest, project: Project, root: Part) -> bool:
    """PDM takes a bare `[project]`, too, where nothing says that it is another tool's."""
    if "pdm" in table(root.document, "tool") or "pdm" in string(table(root.document, "build-system").get("build-backend")):
        return True
    return not is_left_over(lock, project, root.document)


def _record(lock: Manifest, project: Project) -> Record:
    if lock.kind == "pylock":
        content = toml_document(lock, project)
        if content is None or not writes(content):
            raise UnknownError(f"`{lock.path}` says nothing of its inputs")
        own = table(content, "tool", "pdm")
        algorithm, digest = next(iter(table(own, "hashes").items()), ("", ""))
        groups = frozenset(normal_group(str(group)) for key in ("dependency-groups", "extras") for group in array(content.get(key)))
        return Record(_NEWEST, algorithm, string(digest), own.get("lock_inputs"), groups)
    metadata = header_table(lock, project, "metadata")
    if metadata is not None and "lock_inputs" in lock.source.text:
        content = toml_document(lock, project)
        metadata = None if content is None else table(content, "metadata")
    if metadata is None:
        raise UnknownError(f"`{lock.path}` is not valid TOML")
    algorithm, _, digest = string(metadata.get("content_hash")).partition(":")
    numbers = re.findall(r"[0-9]{1,6}", string(metadata.get("lock_version")))
    groups = frozenset(normal_group(str(group)) for group in array(metadata.get("groups")))
    return Record(tuple(map(int, numbers)), algorithm, digest, metadata.get("lock_inputs"), groups if "groups" in metadata else None)


def _hash_matches(root: Part, members: list[Part], record: Record) -> bool:
    """Whether one of the ways in which the lock's versions hash gives what it has; and the manifest asks for nothing but a hash.

    Raises UnknownError where PDM would fail over a value: a date, or a group that stands twice.
    """
    if not record.version or not record.hash or _wants_inputs(root, record):
        return False
    hashes = [content_hash(root, members, flavour) for flavour in flavours(record, root)]
    if record.hash in hashes:
        return True
    if None in hashes:
        raise UnknownError(f"`{root.manifest.path}` holds what PDM can't hash")
    return False


def _wants_inputs(root: Part, record: Record) -> bool:
    """PDM since 2.28.1 refuses a lock with a hash where `lock_inputs` is switched on; those before do not know the setting."""
    return record.version >= _NEWEST and table(root.settings, "resolution").get("lock_inputs") is True


def flavours(record: Record, root: Part) -> Iterator[Flavour]:
    """How the versions of PDM hash that could have written a lock, and how the newest does."""
    version, algorithm = record.version, record.algorithm
    if version < _SECOND:
        # Overrides came with 1.12, which left the version of the lock as it was.
        if "overrides" not in root.settings:
            yield Flavour("project", "", algorithm)
            yield Flavour("own", "", algorithm)
        yield Flavour("own", "old-overrides", algorithm)
    elif version < _WITH_RESOLUTION:
        # `tool.pdm.overrides` has been the old name of the table since 2.3.
        yield Flavour("own", "old-overrides" if "overrides" in root.settings else "overrides", algorithm)
    elif version <= _WITH_GROUPS:
        yield Flavour("own", "resolution", algorithm)
    if version >= _WITH_GROUPS:
        if version < _NEWEST:
            yield Flavour("standard", "resolution", algorithm)
        yield Flavour("standard", "resolution", algorithm, workspace=True)


def _pair(lock: Manifest, root: Part, content: dict[str, Any]) -> Pair:
    name = lock.path.rpartition("/")[2]
    command = "pdm lock" if name in _DEFAULT_NAMES else f"pdm lock --lockfile {name}"
    return Pair(
        lock, root.manifest, tool="PDM", command=command, packages=_packages(content),
        place=lambda package: package_place(lock, package), python=locked_python(content) or string(root.project.get("requires-python")),
    )  # fmt: skip


def _stale(lock: Manifest, project: Project, parts: list[Part], record: Record, content: dict[str, Any]) -> Iterator[Difference]:
    root, *members = parts
    pair = _pair(lock, root, content)
    wanted = list(_wanted(parts, record))
    if record.inputs is None:
        found = [*pair.differences(wanted), *_python(pair, root, content)] or list(_left_over(pair, parts))
        yield from found or [_inputs(pair, root, members, record)]
        return
    from deplint.freshness.pdm_inputs import changed_inputs, local_parts, unsatisfied

    changed = changed_inputs(parts, record.inputs, project)
    if changed:
        found = [*pair.differences(wanted), *_python_of_inputs(pair, root, record)] or list(_left_over(pair, parts))
        yield from found or [pair.inputs(recorded_place(lock), changed)]
    else:
        everything = list(_wanted([*parts, *local_parts(parts, project)], record))
        yield from unsatisfied(pair, everything, is_for_all=bool(locked_python(content)))


def _packages(content: dict[str, Any]) -> Iterator[Locked]:
    """The packages of either format; one with extras is a package of its own in pdm.lock. Before 4.0 there were tables of dependencies."""
    for number, entry in enumerate(array(content.get("package", content.get("packages")))):
        package = table(entry)
        name = normalize(string(package.get("name")))
        own = table(package, "tool", "pdm")
        extras = package.get("extras", own.get("extras"))
        needs = package.get("dependencies", own.get("dependencies"))
        groups = array(package.get("groups", package.get("sections"))) or _IN_GROUP.findall(string(package.get("marker")))
        if name:
            yield Locked(
                name,
                string(package.get("version")),
                number,
                frozenset(filter(None, map(requirement_name, needs if isinstance(needs, (list, dict)) else ()))),
                frozenset(normal_group(group) for group in groups if isinstance(group, str)),
                frozenset(normalize(extra) for extra in array(extras) if isinstance(extra, str)),
                not {"git", "path", "url", "hg", "svn", "bzr", "vcs", "directory", "archive"}.isdisjoint(package),
            )


def _wanted(parts: list[Part], record: Record) -> Iterator[Wanted]:
    """The requirements of the groups that are locked, and what other projects need, which PDM looks for in the group "default"."""
    root = parts[0]
    elsewhere = "" if record.inputs is None else "default"
    resolution = table(root.settings, "resolution")
    excluded = {normalize(str(name)) for name in array(resolution.get("excludes"))}
    overridden = {normalize(name) for name in table(resolution, "overrides")}
    own = {normalize(string(part.project.get("name"))) for part in parts}
    for part in parts:
        tables = ("dependency-groups.", "tool.pdm.", "project.optional-dependencies.") if part is root else ()
        groups = {group.name for group in part.manifest.groups if group.table.startswith(tables)} if tables else set()
        for dependency in part.manifest.dependencies:
            if dependency.name in excluded | own or not (dependency.group == "runtime" or dependency.group in groups):
                continue
            group = "default" if dependency.group == "runtime" else normal_group(dependency.group.partition(":")[2])
            if record.groups is None or group in record.groups:
                yield Wanted(dependency, group if part is root else elsewhere, any_version=dependency.name in overridden)
    for dependency in root.manifest.dependencies:
        if dependency.group == "override" and not dependency.url and _is_asked(dependency.name, parts):
            yield Wanted(dependency, "")


def _is_asked(name: str, parts: list[Part]) -> bool:
    return any(each.name == name and each.group != "override" for part in parts for each in part.manifest.dependencies)


def _left_over(pair: Pair, parts: list[Part]) -> Iterator[Difference]:
    """Nothing is left over for certain where an entry could not be read or does not say its name."""
    entries = [dependency for part in parts for dependency in part.manifest.dependencies]
    is_known = not any(part.manifest.problems or "dev-dependencies" in part.project for part in parts)
    if is_known and all(entry.name for entry in entries):
        own = [normalize(string(part.project.get("name"))) for part in parts]
        yield from pair.orphans([*own, *(entry.name for entry in entries if entry.group not in ("build", "override"))])


def _python(pair: Pair, root: Part, content: dict[str, Any]) -> Iterator[Difference]:
    """Only a lock for one target without a platform says for which Pythons it is as a whole."""
    said = [constraint for constraint in pair.asked.pythons if constraint.kind == "requires-python"]
    locked, wanted = locked_python(content), string(root.project.get("requires-python"))
    if said and wanted and locked and not same_pythons(wanted, locked):
        yield pair.python_difference(said[0], locked, value_place(pair.lock, "requires_python"))


def _python_of_inputs(pair: Pair, root: Part, record: Record) -> Iterator[Difference]:
    said = [constraint for constraint in pair.asked.pythons if constraint.kind == "requires-python"]
    locked = string(table(record.inputs, "project").get("requires-python"))
    if said and not same_pythons(string(root.project.get("requires-python")), locked):
        yield pair.python_difference(said[0], locked, value_place(pair.lock, "requires-python"))


def locked_python(content: dict[str, Any]) -> str:
    """The Pythons that a lock is for, "" where it has several targets or one with a platform."""
    targets = array(table(content, "metadata").get("targets", table(content, "tool", "pdm").get("targets")))
    alone = len(targets) == 1 and table(targets[0]).keys() == {"requires_python"}
    return string(targets[0]["requires_python"]) if alone else ""


def _inputs(pair: Pair, root: Part, members: list[Part], record: Record) -> Difference:
    place = recorded_place(pair.lock)
    if not record.version:
        return pair.inputs(place, "it has no lock_version")
    if not record.hash:
        return pair.inputs(place, "it has no content_hash")
    if _wants_inputs(root, record):
        return pair.inputs(place, "`tool.pdm.resolution.lock_inputs` asks for `lock_inputs`, and it has a hash")
    ways = list(flavours(record, root))
    changed = added_since(
        root.document, _HASHED, lambda each: any(content_hash(root._replace(document=each), members, way) == record.hash for way in ways)
    )
    return pair.inputs(place, changed or _changed_groups(root, record) or _changed_members(pair, members))


def _changed_groups(root: Part, record: Record) -> str:
    """Groups and extras that the lock names and the manifest no longer has."""
    here = {"default"}
    for tables in (table(root.project, "optional-dependencies"), table(root.document, "dependency-groups")):
        here |= {normal_group(name) for name in tables}
    here |= {normal_group(name) for name in table(root.settings, "dev-dependencies")}
    gone = sorted((record.groups or here) - here)
    return ", ".join(f"the group `{group}` is gone" for group in gone)


def _changed_members(pair: Pair, members: list[Part]) -> str:
    """Members of the workspace that the lock does not know."""
    new = (member.path for member in members if normalize(string(member.project.get("name"))) not in pair.packages)
    return ", ".join(f"the member `{path}` is new" for path in new)


def recorded_place(lock: Manifest) -> Location:
    """Where the lock's record of its inputs stands, the beginning of the file where there is none."""
    head = max(lock.source.text.find("[tool.pdm"), 0) if lock.kind == "pylock" else 0
    found = _RECORDED.search(lock.source.text, head)
    if found:
        return lock.source.at(*found.span(1))
    start = lock.source.text.find("lock_inputs")
    return lock.source.at(start, start + len("lock_inputs")) if start >= 0 else lock.source.at(0, 0)
