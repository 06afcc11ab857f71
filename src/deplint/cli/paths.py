"""PATH arguments into what is linted: the root of the tree, what of it is listed, and what is reported on."""

from __future__ import annotations

import os

from deplint.cli.options import UsageError
from deplint.listing import git_root
from deplint.tree import printable
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BASELINE = ".deplint-baseline.json"
"""The baseline that is read without being named, where it stands at the root of the tree."""
SHALLOW = 2
"""How deep a single file's folder is looked through for the files that belong to it, where no git says what that is."""


class Target(NamedTuple):
    """What is linted.

    root    the absolute folder of the tree: the top of the work tree, else the folder itself, or what several of them have in common
    within  the folders below it that are listed
    scope   the files and folders to report on, relative to the root; none for all
    named   what the person named, relative to the root, as the system knows it
    folder  the absolute folder that the configuration is looked for from
    top     the absolute folder above which it isn't; "" where there is no end
    depth   how deep a folder without git is looked through
    """

    root: str
    within: tuple[str, ...]
    scope: tuple[str, ...]
    named: tuple[str, ...]
    folder: str
    top: str
    depth: int


def target(paths: Sequence[str], cwd: str, *, missing: bool = False) -> Target:
    """What some PATH arguments mean. `missing` allows them not to exist. Raises UsageError."""
    places = [_place(path, cwd, missing) for path in paths or (".",)]
    folders = [_folder(place) for place in places]
    roots = [git_root(folder) or folder for folder in folders]
    try:
        root, folder = os.path.commonpath(roots), os.path.commonpath(folders)
    except ValueError:
        raise UsageError("the paths have no folder in common; lint one drive after the other") from None
    named = tuple(dict.fromkeys(_below(root, place) for place in places))
    return Target(
        root=root,
        within=_outermost(_below(root, each) for each in roots),
        scope=() if "" in named else tuple(map(printable, named)),
        named=named,
        folder=folder,
        top=git_root(folder),
        depth=1000 if any(map(os.path.isdir, places)) else SHALLOW,
    )


def posix(path: str) -> str:
    """An absolute path as reports know it."""
    return printable(path.replace(os.sep, "/"))


def _place(path: str, cwd: str, missing: bool) -> str:
    """The absolute path. Links to folders are followed, and so are those on the way to a file, as listings don't follow them."""
    if "\0" in path or not path:
        raise UsageError(f"`{path}` is no path")
    full = os.path.join(cwd, path)
    if not missing and not os.path.lexists(full):
        raise UsageError(f"`{path}` does not exist{_hint(path)}")
    if os.path.isdir(full):
        return os.path.realpath(full)
    parent, name = os.path.split(os.path.abspath(full))
    return os.path.join(os.path.realpath(parent), name)


def _hint(path: str) -> str:
    from deplint.cli.options import BY_COMMAND

    return f"; commands come before all options: `deplint {path} ...`" if path in BY_COMMAND else ""


def _folder(place: str) -> str:
    """The nearest folder that exists: the place itself, or one above it."""
    while not os.path.isdir(place):
        place = os.path.dirname(place)
    return place


def _below(root: str, place: str) -> str:
    way = os.path.relpath(place, root).replace(os.sep, "/")
    return "" if way == "." else way


def _outermost(folders: Iterable[str]) -> tuple[str, ...]:
    """The folders without those that lie in another one of them."""
    kept: list[str] = []
    for folder in sorted(set(folders)):
        if not any(each == "" or folder.startswith(f"{each}/") for each in kept):
            kept.append(folder)
    return tuple(kept)
