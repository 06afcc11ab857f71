"""The inputs that a PDM lock repeats in `lock_inputs` and those that its pyproject.toml gives now into what no longer agrees.

Specifiers are not among the inputs: a requirement whose pin still satisfies it leaves the lock fresh. URLs and paths are there as hashes.
Source: `pdm.project.lockfile.freshness` of 2.28.1 to 2.29.
"""

from __future__ import annotations

import posixpath
import re

from deplint.freshness.documents import array, string, table
from deplint.freshness.pdm_workspace import UnknownError, development_groups, normal_group, own_name, part_of
from deplint.markers import equal
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import same_specifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from deplint.freshness import Difference
    from deplint.freshness.pdm_workspace import Part
    from deplint.freshness.structure import Pair, Wanted
    from deplint.project import Project

_URL = regex(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NAMED = regex(r"([A-Za-z0-9][A-Za-z0-9._-]*)[ \t]*(?:\[([^\]\[]*)\])?([^;]*)(?:;(.*))?", re.DOTALL)
_SELF = regex(r"(.+?)(?:\[([^\]]+)\])?", re.DOTALL)
_DIRECT = regex(r"([A-Za-z0-9][A-Za-z0-9._-]*)[ \t]*(?:\[([^\]\[]*)\])?[ \t]*@[ \t]*(\S+)")
_EDITABLE = regex(r"-e[ \t]+([^#\s]+)(?:#egg=([A-Za-z0-9][A-Za-z0-9._-]*))?")
_LOCAL = regex(r"file:///\$\{PROJECT_ROOT\}/?(.*)")
_NOT_NAME = regex(r"[^A-Za-z0-9]+")
_HIDDEN = "url-sha256:"
# What PDM does not take for settled in a local project when a build decides it.
_BUILT = frozenset(("dependencies", "optional-dependencies", "requires-python", "version"))


class Input(NamedTuple):
    """One requirement as it counts among the inputs.

    text    name and extras, or the hash of a URL; "" for a URL whose hash can't be told offline
    marker  in whatever form; two that hold in the same environments are equal
    path    the folder of a local project, relative to the one that names it; "" for all else
    """

    text: str
    marker: str = ""
    path: str = ""


def changed_inputs(parts: Sequence[Part], inputs: Any, project: Project) -> str:
    """What `pdm lock --check` would find among the inputs of a project and its members, "" where they are what they were.

    Raises UnknownError where that can't be said.
    """
    root, *members = parts
    folders = [posixpath.dirname(part.manifest.path) for part in parts]
    return _changed(root, table(inputs, "project"), folders, project, members) or _changed_workspace(members, inputs, folders, project)


def unsatisfied(pair: Pair, wanted: Iterable[Wanted], *, is_for_all: bool) -> Iterator[Difference]:
    """With the same inputs, PDM still wants for every requirement a pin that satisfies it, in every environment of the lock.

    is_for_all  the lock has one target without a platform; else what stands under a marker is not judged
    """
    judged = []
    for entry in wanted:
        dependency = entry.dependency
        if not dependency.url and (is_for_all or not dependency.marker):
            judged.append(entry._replace(dependency=dependency._replace(extras=())))
        elif not dependency.url and not pair.packages.get(dependency.name):
            raise UnknownError(f"`{dependency.name}` may not be needed on the platforms that are locked")
    found = list(pair.differences(judged))
    yield from found
    several = next((name for name, locked in pair.packages.items() if len({package.version for package in locked}) > 1), "")
    if several and not found and any(entry.dependency.name == several for entry in judged):
        raise UnknownError(f"`{several}` is locked in several versions")


def _changed_workspace(members: Sequence[Part], inputs: Any, folders: list[str], project: Project) -> str:
    locked = table(inputs, "workspace")
    for path in sorted(locked.keys() ^ {member.path for member in members}):
        return f"the member `{path}` is {'gone' if path in locked else 'new'}"
    for member in members:
        changed = _changed_package(member, table(locked, member.path)) or _changed(member, table(locked, member.path), folders, project)
        if changed:
            return f"in the member `{member.path}` {changed}"
    return ""


def _changed_package(part: Part, locked: dict[str, Any]) -> str:
    """What counts of a project that is installed from the tree: who it is and how it is built."""
    dynamic = sorted(str(each) for each in array(part.project.get("dynamic")))
    if not _BUILT.isdisjoint(dynamic) or locked.get("volatile") is True:
        return "a build decides the metadata, and such a lock is never fresh"
    now = {
        "build-system": _hidden(table(part.document, "build-system")),
        "distribution": _is_distribution(part),
        "dynamic": dynamic,
        "name": part.project.get("name", ""),
        "version": part.project.get("version", ""),
    }
    before = table(locked, "package")
    return next((f"`{key}` is no longer what it was" for key, value in now.items() if before.get(key) != value), "")


def _is_distribution(part: Part) -> bool:
    if not own_name(part):
        return False
    if "package-type" in part.settings:
        return bool(part.settings["package-type"] == "library")
    return bool(part.settings.get("distribution", True))


def _changed(part: Part, locked: dict[str, Any], folders: list[str], project: Project, members: Sequence[Part] = ()) -> str:
    """What counts of every project: settings, groups of requirements, local projects. "" where nothing has changed."""
    python = string(part.project.get("requires-python"))
    if not same_specifier(python, string(locked.get("requires-python"))):
        return "`requires-python` is no longer what it was"
    resolution = {key: value for key, value in table(part.settings, "resolution").items() if key != "lock_inputs"}
    if _hidden(resolution) != table(locked, "resolution"):
        return "`tool.pdm.resolution` is no longer what it was"
    if [_source(source) for source in array(part.settings.get("source"))] != array(locked.get("sources")):
        return "`tool.pdm.source` is no longer what it was"
    groups = _groups(part, members)
    recorded = table(locked, "groups")
    for group in sorted(groups.keys() ^ recorded.keys()):
        return f"the group `{group}` is {'gone' if group in recorded else 'new'}"
    for group, inputs in groups.items():
        changed = _changed_group(group, inputs, [each for each in array(recorded[group]) if isinstance(each, str)])
        if changed:
            return changed
    return _changed_local(part, locked, [each for inputs in groups.values() for each in inputs], folders, project)


def _changed_group(group: str, now: list[Input], before: list[str]) -> str:
    """The first requirement that only one side has. What can't be hashed offline is taken for what is left of the other side."""
    left = [_input(text) for text in before]
    new = []
    for each in now:
        match = next((other for other in left if other.text == each.text and equal(other.marker, each.marker)), None)
        if match is not None:
            left.remove(match)
        else:
            new.append(each)
    unknown = [each for each in new if not each.text]
    hidden = [each for each in left if each.text.startswith(_HIDDEN)]
    known, gone = [each for each in new if each.text], [each for each in left if not each.text.startswith(_HIDDEN)]
    if known or gone or len(unknown) != len(hidden):
        first = (known or gone or [Input(_HIDDEN)])[0].text
        what = "a URL" if first.startswith(_HIDDEN) else f"`{first}`"
        news = "is new, or has another marker" if known else "is gone, or has another marker" if gone else "has changed"
        return f"{what} in `{group}` {news}"
    if unknown:
        raise UnknownError(f"the URLs in `{group}` can't be compared offline")
    return ""


def _changed_local(part: Part, locked: dict[str, Any], inputs: list[Input], folders: list[str], project: Project) -> str:
    """Projects in other folders that are wanted from there count with their own inputs."""
    recorded, outside = table(locked, "local"), dict(_outside(part, inputs, folders))
    if recorded.keys() != outside.keys():
        raise UnknownError("not all local projects can be told")
    for text, path in outside.items():
        local = _local(path, project)
        changed = _changed_package(local, table(recorded, text)) or _changed(local, table(recorded, text), [*folders, path], project)
        if changed:
            return f"in the local project `{path}` {changed}"
    return ""


def _outside(part: Part, inputs: Iterable[Input], folders: list[str]) -> Iterator[tuple[str, str]]:
    """The inputs that are folders, with the paths of these relative to the root of the tree, without the projects that `folders` names."""
    for each in inputs:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(part.manifest.path), each.path)) if each.path else ""
        if each.path and ("" if path == "." else path) not in folders:
            yield each.text, path


