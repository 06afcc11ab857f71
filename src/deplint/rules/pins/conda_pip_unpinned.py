"""DPL121 conda-pip-unpinned: an entry of an environment's pip section without an exact version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.exemptions import is_exempt
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class CondaPipUnpinned(Rule):
    """Entry without `==` in the pip section of an application's conda environment.

    ## Why is this bad?
    conda does not solve this section: pip installs it afterwards, over what conda has chosen, with whatever is newest on that day.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - pip=24.0
      - pip:
        - wandb
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - pip=24.0
      - pip:
        - wandb==0.16.4
    ```
    `-r` lines, paths, URLs, and environments with a conda-lock file are not flagged.
    """

    code = "DPL121"
    severity = Severity.WARNING
    only_for = ("conda",)
    yields_to = ("freeze-local-file",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.DEPLOY):
            if manifest.kind != "conda" or project.locks:
                continue
            for dependency in manifest.dependencies:
                if dependency.form != "pep440" or is_exempt(dependency, project):
                    continue
                if pin_kind(dependency) in ("none", "floor", "range"):
                    yield self.found(
                        dependency.part(dependency.specifier_span or dependency.name_span),
                        f"`{dependency.text}` in the pip section is not exact, and conda does not solve it; pin it with `==`",
                        label="not one version",
                        help=f"pip freeze | grep -i '^{dependency.written}=='",
                        subject=dependency.name,
                    )
