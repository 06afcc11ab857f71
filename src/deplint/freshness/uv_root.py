"""What uv.lock records of the workspace as a whole, beside what its root and its settings say: options, environments, constraints."""

from __future__ import annotations

from deplint.freshness.documents import array, string, table
from deplint.freshness.uv_check import WITH_GROUP_SETTINGS
from deplint.freshness.uv_markers import same
from deplint.freshness.uv_metadata import groups_of, requirements_of, static_metadata
from deplint.freshness.uv_packages import group_settings
from deplint.freshness.uv_places import key_place, lock_key, lock_value
from deplint.freshness.uv_requirement import conflict_item, is_same, url
from deplint.freshness.uv_settings import allowed_indexes, changes
from deplint.freshness.uv_sources import Context
from deplint.model import Related
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import same_specifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.freshness import Difference
    from deplint.freshness.uv_check import Check
    from deplint.freshness.uv_metadata import Static
    from deplint.freshness.uv_settings import Change, Settings
    from deplint.freshness.uv_workspace import Member, Workspace

_LISTS = (
    ("constraint-dependencies", "constraints", "constraint", "constraint"),
    ("override-dependencies", "overrides", "override", "override"),
    ("build-constraint-dependencies", "build-constraints", "build constraint", "build-constraint"),
)
"""(key of [tool.uv], key of [manifest], word for an entry, group of the entries as the reader calls it)"""


def option_differences(check: Check, settings: Settings) -> Iterator[Difference]:
    """Settings of the resolver."""
    for change in changes(settings, table(check.content, "options"), frozenset(check.versions)):
        yield _option(check, settings, change)


def _option(check: Check, settings: Settings, change: Change) -> Difference:
    name, lock = change.keys[0], check.lock
    header = f"[options.{name}]" if len(change.keys) > 1 else "[options]"
    locked = lock_key(lock, change.keys[-1] if len(change.keys) > 1 else change.key, header) if change.then else lock.start
    shown = " of ".join(f"`{key}`" for key in change.keys)
    if change.is_set and settings.manifest is not None:
        then = f"was made with `{change.then}`" if change.then else "was made without it"
        place = key_place(settings.manifest, (*settings.keys, *change.keys), check.project)
        related = (Related(locked, "locked so"),) if change.then else ()
        return check.inputs(f"{shown} is `{change.now}` here, but `{lock.path}` {then}", place, "not so in the lock", name, related)
    now = f"it is `{change.now}` now" if change.now else "it is not set any more"
    return check.inputs(f"{shown} was `{change.then}` when `{lock.path}` was made, but {now}", locked, "no longer so", name)


def environment_differences(check: Check, root: Member) -> Iterator[Difference]:
    """The lists of environments to resolve for, in which the order counts."""
    for key, recorded in (("environments", "supported-markers"), ("required-environments", "required-markers")):
        written = root.uv.get(key)
        wanted = [written] if isinstance(written, str) else [string(each) for each in array(written)]
        locked = [string(each) for each in array(check.content.get(recorded))]
        verdicts = [same(left, right, check.python) for left, right in zip(wanted, locked, strict=False)]
        if len(wanted) == len(locked) and False not in verdicts:
            if None in verdicts:
                check.undecided.append(f"the markers of `{key}` can't be compared")
            continue
        is_order = len(wanted) == len(locked) and all(any(same(left, right, check.python) for right in locked) for left in wanted)
        how = "in another order" if is_order else "for others" if locked else "without any"
        there = lock_key(check.lock, recorded)
        if wanted:
            place = key_place(root.manifest, ("tool", "uv", key), check.project)
            related = (Related(there, "locked for these"),) if locked else ()
            yield check.inputs(f"`{key}` stands here, but `{check.lock.path}` was made {how}", place, "not so in the lock", key, related)
        else:
            yield check.inputs(f"`{recorded}` is recorded here, but `{key}` is not set any more", there, "no longer so", key)


def conflict_differences(check: Check, workspace: Workspace) -> Iterator[Difference]:
    """The declared sets of extras and groups that exclude each other, to which uv adds those of groups that include such groups."""
    wanted = list(_declared_conflicts(workspace))
    locked = [frozenset(conflict_item(table(item)) for item in array(each)) for each in array(check.content.get("conflicts"))]
    if locked[: len(wanted)] == wanted and _are_inferred(locked[len(wanted) :], workspace):
        return
    if wanted:
        place = key_place(workspace.root.manifest, ("tool", "uv", "conflicts"), check.project)
        related = (Related(lock_key(check.lock, "conflicts"), "locked with these"),) if locked else ()
        yield check.inputs(f"`conflicts` is not what `{check.lock.path}` was made with", place, "not so in the lock", "conflicts", related)
    else:
        place = lock_key(check.lock, "conflicts")
        yield check.inputs("`conflicts` is recorded here, but not set any more", place, "no longer so", "conflicts")