def _local(path: str, project: Project) -> Part:
    manifest = project.everywhere.get(posixpath.join(path, "pyproject.toml"))
    if manifest is None:
        raise UnknownError(f"`{path}` has no pyproject.toml among the files that are linted")
    return part_of(manifest, project, path)


def local_parts(parts: Sequence[Part], project: Project) -> list[Part]:
    """The projects in other folders that those of the lock want from there, and what these want in turn."""
    root, *members = parts
    found = list(parts)
    for part in found:
        inputs = [each for group in _groups(part, members if part is root else ()).values() for each in group]
        folders = [posixpath.dirname(each.manifest.path) for each in found]
        found += [_local(path, project) for path in dict.fromkeys(path for _, path in _outside(part, inputs, folders))]
    return found[len(parts) :]


def _groups(part: Part, members: Sequence[Part]) -> dict[str, list[Input]]:
    """The requirements by group, each group with what it names of others (one level deep, as PDM has it)."""
    extras = {normal_group(name): array(entries) for name, entries in table(part.project, "optional-dependencies").items()}
    extras["default"] = array(part.project.get("dependencies"))
    development = development_groups(part)
    if development is None:
        raise UnknownError(f"`{part.manifest.path}` has a group twice")
    own: dict[str, list[Input]] = {}
    named: dict[str, set[str]] = {}
    for group in {**extras, **development}:
        own[group], named[group] = _of_group(part, array(extras[group] if group in extras else development[group]))
    if any(other not in own for others in named.values() for other in others):
        raise UnknownError(f"`{part.manifest.path}` names a group that it does not have")
    groups = {group: [*inputs, *(each for other in named[group] for each in own[other])] for group, inputs in own.items()}
    if members and any("workspace" in member.settings for member in members):
        raise UnknownError("a member of the workspace has members itself")
    if members:
        elsewhere = [each for group, inputs in groups.items() if group != "default" for each in inputs if each.path]
        if elsewhere or any(each.path for each in groups["default"]):
            raise UnknownError("members of the workspace are named in its requirements, too")
        groups["default"] += [_member(part, member) for member in members if _is_distribution(member)]
    return groups


