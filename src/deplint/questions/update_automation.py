"""Which files with fixed versions an update automation keeps up to date.

Dependabot's entries for pip and uv read the manifests of a folder, the requirements files in the folders directly in it, and all that those
include (file_fetcher.rb of dependabot-core, python and uv). A repository is what stands around one `.github`.
"""

from __future__ import annotations

from posixpath import dirname

from deplint.discovery import is_example
from deplint.globs import Glob
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Manifest
    from deplint.installs import InstallCommand, Update
    from deplint.project import Project
    from deplint.repository import Repository

PYTHON = frozenset(("pip", "uv"))
_LOCKS = frozenset(("poetry.lock", "Pipfile.lock", "uv.lock"))
"""Locks that Dependabot can write."""
_GLOB = "*?["
_MOST = 200
"""Patterns that are looked at."""


class Fixed(NamedTuple):
    """A file whose versions stay what they are until somebody changes them."""

    manifest: Manifest
    project: Project

    @property
    def is_for_development(self) -> bool:
        return self.project.serves_development(self.manifest)


def below(path: str, base: str) -> bool:
    """Is the path in the repository whose root is `base`?"""
    return not base or path.startswith(f"{base}/")


def repository_of(manifest: Manifest) -> str | None:
    """The root of the repository that a file in `.github` configures; None where it is a template's or somebody else's."""
    folder, found, _ = manifest.path.rpartition(".github/")
    base = folder.rstrip("/")
    hidden = any(part.startswith(".") for part in base.split("/"))
    return None if not found or hidden or is_example(manifest.path) else base


def updates_of(repository: Repository, base: str) -> list[tuple[Manifest, Update]]:
    """The entries of the repository's Dependabot and Renovate."""
    return [
        (manifest, update)
        for manifest in repository.manifests.values()
        if manifest.installs and manifest.kind in ("dependabot", "renovate") and below(manifest.path, base)
        for update in manifest.installs.updates
    ]


def commands_of(repository: Repository, base: str) -> Iterator[InstallCommand]:
    """What the workflows and actions of the repository run."""
    for manifest in repository.manifests.values():
        if manifest.installs and manifest.kind in ("workflow", "action") and below(manifest.path, base):
            yield from manifest.installs.commands


def fixed_files(repository: Repository, base: str) -> Iterator[Fixed]:
    """Locks, and requirements files in which most versions are exact; without examples and what stands in hidden folders."""
    for project in repository.projects:
        for manifest in project.manifests:
            if not below(manifest.path, base) or any(part.startswith(".") for part in manifest.path.split("/")):
                continue
            if manifest.kind in _LOCKS or (project.role(manifest) is not Role.CONSTRAINTS and _is_pinned(manifest)):
                yield Fixed(manifest, project)


def _is_pinned(manifest: Manifest) -> bool:
    exact = sum(each.specifier.startswith("==") for each in manifest.dependencies)
    return manifest.kind == "requirements" and exact * 2 > len(manifest.dependencies)


def watched(updates: list[Update], projects: Iterable[Project]) -> dict[str, Update]:
    """The first entry that reads each file, by path: what stands in its folders, and what that includes."""
    exact: dict[str, Update] = {}
    patterns: list[tuple[Glob, Update]] = []
    for update in updates:
        for directory in update.directories:
            if any(sign in directory for sign in _GLOB):
                patterns.append((Glob(f"/{directory}"), update))
            else:
                exact.setdefault(directory, update)
    found: dict[str, Update] = {}
    for project in projects:
        for manifest in project.manifests:
            reader = _reader(manifest, exact, patterns)
            if reader is not None:
                for part in project.reach(manifest, "requirements", "constraints"):
                    found.setdefault(part.path, reader)
    return found


def _reader(manifest: Manifest, exact: dict[str, Update], patterns: list[tuple[Glob, Update]]) -> Update | None:
    folder = dirname(manifest.path)
    folders = [folder, dirname(folder)] if manifest.kind == "requirements" and folder else [folder]
    for each in folders:
        if each in exact:
            return exact[each]
    return next((update for glob, update in patterns[:_MOST] if any(_fits(glob, each) for each in folders)), None)


def _fits(glob: Glob, folder: str) -> bool:
    return glob.matches(folder) if folder else glob.pattern.strip("/*") == ""
