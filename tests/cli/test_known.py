"""`--baseline`, `--write-baseline` and `--since`: only what is new is reported."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Done

OLD = "requests\nflask\n"
NAME = ".deplint-baseline.json"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def history(write: Callable[..., Path]) -> Path:
    """A repository with one commit, in which two entries are unpinned."""
    root = write({"requirements.txt": OLD})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    return root


def test_two_commands_bring_it_to_green(write: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    write({"requirements.txt": OLD})
    assert deplint("--write-baseline") == (0, "", f"deplint: 2 findings in `{NAME}`\n")
    assert deplint() == (0, "Found nothing to report in 1 file (2 in the baseline).\n", "")


def test_only_what_is_new_is_reported_wherever_the_rest_has_moved(write: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = write({"requirements.txt": OLD})
    deplint("--write-baseline")
    (root / "requirements.txt").write_text("# moved\n\nflask\nnew\nrequests\n")
    done = deplint("--output-format", "concise", "-q")
    assert done.out.startswith("requirements.txt:4:1: warning DPL101 `new`")
    assert (done.status, done.out.count("\n"), done.err) == (1, 1, "")


def test_what_is_gone_is_told_and_pruned(write: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = write({"requirements.txt": OLD})
    deplint("--write-baseline")
    (root / "requirements.txt").write_text("flask\nrich==13.0\n")
    told = "1 finding of the baseline found no more (`DPL101` in `requirements.txt`); --write-baseline removes what is gone"
    assert deplint("-q") == (0, "", f"deplint: {told}\n")
    assert deplint("-q", "--ignore", "DPL101").err == ""
    assert deplint("--write-baseline").err == f"deplint: 1 finding in `{NAME}`\n"
    assert deplint("-q") == (0, "", "")


def test_the_file_is_sorted_one_line_for_each_and_without_line_numbers(write: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = write({"b/requirements.txt": OLD, "a/requirements.txt": OLD})
    deplint("--write-baseline", "--baseline", "known.json")
    text = (root / "known.json").read_text()
    entries = json.loads(text)["findings"]
    assert [each["path"] for each in entries] == ["a/requirements.txt"] * 2 + ["b/requirements.txt"] * 2
    assert text.count("\n") == len(entries) + 2
    assert not any("line" in each for each in entries)
    assert deplint("--baseline", "known.json").status == 0
    assert deplint().status == 1


def test_a_run_on_a_part_keeps_the_rest(write: Callable[..., Path], deplint: Callable[..., Done]) -> None:
    root = write({"b/requirements.txt": OLD, "a/requirements.txt": OLD, ".git/HEAD": ""})
    deplint("--write-baseline")
    (root / "a/requirements.txt").write_text("flask==3.0.2\n")
    assert deplint("--write-baseline", "a").err == f"deplint: 2 findings in `{NAME}`\n"
    assert deplint("b").status == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is no JSON: line 1, column 1: expecting value"),
        ("[]", "is no baseline: it has no list of `findings`"),
        ('{"version": 2, "findings": []}', "is a baseline of version 2, and not 1; write it again"),
        ('{"version": 1, "findings": [5]}', "has no valid finding at place 1: it needs `path`, `rule`, `message`, `id`"),
        ("[" * 100_000, "is no JSON in UTF-8"),
    ],
)
def test_what_is_no_baseline_is_refused(tiny: Path, deplint: Callable[..., Done], content: str, reason: str) -> None:
    (tiny / NAME).write_text(content)
    assert deplint() == (2, "", f"deplint: `{NAME}` {reason}\n")


def test_a_baseline_that_is_named_must_be_there(tiny: Path, deplint: Callable[..., Done]) -> None:
    assert deplint("--baseline", "gone.json") == (2, "", "deplint: `gone.json` does not exist\n")


def test_isolated_runs_read_none(tiny: Path, deplint: Callable[..., Done]) -> None:
    deplint("--write-baseline")
    assert deplint("--isolated").status == 1


def test_since_a_revision_only_its_news_count(history: Path, deplint: Callable[..., Done]) -> None:
    assert deplint("--since", "HEAD").status == 0
    (history / "requirements.txt").write_text("new\nflask\nrequests\n")
    done = deplint("--since", "HEAD", "--output-format", "concise", "-q")
    assert done.out.startswith("requirements.txt:1:1: warning DPL101 `new`") and done.out.count("\n") == 1
    git(history, "commit", "-qam", "two")
    assert deplint("--since", "HEAD").status == 0
    assert deplint("--since", "HEAD~1").status == 1
    assert deplint("--since", "HEAD~1", "--write-baseline").status == 2


def test_the_revision_is_read_as_it_was(history: Path, deplint: Callable[..., Done]) -> None:
    """What it included, what it linked to, and files that are gone now."""
    (history / "requirements.txt").unlink()
    (history / "pins").mkdir()
    (history / "pins/base.txt").write_text(OLD)
    (history / "requirements.txt").symlink_to("pins/base.txt")
    git(history, "add", ".")
    git(history, "commit", "-qm", "two")
    (history / "requirements.txt").unlink()
    (history / "requirements.txt").write_text(OLD)
    assert deplint("--since", "HEAD", "requirements.txt").status == 0


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:requirements.txt", ""])
def test_a_revision_that_is_none(history: Path, deplint: Callable[..., Done], revision: str) -> None:
    assert deplint(f"--since={revision}") == (2, "", f"deplint: --since: `{revision}` is no revision of this repository\n")
    assert sorted(path.name for path in history.iterdir()) == [".git", "requirements.txt"]


def test_a_shallow_clone_says_what_to_fetch(history: Path, deplint: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    git(history, "commit", "-q", "--allow-empty", "-m", "two")
    git(history, "clone", "-q", "--depth=1", f"file://{history}", "clone")
    monkeypatch.chdir(history / "clone")
    told = "`HEAD~1` is not in this shallow clone; `git fetch --depth=1 origin HEAD~1` gets it"
    assert deplint("--since", "HEAD~1") == (2, "", f"deplint: --since: {told}\n")


def test_without_git_there_is_no_revision(tiny: Path, deplint: Callable[..., Done]) -> None:
    told = "--since needs a work tree of git around everything that is linted"
    assert deplint("--since", "HEAD") == (2, "", f"deplint: {told}\n")