def _of_group(part: Part, entries: list[Any]) -> tuple[list[Input], set[str]]:
    inputs, named = [], set()
    for entry in entries:
        if isinstance(entry, dict):
            named.add(normal_group(string(entry.get("include-group"))))
            continue
        found = _SELF.fullmatch(str(entry))
        if found and own_name(part) and normal_group(found[1]) == own_name(part):
            named.update(normal_group(extra.strip()) for extra in (found[2] or "").split(",") if extra.strip())
        else:
            inputs.append(_input(str(entry)))
    return inputs, named


def _member(root: Part, member: Part) -> Input:
    """A member of the workspace is wanted from its folder, which PDM writes as its build backend does: relative only for its own."""
    if string(table(root.document, "build-system").get("build-backend", "pdm.backend")) != "pdm.backend":
        raise UnknownError("another build backend than PDM's writes the folders of members as absolute paths")
    name = _NOT_NAME.sub("-", string(member.project.get("name")))
    return Input(_fingerprint(f"-e file:///${{PROJECT_ROOT}}/{member.path}#egg={name}", _HIDDEN), path=member.path)


def _input(text: str) -> Input:
    """One requirement, as it is written in a manifest or in `lock_inputs`."""
    text = text.strip()
    if text.startswith(_HIDDEN):
        return Input(text)
    named = _NAMED.fullmatch(text)
    if named and not _URL.search(text) and "@" not in named[3] and "/" not in named[3]:
        extras = sorted(extra.strip() for extra in (named[2] or "").split(",") if extra.strip())
        name = _NOT_NAME.sub("-", named[1])
        return Input(f"{name}[{','.join(extras)}]" if extras else name, (named[4] or "").strip())
    editable, direct = _EDITABLE.fullmatch(text), _DIRECT.fullmatch(text)
    url = editable[1] if editable else direct[3] if direct else ""
    local = _LOCAL.fullmatch(url)
    path = (local[1] or ".") if local else ""
    if editable and editable[2]:
        return Input(_fingerprint(f"-e {url}#egg={_NOT_NAME.sub('-', editable[2])}", _HIDDEN), path=path)
    if direct and not direct[2] and "#" not in url and "@" not in url.partition("://")[2]:
        return Input(_fingerprint(f"{_NOT_NAME.sub('-', direct[1])} @ {url}", _HIDDEN), path=path)
    return Input("", path=path)


def _source(source: Any) -> dict[str, Any]:
    """An index without what is secret."""
    kept = {key: value for key, value in table(source).items() if key not in ("username", "password")}
    if kept.get("url"):
        kept["url"] = _fingerprint(str(kept["url"]))
    for key in ("include_packages", "exclude_packages"):
        if isinstance(kept.get(key), list):
            kept[key] = sorted(map(str, kept[key]))
    hidden: dict[str, Any] = _hidden(kept)
    return hidden


def _hidden(value: Any) -> Any:
    """A value with a hash in the place of each string that holds a URL, and text in the place of dates."""
    if isinstance(value, dict):
        return {key: _hidden(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_hidden(item) for item in value]
    if isinstance(value, str):
        return _fingerprint(value) if _URL.search(value) else value
    return value.isoformat() if hasattr(value, "isoformat") else value


def _fingerprint(text: str, prefix: str = "sha256:") -> str:
    import hashlib

    return prefix + hashlib.sha256(text.encode("utf-8")).hexdigest()
