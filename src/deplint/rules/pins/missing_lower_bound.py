"""DPL152 missing-lower-bound: a direct dependency that accepts any old version."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt
from deplint.questions.repeats import copies
from deplint.roles import Role, development_word
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import has_lower_bound, pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class MissingLowerBound(Rule):
    """Direct dependency without a lower bound.

    ## Why is this bad?
    A resolver that can't satisfy the rest walks back to releases that are ten years old, and the user gets an error from code that never
    worked with them. The oldest version that the tests run with is the bound that says what is supported.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31"]
    ```
    On in the strict profile. Packages of the same repository, type stubs, packages of which another entry has a bound, extras for
    development, and applications whose lock decides are not flagged.
    """

    code = "DPL152"
    severity = Severity.INFO
    strict_severity = Severity.WARNING
    profiles = ("strict",)
    only_for = ("pyproject", "pipfile", "setup.cfg", "setup.py")
    yields_to = ("wildcard-version", "renamed-package", "stdlib-name", "unneeded-backport")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.locks and not project.is_library:
            return
        for manifest in project.with_role(Role.METADATA, Role.INPUT):
            if manifest.kind not in ("pyproject", "pipfile", "setup.cfg", "setup.py"):
                continue
            bounded = {each.name for each in manifest.dependencies if _has_floor(each)}
            bare: dict[str, list[Dependency]] = {}
            for dependency in manifest.dependencies:
                if dependency.name not in bounded and _is_wanted(dependency) and not is_exempt(dependency, project):
                    bare.setdefault(dependency.name, []).append(dependency)
            yield from (self._finding(*same) for same in bare.values())

    def _finding(self, dependency: Dependency, *again: Dependency) -> Diagnostic:
        return self.found(
            dependency.part(dependency.specifier_span or dependency.name_span),
            f"`{dependency.written}` has no lower bound, so a resolver may take any old release; add `>=` the oldest that works",
            label="any old version fits",
            related=copies(again, "nor here"),
            subject=f"{dependency.name} {dependency.group}",
        )


def _is_wanted(dependency: Dependency) -> bool:
    """Users of the project get it, and its version is of a kind that can be bounded."""
    extra = dependency.group.removeprefix("extra:")
    asked_for = dependency.group == "runtime" or (extra != dependency.group and not development_word(extra))
    return asked_for and pin_kind(dependency) != "unknown" and not _is_stub(dependency.name)


def _has_floor(dependency: Dependency) -> bool:
    if pin_kind(dependency) in ("exact", "arbitrary"):
        return True
    if dependency.form == "pep440":
        return has_lower_bound(dependency.specifier)
    return bool(dependency.specifier) and dependency.specifier[0] not in "<*!"


def _is_stub(name: str) -> bool:
    return name.startswith("types-") or name.endswith("-stubs")
