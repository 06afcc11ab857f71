"""The entries of a lock and a platform into what is installed there, and which of its files fit.

Source: the platform compatibility tags of the packaging specifications (PEP 425, 513, 600, 656).
"""

from __future__ import annotations

from deplint.questions.lock_graph import roots_of
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deplint.facts import LockedRecord, LockedRequirement, LockTerms, Manifest
    from deplint.project import Project

_MOST_NAME = 500
_CHOICE = regex(r"extra == '((?:extra|group|project)-[0-9]+-[^']*)'")
_MOST_CHOICES = 8


class Platform(NamedTuple):
    """A platform that wheels are built for: how its tags begin and end, and what `sys_platform` and `platform_machine` are there."""

    name: str
    system: str
    machine: str
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]

    def takes(self, tag: str) -> bool:
        """Does a wheel with this platform tag run here?"""
        return tag == "any" or (tag.startswith(self.prefixes) and tag.endswith(self.endings))


PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform("linux-x86_64", "linux", "x86_64", ("manylinux", "linux_"), ("_x86_64",)),
        Platform("linux-aarch64", "linux", "aarch64", ("manylinux", "linux_"), ("_aarch64",)),
        Platform("musllinux-x86_64", "linux", "x86_64", ("musllinux", "linux_"), ("_x86_64",)),
        Platform("musllinux-aarch64", "linux", "aarch64", ("musllinux", "linux_"), ("_aarch64",)),
        Platform("macos-x86_64", "darwin", "x86_64", ("macosx_",), ("_x86_64", "_universal2", "_intel", "_universal")),
        Platform("macos-arm64", "darwin", "arm64", ("macosx_",), ("_arm64", "_universal2")),
        Platform("windows-amd64", "win32", "AMD64", ("win_",), ("_amd64",)),
        Platform("windows-arm64", "win32", "ARM64", ("win_",), ("_arm64",)),
    )
}
"""The platforms by the names that options give them."""


def fits(file: str, platform: Platform, python: str = "") -> bool:
    """Can a file be installed there: a wheel with the right tags, or an archive that is built? What has an odd name can.

    python  "3.12"; "" is any
    """
    if not file.endswith(".whl") or len(file) > _MOST_NAME:
        return True
    parts = file[:-4].split("-")
    if len(parts) not in (5, 6):
        return True
    pythons, abis, platforms = (part.split(".") for part in parts[-3:])
    return any(map(platform.takes, platforms)) and (not python or any(_is_for(tag, abis, python) for tag in pythons))


def _is_for(tag: str, abis: Sequence[str], python: str) -> bool:
    major, _, minor = python.partition(".")
    number = tag.lstrip("abcdefghijklmnopqrstuvwxyz")
    older = number[:1] == major and number[1:].isdecimal() and minor.isdecimal() and int(number[1:]) <= int(minor)
    if tag.startswith("py"):
        return number == major or older
    return tag.startswith("cp") and (older if "abi3" in abis else number == f"{major}{minor}")


def declared_platforms(terms: LockTerms) -> list[str]:
    """The platforms that the lock promises files for; a promise that names no machine is kept by a file for any."""
    from deplint.markers import implies

    exact = [marker for marker in terms.required if "platform_machine" in marker and "sys_platform" in marker]
    found = []
    for platform in PLATFORMS.values():
        there = f'sys_platform == "{platform.system}" and platform_machine == "{platform.machine}"'
        if not platform.name.startswith("musl") and any(implies(there, marker) for marker in exact):
            found.append(platform.name)
    return found


def installed_on(
    platform: Platform, lock: Manifest, records: Sequence[LockedRecord], terms: LockTerms, project: Project
) -> Callable[[LockedRecord], bool]:  # fmt: skip
    """Which entries could be installed there, as far as markers tell: of the entries, else those on the way to them."""
    if terms.marked and lock.kind != "uv.lock":
        return lambda record: not record.markers or any(_holds(marker, platform, terms) for marker in record.markers)
    if not _is_for_platform(platform, terms):
        return lambda record: False
    reached = _reached(platform, lock, records, terms, project)
    return lambda record: (
        id(record) in reached and (not record.markers or any(_holds(marker, platform, terms) for marker in record.markers))
    )


def _is_for_platform(platform: Platform, terms: LockTerms) -> bool:
    return not terms.environments or any(_holds(marker, platform, terms) for marker in terms.environments)


def _holds(marker: str, platform: Platform, terms: LockTerms) -> bool:
    from deplint.markers import could_hold

    there = f'({marker}) and platform_machine == "{platform.machine}"'
    for one, other in _conflicts(marker):
        there += f' and (extra != "{one}" or extra != "{other}")'
    return could_hold(there, "", platform.system, terms.requires_python)


def _conflicts(marker: str) -> Iterator[tuple[str, str]]:
    """uv writes groups and extras that conflict as extras of its own: no two of them are chosen together."""
    names = list(dict.fromkeys(_CHOICE.findall(marker))) if "extra == " in marker else []
    for number, one in enumerate(names[:_MOST_CHOICES]):
        for other in names[number + 1 : _MOST_CHOICES]:
            yield one, other


def _reached(platform: Platform, lock: Manifest, records: Sequence[LockedRecord], terms: LockTerms, project: Project) -> set[int]:
    """The `id` of each entry on some way from the direct requirements of which all markers could hold."""
    by_name: dict[str, list[LockedRecord]] = {}
    for record in records:
        by_name.setdefault(record.package.name, []).append(record)
    waiting = [record for record in records if record.is_root]
    if lock.kind != "uv.lock":
        waiting = [record for root in roots_of(lock, records, project) for record in by_name.get(root.name, ())]
    found = {id(record) for record in waiting}
    while waiting:
        for need in waiting.pop().requires:
            if need.marker and not _holds(need.marker, platform, terms):
                continue
            for record in by_name.get(need.name, ()):
                if id(record) not in found and _is_meant(need, record):
                    found.add(id(record))
                    waiting.append(record)
    return found


def _is_meant(need: LockedRequirement, record: LockedRecord) -> bool:
    """A need names the version and the source where there are several of one name."""
    package = record.package
    return (not need.version or need.version == package.version) and (not need.url or need.url == package.url)
