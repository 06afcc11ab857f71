"""A distribution's name as written into the one form that names are compared in."""

from __future__ import annotations

import re
from functools import lru_cache

_RUNS = re.compile(r"[-_.]+")
_VALID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


@lru_cache(maxsize=8192)
def normalize(name: str) -> str:
    """`Foo._Bar` is `foo-bar` (PEP 503). Any string goes in; one that is no name comes out as a string that equals no name."""
    return _RUNS.sub("-", name.lower())


def is_valid_name(name: str) -> bool:
    """Whether `name` can name a distribution, an extra or a dependency group (PEP 508)."""
    return _VALID.fullmatch(name) is not None
