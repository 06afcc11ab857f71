"""The values of a lock document into what it records about its entries, and what the lock as a whole is for.

`readers.locks` reads what the entries are; this is only read when a rule asks for more, from the one module that knows the format. What
has another type than the tool writes is skipped.
"""

from __future__ import annotations

from importlib import import_module

from deplint.facts import LockTerms
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from deplint.facts import LockedPackage, LockedRecord

    Table = dict[str, Any]

# The module that knows the format; each has `records(document, packages)` and `terms(document)`.
_FORMATS = {"uv.lock": "uv", "poetry.lock": "poetry", "pdm.lock": "pdm", "pylock": "pylock", "Pipfile.lock": "pipfile"}


def records(kind: str, document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """What the lock records about these entries of it, in the same order; `packages` are those that `readers.locks` has found in it."""
    name = _FORMATS.get(kind)
    found: tuple[LockedRecord, ...] = import_module(f"{__name__}_{name}").records(document, packages) if name else ()
    return found


def terms(kind: str, document: Table) -> LockTerms:
    """What a lock of this kind is for."""
    name = _FORMATS.get(kind)
    found: LockTerms = import_module(f"{__name__}_{name}").terms(document) if name else LockTerms()
    return found
