"""DPL210 missing-platform-artifact: an entry of a lock without a file for one of the platforms that it is to be installed on."""

from __future__ import annotations

from deplint.questions.locked import locks_of
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedRecord, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

SHOWN = 8


class MissingPlatformArtifact(Rule):
    """Entry of a lock without a wheel, or an archive to build one from, for one of the platforms that are configured.

    ## Why is this bad?
    The lock was made on another machine and looks fine there. On the platform that is missing, the installation stops.

    ## Example
    ```config
    [rules.missing-platform-artifact]
    platforms = ["linux-x86_64", "macos-arm64"]
    ```
    ```bad poetry.lock
    [[package]]
    name = "demo-native"
    version = "1.0"
    description = ""
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "demo_native-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
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
        {file = "demo_native-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", hash = "sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760"},
        {file = "demo_native-1.0-cp312-cp312-macosx_11_0_arm64.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    Platforms are `linux-x86_64`, `linux-aarch64`, `musllinux-x86_64`, `musllinux-aarch64`, `macos-x86_64`, `macos-arm64`,
    `windows-amd64` and `windows-arm64`. Without any, those count that a uv.lock declares by `required-environments`, system and machine. An
    archive of the source will do, unless `build = false`. Not flagged are entries that are not installed on the platform, as markers of the
    lock say, and those without any file: they have a rule of their own.
    """  # noqa: E501

    code = "DPL210"
    severity = Severity.WARNING
    only_for = ("locks",)
    platforms: Option[tuple[str, ...]] = Option((), "the platforms that locks are installed on: `linux-x86_64`, `macos-arm64` and so on")
    pythons: Option[tuple[str, ...]] = Option((), "the versions of Python that locks are installed with: `3.12`; none is any")
    build = Option(True, "whether an archive of the source will do where there is no wheel")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in locks_of(project):
            if self.platforms or (lock.kind == "uv.lock" and "\nrequired-markers" in lock.source.text):
                yield from self._in_lock(lock, project)

    def _in_lock(self, lock: Manifest, project: Project) -> Iterator[Diagnostic]:
        # Imported here, as most runs configure nothing.
        from deplint.questions.lock_platforms import PLATFORMS, declared_platforms
        from deplint.questions.lock_records import records_of, terms_of

        configured = [name for name in self.platforms if name in PLATFORMS]
        records = [each for each in records_of(lock, project) if any(file.name for file in each.package.files)]
        for name in configured or ([] if self.platforms else declared_platforms(terms_of(lock, project))):
            missing = self._missing(name, lock, records, project)
            if missing:
                yield self._finding(lock, name, missing)

    def _missing(self, name: str, lock: Manifest, records: Sequence[LockedRecord], project: Project) -> list[LockedRecord]:
        from deplint.questions.lock_platforms import PLATFORMS, fits, installed_on
        from deplint.questions.lock_records import records_of, terms_of

        platform, pythons = PLATFORMS[name], self.pythons or ("",)
        found = [
            each
            for each in records
            if not all(any((self.build or file.name.endswith(".whl")) and fits(file.name, platform, python) for file in each.package.files)
                       for python in pythons)
        ]  # fmt: skip
        if not found:
            return []
        is_installed = installed_on(platform, lock, records_of(lock, project), terms_of(lock, project), project)
        return [each for each in found if is_installed(each)]

    def _finding(self, lock: Manifest, platform: str, missing: Sequence[LockedRecord]) -> Diagnostic:
        first = missing[0].package
        more = f", nor of {len(missing) - 1} more" if len(missing) > 1 else ""
        what = "file" if self.build else "wheel"
        return self.found(
            first.location,
            f"`{first.name}` {first.version} has no {what} for `{platform}` in this lock{more}; "
            "lock it where all platforms are considered, or take a version that has one",
            label=f"not for {platform}",
            related=[Related(each.package.location, f"no {what} for {platform}") for each in missing[1:SHOWN]],
            subject=f"{first.name} {platform}",
        )
