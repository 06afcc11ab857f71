"""All that two sides ask of one package into whether uv 0.13 takes it for the same.

uv brings the requirements of one name into a normal form before it compares: outside of extras, what is asked comes to one range of
versions and one set of extras in every environment, so that `six>=1.15` with `six<2` is `six>=1.15,<2`. Exact versions stand for
themselves, what an extra asks for is joined only where the markers are the same, and what can never hold counts as it is written.
Nothing of this is in uv's documentation: it was observed in what `uv lock --check --verbose` prints.
"""

from __future__ import annotations

from deplint.freshness.uv_requirement import Requirement, UndecidedError
from deplint.freshness.uv_worlds import tables
from deplint.markers import split_clauses
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import same_specifier
from deplint.versions.specifier import clauses, release

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from packaging.version import Version

_MOST_ENTRIES = 24
_EXACT = ("==", "===")


def same_meaning(left: Sequence[Requirement], right: Sequence[Requirement], python: str) -> bool:
    """Whether the entries of one name come to the same; raises UndecidedError where the markers are beyond telling."""
    if not left or not right:
        return not left and not right
    found = tables(tuple(each.marker for each in (*left, *right)), python) if len(left) + len(right) <= _MOST_ENTRIES else None
    if found is None:
        raise UndecidedError(f"the markers of `{left[0].name}` can't be compared")
    entries = list(zip((*left, *right), found.markers, strict=True))
    verdicts = {
        _is_same(_held(entries[: len(left)], domain), _held(entries[len(left) :], domain), domain) for domain in (found.known, found.domain)
    }
    if len(verdicts) > 1:
        # uv takes what it knows to be impossible out of a marker here and there, not everywhere.
        raise UndecidedError(f"the markers of `{left[0].name}` can't be compared")
    return True in verdicts


class _Held(NamedTuple):
    """An entry and the environments in which it holds."""

    entry: Requirement
    table: int

    @property
    def source(self) -> tuple[object, ...]:
        """What is never joined with anything else: where it comes from, and an exact version."""
        entry = self.entry
        parts = [each for each in clauses(entry.specifier) if _is_exact(each.operator, each.version)]
        exact = tuple(sorted(_text(each.operator, each.version) for each in parts))
        return entry.kind, entry.target, entry.registry, entry.conflict, exact

    @property
    def asks(self) -> tuple[object, ...]:
        """What is asked for where it holds."""
        return self.source, frozenset(self.entry.extras), _Versions(self.entry.specifier)

    @property
    def is_of_extra(self) -> bool:
        return any(clause.variable == "extra" for clause in split_clauses(self.entry.marker))


def _is_exact(operator: str, version: str) -> bool:
    return operator in _EXACT and not version.endswith(".*")


def _text(operator: str, version: str) -> str:
    numbers = release(version)
    return operator + (version if numbers is None else ".".join(map(str, numbers)))


def _held(entries: Sequence[tuple[Requirement, int]], domain: int) -> list[_Held]:
    return [_Held(entry, table & domain) for entry, table in entries]


def _is_same(left: list[_Held], right: list[_Held], domain: int) -> bool:
    plain = [[each for each in side if each.table and not each.is_of_extra] for side in (left, right)]
    everywhere = [list(_everywhere(side, domain)) for side in plain]
    sources = dict.fromkeys(each.source for side in plain for each in side)
    for source in sources:
        mine, others = ([each for each in side if each.source == source] for side in plain)
        if not _agree(mine, others, domain):
            return False
    extra = [_joined([each for each in side if each.table and each.is_of_extra]) for side in (left, right)]
    never = [
        [each.asks for each in side if not each.table and each.asks not in effects]
        for side, effects in zip((left, right), everywhere, strict=True)
    ]
    return _same_members(*extra) and _same_members(*never)


def _same_members(left: Sequence[object], right: Sequence[object]) -> bool:
    return all(each in right for each in left) and all(each in left for each in right)


def _joined(entries: Sequence[_Held]) -> list[object]:
    """(environments, what is asked) of what stands under extras; what holds in the same environments is joined."""
    found: dict[tuple[int, object], list[_Held]] = {}
    for each in entries:
        found.setdefault((each.table, each.source), []).append(each)
    return [(table, _effect(same)) for (table, _), same in found.items()]


