"""DPL104 wildcard-version: `*` for a version."""

from __future__ import annotations

from deplint.questions.exemptions import chooses_build, is_exempt
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class WildcardVersion(Rule):
    """`*` for a version, in the production part of a Pipfile, a Poetry table or a conda environment.

    ## Why is this bad?
    Every version is welcome, the next major release too. Without a lock the next install may break; with one, the next update may.

    ## Example
    ```bad Pipfile
    [packages]
    flask = "*"

    [requires]
    python_version = "3.12"
    ```
    ```good Pipfile
    [packages]
    flask = "~=3.0"

    [requires]
    python_version = "3.12"
    ```
    Where a lock holds the versions, it is one remark for the file. Development groups and libraries are not flagged.
    """

    code = "DPL104"
    severity = Severity.WARNING
    only_for = ("pipfile", "pyproject", "conda")
    yields_to = ("renamed-package", "stdlib-name")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library:
            return
        for manifest in project.with_role(Role.INPUT, Role.DEPLOY, Role.METADATA):
            if manifest.kind == "pixi":  # the usual style there; whether a lock holds them is for another rule
                continue
            wild = [each for each in manifest.dependencies if _is_wild(each) and not is_exempt(each, project)]
            if wild and project.locks:
                yield self._remark(wild, len([each for each in manifest.dependencies if each.group == "runtime"]), manifest)
            elif wild:
                yield from (self._finding(dependency) for dependency in wild)

    def _finding(self, dependency: Dependency) -> Diagnostic:
        return self.found(
            dependency.part(dependency.specifier_span),
            f"`{dependency.written}` takes any version (`*`); give the range that works, as in `>=X.Y,<X+1`",
            label="the next major release too",
            subject=dependency.name,
        )

    def _remark(self, wild: list[Dependency], count: int, manifest: Manifest) -> Diagnostic:
        first, *others = wild
        many = f" and {len(others)} more of {count} entries take" if others else " takes"
        return self.found(
            first.part(first.specifier_span),
            f"`{first.written}`{many} any version (`*`); only the lock holds them, until the next update",
            label="the next update may bring a new major release",
            related=[Related(other.part(other.specifier_span), "and this") for other in others[:20]],
            severity=Severity.INFO,
            subject=manifest.path,
        )


def _is_wild(dependency: Dependency) -> bool:
    if dependency.group != "runtime":
        return False
    if dependency.form == "conda":
        return dependency.specifier in ("*", "=*", "==*") and not chooses_build(dependency)
    return dependency.form in ("pipfile", "poetry") and dependency.specifier == "*"
