"""DPL004 invalid-specifier: a version clause that PEP 440 does not know."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class InvalidSpecifier(Rule):
    """Version clause that PEP 440 does not allow.

    ## Why is this bad?
    pip and every other installer refuse the whole file. `=1.0`, `>1.0.*` and `~=1` look like versions but are none.

    ## Example
    ```bad requirements.txt
    flask=3.0.2
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    A single `=` is right in conda's files, and `^` and `~` are in Poetry's; they are not flagged there.
    """

    code = "DPL004"
    severity = Severity.ERROR
    only_for = ("problems",)
    refuses = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
