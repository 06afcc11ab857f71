"""DPL102 loosely-pinned: an entry of a deployed file that allows a range of versions."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class LooselyPinned(Rule):
    """Entry that allows a range of versions, in a file that an application is installed from.

    ## Why is this bad?
    A range keeps out the next major release, and lets in every patch release of the day of the install. Where the policy is that an
    image built twice holds the same files, only exact versions will do.

    ## Example
    ```bad requirements.txt
    flask~=3.0
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    On in the strict profile. Entries with a comment are taken to be deliberate.
    """

    code = "DPL102"
    severity = Severity.WARNING
    profiles = ("strict",)
    only_for = ("requirements",)
    yields_to = ("loose-among-pinned", "renamed-package", "stdlib-name")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library:
            return
        for manifest in project.with_role(Role.DEPLOY):
            for dependency in manifest.dependencies if manifest.kind == "requirements" else ():
                if is_remarked(dependency) or is_exempt(dependency, project) or pin_kind(dependency) != "range":
                    continue
                if not project.pinned_elsewhere(manifest, dependency):
                    yield self.found(
                        dependency.part(dependency.specifier_span),
                        f"`{dependency.written}` allows a range of versions; pin it with `==`",
                        label="not one version",
                        help=f"pip freeze | grep -i '^{dependency.written}=='",
                        subject=dependency.name,
                    )
