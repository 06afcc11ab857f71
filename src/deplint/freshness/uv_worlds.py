"""Markers into truth tables over what uv's markers are about: variables that have nothing to do with each other.

deplint's own tables (`markers.worlds`) know that `os_name == 'nt'` goes with `sys_platform == 'win32'`. uv knows next to nothing of that
kind, and takes for different what is the same in every real environment. Source: uv-pep508, `marker/algebra.rs`.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.markers import Clause, leaves, parse
from deplint.markers.comparison import holds
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import verdict
from deplint.versions.pythons import releases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.markers.grammar import Tree

MOST_ENVIRONMENTS = 1 << 16
MOST_CLAUSES = 60

_PYTHON = ("python_version", "python_full_version")
_STRINGS = ("os_name", "sys_platform", "platform_system", "platform_machine", "platform_python_implementation", "implementation_name")
SYSTEMS = {
    "Windows": "win32", "Darwin": "darwin", "Linux": "linux", "AIX": "aix", "Emscripten": "emscripten", "Android": "android",
}  # fmt: skip
_OTHER = "?"
# What uv knows can't be together: enough of it for what people write.
_EXCLUSIONS = (
    ("os_name", "nt", "sys_platform", "linux"),
    ("os_name", "nt", "sys_platform", "darwin"),
    ("os_name", "nt", "sys_platform", "ios"),
    ("os_name", "posix", "sys_platform", "win32"),
)


class Tables(NamedTuple):
    """A bit for each environment: `domain` has those that there can be, `known` those of them that uv does not know to be impossible.

    `markers[n]` has those in which marker n is true.
    """

    domain: int
    known: int
    markers: tuple[int, ...]


@lru_cache(maxsize=1024)
def tables(markers: tuple[str, ...], python: str) -> Tables | None:
    """The tables of some markers over the same environments; None where one is no marker, or there would be too many."""
    trees = [parse(marker) for marker in markers]
    known = [tree for tree in trees if tree is not None]
    clauses = [_canonical(leaf) for tree in known for leaf in leaves(tree)]
    if len(known) < len(trees) or len(clauses) > MOST_CLAUSES:
        return None
    values = list(_dimensions(list(dict.fromkeys(clauses)), python))
    size = 1
    for _, choices in values:
        size *= len(choices)
    if size > MOST_ENVIRONMENTS:
        return None
    return _tables(known, values, size, python)


Dimension = tuple[str, tuple[str, ...]]
"""A variable, or the key of a clause that is a yes or no of its own, and its values."""


def _dimensions(clauses: Sequence[Clause], python: str) -> Iterator[Dimension]:
    if any(clause.variable in _PYTHON for clause in clauses):
        text = " ".join((*(clause.value for clause in clauses if clause.variable in _PYTHON), python))
        yield "python", tuple("{}.{}.{}".format(*found) for found in releases(text))
    for variable in _STRINGS:
        named = [clause.value for clause in clauses if clause.variable == variable and not _is_free(clause)]
        if named:
            yield variable, (*dict.fromkeys(named), _OTHER)
    for key in dict.fromkeys(_key(clause) for clause in clauses if _is_free(clause)):
        yield key, ("yes", "no")


def _canonical(clause: Clause) -> Clause:
    """Without its place, and with uv's names for what has two."""
    variable, value = clause.variable, clause.value
    if variable == "platform_system" and value in SYSTEMS and clause.operator in ("==", "!="):
        variable, value = "sys_platform", SYSTEMS[value]
    if variable == "extra":
        value = normalize(value)
    return Clause(variable, clause.operator, value, clause.is_reversed and clause.operator not in ("==", "!="), 0, 0)


def _is_free(clause: Clause) -> bool:
    """Nothing is known of it but that it is true or not."""
    if clause.variable in _PYTHON:
        return clause.is_reversed
    return clause.variable not in _STRINGS or clause.operator not in ("==", "!=")


def _key(clause: Clause) -> str:
    operator = {"!=": "==", "not in": "in", ">=": "<", ">": "<="}.get(clause.operator, clause.operator)
    return f"{clause.variable} {operator} {clause.value} {clause.is_reversed}"


def _denies(clause: Clause) -> bool:
    return clause.operator in ("!=", "not in", ">=", ">")


def _tables(trees: list[Tree], values: list[Dimension], size: int, python: str) -> Tables:
    everything = (1 << size) - 1
    domain = impossible = 0
    columns: dict[tuple[str, str], int] = {}
    stride = 1
    for variable, choices in values:
        period = stride * len(choices)
        repeated = everything // ((1 << period) - 1)
        for place, choice in enumerate(choices):
            columns[variable, choice] = repeated * (((1 << stride) - 1) << place * stride)
        stride = period
    pythons = [choice for variable, choices in values if variable == "python" for choice in choices]
    domain = everything if not pythons else sum(columns["python", each] for each in pythons if verdict(python, each) is not False)
    for first, value, second, other in _EXCLUSIONS:
        impossible |= columns.get((first, value), 0) & columns.get((second, other), 0)
    known = {clause: _column(clause, columns, everything, pythons) for tree in trees for clause in map(_canonical, leaves(tree))}
    return Tables(domain, domain & ~impossible, tuple(_table(tree, known, everything) for tree in trees))


def _column(clause: Clause, columns: dict[tuple[str, str], int], everything: int, pythons: list[str]) -> int:
    if _is_free(clause):
        return columns[_key(clause), "no" if _denies(clause) else "yes"]
    if clause.variable in _PYTHON:
        return sum(columns["python", each] for each in pythons if _holds(clause, each))
    column = columns[clause.variable, clause.value]
    return everything & ~column if clause.operator == "!=" else column


def _holds(clause: Clause, python: str) -> bool:
    value = python if clause.variable == "python_full_version" else ".".join(python.split(".")[:2])
    if clause.operator in ("in", "not in"):
        return (value in clause.value.split()) == (clause.operator == "in")
    return holds(clause, value) is True


def _table(tree: Tree, known: dict[Clause, int], everything: int) -> int:
    if isinstance(tree, Clause):
        return known[_canonical(tree)]
    found = everything if tree.operator == "and" else 0
    for part in tree.parts:
        table = _table(part, known, everything)
        found = found & table if tree.operator == "and" else found | table
    return found
