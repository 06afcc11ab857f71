"""A requirement and `[tool.uv.sources]` into the requirements that uv locks for it.

Source: uv's `LoweredRequirement::from_requirement` (uv-distribution, `metadata/lowering.rs`).
"""

from __future__ import annotations

import posixpath

from deplint.freshness.documents import Table, array, string, table
from deplint.freshness.uv_markers import both, either, never, opposite
from deplint.freshness.uv_requirement import Requirement, UndecidedError, direct, git, inside, url
from deplint.freshness.uv_workspace import Member, Workspace, member_at
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.project import Project

_ARCHIVES = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz", ".tar.zst", ".tar", ".tbz", ".tar.lz", ".tar.lzma")


class RefusedError(UndecidedError):
    """uv refuses the manifest over an entry, and so the lock with it."""

    def __init__(self, reason: str, dependency: Dependency) -> None:
        super().__init__(reason)
        self.dependency = dependency


class Context(NamedTuple):
    """Where a requirement stands: the file, the workspace that the file belongs to, and the extra or group, "" where none."""

    member: Member
    workspace: Workspace
    project: Project
    extra: str = ""
    group: str = ""
    owner: str = ""
    """The package whose extra or group it is; "" for what belongs to none, as constraints do."""


def plain(dependency: Dependency, marker: str = "") -> Requirement:
    """The requirement as it is written, without its sources."""
    span, location = dependency.url_span, dependency.location
    base = Requirement(
        dependency.name, tuple(sorted(dependency.extras)), specifier=dependency.specifier, marker=both(dependency.marker, marker),
        origin=dependency,
    )  # fmt: skip
    if dependency.url and span is not None and location.start <= span[0] and span[1] <= location.end:
        kind, target = direct(dependency.url)
        return base._replace(kind=kind, target=target, specifier="")
    return base


def lowered(dependency: Dependency, context: Context, marker: str = "") -> Iterator[Requirement]:
    """All that uv makes of a requirement; `marker` is joined to its own."""
    written = plain(dependency, marker)
    sources, base = _sources(dependency.name, context)
    if dependency.name in context.workspace.members and dependency.name != context.owner:
        _check_member(dependency, sources)
    applying = [source for source in sources or () if _applies(source, context)]
    if not applying:
        yield written
        return
    for source in applying:
        own = string(source.get("marker"))
        found = _from_source(written, source, base, context)._replace(marker=both(own, written.marker))
        if not never(found.marker):
            yield found
    covered = either(tuple(string(source.get("marker")) for source in applying))
    if covered:
        rest = opposite(covered)
        if rest is None:
            raise UndecidedError(f"the markers of the sources of `{dependency.name}` can't be turned round")
        left = both(rest, written.marker)
        if not never(left):
            yield written._replace(marker=left)


def _sources(name: str, context: Context) -> tuple[list[Table] | None, str]:
    """The entries for a name and the folder that their paths are relative to; None where sources are switched off or silent."""
    settings = context.member.uv
    if settings.get("no-sources") is True or name in {normalize(string(each)) for each in array(settings.get("no-sources-package"))}:
        return None, ""
    own = context.member.sources
    if name in own:
        return own[name], context.member.folder
    return context.workspace.sources.get(name), context.workspace.root.folder


def _check_member(dependency: Dependency, sources: list[Table] | None) -> None:
    if sources is None or any(source.get("workspace") is not True for source in sources):
        raise RefusedError(
            f"`{dependency.written}` is a member of the workspace, but `tool.uv.sources` does not say so, and uv refuses that; "
            f"`{dependency.written} = {{ workspace = true }}` would be right",
            dependency,
        )


def _applies(source: Table, context: Context) -> bool:
    extra, group = string(source.get("extra")), string(source.get("group"))
    return (not extra or normalize(extra) == context.extra) and (not group or normalize(group) == context.group)


def _from_source(written: Requirement, source: Table, base: str, context: Context) -> Requirement:
    name = written.name
    if "index" in source:
        kind = next((kind for kind in ("extra", "group") if context.owner and string(source.get(kind))), "")
        conflict = (context.owner, kind, normalize(string(source[kind]))) if kind else ()
        specifier = "" if written.target else written.specifier
        registry = _index(string(source["index"]), context)
        return written._replace(kind="registry", target=(), specifier=specifier, registry=registry, conflict=conflict)
    if source.get("workspace") is True:
        member = context.workspace.members.get(name)
        if member is None:
            raise UndecidedError(f"`{name}` is to be a member of the workspace, and is none that is known")
        return _at(written, context.workspace.kind(member), member.folder)
    if "git" in source:
        reference = next(((kind, string(source[kind])) for kind in ("rev", "tag", "branch") if kind in source), ("", ""))
        target = git(
            string(source["git"]).removeprefix("git+"), reference, subdirectory=string(source.get("subdirectory")),
            lfs=source.get("lfs") is True, path=string(source.get("path")),
        )  # fmt: skip
        return written._replace(kind="git", target=target, specifier="")
    if "url" in source:
        return written._replace(kind="url", target=(url(string(source["url"])), string(source.get("subdirectory"))), specifier="")
    if "path" in source:
        return _path(written, source, inside(base, string(source["path"])), context)
    raise UndecidedError(f"the source of `{name}` is of a kind that is not known")


def _index(name: str, context: Context) -> str:
    """The URL of a named index: the file's own, then the workspace's."""
    for owner in (context.member, context.workspace.root):
        for index in array(owner.uv.get("index")):
            if string(table(index).get("name")).lower() == name.lower():
                found = string(index.get("url"))
                if "://" in found:
                    return url(found)
                raise UndecidedError(f"the index `{name}` is a folder")
    raise UndecidedError(f"the index `{name}` is not defined")


def _path(written: Requirement, source: Table, path: str, context: Context) -> Requirement:
    if path.lower().endswith(_ARCHIVES):
        return _at(written, "path", path)
    if source.get("editable") is True:
        return _at(written, "editable", path)
    package = source.get("package")
    if not isinstance(package, bool):
        if path.startswith(("/", "~", "../")) or path == ".." or path[1:2] == ":":
            raise UndecidedError(f"`{path}` is outside of what is linted")
        found = member_at("" if path == "." else path, context.project)
        package = found is None or found.is_package(require_build_system=False)
    return _at(written, "directory" if package else "virtual", path)


def _at(written: Requirement, kind: str, path: str) -> Requirement:
    return written._replace(kind=kind, target=(posixpath.normpath(path or "."),), specifier="")
