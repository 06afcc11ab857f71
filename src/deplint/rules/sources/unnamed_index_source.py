"""DPL613 unnamed-index-source: an entry that is bound to an index which its manifest does not define."""

from __future__ import annotations

import posixpath

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic, Location
    from deplint.project import Project

_TABLES = {"uv": "[[tool.uv.index]]", "poetry": "[[tool.poetry.source]]", "pipenv": "[[source]]"}


class UnnamedIndexSource(Rule):
    """Entry bound to an index by a name that no index of the manifest has.

    ## Why is this bad?
    uv, Poetry and Pipenv stop with an error as soon as they look for the package, and a misspelt name hides what was meant: that the
    package comes from this index and from no other.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "0.1.0"
    requires-python = ">=3.12"
    dependencies = ["torch==2.5.1"]

    [tool.uv.sources]
    torch = { index = "pytorch" }

    [[tool.uv.index]]
    name = "pytorch-cpu"
    url = "https://download.pytorch.org/whl/cpu"
    explicit = true
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "0.1.0"
    requires-python = ">=3.12"
    dependencies = ["torch==2.5.1"]

    [tool.uv.sources]
    torch = { index = "pytorch-cpu" }

    [[tool.uv.index]]
    name = "pytorch-cpu"
    url = "https://download.pytorch.org/whl/cpu"
    explicit = true
    ```
    Indexes of the root of a workspace, a `uv.toml` in the tree, `source = "pypi"` of Poetry, and addresses in the place of a name are not
    flagged. A name that several entries use is one finding.
    """

    code = "DPL613"
    severity = Severity.ERROR
    only_for = ("bound",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("pyproject", "pipfile", "script"):
            bound: dict[str, list[Dependency]] = {}
            for dependency in manifest.dependencies:
                if dependency.index and "://" not in dependency.index and "$" not in dependency.index:
                    bound.setdefault(dependency.index, []).append(dependency)
            for name, dependencies in bound.items():
                tool = _tool_of(manifest, dependencies[0])
                known = _known(manifest, project, tool)
                if known is not None and not any(_same(name, each, tool) for each in known):
                    yield self._finding(manifest, name, dependencies, known, tool)

    def _finding(self, manifest: Manifest, name: str, dependencies: list[Dependency], known: list[str], tool: str) -> Diagnostic:
        names = list(dict.fromkeys(each.name for each in dependencies))
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        there = f"there is {', '.join(f'`{each}`' for each in known[:3])}" if known else "there is none"
        return self.found(
            _place(manifest, dependencies[0], name, tool),
            f"`{name}` is the index of `{names[0]}`{more}, but no `{_TABLES[tool]}` has this name; {there}",
            label="not defined",
            help=f'define it: `{_TABLES[tool]}` with `name = "{name}"` and its `url`',
            subject=f"{names[0]} {name}",
        )


def _tool_of(manifest: Manifest, dependency: Dependency) -> str:
    if manifest.kind == "pipfile":
        return "pipenv"
    text = manifest.source.text
    uses_uv = manifest.kind == "script" or "tool.uv.sources" in text or "[tool.uv]" in text
    return "uv" if uses_uv and (dependency.form != "poetry" or "tool.poetry" not in text) else "poetry"


def _known(manifest: Manifest, project: Project, tool: str) -> list[str] | None:
    """The names of the indexes that the tool finds; None where something that is not read may name more."""
    names = [each.name for each in manifest.indexes if each.name]
    if tool == "poetry":
        return [*names, "pypi"]
    if tool == "pipenv":
        return names or ["pypi"]
    folder = posixpath.dirname(manifest.path)
    while True:
        if project.is_there(posixpath.join(folder, "uv.toml")):
            return None
        if folder == "":
            return names
        folder = posixpath.dirname(folder)
        above = project.everywhere.get(posixpath.join(folder, "pyproject.toml"))
        names += [each.name for each in above.indexes if each.name] if above is not None else []


def _same(name: str, other: str, tool: str) -> bool:
    return name.lower() == other.lower() if tool == "poetry" else name == other


def _place(manifest: Manifest, dependency: Dependency, name: str, tool: str) -> Location:
    """Where the name is used: in the entry, or in the table of sources of uv."""
    text = manifest.source.text
    start, end = dependency.location.start, len(text)
    if tool == "uv":
        start = max(text.find("uv.sources"), 0)
        start = max(text.find(dependency.written, start), start)
    for quote in "\"'":
        at = text.find(f"{quote}{name}{quote}", start, end)
        if at >= 0:
            return manifest.source.at(at + 1, at + 1 + len(name))
    return dependency.location
