"""DPL406 deprecated-dev-table: development dependencies in a table of a tool's past."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Group
    from deplint.model import Diagnostic
    from deplint.project import Project

TABLES = {
    "tool.uv.dev-dependencies": (
        "uv has replaced by dependency groups", "dependency-groups", "write them as `dev = [...]` under `[dependency-groups]`",
    ),
    "tool.poetry.dev-dependencies": (
        "Poetry has replaced by groups in 1.2", "tool.poetry.group.dev.dependencies",
        "rename the table to `[tool.poetry.group.dev.dependencies]`",
    ),
}  # fmt: skip
"""By table: what became of it, what has taken its place, and what to do."""


class DeprecatedDevTable(Rule):
    """Development dependencies in a table that their tool has deprecated.

    ## Why is this bad?
    The tool still reads the table, but says that it will not for ever; other tools don't know it at all, while all of them are learning
    dependency groups.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [tool.uv]
    dev-dependencies = ["pytest>=8"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [dependency-groups]
    dev = ["pytest>=8"]
    ```
    `[tool.pdm.dev-dependencies]` is not flagged: PDM keeps it for editable installs. Poetry's table is not flagged in a project whose lock
    was written by a Poetry that knows no other.

    ## References
    [uv: development dependencies](https://docs.astral.sh/uv/concepts/projects/dependencies/#legacy-dev-dependencies),
    [Poetry: dependency groups](https://python-poetry.org/docs/managing-dependencies/#dependency-groups)
    """

    code = "DPL406"
    severity = Severity.WARNING
    only_for = ("groups",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("pyproject"):
            for group in manifest.groups:
                if group.table in TABLES and not (group.table.startswith("tool.poetry.") and _locked_by_old_poetry(project)):
                    yield self._finding(group)

    def _finding(self, group: Group) -> Diagnostic:
        fate, successor, help = TABLES[group.table]
        return self.found(
            group.location,
            f"`{group.table}` is a table that {fate}; use `[{successor}]`",
            label="deprecated",
            help=help,
            subject=group.table,
        )


def _locked_by_old_poetry(project: Project) -> bool:
    """A lock of version 1.1 or 1.0 comes from Poetry before 1.3, which may be one before 1.2, without groups."""
    return any(lock.kind == "poetry.lock" and 'lock-version = "1.' in lock.source.text for lock in project.locks)
