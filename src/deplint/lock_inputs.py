"""A lock into the files that its tool reads to check it, as far as the lock or the tool's habit names them.

Most of them are found by their names anyway; these are for runs on a part of the tree, and for files whose names promise nothing.
"""

from __future__ import annotations

import posixpath
import re
from itertools import islice

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest

UV_SETTINGS = "uv.toml"
"""The kind of a `uv.toml`. No reader looks at it: it holds nothing but settings of uv."""
VIRTUAL_PACKAGES = "virtual-packages"
"""The kind of conda-lock's `virtual-packages.yml`."""
VIRTUAL_PACKAGES_NAMES = ("virtual-packages.yml", "virtual-packages.yaml")
"""What conda-lock looks for in the folder that it runs in."""

# uv.lock: what stands before the path of a package in the repository itself.
_LOCAL = tuple(f'\nsource = {{ {kind} = "' for kind in ("editable", "directory", "virtual"))
# pdm.lock: the same, always in its own folder or below.
_FOLDER = regex(r'^path = "\./([^"\n]+)"', re.MULTILINE)
# conda-lock.yml: the list of the files that it was made from, relative to its own folder.
_SOURCES = regex(r"^ {2}sources:[ \t]*\r?\n((?: {2,4}- [^\n]*\n)*)", re.MULTILINE)
_MOST_FILES = 1000


def named_by_lock(lock: Manifest) -> Iterator[tuple[str, str]]:
    """(path, kind) of each file that a lock is checked against, relative to the root; they need not be there."""
    folder = posixpath.dirname(lock.path)
    if lock.kind == "uv.lock":
        if lock.path.endswith(".py.lock"):
            yield lock.path.removesuffix(".lock"), "script"
        for above in upwards(folder):
            yield posixpath.join(above, "uv.toml"), UV_SETTINGS
            yield posixpath.join(above, "pyproject.toml"), "pyproject"
        for folder_of_package in islice(_local_folders(lock.source.text), _MOST_FILES):
            path = within(folder, posixpath.join(folder_of_package, "pyproject.toml"))
            if path:
                yield path, "pyproject"
    elif lock.kind == "pdm.lock":
        for number, found in enumerate(_FOLDER.finditer(lock.source.text)):
            path = within(folder, posixpath.join(found[1], "pyproject.toml"))
            if path and number < _MOST_FILES:
                yield path, "pyproject"
    elif lock.kind == "conda-lock":
        for above in upwards(folder):
            for name in VIRTUAL_PACKAGES_NAMES:
                yield posixpath.join(above, name), VIRTUAL_PACKAGES
        found_list = _SOURCES.search(lock.source.text)
        for line in found_list[1].splitlines()[:_MOST_FILES] if found_list else ():
            path = within(folder, line.strip().removeprefix("- ").strip("'\""))
            if path:
                yield path, "conda" if path.endswith((".yml", ".yaml")) else ""


def _local_folders(text: str) -> Iterator[str]:
    """The paths of local packages in a uv.lock: a plain search, as the file may be large."""
    for sign in _LOCAL:
        at = text.find(sign)
        while at >= 0:
            start = at + len(sign)
            end = text.find('"', start)
            yield text[start : end if end >= 0 else start]
            at = text.find(sign, start)


def within(folder: str, path: str) -> str:
    """A path as seen from `folder`, normalised; "" where it leads out of the tree or is absolute."""
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined in ("..", "") or joined.startswith(("../", "/")) or path[1:3] == ":/" else "" if joined == "." else joined


def upwards(folder: str) -> Iterator[str]:
    """A folder and all above it, the root last."""
    yield folder
    while folder:
        folder = posixpath.dirname(folder)
        yield folder
