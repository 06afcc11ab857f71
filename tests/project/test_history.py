"""What git knows of a lock: its age, whether it is tracked, and that nothing of the repository runs when git is asked."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from deplint.config import configured
from deplint.config.files import from_text
from deplint.engine import lint
from deplint.plugins import builtin
from deplint.report import Report
from deplint.tree import DiskTree, History, MemoryTree, Tree

LOCK = 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n'
MANIFEST = '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.12"\n\n[tool.uv]\npackage = false\n'
OUTDATED = '[rules.lock-outdated]\nmax-lock-age = 90\n'
IGNORED = 'select = ["DPL312"]\n'


def report(tree: Tree, config: str) -> Report:
    return lint(tree, configured([from_text(config, builtin)], builtin), today="2026-11-21")


def told(history: History | None, config: str = OUTDATED) -> tuple[list[str], list[str]]:
    tree = MemoryTree({"uv.lock": LOCK, "pyproject.toml": MANIFEST}, {"uv.lock": history} if history else {})
    found = report(tree, config)
    return [each.message for each in found.diagnostics if each.code in ("DPL312", "DPL314")], [each.reason for each in found.not_checked]


def test_an_old_lock_is_told() -> None:
    messages, reasons = told(History(is_tracked=True, age=91.5))
    assert messages == ["`uv.lock` was last changed 91 days ago, and 90 are allowed; renew it"]
    assert not [each for each in reasons if "age" in each]


@pytest.mark.parametrize(
    ("history", "reason"),
    [
        (None, "it is not in a git work tree"),
        (History("git knows no commit of it"), "git knows no commit of it"),
        (History(is_tracked=True, age=3, is_older=True), "the clone is shallow"),
    ],
)
def test_a_lock_of_unknown_age_is_not_checked(history: History | None, reason: str) -> None:
    messages, reasons = told(history)
    assert not messages
    assert [each for each in reasons if reason in each]


def test_even_the_last_commit_of_a_shallow_clone_may_be_too_old() -> None:
    assert "at least 120 days" in told(History(is_tracked=True, age=120, is_older=True))[0][0]


@pytest.mark.parametrize("history", [History(is_tracked=True, age=300, is_edited=True), History(is_tracked=True, age=90)])
def test_a_new_lock_is_fine(history: History) -> None:
    assert told(history)[0] == []


def test_without_the_setting_nobody_asks_git() -> None:
    assert told(History(is_tracked=True, age=1000), "") == ([], [])


@pytest.mark.parametrize(("history", "number"), [(History("git knows no commit of it"), 1), (History(is_tracked=True), 0), (None, 0)])
def test_a_lock_that_nobody_has_added(history: History | None, number: int) -> None:
    assert len(told(history, IGNORED)[0]) == number


# With git itself.


def git(folder: Path, *arguments: str, days: int = 0) -> None:
    date = f"{1_700_000_000 - 86_400 * days} +0000"
    environment = {**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", folder, "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], check=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "uv.lock").write_text(LOCK)
    (tmp_path / "pyproject.toml").write_text(MANIFEST)
    git(tmp_path, "add", "uv.lock")
    git(tmp_path, "commit", "-qm", "lock", days=100)
    git(tmp_path, "add", "pyproject.toml")
    git(tmp_path, "commit", "-qm", "manifest")
    return tmp_path


def test_the_age_is_that_of_its_own_last_commit(repository: Path) -> None:
    tree = DiskTree(str(repository))
    lock, manifest = tree.history("uv.lock"), tree.history("pyproject.toml")
    assert round(lock.age - manifest.age) == 100
    assert lock.is_tracked and not (lock.reason or lock.is_edited or lock.is_older)


def test_what_is_edited_or_new(repository: Path) -> None:
    (repository / "uv.lock").write_text(LOCK + "\n")
    (repository / "pdm.lock").write_text("")
    tree = DiskTree(str(repository))
    assert tree.history("uv.lock").is_edited
    assert tree.history("pdm.lock").reason and not tree.history("pdm.lock").is_tracked


def test_a_folder_without_git(tmp_path: Path) -> None:
    assert DiskTree(str(tmp_path)).history("uv.lock").reason


def test_a_shallow_clone_says_so(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth=1", f"file://{repository}", ".")
    assert DiskTree(str(clone)).history("uv.lock").is_older


def test_nothing_that_the_repository_configures_runs(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    marker = tmp_path_factory.mktemp("marker") / "ran"
    program = repository / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch {marker}\n")
    program.chmod(0o755)
    (repository / ".gitattributes").write_text("* filter=evil diff=evil\n")
    for key in (
        "log.showSignature=true", f"gpg.program={program}", f"core.pager={program}", f"core.fsmonitor={program}", f"diff.external={program}",
        f"filter.evil.clean={program}", f"filter.evil.smudge={program}", f"diff.evil.textconv={program}", f"core.sshCommand={program}",
        f"core.hooksPath={repository}", f"alias.rev-list=!{program}", f"alias.ls-tree=!{program}",
    ):  # fmt: skip
        git(repository, "config", *key.split("=", 1))
    assert not DiskTree(str(repository)).history("uv.lock").reason
    assert not marker.exists()


def test_an_ignored_lock(repository: Path) -> None:
    (repository / ".gitignore").write_text("*.lock\n")
    assert not [each for each in report(DiskTree(str(repository)), IGNORED).diagnostics if each.code == "DPL312"]
    git(repository, "rm", "-q", "--cached", "uv.lock")
    (found,) = (each for each in report(DiskTree(str(repository)), IGNORED).diagnostics if each.code == "DPL312")
    assert "(`*.lock` in line 1 of `.gitignore`)" in found.message
