"""Markers into truth tables over the environments there are, so that questions about them become arithmetic on whole numbers.

An environment is one choice in each of a few dimensions: the Python release, the platform, the implementation, the machine, and
one yes or no for each extra, group or comparison that nothing is known of. Variables that depend on each other (`sys_platform`
and `os_name`) share a dimension. Of each dimension only as many values are kept as the clauses at hand can tell apart, which
keeps the tables small: a table is an integer with one bit for each environment.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.markers.comparison import SETS, holds
from deplint.markers.grammar import Clause, leaves, parse
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions.membership import verdict
from deplint.versions.pythons import admits_python, releases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deplint.markers.grammar import Tree

MOST_ENVIRONMENTS = 1 << 18
MOST_CLAUSES = 400
MOST_CELLS = 60_000

PYTHON = ("python_version", "python_full_version")
PLATFORM = ("sys_platform", "platform_system", "os_name")
IMPLEMENTATION = ("platform_python_implementation", "implementation_name")
MACHINE = ("platform_machine",)

# sys.platform, platform.system(), os.name as CPython's documentation and PEP 738, 730, 776 give them.
_PLATFORMS = (
    ("linux", "Linux", "posix"),
    ("darwin", "Darwin", "posix"),
    ("win32", "Windows", "nt"),
    ("cygwin", "CYGWIN_NT-10.0", "posix"),
    ("msys", "MSYS_NT-10.0", "posix"),
    ("aix", "AIX", "posix"),
    ("sunos5", "SunOS", "posix"),
    ("freebsd14", "FreeBSD", "posix"),
    ("emscripten", "Emscripten", "posix"),
    ("wasi", "wasi", "posix"),
    ("android", "Android", "posix"),
    ("ios", "iOS", "posix"),
    ("ios", "iPadOS", "posix"),
    ("java1.8.0", "Java", "java"),
    ("another", "another", "posix"),
    ("another", "another", "another"),
)
_IMPLEMENTATIONS = (
    ("CPython", "cpython"),
    ("PyPy", "pypy"),
    ("GraalVM", "graalpy"),
    ("Jython", "jython"),
    ("IronPython", "ironpython"),
    ("another", "another"),
)
_MACHINES = tuple(
    (name,) for name in ("x86_64", "AMD64", "aarch64", "arm64", "ARM64", "armv7l", "i686", "x86", "ppc64le", "s390x", "riscv64")
)
_OTHER = "another"
_WORDS = regex(r"[\s,;|]+")
_PRERELEASE = regex(r"([0-9]+\.[0-9]+)(?:\.[0-9]+)?(?:a|b|rc)[0-9]+")


class Where(NamedTuple):
    """What is known of the environment; "" where nothing is.

    requires   a specifier on Python
    python     "3.11" or "3.11.4"
    platform   a value of `sys.platform`
    """

    requires: str = ""
    python: str = ""
    platform: str = ""


class Worlds(NamedTuple):
    """`tables[n]` has a bit for each environment in which marker n is true, `domain` one for each that there can be."""

    domain: int
    tables: tuple[int, ...]


@lru_cache(maxsize=4096)
def worlds(markers: tuple[str, ...], where: Where) -> Worlds | None:
    """The truth tables of some markers over the same environments; None where one is no marker or there would be too many."""
    trees = [parse(marker) for marker in markers]
    known = [tree for tree in trees if tree is not None]
    clauses = list(dict.fromkeys(_without_place(leaf) for tree in known for leaf in leaves(tree)))
    if len(known) < len(trees) or len(clauses) > MOST_CLAUSES:
        return None
    dimensions = _dimensions(clauses, where)
    return None if dimensions is None else _tables(known, dimensions)


def _without_place(clause: Clause) -> Clause:
    return clause._replace(start=0, end=0)


class _Dimension(NamedTuple):
    """For each value: which of the clauses are true there, and whether the value is possible."""

    clauses: tuple[Clause, ...]
    values: tuple[tuple[tuple[bool, ...], bool], ...]


def _dimensions(clauses: Sequence[Clause], where: Where) -> list[_Dimension] | None:
    """What there is to choose, None where that would be more than anybody waits for."""
    found, free = [], []
    for variables, candidates in ((PYTHON, _pythons), (PLATFORM, _platforms), (IMPLEMENTATION, _implementations), (MACHINE, _machines)):
        mine = [clause for clause in clauses if clause.variable in variables]
        if mine:
            rows, possible = candidates(mine, where)
            if not rows or len(rows) * len(mine) > MOST_CELLS:
                return None
            dimension, undecided = _dimension(mine, variables, rows, possible)
            found.append(dimension)
            free += undecided
    free += [clause for clause in clauses if clause.variable not in (*PYTHON, *PLATFORM, *IMPLEMENTATION, *MACHINE)]
    return found + _free_dimensions(free)


Row = tuple[str, ...]
"""One value for each variable of a dimension."""


def _dimension(clauses: list[Clause], variables: tuple[str, ...], rows: list[Row], possible: list[bool]) -> tuple[_Dimension, list[Clause]]:
    """The dimension of these clauses, and those of them that no value decides."""
    values = tuple(zip(*rows, strict=True))
    columns = {clause: _column(clause, values[variables.index(clause.variable)]) for clause in clauses}
    decided = tuple(clause for clause in clauses if None not in columns[clause])
    truths = zip(*(columns[clause] for clause in decided), strict=True) if decided else ((),) * len(rows)
    kept = {(tuple(map(bool, truth)), can_be) for truth, can_be in zip(truths, possible, strict=True)}
    return _Dimension(decided, tuple(sorted(kept))), [clause for clause in clauses if None in columns[clause]]


@lru_cache(maxsize=4096)
def _column(clause: Clause, values: tuple[str, ...]) -> tuple[bool | None, ...]:
    return tuple(holds(clause, value) for value in values)


def _free_dimensions(clauses: Iterable[Clause]) -> list[_Dimension]:
    """A yes or no for each thing that these clauses say or deny."""
    said: dict[tuple[object, ...], list[Clause]] = {}
    for clause in clauses:
        said.setdefault(_subject(clause), []).append(clause)
    return [
        _Dimension(tuple(group), tuple((tuple(truth != _denies(clause) for clause in group), True) for truth in (False, True)))
        for group in said.values()
    ]


def _subject(clause: Clause) -> tuple[object, ...]:
    value = normalize(clause.value) if clause.variable in (*SETS, "extra") else clause.value
    return (
        clause.variable,
        clause.operator.removeprefix("not ").replace("!=", "=="),
        value,
        clause.is_reversed and clause.operator not in ("==", "!="),
    )


def _denies(clause: Clause) -> bool:
    return clause.operator in ("!=", "not in")


Candidates = tuple[list[Row], list[bool]]
"""The rows of a dimension, and which of them are possible."""


def _pythons(clauses: list[Clause], where: Where) -> Candidates:
    if any(clause.variable == "python_full_version" for clause in clauses):
        return _full_pythons(clauses, where)
    found = releases(" ".join(clause.value for clause in clauses))
    minors = dict.fromkeys(f"{major}.{minor}" for major, minor, _ in found)
    return [(minor, f"{minor}.0") for minor in minors], [
        _is_asked(minor, where) and admits_python(where.requires, minor) for minor in minors
    ]


def _is_asked(minor: str, where: Where) -> bool:
    return not where.python or minor == ".".join(where.python.split(".")[:2])


def _full_pythons(clauses: list[Clause], where: Where) -> Candidates:
    text = " ".join((*(clause.value for clause in clauses), where.requires, where.python))
    rows = [(f"{major}.{minor}", f"{major}.{minor}.{patch}") for major, minor, patch in releases(text)]
    # A pre-release is an environment only where somebody speaks of it: it would set off against each other what tools take for equal.
    rows += [(found[1], found[0]) for found in _PRERELEASE.finditer(text)]
    asked = where.python.split(".") if where.python else []
    possible = [full.split(".")[: len(asked)] == asked and verdict(where.requires, full) is not False for _, full in rows]
    return list[Row](rows), possible


def _platforms(clauses: list[Clause], where: Where) -> Candidates:
    rows = _rows(clauses, PLATFORM, _PLATFORMS, where.platform)
    return rows, [where.platform in ("", row[0]) for row in rows]


def _implementations(clauses: list[Clause], where: Where) -> Candidates:
    rows = _rows(clauses, IMPLEMENTATION, _IMPLEMENTATIONS)
    return rows, [True] * len(rows)


def _machines(clauses: list[Clause], where: Where) -> Candidates:
    rows = _rows(clauses, MACHINE, _MACHINES)
    return rows, [True] * len(rows)


def _rows(clauses: list[Clause], variables: tuple[str, ...], known: tuple[Row, ...], asked: str = "") -> list[Row]:
    """The known environments, one that nobody knows, and each with the values that the clauses name and nobody knows; none where
    those would be too many."""
    rows = list(known)
    for number, variable in enumerate(variables):
        named = _words(clause.value for clause in clauses if clause.variable == variable)
        usual = {row[number] for row in known}
        strange = dict.fromkeys(value for value in (*named, asked if number == 0 else "") if value and value not in usual)
        if len(rows) * len(strange) > MOST_CELLS:
            return []
        rows += [(*row[:number], value, *row[number + 1 :]) for value in strange for row in rows]
    return rows


def _words(values: Iterable[str]) -> Iterable[str]:
    for value in dict.fromkeys(values):
        yield from dict.fromkeys((value, *filter(None, _WORDS.split(value))))


def _tables(trees: list[Tree], dimensions: list[_Dimension]) -> Worlds | None:
    size = 1
    for dimension in dimensions:
        size *= len(dimension.values)
        if size > MOST_ENVIRONMENTS:
            return None
    everything = (1 << size) - 1
    domain, truth, stride = everything, {}, 1
    for dimension in dimensions:
        period = stride * len(dimension.values)
        repeated = everything // ((1 << period) - 1)
        block = (1 << stride) - 1
        for number, clause in enumerate(dimension.clauses):
            truth[clause] = repeated * sum(block << place * stride for place, (row, _) in enumerate(dimension.values) if row[number])
        domain &= repeated * sum(block << place * stride for place, (_, possible) in enumerate(dimension.values) if possible)
        stride = period
    return Worlds(domain, tuple(_table(tree, truth, everything) for tree in trees))


def _table(tree: Tree, truth: dict[Clause, int], everything: int) -> int:
    if isinstance(tree, Clause):
        return truth[_without_place(tree)]
    if tree.operator == "and":
        table = everything
        for part in tree.parts:
            table &= _table(part, truth, everything)
        return table
    table = 0
    for part in tree.parts:
        table |= _table(part, truth, everything)
    return table
