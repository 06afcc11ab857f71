"""A project into the lists that production installs, each with what is installed beside it for development.

Groups and extras for development come on top of the dependencies of their project. Requirements files are put together by their
includes, or stand side by side under names that say so (`requirements.txt`, `requirements-dev.txt`).
"""

from __future__ import annotations

import posixpath
import re

from deplint.questions.lists import exclude_each_other
from deplint.questions.purpose import is_aggregate, serves_production, words_of
from deplint.regex import regex
from deplint.roles import Role, development_word
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.project import Project

_BESIDE = frozenset(("dev", "devel", "develop", "development", "test", "tests", "testing"))
_MAIN = frozenset(("requirements", "requirement", "req", "reqs", "base", "common", "main", "app", "prod", "production", "core"))
_MOST_ALTERNATIVES = 8
"""Who lists one distribution more often than that for production means something that can't be judged here."""
_UV_CONFLICTS = regex(r"^(?:\[\[?tool\.uv\.conflicts\]|conflicts[ \t]*=)", re.MULTILINE)


class Counterpart(NamedTuple):
    """What production installs, and what development installs on top of it.

    surely   the second can't be installed without the first: a group of the same manifest, or a file that includes the other
    python   the Pythons that both are for
    """

    production: tuple[Dependency, ...]
    development: tuple[Dependency, ...]
    surely: bool = True
    python: str = ""

    def twice(self) -> Iterator[tuple[Dependency, Dependency]]:
        """Each entry for development with the entries of production for the same distribution, where no marker keeps them apart."""
        here = {entry.name for entry in self.development if entry.name}
        known: dict[str, list[Dependency]] = {}
        for entry in self.production:
            if entry.name in here:
                known.setdefault(entry.name, []).append(entry)
        for second in self.development:
            alternatives = known.get(second.name, ())
            for first in alternatives if len(alternatives) <= _MOST_ALTERNATIVES else ():
                if not exclude_each_other(first, second, self.python):
                    yield first, second


def counterparts(project: Project) -> Iterator[Counterpart]:
    """Every pair of such lists in the linted files of a project."""
    python = project.requires_python.specifier if project.requires_python else ""
    for manifest in project.of_kind("pyproject", "pipfile", "setup.cfg", "setup.py"):
        yield from (counterpart._replace(python=python) for counterpart in _groups(project, manifest))
    yield from (counterpart._replace(python=python) for counterpart in _files(project))


def _groups(project: Project, manifest: Manifest) -> Iterator[Counterpart]:
    production = tuple(entry for entry in manifest.dependencies if entry.group == "runtime" and not entry.optional)
    text = manifest.source.text
    if not production or ("conflicts" in text and _UV_CONFLICTS.search(text)):
        return
    groups: dict[str, list[Dependency]] = {}
    for entry in manifest.dependencies:
        if _is_added(project, manifest, entry.group):
            groups.setdefault(entry.group, []).append(entry)
    for entries in groups.values():
        yield Counterpart(production, tuple(entries))


def _is_added(project: Project, manifest: Manifest, group: str) -> bool:
    """Is it installed, or locked, together with what production gets? uv, Poetry and PDM lock all groups as one."""
    kind, _, name = group.partition(":")
    if kind in ("dev", "extra"):
        return kind == "dev" or bool(development_word(name))
    if kind != "group" or name.startswith("hatch:"):
        return False
    tools = manifest.metadata.tools if manifest.metadata else ()
    locked = any(lock.kind in ("uv.lock", "poetry.lock", "pdm.lock") for lock in project.locks)
    return locked or bool({"uv", "poetry", "pdm"} & set(tools)) or bool(_BESIDE & words_of(name))


def _files(project: Project) -> Iterator[Counterpart]:
    listed = [each for each in project.of_kind("requirements") if project.role(each) is not Role.COMPILED and not is_aggregate(each)]
    main = [each for each in listed if serves_production(project, each)]
    for manifest in listed:
        if not project.serves_development(manifest) or project.role(manifest) is Role.CONSTRAINTS:
            continue
        reached = project.reach(manifest, "requirements")[1:]
        included = [each for each in reached if each in main]
        if included:
            yield Counterpart(tuple(entry for each in included for entry in each.dependencies), manifest.dependencies)
            continue
        beside = [each for each in main if _stands_beside(each, manifest)]
        if len(beside) == 1 and not _stands_alone(beside[0], manifest):
            yield Counterpart(beside[0].dependencies, manifest.dependencies, surely=False)


def _stands_beside(main: Manifest, other: Manifest) -> bool:
    """`requirements.txt` of `requirements-dev.txt`, `base.in` of `test.in`: the same folder and suffix, and nothing else in the names."""
    folder, name = posixpath.split(main.path)
    other_folder, other_name = posixpath.split(other.path)
    stem, suffix = posixpath.splitext(name)
    other_stem, other_suffix = posixpath.splitext(other_name)
    words = words_of(other_stem)
    return (
        (folder, suffix) == (other_folder, other_suffix)
        and words_of(stem) <= _MAIN
        and bool(words & _BESIDE)
        and words <= _BESIDE | _MAIN
    )


def _stands_alone(main: Manifest, other: Manifest) -> bool:
    """The file for development repeats half of what production installs or more: it is installed instead of it, not with it."""
    names = {entry.name for entry in main.dependencies if entry.name}
    return 2 * len(names & {entry.name for entry in other.dependencies}) >= len(names) > 1
