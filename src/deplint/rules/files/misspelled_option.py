"""DPL005 misspelled-option: an option that pip does not take here."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class MisspelledOption(Rule):
    """Option that pip does not know, no longer knows, or ignores where it stands.

    ## Why is this bad?
    pip refuses the whole file for an unknown option. An option that belongs to the file is ignored silently on the line of a requirement,
    one that belongs to a requirement is ignored on a line of its own, and so is every word that is no option where only options may stand.

    ## Example
    ```bad requirements.txt
    --extra-indexurl https://download.pytorch.org/whl/cpu
    torch==2.2.1
    ```
    ```good requirements.txt
    --extra-index-url https://download.pytorch.org/whl/cpu
    torch==2.2.1
    ```
    The options are those of pip, in all spellings that it takes (`-rfile`, `--requirem file`). Markers behind `-e`, which uv takes and pip
    ignores, and options in files that uv has compiled are not flagged.
    """

    code = "DPL005"
    severity = Severity.WARNING
    only_for = ("problems",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        # uv knows what it has written.
        yield from self.problems(each for each in project.manifests if not (each.header and each.header.tool.startswith("uv")))
