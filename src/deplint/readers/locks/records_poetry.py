"""The values of a poetry.lock into what it records about its entries, and what it is for.

Source: poetry's `packages/locker.py` in all versions.
"""

from __future__ import annotations

from deplint.facts import LockedRecord, LockedRequirement, LockTerms
from deplint.names import normalize
from deplint.readers.locks.values import named_entries, string, strings, table
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedPackage
    from deplint.readers.locks.values import Table

_NAME = regex(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REFERENCES = ("git", "url", "path", "file")


def records(document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """What the lock records about each of its entries."""
    return tuple(map(_poetry_record, packages, named_entries(document, "package", packages)))


def terms(document: Table) -> LockTerms:
    """Each entry has its marker since 2.1. A range of several parts is said as a marker."""
    metadata = table(document, "metadata")
    written, version = string(metadata.get("python-versions")), string(metadata.get("lock-version"))
    python = poetry_python(written)
    marked = version.startswith("2.") and version[2:].isdigit() and int(version[2:]) >= 1
    if python or written in ("", "*"):
        return LockTerms(python, records=True, marked=marked)
    from deplint.readers.poetry_entry import python_marker

    parted = python_marker(written)
    return LockTerms("", (parted,) if parted else (), records=bool(parted), marked=marked)


def _poetry_record(package: LockedPackage, entry: Table) -> LockedRecord:
    """Before 2.1 the lock knows a category, "main" or "dev", or nothing of groups; the marker of an entry is known since."""
    marker = entry.get("markers")
    groups = strings(entry.get("groups")) or ((string(entry["category"]),) if "category" in entry else ())
    requires = tuple(_poetry_requires(entry)) if "dependencies" in entry else ()
    return LockedRecord(
        package, requires, tuple(_markers(marker, groups)) if marker else (), groups,
        requires_python=poetry_python(string(entry.get("python-versions"))), optional=entry.get("optional") is True,
    )  # fmt: skip


def _markers(marker: object, groups: Sequence[str]) -> list[str]:
    """One marker for all groups, or one for each that has one; a group without is for all environments."""
    if isinstance(marker, str):
        return [marker]
    by_group = marker if isinstance(marker, dict) else {}
    found = [string(each) for each in by_group.values()]
    return found if all(found) and by_group.keys() >= set(groups) else []


def poetry_python(constraint: str) -> str:
    """Poetry's constraint on Python in PEP 440; "" for any Python and for what can't be said in it."""
    if not constraint or constraint == "*":
        return ""
    if constraint.startswith(">=") and constraint[2:].replace(".", "").isdigit():
        return constraint
    from deplint.versions import poetry_to_pep440

    return poetry_to_pep440(constraint) or ""


def _poetry_requires(entry: Table) -> Iterator[LockedRequirement]:
    extras: dict[str, list[str]] | None = None
    for written, value in table(entry, "dependencies").items():
        name = normalize(written)
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, str):
                yield LockedRequirement(name, each, "poetry")
            elif isinstance(each, dict):
                base = _requirement(name, each)
                if not base.optional:
                    yield base
                    continue
                extras = _extras(entry) if extras is None else extras
                for extra in extras.get(name, ()):
                    yield base._replace(optional=False, asked_by=f"extra:{extra}")
                if name not in extras:
                    yield base


def _requirement(name: str, each: Table) -> LockedRequirement:
    marker = " and ".join(f"({part})" for part in _conditions(each)) if "python" in each else string(each.get("markers"))
    url = next((string(each[key]) for key in _REFERENCES if key in each), "")
    return LockedRequirement(
        name, string(each.get("version")), "poetry", marker, tuple(map(normalize, strings(each.get("extras")))), url=url,
        optional=each.get("optional") is True,
    )  # fmt: skip


def _conditions(each: Table) -> Iterator[str]:
    """Before 1.0 a condition on Python stood apart."""
    from deplint.readers.poetry_entry import python_marker

    for text in (string(each.get("markers")), python_marker(string(each.get("python")))):
        if text:
            yield text


def _extras(entry: Table) -> dict[str, list[str]]:
    """Which extras of the entry ask for a name."""
    found: dict[str, list[str]] = {}
    for extra, each_list in table(entry, "extras").items():
        for each in strings(each_list):
            name = _NAME.match(each)
            if name is not None:
                found.setdefault(normalize(name[0]), []).append(normalize(extra))
    return found
