"""DPL406 deprecated-dev-table: development dependencies in a table of a tool's past."""

from __future__ import annotations

from deplint.model import Edit
from deplint.rule import Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Group, Manifest
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
                    yield self._finding(group, manifest)

    def _finding(self, group: Group, manifest: Manifest) -> Diagnostic:
        fate, successor, help = TABLES[group.table]
        return self.found(
            group.location,
            f"`{group.table}` is a table that {fate}; use `[{successor}]`",
            label="deprecated",
            help=help,
            fix=_renamed(group, manifest) if group.table.startswith("tool.poetry.") else _moved(manifest),
            subject=group.table,
        )


def _renamed(group: Group, manifest: Manifest) -> Fix | None:
    """The same table by its new name. Poetry then takes the lock for stale, so it is not safe."""
    old = "dev-dependencies"
    if manifest.source.text[group.location.start : group.location.end] != old or group.table != f"tool.poetry.{old}":
        return None
    return Fix("rename the table, then `poetry lock`", (Edit(group.location, "group.dev.dependencies"),))


def _moved(manifest: Manifest) -> Fix | None:
    """The list, as it is written, in a new table at the end of the file. None where groups exist already, which it might repeat."""
    from deplint.syntax.toml import TomlError, parse

    text = manifest.source.text
    try:
        document = parse(text)
    except TomlError:
        return None
    node = document.get("tool", "uv", "dev-dependencies")
    if node is None or node.key is None or document.get("dependency-groups") is not None:
        return None
    start = text.rfind("\n", 0, node.key[0]) + 1
    end = text.find("\n", node.end) + 1 or len(text)
    if text[start : node.key[0]].strip() or text[node.end : end].strip() or text[node.key[0] : node.key[1]] != "dev-dependencies":
        return None
    lead = "" if text.endswith("\n") else "\n"
    added = f"{lead}\n[dependency-groups]\ndev = {text[node.start : node.end]}\n"
    cut = Edit(manifest.source.at(_start_of_empty_table(text, start, end), end), "")
    return Fix("move the list to `[dependency-groups]`, then `uv lock`", (cut, Edit(manifest.source.at(len(text), len(text)), added)))


def _start_of_empty_table(text: str, start: int, end: int) -> int:
    """Where to cut: at the header with a blank line before it, if the table holds nothing but the list, else at the list."""
    header = text.rfind("\n", 0, max(start - 1, 0)) + 1
    rest = text[end:].lstrip()
    if text[header:start].strip() != "[tool.uv]" or (rest and not rest.startswith("[")):
        return start
    blank = text[:header].rstrip("\n")
    return len(blank) + 1 if rest == "" and blank else header


def _locked_by_old_poetry(project: Project) -> bool:
    """A lock of version 1.1 or 1.0 comes from Poetry before 1.3, which may be one before 1.2, without groups."""
    return any(lock.kind == "poetry.lock" and 'lock-version = "1.' in lock.source.text for lock in project.locks)
