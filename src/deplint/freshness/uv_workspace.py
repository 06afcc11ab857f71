"""The pyproject.toml files of a repository into the workspace that uv would find at a folder: its root, its members, what they are.

Source: uv's `Workspace::discover` and `ProjectWorkspace::from_maybe_project_root` (uv-workspace, `workspace.rs`).
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from deplint.freshness.documents import Table, array, string, table, toml_document
from deplint.freshness.uv_requirement import UndecidedError
from deplint.lock_inputs import within
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.facts import Manifest
    from deplint.project import Project

_LONGEST_GLOB = 500


class Member(NamedTuple):
    """One pyproject.toml: `name` normalised, "" without a `[project]`; `folder` relative to the tree's root, "" for that itself."""

    name: str
    folder: str
    manifest: Manifest
    values: Table

    @property
    def uv(self) -> Table:
        """`[tool.uv]`"""
        return table(self.values, "tool", "uv")

    @property
    def sources(self) -> dict[str, list[Table]]:
        """`[tool.uv.sources]` by normalised name, each as a list."""
        found: dict[str, list[Table]] = {}
        for name, source in table(self.uv, "sources").items():
            found[normalize(name)] = [each for each in (source if isinstance(source, list) else [source]) if isinstance(each, dict)]
        return found

    def is_package(self, require_build_system: bool) -> bool:
        """Whether uv builds and installs it: `tool.uv.package`, else whether there is a `[build-system]` where one is required."""
        package = self.uv.get("package")
        if isinstance(package, bool):
            return package
        return not require_build_system or "build-system" in self.values


class Workspace:
    """A root and its members.

    members   by normalised name, the root among them where it has a `[project]`
    required  the members that a source of the workspace names, with its `editable`
    """

    def __init__(self, root: Member, members: dict[str, Member], *, is_explicit: bool) -> None:
        self.root = root
        self.members = members
        self.is_explicit = is_explicit
        """Some pyproject.toml has `[tool.uv.workspace]`; else the root is its only member."""
        self.required = _required(root, members, is_explicit)

    @property
    def sources(self) -> dict[str, list[Table]]:
        """The sources that the root gives to all members."""
        return self.root.sources if self.is_explicit else {}

    @property
    def has_project(self) -> bool:
        """The root is a member itself."""
        return bool(self.root.name) and self.root.name in self.members

    def kind(self, member: Member) -> str:
        """The kind of source that a member has in the lock."""
        if not member.is_package(require_build_system=member.name not in self.required):
            return "virtual"
        return "directory" if self.required.get(member.name) is False else "editable"


def workspace_at(folder: str, project: Project) -> Workspace:
    """The workspace that has its root in a folder; raises UndecidedError where uv would not find one there, or not all is known."""
    root = member_at(folder, project)
    if root is None:
        raise UndecidedError("no pyproject.toml stands beside it")
    if root.uv.get("managed") is False:
        raise UndecidedError(f"`{root.manifest.path}` says that uv does not manage the project")
    if "workspace" in root.uv:
        return _explicit(root, project)
    if not root.name:
        raise UndecidedError(f"`{root.manifest.path}` has no `[project]`")
    above = _explicit_above(folder, project)
    if above is not None:
        raise UndecidedError(f"uv takes the lock of the workspace in `{above.folder or '.'}` for `{root.manifest.path}`")
    return Workspace(root, {root.name: root}, is_explicit=False)


def workspace_of(member: Member, project: Project, known: Workspace) -> Workspace:
    """The workspace that decides about the sources of a local project: that of the lock, where it is one of its members, or its own."""
    if known.members.get(member.name) == member and not _has_between(known.root.folder, member.folder, project):
        return known
    if "workspace" in member.uv:
        return _explicit(member, project)
    above = _explicit_above(member.folder, project)
    return _explicit(above, project) if above is not None else Workspace(member, {member.name: member}, is_explicit=False)


def _has_between(root: str, folder: str, project: Project) -> bool:
    """Does another pyproject.toml stand between the two? uv looks for the root upwards, and stops at the first one."""
    while folder and folder != root:
        folder = posixpath.dirname(folder)
        if folder != root and posixpath.join(folder, "pyproject.toml") in project.everywhere:
            return True
    return False


def member_at(folder: str, project: Project) -> Member | None:
    """The pyproject.toml of a folder, None where there is none; raises UndecidedError where it was not read, or can't be."""
    path = within(folder, "pyproject.toml")
    manifest = project.everywhere.get(path) if path else None
    if manifest is None:
        if path and project.is_there(path):
            raise UndecidedError(f"`{path}` is not among the files that are linted")
        return None
    values = toml_document(manifest, project)
    if values is None:
        raise UndecidedError(f"`{path}` can't be read")
    return Member(normalize(string(table(values, "project").get("name"))), folder, manifest, values)


