"""A version constraint in Poetry's language into the PEP 440 specifiers that say the same.

Source: Poetry's documentation, "Dependency specification"; `poetry.core.constraints.version.parse_constraint` is the judge of
the recorded verdicts in tests/versions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from deplint.regex import regex
from deplint.versions.membership import is_valid
from deplint.versions.specifier import LONGEST

_OR = regex(r"\|\|?")
_PART = regex(r"[ ,]*(\^|~=|~|>=|<=|!=|==|=|>|<)?[ \t]*([^\s,|^~<>=]+)")
_RELEASE = regex(r"v?((?:[0-9]+!)?)([0-9]+(?:\.[0-9]+)*)(.*)", re.IGNORECASE | re.DOTALL)
_ANY = regex(r"v?[xX*](?:\.[xX*])*")
_WILDCARD = regex(r"v?([0-9]+(?:\.[0-9]+)*)(?:\.\*)+")


@lru_cache(maxsize=4096)
def poetry_union(text: str) -> tuple[str, ...] | None:
    """The PEP 440 specifiers of the parts that `||` joins; "" in it is any version. None where Poetry or PEP 440 has no words for it.

    >>> poetry_union("^3.8 || 4.*")
    ('>=3.8,<4', '==4.*')
    """
    if len(text) > LONGEST:
        return None
    found = tuple(_specifier(part.strip()) for part in _OR.split(text.strip()))
    return None if None in found else tuple(part for part in found if part is not None)


def poetry_to_pep440(text: str) -> str | None:
    """The specifier that says what one of Poetry's constraints says; None for a union and for what can't be said.

    >>> poetry_to_pep440("^1.2"), poetry_to_pep440("~1.2.3"), poetry_to_pep440("1.2.3"), poetry_to_pep440("*")
    ('>=1.2,<2', '>=1.2.3,<1.3', '==1.2.3', '')
    """
    union = poetry_union(text)
    return union[0] if union is not None and len(union) == 1 else None


def _specifier(text: str) -> str | None:
    if text == "*":
        return ""
    text, place, found = text.rstrip(", "), 0, []
    while place < len(text):
        part = _PART.match(text, place)
        if part is None or (place and part[0][0] not in " ,"):
            return None
        clause = _clause(part[1] or "", part[2])
        if clause is None:
            return None
        found.append(clause)
        place = part.end()
    specifier = ",".join(filter(None, found))
    return specifier if found and is_valid(specifier) else None


def _clause(operator: str, version: str) -> str | None:
    """One clause in PEP 440, "" for any version, None where there is none."""
    if operator == "" and _ANY.fullmatch(version):
        return ""
    wildcard = _WILDCARD.fullmatch(version)
    if wildcard and operator in ("", "==", "!="):
        return f"{operator or '=='}{wildcard[1]}.*"
    if operator in ("^", "~", "~="):
        return _range(operator, version)
    if operator in (">", ">=", "<", "<="):
        # Poetry passes over a wildcard that follows these.
        return operator + version.removesuffix(".*")
    return (operator if operator in ("==", "!=") else "==") + version


def _range(operator: str, version: str) -> str | None:
    written = _RELEASE.fullmatch(version)
    if written is None or len(version) > 100 or not is_valid(f"=={version}"):
        return None
    epoch, numbers = written[1], [int(number) for number in written[2].split(".")]
    if operator == "~=" and len(numbers) > 1:
        return f"~={version}"
    upper = _after_caret(numbers) if operator == "^" else _after_tilde(numbers)
    return f">={version},<{epoch}{'.'.join(map(str, upper))}"


def _after_tilde(numbers: list[int]) -> list[int]:
    return [numbers[0], numbers[1] + 1] if len(numbers) > 1 else [numbers[0] + 1]


def _after_caret(numbers: list[int]) -> list[int]:
    """The first release that breaks, in which the leftmost number other than zero is one higher: 1.2 -> 2, 0.2.3 -> 0.3, 0.0 -> 0.1."""
    for place, number in enumerate(numbers[:3]):
        if number or place == len(numbers[:3]) - 1:
            return [*numbers[:place], number + 1]
    return numbers
