"""DPL707 precommit-rev-drift: a pre-commit hook at another version than the same tool in the project's lock or pins."""

from __future__ import annotations

from deplint.questions.locked import locks_of, packages_of
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import Hook
    from deplint.model import Diagnostic, Location
    from deplint.project import Project


class PrecommitRevDrift(Rule):
    """Hook of pre-commit whose `rev` is another version than the one that the project locks or pins for the same tool.

    ## Why is this bad?
    The formatter in the hook and the one in the environment undo each other's work, and the type checker of the commit finds what that of
    the editor does not.

    ## Example
    ```bad .pre-commit-config.yaml
    repos:
      - repo: https://github.com/astral-sh/ruff-pre-commit
        rev: v0.6.9
        hooks:
          - id: ruff
    ```
    ```with requirements-dev.txt
    ruff==0.8.4
    ```
    ```good .pre-commit-config.yaml
    repos:
      - repo: https://github.com/astral-sh/ruff-pre-commit
        rev: v0.8.4
        hooks:
          - id: ruff
    ```
    Off by default, as the two are often kept up to date by different means. A `v` before the version does not count, and neither do commits
    and branches, repositories whose tags are no versions of a distribution, and tools that the project does not pin.
    """

    code = "DPL707"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pre-commit",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        hooks = [hook for manifest in project.installers for hook in (manifest.installs.hooks if manifest.installs else ())]
        pinned = _pinned(project) if hooks else {}
        for hook in hooks:
            yield from self._judged(hook, pinned)

    def _judged(self, hook: Hook, pinned: dict[str, list[tuple[str, Location]]]) -> Iterator[Diagnostic]:
        from deplint.data.precommit_repositories import distribution_of
        from deplint.versions import contains, is_valid

        name = distribution_of(hook.repo)
        version = hook.rev.removeprefix("v")
        if not name or name not in pinned or not hook.rev_location or "." not in version or not is_valid(f"=={version}"):
            return
        if any(contains(f"=={version}", other) for other, _ in pinned[name]):
            return
        other, place = pinned[name][0]
        yield self.found(
            hook.rev_location,
            f"`{hook.rev}` is {name} {version}, but the project has {name} {other}; keep the two together",
            label=f"{name} {version}",
            related=[Related(place, f"{name} {other}")],
            help=f"pre-commit autoupdate --repo {hook.repo}",
            subject=hook.repo,
        )


def _pinned(project: Project) -> dict[str, list[tuple[str, Location]]]:
    """The exact versions of the project's locks and pins, those of locks first."""
    from deplint.versions import exact_version

    found: dict[str, list[tuple[str, Location]]] = {}
    for lock in locks_of(project):
        for package in packages_of(lock, project):
            if package.version and package.source == "registry":
                found.setdefault(package.name, []).append((package.version, package.location))
    for manifest in project.manifests:
        for dependency in manifest.dependencies:
            version = exact_version(dependency.specifier) if dependency.form == "pep440" and dependency.specifier else None
            if version:
                found.setdefault(dependency.name, []).append((version, dependency.location))
    return found