def _explicit(root: Member, project: Project) -> Workspace:
    members = {root.name: root} if root.name else {}
    settings = table(root.uv, "workspace")
    patterns = [string(each) for each in array(settings.get("members"))]
    below = "" if not root.folder or any(".." in pattern for pattern in patterns) else f"{root.folder}/"
    for path in sorted(each.path for each in project.everywhere_of("pyproject")):
        folder, _, name = path.rpartition("/")
        if name != "pyproject.toml" or folder == root.folder or not path.startswith(below):
            continue
        if any(_leads_to(root.folder, pattern, folder) for pattern in patterns) and not _is_excluded(root, folder):
            member = member_at(folder, project)
            if member is None or member.uv.get("managed") is False:
                continue
            if not member.name or member.name in members or "workspace" in member.uv:
                raise UndecidedError(f"uv refuses the workspace: `{path}` can't be a member")
            members[member.name] = member
    return Workspace(root, dict(sorted(members.items())), is_explicit=True)


def _explicit_above(folder: str, project: Project) -> Member | None:
    """The root of the workspace that a project belongs to by being below it. The nearest pyproject.toml above decides."""
    while folder:
        start, folder = folder, posixpath.dirname(folder)
        above = member_at(folder, project)
        if above is None:
            continue
        return above if "workspace" in above.uv and _includes(above, start) else None
    return None


def _includes(root: Member, folder: str) -> bool:
    patterns = (string(each) for each in array(table(root.uv, "workspace").get("members")))
    return any(_leads_to(root.folder, pattern, folder) for pattern in patterns) and not _is_excluded(root, folder)


def _is_excluded(root: Member, folder: str) -> bool:
    below = posixpath.relpath(folder, root.folder or ".")
    for each in array(table(root.uv, "workspace").get("exclude")):
        pattern = posixpath.normpath(string(each))
        # Here a `*` goes across folders: uv matches the whole path with the pattern.
        if _glob(pattern, across=True).fullmatch(below):
            return True
    return False


def _leads_to(root: str, pattern: str, folder: str) -> bool:
    """Does a glob of `members` name the folder?"""
    if len(pattern) > _LONGEST_GLOB:
        return False
    target = posixpath.relpath(folder or ".", root or ".")
    return _glob(posixpath.normpath(pattern), across=False).fullmatch(target) is not None


@lru_cache(maxsize=256)
def _glob(pattern: str, *, across: bool) -> re.Pattern[str]:
    """A pattern of the `glob` crate: `*` stays within a folder unless `across`, `**` is any number of folders."""
    if len(pattern) > _LONGEST_GLOB:
        return re.compile(r"(?!)")
    within_folder = ".*" if across else "[^/]*"
    found = []
    place = 0
    while place < len(pattern):
        if pattern.startswith("**/", place):
            found.append("(?:.*/)?")
            place += 3
        elif pattern[place] == "*":
            while pattern.startswith("*", place + 1):
                place += 1
            found.append(".*" if pattern.startswith("**", place - 1) else within_folder)
            place += 1
        else:
            piece, place = _piece(pattern, place)
            found.append(piece)
    return re.compile("".join(found), re.DOTALL)


def _piece(pattern: str, place: int) -> tuple[str, int]:
    if pattern[place] == "?":
        return "[^/]", place + 1
    end = pattern.find("]", place + 2) if pattern[place] == "[" else -1
    if end < 0:
        return re.escape(pattern[place]), place + 1
    inner = pattern[place + 1 : end]
    sign, inner = ("^", inner[1:]) if inner[0] in "!^" else ("", inner)
    return f"[{sign}{''.join(each if each == '-' else re.escape(each) for each in inner)}]", end + 1


def _required(root: Member, members: dict[str, Member], is_explicit: bool) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    for owner in ([root] if is_explicit else []) + list(members.values()):
        for name, sources in owner.sources.items():
            if name == owner.name:
                continue
            for source in sources:
                if source.get("workspace") is True:
                    editable = source.get("editable")
                    found[name] = editable if isinstance(editable, bool) else None
    return found


def script_at(path: str, project: Project) -> Workspace:
    """A script (PEP 723) as the root of a workspace without members; raises UndecidedError where it can't be read."""
    from deplint.readers.script import metadata_text
    from deplint.syntax.toml import TomlError, plain

    manifest = project.everywhere.get(path)
    if manifest is None or manifest.kind != "script":
        raise UndecidedError(f"`{path}` is not among the files that are linted")
    try:
        values = plain(metadata_text(manifest.source))
    except TomlError:
        raise UndecidedError(f"the block of `{path}` can't be read") from None
    return Workspace(Member("", posixpath.dirname(path), manifest, values), {}, is_explicit=False)
