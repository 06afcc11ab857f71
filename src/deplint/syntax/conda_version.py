"""Conda's version specifiers: what conda refuses, and the same thing said in PEP 440.

Follows `VersionSpec` and `VersionOrder` of conda 26 (conda/models/version.py).
"""

from __future__ import annotations

import re

from deplint.regex import regex

_RELATION = regex(r"(==|!=|<=|>=|~=|=|<|>)(?![=<>!~])(\S+)")
_VERSION = regex(r"[*.+!_0-9a-z]+")
_JOIN = regex(r"[,|]")
_RELEASE = regex(r"(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*(?:(?:a|b|rc)[0-9]+)?(?:\.?post[0-9]+)?(?:\.?dev[0-9]+)?")
_CLAUSE = regex(r"(==|!=|<=|>=|~=|<|>|=|)(.*)", re.DOTALL)


def invalid_version(specifier: str, build: str = "") -> str:
    """Why conda refuses a version specifier (without blanks); "" where it accepts it."""
    specifier = _bare(specifier, build)
    if not specifier or "^" in specifier or "$" in specifier or "(" in specifier or ")" in specifier:
        return ""  # a regular expression, or conda's own parentheses
    for clause in _JOIN.split(specifier):
        if not clause:
            return "a clause is empty"
        relation = _RELATION.fullmatch(clause)
        if relation is None and clause[0] in "=<>!~":
            return f"`{_short(clause)}` has no version" if not clause.strip("=<>!~") else f"`{_short(clause)}` has no valid operator"
        if reason := _invalid_literal(clause if relation is None else relation[2], relation[1] if relation else ""):
            return reason
    return ""


def _bare(specifier: str, build: str) -> str:
    """The specifier as conda takes it: `=1.2` is `1.2*`, `==1.2` is `1.2`."""
    if specifier in ("=", "==") or not specifier.startswith("="):
        return specifier
    bare = specifier.lstrip("=")
    if specifier.startswith("==") and not build:
        return bare or specifier
    if any(sign in bare for sign in "=,|"):
        return specifier
    return bare if build or bare.endswith("*") else bare + "*"


def _invalid_literal(version: str, operator: str) -> str:
    if "@" in version and not operator:
        return ""
    if operator == "~=" and version.endswith(".*"):
        return "`~=` doesn't go with `.*`"
    if "*" in version.rstrip("*") and not operator:
        return ""  # a glob
    version = version.lower()
    if version.endswith("*"):
        version = version.rstrip("*").rstrip(".")
        if not version:
            return ""
    if "-" in version and "_" not in version:
        version = version.replace("-", "_")
    if not _VERSION.fullmatch(version):
        if re.search(r"[<>=!~]", version):
            return "its clauses must be joined by `,`"
        return f"`{_short(version)}` is not a version"
    release = version.partition("!")[2] or version
    release = release.partition("+")[0]
    return "" if _components_are_whole(version) else f"`{_short(version)}` is not a version"


def _components_are_whole(version: str) -> bool:
    """No epoch but a number, no part between dots and underscores empty; an underscore may end the version (openssl)."""
    epoch, _, rest = version.rpartition("!")
    release, _, local = rest.partition("+")
    pieces = release.removesuffix("_").replace("_", ".").split(".")
    if release.endswith("_"):
        pieces[-1] += "_"
    if "+" in rest:
        pieces += local.replace("_", ".").split(".")
    return "" not in pieces and "+" not in local and (epoch.isdigit() or not version.count("!"))


def to_pep440(specifier: str, build: str = "") -> str:
    """The same in PEP 440: "=3.10" is "==3.10.*", "3.10" is "==3.10"; "" where it can't be said (`|`, globs, builds of letters)."""
    clauses = [_clause_to_pep440(clause, build) for clause in specifier.split(",")]
    return ",".join(clauses) if all(clauses) else ""


def _clause_to_pep440(clause: str, build: str) -> str:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        return ""
    operator, version = match[1], match[2]
    bare = version.rstrip("*").removesuffix(".")
    starred = bare != version
    if not _RELEASE.fullmatch(bare):
        return ""
    if operator in ("", "="):
        return f"=={bare}.*" if starred or (operator and not build) else f"=={bare}"
    if operator == "~=":
        return "" if starred or "." not in bare else f"~={bare}"
    return f"{operator}{bare}.*" if starred and operator in ("==", "!=") else operator + bare


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
