"""A folder, or a mapping in memory, into paths and bytes: the only door to the linted files.

Nothing of what is read is run, and nothing is written. Paths are POSIX, relative to the root, and always printable: bytes of a
file name that are no UTF-8 stand in them as `\\xff`, and the tree knows the way back.
"""

from __future__ import annotations

import os
import stat

from deplint.listing import git_root, list_with_git, walk
from deplint.typing_light import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

LARGEST = 32 * 1024 * 1024
"""No file that declares dependencies is larger; one that is gets refused before a byte of it is read."""

FOLDER = "is a folder, not a file"


class TreeError(Exception):
    """A path that gave no bytes. `reason` completes a sentence that begins with the path: "does not exist"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class History(NamedTuple):
    """What git knows of one file.

    reason      why it knows nothing, "" where it does
    is_tracked  it is in git's index
    age         days since the last commit that changed it
    is_older    it may be older than that: the clone lacks the commits before
    is_edited   its content is another than the committed one
    """

    reason: str = ""
    is_tracked: bool = False
    age: float = 0.0
    is_older: bool = False
    is_edited: bool = False


class Tree(Protocol):
    """Where files come from."""

    def paths(self) -> Sequence[str]:
        """All paths, sorted, relative to the root."""

    def read(self, path: str) -> bytes:
        """The bytes of one file, listed or not. Raises TreeError."""

    def exists(self, path: str) -> bool:
        """A file or a folder stands there, inside the root."""


def history_of(tree: Tree, path: str) -> History:
    """What git knows of a file, as far as the tree has to do with git."""
    ask: Callable[[str], History] | None = getattr(tree, "history", None)
    return History("git was not asked") if ask is None else ask(path)


def normalized(path: str) -> str:
    """`path` without `.` and `..`; raises TreeError where it is absolute or leads out of the root."""
    if path.startswith("/") or (os.sep == "\\" and path[1:2] == ":"):
        raise TreeError("is outside of the project")
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                raise TreeError("is outside of the project")
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


class MemoryTree:
    """A tree of a mapping from path to content; `histories` says what git would know of some paths."""

    def __init__(self, files: Mapping[str, bytes | str], histories: Mapping[str, History] | None = None) -> None:
        self._histories = histories or {}
        self._files = {path: text.encode("utf-8") if isinstance(text, str) else text for path, text in files.items()}
        self._folders: frozenset[str] | None = None

    def paths(self) -> Sequence[str]:
        return sorted(self._files)

    def read(self, path: str) -> bytes:
        path = normalized(path)
        if path not in self._files:
            raise TreeError(FOLDER if self.exists(path) else "does not exist")
        return _allowed(self._files[path])

    def exists(self, path: str) -> bool:
        try:
            path = normalized(path)
        except TreeError:
            return False
        if self._folders is None:
            self._folders = frozenset(folder for each in self._files for folder in _folders_above(each))
        return not path or path in self._files or path in self._folders

    def history(self, path: str) -> History:
        return self._histories.get(path, History("it is not in a git work tree"))


def _folders_above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


class OverlayTree:
    """Another tree in which some files have other content, or exist at all: an editor's unsaved text, standard input."""

    def __init__(self, below: Tree, files: Mapping[str, bytes]) -> None:
        self._below = below
        self._files = dict(files)

    def paths(self) -> Sequence[str]:
        return sorted({*self._below.paths(), *self._files})

    def read(self, path: str) -> bytes:
        content = self._files.get(normalized(path))
        return self._below.read(path) if content is None else _allowed(content)

    def exists(self, path: str) -> bool:
        return path in self._files or self._below.exists(path)

    def history(self, path: str) -> History:
        return history_of(self._below, path)


