"""DPL114 loose-among-pinned: the odd one out in a file of exact versions."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.questions.hashing import is_generated
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

LEAST_PINNED = 5


class LooseAmongPinned(Rule):
    """Open or ranged entry in a deployed file in which nearly all others are exact.

    ## Why is this bad?
    Somebody decided that this file is pinned, and this line escaped it: it is the one that changes under a build that everybody takes for
    reproducible.

    ## Example
    ```bad requirements.txt
    certifi==2024.2.2
    charset-normalizer==3.3.2
    idna==3.7
    requests==2.31.0
    urllib3==2.2.1
    gunicorn
    ```
    ```good requirements.txt
    certifi==2024.2.2
    charset-normalizer==3.3.2
    idna==3.7
    requests==2.31.0
    urllib3==2.2.1
    gunicorn==21.2.0
    ```
    Nearly all means four fifths, and at least five. An entry with a comment that says why is not flagged, and compiled files have a rule
    of their own.
    """

    code = "DPL114"
    severity = Severity.WARNING
    only_for = ("requirements",)
    yields_to = ("dev-tool-in-production", "renamed-package", "stdlib-name", "unneeded-backport")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library:
            return
        for manifest in project.with_role(Role.DEPLOY, Role.COMPILED):
            if manifest.kind == "requirements" and not is_generated(manifest) and not project.serves_development(manifest):
                yield from self._odd_ones(manifest, project)

    def _odd_ones(self, manifest: Manifest, project: Project) -> Iterator[Diagnostic]:
        judged = [each for each in manifest.dependencies if not is_exempt(each, project)]
        exact = sum(pin_kind(each) == "exact" for each in judged)
        if exact < LEAST_PINNED or exact * 5 < len(judged) * 4:
            return
        for dependency in judged:
            loose = pin_kind(dependency) in ("none", "floor", "range")
            if loose and not is_remarked(dependency) and not project.pinned_elsewhere(manifest, dependency):
                yield self._finding(dependency, exact, len(judged))

    def _finding(self, dependency: Dependency, exact: int, count: int) -> Diagnostic:
        said = f"allows a range (`{dependency.specifier}`)" if dependency.specifier else "has no version"
        return self.found(
            dependency.part(dependency.specifier_span or dependency.name_span),
            f"`{dependency.written}` {said}, while {exact} of the {count} entries here are exact; pin it too",
            label="the odd one out",
            help=f"pip freeze | grep -i '^{dependency.written}=='",
            subject=dependency.name,
        )
