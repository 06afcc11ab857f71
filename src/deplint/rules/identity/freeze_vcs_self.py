"""DPL903 freeze-vcs-self: the project's own checkout, as pip freeze writes it down."""

from __future__ import annotations

from deplint.questions.removal import removal
from deplint.questions.vcs import is_commit, is_repository, revision_of
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

FULL = 40
"""Digits of the commit that `pip freeze` writes."""


class FreezeVcsSelf(Rule):
    """The project itself among its requirements, editable from its own repository, as `pip freeze` leaves it.

    ## Why is this bad?
    Whoever installs the file gets the project a second time, at the commit of the day when the file was written, in place of the code
    that lies beside it. The line ages with every commit, and needs access to the repository.

    ## Example
    ```bad requirements.txt
    -e git+https://github.com/acme/shop.git@0e322af87745eff34caffe4df68456ebc20d9068#egg=shop
    flask==3.0.2
    ```
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    ```
    Other projects, `-e .`, and entries that are not editable, which somebody wrote on purpose, are not flagged.

    ## Fix safety
    Safe: the code itself is in the repository that the file stands in. Where the project has to be installed, `pip install -e .` does it.
    """

    code = "DPL903"
    severity = Severity.WARNING
    only_for = ("urls",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("requirements"):
            for dependency in manifest.dependencies:
                own = dependency.editable and dependency.name in project.names and is_repository(dependency.url)
                if own and (project.role(manifest) is Role.DEPLOY or _is_frozen(dependency)):
                    yield self._finding(project, manifest, dependency)

    def _finding(self, project: Project, manifest: Manifest, dependency: Dependency) -> Diagnostic:
        own = (each.metadata for each in project.manifests if each.metadata)
        places = [each.name_location for each in own if each.name_location and each.name]
        return self.found(
            dependency.part(dependency.url_span),
            f"`{dependency.written}` is this project itself, from its own repository at another commit; remove the line, or write `-e .`",
            label="the project itself",
            related=[Related(places[0], "named here")] if places else [],
            help="pip install -e .",
            fix=removal(manifest, dependency, "remove the line"),
            subject=dependency.name,
        )


def _is_frozen(dependency: Dependency) -> bool:
    revision = revision_of(dependency.url)
    return len(revision) == FULL and is_commit(revision)
