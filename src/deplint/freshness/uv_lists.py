"""Two lists of requirements, one that a manifest asks for and one that uv.lock has, into the entries in which they differ."""

from __future__ import annotations

from deplint.freshness import Difference
from deplint.freshness.uv_markers import is_plainly_same
from deplint.freshness.uv_meaning import same_meaning
from deplint.freshness.uv_places import lock_entry, lock_package
from deplint.freshness.uv_requirement import LOCAL_KINDS, Requirement, UndecidedError, is_same, same_but_for_markers
from deplint.model import Related
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import same_specifier, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from deplint.facts import Manifest
    from deplint.model import Location


class Side(NamedTuple):
    """The lock, and what of it a list of requirements is compared with.

    python    the lock's own range of Pythons, within which uv compares markers
    versions  what is locked of each package
    package   the package whose metadata it is, "" for the lists of the whole lock
    section   the key of the list in the lock
    old       written by a uv before 0.8, to which more folders were virtual
    """

    lock: Manifest
    python: str
    versions: Mapping[str, Sequence[str]]
    help: str
    package: str = ""
    section: str = "requires-dist"
    old: bool = False


class Changes(NamedTuple):
    """What is left when all that is the same is set aside; `undecided` says why some entries could not be compared."""

    missing: list[Requirement]
    orphans: list[Requirement]
    changed: list[tuple[Requirement, Requirement]]
    undecided: tuple[str, ...] = ()


def changes(wanted: Sequence[Requirement], locked: Sequence[Requirement], side: Side) -> Changes:
    """Sets the entries of the same name against each other."""
    found = Changes([], [], [])
    undecided: list[str] = []
    here, there = _by_name(wanted), _by_name(locked)
    for name in {**here, **there}:
        left = here.get(name, [])
        right = [_as_newer(each, left) if side.old else each for each in there.get(name, ())]
        try:
            if _is_plainly_same(left, right) or same_meaning(left, right, side.python):
                continue
            kept = [each for each in left if not any(is_same(each, other, side.python) for other in right)]
            gone = [each for each in right if not any(is_same(other, each, side.python) for other in left)]
        except UndecidedError as error:
            undecided.append(str(error))
            continue
        for each in kept:
            other = next((other for other in gone if other.extra == each.extra), None)
            if other is None:
                found.missing.append(each)
            else:
                gone.remove(other)
                found.changed.append((each, other))
        found.orphans.extend(gone)
    return found._replace(undecided=tuple(undecided))


def _by_name(requirements: Sequence[Requirement]) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for each in requirements:
        found.setdefault(each.name, []).append(each)
    return found


def _is_plainly_same(left: Sequence[Requirement], right: Sequence[Requirement]) -> bool:
    """Nearly all entries are, and then nothing has to be worked out."""
    return len(left) == len(right) == 1 and same_but_for_markers(*left, *right) and is_plainly_same(left[0].marker, right[0].marker)


def _as_newer(locked: Requirement, wanted: Sequence[Requirement]) -> Requirement:
    """What was virtual then may be a package or editable now: that is no change of the manifest."""
    if locked.kind == "virtual":
        now = next((each for each in wanted if each.kind in LOCAL_KINDS and each.target == locked.target), None)
        if now is not None:
            return locked._replace(kind=now.kind)
    return locked


def differences(found: Changes, side: Side, what: str = "") -> Iterator[Difference]:
    """`what` is the word for the entries where they are no requirements: "constraint"."""
    for wanted in found.missing:
        yield _missing(wanted, side, what)
    for wanted, locked in found.changed:
        yield _changed(wanted, locked, side, what)
    for locked in found.orphans:
        yield _orphan(locked, side, what)


