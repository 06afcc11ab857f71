"""What a configuration may say, and how what it may not say is refused: the place, what is wrong, what would be right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.config import Config, ConfigError, shown
from deplint.config.files import from_command_line, from_text
from deplint.config.keys import KEYS, ROLES, SEVERITIES
from deplint.config.words import one_of
from deplint.plugins import Catalogue
from deplint.reporters import FORMATS
from deplint.roles import Role

Of = Callable[..., Config]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\n\nselct = ["DPL1"]', "deplint.toml:3:1: unknown key `selct`, did you mean `select`?"),
        ('"x\\n\\u001b" = 1', "deplint.toml:1:1: unknown key `x\u240a\u241b`"),
        ("xyzzy = 1", "deplint.toml:1:1: unknown key `xyzzy`"),
        ('"a b".c = 1', "deplint.toml:1:1: unknown key `a b`"),
        ('select = "DPL1"', "deplint.toml:1:10: `select` must be a list of strings, not a string"),
        ('select = ["DPL1", 2]', "deplint.toml:1:19: `select` must be a list of strings, not one with an integer"),
        ('select = ["DPL202"]', "deplint.toml:1:11: unknown rule `DPL202`, did you mean `DPL201`?"),
        ('ignore = ["missing-hsh"]', "deplint.toml:1:11: unknown rule `missing-hsh`, did you mean `missing-hash`?"),
        ('ignore = ["dpl1"]', "deplint.toml:1:11: unknown rule `dpl1`, did you mean `DPL1`?"),
        ('ignore = [""]', "deplint.toml:1:11: unknown rule ``; `deplint rule --all` lists them"),
        ('profile = "strcit"', "deplint.toml:1:11: `profile` must be `default`, `strict` or `pedantic`, not `strcit`"),
        ("profile = true", "deplint.toml:1:11: `profile` must be `default`, `strict` or `pedantic`, not true or false"),
        ("fail-on = 2024-01-01", "deplint.toml:1:11: `fail-on` must be `error`, `warning` or `info`, not a date"),
        ("exclude = {}", "deplint.toml:1:11: `exclude` must be a list of strings, not a table"),
        ('files = ["a.txt"]', 'deplint.toml:1:9: `files` must be a table of globs, such as { "deploy/*.txt" = "deploy" }, not a list'),
        ('[files]\n"a.txt" = "prod"', f"deplint.toml:2:11: `files.a.txt` must be {one_of(ROLES)}, not `prod`"),
        ("per-file-ignores = 1", "deplint.toml:1:20: `per-file-ignores` must be a table of globs, not an integer"),
        ('[per-file-ignores]\n"a" = ["nope-nope"]', "deplint.toml:2:8: unknown rule `nope-nope`; `deplint rule --all` lists them"),
        ("rules = []", "deplint.toml:1:9: `rules` must be a table of rules, not a list"),
        ("[rules.missing-hsh]", "deplint.toml:1:8: unknown rule `missing-hsh`, did you mean `missing-hash`?"),
        ("[rules.DPL201]", "deplint.toml:1:8: unknown rule `DPL201`, its name is `missing-hash`"),
        ("rules.missing-hash = 1", "deplint.toml:1:22: `rules.missing-hash` must be a table of options, not an integer"),
        ("[rules.missing-hash]\nalow = []", "deplint.toml:2:1: `missing-hash` has no option `alow`, did you mean `allow`?"),
        ('[rules.missing-hash]\nallow = "six"', "deplint.toml:2:9: `rules.missing-hash.allow` must be a list of strings, not a string"),
        ("[rules.missing-hash]\nat-least = true", "deplint.toml:2:12: `rules.missing-hash.at-least` must be an integer, not true or false"),
        ("[rules.missing-hash]\npolicy = 1", "deplint.toml:2:10: `rules.missing-hash.policy` must be a string, not an integer"),
        ("[rules.unpinned]\nseverity = {}", f"deplint.toml:2:12: `rules.unpinned.severity` must be {one_of(SEVERITIES)}, not a table"),
        ("a = \n", "deplint.toml:1:5: invalid value"),
        ("ignore = []\nignore = []", "deplint.toml:2:1: `ignore` is defined twice, or extends what is no table"),
    ],
)
def test_refused(of: Of, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        of(text)
    assert str(caught.value) == message


def test_every_value_is_known_with_its_place(of: Of) -> None:
    config = of('profile = "strict"\n[rules.missing-hash]\nallow = ["six"]\n', 'fail-on = "error"')
    assert [(key, value, origin) for key, value, origin in shown(config) if ":" in origin] == [
        ("profile", "strict", "deplint.toml:1:1"),
        ("fail-on", "error", "deplint.toml:1:1"),
        ("rules.missing-hash.allow", ("six",), "deplint.toml:3:1"),
    ]


def test_a_stronger_place_replaces_single_options_of_a_rule(of: Of) -> None:
    config = of('[rules.missing-hash]\nallow = ["six"]\nat-least = 5', "[rules.missing-hash]\nat-least = 7")
    assert config.options("missing-hash") == {"allow": ("six",), "at-least": 7}


def test_a_severity_is_no_option_of_the_rule(of: Of) -> None:
    config = of('[rules.missing-hash]\nseverity = "info"\neverywhere = true')
    assert config.options("missing-hash") == {"everywhere": True}
    assert (config.severity("DPL201"), config.severity("DPL101")) == ("info", None)


def test_per_file_ignores_hold_for_a_rule_by_code_name_or_prefix(of: Of) -> None:
    config = of('[per-file-ignores]\n"docs/*" = ["missing-hash"]\n"a.txt" = ["DPL1"]')
    asked = [("docs/b.txt", "DPL201"), ("docs/b.txt", "DPL101"), ("b/a.txt", "DPL101"), ("b.txt", "DPL101"), ("a.txt", "NEW001")]
    assert [config.ignores(path, code) for path, code in asked] == [True, False, True, False, False]


def test_the_last_role_that_fits_counts(of: Of) -> None:
    config = of('[files]\n"*.txt" = "dev"\n"deploy/*.txt" = "deploy"')
    assert [config.role_for(path) for path in ("a.txt", "deploy/a.txt", "a.in")] == ["dev", "deploy", ""]


@pytest.mark.parametrize(
    ("scope", "forced", "excluded"),
    [((), False, True), (("old",), False, False), (("old/a.txt",), False, False), (("new",), False, True), (("old",), True, True)],
)
def test_what_is_excluded_is_linted_only_if_named(of: Of, scope: tuple[str, ...], forced: bool, excluded: bool) -> None:
    assert of('exclude = ["old"]', scope=scope, forced=forced).excludes("old/a.txt") is excluded


def test_an_excluded_file_stays_so_below_a_named_folder(of: Of) -> None:
    assert of('exclude = ["*.in"]', scope=("deps",)).excludes("deps/a.in")


@pytest.mark.parametrize(
    ("argument", "key", "value"),
    [
        ('select=["DPL1"]', "select", ("DPL1",)),
        ("profile=strict", "profile", "strict"),
        ("profile = 'strict'", "profile", "strict"),
        ("rules.missing-hash.at-least=4", "rules.missing-hash.at-least", 4),
        ("rules.missing-hash.policy=sha256 only", "rules.missing-hash.policy", "sha256 only"),
        ('files={"a.txt"="dev"}', "files", (("a.txt", "dev"),)),
    ],
)
def test_key_and_value_on_the_command_line(rules: Callable[[], Catalogue], argument: str, key: str, value: object) -> None:
    ((setting),) = from_command_line(argument, "/x", rules)
    assert (setting.key, setting.value, setting.base) == (key, value, "/x")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("profil=strict", "--config profil: unknown key `profil`, did you mean `profile`?"),
        ("profile=no", "--config profile: `profile` must be `default`, `strict` or `pedantic`, not `no`"),
        ("select=[", "--config select: invalid value"),
        ("a b=1", "--config a b: expected `=` after a key in a key/value pair"),
    ],
)
def test_key_and_value_that_are_refused(rules: Callable[[], Catalogue], argument: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        from_command_line(argument, "", rules)
    assert str(caught.value) == message


@given(st.text() | st.text("a.=[]{}\"'\\ntx\n1 ", max_size=30))
def test_any_text_is_settings_or_one_line_of_refusal(text: str) -> None:
    try:
        from_text(text, lambda: Catalogue(()))
    except ConfigError as error:
        lines = str(error).splitlines()
    else:
        lines = ["accepted"]
    assert len(lines) == 1


def test_choices_that_stand_elsewhere_too_are_the_same_there() -> None:
    assert tuple(role.value for role in Role if role is not Role.INSTALL) == ROLES  # a file is not made one that installs by saying so
    assert next(key.choices for key in KEYS if key.name == "output-format") == ("auto", *FORMATS)
