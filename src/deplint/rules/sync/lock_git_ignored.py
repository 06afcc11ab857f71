"""DPL312 lock-git-ignored: the lock of an application that git ignores, or does not have."""

from __future__ import annotations

import posixpath

from deplint.questions.ignored import ignoring
from deplint.rule import Rule, Severity
from deplint.tree import history_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.repository import Repository

_LOCKS = {"poetry": "poetry.lock", "pdm": "pdm.lock", "uv": "uv.lock", "pixi": "pixi.lock"}


class LockGitIgnored(Rule):
    """Lock of an application that git ignores or does not track.

    ## Why is this bad?
    Whoever clones the repository, and every build server, resolves anew and gets what is the newest on that day. The lock on one machine
    helps nobody else, and nobody sees in a review what an update brings.

    ## Example
    ```with pyproject.toml
    [tool.poetry]
    name = "shop"
    version = "1.0"
    description = "A shop"
    authors = ["A. Body <a@example.org>"]
    package-mode = false

    [tool.poetry.dependencies]
    python = "^3.12"
    flask = "^3.0"
    ```
    ```bad .gitignore
    __pycache__/
    *.lock
    ```
    Take the line out, or make an exception, and commit the lock.
    ```good .gitignore
    __pycache__/
    ```

    Libraries are not flagged: many leave their locks out on purpose. A lock that git has is fine, whatever stands in `.gitignore`; one
    that git does not ignore and that nobody has added yet is told where git can be asked.
    """

    code = "DPL312"
    severity = Severity.WARNING
    profiles = ("pedantic",)
    only_for = ("pyproject", "pipfile")

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        for project in repository.projects:
            if not project.is_library and project.is_application:
                for manifest in project.of_kind("pyproject", "pipfile"):
                    yield from self._of(manifest, project, repository)

    def _of(self, manifest: Manifest, project: Project, repository: Repository) -> Iterator[Diagnostic]:
        lock = _lock(manifest)
        path = posixpath.join(posixpath.dirname(manifest.path), lock)
        if not lock or any(each.path != path for each in project.locks):
            return
        place = (manifest.metadata.name_location if manifest.metadata else None) or manifest.start
        name = posixpath.basename(path)
        found = None if path in repository.manifests else ignoring(repository.tree, path)
        if found is not None:
            yield self.found(
                place,
                f"`{name}` is ignored by git (`{found.pattern}` in line {found.number} of `{found.path}`), so every clone resolves anew; "
                "commit it",
                label=f"{name} is ignored",
                help=f"git add --force {path}",
                subject=path,
            )
        elif repository.tree.exists(path):
            history = history_of(repository.tree, path)
            if history.is_tracked or (history.reason and "no commit" not in history.reason):
                return
            yield self.found(
                place,
                f"`{name}` stands here, but git does not have it, so every clone resolves anew; commit it",
                label=f"{name} is not committed",
                help=f"git add --force {path}",
                subject=path,
            )


def _lock(manifest: Manifest) -> str:
    """The name of the lock that the manifest's tool writes; "" where none or several show."""
    if manifest.kind == "pipfile":
        return "Pipfile.lock"
    shown = [tool for tool in (manifest.metadata.tools if manifest.metadata else ()) if tool in _LOCKS]
    return _LOCKS[shown[0]] if len(shown) == 1 else ""
