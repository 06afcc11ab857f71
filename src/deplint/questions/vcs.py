"""URLs of version control into their revision and owner, and the entries of a project that are installed from where they point."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.roles import Role
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Location
    from deplint.project import Project

_VCS = regex(r"(?:git|hg|bzr|svn)\+[a-z]+:", re.IGNORECASE)
_ADDRESS = regex(r"[a-z+]+://(?:[^/@]*@)?([^/:]+)[/:]([^/]+)", re.IGNORECASE)
_PLAIN = regex(r"[A-Za-z0-9][A-Za-z0-9._~:/@+=-]*")
_FORGES = ("github.com/", "gitlab.com/", "bitbucket.org/", "codeberg.org/")
_COMMIT = regex(r"[0-9a-f]{7,64}", re.IGNORECASE)
_TAG = regex(r"(?:[A-Za-z][A-Za-z0-9_-]*[-_/])?v?[0-9]+(?:\.[0-9A-Za-z]+)+")


def is_repository(url: str) -> bool:
    """A version control URL (`git+https://...`), as pip takes it."""
    return "+" in url and _VCS.match(url) is not None


def revision_of(url: str) -> str:
    """What stands after the `@` behind the path of a version control URL, "" where nothing does."""
    path = url.split("#", 1)[0].split("://", 1)[-1]
    _, slash, rest = path.partition("/")
    return rest.rpartition("@")[2] if slash and "@" in rest else ""


def place_of_revision(dependency: Dependency) -> Location:
    """Where the revision stands; the whole URL where it was put together from several keys of a table."""
    place = dependency.part(dependency.url_span)
    revision = revision_of(dependency.url)
    start = dependency.url.split("#", 1)[0].rfind("@") + 1
    if not revision or place.end - place.start != len(dependency.url):
        return place
    return place._replace(start=place.start + start, end=place.start + start + len(revision))


def is_commit(revision: str) -> bool:
    """A commit hash, whole or abbreviated to seven digits or more."""
    return _COMMIT.fullmatch(revision) is not None


def looks_like_tag(revision: str) -> bool:
    """A version, as tags are named: `v1.2`, `release-2024.1`."""
    return _TAG.fullmatch(revision.removeprefix("refs/tags/")) is not None


def organization_of(url: str) -> str:
    """Host and owner: `github.com/acme`."""
    found = _ADDRESS.match(url)
    return f"{found[1].lower()}/{found[2].lower()}" if found else ""


def own_organizations(project: Project) -> frozenset[str]:
    """The owners of the repositories that the project's metadata names as its own."""
    described = [manifest.metadata for manifest in project.manifests if manifest.metadata]
    found = (organization_of(url) for each in described for url in each.urls)
    return frozenset(each for each in found if each.startswith(_FORGES))


def lookup_command(url: str, revision: str) -> str:
    """The command that shows the commit of a revision; "" where the URL holds what a shell would take for its own."""
    address = url.split("#", 1)[0]
    if revision_of(url):
        address = address.rpartition("@")[0]
    address = address[address.find("+") + 1 :]
    if not url.lower().startswith("git+") or not _PLAIN.fullmatch(address) or not _PLAIN.fullmatch(revision):
        return ""
    return f"git ls-remote {address} {revision}"


def installed(project: Project) -> Iterator[tuple[Manifest, Dependency]]:
    """The entries that an install takes as they stand: of deployed and compiled files, and of an application's manifest without a lock.

    What serves development is left out: documentation and tests follow a branch on purpose.
    """
    for manifest in project.manifests:
        role = project.role(manifest)
        taken = role in (Role.DEPLOY, Role.COMPILED)
        if manifest.kind in ("pyproject", "pipfile") and role is Role.INPUT and not project.locks:
            taken = True
        if not taken or project.serves_development(manifest):
            continue
        for dependency in manifest.dependencies:
            if dependency.group in ("runtime", "pip") and dependency.url:
                yield manifest, dependency


def installed_repositories(project: Project) -> Iterator[tuple[Manifest, Dependency]]:
    """Those of them that come from version control."""
    for manifest, dependency in installed(project):
        if is_repository(dependency.url) and not UNRESOLVED.search(dependency.url) and "$" not in dependency.url:
            yield manifest, dependency
