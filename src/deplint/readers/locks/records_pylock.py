"""The values of a pylock.toml into what it records about its entries, and what it is for.

Source: pylock.toml specification (PEP 751); what PDM adds under `tool.pdm`.
"""

from __future__ import annotations

from deplint.facts import LockedRecord, LockedRequirement, LockTerms
from deplint.names import normalize
from deplint.readers.locks.records_pdm import requirements, terms_of_targets
from deplint.readers.locks.values import array, named_entries, string, strings, table
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedPackage
    from deplint.readers.locks.values import Table

_IN_GROUPS = regex(r"(['\"])([^'\"]+)\1 in dependency_groups")


def records(document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """What the lock records about each of its entries."""
    return tuple(map(_record, packages, named_entries(document, "packages", packages)))


def terms(document: Table) -> LockTerms:
    """What the lock is for."""
    tool = table(document, "tool", "pdm")
    wanted = string(document.get("requires-python"))
    targets = [each for each in array(tool.get("targets")) if isinstance(each, dict)]
    if tool:
        found = terms_of_targets(targets) if targets else LockTerms()
        return found._replace(requires_python=found.requires_python or wanted)
    entries = array(document.get("packages"))
    records = any(isinstance(each, dict) and "dependencies" in each for each in entries)
    return LockTerms(wanted, strings(document.get("environments")), records=records, marked=True)


def _record(package: LockedPackage, entry: Table) -> LockedRecord:
    """The specification knows the names of what an entry needs, with what tells several of one name apart; PDM adds requirements."""
    marker, tool = string(entry.get("marker")), table(entry, "tool", "pdm")
    if tool:
        requires = tuple(requirements(tool.get("dependencies")))
    else:
        requires = tuple(each for value in array(entry.get("dependencies")) for each in _requirement(value))
    groups = tuple(dict.fromkeys(found[2] for found in _IN_GROUPS.finditer(marker))) if "dependency_groups" in marker else ()
    return LockedRecord(
        package, requires, (marker,) if marker else (), groups, tuple(map(normalize, strings(tool.get("extras")))),
        string(entry.get("requires-python")),
    )  # fmt: skip


def _requirement(each: object) -> Iterator[LockedRequirement]:
    if isinstance(each, dict) and isinstance(each.get("name"), str):
        yield LockedRequirement(normalize(each["name"]), version=string(each.get("version")))
