"""Which files with fixed versions an update automation keeps up to date.

Dependabot's entries for pip and uv read the manifests of a folder, the requirements files in the folders directly in it, and all that those
include (file_fetcher.rb of dependabot-core, python and uv).
"""

from __future__ import annotations

from bisect import bisect_left
from posixpath import dirname

from deplint.discovery import is_example
from deplint.globs import Glob
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        """Nothing that it says is deployed: the lock of a library is for those who work on it."""
        return self.project.serves_development(self.manifest) or (self.manifest.kind in _LOCKS and self.project.is_library)


def _below(path: str, base: str) -> bool:
    return not base or path == base or path.startswith(f"{base}/")


def within(path: str, base: str) -> str:
    """The path as the repository at `base` knows it."""
    return path[len(base) + 1 :] if base and _below(path, base) else path


class Hosted:
    """A repository on GitHub: what stands around one `.github`, without those that stand in it again.

    base  its root, relative to the tree
    """

    def __init__(self, base: str, files: Mapping[str, Manifest], repository: Repository) -> None:
        self.base = base
        self.repository = repository
        self.files = files
        """Its manifests by path."""

    @classmethod
    def around(cls, repository: Repository, kind: str) -> Iterator[Hosted]:
        """Those that have a file of this kind; templates and hidden folders are nobody's repository."""
        found: dict[str, set[str]] = {}
        for manifest in repository.manifests.values():
            folder, github, _ = manifest.path.rpartition(".github/")
            if not github or manifest.kind not in ("workflow", "dependabot"):
                continue
            base = folder.rstrip("/")
            if not any(part.startswith(".") for part in base.split("/")) and not is_example(manifest.path, repository.settings.scope):
                found.setdefault(base, set()).add(manifest.kind)
        files: dict[str, dict[str, Manifest]] = {base: {} for base in found}
        for path, manifest in repository.manifests.items() if found else ():
            home = path
            while home and home not in found:
                home = dirname(home)
            if home in found:
                files[home][path] = manifest
        return (cls(base, files[base], repository) for base, kinds in found.items() if kind in kinds)

    def has(self, path: str) -> bool:
        """Does the file belong to this repository?"""
        return path in self.files

    @property
    def projects(self) -> list[Project]:
        """The projects that have files below its root."""
        projects = self.repository.projects  # sorted by their roots
        if not self.base:
            return list(projects)
        roots = [each.root for each in projects]
        found = list(projects[bisect_left(roots, f"{self.base}/") : bisect_left(roots, f"{self.base}0")])
        folder = self.base
        while True:
            at = bisect_left(roots, folder)
            if roots[at : at + 1] == [folder]:
                found.insert(0, projects[at])
            if not folder:
                return found
            folder = dirname(folder)

    @property
    def updates(self) -> list[Update]:
        """The entries of Dependabot and Renovate."""
        return [
            update
            for manifest in self.files.values()
            if manifest.installs and manifest.kind in ("dependabot", "renovate")
            for update in manifest.installs.updates
        ]

    @property
    def commands(self) -> Iterator[InstallCommand]:
        """What the workflows and actions run."""
        for manifest in self.files.values():
            if manifest.installs and manifest.kind in ("workflow", "action"):
                yield from manifest.installs.commands

    @property
    def fixed(self) -> Iterator[Fixed]:
        """Locks, and requirements files in which most versions are exact; without examples and what stands in hidden folders."""
        for project in self.projects:
            for manifest in project.manifests:
                if not self.has(manifest.path) or any(part.startswith(".") for part in within(manifest.path, self.base).split("/")):
                    continue
                if manifest.kind in _LOCKS or (_is_pinned(manifest) and project.role(manifest) is not Role.CONSTRAINTS):
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
