"""DPL702 conflicting-requirement: one distribution asked for in versions that exclude each other."""

from __future__ import annotations

from deplint.questions.lists import can_both_hold, exclude_each_other, pairs_of_one_name, requirement_lists
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_COMPARED = 8
"""With so many earlier entries of the same name is one compared."""


class ConflictingRequirement(Rule):
    """Distribution asked for twice, in versions that can't both be installed.

    ## Why is this bad?
    pip refuses the install, as no version is what both lines ask for; tools that read only one of the lines install what the other one
    forbids.

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
    The entries of one list, together with those of the files that it includes with `-r`. Entries whose markers exclude each other on the
    Pythons of the project, Poetry's lists of constraints, and constraints files are not flagged.
    """

    code = "DPL702"
    severity = Severity.ERROR
    only_for = ("repeats", "includes")
    yields_to = ("same-package-prod-and-dev-conflict",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        python = project.requires_python.specifier if project.requires_python else ""
        for manifest, entries in requirement_lists(project):
            for first, second in pairs_of_one_name(entries, python):
                if not can_both_hold(first, second):
                    where = f"in line {manifest.source.position(first.location.start).line}"
                    yield self._finding(first, second, where)
        for manifest in project.of_kind("requirements"):
            if project.role(manifest) is not Role.CONSTRAINTS and manifest.includes:
                yield from self._across(project, manifest, python)

    def _across(self, project: Project, manifest: Manifest, python: str) -> Iterator[Diagnostic]:
        """What the file and the files that it includes say of one distribution, each against the others."""
        seen: dict[str, list[Dependency]] = {}
        # What is included is read first, so that the finding stands where the files come together.
        for other in reversed(project.reach(manifest, "requirements")):
            for second in other.dependencies:
                if not second.name or UNRESOLVED.search(second.text):
                    continue
                earlier = seen.setdefault(second.name, [])
                for first in earlier[:_COMPARED]:
                    if first.location.path == other.path or can_both_hold(first, second) or exclude_each_other(first, second, python):
                        continue
                    yield self._finding(first, second, f"in `{first.location.path}`", manifest)
                    break
                earlier.append(second)

    def _finding(self, first: Dependency, second: Dependency, where: str, reader: Manifest | None = None) -> Diagnostic:
        message = f"`{second.written}` is asked for as `{second.specifier}` here and as `{first.specifier}` {where}; no version is both"
        related = [Related(first.part(first.specifier_span), "asked for here too")]
        if reader is not None and reader.path not in (first.location.path, second.location.path):
            related.append(Related(reader.start, "reads both files"))
        return self.found(
            second.part(second.specifier_span), message, label="excludes the other", related=related,
            subject=f"{second.name} {second.group}",
        )  # fmt: skip
