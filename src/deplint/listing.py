"""A folder into the paths of the files in it that belong to a project: by git where there is git, else by walking."""

from __future__ import annotations

import os

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PRUNED = frozenset((
    ".git", ".hg", ".svn", ".bzr", ".tox", ".nox", ".eggs", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints",
    ".direnv", ".pixi", ".terraform", ".idea", ".vscode", "__pycache__", "__pypackages__", "node_modules", "bower_components",
    "site-packages", "dist-packages",
))  # fmt: skip
"""Folders that hold what tools put there. Only for trees without git, which knows better what belongs to a project."""

ENVIRONMENT_MARKS = frozenset(("pyvenv.cfg", "conda-meta", "CACHEDIR.TAG"))
"""A folder with one of these in it is a virtual environment, a conda environment, or a cache that says so of itself."""

FILE_SUFFIXES = (".txt", ".toml", ".lock", ".yml", ".yaml", ".cfg", ".in")


def walk(root: str, depth: int = 1000) -> Iterator[str]:
    """Paths of all files below `root`, without environments, caches and unpacked packages. Links to folders are not followed.

    `depth` 0 stays in the folder itself.
    """
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            with os.scandir(os.path.join(root, prefix)) as scan:
                entries = list(scan)
        except OSError:
            continue
        if prefix and not ENVIRONMENT_MARKS.isdisjoint(entry.name for entry in entries):
            continue
        for entry in entries:
            path = prefix + entry.name
            if not _is_folder(entry):
                yield path
            elif not _pruned(prefix, entry.name):
                if _named_like_file(entry.name):
                    yield path
                if prefix.count("/") < depth:
                    pending.append(path + "/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _pruned(prefix: str, name: str) -> bool:
    if name in PRUNED or name.endswith((".egg-info", ".dist-info")):
        return True
    # What setuptools leaves: copies of the package in build/lib*, its scratch folders in build/bdist.*.
    return prefix.endswith("build/") and (name == "lib" or name.startswith(("lib.", "bdist.")))


def _named_like_file(name: str) -> bool:
    """A folder called `requirements.txt` is worth a word; it is listed, and reading it fails with the reason."""
    return name.endswith(FILE_SUFFIXES) or name in ("Pipfile", "setup.py")


def git_root(folder: str) -> str:
    """The top of the git work tree that `folder` is in, "" where there is none.

    A home folder that is a repository (of dotfiles) does not make one tree of everything below it.
    """
    folder = os.path.abspath(folder)
    start = folder
    home = os.path.expanduser("~")
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            parent = os.path.dirname(folder)
            return "" if folder != start and folder in (home, parent) else folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent


def list_with_git(root: str) -> list[str]:
    """What git tracks or would add below `root`; nothing where there is no work tree, git can't say, or ignores the folder itself.

    git is told to run nothing that the repository configures (file system monitor, hooks), to take no locks, and to fetch nothing. A
    repository of another owner makes it refuse (safe.directory). Submodules and other repositories inside are not entered.
    """
    if not git_root(root):
        return []
    from deplint.git import list_files

    paths = os.fsdecode(list_files(root)).split("\0")
    mark = "/pyvenv.cfg"
    environments = tuple(path[: 1 - len(mark)] for path in paths if path.endswith(mark))
    # The mark itself stays: that an environment is not ignored is worth a word.
    files = [path for path in paths if path and path[-1] != "/" and (not path.startswith(environments) or path.endswith(mark))]
    return files + list(_folders_named_like_files(files))


def _folders_named_like_files(files: list[str]) -> Iterator[str]:
    """The folders that are called like a manifest: `requirements.txt` where `requirements.txt/notes` is listed."""
    everything = "\n".join(files)
    for suffix in (*FILE_SUFFIXES, "/Pipfile", "/setup.py"):
        if suffix + "/" in everything:
            for path in files:
                head, found, _ = path.partition(suffix + "/")
                if found:
                    yield head + suffix
