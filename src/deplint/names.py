"""A distribution's name as written into the one form that names are compared in."""

from __future__ import annotations

from functools import lru_cache

from deplint.regex import regex

_RUNS = regex(r"[-_.]+")
_VALID = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


@lru_cache(maxsize=65536)
def normalize(name: str) -> str:
    """`Foo._Bar` is `foo-bar` (PEP 503). Any string goes in; one that is no name comes out as a string that equals no name."""
    name = name.lower()
    return _RUNS.sub("-", name) if "_" in name or "." in name or "--" in name else name


def is_valid_name(name: str) -> bool:
    """Whether `name` can name a distribution, an extra or a dependency group (PEP 508)."""
    return _VALID.fullmatch(name) is not None
