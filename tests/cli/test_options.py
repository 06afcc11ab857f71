"""Arguments into options, and what a terminal sees while it waits."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.cli.check import watched
from deplint.cli.options import BY_COMMAND, COMMANDS, UsageError, parsed
from deplint.cli.paths import target
from deplint.tree import MemoryTree


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_without_options_argparse_would_say_the_same(command: object) -> None:
    name = command.name  # type: ignore[attr-defined]
    operands = list(BY_COMMAND[name].choices[:1])
    assert parsed([name, *operands]) == parsed([name, "--", *operands])


def test_lists_are_split_at_commas_and_added_up() -> None:
    assert parsed(["--select", "a, b,", "--select=c"]).select == ("a", "b", "c")
    assert parsed(["--select="]).select == ()
    assert parsed([]).select is None


@pytest.mark.parametrize("arguments", [["--sel", "x"], ["--quiet=1"], ["-z"], ["rule", "--select", "x"], ["schema", "x"], ["files", "-q"]])
def test_refused(arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        parsed(arguments)


@given(st.lists(st.sampled_from(["check", "rule", "-q", "--", "-", "--select", "x", "--select=x", "--output", "-qv", "", "--no", "-h"])))
def test_any_arguments_are_options_or_refused(arguments: list[str]) -> None:
    try:
        options = parsed(arguments)
    except UsageError as error:
        assert str(error)  # noqa: PT017
    else:
        assert options.command in COMMANDS


def test_the_target_of_paths_in_different_folders(tmp_path: Path) -> None:
    for folder in ("a/.git", "a/x", "b", "c/d"):
        (tmp_path / folder).mkdir(parents=True)
    place = target(["a/x", "b", "c", "c/d"], str(tmp_path))
    assert (place.root, place.within, place.scope) == (str(tmp_path), ("a", "b", "c"), ("a/x", "b", "c", "c/d"))
    assert (place.folder, place.top) == (str(tmp_path), "")


def test_the_target_is_the_whole_work_tree(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "requirements.txt").touch()
    place = target(["a/requirements.txt"], str(tmp_path))
    assert (place.root, place.within, place.scope, place.folder) == (str(tmp_path), ("",), ("a/requirements.txt",), str(tmp_path / "a"))
    assert target(["a"], str(tmp_path)).scope == ("a",)
    assert target([], str(tmp_path)).scope == ()


def test_a_file_outside_of_git_has_a_shallow_neighbourhood(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").touch()
    assert target(["requirements.txt"], str(tmp_path)).depth < 5 < target(["."], str(tmp_path)).depth


def test_nobody_watches_a_pipe() -> None:
    assert watched(MemoryTree({})) is None


def test_a_long_run_tells_how_far_it_is_and_wipes_it_away(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 0.5, 1.5, 1.5, 1.55])
    monkeypatch.setattr("deplint.cli.progress.monotonic", lambda: next(now))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tree = watched(MemoryTree({"a": "1"}))
    assert tree is not None
    assert [tree.read("a") for _ in range(3)] == [b"1"] * 3
    tree.finish()
    assert capsys.readouterr().err == "\rdeplint: 2 files read \r\x1b[K"
