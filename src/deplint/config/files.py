"""A folder into the configuration that holds for it: the nearest file upwards, read and parsed."""

from __future__ import annotations

import os
import re

from deplint.config.keys import FILE_NAMES
from deplint.config.values import Setting, Table
from deplint.config.words import ConfigError
from deplint.model import Source
from deplint.regex import regex
from deplint.tree import TreeError, read_file
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from deplint.plugins import Catalogue
    from deplint.syntax.node import Node

_HEADER = regex(r"""^[ \t]*\[[ \t]*["']?tool["']?[ \t]*\.[ \t]*["']?deplint\b""", re.MULTILINE)
_KEY = regex(r"""[\w"'-][\w"'. /*-]*=""")


def nearest(folder: str, top: str = "") -> str:
    """The configuration file that is nearest to `folder`, looking upwards to `top` (the whole way where it is ""); "" for none."""
    folder = os.path.abspath(folder)
    while True:
        for name in FILE_NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (name != "pyproject.toml" or _mentions_deplint(path)):
                return path
        parent = os.path.dirname(folder)
        if folder == top or parent == folder:
            return ""
        folder = parent


def _mentions_deplint(path: str) -> bool:
    """Has this pyproject.toml a `tool.deplint`? One that can't be read has none, unless a header says so: then the error is to be told."""
    try:
        data = read_file(path)
    except TreeError:
        return False
    if b"deplint" not in data:
        return False
    text = data.decode("utf-8-sig", "replace")
    if _HEADER.search(text):
        return True
    from deplint.syntax.toml import TomlError, parse

    try:
        return parse(text).get("tool", "deplint") is not None
    except TomlError:
        return False


def layers_of(path: str, shown: str, rules: Callable[[], Catalogue], base: str = "") -> list[list[Setting]]:
    """The settings of a file after those of the files that it extends, the weakest first. Raises ConfigError.

    All globs are relative to the folder of the file itself, or to `base`: a shared file speaks about the project that extends it.
    """
    base = base or os.path.dirname(os.path.abspath(path))
    layers: list[list[Setting]] = []
    chain: list[tuple[str, str]] = []
    while path:
        layer = from_file(path, shown, rules, base, shared=bool(chain))
        layers.insert(0, layer)
        chain.append((os.path.realpath(path), shown))
        extended = next((setting for setting in layer if setting.key == "extend"), None)
        if extended is None or not extended.value:
            break
        path, shown = _extended(extended, path, shown)
        if any(os.path.realpath(path) == known for known, _ in chain):
            way = " -> ".join([each for _, each in chain] + [shown])
            raise ConfigError(f"{extended.origin}: `extend` leads back to a file that extends this one: {way}")
    return layers


def _extended(setting: Setting, path: str, shown: str) -> tuple[str, str]:
    """The file that another one extends, and its path for messages: a TOML file on this machine, and nothing else."""
    value: str = setting.value
    if "://" in value:
        raise ConfigError(f"{setting.origin}: `extend` must be a file on this machine, not the address `{value}`")
    if not value.endswith(".toml") or "\0" in value:
        raise ConfigError(f"{setting.origin}: `extend` must name a TOML file, such as `../policy.toml`, not `{value}`")
    target = os.path.join(os.path.dirname(os.path.abspath(path)), value)
    if not os.path.isfile(target):
        raise ConfigError(f"{setting.origin}: `extend` names `{value}`, which is not there")
    folder = os.path.dirname(shown)
    return target, os.path.normpath(os.path.join(folder, value)).replace(os.sep, "/")


def from_file(path: str, shown: str, rules: Callable[[], Catalogue], base: str = "", *, shared: bool = False) -> list[Setting]:
    """The settings of a file; `shown` is its path in messages. Its globs are relative to its folder, or to `base`. Raises ConfigError."""
    try:
        text = read_file(path).decode("utf-8-sig")
    except TreeError as error:
        raise ConfigError(f"{shown}: {error.reason}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: is not valid UTF-8") from None
    table = Table(Source(shown, text), base or os.path.dirname(os.path.abspath(path)), rules, shared=shared)
    root = _parsed(table)
    if os.path.basename(path) == "pyproject.toml":
        node = root.get("tool", "deplint")
        return list(table.settings(node)) if node else []
    return list(table.settings(root))


def from_text(text: str, rules: Callable[[], Catalogue], shown: str = "deplint.toml") -> list[Setting]:
    """The settings of the text of a `deplint.toml`; its globs are relative to the tree's root. Raises ConfigError."""
    table = Table(Source(shown, text), "", rules)
    return list(table.settings(_parsed(table)))


def from_command_line(text: str, cwd: str, rules: Callable[[], Catalogue]) -> list[Setting]:
    """The settings of one `--config KEY=VALUE`. The value is TOML; one that isn't is taken as a string."""
    key, _, value = text.partition("=")
    from deplint.syntax.toml import TomlError, parse

    try:
        parse(f"value = {value}")
    except TomlError:
        if value.strip()[:1] not in tuple("[{\"'") and not re.search(r"[\n\r\"\\]", value):
            text = f'{key} = "{value.strip()}"'
    table = Table(Source("--config", text), cwd, rules, label=f"--config {text.partition('=')[0].strip()}")
    return list(table.settings(_parsed(table)))


def is_assignment(text: str) -> bool:
    """Is the argument of `--config` a KEY=VALUE and no file?"""
    return bool(_KEY.match(text)) and not os.path.exists(text)


def _parsed(table: Table) -> Node:
    from deplint.syntax.toml import TomlError, parse

    try:
        return parse(table.source.text)
    except TomlError as error:
        table.refuse(error.start, error.message)
