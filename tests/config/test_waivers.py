"""The tables `waivers`: what is refused, and what they cover."""

from __future__ import annotations

import pytest

from deplint.config import ConfigError, configured
from deplint.config.files import from_text
from deplint.model import Diagnostic, Location, Severity
from deplint.plugins import builtin
from deplint.waivers import Waiver

GOOD = '[[waivers]]\nrule = "unpinned"\nreason = "one version only"\n'


def waivers(text: str) -> tuple[Waiver, ...]:
    return configured([from_text(text, builtin)], builtin).waivers


def finding(code: str = "DPL101", name: str = "unpinned", path: str = "a/b.txt", subject: str = "requests dev") -> Diagnostic:
    return Diagnostic(code, name, Severity.WARNING, "here", Location(path, 0, 0), subject=subject)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("waivers = 5", "1:11: `waivers` must be a list of tables, each written as `[[tool.deplint.waivers]]`"),
        ("waivers = [5]", "1:11: `waivers` must be a list of tables, each written as `[[tool.deplint.waivers]]`"),
        ('[[waivers]]\nrule = "unpinned"', "1:1: a waiver needs `reason`: why the findings are accepted"),
        ('[[waivers]]\nreason = "x"', "1:1: a waiver needs `rule`: the rule: its code or name, or the beginning of codes"),
        (GOOD.replace("one version only", " "), "3:10: `waivers.reason` is empty"),
        (GOOD.replace('"unpinned"', "5"), "2:8: `waivers.rule` must be a string, not an integer"),
        (GOOD.replace("unpinned", "ALL"), "2:8: a waiver for ALL rules is none"),
        (GOOD + 'until = "soon"', "4:9: `waivers.until` must be a date such as 2027-03-01, not `soon`"),
        (GOOD + 'pakage = "x"', "4:1: unknown key `waivers.pakage`, did you mean `package`?"),
    ],
)
def test_what_is_not_valid_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        waivers(text)
    assert str(error.value) == f"deplint.toml:{message}"


@pytest.mark.parametrize(
    ("more", "covered"),
    [
        ("", True),
        ('path = "a/*.txt"', True),
        ('path = "b/**"', False),
        ('package = "Requests"', True),
        ('package = "request"', False),
        ("until = 2027-03-01", True),
    ],
)
def test_what_it_covers(more: str, covered: bool) -> None:
    (waiver,) = waivers(GOOD + more)
    assert waiver.covers(finding()) is covered
    assert not waiver.covers(finding("DPL102", "loosely-pinned"))


@pytest.mark.parametrize("rule", ["DPL101", "DPL1", "unpinned"])
def test_rules_are_named_as_elsewhere(rule: str) -> None:
    assert waivers(GOOD.replace("unpinned", rule))[0].covers(finding())
