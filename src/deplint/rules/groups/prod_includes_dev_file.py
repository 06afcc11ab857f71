"""DPL402 prod-includes-dev-file: a file for production that pulls in one for development."""

from __future__ import annotations

from deplint.data.dev_tools import category_of
from deplint.questions.purpose import is_aggregate, serves_production, words_of
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Edge, Project

# What a file is called that nobody deploys, whatever stands in it.
CERTAIN = frozenset(
    ("dev", "devel", "develop", "developer", "developers", "development", "test", "tests", "testing", "unittest", "lint", "linting")
)


class ProdIncludesDevFile(Rule):
    """File for production that includes a file for development or tests with `-r`.

    ## Why is this bad?
    Everything in the included file is installed in production as well: test tools, linters, debuggers, and the versions that these ask
    for. The split into two files looks clean and does nothing.

    ## Example
    ```bad requirements.txt
    -r requirements-dev.txt
    flask==3.0.2
    ```
    ```bad requirements-dev.txt
    pytest==8.0.2
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    ```good requirements-dev.txt
    -r requirements.txt
    pytest==8.0.2
    ```
    The other direction is right. Files that put everything together by their name (`all.txt`, `full.txt`) or as a bare list of files for
    some service to read, constraints, and included files whose name leaves it open (`local.txt`, `tools.txt`) and that hold no
    development tool are not flagged.
    """

    code = "DPL402"
    severity = Severity.ERROR
    only_for = ("includes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for edge in project.edges:
            if edge.include.kind == "requirements" and edge.source.kind == "requirements" and self._leaks(project, edge):
                yield self._finding(project, edge)

    def _leaks(self, project: Project, edge: Edge) -> bool:
        target = edge.target
        if target is None or target.kind != "requirements" or not serves_production(project, edge.source) or is_aggregate(target):
            return False
        if not project.serves_development(target):
            return False
        if target.dependencies and CERTAIN & words_of(target.path[len(project.root) :]):
            return True
        return any(_tools(each) for each in project.reach(target, "requirements"))

    def _finding(self, project: Project, edge: Edge) -> Diagnostic:
        assert edge.target is not None
        held = [entry for each in project.reach(edge.target, "requirements") for entry in each.dependencies]
        telling = next((entry for entry in held if category_of(entry.name)), held[0] if held else None)
        among = f" (`{telling.written}`)" if telling and telling.written else ""
        return self.found(
            edge.include.location,
            f"`-r {edge.include.target}` brings what is for development into production{among}; let that file include this one instead",
            label="a file for development",
            related=[Related(telling.location, "production gets this too")] if telling else [],
            help=f"remove the line, and put `-r` with this file into `{edge.target.path}`",
            subject=edge.include.path,
        )


def _tools(manifest: Manifest) -> bool:
    return any(category_of(entry.name) for entry in manifest.dependencies)
