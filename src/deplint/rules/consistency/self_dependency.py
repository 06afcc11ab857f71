"""DPL708 self-dependency: a project that asks for itself."""

from __future__ import annotations

from deplint.names import normalize
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class SelfDependency(Rule):
    """Project that lists itself among its own dependencies.

    ## Why is this bad?
    uv and Poetry refuse to resolve it. It is nearly always a project that somebody has called like the package that it uses, and then the
    package can't be installed beside it.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "flask"
    version = "0.1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]
    ```
    ```good pyproject.toml
    [project]
    name = "flask-demo"
    version = "0.1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]
    ```
    Extras of the project itself (`shop[postgres]`), paths and URLs, groups for development, which may install a release, and what a build
    backend needs to build itself are not flagged.
    """

    code = "DPL708"
    severity = Severity.ERROR
    only_for = ("own-name",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("pyproject", "setup.cfg", "setup.py"):
            name = normalize(manifest.metadata.name) if manifest.metadata and manifest.metadata.name else ""
            for dependency in manifest.dependencies if name else ():
                if dependency.name == name and _is_plain(dependency):
                    yield self._finding(manifest, dependency)

    def _finding(self, manifest: Manifest, dependency: Dependency) -> Diagnostic:
        place = manifest.metadata.name_location if manifest.metadata else None
        return self.found(
            dependency.part(dependency.name_span),
            f"`{dependency.written}` is the project itself, which can't depend on itself; remove the entry, or rename the project",
            label="the project itself",
            related=[Related(place, "its name")] if place else [],
            subject=dependency.name,
        )


def _is_plain(dependency: Dependency) -> bool:
    """Asked for as a release, by everybody who installs the project."""
    asked_for = dependency.group == "runtime" or (dependency.form == "poetry" and dependency.group.startswith("group:"))
    return asked_for and not (dependency.extras or dependency.url or dependency.path or dependency.editable)
