"""The members of a uv workspace beside those in uv.lock: which there are, what each of them is, and the Pythons of them all."""

from __future__ import annotations

from deplint.freshness import Difference
from deplint.freshness.documents import array, string, table
from deplint.freshness.uv_markers import bounds
from deplint.freshness.uv_places import key_place, lock_key, lock_package, lock_value
from deplint.model import Related
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.freshness.uv_check import Check
    from deplint.freshness.uv_workspace import Member, Workspace
    from deplint.model import Location

_WORDS = {"virtual": "no package", "editable": "an editable package", "directory": "a package that is not editable"}


def python_differences(check: Check, workspace: Workspace) -> Iterator[Difference]:
    """The range of Pythons that all members leave together, beside that of the lock."""
    owners = [workspace.root] if check.is_script else list(workspace.members.values())
    said = [(owner, python) for owner in owners if (python := _required_python(owner))]
    if not said:
        check.undecided.append("no `requires-python` stands anywhere, and uv then takes the Python that it finds")
        return
    now, then = bounds(tuple(python for _, python in said)), bounds((check.python,))
    if now is None or then is None:
        check.undecided.append("`requires-python` is more than a range of versions")
    elif now != then:
        # The file whose word alone makes the range, else the first one.
        owner, python = next((pair for pair in said if bounds((pair[1],)) == now), said[0])
        place = next((each.location for each in owner.manifest.pythons if each.kind == "requires-python"), owner.manifest.start)
        related = (Related(lock_key(check.lock, "requires-python"), "locked for this"),)
        message = f"`{python}` is the Python required here, but `{check.lock.path}` was made for `{check.python}`; lock again"
        yield Difference("python", message, place, f"`{check.python}` in {check.lock.path}", related, check.command, "python")


def _required_python(owner: Member) -> str:
    values = owner.values if owner.manifest.kind == "script" else table(owner.values, "project")
    return string(values.get("requires-python"))


def member_differences(check: Check, workspace: Workspace) -> Iterator[Difference]:
    """Members that are new, gone, or of another kind than the lock has them as."""
    members = workspace.members
    # uv writes no list of members for a project that is its own only member.
    wanted = set() if len(members) == 1 and workspace.has_project else set(members)
    locked = {normalize(string(each)) for each in array(check.recorded.get("members"))}
    for name, member in members.items():
        if check.package(name) is None or (wanted and name not in locked):
            yield _new(check, member)
        else:
            yield from _kind(check, member, workspace)
    for name in sorted(locked - members.keys()):
        yield check.gone(f"`{name}` is recorded here as a member of the workspace, which no longer has it", _listed(check), name)
    if not wanted and locked and locked <= members.keys():
        message = "the project is no workspace any more, for which the lock was made"
        yield check.inputs(message, _listed(check), "no longer a workspace", "members")


def _listed(check: Check) -> Location:
    return lock_key(check.lock, "members", "[manifest]")


def _new(check: Check, member: Member) -> Difference:
    place = _name_place(member)
    if member.folder != check.folder:
        return check.new(f"the member `{member.name}` of the workspace", place, member.name)
    known = (package for package in check.packages if any(table(package, "source").get(kind) == "." for kind in _WORDS))
    then = next((string(package.get("name")) for package in known), "")
    if not then or then == member.name:
        return check.new(f"the project `{member.name}`", place, member.name)
    message = f"`{member.name}` is the name of the project, but `{check.lock.path}` was made when it was `{then}`"
    related = (Related(lock_package(check.lock, then), "locked so"),)
    return check.inputs(message, place, f"`{then}` in {check.lock.path}", member.name, related)


def _name_place(member: Member) -> Location:
    metadata = member.manifest.metadata
    return metadata.name_location if metadata and metadata.name_location else member.manifest.start


def _kind(check: Check, member: Member, workspace: Workspace) -> Iterator[Difference]:
    source = table(check.package(member.name) or {}, "source")
    then, now = next((kind for kind in _WORDS if kind in source), ""), workspace.kind(member)
    if then == now or (then == "virtual" and check.side.old and "build-system" not in member.values):
        return
    check.told.add(member.name)
    place = _name_place(member)
    if now == "directory" and member.name in workspace.root.sources:
        place = key_place(workspace.root.manifest, ("tool", "uv", "sources", member.name), check.project)
    elif "package" in member.uv:
        place = key_place(member.manifest, ("tool", "uv", "package"), check.project)
    elif "build-system" in member.values and then == "virtual":
        place = key_place(member.manifest, ("build-system",), check.project)
    related = (Related(lock_value(check.lock, member.name, "source"), "locked so"),)
    message = f"`{member.name}` is {_WORDS[now]} now, but `{check.lock.path}` has it as {_WORDS.get(then, 'something else')}"
    yield check.inputs(message, place, f"not {_WORDS[now]} in the lock", member.name, related)
