"""The checkouts of a job into the folder of the tree that a path of the job means.

A job without a checkout has none of the repository's files; one that checks it out elsewhere, or other repositories too, has them below a
folder of that name. What lies in another repository is unknown.
"""

from __future__ import annotations

import posixpath

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deplint.syntax.node import Node

_WORKSPACE = regex(r"(?:\$\{\{[ ]*github\.workspace[ ]*\}\}|\$GITHUB_WORKSPACE|\$\{GITHUB_WORKSPACE\})(?:/|$)")
_OWN = regex(r"\$\{\{[^{}]*github\.(?:repository|event\.pull_request\.head\.repo\.full_name)\b[^{}]*\}\}")
_GLOB = "*?["
_LONGEST = 300


class Workspace:
    """Where the repository lies while a job runs.

    base  the folder of the tree that is the root of the repository, "" for the tree itself
    own   the folders of the job that it is checked out to; none where there is no checkout
    others  the folders of other repositories, and of what can't be told from one
    """

    def __init__(self, base: str | None, own: Iterable[str], others: Iterable[str]) -> None:
        self.base = base
        self.own = frozenset(own)
        self.others = frozenset(others)

    @classmethod
    def of_steps(cls, base: str | None, steps: Iterable[Node]) -> Workspace:
        """What the checkouts among the steps of a job say; with several at one place, the last one counts and nothing is known."""
        own: dict[str, bool] = {}
        for step in steps:
            action = step.get("uses")
            name = action.string.partition("@")[0].lower() if action is not None else ""
            if name.startswith(("./", "../")) or "checkout" not in name:
                continue
            given = step.get("with", "path")
            path = "" if given is None or "$" in given.string else posixpath.normpath(_in_workspace(given.string))
            path = "" if path == "." else path
            if given is not None and "$" in given.string:
                own[path] = False
            foreign = _is_foreign(step.get("with", "repository")) or _is_foreign(step.get("with", "ref"), branch=True)
            own[path] = not foreign and name == "actions/checkout" and own.get(path, True)
        return cls(base, [path for path, ours in own.items() if ours], [path for path, ours in own.items() if not ours])

    def inside(self, written: str) -> str | None:
        """A folder that a job names, relative to its workspace, "" for the workspace itself; None where that can't be known."""
        inside = _in_workspace(written)
        if "$" in inside or inside.startswith(("/", "~")) or ":" in inside[:3]:
            return None
        full = posixpath.normpath(inside)
        return None if full.startswith("..") else "" if full == "." else full

    def paths(self, inside: str) -> tuple[str, ...]:
        """The paths of the tree that a normalised path of the workspace means: the one, or none where that can't be known."""
        if self.base is None or inside.startswith(("/", "..")):
            return ()
        inside = "" if inside == "." else inside
        folder = inside
        while folder not in self.own and folder not in self.others:
            if not folder:
                return ()
            folder = folder.rpartition("/")[0]
        if folder in self.others:
            return ()
        return (posixpath.join(self.base, inside[len(folder) :].lstrip("/")).rstrip("/"),)

    def file(self, written: str) -> tuple[str, ...]:
        """The paths of the tree that a file which a job names means; none for what may stand for several files."""
        inside = None if any(sign in written for sign in _GLOB) else self.inside(written)
        return () if inside is None else self.paths(inside)


def _in_workspace(path: str) -> str:
    """A path without the workspace in front of it, which all paths are relative to."""
    match = _WORKSPACE.match(path)
    return path[match.end() :] or "." if match else path.replace("\\", "/")


def _is_foreign(node: Node | None, branch: bool = False) -> bool:
    """Another repository is checked out, or a branch of this one that has other files (a page, the results of a benchmark)."""
    if node is None or not node.string:
        return False
    if branch:
        return "$" not in node.string and node.string not in ("main", "master", "develop", "dev", "trunk")
    return len(node.string) > _LONGEST or _OWN.fullmatch(node.string.strip()) is None
