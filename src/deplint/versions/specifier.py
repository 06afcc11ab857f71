"""The text of a version specifier (PEP 440) into its clauses, and what can be said from their operators alone.

Nothing here imports `packaging`: these questions are asked of every requirement of every run.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.typing_light import NamedTuple

LONGEST = 4000
"""Characters of a specifier that are looked at; no sane one is longer, and a longer one is not judged."""

_OPERATORS = frozenset(("===", "==", "~=", "!=", "<=", ">=", "<", ">"))
_UPPER = frozenset(("<", "<=", "==", "===", "~="))
_LOWER = frozenset((">", ">=", "==", "===", "~="))


class Clause(NamedTuple):
    """One comparison of a specifier.

    operator    one of PEP 440's, "" where the text does not begin with one
    version     what follows it, blanks stripped: "1.0", "1.*"
    start, end  where the clause stands in the specifier, blanks around it left out
    """

    operator: str
    version: str
    start: int
    end: int

    @property
    def is_prefix(self) -> bool:
        """`==1.*` or `!=1.*`: all versions that begin so."""
        return self.version.endswith(".*") and self.operator in ("==", "!=")

    @property
    def is_pin(self) -> bool:
        """`==1.0`, which one version (and its local builds) satisfies."""
        return self.operator == "==" and self.version != "" and "*" not in self.version


def pieces(specifier: str) -> tuple[tuple[int, int], ...]:
    """The ranges of the specifier that its commas part, blanks left out; parentheses around the whole (PEP 508) are not in them."""
    start, end = _stripped(specifier, 0, len(specifier))
    if specifier[start:end].startswith("(") and specifier.endswith(")", start + 1, end):
        start, end = start + 1, end - 1
    found = []
    while True:
        comma = specifier.find(",", start, end)
        found.append(_stripped(specifier, start, end if comma < 0 else comma))
        if comma < 0:
            return tuple(found)
        start = comma + 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return start, start + len(part.strip())


@lru_cache(maxsize=4096)
def clauses(specifier: str) -> tuple[Clause, ...]:
    """The clauses of a specifier; one without an operator where the text is too long to be one."""
    if len(specifier) > LONGEST:
        return (Clause("", "", 0, len(specifier)),)
    return tuple(_clause(specifier, start, end) for start, end in pieces(specifier) if start < end)


def _clause(specifier: str, start: int, end: int) -> Clause:
    text = specifier[start:end]
    for length in (3, 2, 1):
        if text[:length] in _OPERATORS:
            return Clause(text[:length], text[length:].strip(), start, end)
    return Clause("", text, start, end)


@lru_cache(maxsize=8192)
def release(version: str) -> tuple[int, ...] | None:
    """The numbers of a version that is nothing but numbers and dots, trailing zeros dropped; None for all others.

    `1.10` and `1.10.0` are (1, 10); `0` is (). Tuples compare as the versions do.
    """
    numbers = numbers_of(version)
    if numbers is None:
        return None
    end = len(numbers)
    while end and not numbers[end - 1]:
        end -= 1
    return numbers[:end]


def numbers_of(version: str) -> tuple[int, ...] | None:
    """The numbers of a version that is nothing but numbers and dots, as many as are written; None for all others."""
    if len(version) > 100 or not version.isascii():
        return None
    numbers = version.split(".")
    return tuple(map(int, numbers)) if all(map(str.isdigit, numbers)) else None


def exact_version(specifier: str) -> str:
    """The version that an exact clause (`==1.0`, `===1.0`) names, as written; "" where no clause is exact."""
    for clause in clauses(specifier):
        if clause.is_pin or clause.operator == "===":
            return clause.version
    return ""


def is_exact(specifier: str) -> bool:
    """Whether one of the clauses is `==` without a wildcard, or `===`."""
    return exact_version(specifier) != ""


def is_bounded_above(specifier: str) -> bool:
    """Whether some clause keeps later versions out: `<`, `<=`, `~=`, `==` (also with a wildcard), `===`."""
    return any(clause.operator in _UPPER for clause in clauses(specifier))


def has_lower_bound(specifier: str) -> bool:
    """Whether some clause keeps earlier versions out: `>`, `>=`, `~=`, `==` (also with a wildcard), `===`."""
    return any(clause.operator in _LOWER for clause in clauses(specifier))


def is_open(specifier: str) -> bool:
    """Whether every later version is let in: no clause at all, or nothing but lower bounds and exclusions.

    False where a clause has no operator, as nothing can be said of it.
    """
    return all(clause.operator and clause.operator not in _UPPER for clause in clauses(specifier))


def is_range(specifier: str) -> bool:
    """Whether the specifier is bounded above without being exact: `<2`, `~=1.4`, `==1.*`."""
    return is_bounded_above(specifier) and not is_exact(specifier)
