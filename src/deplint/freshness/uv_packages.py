"""The local packages of uv.lock and their pyproject.toml files into what no longer agrees: version, extras, requirements, groups."""

from __future__ import annotations

from deplint.freshness import Difference
from deplint.freshness.documents import array, string, table
from deplint.freshness.uv_check import WITH_EXTRAS, WITH_GROUP_SETTINGS
from deplint.freshness.uv_metadata import flattened, group_pythons, metadata_of
from deplint.freshness.uv_places import key_place, lock_package, lock_text, lock_value, value_place
from deplint.freshness.uv_requirement import LOCAL_KINDS, UndecidedError, inside
from deplint.freshness.uv_sources import RefusedError
from deplint.freshness.uv_workspace import member_at, workspace_of
from deplint.model import Related
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import same_specifier
from deplint.versions.specifier import release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.freshness.documents import Table
    from deplint.freshness.uv_check import Check
    from deplint.freshness.uv_metadata import Metadata
    from deplint.freshness.uv_workspace import Member, Workspace

_PRERELEASE_REVISION = 4
"""Written only by those who try uv's preview of locks without metadata."""
_RESOLVED = {"dependencies", "optional-dependencies", "dev-dependencies"}
"""What an entry has only if something was asked for when it was locked: then uv has written down what."""


def package_differences(check: Check, workspace: Workspace) -> Iterator[Difference]:
    """What differs in all packages of the lock that are folders of the repository."""
    for package in check.packages:
        source = table(package, "source")
        path = next((string(source[kind]) for kind in LOCAL_KINDS if kind in source), "")
        if not path:
            continue
        folder = inside(check.folder, path)
        try:
            found = tuple(_package(check, package, "" if folder == "." else folder, workspace))
            name = normalize(string(package.get("name")))
            yield from found if name in workspace.members or len(found) < 2 else (_of_neighbour(check, name, found),)
        except RefusedError as error:
            yield refused(check, error)
        except UndecidedError as error:
            check.undecided.append(str(error))


def _of_neighbour(check: Check, name: str, found: tuple[Difference, ...]) -> Difference:
    """All that differs in a folder outside the workspace: its manifest has moved on, and has a lock of its own to speak of each entry."""
    first, *others = {each.location: each for each in found}.values()
    places = f"in {len(others) + 1} places " if others else ""
    message = f"what `{name}` asks for has changed {places}since `{check.lock.path}` was made; lock again"
    related = tuple(Related(each.location, each.label) for each in others[:20])
    return Difference("inputs", message, first.location, first.label, related, check.command, name)


def refused(check: Check, error: RefusedError) -> Difference:
    """A manifest over which uv gives up before it looks at the lock."""
    dependency = error.dependency
    return Difference(
        "inputs", str(error), dependency.part(dependency.name_span), "uv refuses this", (), check.command, dependency.name
    )  # fmt: skip


def _package(check: Check, package: Table, folder: str, workspace: Workspace) -> Iterator[Difference]:
    member = member_at(folder, check.project)
    name = normalize(string(package.get("name")))
    if member is None:
        raise UndecidedError(f"`{folder or '.'}` has no pyproject.toml")
    if member.name != name:
        if member.name in workspace.members:
            return  # a project that was renamed: told where the members are compared
        raise UndecidedError(f"`{member.manifest.path}` is not of `{name}`")
    metadata = metadata_of(member, workspace_of(member, check.project, workspace), check.project)
    yield from _version(check, package, member, metadata)
    recorded = table(package, "metadata")
    if "metadata" not in package and not _RESOLVED.isdisjoint(package):
        if check.revision == _PRERELEASE_REVISION:
            raise UndecidedError("the lock has no metadata, which is a preview of uv")
        yield check.inputs(
            f"`{name}` has no metadata in `{check.lock.path}`, where uv keeps what it was locked from", lock_package(check.lock, name),
            "no `[package.metadata]`", name,
        )  # fmt: skip
        return
    gone = new = frozenset[str]()
    if check.revision >= WITH_EXTRAS:
        locked = frozenset(normalize(string(each)) for each in array(recorded.get("provides-extras")))
        new, gone = metadata.extras - locked, locked - metadata.extras
        yield from _extras(check, member, new, gone)
    yield from _required(check, package, member, metadata, new, gone)
    if check.revision >= WITH_GROUP_SETTINGS and name in workspace.members:
        yield from group_settings(check, member, package)
    yield from check.groups(metadata.groups, table(recorded, "requires-dev"), member, name, with_empty=check.revision >= WITH_EXTRAS)


