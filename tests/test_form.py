"""Every rule has the form that its documentation, its name and its code are made from; and docs/ says what the rules say."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from deplint import docs
from deplint.discovery import EXACT
from deplint.examples import documentation, examples
from deplint.install_places import INSTALL_KINDS
from deplint.plugins import Entry, builtin, rule_in
from deplint.presence import FACTS, OF_THE_RUN
from deplint.roles import LOCK_KINDS
from deplint.rule import PROFILES, Option, Rule

DOCS = Path(__file__).parent.parent / "docs"
ENTRIES = builtin().entries
KINDS = {*EXACT.values(), *LOCK_KINDS, *INSTALL_KINDS, "requirements", "conda", "script"}
RULES = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
# The name is the bad thing, so that "ignore `missing-hash`" is a sentence; it is neither advice nor an order.
STATES = {"no-cooldown", "not-in-allow-list", "require-hashes-not-enforced"}
"""Names that say what is missing, and are sentences all the same: "ignore `no-cooldown`"."""
DISALLOWED = re.compile(
    r"^(?:no|not|use|avoid|prefer|require|disallow|forbid|ban|do|dont|check|ensure|enforce|should|must|never|always|invalid)$"
    r"|^(?:no|not|use|avoid|prefer|require|disallow|forbid|ban|do|dont|check|ensure|enforce|should|must|never|always)-"
    r"|-(?:should|must|check|rule|violation|error)(?:-|$)"
)
HEADINGS = ["Why is this bad?", "Example"]
OPTIONAL = ["Fix safety", "References"]


@cache
def _page(entry: Entry) -> str:
    return docs.page(entry)


def headings(entry: Entry) -> list[str]:
    return re.findall(r"(?m)^## +(.+)$", documentation(entry.load()))


def test_every_rule_file_holds_a_rule() -> None:
    assert not builtin().failures


def test_there_are_rules() -> None:
    assert ENTRIES


def test_codes_are_unique() -> None:
    assert len({entry.code for entry in ENTRIES}) == len(ENTRIES)


def test_names_are_unique() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)


@RULES
def test_code_is_in_the_range_of_its_family(entry: Entry) -> None:
    digit, _ = docs.FAMILIES[entry.family]
    assert re.fullmatch(rf"DPL{digit}\d\d", entry.code)


@RULES
def test_the_text_says_what_the_class_says(entry: Entry) -> None:
    rule = rule_in(entry.module)
    said = (entry.code, entry.name, entry.profiles, entry.only_for, entry.absence)
    assert said == (rule.code, rule.name(), rule.profiles, rule.only_for, rule.absence)


def test_the_text_alone_says_it() -> None:
    code = "import sys; from deplint.plugins import builtin; builtin(); print([name for name in sys.modules if 'deplint.rules.' in name])"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n", "what stands in the class's head must be written out, so that no rule is imported to read it"


@RULES
def test_what_it_is_only_for_exists(entry: Entry) -> None:
    assert set(entry.only_for) <= {*KINDS, *FACTS, *OF_THE_RUN}


@RULES
def test_one_rule_class_in_a_file(entry: Entry) -> None:
    from importlib import import_module

    module = import_module(entry.module)
    here = [value for value in vars(module).values() if isinstance(value, type) and value.__module__ == entry.module]
    assert [value for value in here if issubclass(value, Rule)] == [entry.load()]


@RULES
def test_profiles_exist(entry: Entry) -> None:
    assert set(entry.profiles) <= set(PROFILES)


@RULES
def test_name_is_the_bad_thing(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", entry.name)
    assert entry.name in STATES or not DISALLOWED.search(entry.name)


@RULES
def test_summary_is_one_sentence(entry: Entry) -> None:
    summary = " ".join(documentation(entry.load()).partition("\n\n")[0].split())
    assert re.fullmatch(r"[A-Z`].{10,160}\.", summary)


NOT_SHOWN = ("lock-outdated",)
"""What only the history of a file shows; tests/project/test_history.py does."""


@RULES
def test_headings(entry: Entry) -> None:
    found = headings(entry)
    assert found[: len(HEADINGS)] == HEADINGS
    assert set(found[len(HEADINGS) :]) <= set(OPTIONAL)


@RULES
def test_example_shows_bad_and_good(entry: Entry) -> None:
    if entry.name in NOT_SHOWN:
        return
    kinds = {kind for example in examples(documentation(entry.load())) for kind in example.trees}
    assert {"bad", "good"} <= kinds


@RULES
def test_one_method_is_implemented(entry: Entry) -> None:
    rule = entry.load()
    own = [name for name in ("check", "check_repository", "check_suppressions") if getattr(rule, name) is not getattr(Rule, name)]
    assert len(own) == 1


@RULES
def test_what_it_yields_to_exists(entry: Entry) -> None:
    rule = entry.load()
    assert {*rule.yields_to, *rule.yields_in_file} <= {other.name for other in ENTRIES}


def test_no_two_rules_yield_to_each_other() -> None:
    left = {entry.name: {*entry.load().yields_to, *entry.load().yields_in_file} for entry in ENTRIES}
    while free := [name for name, above in left.items() if not above & left.keys()]:
        for name in free:
            del left[name]
    assert not left


@RULES
def test_options_are_described(entry: Entry) -> None:
    for key, option in entry.load().options().items():
        assert isinstance(option, Option)
        assert isinstance(option.default, (bool, int, str, tuple)), key
        assert option.about and not option.about.endswith("."), key


@RULES
def test_page_is_fresh(entry: Entry) -> None:
    path = DOCS / "rules" / f"{entry.name}.md"
    assert path.is_file() and path.read_text("utf-8") == _page(entry), "run `python -m deplint.docs`"


def test_index_is_fresh() -> None:
    path = DOCS / "rules" / "README.md"
    assert path.is_file() and path.read_text("utf-8") == docs.index(ENTRIES), "run `python -m deplint.docs`"


def test_no_page_without_a_rule() -> None:
    assert {path.stem for path in (DOCS / "rules").glob("*.md")} - {"README"} <= {entry.name for entry in ENTRIES}


def test_configuration_lists_the_options() -> None:
    text = (DOCS / docs.CONFIGURATION).read_text("utf-8")
    assert docs.BEGIN.format("keys") in text and docs.configured(text) == text, "run `python -m deplint.docs`"