def _allowed(content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise TreeError(_too_large(len(content)))
    return content


def _too_large(size: int) -> str:
    return f"is too large ({size // 1_000_000} MB; the limit is {LARGEST // 1024 // 1024} MB)"


class DiskTree:
    """A folder on disk, listed by git where it is part of a work tree, else by walking.

    keep    says by name alone which paths are worth keeping; None keeps all
    named   files and folders, relative to the root, that are listed even if git ignores them, because a person asked for them
    within  the folders, relative to the root, that are listed at all; everything else can still be read
    depth   how many folders deep a walk goes
    """

    def __init__(
        self,
        root: str,
        keep: Callable[[str], object] | None = None,
        *,
        named: Iterable[str] = (),
        within: Iterable[str] = ("",),
        depth: int = 1000,
    ) -> None:
        self.root = os.path.abspath(root)
        self.how = ""
        """"git" or "walk", once `paths` has been called."""
        self._keep = keep
        self._named = tuple(named)
        self._within = tuple(within)
        self._depth = depth
        self._paths: list[str] | None = None
        self._plain: set[str] = set()
        self._raw: dict[str, str] = {}
        self._real_root = ""
        self._names: dict[str, frozenset[str] | None] = {}

    def paths(self) -> Sequence[str]:
        if self._paths is None:
            self._paths = self._list()
        return self._paths

    def exists(self, path: str) -> bool:
        try:
            path = normalized(path)
            # Most of what is asked for is not there: to list a folder once is faster, and following links takes ten times as long.
            if self._is_absent(path):
                return False
            return os.path.exists(self._full(path)) and os.path.exists(self._inside(path))
        except (TreeError, OSError, ValueError):
            return False

    def _is_absent(self, path: str) -> bool:
        """Certainly not there, whatever the file system makes of the case of letters: nothing in the folder is called like that."""
        folder, _, name = path.rpartition("/")
        if not name.isascii() or path in self._raw:
            return False
        if folder not in self._names:
            self._names[folder] = _names_in(self._full(folder))
        names = self._names[folder]
        return names is not None and name.lower() not in names

    def read(self, path: str) -> bytes:
        # Before the first listing every path counts as one that nobody has looked at.
        return read_file(self._full(path) if path in self._plain else self._inside(normalized(path)))

    def place(self, path: str) -> str:
        """The absolute path of the file itself, where links end. Raises TreeError where that is out of the root."""
        return self._inside(normalized(path))

    def history(self, path: str) -> History:
        from deplint.git import is_shallow, is_tracked, last_change

        if not git_root(self.root):
            return History("it is not in a git work tree")
        tracked = is_tracked(self.root, path)
        changed = last_change(self.root, path)
        if changed is None:
            return History("git knows no commit of it", tracked)
        from time import time

        moment, blob = changed
        return History("", tracked, (time() - moment) / 86400, is_shallow(self.root), not _is_blob(self.read(path), blob))

    def _list(self) -> list[str]:
        found: set[str] = set()
        for folder in self._within:
            found.update(self._listed(folder))
        for name in self._named:
            found.update(self._ignored(name, found))
        keep = self._keep
        kept = sorted(found) if keep is None else sorted(path for path in found if keep(path))
        return sorted(path for path in map(self._looked_at, kept) if path)

    def _listed(self, folder: str) -> Iterator[str]:
        full = os.path.join(self.root, folder)
        paths = list_with_git(full)
        self.how = "git" if paths else "walk"
        prefix = folder + "/" if folder else ""
        return (prefix + path for path in paths or walk(full, self._depth))

    def _ignored(self, name: str, found: set[str]) -> Iterator[str]:
        """What stands under a named path, if the listing has nothing there."""
        full = os.path.join(self.root, name)
        if not name or name in found:
            return
        if not os.path.isdir(full):
            yield name
        elif not any(path.startswith(name + "/") for path in found):
            for path in walk(full):
                yield f"{name}/{path}"

    def _looked_at(self, raw: str) -> str:
        """The printable path of a listed one, "" where nothing stands there (deleted, but still in git's index)."""
        path = printable(raw)
        if path != raw:
            self._raw[path] = raw
        full = os.path.join(self.root, raw)
        try:
            mode = os.lstat(full).st_mode
        except OSError:
            return ""
        if not stat.S_ISLNK(mode):
            self._plain.add(path)
        elif os.path.isdir(full):
            return ""
        return path

    def _full(self, path: str) -> str:
        return os.path.join(self.root, self._raw.get(path, path))

    def _inside(self, path: str) -> str:
        """The full path of one that may lead through symbolic links; raises TreeError where they lead out of the root."""
        try:
            full = os.path.realpath(self._full(path))
            root = self._real_root = self._real_root or os.path.realpath(self.root)
        except (OSError, ValueError):
            raise TreeError("is not a path") from None
        if full != root and not full.startswith(root.rstrip(os.sep) + os.sep):
            raise TreeError("is a symbolic link out of the project")
        return full


def _names_in(folder: str) -> frozenset[str] | None:
    """The names in a folder in lower case; None where it can't be listed, though what is in it may be looked at."""
    try:
        return frozenset(map(str.lower, os.listdir(folder)))
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError:
        return None


def _is_blob(content: bytes, blob: str) -> bool:
    """Is this what git has under a hash, as it is or with the line ends that git changes on the way out?"""
    import hashlib

    new = hashlib.sha1 if len(blob) == 40 else hashlib.sha256
    texts = (content, content.replace(b"\r\n", b"\n"))
    return any(new(b"blob %d\0" % len(text) + text, usedforsecurity=False).hexdigest() == blob for text in texts)


def printable(path: str) -> str:
    """`path` with the bytes that are no UTF-8 written as `\\xff`."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return path


def read_file(full: str) -> bytes:
    """The bytes of a regular file. A FIFO, device, socket or folder is refused without opening it: that may block, or do something.

    Raises TreeError.
    """
    try:
        _check(os.stat(full))
        descriptor = os.open(full, _FLAGS)
        try:
            return _content(descriptor)
        finally:
            os.close(descriptor)
    except ValueError:
        raise TreeError("is not a path") from None
    except OSError as error:
        raise TreeError(_why(error)) from None


# Should the file have become a FIFO or a terminal in the meantime, opening it does not block or take control.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def _content(descriptor: int) -> bytes:
    parts = []
    total = 0
    wanted = _check(os.fstat(descriptor)) + 1
    while part := os.read(descriptor, wanted):
        parts.append(part)
        total += len(part)
        if total > LARGEST:
            raise TreeError(_too_large(total))
        wanted = 1 << 16
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _check(status: os.stat_result) -> int:
    if stat.S_ISDIR(status.st_mode):
        raise TreeError(FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise TreeError("is not a regular file")
    if status.st_size > LARGEST:
        raise TreeError(_too_large(status.st_size))
    return status.st_size


def _why(error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "does not exist"
    if error.errno == errno.ELOOP:
        return "is a symbolic link that leads in a circle"
    return f"can't be read: {(error.strerror or 'unknown error').lower()}"
