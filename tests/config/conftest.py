"""A small catalogue of rules, so that the tests of the configuration do not depend on which rules there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deplint.config import Config, configured
from deplint.config.files import from_text
from deplint.model import Severity
from deplint.plugins import Catalogue, Entry
from deplint.rule import Option, Rule


class MissingHash(Rule):
    """A rule with an option of each type."""

    code = "DPL201"
    severity = Severity.ERROR
    allow = Option((), "packages that may stay without a hash")
    at_least = Option(3, "how many entries have one")
    everywhere = Option(False, "in all files")
    policy = Option("any", "which hashes count")


class Unpinned(Rule):
    code = "DPL101"
    severity = Severity.WARNING


class LooselyPinned(Rule):
    code = "DPL102"
    severity = Severity.WARNING
    profiles = ("strict",)


class Custom(Rule):
    code = "ACME001"
    severity = Severity.INFO
    profiles = ()


BY_CODE: dict[str, type[Rule]] = {rule.code: rule for rule in (MissingHash, Unpinned, LooselyPinned, Custom)}


class Known(Entry):
    """An entry whose rule is at hand, without a file."""

    def load(self) -> type[Rule]:
        return BY_CODE[self.code]


RULES = Catalogue(tuple(Known(rule.code, rule.name(), rule.profiles, (), "", "") for _, rule in sorted(BY_CODE.items())))


@pytest.fixture
def rules() -> Callable[[], Catalogue]:
    return lambda: RULES


@pytest.fixture
def of() -> Callable[..., Config]:
    """The configuration of some texts of `deplint.toml`, the weakest first."""
    return lambda *texts, **more: configured([from_text(text, lambda: RULES) for text in texts], lambda: RULES, **more)


@pytest.fixture
def selected(of: Callable[..., Config]) -> Callable[..., list[str]]:
    """The codes of the rules that run with some texts of `deplint.toml`."""

    def codes(*texts: str) -> list[str]:
        config = of(*texts)
        return [entry.code for entry in RULES.entries if config.selects(entry)]

    return codes
