"""The tables `waivers` into settings, and the settings of all layers into waivers."""

from __future__ import annotations

from deplint.config.policy import Places, placed
from deplint.config.words import suggestion, unknown_selector
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING
from deplint.waivers import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from deplint.config.policy import Placed
    from deplint.config.values import Setting, Table
    from deplint.globs import Glob
    from deplint.syntax.node import Node

KEYS = {
    "rule": "the rule: its code or name, or the beginning of codes",
    "path": "the files that it is about, as a glob; all where this is absent",
    "package": "the package that it is about; every one where this is absent",
    "reason": "why the findings are accepted",
    "until": "the last day on which they are, such as 2027-03-01",
}
NEEDED = ("rule", "reason")
_DATE = regex(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def read_waivers(table: Table, node: Node) -> tuple[Placed, ...]:
    """The waivers, each as its keys with the place of its rule. Raises ConfigError."""
    if not node.is_sequence or not all(each.is_mapping for each in node.elements()):
        table.refuse(node.start, "`waivers` must be a list of tables, each written as `[[tool.deplint.waivers]]`")
    return tuple(_waiver(table, each) for each in node.elements())


def _waiver(table: Table, node: Node) -> Placed:
    said: dict[str, str] = {}
    place = node
    for name, value in node.items():
        start = value.key[0] if value.key else value.start
        if name not in KEYS:
            table.refuse(start, f"unknown key `waivers.{name}`{suggestion(name, KEYS)}")
        said[name] = _date(table, value) if name == "until" else table.string(f"waivers.{name}", value)
        if not said[name].strip():
            table.refuse(value.start, f"`waivers.{name}` is empty")
        if name == "rule":
            place = value
            message = "a waiver for ALL rules is none" if value.value == "ALL" else unknown_selector(value.value, table.rules())
            if message:
                table.refuse(value.start, message)
    for name in NEEDED:
        if name not in said:
            table.refuse(node.start, f"a waiver needs `{name}`: {KEYS[name]}")
    return placed(table, place, None if place is not node else node.span)._replace(value=said)


def _date(table: Table, node: Node) -> str:
    """A date as TOML has them, or as a string."""
    text = str(node.value)
    if not _DATE.fullmatch(text):
        table.refuse(node.start, f"`waivers.until` must be a date such as 2027-03-01, not `{text[:40]}`")
    return text


def waivers_of(layers: Sequence[Sequence[Setting]], root: str, glob: Callable[[str, str, str], Glob]) -> tuple[Waiver, ...]:
    """The waivers of all layers; `glob` makes one of a pattern, the folder that it is relative to, and the root."""
    places = Places(root)
    return tuple(_made(each, setting.base, root, places, glob) for setting, each in _settings(layers))


def _settings(layers: Sequence[Sequence[Setting]]) -> Iterator[tuple[Setting, Placed]]:
    for layer in layers:
        for setting in layer:
            if setting.key == "waivers":
                for each in setting.value:
                    yield setting, each


def _made(entry: Placed, base: str, root: str, places: Places, glob: Callable[[str, str, str], Glob]) -> Waiver:
    said: dict[str, Any] = entry.value
    location = places.location(entry)
    return Waiver(
        said["rule"],
        glob(said["path"], base, root) if "path" in said else None,
        normalize(said.get("package", "")),
        said["reason"],
        said.get("until", ""),
        location,
        places.sources[location.path] if location else None,
    )
