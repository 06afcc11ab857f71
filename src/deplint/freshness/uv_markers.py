"""Two markers into whether uv takes them for the same, and markers joined, turned round and made from ranges of Python.

uv keeps a marker as a decision diagram over independent variables: `python_version` is read as `python_full_version`, the usual
values of `platform_system` as `sys_platform`, and what `requires-python` implies is dropped. Source: uv-pep508, `marker/algebra.rs`.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.freshness.uv_worlds import SYSTEMS, tables
from deplint.markers import Clause, parse
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING
from deplint.versions.specifier import clauses, numbers_of, release

if TYPE_CHECKING:
    from deplint.markers.grammar import Tree

_OPPOSITES = {
    "==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in",
}  # fmt: skip


@lru_cache(maxsize=2048)
def same(left: str, right: str, python: str) -> bool | None:
    """Whether two markers are the same on the Pythons of a specifier; None where that is more than can be told."""
    if is_plainly_same(left, right):
        return True
    found = tables((left, right), python)
    if found is None:
        return None
    differing = found.markers[0] ^ found.markers[1]
    if differing & found.known:
        return False
    # What uv knows to be impossible is taken out of a marker here and there, not everywhere.
    return None if differing & found.domain else True


def is_plainly_same(left: str, right: str) -> bool:
    """Whether the clauses of two markers say that they are the same: nothing but `and`, in any order and spelling."""
    if left == right:
        return True
    one = _conjunction(left)
    return one is not None and one == _conjunction(right)


@lru_cache(maxsize=2048)
def _conjunction(marker: str) -> frozenset[tuple[str, str, object, bool]] | None:
    """The clauses of a marker that is nothing but `and`, in one form; None for all others."""
    tree = parse(marker)
    if tree is None:
        return None
    parts = (tree,) if isinstance(tree, Clause) else tree.parts
    if not isinstance(tree, Clause) and tree.operator != "and":
        return None
    if not all(isinstance(each, Clause) for each in parts):
        return None
    return frozenset(_normal(part) for part in parts if isinstance(part, Clause))


def _normal(clause: Clause) -> tuple[str, str, object, bool]:
    variable, operator, value = clause.variable, clause.operator, clause.value
    reversed_ = clause.is_reversed and operator not in ("==", "!=")
    if variable == "extra":
        return variable, operator, normalize(value), reversed_
    if variable == "platform_system" and operator in ("==", "!=") and value in SYSTEMS:
        return "sys_platform", operator, SYSTEMS[value], reversed_
    numbers = numbers_of(value) if variable == "python_version" else None
    if numbers is not None and len(numbers) == 2 and not reversed_:
        if operator in ("<", ">="):
            return "python_full_version", operator, release(value), False
        if operator in ("<=", ">"):
            return "python_full_version", "<" if operator == "<=" else ">=", (numbers[0], numbers[1] + 1), False
    if variable == "python_full_version" and operator in ("<", ">="):
        return variable, operator, release(value) or value, reversed_
    return variable, operator, value, reversed_


def both(left: str, right: str) -> str:
    """The marker that is true where the two are."""
    if not left.strip() or not right.strip():
        return left.strip() or right.strip()
    return " and ".join(f"({marker})" if " or " in marker else marker for marker in (left.strip(), right.strip()))


def either(markers: tuple[str, ...]) -> str:
    """The marker that is true where one of some is; "" (always) where one of them is always true."""
    if not all(marker.strip() for marker in markers):
        return ""
    return " or ".join(f"({marker})" for marker in markers)


def opposite(marker: str) -> str | None:
    """The marker that is true where this one is not; None where that can't be written."""
    tree = parse(marker)
    return _opposite(tree) if tree is not None and marker.strip() else None


def _opposite(tree: Tree) -> str | None:
    if isinstance(tree, Clause):
        operator = _OPPOSITES.get(tree.operator)
        quote = '"' if "'" in tree.value else "'"
        if operator is None or not tree.variable or quote in tree.value:
            return None
        value = f"{quote}{tree.value}{quote}"
        return f"{value} {operator} {tree.variable}" if tree.is_reversed else f"{tree.variable} {operator} {value}"
    parts = [_opposite(part) for part in tree.parts]
    known = [f"({part})" for part in parts if part is not None]
    joiner = " or " if tree.operator == "and" else " and "
    return joiner.join(known) if len(known) == len(parts) else None


def never(marker: str) -> bool:
    """Whether uv knows that no environment makes the marker true, whatever the Python."""
    found = tables((marker,), "") if marker else None
    return found is not None and not found.markers[0] & found.known


# Ranges of Python.

Bound = tuple[tuple[int, ...], bool]
"""A version, and whether it is itself within the range."""


def bounds(specifiers: tuple[str, ...]) -> tuple[Bound | None, Bound | None] | None:
    """The lower and upper end of the range that some specifiers leave together, as uv compares `requires-python`.

    None where one of them is not made of plain versions, or nothing is left.
    """
    lower: Bound | None = None
    upper: Bound | None = None
    holes: list[tuple[Bound, Bound]] = []
    for clause in (clause for specifier in specifiers for clause in clauses(specifier)):
        found = _range(clause.operator, clause.version)
        if found is None:
            return None
        low, high, is_hole = found
        if is_hole and low and high:
            holes.append((low, high))
            continue
        lower = max((end for end in (lower, low) if end), key=lambda end: (end[0], not end[1]), default=None)
        upper = min((end for end in (upper, high) if end), key=lambda end: (end[0], end[1]), default=None)
    for low, high in sorted(holes):
        if lower and low[0] <= lower[0] and (lower[0] < high[0] or (lower[0] == high[0] and high[1] and lower[1])):
            lower = (high[0], not high[1])
    for low, high in sorted(holes, reverse=True):
        if upper and (low[0] < upper[0] or (low[0] == upper[0] and upper[1])) and upper[0] <= high[0]:
            upper = (low[0], False)
    if lower and upper and (lower[0] > upper[0] or (lower[0] == upper[0] and not (lower[1] and upper[1]))):
        return None
    return lower, upper


def _range(operator: str, version: str) -> tuple[Bound | None, Bound | None, bool] | None:
    """(lower, upper, it is left out) of one clause; only the numbers of a version count, as uv drops what follows them."""
    text = version.removesuffix(".*")
    numbers = numbers_of(text)
    if numbers is None or not numbers:
        return None
    here = release(text) or ()
    if operator in (">=", ">"):
        return (here, operator == ">="), None, False
    if operator in ("<=", "<"):
        return None, (here, operator == "<="), False
    if operator in ("==", "!=") and version.endswith(".*"):
        return (here, True), (_next(numbers), False), operator == "!="
    if operator in ("==", "===", "!="):
        return (here, True), (here, True), operator == "!="
    if operator == "~=" and len(numbers) > 1:
        return (here, True), (_next(numbers[:-1]), False), False
    return None


def _next(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return (*numbers[:-1], numbers[-1] + 1)


def python_marker(specifier: str) -> str | None:
    """The marker that is true on the range of a specifier; None where it has no plain range."""
    found = bounds((specifier,))
    if found is None:
        return None
    lower, upper = found
    parts = []
    if lower:
        parts.append(f"python_full_version {'>=' if lower[1] else '>'} '{_text(lower[0])}'")
    if upper:
        parts.append(f"python_full_version {'<=' if upper[1] else '<'} '{_text(upper[0])}'")
    return " and ".join(parts)


def _text(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers or (0,)))