def _missing(wanted: Requirement, side: Side, what: str) -> Difference:
    lock = side.lock.path
    name = _spelt(wanted)
    versions = side.versions.get(wanted.name, ())
    related: tuple[Related, ...] = ()
    if what:
        message = f"the {what} `{name}` stands here, but `{lock}` was made without it{_fits(wanted, versions)}"
        kind = "violation" if _is_outside(wanted, versions) else "inputs"
    elif versions:
        message = f"`{name}` is required here, but `{lock}` has `{wanted.name}` only for the sake of others"
        kind, related = "missing", (Related(lock_package(side.lock, wanted.name), "locked for others"),)
    else:
        message, kind = f"`{name}` is required here, but `{lock}` does not have it", "missing"
    return Difference(kind, f"{message}; lock again", _name_place(wanted, side), f"not in {lock}", related, side.help, wanted.name)


def _changed(wanted: Requirement, locked: Requirement, side: Side, what: str) -> Difference:
    versions = side.versions.get(wanted.name, ())
    same = same_specifier(wanted.specifier, locked.specifier)
    outside = not same and _is_outside(wanted, versions)
    here = f"the {what} `{_spelt(wanted)}` stands here" if what else f"`{_spelt(wanted)}` is required here"
    fits = "" if same else _fits(wanted, versions)
    message = f"{here}, but `{side.lock.path}` was made for `{locked.written}`{fits}; lock again"
    label = f"`{locked.specifier}` in {side.lock.path}" if not same and locked.specifier else f"not so in {side.lock.path}"
    related = (Related(lock_entry(side.lock, locked, side.package, side.section), "locked with this"),)
    place = _changed_place(wanted, locked, side)
    return Difference("violation" if outside else "inputs", message, place, label, related, side.help, wanted.name)


def _orphan(locked: Requirement, side: Side, what: str) -> Difference:
    if what:
        message, kind = f"the {what} `{locked.written}` is recorded here, but no manifest has it any more", "inputs"
    else:
        owner = side.package or "the project"
        message, kind = f"`{locked.written}` is recorded here as a requirement of `{owner}`, which no longer has it", "orphan"
    place = lock_entry(side.lock, locked, side.package, side.section)
    return Difference(kind, f"{message}; lock again", place, "no longer required" if not what else "gone", (), side.help, locked.name)


def _spelt(wanted: Requirement) -> str:
    """The requirement in the words of the manifest, where all that it comes to is said there."""
    origin = wanted.origin
    if origin is None or len(origin.text) > 120 or wanted.registry or (wanted.target and "@" not in origin.text):
        return wanted.written
    plain = wanted._replace(marker=origin.marker).written
    return origin.text if plain == wanted.written else wanted.written


def _is_outside(wanted: Requirement, versions: Sequence[str]) -> bool:
    """Every locked version breaks the specifier."""
    return bool(versions and wanted.specifier) and all(verdict(wanted.specifier, version) is False for version in versions)


def _fits(wanted: Requirement, versions: Sequence[str]) -> str:
    """What to think of the pin, which fits or not whatever uv says of the lock."""
    if not versions or not wanted.specifier:
        return ""
    shown = " and ".join(f"`{version}`" for version in dict.fromkeys(versions))
    if _is_outside(wanted, versions):
        return f", and the locked {shown} is outside"
    if all(verdict(wanted.specifier, version) for version in versions):
        return f"; the locked {shown} still fits, but uv refuses the lock"
    return "; uv refuses the lock"


def _name_place(wanted: Requirement, side: Side) -> Location:
    origin = wanted.origin
    return origin.part(origin.name_span) if origin is not None else side.lock.start


def _changed_place(wanted: Requirement, locked: Requirement, side: Side) -> Location:
    """The part of the manifest's entry that is not what it was."""
    origin = wanted.origin
    if origin is None:
        return side.lock.start
    if not same_specifier(wanted.specifier, locked.specifier) and wanted.kind == locked.kind:
        return origin.part(origin.specifier_span or origin.name_span)
    if wanted.extras != locked.extras:
        return origin.part(origin.extras_span or origin.name_span)
    if wanted.kind == locked.kind == "registry" and wanted.registry == locked.registry:
        return origin.part(origin.marker_span or origin.name_span)
    return origin.part(origin.url_span or origin.name_span)
