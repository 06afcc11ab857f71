"""The values of a Pipfile.lock into what it records about its entries, and what it is for. Source: pipenv's `utils/locking.py`."""

from __future__ import annotations

from deplint.facts import LockedRecord, LockTerms
from deplint.readers.locks.values import string, table
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deplint.facts import LockedPackage
    from deplint.readers.locks.values import Table


def records(document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """Pipenv writes down no graph: the category of an entry, its marker (with the Python that its metadata asks for) and its extras."""
    entries = [
        (category, entry)
        for category, table_ in document.items()
        if category != "_meta" and isinstance(table_, dict)
        for entry in table_.values()
        if isinstance(entry, dict)
    ]
    if len(entries) != len(packages):
        return ()
    return tuple(
        LockedRecord(package, (), tuple(filter(None, (string(entry.get("markers")),))), (category,))
        for package, (category, entry) in zip(packages, entries, strict=True)
    )


def terms(document: Table) -> LockTerms:
    """The Python of `[requires]`."""
    requires = table(document, "_meta", "requires")
    full, minor = string(requires.get("python_full_version")), string(requires.get("python_version"))
    return LockTerms(f"=={full}" if full else f"=={minor}.*" if minor.replace(".", "").isdigit() else "")
