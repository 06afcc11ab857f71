"""The records of a lock into what they contradict each other in: an entry that another one needs and that is absent, or of another version.

An offline `pip check` over the lock alone. Nothing is claimed where the condition of a requirement could be false wherever its entry is
installed, where an extra is not surely asked for, or where the user has overridden a requirement.
"""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from deplint.facts import LockedRecord, LockedRequirement, LockTerms

INSTALLERS = frozenset(("setuptools", "pip", "wheel", "distribute"))
"""What tools leave out of a lock as it comes with the environment: Poetry before 1.5, PDM."""
_ALL_VERSIONS = ("", "*")
_CONTRADICTION = "sys_platform == 'linux' and sys_platform == 'win32'"

Index = dict[str, list["LockedRecord"]]


class Conflict(NamedTuple):
    """A requirement that the lock breaks, and the entries of that name in it; none where it has none."""

    record: LockedRecord
    requirement: LockedRequirement
    entries: tuple[LockedRecord, ...]


def conflicts(
    records: Sequence[LockedRecord], terms: LockTerms, asked: Collection[tuple[str, str]] = (), overridden: Collection[str] = ()
) -> Iterator[Conflict]:  # fmt: skip
    """The broken requirements in file order.

    asked       normalised name and extra of what the manifests ask for
    overridden  normalised names for which the user has decided what to take
    """
    if not terms.records:
        return
    by_name: Index = {}
    for record in records:
        by_name.setdefault(record.package.name, []).append(record)
    judge = _Judge(terms, by_name, {*asked, *_asked(records)})
    ignored = {*terms.overridden, *overridden}
    for record in records:
        for requirement in (*record.requires, *_declared(record)) if record.declared else record.requires:
            entries = by_name.get(requirement.name)
            if entries is not None and not requirement.specifier and not requirement.version:
                continue
            if requirement.name not in ignored and judge.breaks(record, requirement, entries or []):
                yield Conflict(record, requirement, tuple(entries or ()))


def uninstallable(records: Sequence[LockedRecord], terms: LockTerms) -> list[LockedRecord]:
    """The entries whose own metadata allows none of the Pythons that the lock is for."""
    if not terms.requires_python:
        return []
    from deplint.versions import compatible

    asked = {record.requires_python for record in records} - {""}
    refused = {python for python in asked if not compatible([terms.requires_python, python])}
    return [record for record in records if record.requires_python in refused]


def _declared(record: LockedRecord) -> Iterator[LockedRequirement]:
    """What the metadata of a local package asks for: of one that is not locked as a project only what it always needs."""
    for requirement in record.declared:
        if not requirement.url and (record.is_root or not (requirement.asked_by or "extra" in requirement.marker)):
            # The extras and groups of a project are locked all together: which of them asks makes no difference.
            yield requirement._replace(asked_by="")


def _asked(records: Sequence[LockedRecord]) -> Iterator[tuple[str, str]]:
    """What entries ask for without a condition."""
    for record in records:
        for requirement in record.requires:
            if requirement.extras and not requirement.marker and not requirement.asked_by and not requirement.optional:
                yield from ((requirement.name, extra) for extra in requirement.extras)


def satisfies(requirement: LockedRequirement, version: str) -> bool:
    """False only where the version is surely not what is asked for. A pre-release or a local build counts as the release, too."""
    if requirement.version:
        return not version or requirement.version == version
    if requirement.specifier in _ALL_VERSIONS or not version:
        return True
    parts = _parts(requirement)
    if parts is None or any(verdict(part, version) is not False for part in parts):
        return True
    released = _release(version)
    return released != version and any(verdict(part, released) is not False for part in parts)


def _parts(requirement: LockedRequirement) -> tuple[str, ...] | None:
    if requirement.form == "poetry":
        from deplint.versions import poetry_union

        return poetry_union(requirement.specifier)
    return (requirement.specifier,) if requirement.form == "pep440" else None


def _release(version: str) -> str:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version).base_version
    except InvalidVersion:
        return version


class _Judge:
    """What is known of one lock."""

    def __init__(self, terms: LockTerms, by_name: Mapping[str, Sequence[LockedRecord]], asked: Collection[tuple[str, str]]) -> None:
        self.terms = terms
        self.by_name = by_name
        self.asked = asked
        self._environments = _any_of(terms.environments)

    def breaks(self, record: LockedRecord, requirement: LockedRequirement, entries: Sequence[LockedRecord]) -> bool:
        """No entry of that name will do, and the requirement surely counts somewhere."""
        name = requirement.name
        if name == record.package.name or (requirement.optional and not requirement.asked_by):
            return False
        if not entries and name in INSTALLERS:
            return False
        if any(each.package.source != "registry" or satisfies(requirement, each.package.version) for each in entries):
            return False
        return self._counts(record, requirement)

    def _counts(self, record: LockedRecord, requirement: LockedRequirement) -> bool:
        """The entry is installed somewhere, and its requirement holds there."""
        from deplint.markers import always_true, never_true

        marker, kind, extra = requirement.marker, *_split(requirement.asked_by)
        if kind == "extra":
            if (record.package.name, extra) not in self.asked:
                return False
            marker = "" if marker.replace("'", '"') == f'extra == "{extra}"' else marker
        if "extra" in marker and not record.declared:
            return False
        python = ",".join(filter(None, (self.terms.requires_python, record.requires_python)))
        if not self.terms.marked:
            return not marker or always_true(_all_of(marker), python)
        where = _all_of(self._environments, _any_of(record.markers), marker)
        # A marker that can't be judged is not even false together with a contradiction.
        return not where or (not never_true(where, python) and never_true(_all_of(where, _CONTRADICTION), python))


def _split(asked_by: str) -> tuple[str, str]:
    kind, _, name = asked_by.partition(":")
    return kind, name


def _any_of(markers: Sequence[str]) -> str:
    return " or ".join(f"({marker})" for marker in markers)


def _all_of(*markers: str) -> str:
    return " and ".join(f"({marker})" for marker in markers if marker)
