"""A specifier on Python into the Python versions that it lets in, told by minor version as classifiers and images are."""

from __future__ import annotations

from functools import lru_cache

from deplint.regex import regex
from deplint.versions.membership import is_valid, same_specifier, verdict
from deplint.versions.specifier import LONGEST, clauses, has_lower_bound, is_bounded_above, numbers_of

Minor = tuple[int, int]

_NUMBERS = regex(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}")
_LAST_OF_2 = 7


def mentioned(text: str) -> frozenset[tuple[int, ...]]:
    """The versions of one to three numbers that stand in a text, as tuples of numbers."""
    if len(text) > LONGEST:
        return frozenset()
    return frozenset(tuple(map(int, match.split("."))) for match in _NUMBERS.findall(text))


@lru_cache(maxsize=1024)
def releases(text: str) -> tuple[tuple[int, int, int], ...]:
    """Python releases, among which is one on each side of every version that `text` mentions; sorted.

    Two specifiers or markers that agree on the releases of their joined texts agree on all final releases of Python that there
    are or will be.
    """
    named = mentioned(text)
    minors = {(2, minor) for minor in range(_LAST_OF_2 + 1)} | {(3, minor) for minor in range(31)} | {(4, 0), (4, 1)}
    patches: dict[Minor, set[int]] = {}
    for version in named:
        major, minor, patch = (*version, 0, 0)[:3]
        last = _LAST_OF_2 if major == 2 else minor + 1
        if minor <= last:
            minors.update((major, near) for near in (minor - 1, minor, minor + 1) if 0 <= near <= last)
            patches.setdefault((major, minor), set()).update(near for near in (patch - 1, patch, patch + 1) if near >= 0)
    return tuple(sorted((*minor, patch) for minor in minors for patch in {0, 1} | patches.get(minor, set())))


@lru_cache(maxsize=1024)
def _admitted(specifier: str) -> frozenset[Minor]:
    return frozenset((major, minor) for major, minor, patch in releases(specifier) if verdict(specifier, f"{major}.{minor}.{patch}"))


def python_floor(specifier: str) -> Minor | None:
    """The first minor version of Python that `requires-python` lets in: `>=3.8.1` is (3, 8); None without a lower bound."""
    if not has_lower_bound(specifier):
        return None
    return min(_admitted(specifier), default=None)


def python_ceiling(specifier: str) -> Minor | None:
    """The first minor version above all that are let in: `<3.13` and `<=3.12` are (3, 13), `<4` is (4, 0); None without an upper bound."""
    if not is_bounded_above(specifier):
        return None
    last = max(_admitted(specifier), default=None)
    if last is None:
        return None
    following = (last[0], last[1] + 1)
    return following if following in {found[:2] for found in releases(specifier)} else (last[0] + 1, 0)


@lru_cache(maxsize=4096)
def admits_python(specifier: str, python: str) -> bool:
    """Whether some release of `python` ("3", "3.11" or "3.11.4") is let in; True where one of the two says no version."""
    numbers = numbers_of(python)
    if numbers is None or len(numbers) > 3 or not is_valid(specifier):
        return True
    candidates = releases(f"{specifier} {python}")
    return any(verdict(specifier, "{}.{}.{}".format(*found)) for found in candidates if found[: len(numbers)] == numbers)


def admitted_minors(specifier: str) -> frozenset[Minor]:
    """The minor versions from 2.0 to 3.30 of which some release is let in; empty where the specifier is not PEP 440."""
    return _admitted(specifier) if is_valid(specifier) else frozenset()


@lru_cache(maxsize=1024)
def same_pythons(left: str, right: str) -> bool:
    """Whether two specifiers let in the same releases of Python: `>=3.12,<3.13` and `==3.12.*` do."""
    if same_specifier(left, right):
        return True
    if not (is_valid(left) and is_valid(right)) or len(clauses(left)) + len(clauses(right)) > 100:
        return False
    candidates = ("{}.{}.{}".format(*found) for found in releases(f"{left} {right}"))
    return all(verdict(left, version) == verdict(right, version) for version in candidates)
