"""One clause of a marker and the value of its variable into a verdict, as PEP 508 compares them."""

from __future__ import annotations

from functools import lru_cache

from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING
from deplint.versions.membership import is_valid, verdict

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from deplint.markers.grammar import Clause

VERSIONS = frozenset(("python_version", "python_full_version", "implementation_version", "platform_release"))
"""The variables that PEP 508 compares as versions; all others are strings."""

SETS = frozenset(("extras", "dependency_groups"))


def holds(clause: Clause, value: str | AbstractSet[str]) -> bool | None:
    """Whether the clause is true where its variable has `value`; None where tools differ or nothing can be said."""
    if clause.variable in SETS:
        return _membership(clause, value)
    if not isinstance(value, str) or not clause.variable:
        return None
    written = normalize(clause.value) if clause.variable == "extra" else clause.value
    if clause.variable == "extra":
        value = normalize(value)
    left, right = (written, value) if clause.is_reversed else (value, written)
    if clause.variable in VERSIONS and is_version_clause(clause.operator, right):
        return verdict(clause.operator + right, left)
    return _strings(clause.operator, left, right)


@lru_cache(maxsize=4096)
def is_version_clause(operator: str, version: str) -> bool:
    """Whether the two make one clause of PEP 440; where not, even the version variables are compared as strings."""
    return "," not in version and is_valid(operator + version)


def _strings(operator: str, left: str, right: str) -> bool | None:
    if operator == "in":
        return left in right
    if operator == "not in":
        return left not in right
    if operator == "==":
        return left == right
    # The order of strings is undefined: some tools take the alphabet, some are never true, some refuse the marker.
    return left != right if operator == "!=" else None


def _membership(clause: Clause, value: str | AbstractSet[str]) -> bool | None:
    if not clause.is_reversed or isinstance(value, str) or clause.operator not in ("in", "not in"):
        return None
    return (normalize(clause.value) in {normalize(member) for member in value}) == (clause.operator == "in")
