"""DPL901 freeze-pkg-resources: the distribution that never was, from a broken pip freeze."""

from __future__ import annotations

from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class FreezePkgResources(Rule):
    """`pkg-resources`, which `pip freeze` lists on Debian and Ubuntu though no such distribution exists.

    ## Why is this bad?
    The `pip` of these systems split a module of setuptools off and reports it as `pkg-resources==0.0.0`. No index has it: every install
    from the file fails. The module `pkg_resources` comes with setuptools, up to version 81.

    ## Example
    ```bad requirements.txt
    flask==3.0.2
    pkg-resources==0.0.0
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    Constraints are not flagged: nothing is installed from them.

    ## Fix safety
    Safe: the line can't be installed, so nothing is lost with it.

    ## References
    [Ubuntu bug 1635463](https://bugs.launchpad.net/ubuntu/+source/python-pip/+bug/1635463)
    """

    code = "DPL901"
    severity = Severity.ERROR
    refuses = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            if project.role(manifest) in (Role.CONSTRAINTS, Role.LOCK):
                continue
            for dependency in manifest.dependencies:
                if dependency.name == "pkg-resources" and dependency.form != "conda" and not dependency.url:
                    yield self._finding(manifest, dependency)

    def _finding(self, manifest: Manifest, dependency: Dependency) -> Diagnostic:
        from deplint.questions.removal import removal

        frozen = dependency.specifier == "==0.0.0"
        said = "was made up by the pip of Debian or Ubuntu" if frozen else "is a module of setuptools and no distribution"
        return self.found(
            dependency.part(dependency.name_span),
            f"`{dependency.written}` {said}, so that it can't be installed; remove the line",
            label="no index has this",
            help="remove the line" if frozen else "if the module is imported, ask for `setuptools<81`, which brings it",
            fix=removal(manifest, dependency, "remove the line") if frozen else None,
            subject=dependency.group,
        )
