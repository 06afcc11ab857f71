"""Commands as they are met, into those that run something, with the folder and the variables that the ones before them have set."""

from __future__ import annotations

import posixpath

from deplint.regex import regex
from deplint.syntax.shell_words import UNKNOWN, Assignment, Command, Word
from deplint.typing_light import NamedTuple

_NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*")
DECLARE = frozenset(("export", "declare", "typeset", "local", "readonly"))
_MOST = 200
"""Variables that are kept: a text with more of them is none that a person has written."""
_LONGEST_PATH = 4096
_DEEPEST = 100
"""Folders that `popd` can come back to."""
_MOVES = frozenset(("cd", "pushd", "popd"))


class Saved(NamedTuple):
    """What a subshell or a branch begins with."""

    folder: str | None
    exports: dict[str, Assignment]
    plain: dict[str, Assignment]
    stack: tuple[str | None, ...]


class State:
    """What is in force while the commands of a text are gone through in their order."""

    def __init__(self, folder: str | None, exported: frozenset[str], depth: int = 0) -> None:
        self.found: list[Command] = []
        self.depth = depth
        """How many conditions the next command stands in."""
        self.pipeline = -1
        self.folder = folder
        self.pipelines = 0
        self._exported = exported
        self._exports: dict[str, Assignment] = {}
        self._plain: dict[str, Assignment] = {}
        self._stack: tuple[str | None, ...] = ()
        self._before: str | None = None
        self._exports_all = False
        self._told: tuple[Assignment, ...] | None = None

    def save(self) -> Saved:
        return Saved(self.folder, dict(self._exports), dict(self._plain), self._stack)

    def restore(self, saved: Saved) -> None:
        self.folder, self._exports, self._plain, self._stack = saved.folder, dict(saved.exports), dict(saved.plain), saved.stack

    def join(self, saved: Saved) -> None:
        """What may or may not have happened since then: what differs is not known any more."""
        if self.folder != saved.folder:
            self.folder = None
        self._stack = self._stack if self._stack == saved.stack else ()
        for now, then in ((self._exports, saved.exports), (self._plain, saved.plain)):
            for name in {**now, **then}:
                if now.get(name) != then.get(name):
                    now[name] = (now.get(name) or then[name])._replace(value=None)

    def run(self, words: tuple[Word, ...], assignments: tuple[Assignment, ...]) -> None:
        """One simple command: its effect on what follows, and itself."""
        if not words:
            for each in assignments:
                self._assign(each)
            return
        first = words[0].shape
        start = assignments[0].start if assignments else words[0].start
        exports = self._shared()
        self.found.append(Command(words, assignments, exports, self.folder, start, words[-1].end, self.depth > 0, self.pipeline))
        if first in _MOVES:
            self._move(first, words[1:])
        elif first in DECLARE:
            self._declare(first, words[1:])
        elif first == "unset":
            for word in words[1:]:
                self._exports.pop(word.shape, None)
                self._plain.pop(word.shape, None)
        elif first == "set" and any(word.shape in ("-a", "allexport") for word in words[1:]):
            self._exports_all = True

    def _shared(self) -> tuple[Assignment, ...]:
        """The exports as a tuple, the same one as long as none changes."""
        if self._told is None or len(self._told) != len(self._exports) or any(
            a is not b for a, b in zip(self._told, self._exports.values(), strict=True)
        ):
            self._told = tuple(self._exports.values())
        return self._told

    def _assign(self, assignment: Assignment) -> None:
        name = assignment.name
        if self._exports_all or name in self._exported or name in self._exports:
            self._export(assignment)
        elif len(self._plain) < _MOST:
            self._plain[name] = assignment

    def _export(self, assignment: Assignment) -> None:
        if len(self._exports) < _MOST or assignment.name in self._exports:
            self._exports[assignment.name] = assignment

    def _declare(self, program: str, words: tuple[Word, ...]) -> None:
        exports = program == "export"
        for word in words:
            if word.shape.startswith(("-", "+")) and word.shape[1:].isalpha():
                exports = "n" not in word.shape if program == "export" else exports or "x" in word.shape
                continue
            assignment = assignment_of(word)
            if assignment is None:
                known = self._plain.pop(word.shape, None)
                if known is not None and exports:
                    self._export(known)
            elif exports:
                self._export(assignment)
            else:
                self._assign(assignment)

    def _move(self, program: str, words: tuple[Word, ...]) -> None:
        targets = [word for word in words if word.shape not in ("-P", "-L", "-q", "--", "-n")]
        before = self.folder
        if program == "popd":
            self.folder, self._stack = (self._stack[-1], self._stack[:-1]) if self._stack and not targets else (None, ())
        elif len(targets) != 1:
            self.folder = None
        elif targets[0].shape == "-" and program == "cd":
            self.folder = self._before
        else:
            if program == "pushd":
                self._stack = (*self._stack[-_DEEPEST:], self.folder)
            self.folder = joined(self.folder, targets[0].value)
        self._before = before


def joined(folder: str | None, target: str | None) -> str | None:
    """A path that is given in a folder; None where that can't be known, or is longer than any system takes.

    The result has no `.` and no `..` that could be resolved.
    """
    if target is None or not target or UNKNOWN in target or target[0] in "~-" or any(each in target for each in "*?"):
        return None
    if not target.startswith("/") and folder is None:
        return None
    path = posixpath.join(folder or "", target)
    if len(path) > _LONGEST_PATH:
        return None
    path = posixpath.normpath(path)
    return "" if path == "." else path


def assignment_of(word: Word) -> Assignment | None:
    """`NAME=value` as one word, else None."""
    name, sign, value = word.shape.partition("=")
    if not sign or not _NAME.fullmatch(name):
        return None
    return Assignment(name, None if UNKNOWN in value else value, word.start, word.end)
