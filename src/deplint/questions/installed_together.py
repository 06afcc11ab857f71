"""The compiled files of a project into those that end up in one environment: what runs in production, and what is added to work on it."""

from __future__ import annotations

import posixpath

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import exact_version, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.pairs import CompiledPair
    from deplint.project import Project

_WORD = regex(r"[^-_. ]+")
_GENERAL = frozenset(("requirements", "requirement", "reqs", "req", "for", "in"))
_PRODUCTION = frozenset(
    ("base", "common", "core", "default", "deploy", "main", "prod", "production", "run", "runtime", "app", "server", "web")
)
_DEVELOPMENT = frozenset(("dev", "devel", "develop", "development", "local", "test", "tests", "testing", "unittest", "unittests"))


class Together(NamedTuple):
    """A file of production and the one that is installed on top of it, or instead of it, to work on the same code.

    is_layered  the second was compiled with something of the first, at any remove: its pins, its input, or a layer below both
    is_pinned   one was compiled with the pins of the other: a difference between them is told as staleness
    """

    production: CompiledPair
    development: CompiledPair
    is_layered: bool = False
    is_pinned: bool = False

    @property
    def drifted(self) -> list[tuple[Dependency, Dependency]]:
        """(entry of production, entry of development) for each package that both pin, and to different versions."""
        first, second = _pins(self.production), _pins(self.development)
        return [(first[name], second[name]) for name in second if name in first and not _same(first[name], second[name])]

    @property
    def shared(self) -> list[str]:
        """The names that both pin."""
        first = _pins(self.production)
        return [name for name in _pins(self.development) if name in first]


def _pins(pair: CompiledPair) -> dict[str, Dependency]:
    """The entries that pin a version in every environment; packages with several entries are left out."""
    found: dict[str, Dependency] = {}
    for entry in pair.compiled.dependencies:
        if entry.name:
            found[entry.name] = entry if entry.name not in found else entry._replace(specifier="")
    return {name: entry for name, entry in found.items() if not entry.marker and not entry.url and exact_version(entry.specifier)}


def _same(first: Dependency, second: Dependency) -> bool:
    left, right = exact_version(first.specifier), exact_version(second.specifier)
    return left == right or verdict(f"=={left}", right) is not False or verdict(f"=={right}", left) is not False


def installed_together(project: Project) -> Iterator[Together]:
    """Pairs of compiled files of one folder and one family of names, made for the same Python and platform."""
    linted = {manifest.path for manifest in project.manifests}
    pairs = {pair.compiled.path: pair for pair in project.pairs if pair.compiled.path in linted and not pair.undecided}
    read = {path: _read_for(path, pairs) for path in pairs}
    kinds = {path: _kind(pair) for path, pair in pairs.items()}
    alike: dict[tuple[object, ...], list[str]] = {}
    for path, pair in pairs.items():
        environment = (pair.command.python, pair.command.platform, pair.command.universal)
        alike.setdefault((posixpath.dirname(path), kinds[path][1], *environment), []).append(path)
    for paths in alike.values():
        for path in paths:
            for other in paths if kinds[path][0] == "development" else ():
                if kinds[other][0] == "production":
                    shared = (read[path] | {path}) & (read[other] | {other})
                    yield Together(pairs[other], pairs[path], bool(shared), other in read[path] or path in read[other])


def _read_for(path: str, pairs: dict[str, CompiledPair]) -> set[str]:
    """The files that a compiled file was made from, and those that they were made from in turn."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        pair = pairs.get(waiting.pop())
        named = [manifest for _, manifest in pair.projects] if pair else []
        for manifest in (*pair.requirements, *pair.constraints, *pair.beside, *named) if pair else ():
            if manifest.path not in found:
                found.add(manifest.path)
                waiting.append(manifest.path)
    return found


def _kind(pair: CompiledPair) -> tuple[str, frozenset[str]]:
    """("development" or "production", family): what is left of the name without general words and those that say the kind.

    `api-requirements-dev.txt` is for development, of the family `api`; `docs.txt` is of the family `docs`, like nothing for development.
    """
    name = posixpath.basename(pair.compiled.path).rsplit(".", 1)[0].lower()
    words = set(_WORD.findall(name)) - _GENERAL
    if words & _DEVELOPMENT:
        return "development", frozenset(words - _DEVELOPMENT)
    return "production", frozenset(words - _PRODUCTION)
