"""DPL005 misspelled-option: an option that pip does not take here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.rule import Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class MisspelledOption(Rule):
    """Option that pip does not know, no longer knows, or ignores where it stands.

    ## Why is this bad?
    pip refuses the whole file for an unknown option. An option that belongs to the file is ignored silently on the line of a requirement,
    and one that belongs to a requirement is ignored on a line of its own.

    ## Example
    ```bad requirements.txt
    --extra-index https://download.pytorch.org/whl/cpu
    --no-links
    torch==2.2.1
    ```
    ```good requirements.txt
    --extra-index-url https://download.pytorch.org/whl/cpu
    torch==2.2.1
    ```
    """

    code = "DPL005"
    severity = Severity.WARNING
    only_for = ("problems",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