def _version(check: Check, package: Table, member: Member, metadata: Metadata) -> Iterator[Difference]:
    then, now = string(package.get("version")), metadata.version
    if now == then or (now and then and _is_same_version(now, then)):
        return
    lock, name = check.lock, member.name
    related = (Related(lock_value(lock, name, "version"), "locked with this"),)
    if now and then:
        place = value_place(member.manifest, ("project", "version"), check.project)
        message = f"`{now}` is the version of `{name}` now, but `{lock.path}` has `{then}`, and uv refuses the lock for that; lock again"
        yield Difference("version", message, place, f"`{then}` in {lock.path}", related, check.command, name)
    elif now:
        place = value_place(member.manifest, ("project", "version"), check.project)
        message = f"the version of `{name}` stands here, but `{lock.path}` has it as dynamic"
        yield check.inputs(message, place, "not in the lock", name, related)
    else:
        place = key_place(member.manifest, ("project", "dynamic"), check.project)
        message = f"the version of `{name}` is dynamic now, but `{lock.path}` has `{then}`"
        yield check.inputs(message, place, f"`{then}` in the lock", name, related)


def _is_same_version(left: str, right: str) -> bool:
    numbers = release(left)
    if numbers is not None and release(right) is not None:
        return numbers == release(right)
    from packaging.version import InvalidVersion, Version

    try:
        return Version(left) == Version(right)
    except InvalidVersion:
        raise UndecidedError(f"`{left}` is no version") from None


def _extras(check: Check, member: Member, new: frozenset[str], gone: frozenset[str]) -> Iterator[Difference]:
    for extra in sorted(new):
        place = next((each.location for each in member.manifest.groups if each.name == f"extra:{extra}"), member.manifest.start)
        yield check.new(f"the extra `{extra}`", place, f"extra:{extra}")
    for extra in sorted(gone):
        found = lock_text(check.lock, member.name, "provides-extras")
        yield check.gone(f"the extra `{extra}` is recorded here, but `{member.manifest.path}` no longer has it", found, f"extra:{extra}")


def _required(
    check: Check, package: Table, member: Member, metadata: Metadata, new: frozenset[str], gone: frozenset[str]
) -> Iterator[Difference]:  # fmt: skip
    """The requirements, those of extras left out that are told as a whole."""
    wanted = [each for extra, entries in metadata.required.items() if extra not in new for each in entries]
    locked = [each for each in check.read(table(package, "metadata").get("requires-dist")) if not gone or each.extra not in gone]
    dynamic = not metadata.version or "version" not in package
    if dynamic and any(each.name == member.name for each in wanted) and all(each.name != member.name for each in locked):
        # A build backend has put what the project's own extras ask for in their place, as it may where it works the metadata out.
        flat = flattened(metadata.required, member.name)
        wanted = [each for each in flat if not new or each.extra not in new]
    yield from check.lists(wanted, locked, package=member.name)


def group_settings(check: Check, owner: Member, recorded: Table) -> Iterator[Difference]:
    """Which groups are installed when nobody chooses, and on which Pythons."""
    lock = check.lock.path
    if _names(owner.uv.get("default-groups", ["dev"])) != _names(recorded.get("default-groups", ["dev"])):
        place = key_place(owner.manifest, ("tool", "uv", "default-groups"), check.project)
        yield check.inputs(f"`default-groups` is not what `{lock}` was made with", place, "not so in the lock", "default-groups")
    wanted = group_pythons(owner)
    had = {normalize(name): string(value) for name, value in table(recorded, "group-requires-python").items()}
    for name in sorted(wanted.keys() | had.keys()):
        if not same_specifier(wanted.get(name, ""), had.get(name, "")):
            place = key_place(owner.manifest, ("tool", "uv", "dependency-groups"), check.project)
            yield check.inputs(f"the Python of the group `{name}` is not what `{lock}` was made with", place, "not so in the lock", name)
            check.of_other_pythons.add(normalize(string(recorded.get("name"))))


def _names(groups: object) -> object:
    return frozenset(normalize(string(each)) for each in groups) if isinstance(groups, list) else groups
