"""DPL702 conflicting-requirement: one distribution asked for in versions that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.lists import can_both_hold, pairs_of_one_name, requirement_lists
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class ConflictingRequirement(Rule):
    """Distribution asked for twice, in versions that can't both be installed.

    ## Why is this bad?
    pip refuses the install (`Double requirement given`, or no version found); tools that read only one of the lines install what the
    other one forbids.

    ## Example
    ```bad requirements.in
    django>=5
    requests>=2.31
    django<5
    ```
    ```good requirements.in
    django>=5
    requests>=2.31
    ```
    Entries of one list, and of the files that it includes with `-r`. Entries whose markers exclude each other and constraints are not
    flagged.
    """

    code = "DPL702"
    severity = Severity.ERROR

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for _, entries in requirement_lists(project):
            for first, second in pairs_of_one_name(entries):
                if not can_both_hold(first, second):
                    yield self._finding(first, second)
        for manifest in project.of_kind("requirements"):
            if project.role(manifest) is not Role.CONSTRAINTS and manifest.includes:
                yield from self._across(project, manifest)

    def _across(self, project: Project, manifest: Manifest) -> Iterator[Diagnostic]:
        """What the file says itself, against what it includes."""
        included: dict[str, list[Dependency]] = {}
        for other in project.reach(manifest, "requirements")[1:]:
            for dependency in other.dependencies:
                included.setdefault(dependency.name, []).append(dependency)
        for second in manifest.dependencies:
            for first in included.get(second.name, ()) if second.name else ():
                if next(pairs_of_one_name((first, second)), None) and not can_both_hold(first, second):
                    yield self._finding(first, second)
                    break

    def _finding(self, first: Dependency, second: Dependency) -> Diagnostic:
        return self.found(
            second.part(second.specifier_span),
            f"`{second.written}` is asked for as `{second.specifier}` here and as `{first.specifier}` elsewhere; no version is both",
            label="excludes the other",
            related=[Related(first.part(first.specifier_span), "asked for here too")],
            subject=f"{second.name} {second.group}",
        )
