"""The values of a pdm.lock into what it records about its entries, and what it is for. Source: pdm's `project/lockfile`."""

from __future__ import annotations

from deplint.facts import LockedRecord, LockedRequirement, LockTerms
from deplint.names import normalize
from deplint.readers.locks.values import array, named_entries, string, strings, table
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedPackage
    from deplint.readers.locks.values import Table

_NAME = regex(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
# The beginnings of PDM's names of platforms.
_SYSTEMS = {
    "windows": "win32", "win": "win32", "macos": "darwin", "linux": "linux", "manylinux": "linux", "musllinux": "linux", "alpine": "linux",
}  # fmt: skip


def records(document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """What the lock records about each of its entries."""
    return tuple(map(_record, packages, named_entries(document, "package", packages)))


def terms(document: Table) -> LockTerms:
    """The targets since 4.5; before, one Python range, and the machine of whoever locked unless the strategy says `cross_platform`.

    A lock for one machine that is not named lacks what only markers ask for, whatever the entries say.
    """
    metadata = table(document, "metadata")
    targets = [each for each in array(metadata.get("targets")) if isinstance(each, dict)]
    strategy = strings(metadata.get("strategy"))
    marked = "inherit_metadata" in strategy
    if not targets:
        return LockTerms(string(metadata.get("requires_python")), records=True, marked=marked and "cross_platform" in strategy)
    found = terms_of_targets(targets)
    return found._replace(marked=marked and found.marked)


def terms_of_targets(targets: list[Table]) -> LockTerms:
    """One Python range where all targets have the same, and their platforms."""
    pythons = list(dict.fromkeys(string(each.get("requires_python")) for each in targets))
    systems = [_SYSTEMS.get(string(each.get("platform")).partition("_")[0], "") for each in targets]
    markers = tuple(f'sys_platform == "{system}"' for system in dict.fromkeys(systems)) if all(systems) else ()
    # An implementation narrows a target further than is said here.
    marked = not any("implementation" in each for each in targets)
    return LockTerms(pythons[0] if len(pythons) == 1 else "", markers, records=True, marked=marked)


def _record(package: LockedPackage, entry: Table) -> LockedRecord:
    marker = string(entry.get("marker"))
    return LockedRecord(
        package, tuple(requirements(entry.get("dependencies"))), (marker,) if marker else (), strings(entry.get("groups")),
        tuple(map(normalize, strings(entry.get("extras")))), string(entry.get("requires_python")),
    )  # fmt: skip


def requirements(value: object) -> Iterator[LockedRequirement]:
    """Requirements as PEP 508 writes them: `rich[jupyter]>=13; python_version < "3.12"`, `demo @ file:///...`."""
    for text in strings(value):
        found = _NAME.match(text)
        if found is None:
            continue
        rest = text[found.end() :]
        is_url = rest.lstrip().startswith("@")
        # A URL may have semicolons: those of a marker have a blank before them.
        wanted, _, marker = rest.partition(" ;" if is_url else ";")
        extras = tuple(normalize(extra.strip()) for extra in (found[2] or "").split(",") if extra.strip())
        wanted = wanted.strip()
        if is_url:
            yield LockedRequirement(normalize(found[1]), "", "pep440", marker.strip(), extras, url=wanted[1:].strip())
        else:
            yield LockedRequirement(normalize(found[1]), wanted.strip("()"), "pep440", marker.strip(), extras)
