"""The version part of a conda match spec into clauses, and into the PEP 440 specifier that says the same.

Source: conda's documentation, "Package match specifications", and `conda.models.match_spec`, whose verdicts are recorded in
tests/versions. The text is what follows the name: `=1.2`, `==1.2=py310_0`, `1.2 py310_0`, `>=1,<2`, `1.2|1.3`.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.regex import regex
from deplint.versions.membership import is_valid
from deplint.versions.specifier import LONGEST

_OPERATOR = regex(r"={1,3}|~=|!=|<=|>=|<|>")
_BUILD = regex(r"[^-=,|<>~]+")
_NO_VERSION = regex(r"[\s=<>!~^$()\[\]{}'\"]")


def split_build(text: str) -> tuple[str, str]:
    """The version expression without blanks, and the build string, "" where absent.

    >>> split_build("=1.2=py310_0"), split_build("1.2 py310_0"), split_build(">=1.0 , <2.0"), split_build("=1.2")
    (('=1.2', 'py310_0'), ('1.2', 'py310_0'), ('>=1.0,<2.0', ''), ('=1.2', ''))
    """
    text = " ".join(text.split())
    place = max(text.rfind(" "), text.rfind("="))
    before, build = text[:place].rstrip() if place > 0 else "", text[place + 1 :]
    if before and before[-1] not in "=!|,<>~" and _BUILD.fullmatch(build):
        return before.replace(" ", ""), build
    return text.replace(" ", ""), ""


@lru_cache(maxsize=2048)
def conda_clauses(text: str) -> tuple[tuple[tuple[str, str], ...], ...] | None:
    """For each part that `|` joins, its clauses as (operator of PEP 440, version), `("==", "1.2.*")` for a fuzzy `=1.2`.

    The versions are conda's: `9e` and `2024a` are among them. No clauses are any version. None for what has no such form: regular
    expressions, parentheses, wildcards in the middle, variables, nonsense.
    """
    if len(text) > LONGEST:
        return None
    expression, build = split_build(text)
    if not expression:
        return ((),)
    parts = []
    for alternative in expression.split("|"):
        found = [_clause(clause, build) for clause in alternative.split(",")]
        if None in found:
            return None
        parts.append(tuple(clause for clause in found if clause is not None and clause[1] != "*"))
    return tuple(parts)


def _clause(text: str, build: str) -> tuple[str, str] | None:
    sign = _OPERATOR.match(text)
    operator = sign[0] if sign else ""
    version = text[len(operator) :].removeprefix("v") or ("*" if operator == "=" else "")
    star = version.endswith("*")
    stem = version.rstrip("*").rstrip(".")
    if _NO_VERSION.search(version) or "*" in stem or not version:
        return None
    if star and not stem:
        return None if operator in (">", "<", ">=", "<=", "!=", "~=") else ("", "*")
    if operator in ("", "=", "==", "==="):
        fuzzy = star or (operator == "=" and not build)
        return "==", f"{stem}.*" if fuzzy else version
    if star and operator == "!=":
        return operator, f"{stem}.*"
    # conda passes over a wildcard that follows an ordering.
    return (operator, stem) if not star or operator != "~=" else None


@lru_cache(maxsize=2048)
def conda_to_pep440(text: str) -> str | None:
    """The specifier that says what the version part of a match spec says; None for a union and for what can't be said.

    >>> conda_to_pep440("=1.2"), conda_to_pep440("==1.2"), conda_to_pep440("1.2 py_0"), conda_to_pep440(">=1,<2"), conda_to_pep440("1|2")
    ('==1.2.*', '==1.2', '==1.2', '>=1,<2', None)
    """
    parts = conda_clauses(text)
    if parts is None or len(parts) != 1:
        return None
    specifier = ",".join(operator + version for operator, version in parts[0])
    return specifier if is_valid(specifier) else None
