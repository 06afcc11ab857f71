"""DPL709 multiple-versions-locked: a lock with two versions of a package for the same environments."""

from __future__ import annotations

from deplint.questions.lock_records import records_of, terms_of
from deplint.questions.locked import lock_command, locks_of
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedRecord, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class MultipleVersionsLocked(Rule):
    """Package that one lock holds in two versions for the same environments.

    ## Why is this bad?
    Only one of them can be installed, and which one is up to the installer. Merges that kept both sides make such locks.

    ## Example
    ```bad poetry.lock
    [[package]]
    name = "six"
    version = "1.16.0"
    description = ""
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "six-1.16.0-py3-none-any.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
    ]

    [[package]]
    name = "six"
    version = "1.17.0"
    description = ""
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py3-none-any.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
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
    description = ""
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py3-none-any.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    Not flagged are versions that markers keep apart, or conflicting extras and groups of uv, builds of one version (`1.0+cpu`), and locks
    that don't say where an entry is installed, such as those of Poetry before 2.0. The categories of a Pipfile.lock are compared by
    `cross-file-drift`.
    """

    code = "DPL709"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("uv.lock", "poetry.lock", "pdm.lock", "pylock")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in locks_of(project):
            if terms_of(lock, project).marked and not _has_conflicts(lock):
                by_name: dict[str, list[LockedRecord]] = {}
                for record in records_of(lock, project):
                    if record.package.version:
                        by_name.setdefault(record.package.name, []).append(record)
                for records in by_name.values():
                    together = _together(records) if len(records) > 1 else None
                    if together is not None:
                        yield self._finding(lock, *together)

    def _finding(self, lock: Manifest, first: LockedRecord, second: LockedRecord) -> Diagnostic:
        package = second.package
        return self.found(
            package.location,
            f"`{package.name}` is locked as {first.package.version} and as {package.version} for the same environments; "
            "one of them will do",
            label="a second version",
            related=[Related(first.package.location, f"{first.package.version} here")],
            help=lock_command(lock),
            subject=package.name,
        )


def _has_conflicts(lock: Manifest) -> bool:
    """uv forks by extras and groups that are never installed together."""
    return lock.kind == "uv.lock" and "\nconflicts = [" in lock.source.text


def _together(records: Sequence[LockedRecord]) -> tuple[LockedRecord, LockedRecord] | None:
    """Two entries of different versions that can be installed in one environment."""
    for number, record in enumerate(records):
        for other in records[number + 1 :]:
            if _public(record.package.version) != _public(other.package.version) and not _exclude_each_other(record, other):
                return record, other
    return None


def _public(version: str) -> str:
    return version.partition("+")[0]


def _exclude_each_other(one: LockedRecord, other: LockedRecord) -> bool:
    if not one.markers or not other.markers:
        return False
    from deplint.markers import disjoint

    return all(disjoint(marker, beside) for marker in one.markers for beside in other.markers)
