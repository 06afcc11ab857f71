"""DPL003 semicolon-for-comma: `;` between two version clauses."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class SemicolonForComma(Rule):
    """A `;` between two version clauses, where a `,` belongs.

    ## Why is this bad?
    `;` begins an environment marker. pip refuses the line; some other tools drop what follows it, and with it the upper bound.

    ## Example
    ```bad requirements.in
    flask>=3;<4
    ```
    ```good requirements.in
    flask>=3,<4
    ```
    """

    code = "DPL003"
    severity = Severity.ERROR
    only_for = ("problems",)
    refuses = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
