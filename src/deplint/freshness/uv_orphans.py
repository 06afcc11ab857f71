"""The packages of a uv.lock into those that nothing in it needs: uv walks from the projects, and does not see what is not on its way."""

from __future__ import annotations

from deplint.freshness import Difference
from deplint.freshness.documents import array, string, table
from deplint.freshness.uv_places import lock_package
from deplint.freshness.uv_sound import needed_by
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.freshness.documents import Table
    from deplint.freshness.uv_check import Check

_LOCAL = ("virtual", "editable", "directory")


def orphans(check: Check) -> Iterator[Difference]:
    """Packages that no project, list or group of the lock leads to: of each chain of them the first."""
    needs: dict[str, set[str]] = {}
    for package in check.packages:
        needs.setdefault(normalize(string(package.get("name"))), set()).update(map(normalize, needed_by(package)), _declared(package))
    reached = set(_roots(check))
    waiting = list(reached)
    while waiting:
        further = needs.get(waiting.pop(), set()) - reached
        reached |= further
        waiting.extend(further)
    left = needs.keys() - reached - {""}
    needed = {each for name in left for each in needs[name] if each != name}
    for name in sorted(left - needed or sorted(left)[:1]):
        message = f"`{name}` is locked, but nothing in `{check.lock.path}` needs it; uv takes the lock for fresh all the same; lock again"
        place = lock_package(check.lock, name)
        yield Difference("orphan", message, place, "nothing needs it", (), check.command, name)


def _roots(check: Check) -> Iterator[str]:
    """The members of the workspace, everything from a folder, and what the manifest of the lock asks for."""
    yield from (normalize(string(each)) for each in array(check.recorded.get("members")))
    for package in check.packages:
        if any(kind in table(package, "source") for kind in _LOCAL):
            yield normalize(string(package.get("name")))
    for key in ("requirements", "constraints", "overrides", "build-constraints"):
        yield from _names(check.recorded.get(key))
    for group in table(check.recorded, "dependency-groups").values():
        yield from _names(group)


def _declared(package: Table) -> Iterator[str]:
    """What the metadata of a package from a folder ask for."""
    metadata = table(package, "metadata")
    yield from _names(metadata.get("requires-dist"))
    for group in table(metadata, "requires-dev").values():
        yield from _names(group)


def _names(entries: object) -> Iterator[str]:
    found: list[Table] = [each for each in array(entries) if isinstance(each, dict)]
    return (normalize(string(each.get("name"))) for each in found)
