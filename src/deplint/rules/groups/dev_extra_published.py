"""DPL405 dev-extra-published: development tools as an extra that every user of the library is offered."""

from __future__ import annotations

from deplint.data.dev_tools import category_of
from deplint.roles import development_word
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Group, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

# Tools that install a group of PEP 735 whenever the project is worked on with them.
READY = frozenset(("uv", "pdm"))


class DevExtraPublished(Rule):
    """Extra that holds development tools, in a project whose tool knows dependency groups.

    ## Why is this bad?
    Extras are published: `dev` or `test` stands in the metadata of every release, is resolved with it, and can't be changed afterwards.
    Dependency groups (PEP 735) are for those who work on the project, and stay in it.

    ## Example
    ```bad pyproject.toml
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"

    [project]
    name = "acme-client"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31"]

    [project.optional-dependencies]
    dev = ["pytest>=8", "ruff>=0.6"]

    [tool.uv]
    required-version = ">=0.5"
    ```
    ```good pyproject.toml
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"

    [project]
    name = "acme-client"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31"]

    [dependency-groups]
    dev = ["pytest>=8", "ruff>=0.6"]

    [tool.uv]
    required-version = ">=0.5"
    ```
    Only where uv or PDM is used or `[dependency-groups]` exists already. Projects that are not published, extras that hold more of
    other things than of tools, and extras that are named after a tool (`pytest`), which are for its users, are not flagged.

    ## References
    [Dependency groups](https://packaging.python.org/en/latest/specifications/dependency-groups/)
    """

    code = "DPL405"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("groups",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_published:
            return
        for manifest in project.of_kind("pyproject"):
            known = manifest.metadata is not None and not READY.isdisjoint(manifest.metadata.tools)
            if known or any(lock.kind in ("uv.lock", "pdm.lock") for lock in project.locks) or _has_groups(manifest):
                yield from self._extras(manifest)

    def _extras(self, manifest: Manifest) -> Iterator[Diagnostic]:
        for group in manifest.groups:
            name = group.name.removeprefix("extra:")
            if not group.table.startswith("project.optional-dependencies.") or not development_word(name) or category_of(name):
                continue
            entries = [entry for entry in manifest.dependencies if entry.group == group.name and entry.name]
            tools = [entry for entry in entries if category_of(entry.name) not in ("", "stubs")]
            if tools and 2 * len(tools) >= len(entries):
                yield self._finding(group, name, [Related(tools[0].location, "published with every release")])

    def _finding(self, group: Group, name: str, related: list[Related]) -> Diagnostic:
        return self.found(
            group.location,
            f"`{name}` is an extra of development tools that is published with every release; make it a group under `[dependency-groups]`",
            label="for developers only",
            related=related,
            help=f"move the list to `[dependency-groups]`, and install it with `--group {name}` instead of `[{name}]`",
            subject=group.table,
        )


def _has_groups(manifest: Manifest) -> bool:
    return any(group.table.startswith("dependency-groups.") for group in manifest.groups)
