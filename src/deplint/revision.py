"""A revision in git into a tree: its files as they were, straight from git's objects, without a checkout.

Nothing is fetched: in a clone that lacks the revision, or some of its files, that is said.
"""

from __future__ import annotations

import posixpath
import subprocess

from deplint.git import command_line, environment, output
from deplint.tree import FOLDER, LARGEST, TreeError, normalized, printable
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINK, SUBMODULE = "120000", "160000"
LONGEST_WAY = 20
"""A link to a link to a link: more of them lead in a circle."""


class RevisionError(Exception):
    """The revision can't be read; the message says why, and what would help."""


class _Object(NamedTuple):
    mode: str
    id: str
    size: int


class RevisionTree:
    """The files of one commit; close it when all is read.

    root  the top folder of the work tree
    keep  says by name alone which paths are worth keeping; None keeps all
    """

    def __init__(self, root: str, revision: str, keep: Callable[[str], object] | None = None) -> None:
        self.root = root
        self.commit = commit_of(root, revision)
        self._objects = _listed(root, self.commit)
        self._folders = {folder for path in self._objects for folder in _above(path)}
        self._paths = sorted(
            path for path, each in self._objects.items() if each.mode not in (LINK, SUBMODULE) and (keep is None or keep(path))
        )
        self._process: subprocess.Popen[bytes] | None = None

    def paths(self) -> Sequence[str]:
        return self._paths

    def exists(self, path: str) -> bool:
        try:
            path = self._followed(normalized(path))
        except TreeError:
            return False
        return not path or path in self._objects or path in self._folders

    def read(self, path: str) -> bytes:
        path = self._followed(normalized(path))
        found = self._objects.get(path)
        if found is None or found.mode == SUBMODULE:
            raise TreeError(FOLDER if found or not path or path in self._folders else "does not exist")
        return self._content(found)

    def close(self) -> None:
        """Ends git, if it was ever needed."""
        if self._process:
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()
            self._process.wait()
            self._process = None

    def _followed(self, path: str) -> str:
        """The path with the links in it resolved, inside of the tree. Raises TreeError."""
        for _ in range(LONGEST_WAY):
            link = next((each for each in (*reversed(list(_above(path))), path) if self._is_link(each)), "")
            if not link:
                return path
            target = self._content(self._objects[link]).decode("utf-8", "replace")
            path = normalized(posixpath.join(posixpath.dirname(link), target) + path[len(link) :])
        raise TreeError("is a symbolic link that leads in a circle")

    def _is_link(self, path: str) -> bool:
        return path in self._objects and self._objects[path].mode == LINK

    def _content(self, found: _Object) -> bytes:
        if found.size > LARGEST:
            raise TreeError(f"is too large ({found.size // 1_000_000} MB)")
        process = self._process = self._process or subprocess.Popen(
            command_line(self.root, "cat-file", "--batch"),
            env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(f"{found.id}\n".encode())
            process.stdin.flush()
            header = process.stdout.readline().split()
            if len(header) != 3 or header[1] != b"blob":
                raise TreeError("is not in this clone")
            return process.stdout.read(int(header[2]) + 1)[:-1]
        except OSError:
            raise TreeError("can't be read from git") from None


def commit_of(root: str, revision: str) -> str:
    """The id of the commit that a revision names. Raises RevisionError."""
    # A revision that begins with a dash would be an option of git's; no branch may be called so.
    found = b"" if revision.startswith("-") else output(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = found.decode("ascii", "replace").strip()
    if commit:
        return commit
    if not output(root, "rev-parse", "--git-dir"):
        raise RevisionError("git is needed to look at another revision, and a work tree of it")
    if output(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise RevisionError(f"`{revision}` is not in this shallow clone; `git fetch --depth=1 origin {_remote(revision)}` gets it")
    raise RevisionError(f"`{revision}` is no revision of this repository")


def _remote(revision: str) -> str:
    return revision.removeprefix("refs/remotes/").removeprefix("origin/")


def _listed(root: str, commit: str) -> dict[str, _Object]:
    data = output(root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)
    found = {}
    for entry in data.split(b"\0"):
        head, tab, path = entry.partition(b"\t")
        mode, _, id, size = head.split() if tab else (b"", b"", b"", b"")
        if tab:
            name = printable(path.decode("utf-8", "surrogateescape"))
            found[name] = _Object(mode.decode(), id.decode(), int(size) if size.isdigit() else 0)
    return found


def _above(path: str) -> list[str]:
    """The folders above a path, the nearest first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