def _declared_conflicts(workspace: Workspace) -> Iterator[frozenset[tuple[str, ...]]]:
    owners = ([] if workspace.has_project else [workspace.root]) + list(workspace.members.values())
    for owner in owners:
        for each in array(owner.uv.get("conflicts")):
            yield frozenset(conflict_item(table(item), owner.name) for item in array(each))


def _are_inferred(sets: list[frozenset[tuple[str, ...]]], workspace: Workspace) -> bool:
    groups = table(workspace.root.values, "dependency-groups")
    including = {normalize(name) for name, entries in groups.items() if any(isinstance(each, dict) for each in array(entries))}
    return all(any(item[1] == "group" and item[2] in including for item in each) for each in sets)


def list_differences(check: Check, workspace: Workspace) -> Iterator[Difference]:
    """Constraints, overrides and the like, and the requirements of a script."""
    root, lock = workspace.root, check.lock
    context = Context(root, workspace, check.project)
    for key, section, what, group in _LISTS:
        texts, recorded = array(root.uv.get(key)), array(check.recorded.get(section))
        if any(isinstance(each, dict) for each in texts) or any("package" in table(each) for each in recorded):
            check.undecided.append(f"`{key}` for single packages are not compared")
            continue
        wanted, locked = requirements_of(texts, context, group), check.read(recorded)
        if section != "build-constraints":
            # What is new and concerns no package of the lock changes nothing for uv.
            known = check.versions.keys() | {each.name for each in locked}
            wanted = tuple(each for each in wanted if each.name in known)
        yield from check.lists(wanted, locked, section=section, what=what)
    needs = requirements_of(root.values.get("dependencies"), context, "runtime") if check.is_script else ()
    yield from check.lists(needs, check.read(check.recorded.get("requirements")), section="requirements")
    written, excluded = array(root.uv.get("exclude-dependencies")), array(check.recorded.get("excludes"))
    if any(not isinstance(each, str) for each in (*written, *excluded)):
        check.undecided.append("`exclude-dependencies` for single packages are not compared")
    elif {each for each in map(normalize, written) if each in check.versions} - set(map(normalize, excluded)) or (
        set(map(normalize, excluded)) - set(map(normalize, written))
    ):
        place = key_place(root.manifest, ("tool", "uv", "exclude-dependencies"), check.project)
        yield check.inputs(f"`exclude-dependencies` is not what `{lock.path}` was made with", place, "not so in the lock", "excludes")


def group_differences(check: Check, workspace: Workspace) -> Iterator[Difference]:
    """The groups of a root that is no project itself."""
    root = workspace.root
    if not workspace.has_project:
        wanted = groups_of(Context(root, workspace, check.project))
        if check.revision >= WITH_GROUP_SETTINGS:
            yield from group_settings(check, root, check.recorded)
        yield from check.groups(wanted, table(check.recorded, "dependency-groups"), root, with_empty=False)


def static_metadata_differences(check: Check, settings: Settings) -> Iterator[Difference]:
    """`dependency-metadata`, which takes the place of what packages say themselves."""
    locked = static_metadata(array(check.recorded.get("dependency-metadata")))
    known = check.versions.keys() | {name for name, *_ in locked}
    wanted = [each for each in static_metadata(array(settings.values.get("dependency-metadata"))) if each[0] in known]
    if len(wanted) != len(locked) or not all(any(_is_same_static(each, other) for other in locked) for each in wanted):
        manifest, keys = settings.manifest or check.lock, (*settings.keys, "dependency-metadata")
        place = key_place(manifest, keys, check.project) if settings.manifest else manifest.start
        yield check.inputs(f"`dependency-metadata` is not what `{check.lock.path}` was made with", place, "not so in the lock", keys[-1])


def _is_same_static(left: Static, right: Static) -> bool:
    if left[:2] != right[:2] or left[4] != right[4] or len(left[2]) != len(right[2]) or not same_specifier(left[3], right[3]):
        return False
    return all(is_same(one, other, "") for one, other in zip(left[2], right[2], strict=True))


def registry_differences(check: Check, settings: Settings) -> Iterator[Difference]:
    """Indexes that packages are locked from and that are configured no more."""
    allowed = allowed_indexes(settings)
    if allowed is None:
        return
    strange: dict[str, list[str]] = {}
    for package in check.packages:
        registry = table(package, "source").get("registry")
        if isinstance(registry, str) and "://" in registry and url(registry) not in allowed and url(registry) not in check.registries:
            strange.setdefault(registry, []).append(string(package.get("name")))
    for registry, names in strange.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        message = f"`{registry}` is where `{names[0]}`{more} is locked from, but no index of that address is configured any more"
        yield check.inputs(message, lock_value(check.lock, names[0], "source"), "no longer an index", names[0])
