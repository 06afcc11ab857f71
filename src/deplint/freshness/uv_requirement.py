"""A requirement of a manifest, and an entry of the metadata in uv.lock, into one form in which uv compares the two.

Source: uv's `normalize_requirement` (uv-resolver, `lock/mod.rs`) and the wire format of its `RequirementSource`.
"""

from __future__ import annotations

import posixpath
import re

from deplint.freshness.documents import array, string
from deplint.freshness.uv_markers import same
from deplint.markers import split_clauses
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import same_specifier

if TYPE_CHECKING:
    from typing import Any

    from deplint.facts import Dependency

LOCAL_KINDS = ("editable", "directory", "virtual")
"""The kinds of source that are a folder of the repository."""

_MANNERS = {"editable": "editable", "directory": "not editable", "virtual": "no package"}
_URL = regex(r"([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_PORTS = {"http": ":80", "https": ":443", "ssh": ":22"}


class UndecidedError(Exception):
    """Offline, or from these files alone, it can't be said what uv would find; the message is the reason."""


class Requirement(NamedTuple):
    """One requirement as uv compares it.

    kind      "registry", "git", "url", "path" (an archive), or one of LOCAL_KINDS
    target    what the kind needs: the URL and its parts, or the path relative to the lock's folder
    registry  the URL of the index that the entry is bound to
    conflict  the extra or group under which it is: uv writes that beside an index
    origin    the entry of the manifest; None for what stands in the lock
    """

    name: str
    extras: tuple[str, ...] = ()
    kind: str = "registry"
    target: tuple[str, ...] = ()
    specifier: str = ""
    registry: str = ""
    conflict: tuple[str, ...] = ()
    marker: str = ""
    origin: Dependency | None = None

    @property
    def extra(self) -> str:
        """The extra under which it stands, by its marker."""
        return next((normalize(clause.value) for clause in split_clauses(self.marker) if clause.variable == "extra"), "")

    @property
    def written(self) -> str:
        """The requirement in the words of a manifest: `six[x]>=1; marker`. The extra under which it stands is left out."""
        extras = f"[{','.join(self.extras)}]" if self.extras else ""
        source = self.specifier.replace(" ", "")
        if self.target:
            source = f" @ {self.target[0]}" + (f" ({_MANNERS[self.kind]})" if self.kind in _MANNERS else "")
        elif self.registry:
            source += f" from {self.registry}"
        own = f"extra == '{self.extra}'"
        marker = self.marker.removesuffix(own).removesuffix(" and ").removeprefix(f"{own} and ") if self.extra else self.marker
        return f"{self.name}{extras}{source}" + (f"; {marker}" if marker else "")


def is_same(left: Requirement, right: Requirement, python: str) -> bool:
    """Whether uv takes the two for one; raises UndecidedError where the markers are beyond telling."""
    if not same_but_for_markers(left, right):
        return False
    verdict = same(left.marker, right.marker, python)
    if verdict is None:
        raise UndecidedError(f"the markers of `{left.name}` can't be compared")
    return verdict


def same_but_for_markers(left: Requirement, right: Requirement) -> bool:
    """Whether name, extras, source and versions are the same."""
    if left[:4] != right[:4] or (left.registry, left.conflict) != (right.registry, right.conflict):
        return False
    return left.specifier == right.specifier or same_specifier(left.specifier, right.specifier)


def from_lock(entry: Any, folder: str) -> Requirement:
    """An entry of `requires-dist`, `constraints` or the like; `folder` is that of the lock."""
    if not isinstance(entry, dict) or not string(entry.get("name")):
        raise UndecidedError("an entry of its metadata has no name")
    base = Requirement(
        normalize(string(entry["name"])), tuple(sorted(normalize(string(extra)) for extra in array(entry.get("extras")))),
        marker=string(entry.get("marker")),
    )  # fmt: skip
    for kind in (*LOCAL_KINDS, "path"):
        if kind in entry:
            return base._replace(kind=kind, target=(inside(folder, string(entry[kind])),))
    if "git" in entry:
        return base._replace(kind="git", target=locked_git(string(entry["git"])))
    if "url" in entry:
        return base._replace(kind="url", target=(url(string(entry["url"])), string(entry.get("subdirectory"))))
    index, conflict = string(entry.get("index")), entry.get("conflict")
    return base._replace(
        specifier=string(entry.get("specifier")), registry=url(index) if index else "",
        conflict=conflict_item(conflict) if isinstance(conflict, dict) else (),
    )  # fmt: skip


def conflict_item(item: dict[str, Any], package: str = "") -> tuple[str, ...]:
    """(package, "extra" or "group" or "", its name) of one entry of a set of conflicts."""
    owner = normalize(string(item.get("package")) or package)
    for kind in ("extra", "group"):
        if kind in item:
            return owner, kind, normalize(string(item[kind]))
    return owner, "", ""


def inside(folder: str, path: str) -> str:
    """A path as seen from a folder of the tree, in the form that paths are compared in."""
    return posixpath.normpath(posixpath.join(folder, path.replace("\\", "/")))


# URLs.


def url(text: str) -> str:
    """A URL without credentials and fragment, spelt as uv's parser spells it; a text that is none as it is."""
    found = _URL.fullmatch(text.strip())
    if found is None:
        return text.strip()
    scheme, user, host, path, query = found[1].lower(), found[2], found[3].lower(), found[4], found[5]
    kept = "git@" if scheme.endswith("ssh") and user == "git" else ""
    tail = f"?{query}" if query else ""
    return f"{scheme}://{kept}{host.removesuffix(_PORTS.get(scheme, ' '))}{path or '/'}{tail}"


def locked_git(text: str) -> tuple[str, ...]:
    """The parts of a repository in the lock: `https://host/x?tag=v1&subdirectory=y`."""
    bare, _, tail = text.partition("#")[0].partition("?")
    query = dict(part.partition("=")[::2] for part in tail.split("&") if part)
    kind = next((kind for kind in ("rev", "tag", "branch") if kind in query), "")
    lfs = "lfs" if _unquoted(query.get("lfs", "")).lower() == "true" else ""
    return url(bare), kind, _unquoted(query.get(kind, "")), _unquoted(query.get("subdirectory", "")), lfs, _unquoted(query.get("path", ""))


def git(
    repository: str, reference: tuple[str, str] = ("", ""), *, subdirectory: str = "", lfs: bool = False, path: str = ""
) -> tuple[str, ...]:
    """The same parts from the words of a manifest; `reference` is ("rev", "tag" or "branch", its name)."""
    return url(repository.partition("#")[0].partition("?")[0]), *reference, subdirectory, "lfs" if lfs else "", path


def direct(text: str) -> tuple[str, tuple[str, ...]]:
    """(kind, target) of the URL in `name @ url`."""
    bare, _, fragment = text.partition("#")
    parts = dict(part.partition("=")[::2] for part in fragment.split("&") if "=" in part)
    subdirectory = _unquoted(parts.get("subdirectory", ""))
    if bare.startswith("git+"):
        head, at, revision = bare[4:].rpartition("@")
        if not at or "/" not in head.partition("://")[2]:
            head, revision = bare[4:], ""
        reference = ("rev", _unquoted(revision)) if revision else ("", "")
        return "git", git(head, reference, subdirectory=subdirectory, lfs=parts.get("lfs") == "true", path=_unquoted(parts.get("path", "")))
    if bare.startswith(("http://", "https://")):
        return "url", (url(bare), subdirectory)
    raise UndecidedError(f"`{text}` is no URL that can be compared")


def _unquoted(text: str) -> str:
    if "%" not in text and "+" not in text:
        return text
    encoded = text.replace("+", " ").encode("utf-8", "replace")
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes((int(found[1], 16),)), encoded).decode("utf-8", "replace")
