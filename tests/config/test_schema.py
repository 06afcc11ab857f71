"""The JSON schema: it says the same as the check of a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import tomli

from deplint.config import ConfigError
from deplint.config.files import from_text
from deplint.config.keys import KEYS
from deplint.config.schema import option_table, schema, table
from deplint.plugins import Catalogue

jsonschema = pytest.importorskip("jsonschema")

TEXTS = [
    "",
    'select = ["ALL", "DPL2", "unpinned", "ACME001"]\nprofile = "strict"\nfail-on = "info"',
    'exclude = ["old"]\n[files]\n"a.txt" = "dev"\n[per-file-ignores]\n"a" = ["DPL1"]',
    '[rules.missing-hash]\nallow = ["six"]\nat-least = 3\neverywhere = true\npolicy = "x"\nseverity = "error"',
    'extend = "x.toml"\n[policy]\nallowed-git = ["a"]\ncooldown = "7 days"\n[policy.banned]\na = "b"\nc = {reason = "d", unless = ["e"]}',
    "policy.allow = []",
    "policy.allowed-git = 1",
    "policy.banned.x = 1",
    'policy.banned.x.why = "y"',
    'policy.cooldown = "soon"',
    "extend = 1",
    "selct = []",
    "select = 1",
    'select = ["nope"]',
    'profile = "x"',
    '[files]\n"a.txt" = "x"',
    "[rules.nope]",
    "[rules.missing-hash]\nnope = 1",
    "[rules.missing-hash]\nat-least = true",
    "[rules.unpinned]\nallow = []",
]


@pytest.mark.parametrize("text", TEXTS)
def test_agrees_with_the_check(rules: Callable[[], Catalogue], text: str) -> None:
    try:
        from_text(text, rules)
        accepted = True
    except ConfigError:
        accepted = False
    validator = jsonschema.Draft7Validator(schema(rules()))
    assert validator.is_valid(tomli.loads(text)) is accepted


def test_is_a_valid_schema(rules: Callable[[], Catalogue]) -> None:
    jsonschema.Draft7Validator.check_schema(schema(rules()))


def test_the_documentation_names_every_key(rules: Callable[[], Catalogue]) -> None:
    assert [key.name for key in KEYS if f"| `{key.name}` |" not in table()] == []


def test_the_documentation_of_a_rule_names_its_options(rules: Callable[[], Catalogue]) -> None:
    text = option_table(rules().entries[3].load().options())
    assert "| `allow` | a list of strings | `[]` | packages that may stay without a hash |" in text
    assert "| `everywhere` | true or false | `false` | in all files |" in text
