"""The trees: what is listed, what is refused and why, and that nothing of a repository runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.git import find_program
from deplint.listing import git_root
from deplint.tree import LARGEST, DiskTree, MemoryTree, OverlayTree, TreeError, normalized

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture(autouse=True)
def no_outer_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests may run inside a git hook, which points git at its own repository."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def put(root: Path, *paths: str, content: str = "six\n") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments], cwd=root, check=True, capture_output=True)


def reason(tree: DiskTree | MemoryTree, path: str) -> str:
    with pytest.raises(TreeError) as caught:
        tree.read(path)
    assert str(caught.value) == caught.value.reason
    return caught.value.reason


def test_walk_lists_sorted_paths_relative_to_the_root(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/c.txt", "a.txt")
    tree = DiskTree(str(tmp_path))
    assert list(tree.paths()) == ["a.txt", "a/c.txt", "b.txt"]
    assert tree.how == "walk"


def test_walk_keeps_only_what_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "a.md")
    assert list(DiskTree(str(tmp_path), lambda path: path.endswith(".txt")).paths()) == ["a.txt"]


@pytest.mark.parametrize(
    "path",
    ["node_modules/a.txt", ".tox/a.txt", "lib/site-packages/a.txt", "x.egg-info/requires.txt", "__pycache__/a.txt", "build/lib/x/a.txt"],
)
def test_walk_prunes_what_tools_put_there(tmp_path: Path, path: str) -> None:
    put(tmp_path, path, "a.txt")
    assert list(DiskTree(str(tmp_path)).paths()) == ["a.txt"]


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history", "CACHEDIR.TAG"])
def test_walk_prunes_environments_and_caches_by_their_mark(tmp_path: Path, mark: str) -> None:
    put(tmp_path, f"anything/{mark}", "anything/requirements.txt", "a.txt")
    assert list(DiskTree(str(tmp_path)).paths()) == ["a.txt"]


def test_walk_enters_an_environment_that_is_the_root_itself(tmp_path: Path) -> None:
    put(tmp_path, "pyvenv.cfg", "requirements.txt")
    assert "requirements.txt" in DiskTree(str(tmp_path)).paths()


@pytest.mark.parametrize("path", ["build/requirements.txt", ".github/requirements.txt", "dist/requirements.txt", "env/requirements.txt"])
def test_walk_enters_folders_that_may_be_the_projects_own(tmp_path: Path, path: str) -> None:
    put(tmp_path, path)
    assert list(DiskTree(str(tmp_path)).paths()) == [path]


def test_walk_goes_as_deep_as_asked(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "x/b.txt", "x/y/c.txt")
    assert list(DiskTree(str(tmp_path), depth=1).paths()) == ["a.txt", "x/b.txt"]


def test_only_the_folders_within_are_listed_and_all_can_be_read(tmp_path: Path) -> None:
    put(tmp_path, "one/a.txt", "two/b.txt", "three/c.txt")
    tree = DiskTree(str(tmp_path), within=("one", "two"))
    assert list(tree.paths()) == ["one/a.txt", "two/b.txt"]
    assert tree.read("three/c.txt") == b"six\n"


@posix
def test_walk_follows_no_link_to_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "a/b.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "elsewhere").symlink_to("/")
    assert list(DiskTree(str(tmp_path)).paths()) == ["a/b.txt"]


def test_a_folder_that_is_called_like_a_file_is_listed_and_refused(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").mkdir()
    tree = DiskTree(str(tmp_path))
    assert list(tree.paths()) == ["requirements.txt"]
    assert reason(tree, "requirements.txt") == "is a folder, not a file"


@posix
def test_a_link_inside_the_root_is_listed_and_read(tmp_path: Path) -> None:
    put(tmp_path, "deps/base.txt")
    (tmp_path / "requirements.txt").symlink_to("deps/base.txt")
    tree = DiskTree(str(tmp_path))
    assert list(tree.paths()) == ["deps/base.txt", "requirements.txt"]
    assert tree.read("requirements.txt") == b"six\n"


@posix
@pytest.mark.parametrize("target", ["/etc/hostname", "../outside.txt"])
def test_a_link_out_of_the_root_is_refused(tmp_path: Path, target: str) -> None:
    put(tmp_path, "outside.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "requirements.txt").symlink_to(target)
    tree = DiskTree(str(tmp_path / "in"))
    assert list(tree.paths()) == ["requirements.txt"]
    assert reason(tree, "requirements.txt") == "is a symbolic link out of the project"


@posix
def test_a_path_through_a_linked_folder_is_held_to_the_root(tmp_path: Path) -> None:
    put(tmp_path, "outside/a.txt", "in/real/b.txt")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "same").symlink_to("real")
    tree = DiskTree(str(tmp_path / "in"))
    assert reason(tree, "out/a.txt") == "is a symbolic link out of the project"
    assert tree.read("same/b.txt") == b"six\n"


@posix
def test_links_in_a_circle_and_to_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "c.txt").symlink_to("missing")
    tree = DiskTree(str(tmp_path))
    assert list(tree.paths()) == ["a.txt", "b.txt", "c.txt"]
    assert reason(tree, "a.txt") == "is a symbolic link that leads in a circle"
    assert reason(tree, "c.txt") == "does not exist"


@posix
def test_a_fifo_is_refused_without_opening_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "requirements.txt")
    assert reason(DiskTree(str(tmp_path)), "requirements.txt") == "is not a regular file"


@posix
def test_a_device_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").symlink_to("/dev/zero")
    assert reason(DiskTree(str(tmp_path)), "requirements.txt") == "is a symbolic link out of the project"


@posix
def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "a.txt").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):
        pytest.skip("this user reads everything")
    assert reason(DiskTree(str(tmp_path)), "a.txt") == "can't be read: permission denied"


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    with open(tmp_path / "requirements.txt", "wb") as file:
        file.truncate(200_000_000)
    assert reason(DiskTree(str(tmp_path)), "requirements.txt") == "is too large (200 MB; the limit is 32 MB)"


def test_a_file_of_the_largest_size_is_read_whole(tmp_path: Path) -> None:
    with open(tmp_path / "requirements.txt", "wb") as file:
        file.truncate(LARGEST)
    assert len(DiskTree(str(tmp_path)).read("requirements.txt")) == LARGEST


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x"])
def test_a_path_out_of_the_root_is_refused(tmp_path: Path, path: str) -> None:
    assert reason(DiskTree(str(tmp_path)), path) == "is outside of the project"
    assert reason(MemoryTree({}), path) == "is outside of the project"
    assert not DiskTree(str(tmp_path)).exists(path)


def test_a_path_that_no_system_has_is_refused(tmp_path: Path) -> None:
    assert reason(DiskTree(str(tmp_path)), "a\0b") == "is not a path"
    assert not DiskTree(str(tmp_path)).exists("a\0b")
    assert reason(DiskTree(str(tmp_path)), "x" * 5000).startswith("can't be read: ")


def test_exists_knows_files_and_folders_listed_or_not(tmp_path: Path) -> None:
    put(tmp_path, "node_modules/a.txt")
    tree = DiskTree(str(tmp_path))
    assert [tree.exists(path) for path in ("node_modules/a.txt", "node_modules", "./node_modules/", "b.txt")] == [True, True, True, False]


@posix
def test_a_name_that_is_no_utf_8_is_listed_printable_and_read(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    with open(folder + b"/requirements.txt", "wb") as file:
        file.write(b"six\n")
    tree = DiskTree(str(tmp_path))
    (path,) = tree.paths()
    assert path == "caf\\xe9/requirements.txt"
    assert tree.read(path) == b"six\n"


@posix
@needs_git
class TestGit:
    def test_lists_tracked_and_new_files_but_not_ignored_ones(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "tracked.txt", "new.txt", "ignored/a.txt", "gone.txt")
        put(tmp_path, ".gitignore", content="ignored/\n")
        git(tmp_path, "add", "tracked.txt", "gone.txt")
        (tmp_path / "gone.txt").unlink()
        tree = DiskTree(str(tmp_path))
        assert list(tree.paths()) == [".gitignore", "new.txt", "tracked.txt"]
        assert tree.how == "git"

    def test_lists_the_folder_alone_when_the_root_is_inside_a_work_tree(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt", "sub/b.txt")
        assert list(DiskTree(str(tmp_path / "sub")).paths()) == ["b.txt"]

    def test_walks_a_folder_that_git_ignores(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "data/a.txt")
        put(tmp_path, ".gitignore", content="data/\n")
        tree = DiskTree(str(tmp_path / "data"))
        assert (list(tree.paths()), tree.how) == (["a.txt"], "walk")

    def test_lists_what_a_person_names_though_git_ignores_it(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt", "data/b.txt", "data/c.txt", "local.txt")
        put(tmp_path, ".gitignore", content="data/\nlocal.txt\n")
        tree = DiskTree(str(tmp_path), named=("data", "local.txt"))
        assert list(tree.paths()) == [".gitignore", "a.txt", "data/b.txt", "data/c.txt", "local.txt"]

    def test_lists_of_a_committed_environment_only_what_shows_it(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "ve/pyvenv.cfg", "ve/share/requirements.txt", "vegetables/requirements.txt")
        assert list(DiskTree(str(tmp_path)).paths()) == ["ve/pyvenv.cfg", "vegetables/requirements.txt"]

    def test_lists_a_path_in_a_merge_conflict_once(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt")
        git(tmp_path, "hash-object", "-w", "a.txt")
        blob = subprocess.run(["git", "hash-object", "a.txt"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()
        stages = "".join(f"100644 {blob} {stage}\ta.txt\n" for stage in (1, 2, 3))
        subprocess.run(["git", "update-index", "--index-info"], cwd=tmp_path, input=stages, text=True, check=True)
        assert list(DiskTree(str(tmp_path)).paths()) == ["a.txt"]

    def test_lists_a_folder_that_is_called_like_a_file(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "requirements.txt/notes")
        tree = DiskTree(str(tmp_path))
        assert list(tree.paths()) == ["requirements.txt", "requirements.txt/notes"]
        assert reason(tree, "requirements.txt") == "is a folder, not a file"

    def test_enters_no_repository_inside(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt", "inner/b.txt")
        git(tmp_path / "inner", "init", "-q")
        assert list(DiskTree(str(tmp_path)).paths()) == ["a.txt"]

    def test_runs_nothing_that_the_repository_configures(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt")
        hook = tmp_path / "hook"
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        hook.chmod(0o755)
        for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "alias.ls-files"):
            git(tmp_path, "config", key, str(hook))
        (tmp_path / "post-index-change").write_bytes(hook.read_bytes())
        (tmp_path / "post-index-change").chmod(0o755)
        git(tmp_path, "config", "core.hooksPath", str(tmp_path))
        assert "a.txt" in DiskTree(str(tmp_path)).paths()
        assert not (tmp_path / "ran").exists()

    def test_leaves_the_index_as_it_is(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt")
        git(tmp_path, "add", "a.txt")
        git(tmp_path, "config", "core.untrackedCache", "true")
        os.utime(tmp_path / "a.txt", (1, 1))
        before = (tmp_path / ".git" / "index").read_bytes()
        DiskTree(str(tmp_path)).paths()
        assert (tmp_path / ".git" / "index").read_bytes() == before

    def test_does_not_mind_the_variables_of_a_hook(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt")
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.setenv(name, "/nowhere")
        tree = DiskTree(str(tmp_path))
        assert (list(tree.paths()), tree.how) == (["a.txt"], "git")

    def test_walks_where_there_is_no_git(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt")
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
        tree = DiskTree(str(tmp_path))
        assert (list(tree.paths()), tree.how) == (["a.txt"], "walk")

    def test_walks_where_git_refuses(self, tmp_path: Path) -> None:
        (tmp_path / ".git").write_text("nonsense")
        put(tmp_path, "a.txt")
        tree = DiskTree(str(tmp_path))
        assert (list(tree.paths()), tree.how) == ([".git", "a.txt"], "walk")

    def test_walks_a_repository_of_another_owner(self, tmp_path: Path) -> None:
        if os.getuid() != 0:
            pytest.skip("only root can give a folder away")
        git(tmp_path, "init", "-q")
        put(tmp_path, "a.txt")
        for path in (tmp_path, tmp_path / ".git"):
            os.chown(path, 65534, 65534)
        tree = DiskTree(str(tmp_path))
        assert (list(tree.paths()), tree.how) == (["a.txt"], "walk")

    def test_runs_no_git_out_of_the_tree(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(tmp_path, "bin/git", content="#!/bin/sh\n")
        (tmp_path / "bin" / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}bin{os.pathsep}.")
        monkeypatch.chdir(tmp_path)
        assert find_program(str(tmp_path)) == ""

    def test_a_home_folder_of_dotfiles_is_no_root_for_what_is_below(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(tmp_path, "init", "-q")
        put(tmp_path, "project/a.txt")
        assert git_root(str(tmp_path / "project")) == str(tmp_path)
        monkeypatch.setenv("HOME", str(tmp_path))
        assert git_root(str(tmp_path / "project")) == ""
        assert git_root(str(tmp_path)) == str(tmp_path)


def test_memory_tree_reads_lists_and_refuses() -> None:
    tree = MemoryTree({"b.txt": "é", "a/c.txt": b"\xff"})
    assert list(tree.paths()) == ["a/c.txt", "b.txt"]
    assert (tree.read("b.txt"), tree.read("./a/../a/c.txt")) == ("é".encode(), b"\xff")
    assert (reason(tree, "a"), reason(tree, "z")) == ("is a folder, not a file", "does not exist")
    assert [tree.exists(path) for path in ("a", "a/c.txt", "z", "")] == [True, True, False, True]


def test_an_overlay_replaces_and_adds() -> None:
    tree = OverlayTree(MemoryTree({"a.txt": "a"}), {"a.txt": b"A", "b.txt": b"B"})
    assert list(tree.paths()) == ["a.txt", "b.txt"]
    assert (tree.read("a.txt"), tree.read("./b.txt"), tree.exists("b.txt")) == (b"A", b"B", True)


@given(st.text(alphabet="ab./", max_size=20))
def test_normalized_agrees_with_posixpath(path: str) -> None:
    from posixpath import normpath

    expected = normpath(path) if path else "."
    if expected.startswith("/") or expected.split("/")[0] == "..":
        with pytest.raises(TreeError):
            normalized(path)
    else:
        assert normalized(path) == ("" if expected == "." else expected)
