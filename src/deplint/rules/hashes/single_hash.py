"""DPL207 single-hash: an entry of a lock whose only file is a wheel for one platform, though others install it, too."""

from __future__ import annotations

from deplint.questions.lock_platforms import PLATFORMS, fits, installed_on
from deplint.questions.lock_records import records_of, terms_of
from deplint.questions.locked import lock_command, locks_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import LockedPackage, LockedRecord, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

# One for each system: whoever has a wheel for one machine of a system may well have none for the others.
_SYSTEMS = {"linux-x86_64": "Linux", "macos-arm64": "macOS", "windows-amd64": "Windows"}


class SingleHash(Rule):
    """Entry of a lock that has one file only, a wheel for one platform, though markers let others install it.

    ## Why is this bad?
    On every other platform the installation stops, as nothing there has a hash that the lock knows. Such entries come from a tool or an
    index that saw one machine, or from somebody who deleted the other files.

    ## Example
    ```bad poetry.lock
    [[package]]
    name = "demo-native"
    version = "1.0"
    description = ""
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "demo_native-1.0-cp312-cp312-win_amd64.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    ```good poetry.lock
    [[package]]
    name = "demo-native"
    version = "1.0"
    description = ""
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "demo_native-1.0-cp312-cp312-win_amd64.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
        {file = "demo_native-1.0.tar.gz", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    Not flagged are wheels for every platform, single archives of the source, entries that only one platform installs, and locks that are
    made for one machine (`pip lock`, PDM without `cross_platform`).
    """  # noqa: E501

    code = "DPL207"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("locks",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in locks_of(project):
            records, is_of_pip = records_of(lock, project), 'created-by = "pip"' in lock.source.text[:2000]
            single = [each for each in records if len(each.package.files) == 1 and _is_for_one(each.package.files[0].name)]
            if single and not is_of_pip and (lock.kind == "pylock" or terms_of(lock, project).records):
                yield from self._in_lock(lock, single, project)

    def _in_lock(self, lock: Manifest, single: list[LockedRecord], project: Project) -> Iterator[Diagnostic]:
        records, terms = records_of(lock, project), terms_of(lock, project)
        for name, system in _SYSTEMS.items():
            is_installed = installed_on(PLATFORMS[name], lock, records, terms, project)
            missing = [each for each in single if not fits(each.package.files[0].name, PLATFORMS[name]) and is_installed(each)]
            single = [each for each in single if each not in missing]  # one finding for an entry
            yield from (self._finding(lock, each.package, system) for each in missing)

    def _finding(self, lock: Manifest, package: LockedPackage, system: str) -> Diagnostic:
        return self.found(
            package.location,
            f"`{package.name}` has one file in this lock, `{package.files[0].name}`, so it can't be installed on {system}; "
            "lock it where all files are seen",
            label="one file",
            help=lock_command(lock),
            subject=package.name,
        )


def _is_for_one(file: str) -> bool:
    """A wheel for a platform."""
    return file.endswith(".whl") and not file.endswith("-any.whl")
