"""A few files in memory, and what the comparison of the one lock at their root says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deplint.freshness import Comparison, compared
from deplint.repository import Repository
from deplint.tree import DiskTree, MemoryTree, Tree

Compare = Callable[[dict[str, str]], Comparison]


def comparison(tree: Tree) -> Comparison:
    """What is said of the lock that stands at the root of a tree."""
    for project in Repository.load(tree).projects:
        for lock in project.own_locks:
            if "/" not in lock.path:
                found = compared(lock, project)
                places = [each.location for each in found.differences]
                places += [related.location for each in found.differences for related in each.related]
                for path, start, end in places:
                    assert 0 <= start <= end <= len(project.everywhere[path].source.text)
                return found
    raise AssertionError("there is no lock")


@pytest.fixture
def compare() -> Compare:
    return lambda files: comparison(MemoryTree(files))


@pytest.fixture
def disagreements(lockvectors: Path) -> Callable[[str, set[str]], list[str]]:
    """The cases of one tool in which the real tool says something else; `names` are left out."""

    def cases(tool: str, names: set[str]) -> Iterator[str]:
        for verdict_file in sorted(lockvectors.glob(f"{tool}/*/verdict.json")):
            case, verdict = verdict_file.parent, json.loads(verdict_file.read_text("utf-8"))
            if case.name in names or "checked-by" in case.name:
                continue  # what a version says that did not write the lock
            found = comparison(DiskTree(str(case)))
            if found.undecided or bool(found.differences) == verdict["fresh"]:
                said = found.undecided or [each.message for each in found.differences]
                yield f"{case.name}: {said}, but {verdict['tool']} says {verdict}"

    return lambda tool, names: list(cases(tool, names))
