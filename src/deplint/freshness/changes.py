"""A manifest whose hash is not the recorded one into the one entry whose absence would make it so: what was added since the lock.

A hash says only that something changed. Taking each entry of the hashed tables out in turn, and hashing what is left, finds an
addition for certain; a change or a removal leaves no such trace.
"""

from __future__ import annotations

from deplint.freshness.documents import table
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    # Keys of tables and positions in arrays that lead to a value.
    Path = tuple[Any, ...]

# A document of more entries is not tried: each costs a hash of the whole.
MOST_ENTRIES = 400

def added_since(document: dict[str, Any], hashed: tuple[tuple[str, ...], ...], matches: Callable[[dict[str, Any]], bool]) -> str:
    """The dotted place of the one entry that was added, with what it says where that is a string; "" where there is none such.

    hashed   the keys that lead to the hashed tables
    matches  says whether a document gives the recorded hash
    """
    paths = [path for keys in hashed for path in _paths(document, keys)]
    if len(paths) > MOST_ENTRIES:
        return ""
    return next((_told(document, path) for path in paths if matches(_without(document, path))), "")


def _paths(document: dict[str, Any], keys: tuple[str, ...]) -> Iterator[Path]:
    parent = table(document, *keys[:-1])
    if keys[-1] in parent:
        yield keys
        yield from _below(parent[keys[-1]], keys)


def _below(value: Any, path: Path) -> Iterator[Path]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield (*path, key)
        yield from _below(entry, (*path, key))


def _without(value: Any, path: Path) -> Any:
    """A copy without what the path leads to; what does not lie on the path is shared."""
    key, *further = path
    copy = value.copy()
    if further:
        copy[key] = _without(copy[key], tuple(further))
    else:
        del copy[key]
    return copy


def _told(document: dict[str, Any], path: Path) -> str:
    value: Any = document
    for key in path:
        value = value[key]
    keys = ".".join(key for key in path if isinstance(key, str))
    if isinstance(value, str) and not isinstance(path[-1], str):
        return f"`{value}` in `{keys}` is new"
    return f"`{keys}` is new"
