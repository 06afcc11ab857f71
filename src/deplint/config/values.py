"""A TOML table into checked settings, each with the place it came from; what is not valid is refused with the place and what would be."""

from __future__ import annotations

from deplint.config.keys import BY_NAME, ROLES, SEVERITIES, SEVERITY_OPTION, Key
from deplint.config.words import ConfigError, described, one_of, suggestion, unknown_selector
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, NoReturn

    from deplint.model import Source
    from deplint.plugins import Catalogue
    from deplint.syntax.node import Node


class Setting(NamedTuple):
    """One value. `key` is dotted for options of rules ("rules.missing-hash.allow"); `base` is the folder that globs are relative to."""

    key: str
    value: Any
    origin: str
    base: str = ""


class Table:
    """The table of a configuration file, and where it stands.

    source   the whole file; its path is as it is to be shown
    base     the absolute folder of the file
    rules    gives the catalogue of rules, and is only asked where the table speaks of rules
    label    for tables from the command line: the option, shown in place of path, line and column
    shared   another file extends this one
    """

    def __init__(self, source: Source, base: str, rules: Callable[[], Catalogue], label: str = "", shared: bool = False) -> None:
        self.source = source
        self.base = base
        self.rules = rules
        self.label = label
        self.shared = shared

    def settings(self, table: Node) -> Iterator[Setting]:
        """The settings of a table in the order of the file. Raises ConfigError."""
        if not table.is_mapping:
            self.refuse(table.start, f"`tool.deplint` must be a table, not {described(table.value)}")
        for name, node in table.items():
            key = BY_NAME.get(name)
            if key is None:
                self.refuse(self._start(node), f"unknown key `{name}`{suggestion(name, BY_NAME)}")
            if key.shape == "rules":
                yield from self._rules(node)
            elif key.shape == "policy":
                yield from self._policy(node)
            else:
                yield Setting(name, self._value(key, node), self.place(self._start(node)), self.base)

    def _start(self, node: Node) -> int:
        return node.key[0] if node.key else node.start

    def place(self, offset: int) -> str:
        if self.label:
            return self.label
        line, column = self.source.position(offset)
        return f"{self.source.path}:{line}:{column}"

    def refuse(self, offset: int, message: str) -> NoReturn:
        raise ConfigError(f"{self.place(offset)}: {message}")

    def _value(self, key: Key, node: Node) -> Any:
        if key.shape == "choice":
            return self._choice(key.name, node, key.choices)
        if key.shape == "selectors":
            return self._selectors(key.name, node)
        if key.shape == "globs":
            return self.strings(key.name, node)
        if key.shape == "path":
            return self.string(key.name, node)
        if key.shape == "waivers":
            from deplint.config.waivers import read_waivers

            return read_waivers(self, node)
        entries = self.entries(key.name, node, 'globs, such as { "deploy/*.txt" = "deploy" }' if key.shape == "roles" else "globs")
        if key.shape == "roles":
            return tuple((glob, self._choice(f"files.{glob}", value, ROLES)) for glob, value in entries)
        return tuple((glob, self._selectors(f"{key.name}.{glob}", value)) for glob, value in entries)

    def _choice(self, name: str, node: Node, choices: tuple[str, ...]) -> str:
        value = node.value
        if not isinstance(value, str) or value not in choices:
            shown = f"`{value}`" if isinstance(value, str) else described(value)
            self.refuse(node.start, f"`{name}` must be {one_of(choices)}, not {shown}")
        return value

    def strings(self, name: str, node: Node) -> tuple[str, ...]:
        if not node.is_sequence:
            self.refuse(node.start, f"`{name}` must be a list of strings, not {described(node.value)}")
        for element in node.elements():
            if not isinstance(element.value, str):
                self.refuse(element.start, f"`{name}` must be a list of strings, not one with {described(element.value)}")
        return tuple(element.value for element in node.elements())

    def string(self, name: str, node: Node) -> str:
        """A string, refused where it is none."""
        if not isinstance(node.value, str):
            self.refuse(node.start, f"`{name}` must be a string, not {described(node.value)}")
        return node.value

    def _policy(self, node: Node) -> Iterator[Setting]:
        from deplint.config.policy import read_policy

        for name, value, offset in read_policy(self, node):
            yield Setting(f"policy.{name}", value, self.place(offset), self.base)

    def _selectors(self, name: str, node: Node) -> tuple[str, ...]:
        selectors = self.strings(name, node)
        for element in node.elements():
            if message := unknown_selector(element.value, self.rules()):
                self.refuse(element.start, message)
        return selectors

    def entries(self, name: str, node: Node, what: str) -> list[tuple[str, Node]]:
        if not node.is_mapping:
            self.refuse(node.start, f"`{name}` must be a table of {what}, not {described(node.value)}")
        return list(node.items())

    def _rules(self, node: Node) -> Iterator[Setting]:
        for name, table in self.entries("rules", node, "rules"):
            entry = self.rules().find(name)
            if entry is None or entry.name != name:
                names = [each.name for each in self.rules().entries]
                hint = f", its name is `{entry.name}`" if entry else suggestion(name, names)
                self.refuse(self._start(table), f"unknown rule `{name}`{hint}")
            options = entry.load().options()
            for option, value in self.entries(f"rules.{name}", table, "options"):
                key = f"rules.{name}.{option}"
                if option == SEVERITY_OPTION:
                    checked: Any = self._choice(key, value, SEVERITIES)
                elif option in options:
                    checked = self._option(key, value, options[option].default)
                else:
                    self.refuse(self._start(value), f"`{name}` has no option `{option}`{suggestion(option, [*options, SEVERITY_OPTION])}")
                yield Setting(key, checked, self.place(self._start(value)), self.base)

    def _option(self, name: str, node: Node, default: object) -> Any:
        if isinstance(default, tuple):
            return self.strings(name, node)
        if type(node.value) is not type(default):
            self.refuse(node.start, f"`{name}` must be {described(default)}, not {described(node.value)}")
        return node.value
