"""The records of a lock and what the manifests ask for into who needs an entry: production, only development, and by which way."""

from __future__ import annotations

import posixpath

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deplint.facts import LockedRecord, LockedRequirement, Manifest
    from deplint.project import Project


class Root(NamedTuple):
    """A direct requirement: the group that asks ("runtime", "extra:x", "group:x", "dev"), the name and the extras asked for."""

    group: str
    name: str
    extras: tuple[str, ...]

    @property
    def is_development(self) -> bool:
        """Asked for by a group, which no user of the project installs."""
        return self.group == "dev" or self.group.startswith("group:")


def roots_of(lock: Manifest, records: Iterable[LockedRecord], project: Project) -> list[Root]:
    """The direct requirements that a lock was made from: as a uv.lock has them, else those of the manifest beside it."""
    if lock.kind == "uv.lock":
        return [
            Root(need.asked_by or "runtime", need.name, need.extras) for record in records if record.is_root for need in record.requires
        ]
    kind = "pipfile" if lock.kind == "Pipfile.lock" else "pyproject"
    folder = posixpath.dirname(lock.path)
    beside = [each for each in project.of_kind(kind) if posixpath.dirname(each.path) == folder]
    return [
        Root(each.group, each.name, each.extras)
        for manifest in beside
        for each in manifest.dependencies
        if each.group not in ("build", "override", "constraint")
    ]


class Graph:
    """The entries of a lock by what they need, on any platform and by any extra: what is not reached is surely not needed.

    The groups of a project are not among its needs: they are direct requirements. `surely` leaves out what only an extra needs, so that
    what is reached is needed somewhere.
    """

    def __init__(self, records: Sequence[LockedRecord], *, surely: bool = False) -> None:
        self._needs: dict[str, list[LockedRequirement]] = {}
        for record in records:
            needs = self._needs.setdefault(record.package.name, [])
            needs += [
                need
                for need in record.requires
                if not need.asked_by.startswith("group:") and not (surely and (need.asked_by or need.optional or "extra" in need.marker))
            ]

    def reached(self, names: Iterable[str]) -> Mapping[str, str]:
        """Each name that is needed by these, with the name that led to it; "" for the names themselves."""
        found = dict.fromkeys((name for name in names if name in self._needs), "")
        waiting = list(found)
        for name in waiting:  # grows while it is walked: breadth first, so that the ways are short
            for need in self._needs[name]:
                if need.name in self._needs and need.name not in found:
                    found[need.name] = name
                    waiting.append(need.name)
        return found


def way_to(name: str, reached: Mapping[str, str]) -> tuple[str, ...]:
    """The names from a direct requirement to this one."""
    way = [name]
    while reached.get(way[-1]):
        way.append(reached[way[-1]])
    return tuple(reversed(way))
