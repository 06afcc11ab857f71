"""DPL506 dead-marker: a marker that is never or always true on the Pythons of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.roles import Role
from deplint.rule import Edit, Fix, Related, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest, PythonConstraint
    from deplint.model import Diagnostic
    from deplint.project import Project


class DeadMarker(Rule):
    """Marker on the Python version that can never, or must always, be true for the Pythons that the project supports.

    ## Why is this bad?
    A line that is never installed is still read, updated and worried about, and a marker that is always true hides that the line is
    unconditional. Both are left over from a Python that the project has dropped.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3; python_version >= '3.7'"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]
    ```
    Judged against `requires-python` of the same file, or of the project for its requirements files. Compiled files are not flagged.
    """

    code = "DPL506"
    severity = Severity.INFO
    only_for = ("pyproject", "setup.cfg", "setup.py")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        required = [place for manifest in project.manifests for place in manifest.pythons if place.kind == "requires-python"]
        if len({place.specifier for place in required}) != 1 or not required[0].specifier:
            return
        for manifest in project.manifests:
            if project.role(manifest) in (Role.COMPILED, Role.CONSTRAINTS) or manifest.kind == "script":
                continue
            for dependency in manifest.dependencies:
                if "python" in dependency.marker and dependency.form == "pep440" and dependency.group != "build":
                    yield from self._judged(manifest, dependency, required[0])

    def _judged(self, manifest: Manifest, dependency: Dependency, required: PythonConstraint) -> Iterator[Diagnostic]:
        from deplint.markers import always_true, never_true

        if never_true(dependency.marker, required.specifier):
            said, label, fix = "is never true, so the line is never installed; remove it", "never true", None
        elif always_true(dependency.marker, required.specifier):
            said, label, fix = "is always true; remove it", "always true", _without_marker(manifest, dependency)
        else:
            return
        yield self.found(
            dependency.part(dependency.marker_span),
            f"`{dependency.marker}` {said}: the project needs Python `{required.value}`",
            label=label,
            related=[Related(required.location, "the Pythons of the project")],
            fix=fix,
            subject=f"{dependency.name} {dependency.group}",
        )


def _without_marker(manifest: Manifest, dependency: Dependency) -> Fix | None:
    """Cuts `; marker` off, where both stand on one line as written."""
    text, span = manifest.source.text, dependency.marker_span
    if span is None or text[span[0] : span[1]] != dependency.marker:
        return None
    start = text.rfind(";", dependency.location.start, span[0])
    if start < 0 or text[start + 1 : span[0]].strip(" \t"):
        return None
    while text[start - 1] in " \t":
        start -= 1
    return Fix("remove the marker", (Edit(dependency.location._replace(start=start, end=span[1]), ""),), safe=True)
