"""DPL714 group-drift: groups or extras that are installed together and ask for versions that exclude each other."""

from __future__ import annotations

import re

from deplint.questions.lists import exclude_each_other
from deplint.questions.ranges import no_version_is_both, specifier_of
from deplint.regex import regex
from deplint.roles import development_word
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_COMPARED = 12
"""With so many other entries of the same name is one compared."""
# uv resolves these apart, or for other Pythons than the project.
_APART = regex(r"^(?:\[\[?tool\.uv\.(?:conflicts|dependency-groups)\b|(?:conflicts|dependency-groups)[ \t]*=)", re.MULTILINE)


class GroupDrift(Rule):
    """Package that two groups or extras ask for in versions that exclude each other, although they are installed together.

    ## Why is this bad?
    No version is what both ask for. uv, Poetry and PDM resolve all groups of a project as one and stop; pip stops when the extra is
    installed.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [dependency-groups]
    docs = ["jinja2<3", "sphinx>=5"]
    lint = ["djlint>=1.36", "jinja2>=3.1"]

    [tool.uv]
    package = false
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]

    [dependency-groups]
    docs = ["jinja2>=3.1", "sphinx>=5"]
    lint = ["djlint>=1.36", "jinja2>=3.1"]

    [tool.uv]
    package = false
    ```
    What is installed together: an extra with the dependencies of its project, a group with those that it includes, and all groups of a
    project of uv, Poetry or PDM, with uv also the extras. Projects that declare `conflicts` to uv, packages that it overrides, and entries
    whose markers exclude each other are not flagged; a group for development against production is
    `same-package-prod-and-dev-conflict`.
    """

    code = "DPL714"
    severity = Severity.ERROR
    only_for = ("repeats",)
    yields_to = ("same-package-prod-and-dev-conflict", "conflicting-requirement")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        python = project.requires_python.specifier if project.requires_python else ""
        for manifest in project.of_kind("pyproject", "setup.cfg", "setup.py"):
            if not _APART.search(manifest.source.text):
                yield from self._in(manifest, _Together(manifest, project), python)

    def _in(self, manifest: Manifest, together: _Together, python: str) -> Iterator[Diagnostic]:
        for entries in _of_several_groups(manifest):
            for number, second in enumerate(entries):
                for first in entries[max(0, number - _COMPARED) : number]:
                    if (
                        together.installs(first.group, second.group)
                        and no_version_is_both(first, second)
                        and not exclude_each_other(first, second, python)
                    ):
                        yield self._finding(first, second)
                        break

    def _finding(self, first: Dependency, second: Dependency) -> Diagnostic:
        return self.found(
            second.part(second.specifier_span),
            f"`{second.written}` is `{second.specifier}` for {_said(second.group)}, but `{first.specifier}` for {_said(first.group)}, "
            "which is installed with it; no version is both",
            label="excludes the other",
            related=[Related(first.part(first.specifier_span), f"for {_said(first.group)}")],
            help=f"give both the same version, or declare to uv that they are never installed together: {_conflict(first, second)}",
            subject=f"{second.name} {second.group}",
        )


class _Together:
    """Which groups of a manifest end up in one environment, or in one resolution."""

    def __init__(self, manifest: Manifest, project: Project) -> None:
        tools = {*(manifest.metadata.tools if manifest.metadata else ())}
        tools.update(lock.kind.removesuffix(".lock") for lock in project.locks)
        self._as_one = bool(tools & {"uv", "poetry", "pdm"})
        self._extras_too = "uv" in tools
        direct = {group.name: [include.name for include in group.includes] for group in manifest.groups if group.includes}
        self._with = [frozenset((name, *_reached(name, direct))) for name in direct]

    def installs(self, one: str, other: str) -> bool:
        if one == other:
            return False
        if any(one in group and other in group for group in self._with):
            return True
        kinds = {one.partition(":")[0], other.partition(":")[0]}
        if "runtime" in kinds:  # a group for development against production is the matter of another rule
            extra = one if other == "runtime" else other
            return kinds == {"runtime", "extra"} and not development_word(extra.partition(":")[2])
        if any(name.startswith("group:hatch:") for name in (one, other)):
            return False
        return (self._as_one and kinds <= {"group", "dev"}) or (self._extras_too and kinds <= {"group", "dev", "extra"})


def _reached(name: str, direct: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for each in direct.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _of_several_groups(manifest: Manifest) -> Iterator[list[Dependency]]:
    """The entries of each package that stands in more than one group with a version."""
    overridden = {each.name for each in manifest.dependencies if each.group == "override"}
    by_name: dict[str, list[Dependency]] = {}
    for each in manifest.dependencies:
        if each.name and each.specifier and each.name not in overridden and each.group not in ("build", "constraint", "override"):
            by_name.setdefault(each.name, []).append(each)
    for entries in by_name.values():
        if len({each.group for each in entries}) > 1 and len({each.specifier for each in entries}) > 1:
            yield [each for each in entries if specifier_of(each)]


def _said(group: str) -> str:
    kind, _, name = group.partition(":")
    return f"the {'extra' if kind == 'extra' else 'group'} `{name}`" if name else {"runtime": "the project itself"}.get(kind, f"`{kind}`")


def _conflict(first: Dependency, second: Dependency) -> str:
    members = []
    for group in (first.group, second.group):
        kind, _, name = group.partition(":")
        if not name:
            return "`[tool.uv] conflicts`"
        members.append(f'{{{kind} = "{name}"}}')
    return f"`conflicts = [[{', '.join(members)}]]`"
