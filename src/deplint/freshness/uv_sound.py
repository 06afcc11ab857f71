"""A uv.lock into the faults for which uv refuses to read it: another schema, what it names and does not have, wheels of another version.

Source: uv's `TryFrom<LockWire> for Lock` and `Lock::new`.
"""

from __future__ import annotations

from deplint.freshness import Difference
from deplint.freshness.documents import array, string, table
from deplint.freshness.uv_places import lock_key, lock_package, lock_text
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING
from deplint.versions.specifier import release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.freshness.documents import Table
    from deplint.freshness.uv_check import Check

SCHEMA = 1
_REFUSED = "uv refuses to read the lock; lock again"


def faults(check: Check) -> Iterator[Difference]:
    """Everything for which uv does not even begin to compare."""
    lock, content, command = check.lock, check.content, check.command
    version = content.get("version")
    if version != SCHEMA or isinstance(version, bool):
        what = f"`{lock.path}` has no version" if version is None else f"`version = {version}` is no schema of uv.lock that is known"
        message = f"{what}: {_REFUSED}"
        yield Difference("inputs", message, lock_key(lock, "version"), "not 1", (), command, "version")
        return
    if not string(content.get("requires-python")):
        yield Difference("inputs", f"`{lock.path}` has no `requires-python`: {_REFUSED}", lock.start, "", (), command, "requires-python")
    yield from _dangling(lock, check.packages, command)
    yield from _wheels(lock, check.packages, command)


def _dangling(lock: Manifest, packages: list[Table], command: str) -> Iterator[Difference]:
    known = {string(package.get("name")) for package in packages}
    told: set[str] = set()
    for package in packages:
        for needed in needed_by(package):
            if needed not in known and needed not in told:
                told.add(needed)
                owner = string(package.get("name"))
                yield Difference(
                    "missing", f"`{needed}` is what `{owner}` needs, but `{lock.path}` has no entry for it: {_REFUSED}",
                    lock_text(lock, owner, f'name = "{needed}"'), "not in the lock", (), command, normalize(needed),
                )  # fmt: skip


def needed_by(package: Table) -> Iterator[str]:
    """The names of what a package depends on, itself, by its extras and by its groups."""
    lists = [array(package.get("dependencies"))]
    for key in ("optional-dependencies", "dev-dependencies"):
        if key in package:
            lists += [array(each) for each in table(package, key).values()]
    for entries in lists:
        for entry in entries:
            if isinstance(entry, dict) and isinstance(entry.get("name"), str):
                yield entry["name"]


def _wheels(lock: Manifest, packages: list[Table], command: str) -> Iterator[Difference]:
    """The first wheel of each entry whose file name has another version than the entry."""
    for package in packages:
        version = package.get("version")
        if not isinstance(version, str):
            continue
        inner = f"-{version}-"
        for wheel in array(package.get("wheels")):
            place = wheel.get("url") or wheel.get("path") or wheel.get("filename") if isinstance(wheel, dict) else None
            if isinstance(place, str) and inner not in place and _is_other(place, version):
                name = string(package.get("name"))
                file = place.rpartition("/")[2]
                yield Difference(
                    "violation", f"`{file}` is not of version `{version}`, which its entry says: {_REFUSED}",
                    lock_text(lock, name, file) if place in lock.source.text else lock_package(lock, name, version),
                    f"not {version}", (), command, normalize(name),
                )  # fmt: skip
                break


def _is_other(place: str, version: str) -> bool:
    """Does the name of a wheel say another version? A local part (`+cpu`) may stand in the name alone."""
    file = place.partition("#")[0].partition("?")[0].rpartition("/")[2]
    parts = file.removesuffix(".whl").split("-")
    if not file.endswith(".whl") or len(parts) not in (5, 6):
        return False
    written = parts[1].replace("%2B", "+").replace("%2b", "+").replace("%21", "!")
    numbers = release(written)
    if written == version or (numbers is not None and numbers == release(version)):
        return False
    from packaging.version import InvalidVersion, Version

    try:
        entry = Version(version)
        # An underscore stands for a hyphen (`1.0-1`, a post-release) or for the `+` of a local version.
        meant = [Version(written.replace("_", sign)) for sign in "-+"] if "_" in written else [Version(written)]
    except InvalidVersion:
        return False
    return all(entry not in (each, Version(each.public)) for each in meant)
