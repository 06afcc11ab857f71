"""A lock and the manifests that it was made from into what no longer agrees: as the tool that wrote the lock decides it, without the tool.

Three answers, not two: an empty list is fresh, differences are stale, and `Undecided` says why nothing can be said offline.
"""

from __future__ import annotations

from importlib import import_module

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.facts import Manifest
    from deplint.model import Location, Related
    from deplint.project import Project

# The module that knows the tool; each has `compare(lock, project) -> Comparison`.
_TOOLS: dict[str, str] = {
    "poetry.lock": "poetry",
    "pdm.lock": "pdm",
    "pylock": "pylock",
    "Pipfile.lock": "pipenv",
    "uv.lock": "uv",
    "conda-lock": "conda_lock",
    "pixi.lock": "pixi",
}


class Difference(NamedTuple):
    """One thing in which the lock and its manifest disagree.

    kind      "missing" (wanted, not locked), "violation" (locked outside what is wanted), "orphan" (locked, no longer wanted),
              "inputs" (nothing but the recorded hash or inputs tells), "python" (another Python requirement),
              "version" (only the project's own version trails), "export" (exported, and not what its lock has)
    location  the culprit: the entry in the manifest, or in the lock where the manifest has none
    """

    kind: str
    message: str
    location: Location
    label: str = ""
    related: tuple[Related, ...] = ()
    help: str = ""
    subject: str = ""

    def finding(self) -> dict[str, Any]:
        """What `Rule.found` makes a finding of."""
        return {key: value for key, value in self._asdict().items() if key != "kind"}


class Comparison(NamedTuple):
    """What a tool's own check would say: `undecided` gives the reason where it can't be said offline."""

    differences: tuple[Difference, ...] = ()
    undecided: str = ""


def lock_differences(project: Project, *kinds: str) -> Iterator[Difference]:
    """The differences of these kinds in all locks of the project; each lock is compared once and only when a rule asks."""
    for lock in project.own_locks:
        for difference in compared(lock, project).differences:
            if difference.kind in kinds:
                yield difference


def compared(lock: Manifest, project: Project) -> Comparison:
    """The comparison of one lock with its manifests, computed once for each project."""
    known: dict[str, Comparison] = project.remembered(__name__)
    if lock.path not in known:
        module = _TOOLS.get(lock.kind)
        known[lock.path] = import_module(f"{__name__}.{module}").compare(lock, project) if module else Comparison()
        if known[lock.path].undecided:
            project.undecided.setdefault(lock.path, known[lock.path].undecided)
    return known[lock.path]
