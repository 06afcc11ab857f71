"""Specifiers and versions into verdicts: is this version in, can any be, do two specifiers say the same.

`packaging` is the judge. It is asked only where numbers and dots alone don't settle it, as importing it takes longer than
linting a small project; a law in the tests holds the short ways to its verdicts.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.typing_light import TYPE_CHECKING
from deplint.versions.specifier import clauses, numbers_of, release

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from packaging.specifiers import SpecifierSet

    from deplint.versions.specifier import Clause

MOST_CLAUSES = 500


def contains(specifier: str, version: str) -> bool:
    """Whether `version` satisfies `specifier`; pre-releases count as any other version, as they do for a pin in a lock.

    True also where one of them is not PEP 440, so that a False can always be held against the file.
    """
    return verdict(specifier, version) is not False


@lru_cache(maxsize=8192)
def verdict(specifier: str, version: str) -> bool | None:
    """As `contains`, but None where nothing can be said: the specifier or the version is not PEP 440."""
    parts = clauses(specifier)
    numbers, side = release(version), 0
    if numbers is None:
        numbers, side = _beside_release(version)
    if numbers is not None:
        plain = [_admits(part, numbers, side) for part in parts]
        if None not in plain:
            return all(plain)
    return _judge(parts, version)


def _beside_release(version: str) -> tuple[tuple[int, ...] | None, int]:
    """The numbers of a post-release (`1.0.post1`) with 1, of a pre-release (`1.0rc1`) with -1; None of all others."""
    for sign, side in ((".post", 1), ("rc", -1), ("b", -1), ("a", -1)):
        numbers, found, counter = version.partition(sign)
        if found:
            return (release(numbers), side) if counter.isdigit() and counter.isascii() and len(counter) < 100 else (None, 0)
    return None, 0


def _admits(clause: Clause, numbers: tuple[int, ...], side: int = 0) -> bool | None:
    """The verdict on one clause for a version of numbers and dots, None where the clause has more in it than that.

    side  1 for a post-release of these numbers, -1 for a pre-release: neither `<1.0` nor `>1.0` lets in one of 1.0
    """
    operator, written = clause.operator, clause.version
    if clause.is_prefix:
        prefix = numbers_of(written[:-2])
        return None if prefix is None else _begins(numbers, prefix) == (operator == "==")
    bound = release(written)
    if bound is None or operator in ("", "==="):
        return None
    if operator == "~=":
        given = numbers_of(written) or ()
        return None if len(given) < 2 else _compared(">=", numbers, bound, side) and _begins(numbers, given[:-1])
    return _compared(operator, numbers, bound, side)


def _begins(numbers: tuple[int, ...], prefix: tuple[int, ...]) -> bool:
    padded = numbers + (0,) * (len(prefix) - len(numbers))
    return padded[: len(prefix)] == prefix


def _compared(operator: str, left: tuple[int, ...], right: tuple[int, ...], side: int) -> bool:
    if operator == "==":
        return left == right and not side
    if operator == "!=":
        return left != right or side != 0
    if operator == "<":
        return left < right
    if operator == "<=":
        return left < right or (left == right and side < 1)
    return left > right or (left == right and operator == ">=" and side > -1)


def _judge(parts: tuple[Clause, ...], version: str) -> bool | None:
    """What `packaging` says, None where it refuses the specifier or the version."""
    parsed = _specifier_set(parts)
    if parsed is None or len(version) > 400:
        return None
    from packaging.version import InvalidVersion, Version

    try:
        Version(version)
    except InvalidVersion:
        # `===` compares strings, and is the one operator that takes what is no version.
        if not any(part.operator == "===" for part in parts):
            return None
    except ValueError:
        return None
    return parsed.contains(version, prereleases=True)


@lru_cache(maxsize=1024)
def _specifier_set(parts: tuple[Clause, ...]) -> SpecifierSet | None:
    if len(parts) > MOST_CLAUSES or not all(part.operator for part in parts):
        return None
    from packaging.specifiers import SpecifierSet
    from packaging.version import Version

    try:
        for part in parts:
            if part.operator != "===":
                # A number of more digits than Python converts is refused only when it is looked at: now.
                Version(part.version.removesuffix(".*"))
        return SpecifierSet(",".join(part.operator + part.version for part in parts))
    except ValueError:
        return None


def is_valid(specifier: str) -> bool:
    """Whether every clause is one by PEP 440 (empty clauses between commas are not asked about)."""
    parts = clauses(specifier)
    return all(map(_is_plain, parts)) or _specifier_set(parts) is not None


def _is_plain(clause: Clause) -> bool:
    return _admits(clause, ()) is not None


def compatible(specifiers: Sequence[str]) -> bool:
    """Whether some version satisfies all of the specifiers. False only where it is certain that none can.

    A specifier that is not PEP 440 says nothing, and everything is compatible with it.
    """
    return _compatible(tuple(specifiers))


@lru_cache(maxsize=4096)
def _compatible(specifiers: tuple[str, ...]) -> bool:
    parts = tuple(part for specifier in specifiers for part in clauses(specifier))
    if len(parts) > MOST_CLAUSES:
        return True
    if all(map(_is_plain, parts)):
        if any(all(_admits(part, witness) for part in parts) for witness in _witnesses(parts)):
            return True
        if any(part.is_pin for part in parts):
            # Only that version and its local builds are left, and no clause of numbers tells those apart.
            return False
    parsed = _specifier_set(parts)
    return parsed is None or not parsed.is_unsatisfiable()


def _witnesses(parts: Iterable[Clause]) -> Iterator[tuple[int, ...]]:
    """Versions of which one satisfies the clauses, if any plain version does that people would write."""
    highest = 0
    for part in parts:
        bound = release(part.version.removesuffix(".*")) or ()
        highest = max(highest, *bound, 0)
        yield bound
        if part.operator in (">", "!="):
            numbers = numbers_of(part.version.removesuffix(".*")) or ()
            yield (*numbers, 1)
    yield (highest + 1,)


def same_specifier(left: str, right: str) -> bool:
    """Whether two specifiers have the same clauses: order, blanks, doubles and ways to write a version set aside.

    `>=1.0, <2` is `<2.0.0,>=1`; `==3.12.*` and `>=3.12,<3.13` differ, as only the first lets pre-releases of 3.12 in
    (`same_pythons` is the one to ask about Python). What is not PEP 440 is the same only where the text is.
    """
    if left == right:
        return True
    a, b = clauses(left), clauses(right)
    if all(map(_is_plain, a)) and all(map(_is_plain, b)):
        return set(map(_normal, a)) == set(map(_normal, b))
    first, second = _specifier_set(a), _specifier_set(b)
    if first is None or second is None:
        return left.split() == right.split()
    return first == second


def _normal(clause: Clause) -> tuple[str, object]:
    # What `~=1.0` and `==1.0.*` let in depends on how many numbers are written, so those keep their zeros.
    if clause.operator == "~=":
        return clause.operator, numbers_of(clause.version)
    if clause.is_prefix:
        return clause.operator + "*", numbers_of(clause.version[:-2])
    return clause.operator, release(clause.version)
