"""DPL506 dead-marker: a marker that is never or always true on the Pythons of the project."""

from __future__ import annotations

from collections import Counter

from deplint.roles import Role
from deplint.rule import Edit, Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

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
    Judged against the `requires-python` of the project, or that of its lock where an application has none. Requirements files that are
    compiled, exported (every entry has the same marker), for development, or included by another project are not flagged.
    """

    code = "DPL506"
    severity = Severity.INFO
    only_for = ("markers",)
    yields_to = ("unneeded-backport", "string-compared-marker")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        required = project.requires_python or _locked(project)
        if required is None:
            return
        for manifest in project.manifests:
            if manifest.kind == "script" or (manifest.kind == "requirements" and not _is_for_project(project, manifest)):
                continue
            for dependency in manifest.dependencies:
                if "python" in dependency.marker and dependency.form == "pep440" and dependency.group != "build":
                    yield from self._judged(manifest, dependency, required)

    def _judged(self, manifest: Manifest, dependency: Dependency, required: PythonConstraint) -> Iterator[Diagnostic]:
        from deplint.markers import always_true, never_true

        if never_true(dependency.marker, required.specifier):
            said, label, fix = "is never true, so the line is never installed; remove it", "never true", None
        elif always_true(dependency.marker, required.specifier):
            said, label, fix = "is always true; remove it", "always true", _without_marker(manifest, dependency)
        else:
            return
        who = "the lock is for" if required.kind == "lock" else "the project needs"
        yield self.found(
            dependency.part(dependency.marker_span),
            f"`{dependency.marker}` {said}: {who} Python `{required.value}`",
            label=label,
            related=[Related(required.location, "the Pythons of the project")],
            fix=fix,
            subject=f"{dependency.name} {dependency.group}",
        )


def _locked(project: Project) -> PythonConstraint | None:
    """The range of the lock of an application: nobody installs it otherwise. Only looked up for lists that ask for a Python."""
    asked = (each.marker for manifest in project.manifests for each in manifest.dependencies)
    if not project.is_application or not project.locks or not any("python" in marker for marker in asked):
        return None
    from deplint.questions.python_view import locked_python

    return locked_python(project)


def _is_for_project(project: Project, manifest: Manifest) -> bool:
    """The requirements are written by hand, and for the Pythons of the project: tools and tests may run on others."""
    if project.role(manifest) in (Role.COMPILED, Role.CONSTRAINTS) or project.serves_development(manifest):
        return False
    return not project.is_read_elsewhere(manifest) and not _is_exported(manifest)


def _is_exported(manifest: Manifest) -> bool:
    """Most entries have one and the same marker, which nobody writes by hand: `poetry export` puts that of the project on every line."""
    markers = Counter(each.marker for each in manifest.dependencies if each.marker)
    total = len(manifest.dependencies)
    return total >= 5 and any(count * 2 > total for _, count in markers.most_common(1))


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