def _everywhere(entries: Sequence[_Held], domain: int) -> Iterator[object]:
    """All that some entries come to, in whichever environment."""
    for source in dict.fromkeys(each.source for each in entries):
        mine = [each for each in entries if each.source == source]
        for active in _regions(mine, domain):
            if active:
                yield _effect(active)


def _agree(left: Sequence[_Held], right: Sequence[_Held], domain: int) -> bool:
    """Do two sides come to the same in all environments?"""
    mine = set(map(id, left))
    for active in _regions([*left, *right], domain):
        if _effect([each for each in active if id(each) in mine]) != _effect([each for each in active if id(each) not in mine]):
            return False
    return True


def _regions(entries: Sequence[_Held], domain: int) -> Iterator[list[_Held]]:
    """The entries that hold together somewhere, for each part of the domain in which the same ones do."""
    waiting: list[tuple[int, int, list[_Held]]] = [(domain, 0, [])]
    while waiting:
        region, number, active = waiting.pop()
        if region and number == len(entries):
            yield active
        elif region:
            each = entries[number]
            waiting.append((region & each.table, number + 1, [*active, each]))
            waiting.append((region & ~each.table, number + 1, active))


def _effect(active: Sequence[_Held]) -> object:
    """What some entries of one source come to together; None for no entries."""
    if not active:
        return None
    extras = frozenset(extra for each in active for extra in each.entry.extras)
    return active[0].source, extras, _Versions(",".join(each.entry.specifier for each in active if each.entry.specifier))


class _Versions:
    """A specifier that is equal to another one where uv says so."""

    def __init__(self, specifier: str) -> None:
        self.specifier = specifier

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Versions):
            return NotImplemented
        if self.specifier == other.specifier or same_specifier(self.specifier, other.specifier):
            return True
        mine, its = _range(self.specifier), _range(other.specifier)
        return mine is not None and mine == its

    def __hash__(self) -> int:
        return 0


def _range(specifier: str) -> Any:
    """(lower, upper, holes) of a specifier without exact clauses; None for all others."""
    from packaging.version import InvalidVersion, Version

    lower: Any = None
    upper: Any = None
    holes = []
    try:
        for clause in clauses(specifier):
            found = None if _is_exact(clause.operator, clause.version) else _ends(clause.operator, clause.version, Version)
            if found is None:
                return None
            low, high, is_hole = found
            if is_hole:
                holes.append((low, high))
                continue
            lower = low if lower is None or (low is not None and low > lower) else lower
            upper = high if upper is None or (high is not None and high < upper) else upper
    except InvalidVersion:
        return None
    inside = [(low, high) for low, high in holes if (lower is None or high > lower) and (upper is None or low < upper)]
    # A hole at the lower end moves the end.
    for low, high in sorted(inside):
        if lower is not None and low <= lower < high:
            lower = high
    return lower, upper, frozenset(hole for hole in inside if lower is None or hole[0] >= lower)


# Ends lie between versions: just below one, or just above it and its local builds.
_BELOW, _AT, _ABOVE = -1, 0, 1


def _ends(operator: str, version: str, read: type[Version]) -> Any:
    """((lower end), (upper end), is a hole) of one clause, each end as (version, where); None for what has no plain range."""
    text = version.removesuffix(".*")
    value = read(text)
    begins = (read(f"{value.public}.dev0") if not value.is_devrelease else value, _BELOW)
    if operator in ("==", "!=") and version.endswith(".*"):
        return begins, _next(value.release, value.epoch, read), operator == "!="
    if operator == "!=":
        return (value, _AT), (value, _ABOVE), True
    if operator == ">=":
        return (value, _AT), None, False
    if operator == ">":
        return (read(f"{value.public}.post999999999") if not value.is_postrelease else value, _ABOVE), None, False
    if operator == "<=":
        return None, (value, _ABOVE), False
    if operator == "<":
        return None, ((value, _AT) if value.is_prerelease else begins), False
    if operator == "~=" and len(value.release) > 1:
        return (value, _AT), _next(value.release[:-1], value.epoch, read), False
    return None


def _next(release: tuple[int, ...], epoch: int, read: type[Version]) -> Any:
    numbers = ".".join(map(str, (*release[:-1], release[-1] + 1)))
    return read(f"{epoch}!{numbers}.dev0"), _BELOW
