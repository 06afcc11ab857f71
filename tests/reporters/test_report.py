"""The report itself: order, counts, paths, and what it tells of a rule."""

from __future__ import annotations

import pytest

from deplint.model import Diagnostic, Location, Severity, Source
from deplint.report import NotChecked, Report, RuleInfo
from deplint.reporters import FORMATS, render
from deplint.rule import Rule
from deplint.tree import MemoryTree


def found(path: str, start: int, code: str = "DPL101", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, "unpinned", severity, "x", Location(path, start, start))


def test_findings_are_sorted_by_path_place_and_code() -> None:
    wanted = [found("a", 1, "DPL201"), found("a", 2), found("a", 2, "DPL201"), found("b", 0)]
    assert list(Report(reversed(wanted)).diagnostics) == wanted


def test_the_most_severe_come_first_and_keep_their_order() -> None:
    report = Report([found("a", 0, severity=Severity.INFO), found("b", 0), found("c", 0)])
    assert [diagnostic.location.path for diagnostic in report.most_severe()] == ["b", "c", "a"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_the_rules_does_not_show(format: str) -> None:
    several = [found("a", 3), found("b", 0, "DPL201"), found("a", 3, "DPL201"), found("a", 0)]
    assert render(Report(several), format) == render(Report(reversed(several)), format)


@pytest.mark.parametrize(
    ("path", "root", "cwd", "shown"),
    [
        ("a/b.txt", "", "", "a/b.txt"),
        ("a/b.txt", "/r", "/r", "a/b.txt"),
        ("a/b.txt", "/r", "/r/a", "b.txt"),
        ("b.txt", "/r", "/r/a", "../b.txt"),
        ("b.txt", "/r/a", "/r", "a/b.txt"),
        ("b.txt", "/r", "/s", "../r/b.txt"),
    ],
)
def test_paths_are_shown_from_the_user_s_folder(path: str, root: str, cwd: str, shown: str) -> None:
    assert Report(root=root, cwd=cwd).display(path) == shown


def test_a_report_is_broken_only_by_deplint_s_own_fault() -> None:
    assert not Report(not_checked=[NotChecked("a", "too large")]).broken
    assert Report(not_checked=[NotChecked("a", "ValueError", "DPL101", broken=True)]).broken


def test_a_place_in_a_file_that_is_not_at_hand_is_its_start() -> None:
    assert Report().start(Location("a", 5, 6)) == (1, 1)


def test_the_bytes_of_a_missing_file_are_none() -> None:
    assert Report(read=MemoryTree({}).read).data("a") is None


def test_the_place_of_a_finding_is_computed_by_its_source() -> None:
    assert Report(sources={"a": Source("a", "x\ny")}).start(Location("a", 2, 3)) == (2, 1)


class OddThing(Rule):
    """Thing that is odd. It goes on
    over a line.

    ## Why is this bad?
    Because.

    ## Example
    Here.
    """

    code = "DPL999"
    severity = Severity.INFO
    security = "5.0"


def test_what_is_told_of_a_rule_comes_from_its_class() -> None:
    rule = RuleInfo.of(OddThing, "https://example.org/rules/")
    assert rule[:3] == ("DPL999", "odd-thing", Severity.INFO)
    assert (rule.url, rule.security, rule.summary) == ("https://example.org/rules/odd-thing", "5.0", "Thing that is odd.")


def test_the_sections_of_a_rule_s_documentation() -> None:
    assert RuleInfo.of(OddThing).sections == (
        ("", "Thing that is odd. It goes on\nover a line."),
        ("Why is this bad?", "Because."),
        ("Example", "Here."),
    )


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="`xml` is no format"):
        render(Report(), "xml")
