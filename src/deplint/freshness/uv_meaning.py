"""All that two sides ask of one package into whether it comes to the same, as uv 0.13 has it: in every environment the same sources and
extras, and the same range of versions.

So `six>=1.15` with `six<2` is `six>=1.15,<2`, and a requirement that another one implies adds nothing. Only observed: this is not in
the documentation of uv.
"""

from __future__ import annotations

from deplint.freshness.uv_requirement import Requirement, UndecidedError
from deplint.freshness.uv_worlds import tables
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import same_specifier
from deplint.versions.specifier import clauses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from packaging.version import Version

_MOST_ENTRIES = 12


def same_meaning(left: Sequence[Requirement], right: Sequence[Requirement], python: str) -> bool:
    """Whether the entries of one name come to the same; raises UndecidedError where the markers are beyond telling."""
    if not left or not right:
        return not left and not right
    entries = [*left, *right]
    found = tables(tuple(each.marker for each in entries), python) if len(entries) <= _MOST_ENTRIES else None
    if found is None:
        raise UndecidedError(f"the markers of `{entries[0].name}` can't be compared")
    holding = [table & found.known for table in found.markers]
    if not any(holding[: len(left)]) and not any(holding[len(left) :]):
        # Nowhere in force on either side: then what is asked is compared as it is.
        return _effect(left) == _effect(right)
    verdict = _agree(entries, len(left), holding, found.known)
    if verdict and not _agree(entries, len(left), [table & found.domain for table in found.markers], found.domain):
        raise UndecidedError(f"the markers of `{entries[0].name}` can't be compared")
    return verdict


def _agree(entries: Sequence[Requirement], middle: int, holding: Sequence[int], domain: int) -> bool:
    """Do the two sides agree in every part of the domain in which the same entries hold?"""
    waiting: list[tuple[int, int, tuple[int, ...]]] = [(domain, 0, ())]
    while waiting:
        region, number, active = waiting.pop()
        if not region:
            continue
        if number == len(entries):
            mine = [entries[each] for each in active if each < middle]
            others = [entries[each] for each in active if each >= middle]
            if _effect(mine) != _effect(others):
                return False
            continue
        waiting.append((region & holding[number], number + 1, (*active, number)))
        waiting.append((region & ~holding[number], number + 1, active))
    return True


def _effect(active: Sequence[Requirement]) -> object:
    """What some entries of one name come to together."""
    if not active:
        return None
    extras = frozenset(extra for each in active for extra in each.extras)
    sources = frozenset((each.kind, each.target, each.registry, each.conflict) for each in active)
    return extras, sources, _versions(",".join(each.specifier for each in active if each.specifier))


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


def _versions(specifier: str) -> _Versions:
    return _Versions(specifier)


def _range(specifier: str) -> Any:
    """(lower, upper, holes) of a specifier without exact clauses; None for all others."""
    from packaging.version import InvalidVersion, Version

    lower: Any = None
    upper: Any = None
    holes = []
    try:
        for clause in clauses(specifier):
            found = _ends(clause.operator, clause.version, Version)
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
