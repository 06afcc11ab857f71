"""A tree into the same tree that says how far the reading is, for people who wait in front of a terminal."""

from __future__ import annotations

import sys
from time import monotonic

from deplint.tree import history_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deplint.tree import History, Tree

PATIENCE = 1.0
"""Seconds in which nobody wonders what is going on."""
PAUSE = 0.1


class WatchedTree:
    """Another tree; tells about its reads on standard error, once the run takes longer than anybody expects."""

    def __init__(self, below: Tree) -> None:
        self._below = below
        self._next = monotonic() + PATIENCE
        self._reads = 0
        self._told = False

    def paths(self) -> Sequence[str]:
        return self._below.paths()

    def exists(self, path: str) -> bool:
        return self._below.exists(path)

    def history(self, path: str) -> History:
        return history_of(self._below, path)

    def read(self, path: str) -> bytes:
        self._reads += 1
        if monotonic() > self._next:
            self._next = monotonic() + PAUSE
            self._told = True
            sys.stderr.write(f"\rdeplint: {self._reads:,} files read ")
            sys.stderr.flush()
        return self._below.read(path)

    def finish(self) -> None:
        """Wipes away what was told."""
        if self._told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
