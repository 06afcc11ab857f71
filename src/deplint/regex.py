"""Regular expressions that are compiled when they are first used: a run uses a third of those in the modules that it loads.

To compile one takes as long as to read a hundred requirements, so those of the modules that a small run loads would take a sixth of it.
"""

from __future__ import annotations

import re

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from re import compile as regex
else:
    _METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")

    class regex:  # noqa: N801 (called like the function that it stands for)
        """What `re.compile` makes of these arguments, from its first use on: its methods then are those of the compiled pattern."""

        def __init__(self, pattern, flags=0):
            self._arguments = pattern, flags

        def __getattr__(self, name):
            compiled = re.compile(*self._arguments)
            self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
            return getattr(compiled, name)


__all__ = ["regex"]
