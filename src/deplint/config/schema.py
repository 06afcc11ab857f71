"""The declared keys and the rules' options into a JSON schema for editors, and into the tables of the documentation."""

from __future__ import annotations

from deplint.config.keys import KEYS, ROLES, SEVERITIES, SEVERITY_OPTION, Key
from deplint.config.words import described
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.plugins import Catalogue

DIALECT = "http://json-schema.org/draft-07/schema#"


def schema(rules: Catalogue) -> dict[str, Any]:
    """The JSON schema of `deplint.toml`, and of the table `tool.deplint`."""
    return {
        "$schema": DIALECT,
        "title": "deplint",
        "description": "deplint.toml, .deplint.toml, or [tool.deplint] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _property(key, rules) for key in KEYS},
        "definitions": {
            "selector": {
                "description": "a rule's code or name, the beginning of codes, or ALL",
                "anyOf": [
                    {"enum": ["ALL", *(name for entry in rules.entries for name in (entry.code, entry.name))]},
                    {"type": "string", "pattern": f"^({'|'.join(_prefixes(rules))})[0-9]{{0,2}}$"},
                ],
            },
            "selectors": {"type": "array", "items": {"$ref": "#/definitions/selector"}},
        },
    }


def _prefixes(rules: Catalogue) -> list[str]:
    return sorted({entry.code.rstrip("0123456789") for entry in rules.entries})


def _property(key: Key, rules: Catalogue) -> dict[str, Any]:
    about = {"description": key.about}
    if key.shape == "choice":
        return about | {"enum": list(key.choices)} | ({"default": key.default} if key.default else {})
    if key.shape == "selectors":
        return about | {"$ref": "#/definitions/selectors"}
    if key.shape == "globs":
        return about | {"type": "array", "items": {"type": "string"}}
    if key.shape == "path":
        return about | {"type": "string"}
    if key.shape == "policy":
        return about | _policy()
    if key.shape == "waivers":
        return about | _waivers()
    if key.shape == "roles":
        return about | {"type": "object", "additionalProperties": {"enum": list(ROLES)}}
    if key.shape == "ignores":
        return about | {"type": "object", "additionalProperties": {"$ref": "#/definitions/selectors"}}
    properties = {entry.name: _options(entry.load().options(), entry.code) for entry in rules.entries}
    return about | {"type": "object", "additionalProperties": False, "properties": properties}


def _waivers() -> dict[str, Any]:
    from deplint.config.waivers import KEYS, NEEDED

    selector = {"$ref": "#/definitions/selector"}
    # A date of TOML is none of JSON's types; editors show it as a string.
    properties = {name: {"description": text, **(selector if name == "rule" else {"type": "string"})} for name, text in KEYS.items()}
    waiver = {"type": "object", "additionalProperties": False, "required": list(NEEDED), "properties": properties}
    return {"type": "array", "items": waiver}


def _policy() -> dict[str, Any]:
    from deplint.config.policy import ABOUT_COOLDOWN, BAN_KEYS, BANNED, COOLDOWN, LISTS

    strings = {"type": "array", "items": {"type": "string"}}
    ban = {name: {"description": text, **(strings if name == "unless" else {"type": "string"})} for name, text in BAN_KEYS.items()}
    properties: dict[str, Any] = {name: {"description": text, **strings} for name, (_, text) in LISTS.items()}
    properties[BANNED] = {
        "description": "packages that are not wanted, each with the reason, or with a table of its own",
        "type": "object",
        "additionalProperties": {
            "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": False, "properties": ban}],
        },
    }
    properties[COOLDOWN] = {"description": ABOUT_COOLDOWN, "type": "string", "pattern": r"^[0-9]{1,4} ?([dDwW]|days?|weeks?)$"}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _options(options: dict[str, Any], code: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        name: {"description": option.about, **_typed(option.default)} for name, option in sorted(options.items())
    }
    properties[SEVERITY_OPTION] = {"description": f"the severity of the findings of {code}", "enum": list(SEVERITIES)}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _typed(default: object) -> dict[str, Any]:
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": list(default)}
    names: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return {"type": names[type(default)], "default": default}


def table() -> str:
    """The keys as a Markdown table."""
    rows = ["| key | value | where nobody says | what it says |", "| --- | --- | --- | --- |"]
    rows += [f"| `{key.name}` | {_kind(key)} | {key.unset or _default(key)} | {key.about} |" for key in KEYS]
    return "\n".join(rows) + "\n"


def _default(key: Key) -> str:
    return f"`{key.default}`" if key.default else "none"


def _kind(key: Key) -> str:
    kinds = {
        "selectors": "list of codes, prefixes, names, or `ALL`",
        "globs": "list of globs",
        "roles": "table: glob = role",
        "ignores": "table: glob = list as in `ignore`",
        "path": "path of a TOML file",
        "policy": "table",
        "rules": "table of tables",
    }
    return kinds.get(key.shape) or ", ".join(f"`{choice}`" for choice in key.choices)


def option_table(options: dict[str, Any]) -> str:
    """The options of one rule as a Markdown table, "" where it has none."""
    if not options:
        return ""
    rows = ["| option | value | default | what it says |", "| --- | --- | --- | --- |"]
    for name, option in sorted(options.items()):
        kind = "a list of strings" if isinstance(option.default, tuple) else described(option.default)
        rows.append(f"| `{name}` | {kind} | `{_toml(option.default)}` | {option.about} |")
    return "\n".join(rows) + "\n"


def _toml(value: object) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value)
