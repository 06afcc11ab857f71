"""A lock of a project into what it records about its entries and what it is for: read only when a rule asks, and once."""

from __future__ import annotations

from deplint.facts import LockTerms
from deplint.freshness.documents import json_document, toml_document
from deplint.questions.locked import packages_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import LockedRecord, LockedRequirement, Manifest
    from deplint.model import Location
    from deplint.project import Project


def records_of(lock: Manifest, project: Project) -> tuple[LockedRecord, ...]:
    """What a lock records about its entries, in file order; none where the file can't be read."""
    known: dict[str, tuple[LockedRecord, ...]] = project.remembered(f"{__name__}.records")
    if lock.path not in known:
        known[lock.path] = _records(lock, project)
    return known[lock.path]


def terms_of(lock: Manifest, project: Project) -> LockTerms:
    """What a lock as a whole is for; nothing is known of one that can't be read."""
    known: dict[str, LockTerms] = project.remembered(f"{__name__}.terms")
    if lock.path not in known:
        from deplint.readers.locks.records import terms

        document = (json_document if lock.kind == "Pipfile.lock" else toml_document)(lock, project)
        known[lock.path] = LockTerms() if document is None else terms(lock.kind, document)
    return known[lock.path]


def _records(lock: Manifest, project: Project) -> tuple[LockedRecord, ...]:
    if lock.kind == "conda-lock":
        from deplint.readers.locks.conda import conda_lock_records

        return conda_lock_records(lock.source)
    if lock.kind == "pixi.lock":
        from deplint.readers.locks.pixi import pixi_records

        return pixi_records(lock.source)
    document = (json_document if lock.kind == "Pipfile.lock" else toml_document)(lock, project)
    if document is None:
        return ()
    from deplint.readers.locks.records import records

    return records(lock.kind, document, packages_of(lock, project))


def requirement_location(lock: Manifest, record: LockedRecord, requirement: LockedRequirement) -> Location:
    """The name of what an entry needs, in that entry; the entry where it can't be found."""
    import re

    text, start = lock.source.text, record.package.location.end
    next_entry = text.find("\n[[", start)
    end = next_entry if next_entry >= 0 else len(text)
    needs = text.find("dependencies", start, end)
    name = r"[-_.]{1,9}".join(map(re.escape, requirement.name.split("-")))
    found = re.compile(rf"(?<![\w.-]){name}(?![\w.-])", re.IGNORECASE).search(text, max(needs, start), end)
    return lock.source.at(*found.span()) if found else record.package.location
