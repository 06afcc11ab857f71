"""DPL106 prerelease-pin: a version that its makers have not released yet."""

from __future__ import annotations

import re

from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import exact_version, pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_PRERELEASE = regex(r"[0-9][-_.]?(?:alpha|beta|preview|pre|rc|dev|a|b|c)[-_.]?[0-9]*(?![a-z])", re.IGNORECASE)
# Families that have nothing but pre-releases, or bring one for each release.
_ALWAYS = ("opentelemetry-", "azure-")


class PrereleasePin(Rule):
    """Alpha, beta, release candidate or development version pinned in what is deployed.

    ## Why is this bad?
    Pre-releases are pinned to try something out, and stay: update tools that look for releases pass over them, and so do the fixes.

    ## Example
    ```bad requirements.txt
    flask==3.0.2
    pydantic==2.6.0b1
    ```
    ```good requirements.txt
    flask==3.0.2
    pydantic==2.6.0
    ```
    Off by default. Files for development, compiled files, files with `--pre`, entries with a comment, packages of the repository itself,
    and families that have no other releases (OpenTelemetry, Azure) are not flagged.
    """

    code = "DPL106"
    severity = Severity.INFO
    profiles = ()
    only_for = ("requirements", "pyproject", "pipfile", "conda", "setup.cfg", "setup.py")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.DEPLOY, Role.INPUT, Role.METADATA):
            if project.serves_development(manifest) or any(option.name == "--pre" for option in manifest.options):
                continue
            for dependency in manifest.dependencies:
                if self._is_flagged(manifest, dependency, project):
                    yield self._finding(dependency)

    def _is_flagged(self, manifest: Manifest, dependency: Dependency, project: Project) -> bool:
        if dependency.group not in ("runtime", "pip") or dependency.prereleases or not dependency.specifier:
            return False
        version = exact_version(dependency.specifier) or dependency.specifier.lstrip("= ")
        return (
            _PRERELEASE.search(version.partition("+")[0]) is not None
            and pin_kind(dependency) == "exact"
            and not dependency.name.startswith(_ALWAYS)
            and not is_remarked(dependency)
            and not is_exempt(dependency, project)
        )

    def _finding(self, dependency: Dependency) -> Diagnostic:
        return self.found(
            dependency.part(dependency.specifier_span),
            f"`{dependency.written}` is pinned to a pre-release, which update tools pass over; take a release, or say in a comment why not",
            label="a pre-release",
            subject=f"{dependency.name} {dependency.group}",
        )
