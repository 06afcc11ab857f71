"""DPL308 multiple-locks: two tools' locks for one project."""

from __future__ import annotations

import posixpath

from deplint.model import Related
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

OWNERS = {"poetry.lock": "Poetry", "uv.lock": "uv", "pdm.lock": "PDM", "Pipfile.lock": "Pipenv"}


class MultipleLocks(Rule):
    """Locks of several tools beside each other.

    ## Why is this bad?
    Which versions are installed depends on the tool that somebody happens to use, and only one of the locks is kept up to date. Most often
    the other one was left behind when the project changed its tool, and scanners go on reporting what nobody installs.

    ## Example
    ```with pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.12"
    dependencies = []

    [tool.uv]
    package = false
    ```
    ```with uv.lock
    version = 1
    revision = 3
    requires-python = ">=3.12"

    [[package]]
    name = "shop"
    version = "1.0"
    source = { virtual = "." }
    ```
    ```bad poetry.lock
    package = []

    [metadata]
    lock-version = "2.0"
    ```
    Delete the one that is left over.
    ```good uv.lock
    version = 1
    revision = 3
    requires-python = ">=3.12"

    [[package]]
    name = "shop"
    version = "1.0"
    source = { virtual = "." }
    ```
    Requirements that are exported from a lock, `pylock.toml` beside the lock it was made from, and locks in different folders are not
    flagged.
    """

    code = "DPL308"
    severity = Severity.WARNING
    only_for = ("poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        folders: dict[str, list[Manifest]] = {}
        for lock in project.with_role(Role.LOCK):
            if posixpath.basename(lock.path) in OWNERS:
                folders.setdefault(posixpath.dirname(lock.path), []).append(lock)
        for folder, locks in folders.items():
            if len(locks) > 1:
                yield from self._told(locks, _used(project, folder))

    def _told(self, locks: list[Manifest], used: set[str]) -> Iterator[Diagnostic]:
        left_over = [lock for lock in locks if OWNERS[posixpath.basename(lock.path)] not in used]
        kept = [lock for lock in locks if lock not in left_over]
        if left_over and kept:
            for lock in left_over:
                owner = OWNERS[posixpath.basename(lock.path)]
                yield self.found(
                    lock.start,
                    f"`{lock.path}` is left over from {owner}, which the project no longer uses; delete it",
                    related=[Related(kept[0].start, "the lock in use")],
                    help=f"git rm {lock.path}",
                    subject=owner,
                )
            return
        first, *others = locks
        names = " and ".join(f"`{lock.path}`" for lock in others)
        yield self.found(
            first.start,
            f"`{first.path}` and {names} lock the same project, so what is installed depends on the tool; keep one of them",
            related=[Related(lock.start, "another lock") for lock in others],
            subject="locks",
        )


def _used(project: Project, folder: str) -> set[str]:
    """The tools that the manifests of a folder belong to: by their tables, by the build backend, by being a Pipfile."""
    found = set()
    for manifest in project.of_kind("pyproject", "pipfile"):
        if posixpath.dirname(manifest.path) != folder:
            continue
        if manifest.kind == "pipfile":
            found.add("Pipenv")
        elif manifest.metadata:
            signs = {*manifest.metadata.tools, *manifest.metadata.backend.replace("-", ".").replace("_", ".").split(".")}
            found |= {owner for owner in OWNERS.values() if owner.lower() in signs}
    return found
