"""DPL113 pin-outside-constraints: an entry that the constraints in force forbid."""

from __future__ import annotations

import posixpath

from deplint.questions.lists import exclude_each_other
from deplint.questions.ranges import no_version_is_both
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project

_COMPARED = 8
"""With so many constraints of the same name is an entry compared."""


class PinOutsideConstraints(Rule):
    """Entry whose versions the constraints that are read with it forbid.

    ## Why is this bad?
    Constraints hold for everything that is installed with them, so no version is left: pip and uv stop with a conflict.

    ## Example
    ```with constraints.txt
    urllib3<2
    ```
    ```bad requirements.txt
    -c constraints.txt
    flask==3.0.2
    urllib3==2.2.1
    ```
    ```good requirements.txt
    -c constraints.txt
    flask==3.0.2
    urllib3==1.26.18
    ```
    Also `constraint-dependencies` of uv. Entries and constraints whose markers exclude each other, direct references, overridden packages,
    and compiled files, which are `lock-violates-constraint`, are not flagged.
    """

    code = "DPL113"
    severity = Severity.ERROR
    only_for = ("constraints",)
    yields_to = ("lock-violates-constraint", "impossible-specifier")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        python = project.requires_python.specifier if project.requires_python else ""
        told: set[tuple[str, int]] = set()
        for manifest in project.of_kind("requirements"):
            files = project.constraints_of(manifest) if manifest.includes else ()
            if files and project.role(manifest) not in (Role.CONSTRAINTS, Role.COMPILED):
                constraints = [each for file in files for each in file.dependencies]
                entries = [each for part in project.reach(manifest, "requirements") for each in part.dependencies]
                yield from self._against(entries, constraints, python, told)
        for manifest in project.of_kind("pyproject"):
            constraints = [each for each in manifest.dependencies if each.group == "constraint"]
            if constraints:
                overridden = {each.name for each in manifest.dependencies if each.group == "override"}
                entries = [each for each in manifest.dependencies if each.name not in overridden and _is_resolved(each)]
                yield from self._against(entries, constraints, python, told)

    def _against(
        self, entries: Iterable[Dependency], constraints: Iterable[Dependency], python: str, told: set[tuple[str, int]]
    ) -> Iterator[Diagnostic]:
        limits: dict[str, list[Dependency]] = {}
        for constraint in constraints:
            if constraint.name and constraint.specifier:
                limits.setdefault(constraint.name, []).append(constraint)
        for entry in entries:
            key = (entry.location.path, entry.location.start)
            for limit in limits.get(entry.name, ())[:_COMPARED] if key not in told else ():
                if no_version_is_both(limit, entry) and not exclude_each_other(limit, entry, python):
                    told.add(key)
                    yield self._finding(entry, limit)
                    break

    def _finding(self, entry: Dependency, limit: Dependency) -> Diagnostic:
        own = limit.location.path == entry.location.path
        where = "`constraint-dependencies`" if own else f"`{posixpath.basename(limit.location.path)}`"
        return self.found(
            entry.part(entry.specifier_span),
            f"`{entry.written}` is asked for as `{entry.specifier}`, but {where} allows only `{limit.specifier}`; no version is both",
            label="not within the constraints",
            related=[Related(limit.part(limit.specifier_span), "the constraint")],
            help=f"change one of the two: the entry, or the constraint on {entry.written}",
            subject=f"{entry.name} {entry.group}",
        )


def _is_resolved(dependency: Dependency) -> bool:
    return dependency.form == "pep440" and dependency.group not in ("build", "constraint", "override")
