"""DPL209 orphan-hash: a hash that no requirement owns."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class OrphanHash(Rule):
    """A `--hash` that is not attached to a requirement.

    ## Why is this bad?
    pip ignores it silently and verifies nothing. It happens when the `\\` at the end of the line above is lost, or when a comment
    stands between the requirement and its hash.

    ## Example
    ```bad requirements.txt
    six==1.16.0
        --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    ```good requirements.txt
    six==1.16.0 \\
        --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    """

    code = "DPL209"
    severity = Severity.ERROR
    security = "5.0"
    only_for = ("problems",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.manifests)
