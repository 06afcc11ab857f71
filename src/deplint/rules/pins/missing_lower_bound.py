"""DPL152 missing-lower-bound: a direct dependency that accepts any old version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.exemptions import is_exempt
from deplint.roles import Role
from deplint.rule import Rule, Severity
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
    On in the strict profile. Packages of the same repository, type stubs, and packages of which another entry has a bound are not flagged.
    """

    code = "DPL152"
    severity = Severity.INFO
    strict_severity = Severity.WARNING
    profiles = ("strict",)
    only_for = ("pyproject", "setup.cfg", "setup.py")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.METADATA, Role.INPUT):
            if manifest.kind == "requirements":
                continue
            bounded = {each.name for each in manifest.dependencies if _has_floor(each)}
            for dependency in manifest.dependencies:
                direct = dependency.group == "runtime" or dependency.group.startswith("extra:")
                if not direct or dependency.name in bounded or dependency.name in project.names or is_exempt(dependency, project):
                    continue
                if _has_floor(dependency) or pin_kind(dependency) == "unknown" or _is_stub(dependency.name):
                    continue
                yield self.found(
                    dependency.part(dependency.specifier_span or dependency.name_span),
                    f"`{dependency.written}` has no lower bound, so a resolver may take any old release; add `>=` the oldest that works",
                    label="any old version fits",
                    subject=f"{dependency.name} {dependency.group}",
                )


def _has_floor(dependency: Dependency) -> bool:
    if pin_kind(dependency) in ("exact", "arbitrary"):
        return True
    if dependency.form == "pep440":
        return has_lower_bound(dependency.specifier)
    return bool(dependency.specifier) and dependency.specifier[0] not in "<*!"


def _is_stub(name: str) -> bool:
    return name.startswith("types-") or name.endswith("-stubs")
