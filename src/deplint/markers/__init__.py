"""Environment markers (PEP 508) into answers: can it hold, must it hold, can two hold together.

Every function takes any text without raising. What is not a marker, is longer than 16,000 characters or tells too many
environments apart is not judged, and the answer is then the one that claims nothing: False for `disjoint`, `never_true`,
`always_true`, `implies` and `equal`, True for `could_hold`, None for `evaluate`.

An empty marker is always true. Each extra is a yes or no of its own, as more than one can be asked for.
"""

from __future__ import annotations

from deplint.markers.grammar import ALWAYS, Clause, Group, leaves, parse, split_clauses
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from deplint.markers.grammar import Tree
    from deplint.markers.worlds import Worlds


def disjoint(left: str, right: str) -> bool:
    """Whether no environment makes both true: `python_version < "3.8"` and `python_version >= "3.8"`."""
    found = _worlds(left, right)
    return found is not None and not found.tables[0] & found.tables[1]


def never_true(marker: str, requires_python: str = "") -> bool:
    """Whether the marker is false in every environment, of those whose Python satisfies `requires_python`.

    Where no Python satisfies `requires_python` nothing is claimed.
    """
    found = _worlds(marker, requires=requires_python)
    return found is not None and found.domain != 0 and not found.tables[0] & found.domain


def always_true(marker: str, requires_python: str = "") -> bool:
    """Whether the marker is true in every environment, of those whose Python satisfies `requires_python`.

    Python 4 is not known: `python_version < "4"` is not always true.
    """
    found = _worlds(marker, requires=requires_python)
    return found is not None and found.domain != 0 and not ~found.tables[0] & found.domain


def implies(left: str, right: str, requires_python: str = "") -> bool:
    """Whether `right` is true wherever `left` is."""
    found = _worlds(left, right, requires=requires_python)
    return found is not None and not found.tables[0] & ~found.tables[1] & found.domain


def equal(left: str, right: str, requires_python: str = "") -> bool:
    """Whether two markers are true in the same environments, as compilers normalise them: `platform_system == "Windows"` is
    `sys_platform == "win32"`, `python_version <= "3.9"` is `python_full_version < "3.10"`."""
    if left.split() == right.split():
        return True
    found = _worlds(left, right, requires=requires_python)
    return found is not None and not (found.tables[0] ^ found.tables[1]) & found.domain


def could_hold(marker: str, python: str = "", platform: str | None = None, requires_python: str = "") -> bool:
    """Whether the marker is true in some environment with this Python ("3.11", "3.11.4") on this platform ("win32"). False is certain."""
    found = _worlds(marker, requires=requires_python, python=python, platform=platform or "")
    return found is None or found.domain == 0 or bool(found.tables[0] & found.domain)


def python_condition(marker: str) -> frozenset[tuple[int, int]] | None:
    """The minor versions of Python, from 2.6 to 3.20, on which the marker could hold; None where it can't be said."""
    if parse(marker) is None:
        return None
    minors = [(2, 6), (2, 7), *((3, minor) for minor in range(21))]
    return frozenset(found for found in minors if could_hold(marker, python="{}.{}".format(*found)))


def evaluate(marker: str, environment: Mapping[str, str | AbstractSet[str]]) -> bool | None:
    """The marker in an environment, by PEP 508's names of its variables; None where it depends on one that is not given."""
    tree = parse(marker)
    if tree is None:
        return None
    if "python_version" not in environment and isinstance(full := environment.get("python_full_version"), str):
        environment = {**environment, "python_version": ".".join(full.split(".")[:2])}
    return _evaluate(tree, environment)


def _evaluate(tree: Tree, environment: Mapping[str, str | AbstractSet[str]]) -> bool | None:
    """Kleene's logic: what is not known decides nothing unless the rest does."""
    if isinstance(tree, Clause):
        from deplint.markers.comparison import holds

        value = environment.get(tree.variable)
        return None if value is None else holds(tree, value)
    decisive = tree.operator == "or"
    verdicts = {_evaluate(part, environment) for part in tree.parts}
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive


def string_compared(marker: str) -> tuple[Clause, ...]:
    """The clauses that compare versions as strings, which is rarely what was meant.

    `python_version in "3.9,3.10"` looks for a piece of text (and finds 3.1 in it), `platform_version >= "10"` orders by the
    alphabet or not at all, and `python_version >= "3.x"` compares with no version.
    """
    return tuple(clause for clause in split_clauses(marker) if _compares_strings(clause))


def _compares_strings(clause: Clause) -> bool:
    from deplint.markers.comparison import VERSIONS, is_version_clause

    if clause.operator in ("in", "not in"):
        return clause.variable in ("python_version", "python_full_version", "implementation_version")
    if clause.variable in VERSIONS:
        return not clause.is_reversed and clause.operator != "===" and not is_version_clause(clause.operator, clause.value)
    return clause.variable not in ("", "extra") and clause.operator in ("<", "<=", ">", ">=", "~=") and clause.value[:1].isdigit()


def _worlds(*markers: str, requires: str = "", python: str = "", platform: str = "") -> Worlds | None:
    from deplint.markers.worlds import Where, worlds

    return worlds(markers, Where(requires, python, platform))


__all__ = [
    "ALWAYS",
    "Clause",
    "Group",
    "always_true",
    "could_hold",
    "disjoint",
    "equal",
    "evaluate",
    "implies",
    "leaves",
    "never_true",
    "parse",
    "python_condition",
    "split_clauses",
    "string_compared",
]
