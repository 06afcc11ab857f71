"""DPL101 unpinned: an entry of a deployed file that leaves its version open."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt, says_why
from deplint.questions.repeats import copies, elsewhere, told_once
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


LEAST_COPIES = 3
"""In so many files it is a matrix of variants (`requirements_cuda.txt`, `requirements_rocm.txt`), kept by copying."""


class Unpinned(Rule):
    """Entry without a version, or with nothing but a lower bound, in a file that an application is installed from.

    ## Why is this bad?
    The next install takes whatever is newest on that day. A build that worked on Monday breaks on Wednesday, and nobody changed a line.

    ## Example
    ```bad requirements.txt
    flask
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    Ranges belong in a `requirements.in`, from which `pip-compile` or `uv pip compile` writes the pinned `requirements.txt`. Files of
    libraries and plugins, inputs of a compiler, constraints, entries whose version a lock or a constraints file decides, and entries with
    a comment that says why the version is open are not flagged. An entry that stands the same in three files or more is one finding.
    """

    code = "DPL101"
    severity = Severity.WARNING
    strict_severity = Severity.ERROR
    only_for = ("requirements",)
    yields_to = ("loose-among-pinned", "dev-tool-in-production", "freeze-local-file", "renamed-package", "stdlib-name", "unneeded-backport")
    yields_in_file = ("freeze-dump",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_library:
            for dependency, others in told_once(_open(project), lambda each: (each.name, each.specifier), LEAST_COPIES):
                yield self._finding(dependency, others)

    def _finding(self, dependency: Dependency, others: tuple[Dependency, ...]) -> Diagnostic:
        where = elsewhere(dependency, others)
        if dependency.specifier:
            only = "has only a lower bound" if ">" in dependency.specifier else "only excludes some versions"
            said = f"{only} (`{dependency.specifier}`)"
            place = dependency.part(dependency.specifier_span)
        else:
            said = "has no version"
            place = dependency.part(dependency.name_span)
        return self.found(
            place,
            f"`{dependency.written}` {said}{where}, so every install may get another one; pin it to the version that you tested",
            label="any newer release fits",
            related=copies(others, "and here"),
            help=f"pip freeze | grep -i '^{dependency.written}=='",
            subject=dependency.name,
        )


def _open(project: Project) -> Iterator[Dependency]:
    for manifest in project.with_role(Role.DEPLOY):
        for dependency in manifest.dependencies if manifest.kind == "requirements" else ():
            if is_exempt(dependency, project) or pin_kind(dependency) not in ("none", "floor") or says_why(dependency):
                continue
            if not project.pinned_elsewhere(manifest, dependency):
                yield dependency
