"""DPL807 precommit-unpinned-additional: `additional_dependencies` of a hook without an exact version."""

from __future__ import annotations

from deplint.rule import Option, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class PrecommitUnpinnedAdditional(Rule):
    """Package in `additional_dependencies` of a pre-commit hook without an exact version.

    ## Why is this bad?
    The `rev` of a hook says what is run, but what stands in `additional_dependencies` is resolved when each machine first installs the
    hook: a plugin's new release fails the checks of one person and not of the next.

    ## Example
    ```bad .pre-commit-config.yaml
    repos:
      - repo: https://github.com/PyCQA/flake8
        rev: 7.1.1
        hooks:
          - id: flake8
            additional_dependencies: [flake8-bugbear]
    ```
    ```good .pre-commit-config.yaml
    repos:
      - repo: https://github.com/PyCQA/flake8
        rev: 7.1.1
        hooks:
          - id: flake8
            additional_dependencies: [flake8-bugbear==24.8.19]
    ```
    Off by default. Stubs (`types-*`, `*-stubs`) are left out unless the option asks for them, as are hooks in other languages than Python,
    direct references, entries with a marker, and the project itself.
    """

    code = "DPL807"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pre-commit",)
    stubs = Option(False, "look at packages of type stubs (`types-*`, `*-stubs`), too")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.installers:
            for hook in manifest.installs.hooks if manifest.installs else ():
                for dependency in hook.additional:
                    if self._is_open(dependency) and dependency.name not in project.first_party:
                        yield self.found(
                            dependency.location,
                            f"`{dependency.name}` has no exact version, so that each machine gets another one with the same hook; pin it",
                            label="any version" if not dependency.specifier else "not exact",
                            subject=f"{hook.repo} {dependency.name}",
                        )

    def _is_open(self, dependency: Dependency) -> bool:
        from deplint.versions import is_exact

        is_stub = dependency.name.startswith("types-") or dependency.name.endswith("-stubs")
        return not (dependency.url or dependency.marker or is_exact(dependency.specifier) or (is_stub and not self.stubs))
