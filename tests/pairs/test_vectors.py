"""The verdicts of the real pip-compile and uv on small projects: never a false alarm, and at least 85% of what is stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deplint.repository import Repository
from deplint.rules.sync.lock_missing_requirement import LockMissingRequirement
from deplint.rules.sync.lock_violates_constraint import LockViolatesConstraint
from deplint.rules.sync.orphan_in_compiled import OrphanInCompiled
from deplint.tree import DiskTree

LEAST_FOUND = 0.85
RULES = (LockMissingRequirement(), LockViolatesConstraint(), OrphanInCompiled())


def findings(case: Path) -> int:
    projects = Repository.load(DiskTree(str(case))).projects
    return sum(1 for project in projects for rule in RULES for _ in rule.check(project))


@pytest.mark.parametrize("tool", ["pip-compile", "uv-compile"])
def test_agrees_with_the_tool(lockvectors: Path, tool: str) -> None:
    verdicts = {file.parent: json.loads(file.read_text("utf-8"))["fresh"] for file in sorted((lockvectors / tool).glob("*/verdict.json"))}
    counts = {case: findings(case) for case in verdicts}
    assert [case.name for case, fresh in verdicts.items() if fresh and counts[case]] == []
    stale = [counts[case] for case, fresh in verdicts.items() if not fresh]
    assert sum(map(bool, stale)) >= LEAST_FOUND * len(stale)
    assert max(stale) == 1, "one edit is one finding"
