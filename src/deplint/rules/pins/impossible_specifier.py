"""DPL108 impossible-specifier: version clauses that no version can satisfy."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class ImpossibleSpecifier(Rule):
    """Version clauses that no version can satisfy together.

    ## Why is this bad?
    Every installer refuses the requirement, and says only that it found no matching distribution.

    ## Example
    ```bad requirements.in
    django>=5,<4
    ```
    ```good requirements.in
    django>=4,<5
    ```
    """

    code = "DPL108"
    severity = Severity.ERROR

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            for dependency in manifest.dependencies:
                if "," not in dependency.specifier or dependency.form not in ("pep440", "pipfile"):
                    continue
                from deplint.versions import compatible

                if not compatible([dependency.specifier]):
                    yield self.found(
                        dependency.part(dependency.specifier_span),
                        f"`{dependency.written}` asks for `{dependency.specifier}`, which no version satisfies",
                        label="no version is in both",
                        subject=dependency.name,
                    )
