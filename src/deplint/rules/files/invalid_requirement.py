"""DPL002 invalid-requirement: a requirement that no installer accepts."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class InvalidRequirement(Rule):
    """Requirement that is not valid by PEP 508, or that pip refuses.

    ## Why is this bad?
    pip stops at the first such line and installs nothing, and other tools skip it, so that what stands there is checked by nobody.

    ## Example
    ```bad requirements.txt
    flask==3.0.2
    requests 2.31.0
    ```
    ```good requirements.txt
    flask==3.0.2
    requests==2.31.0
    ```
    Lines with unresolved variables (`${VERSION}`), options, paths and URLs are left to pip.
    """

    code = "DPL002"
    severity = Severity.ERROR
    yields_to = ("merge-conflict-marker", "unreadable-file")
    only_for = ("problems",)
    refuses = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
