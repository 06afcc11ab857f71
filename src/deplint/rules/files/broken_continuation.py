"""DPL006 broken-continuation: a `\\` that does not continue what it should."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class BrokenContinuation(Rule):
    """A `\\` followed by blanks, or one that joins two requirements.

    ## Why is this bad?
    pip refuses the file in both cases: after blanks the backslash is part of the requirement, and two requirements joined are none.
    A backslash before an empty line, a comment or the end of the file is accepted and not flagged.

    ## Example
    ```bad requirements.txt
    flask==3.0.2 \\
    requests==2.31.0
    ```
    ```good requirements.txt
    flask==3.0.2
    requests==2.31.0
    ```
    """

    code = "DPL006"
    severity = Severity.ERROR
    only_for = ("problems",)
    refuses = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
