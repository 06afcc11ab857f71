"""DPL908 unneeded-backport: a backport of what every Python of the project has."""

from __future__ import annotations

from deplint.data.identities import BACKPORTS
from deplint.questions.public_names import public_entries, python_of
from deplint.questions.removal import removal
from deplint.rule import Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

# What is of use beyond its Python, as it is ahead of the standard library: without a marker it may well be meant.
_AHEAD = frozenset(("configparser", "exceptiongroup", "importlib-metadata", "importlib-resources", "tomli", "zipp", "backports-zstd"))


class UnneededBackport(Rule):
    """Backport for a Python that the project does not support any more.

    ## Why is this bad?
    A line that is never installed is still read, updated and worried about. One that is installed for nothing (`dataclasses`) is a
    dependency more to trust, and can stand in the way of an upgrade of Python.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = [
        "flask>=3",
        "importlib-metadata>=6; python_version < '3.8'",
    ]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = [
        "flask>=3",
    ]
    ```
    It is judged against the Pythons that the file or the project asks for; where nothing says these, nothing is flagged. Entries whose
    marker can be true, and without a marker those that are ahead of the standard library (`importlib-metadata`, `exceptiongroup`,
    `tomli`), exact pins without one, which may hold what another package asks for, files for development, and what a compiler wrote are
    not flagged.

    ## Fix safety
    Safe where the marker is never true: nothing was installed. Unsafe otherwise.
    """

    code = "DPL908"
    severity = Severity.INFO
    only_for = ("backports",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, dependency in public_entries(project):
            if dependency.name in BACKPORTS:
                python = python_of(manifest, project)
                if python and dependency.group != "build" and _is_for_project(project, manifest):
                    yield from self._judged(project, manifest, dependency, python)

    def _judged(self, project: Project, manifest: Manifest, dependency: Dependency, python: str) -> Iterator[Diagnostic]:
        since, instead, same, _, _ = BACKPORTS[dependency.name]
        dead = _is_never_installed(dependency, python)
        if not dead and (_may_be_meant(dependency) or not _all_have(python, since)):
            return
        fix = removal(manifest, dependency, "remove the line")
        says = f"`{dependency.marker}` is never true" if dead else f"every Python since {since[0]}.{since[1]} has it"
        change = "" if dead or same else f", after importing `{instead}` instead"
        required = project.requires_python
        shown = required is not None and required.specifier == python
        yield self.found(
            dependency.part(dependency.name_span),
            f"`{dependency.written}` is the backport of `{instead}`, but {says}, and the project needs `{python}`; remove it{change}",
            label="never installed" if dead else f"in Python since {since[0]}.{since[1]}",
            related=[Related(required.location, "the Pythons of the project")] if required is not None and shown else [],
            help=f"remove `{dependency.written}`",
            fix=fix if dead or fix is None else Fix(fix.title, fix.edits),
            subject=f"{dependency.name} {dependency.group}",
        )


def _is_for_project(project: Project, manifest: Manifest) -> bool:
    """Tools and tests may run on Pythons of their own, and so may what includes the file from another project."""
    return manifest.kind != "requirements" or not (project.serves_development(manifest) or project.is_read_elsewhere(manifest))


def _may_be_meant(dependency: Dependency) -> bool:
    """It has a marker that can be true, is ahead of the standard library, or holds the version of what something else asks for."""
    return bool(dependency.marker) or dependency.name in _AHEAD or pin_kind(dependency) == "exact"


def _is_never_installed(dependency: Dependency, python: str) -> bool:
    if "python" not in dependency.marker:
        return False
    from deplint.markers import never_true

    return never_true(dependency.marker, python)


def _all_have(python: str, since: tuple[int, int]) -> bool:
    """Have all the Pythons had it from the beginning?"""
    from deplint.versions import admitted_minors

    minors = admitted_minors(python)
    return bool(minors) and all(minor >= since for minor in minors)
