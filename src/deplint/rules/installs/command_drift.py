"""DPL804 command-drift: a command that installs another version than the one that the project's files pin."""

from __future__ import annotations

from deplint.model import Related
from deplint.questions.installing import commands_of, is_judged, named_at_once
from deplint.questions.locked import locks_of, packages_of
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import contains, exact_version, pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic, Location
    from deplint.project import Project


class CommandDrift(Rule):
    """Version on a command line that is not the one that the project's lock or pinned files have.

    ## Why is this bad?
    The image or job works with another release than the one that was locked and tested; one of the two was forgotten at the last update.

    ## Example
    ```with requirements.txt
    gunicorn==23.0.0
    ```
    ```bad Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --no-cache-dir gunicorn==22.0.0
    ```
    ```good Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --no-cache-dir gunicorn==23.0.0
    ```
    Off by default: tools are often kept apart from the project on purpose. Where the files themselves have several versions, nothing is
    said.
    """

    code = "DPL804"
    severity = Severity.INFO
    profiles = ()
    only_for = ("commands",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        known: dict[str, dict[str, Location]] | None = None
        for _, command in commands_of(project):
            for each in named_at_once(command):
                version = exact_version(each.specifier) if is_judged(each, project) and pin_kind(each) == "exact" else ""
                if not version:
                    continue
                known = _pinned(project) if known is None else known
                versions = known.get(each.name, {})
                if len(versions) != 1 or any(contains(f"=={version}", other) for other in versions):
                    continue
                other, place = next(iter(versions.items()))
                yield self.found(
                    each.part(each.specifier_span),
                    f"`{each.written}` is installed as {version} here, but `{place.path}` has {other}",
                    label="another version",
                    related=[Related(place, f"{other} here")],
                    subject=each.name,
                )


def _pinned(project: Project) -> dict[str, dict[str, Location]]:
    """Name -> version -> place, of the locks and of the files that pin what is deployed."""
    found: dict[str, dict[str, Location]] = {}
    for lock in locks_of(project):
        for package in packages_of(lock, project):
            if package.version:
                found.setdefault(package.name, {}).setdefault(package.version, package.location)
    for manifest in project.with_role(Role.COMPILED, Role.DEPLOY):
        for dependency in manifest.dependencies:
            if pin_kind(dependency) == "exact" and dependency.form == "pep440":
                version = exact_version(dependency.specifier)
                if version:
                    found.setdefault(dependency.name, {}).setdefault(version, dependency.location)
    return found
