"""A dependency's version, in the language of whichever tool, into how tightly it holds: the question of all pinning rules."""

from __future__ import annotations

from functools import lru_cache

from deplint.typing_light import TYPE_CHECKING
from deplint.versions.membership import is_valid
from deplint.versions.specifier import clauses, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deplint.facts import Dependency

NONE, FLOOR, RANGE, EXACT, ARBITRARY, UNKNOWN = "none", "floor", "range", "exact", "arbitrary", "unknown"
_VARIABLE = ("${", "{{", "{%", "<<", "%(")
_UPPER = frozenset(("<", "<=", "~=", "=="))


def pin_kind(dependency: Dependency) -> str:
    """How tightly a dependency holds its version, as `classify` says; "unknown" for direct references, paths and members."""
    if dependency.url or dependency.path or dependency.editable:
        return UNKNOWN
    return classify(dependency.form, dependency.specifier)


@lru_cache(maxsize=8192)
def classify(form: str, specifier: str) -> str:
    """How tightly a version holds.

    form     the language: "pep440", "poetry", "pipfile" or "conda"
    returns  "none"       no version, or `*`
             "floor"      nothing but lower bounds and exclusions: `>=1`, `!=1.5`
             "range"      bounded above: `<2`, `~=1.4`, `==1.*`, `^1.2`, conda's `=1.2`
             "exact"      one version: `==1.2`, Poetry's `1.2`, conda's `1.2` and `=1.2=py310_0`
             "arbitrary"  `===`
             "unknown"    it can't be said: a variable, a template, what the language has no place for
    """
    specifier = specifier.strip()
    if form == "pep440" and specifier.startswith("==") and numbers_of(specifier[2:]):
        return EXACT  # what most entries of most files say
    if any(opening in specifier for opening in _VARIABLE):
        return UNKNOWN
    if form == "poetry":
        return _poetry(specifier)
    if form == "conda":
        return _conda(specifier)
    return _pep440(_pipfile(specifier) if form == "pipfile" else specifier)


def _pipfile(specifier: str) -> str:
    """Pipenv reads a version without an operator as that version exactly, and `*` as any (`pipenv.utils.dependencies`)."""
    if specifier in ("*", "==*"):
        return ""
    return f"=={specifier}" if specifier[:1].isdigit() else specifier


def _pep440(specifier: str) -> str:
    if not is_valid(specifier):
        return UNKNOWN
    return _kind((clause.operator, clause.version) for clause in clauses(specifier))


def _poetry(specifier: str) -> str:
    from deplint.versions.poetry import poetry_union

    union = poetry_union(specifier or "*")
    return UNKNOWN if union is None else _widest([_pep440(part) for part in union])


def _conda(specifier: str) -> str:
    from deplint.versions.conda import conda_clauses

    union = conda_clauses(specifier)
    return UNKNOWN if union is None else _widest([_kind(part) for part in union])


def _kind(found: Iterable[tuple[str, str]]) -> str:
    kind = NONE
    for operator, version in found:
        if operator == "===":
            return ARBITRARY
        if operator == "==" and not version.endswith("*"):
            kind = EXACT
        elif kind != EXACT and operator in _UPPER:
            kind = RANGE
        elif kind == NONE:
            kind = FLOOR
    return kind


def _widest(kinds: list[str]) -> str:
    """The kind of a union: as open as its most open part, and never exact where there are several."""
    if len(kinds) == 1:
        return kinds[0]
    return next((kind for kind in (UNKNOWN, NONE, FLOOR) if kind in kinds), RANGE)
