"""The engine runs rules that are made up here: what it does must not depend on any rule of deplint's own."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from typing import Any

import pytest

from deplint.config import Config, Selection
from deplint.engine import lint
from deplint.model import Location, Severity
from deplint.plugins import Catalogue
from deplint.report import Report
from deplint.tree import MemoryTree

NAMED = """
    code = "ACME{number}"
    severity = Severity.WARNING
    {more}

    def check(self, project):
        for manifest in project.manifests:
            for dependency in manifest.dependencies:
                if re.search("{pattern}", dependency.name):
                    yield self.found(dependency.part({part}), "`" + dependency.name + "` is here")
"""


def named(number: str, pattern: str = ".", more: str = "", part: str = "None") -> str:
    """The body of a rule that finds requirements by their name."""
    return NAMED.format(number=number, pattern=pattern, more=more, part=part)


def run(files: dict[str, str] | str, rules: Catalogue, **options: Any) -> Report:
    tree = MemoryTree({"requirements.txt": files} if isinstance(files, str) else files)
    return lint(tree, options.pop("config", Config()), rules=rules, **options)


def seen(report: Report) -> list[tuple[str, str, int]]:
    return [(found.name, found.location.path, report.start(found.location).line) for found in report.diagnostics]


def test_a_rule_sees_every_project(rules: Callable[..., Catalogue]) -> None:
    files = {"a/pyproject.toml": "", "a/requirements.txt": "x\n", "b/pyproject.toml": "", "b/requirements.txt": "y\n"}
    report = run(files, rules(here=named("001")))
    assert seen(report) == [("here", "a/requirements.txt", 1), ("here", "b/requirements.txt", 1)]


def test_a_rule_that_fails_leaves_what_it_and_others_found(rules: Callable[..., Catalogue]) -> None:
    broken = named("001") + "        raise KeyError('gone')\n"
    report = run("x\n", rules(broken=broken, whole=named("002")))
    assert seen(report) == [("broken", "requirements.txt", 1), ("whole", "requirements.txt", 1)]
    assert report.broken


def test_a_rule_that_is_no_generator_fails_alone_too(rules: Callable[..., Catalogue]) -> None:
    broken = re.sub(r"( +)yield .*", r"\1raise KeyError('gone')", named("001"))
    assert "yield" not in broken
    report = run("x\n", rules(broken=broken, whole=named("002")))
    assert seen(report) == [("whole", "requirements.txt", 1)]
    assert [(entry.rule, entry.broken) for entry in report.not_checked] == [("ACME001", True)]


def test_a_failure_names_the_rule_the_error_and_its_place(rules: Callable[..., Catalogue]) -> None:
    report = run("x\n", rules(broken=named("001") + "        raise KeyError('gone')\n"))
    (entry,) = report.not_checked
    assert (entry.rule, entry.broken) == ("ACME001", True)
    assert entry.reason.startswith("`broken` failed: KeyError: 'gone' (broken.py:")


def test_a_rule_that_ends_the_program_only_ends_itself(rules: Callable[..., Catalogue]) -> None:
    report = run("x\n", rules(broken=named("001") + "        raise SystemExit(0)\n", whole=named("002")))
    assert report.broken and ("whole", "requirements.txt", 1) in seen(report)


def test_a_failure_is_handed_to_whoever_asked(rules: Callable[..., Catalogue]) -> None:
    errors: list[BaseException] = []
    run("x\n", rules(broken=named("001") + "        raise KeyError('gone')\n"), on_error=errors.append)
    assert [type(error) for error in errors] == [KeyError]


def test_a_rule_that_fails_in_all_projects_is_told_once(rules: Callable[..., Catalogue]) -> None:
    report = run({"a/pyproject.toml": "", "b/pyproject.toml": ""}, rules(broken=named("001") + "        raise KeyError\n"))
    assert len(report.not_checked) == 1


@pytest.mark.parametrize(
    "place", ["Location('requirements.txt', 0, 99)", "Location('requirements.txt', -3, 1)", "Location('requirements.txt', 2, 1)"]
)
def test_a_place_out_of_its_file_is_mended_and_told(rules: Callable[..., Catalogue], place: str) -> None:
    body = f"""
        code = "ACME001"
        severity = Severity.INFO
        def check(self, project):
            yield self.found({place}, "out")
    """
    report = run("x\n", rules(outside=body))
    (found,) = report.diagnostics
    assert 0 <= found.location.start <= found.location.end <= 2
    assert report.broken


def test_a_place_in_a_file_that_does_not_exist_is_left_out(rules: Callable[..., Catalogue]) -> None:
    body = """
        code = "ACME001"
        severity = Severity.INFO
        def check(self, project):
            yield self.found(Location("nowhere.txt", 0, 0), "out")
    """
    report = run("x\n", rules(outside=body))
    assert not report.diagnostics and report.broken


def test_a_file_that_was_not_read_can_be_pointed_to(rules: Callable[..., Catalogue]) -> None:
    body = """
        code = "ACME001"
        severity = Severity.INFO
        def check(self, project):
            yield self.found(Location("Dockerfile", 0, 0), "no such line")
    """
    report = run({"requirements.txt": "x\n", "Dockerfile": "FROM python\n"}, rules(outside=body))
    assert [found.location for found in report.diagnostics] == [Location("Dockerfile", 0, 0)]
    assert not report.broken


def test_a_fix_out_of_its_file_is_left_out(rules: Callable[..., Catalogue]) -> None:
    body = """
        code = "ACME001"
        severity = Severity.INFO
        def check(self, project):
            place = Location("requirements.txt", 0, 1)
            yield self.found(place, "out", fix=Fix("mend", (Edit(place._replace(end=99), "y"),), safe=True))
    """
    report = run("x\n", rules(outside=body))
    assert [found.fix for found in report.diagnostics] == [None]
    assert report.broken


@pytest.mark.parametrize(
    "nonsense", ["'a string'", "None", "self.found('x', 'y')", "self.found(Location(1, 2, 3), 'y')._replace(code='ACME009')"]
)
def test_nonsense_is_a_failure_of_the_rule(rules: Callable[..., Catalogue], nonsense: str) -> None:
    body = f"""
        code = "ACME001"
        severity = Severity.INFO
        def check(self, project):
            yield {nonsense}
    """
    report = run("x\n", rules(odd=body, whole=named("002")))
    assert report.broken and [found.name for found in report.diagnostics] == ["whole"]


def test_the_same_finding_counts_once(rules: Callable[..., Catalogue]) -> None:
    twice = named("001") + "        yield from [self.found(dependency.location, '`x` is here')] * 2\n"
    assert len(run("x\n", rules(twice=twice)).diagnostics) == 1


def test_a_rule_of_the_repository_runs_once(rules: Callable[..., Catalogue]) -> None:
    body = """
        code = "ACME001"
        severity = Severity.INFO
        def check_repository(self, repository):
            yield self.found(Location("a/pyproject.toml", 0, 0), f"{len(repository.projects)} projects")
    """
    report = run({"a/pyproject.toml": "", "b/pyproject.toml": ""}, rules(counting=body))
    assert [found.message for found in report.diagnostics] == ["2 projects"]


def test_the_scope_limits_what_is_shown_and_counted(rules: Callable[..., Catalogue]) -> None:
    files = {"pyproject.toml": "", "requirements.txt": "x\n", "requirements/dev.txt": "y\n"}
    report = run(files, rules(here=named("001")), config=Config(scope=("requirements",)))
    assert seen(report) == [("here", "requirements/dev.txt", 1)]
    assert [file.path for file in report.files] == ["requirements/dev.txt"]


def test_the_severity_that_the_user_gave_holds(rules: Callable[..., Catalogue]) -> None:
    found = rules(here=named("001"))
    report = run("x\n", found, config=Config(options_by_rule={"here": {"severity": "error"}}, rules=found))
    assert [each.severity for each in report.diagnostics] == [Severity.ERROR]


def test_options_and_profile_reach_the_rule(rules: Callable[..., Catalogue]) -> None:
    body = """
        code = "ACME001"
        severity = Severity.INFO
        strict_severity = Severity.ERROR
        word = Option("nothing", "a word")
        def check(self, project):
            yield self.found(project.manifests[0].start, self.word)
    """
    report = run("x\n", rules(wordy=body), config=Config(profile="strict", options_by_rule={"wordy": {"word": "hello"}}))
    assert [(each.message, each.severity) for each in report.diagnostics] == [("hello", Severity.ERROR)]


def test_rules_that_are_not_selected_are_not_imported(rules: Callable[..., Catalogue]) -> None:
    found = rules(here=named("001"), bomb=named("002") + "\n    raise RuntimeError\n")
    report = run("x\n", found, config=Config(selections=(Selection(ignore=("bomb",)),)))
    assert not report.broken


@pytest.mark.parametrize(("only_for", "runs"), [("conda", False), ("requirements", True), ("problems", False), ("suppressions", False)])
def test_rules_run_where_what_they_are_for_is_there(rules: Callable[..., Catalogue], only_for: str, runs: bool) -> None:
    report = run("x\n", rules(here=named("001", more=f'only_for = ("{only_for}",)')))
    assert bool(report.diagnostics) is runs


def test_only_rules_with_findings_are_described(rules: Callable[..., Catalogue]) -> None:
    assert list(run("x\n", rules(here=named("001"), there=named("002", "y"))).rules) == ["ACME001"]


def test_a_suppressed_finding_is_counted_and_not_shown(rules: Callable[..., Catalogue]) -> None:
    report = run("x  # deplint: ignore[here]\ny\n", rules(here=named("001")))
    assert seen(report) == [("here", "requirements.txt", 2)]
    assert report.summary.suppressed == 1


def test_the_collector_is_left_as_it_was(rules: Callable[..., Catalogue]) -> None:
    assert gc.isenabled()
    run("x\n", rules(here=named("001")))
    assert gc.isenabled()


def test_the_files_tell_their_role_and_why(rules: Callable[..., Catalogue]) -> None:
    (file,) = run("x\n", rules(here=named("001"))).files
    assert file.kind == "requirements" and file.role and file.reason


class TestOneLineOneStory:
    """What a rule yields to is declared in its class."""

    def test_the_more_exact_rule_speaks(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(loose=named("001", more='yields_to = ("exact",)'), exact=named("002", "x"))
        assert seen(run("x\ny\n", found)) == [("exact", "requirements.txt", 1), ("loose", "requirements.txt", 2)]

    def test_parts_of_one_requirement_are_one_place(self, rules: Callable[..., Catalogue]) -> None:
        loose = named("001", more='yields_to = ("exact",)', part="dependency.specifier_span")
        found = rules(loose=loose, exact=named("002", part="dependency.name_span"))
        assert seen(run("x>=1\n", found)) == [("exact", "requirements.txt", 1)]

    def test_what_is_not_selected_is_not_yielded_to(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(loose=named("001", more='yields_to = ("exact",)'), exact=named("002", "x"))
        report = run("x\n", found, config=Config(selections=(Selection(ignore=("exact",)),)))
        assert seen(report) == [("loose", "requirements.txt", 1)]

    def test_what_is_suppressed_is_yielded_to(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(loose=named("001", more='yields_to = ("exact",)'), exact=named("002", "x"))
        assert seen(run("x  # deplint: ignore[exact]\n", found)) == []

    def test_what_itself_yields_is_yielded_to(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(
            loose=named("001", more='yields_to = ("middle",)'), middle=named("002", more='yields_to = ("exact",)'), exact=named("003")
        )
        assert seen(run("x\n", found)) == [("exact", "requirements.txt", 1)]

    def test_the_story_of_a_file_covers_the_file(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(loose=named("001", more='yields_in_file = ("story",)'), story=named("002", "x"))
        report = run({"requirements.txt": "x\ny\n", "requirements-2.txt": "z\n"}, found)
        assert seen(report) == [("loose", "requirements-2.txt", 1), ("story", "requirements.txt", 1)]

    def test_nothing_else_speaks_in_a_place_that_stands_alone(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(loose=named("001"), story=named("002", "x", more="alone = True"))
        assert seen(run("x\ny\n", found)) == [("story", "requirements.txt", 1), ("loose", "requirements.txt", 2)]

    def test_an_entry_that_is_refused_has_no_other_faults(self, rules: Callable[..., Catalogue]) -> None:
        found = rules(loose=named("001"), unusable=named("002", "x", more="refuses = True"))
        assert seen(run("x>=1\ny\n", found)) == [("unusable", "requirements.txt", 1), ("loose", "requirements.txt", 2)]

    def test_what_is_said_of_the_file_is_not_said_of_its_first_requirement(self, rules: Callable[..., Catalogue]) -> None:
        body = """
            code = "ACME001"
            severity = Severity.INFO
            yields_to = ("exact",)
            def check(self, project):
                yield self.found(project.manifests[0].start, "of the file")
        """
        assert len(run("x\n", rules(whole=body, exact=named("002"))).diagnostics) == 2


def test_what_was_worked_out_for_a_project_is_forgotten_before_the_next(rules: Callable[..., Catalogue]) -> None:
    more = """
    def check_repository(self, repository):
        for project in repository.projects:
            if project.remembered("here"):
                yield self.found(project.manifests[0].start, "still known")
"""
    body = named("001", more=more) + "        project.remembered('here')['done'] = True\n"
    assert [found.message for found in run("six\n", rules(here=body)).diagnostics] == ["`six` is here"]
