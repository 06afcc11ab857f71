"""A project into the lists of requirements that people keep by hand, and whose text may be edited without making anything stale."""

from __future__ import annotations

from deplint.questions.lists import GENERATED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.project import Project

_HEAD = 1000
_HASHED_TEXT = frozenset(("poetry.lock", "pdm.lock"))
"""Locks that hold a hash of what the manifest says, as it is written."""


def kept_by_hand(project: Project) -> Iterator[Manifest]:
    """Requirements files that no tool has written, and pyproject.toml where no lock has a hash of its text."""
    for manifest in project.of_kind("requirements"):
        if manifest.header is None and not manifest.annotated and not is_made(project, manifest):
            yield manifest
    if not any(lock.kind in _HASHED_TEXT for lock in project.locks):
        yield from project.of_kind("pyproject")


def is_made(project: Project, manifest: Manifest) -> bool:
    """A tool has written the file, known or not: the next run writes it again."""
    return project.is_generated(manifest) or GENERATED.search(manifest.source.text, 0, _HEAD) is not None


def stands_as_read(manifest: Manifest, span: tuple[int, int] | None, read: str) -> bool:
    """The text at the place is what was read there: no escapes, no continued lines."""
    return span is not None and manifest.source.text[span[0] : span[1]] == read


def requirements_of(manifest: Manifest) -> Iterator[Dependency]:
    """The entries that are requirements of PEP 508."""
    return (each for each in manifest.dependencies if each.form == "pep440" and each.name)
