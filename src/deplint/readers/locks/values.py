"""Values of a parsed lock into values of the type that its tool writes: what has another type is as good as not there."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Table = dict[str, Any]


def array(value: Any) -> Sequence[Any]:
    """The value where it is an array, else an empty one."""
    return value if isinstance(value, list) else ()


def table(value: Any, *keys: str) -> Table:
    """The table at a path of keys; an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def string(value: Any) -> str:
    """The value where it is a string, else ""."""
    return value if isinstance(value, str) else ""


def strings(value: Any) -> tuple[str, ...]:
    """The strings of an array."""
    return tuple([each for each in value if isinstance(each, str)]) if isinstance(value, list) else ()


def named_entries(document: Table, key: str, found: Sequence[Any]) -> list[Table]:
    """The tables of the array `key` that have a name, as `readers.locks` has found them; none where it has found others."""
    entries = [each for each in array(document.get(key)) if isinstance(each, dict) and isinstance(each.get("name"), str)]
    return entries if len(entries) == len(found) else []
