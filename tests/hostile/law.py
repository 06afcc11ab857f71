"""What all hostile inputs are held to: a report that is whole, the same each time, and points at nothing that is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deplint.engine import lint
from deplint.plugins import Entry
from deplint.report import Report
from deplint.reporters import FORMATS, render
from deplint.repository import Settings
from deplint.tree import MemoryTree, Tree

NAMES = (
    "requirements.txt", "requirements.in", "constraints.txt", "pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "environment.yml",
    "script.py", ".python-version", ".tool-versions", "runtime.txt", "poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "pylock.toml",
    "conda-lock.yml", "conda-linux-64.lock", "pixi.toml", "pixi.lock",
)  # fmt: skip
"""One name of each kind that is read."""


class Everything:
    """The policy that wants to know everything: all rules, in their severest form."""

    profile = "strict"
    plugins = False
    waivers = ()

    def selects(self, entry: Entry) -> bool:
        return True

    def options(self, name: str) -> Mapping[str, Any]:
        return {}

    def severity(self, code: str) -> None:
        return None

    def ignores(self, path: str, code: str) -> bool:
        return False

    def files(self) -> Settings:
        return Settings()


def report_on(tree: Tree | Mapping[str, bytes | str]) -> Report:
    """The report of all rules; an exception in one of them is raised here."""
    failures: list[BaseException] = []
    report = lint(MemoryTree(tree) if isinstance(tree, Mapping) else tree, Everything(), today="2026-11-21", on_error=failures.append)
    if failures:
        raise failures[0]
    assert_sound(report)
    return report


def assert_sound(report: Report) -> None:
    """Nothing was left out for a fault of ours, and every place is inside its file."""
    assert not [entry for entry in report.not_checked if entry.broken]
    for diagnostic in report.diagnostics:
        edits = [edit.location for edit in diagnostic.fix.edits] if diagnostic.fix else []
        for path, start, end in (diagnostic.location, *(related.location for related in diagnostic.related), *edits):
            length = len(report.sources[path].text) if path in report.sources else 0
            assert 0 <= start <= end <= length, f"{diagnostic.code} points out of {path}"


def told(report: Report, path: str) -> set[str]:
    """The names of the rules that say something about a file."""
    return {diagnostic.name for diagnostic in report.diagnostics if diagnostic.location.path == path}


def everything_shown(report: Report) -> dict[str, str]:
    return {layout: render(report, layout) for layout in FORMATS}
