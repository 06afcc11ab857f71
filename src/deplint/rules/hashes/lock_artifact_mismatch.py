"""DPL206 lock-artifact-mismatch: an entry of a lock that lists the file of another project, or of another version."""

from __future__ import annotations

from deplint.freshness import compared
from deplint.questions.artifacts import disagreement
from deplint.questions.locked import CONDA_KINDS, all_locks_of, file_location, lock_command, packages_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedFile, LockedPackage, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class LockArtifactMismatch(Rule):
    """Entry of a lock with a wheel or source distribution whose file name says another project or another version.

    ## Why is this bad?
    The installer fetches the file that the lock lists, and its hash fits. So the name and the version that everybody reads, and that
    every audit looks up, are not those of the code that runs. Only an edit by hand or an attack makes such a lock; uv refuses it for
    another version, the other tools install it.

    ## Example
    ```bad poetry.lock
    [[package]]
    name = "six"
    version = "1.17.0"
    description = "Python 2 and 3 compatibility utilities"
    optional = false
    python-versions = ">=2.7"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py2.py3-none-any.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
        {file = "sixx-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    ```good poetry.lock
    [[package]]
    name = "six"
    version = "1.17.0"
    description = "Python 2 and 3 compatibility utilities"
    optional = false
    python-versions = ">=2.7"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py2.py3-none-any.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
        {file = "six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    Names and versions are compared in their normal form: `Foo.Bar-1.0-1.zip` is the file of `foo-bar` 1.0.post1, and a local version
    (`1.0+cpu`) may stand in the file name alone. Archives by URL and of repositories may be called anything. An entry is one finding.

    conda-lock.yml, pixi.lock and `@EXPLICIT` lists are checked in the same way: a package of conda is called `name-version-build`.
    """

    code = "DPL206"
    severity = Severity.ERROR
    security = "8.0"
    only_for = ("locks",)
    yields_to = ("lock-violates-constraint",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in all_locks_of(project):
            for package in packages_of(lock, project):
                wrong = _wrong(package, lock.kind in CONDA_KINDS)
                if wrong and not _is_told(package, lock, project):
                    yield self._finding(lock, package, wrong)

    def _finding(self, lock: Manifest, package: LockedPackage, wrong: Sequence[tuple[LockedFile, str]]) -> Diagnostic:
        file, what = wrong[0]
        entry = package.name if what == "project" else f"{package.name} {package.version}"
        more = f", as {'are' if len(wrong) > 2 else 'is'} {len(wrong) - 1} more of the entry" if len(wrong) > 1 else ""
        return self.found(
            file_location(lock, package, file),
            f"`{file.name}` is listed for `{entry}`, but is the file of another {what}{more}; lock again, and find out who wrote this",
            label=f"not of {entry}",
            help=f"git log -p -S '{file.name}' -- {lock.path}" if "'" not in file.name else lock_command(lock),
            subject=package.name,
        )


def _is_told(package: LockedPackage, lock: Manifest, project: Project) -> bool:
    """The manifest does not allow the version either: the entry was edited, which is told there."""
    return any(each.kind == "violation" and each.subject == package.name for each in compared(lock, project).differences)


def _wrong(package: LockedPackage, conda: bool) -> list[tuple[LockedFile, str]]:
    """The files that are not of this entry, each with what differs."""
    name, version, wheels_only = package.name, package.version, package.source != "registry"
    usual = f"{name.replace('-', '_')}-{version}"
    wheel, archive = f"{usual}-", f"{usual}.tar.gz"
    return [
        (file, found)
        for file in package.files
        if file.name
        and not file.name.startswith(wheel)
        and file.name != archive
        and (found := disagreement(file.name, name, version, wheels_only=wheels_only, conda=conda))
    ]
