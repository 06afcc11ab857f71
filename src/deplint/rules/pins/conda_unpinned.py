"""DPL120 conda-unpinned: a conda package without a version."""

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


class CondaUnpinned(Rule):
    """Conda package without a version, in the environment of an application that has no lock.

    ## Why is this bad?
    Each solve takes what is newest in the channels on that day. The environment that trained the model can't be made again.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy=1.26
    ```
    Environments of libraries and for development, virtual packages (`__cuda`) and environments with a conda-lock file are not flagged.
    """

    code = "DPL120"
    severity = Severity.WARNING
    only_for = ("conda",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.DEPLOY):
            if manifest.kind != "conda" or project.locks:
                continue
            for dependency in manifest.dependencies:
                if dependency.form != "conda" or is_exempt(dependency, project) or dependency.name == "pip":
                    continue
                if pin_kind(dependency) == "none" and dependency.specifier != "*":
                    yield self.found(
                        dependency.part(dependency.name_span),
                        f"`{dependency.written}` has no version, so every solve may bring another one; pin it, as in `{dependency.written}=1.2`",
                        label="any version fits",
                        help=f"conda list '^{dependency.written}$' --export",
                        subject=dependency.name,
                    )
