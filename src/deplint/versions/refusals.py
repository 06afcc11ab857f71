"""A specifier that PEP 440 refuses into the clause at fault, the reason in words, and what was probably meant."""

from __future__ import annotations

import re
from functools import lru_cache

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING
from deplint.versions.membership import is_valid
from deplint.versions.specifier import LONGEST, clauses, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

# What people write for an operator, and the operator that PEP 440 has for it.
_MISTAKEN = {"=": "==", "=>": ">=", "=<": "<=", "!": "!=", "!==": "!=", "<>": "!=", "><": "!="}
_SIGNS = regex(r"[=<>!~^]*")
_SIGN = regex(r"[=<>!~]")
_ANOTHER = regex(r"\s[A-Za-z][A-Za-z0-9._-]*[=<>!~]")
_BLANKS = regex(r"\s+")


@lru_cache(maxsize=2048)
def invalid_clause(specifier: str) -> tuple[int, int, str] | None:
    """The first clause that PEP 440 refuses: its range in `specifier` and the reason in words; None where all is well.

    A comma at the end is accepted, as pip accepts it; one at the beginning or two in a row are refused, as pip refuses them.
    """
    if len(specifier) > LONGEST:
        return 0, len(specifier), f"more than {LONGEST} characters"
    found = pieces(specifier)
    for number, (start, end) in enumerate(found):
        if start < end:
            if not is_valid(specifier[start:end]):
                return start, end, _reason(specifier[start:end])
        elif number < len(found) - 1:
            return start, start + 1, "a comma before the first clause" if number == 0 else "two commas with no clause between them"
    return None


def _reason(text: str) -> str:
    if "(" in text or ")" in text:
        return "a parenthesis without its other half"
    signs = _SIGNS.match(text)
    operator = signs[0] if signs else ""
    version = text[len(operator) :].strip()
    if operator in ("^", "~"):
        return f"`{operator}` is an operator of Poetry's own; PEP 440 needs both ends of the range, as in `>=1.2,<2`"
    if operator in _MISTAKEN:
        return f"`{operator}` is no operator of PEP 440; it would be `{_MISTAKEN[operator]}`"
    if operator == "":
        return _no_operator(version)
    if clauses(text)[0].operator != operator:
        return f"`{operator}` is no operator of PEP 440"
    if version[:1] in _MISTAKEN or version[:1] in ("<", ">"):
        return "a blank inside the operator"
    if not version:
        return f"no version after `{operator}`"
    if _BLANKS.search(version):
        return _blank_inside(version)
    return _wrong_version(operator, version)


def _no_operator(version: str) -> str:
    if version == "*":
        return "`*` is not a specifier by PEP 440; all versions are meant where none is given"
    if is_valid(f"=={version}"):
        return f"a version without an operator; exactly this one would be `=={version}`"
    return "no operator and no version by PEP 440"


def _blank_inside(version: str) -> str:
    if _ANOTHER.search(version):
        return "another requirement follows on the same line, where each needs a line of its own"
    if _SIGN.search(version):
        return "two clauses need a comma between them"
    return "a blank inside the version"


def _wrong_version(operator: str, version: str) -> str:
    if "*" in version:
        if operator not in ("==", "!="):
            return f"`.*` goes only with `==` and `!=`, not with `{operator}`"
        return "a wildcard can stand only at the end, after the numbers of the release, as in `==1.2.*`"
    if operator != "==" and "+" in version and is_valid(f"=={version}"):
        return f"a local version (`+{version.partition('+')[2]}`) goes only with `==` and `!=`, not with `{operator}`"
    if operator == "~=" and is_valid(f"=={version}"):
        return f"`~=` needs at least two numbers, as in `~={version}.0`"
    return f"`{version}` is not a version by PEP 440"


def repaired(specifier: str) -> str:
    """The specifier that was probably meant by a clause that PEP 440 refuses; "" where there's no good guess.

    >>> repaired("=1.0"), repaired(">=1.0 <2"), repaired("~=1"), repaired("^1.2"), repaired(">=1.0-foo")
    ('==1.0', '>=1.0,<2', '~=1.0', '>=1.2,<2', '')
    """
    text = specifier.strip()
    if len(text) > 200 or is_valid(text):
        return ""
    return next((guess for guess in _guesses(text) if guess and is_valid(guess)), "")


def _guesses(text: str) -> Iterator[str]:
    from deplint.versions.poetry import poetry_to_pep440

    signs = _SIGNS.match(text)
    operator = signs[0] if signs else ""
    version = text[len(operator) :].strip()
    if operator in ("^", "~"):
        yield poetry_to_pep440(text) or ""
    elif operator in ("", *_MISTAKEN):
        yield _MISTAKEN.get(operator, "==") + version
    elif operator in (">=", "<") and version.endswith(".*"):
        # What older versions of pip took these for. `>1.0.*` and `<=1.0.*` were read in more than one way.
        yield operator + version[:-2]
    elif operator == "~=":
        yield f"~={version}.0"
    elif version[:1] in ("=", "<", ">"):
        yield operator + version[0] + version[1:].strip()
    with_commas = re.sub(r"(?<=[^\s=<>!~,])\s+(?=[=<>!~])", ",", text)
    if with_commas != text:
        yield _BLANKS.sub("", with_commas)
