"""The table `policy` into settings, and the settings of all layers into one `Policy`."""

from __future__ import annotations

import os

from deplint.config.words import suggestion
from deplint.model import Location, Source
from deplint.names import normalize
from deplint.policy import Ban, Entry, Policy
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from deplint.config.values import Setting, Table
    from deplint.syntax.node import Node

LISTS = {
    "allowed-indexes": ("indexes", "indexes that packages may come from: addresses or hosts"),
    "allowed-hosts": ("hosts", "more hosts that files may come from"),
    "allowed-git": ("git", "hosts or organisations of repositories: `github.com/acme`"),
    "allowed-channels": ("channels", "conda channels that may be used: names or addresses"),
    "allowed-packages": ("packages", "the only packages that may be used"),
}
"""The lists of strings in the table: the field of `Policy`, and what it says."""
BANNED = "banned"
BAN_KEYS = {
    "reason": "why it is not wanted",
    "use-instead": "what to use in its place",
    "versions": "the versions that are not wanted, as a specifier; all where this is absent",
    "unless": "packages that may still bring it in",
}
COOLDOWN = "cooldown"
ABOUT_COOLDOWN = "the least age of a release before it is taken: `7d`, `2w`"
_DAYS = regex(r"(\d{1,4}) ?(d|days?|w|weeks?)")
_NAME = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?\*?")


class Placed(NamedTuple):
    """Something of the policy with the file that says it; `folder` is None where it is shared, or on the command line."""

    value: Any
    source: Source
    folder: str | None
    start: int
    end: int


def read_policy(table: Table, node: Node) -> Iterator[tuple[str, Any, int]]:
    """The keys of the table as (key, value, offset). Raises ConfigError."""
    for name, value in table.entries("policy", node, "policies"):
        start = value.key[0] if value.key else value.start
        if name in LISTS:
            table.strings(f"policy.{name}", value)
            yield name, tuple(placed(table, element) for element in value.elements()), start
        elif name == BANNED:
            yield name, tuple(_ban(table, banned, each) for banned, each in table.entries("policy.banned", value, "packages")), start
        elif name == COOLDOWN:
            yield name, _days(table, value), start
        else:
            table.refuse(start, f"unknown key `policy.{name}`{suggestion(name, [*LISTS, BANNED, COOLDOWN])}")


def placed(table: Table, node: Node, span: tuple[int, int] | None = None) -> Placed:
    start, end = span or node.inner(0, len(node.value))
    return Placed(node.value, table.source, None if table.shared or table.label else table.base, start, end)


def _ban(table: Table, name: str, node: Node) -> Placed:
    key = node.key or node.span
    where = f"policy.banned.{name}"
    if not _NAME.fullmatch(name) or name.endswith("*"):
        table.refuse(key[0], f"`{name}` is no name of a package")
    if isinstance(node.value, str):
        return placed(table, node, key)._replace(value=(name, {"reason": node.value}, ()))
    said: dict[str, str] = {}
    unless: tuple[Placed, ...] = ()
    for inner, value in table.entries(where, node, "`reason`, `use-instead`, `versions` and `unless`"):
        if inner not in BAN_KEYS:
                    table.refuse(value.key[0] if value.key else value.start, f"unknown key `{where}.{inner}`{suggestion(inner, BAN_KEYS)}")
        if inner == "unless":
            table.strings(f"{where}.{inner}", value)
            unless = tuple(placed(table, element) for element in value.elements())
        else:
            said[inner] = table.string(f"{where}.{inner}", value)
            if inner == "versions":
                _check_specifier(table, value)
    return placed(table, node, key)._replace(value=(name, said, unless))


def _check_specifier(table: Table, node: Node) -> None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        SpecifierSet(node.value)
    except InvalidSpecifier:
        table.refuse(node.start, f"`{node.value}` is no version specifier, such as `<2`")


def _days(table: Table, node: Node) -> int:
    text = table.string(f"policy.{COOLDOWN}", node)
    found = _DAYS.fullmatch(text.strip().lower())
    if found is None:
        table.refuse(node.start, f"`policy.{COOLDOWN}` must be a number of days or weeks, such as `7d`, not `{text}`")
    return int(found[1]) * (7 if found[2].startswith("w") else 1)


def policy_of(layers: Iterable[Sequence[Setting]], root: str) -> Policy:
    """One policy of all layers: their lists add up, of the cooldown the strongest layer counts."""
    said: dict[str, list[Any]] = {}
    cooldown = 0
    for layer in layers:
        for setting in layer:
            if setting.key == f"policy.{COOLDOWN}":
                cooldown = setting.value
            elif setting.key.startswith("policy."):
                said.setdefault(setting.key[7:], []).extend(setting.value)
    if not said and not cooldown:
        return Policy()
    place = Places(root)
    lists = {field: tuple(place.entry(each) for each in said[key]) for key, (field, _) in LISTS.items() if key in said}
    banned = tuple(place.ban(each) for each in said.get(BANNED, ()))
    return Policy(**lists, banned=banned, cooldown=cooldown, sources=tuple(place.sources.values()))


class Places:
    """The places of entries as paths of the tree; `sources` are the files that they stand in."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.sources: dict[str, Source] = {}

    def entry(self, placed: Placed, text: str = "") -> Entry:
        return Entry(text or placed.value, self.location(placed))

    def ban(self, placed: Placed) -> Ban:
        name, said, unless = placed.value
        return Ban(
            normalize(name), self.entry(placed, name), said.get("reason", ""), said.get("use-instead", ""), said.get("versions", ""),
            tuple(self.entry(each) for each in unless),
        )  # fmt: skip

    def location(self, placed: Placed) -> Location | None:
        if placed.folder is None or bool(placed.folder) != bool(self.root):
            return None
        path = os.path.basename(placed.source.path)
        if self.root:
            path = os.path.relpath(os.path.join(placed.folder, path), self.root).replace(os.sep, "/")
            if path.startswith("../"):
                return None
        source = self.sources.setdefault(path, Source(path, placed.source.text))
        return source.at(placed.start, placed.end)


def shown(value: Any) -> Any:
    """A value of the table for people: only what it says."""
    if isinstance(value, Placed):
        value = value.value
    if isinstance(value, tuple) and len(value) == 3 and isinstance(value[1], dict):
        name, said, unless = value
        return name, {**said, **({"unless": [each.value for each in unless]} if unless else {})}
    return tuple(shown(each) for each in value) if isinstance(value, tuple) else value
