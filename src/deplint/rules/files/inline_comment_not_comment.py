"""DPL007 inline-comment-not-comment: a `#` that begins no comment."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class InlineCommentNotComment(Rule):
    """A `#` without a blank before it, which pip reads as part of the requirement.

    ## Why is this bad?
    pip takes `#` for a comment only at the beginning of a line or after a blank, and refuses `flask==3.0.2#web`.

    ## Example
    ```bad requirements.txt
    flask==3.0.2#web
    ```
    ```good requirements.txt
    flask==3.0.2  #web
    ```
    Fragments of URLs (`#egg=`, `#sha256=`, `#subdirectory=`) are not flagged.
    """

    code = "DPL007"
    severity = Severity.ERROR
    only_for = ("problems",)
    refuses = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
