"""DPL706 workspace-python-drift: members of one workspace that require different Pythons."""

from __future__ import annotations

from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import PythonConstraint
    from deplint.model import Diagnostic
    from deplint.repository import Repository

_SHOWN = 20


class WorkspacePythonDrift(Rule):
    """Members of a workspace whose `requires-python` is not the same.

    ## Why is this bad?
    One lock is made for all members, and only for the Pythons that all of them let in: the member with the narrowest range decides for the
    others, whose promise to run on more of them is never tried.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [tool.uv.workspace]
    members = ["packages/*"]
    ```
    ```bad packages/core/pyproject.toml
    [project]
    name = "shop-core"
    version = "1.0"
    requires-python = ">=3.12"
    dependencies = ["six>=1.16"]
    ```
    ```with uv.lock
    version = 1
    requires-python = ">=3.12"

    [manifest]
    members = ["shop", "shop-core"]

    [[package]]
    name = "flask"
    version = "3.0.2"
    source = { registry = "https://pypi.org/simple" }
    sdist = { url = "https://files.pythonhosted.org/packages/flask-3.0.2.tar.gz", hash = "sha256:822c03f4b799204250a7ee84b1eddc40665395333973dfb9deebfe425fefcb7d", size = 675248 }

    [[package]]
    name = "shop"
    version = "1.0"
    source = { virtual = "." }
    dependencies = [{ name = "flask" }]

    [package.metadata]
    requires-dist = [{ name = "flask", specifier = ">=3" }]

    [[package]]
    name = "shop-core"
    version = "1.0"
    source = { virtual = "packages/core" }
    dependencies = [{ name = "six" }]

    [package.metadata]
    requires-dist = [{ name = "six", specifier = ">=1.16" }]

    [[package]]
    name = "six"
    version = "1.17.0"
    source = { registry = "https://pypi.org/simple" }
    sdist = { url = "https://files.pythonhosted.org/packages/six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81", size = 34031 }
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.12"
    dependencies = ["flask>=3"]

    [tool.uv.workspace]
    members = ["packages/*"]
    ```
    ```good packages/core/pyproject.toml
    [project]
    name = "shop-core"
    version = "1.0"
    requires-python = ">=3.12"
    dependencies = ["six>=1.16"]
    ```
    Off by default, as members may be published for more Pythons than the application runs on. There is one finding for a workspace. Members
    that say nothing, and ranges that let in the same Pythons, are not flagged.
    """  # noqa: E501 (a lock as uv writes it)

    code = "DPL706"
    severity = Severity.INFO
    profiles = ()
    only_for = ("uv.lock", "pdm.lock")

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        workspaces: dict[str, list[PythonConstraint]] = {}
        for project in repository.projects:
            if project.requires_python is not None:
                for lock in project.locks:
                    if lock.kind in ("uv.lock", "pdm.lock"):
                        workspaces.setdefault(lock.path, []).append(project.requires_python)
        for path, places in sorted(workspaces.items()):
            yield from self._judged(path, places)

    def _judged(self, path: str, places: list[PythonConstraint]) -> Iterator[Diagnostic]:
        from deplint.versions import same_pythons

        first, *rest = places
        others = [each for each in rest if not same_pythons(first.specifier, each.specifier)]
        if others:
            more = f" and {len(others) - 1} more differ" if len(others) > 1 else " differs"
            yield self.found(
                first.location,
                f"`{first.value}` is not what all members of the workspace require: `{others[0].location.path}`{more}; "
                "the lock is made for what all of them let in",
                label="one of several ranges",
                related=[Related(each.location, f"`{each.value}` here") for each in others[:_SHOWN]],
                subject=path,
            )
