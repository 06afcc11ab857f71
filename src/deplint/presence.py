"""Manifests into which of the things are there that rules are for: a rule whose things are all absent is not even imported.

Rules name them in `only_for`. A word is a kind of file as discovery knows it ("conda"), or one of FACTS.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.roles import LOCK_KINDS
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from deplint.facts import Manifest
    from deplint.repository import Repository

# How the name of an entry stands in the locks; with the line end before it, it is searched for much faster than with `^`.
_IN_TOML = regex(r"\nname = \"([a-z0-9-]+)\"")
_IN_JSON = regex(r"\n +\"([a-z0-9-]+)\": \{")
_NAMES = {"uv.lock": _IN_TOML, "poetry.lock": _IN_TOML, "pdm.lock": _IN_TOML, "pylock": _IN_TOML, "Pipfile.lock": _IN_JSON}


def _is_compiled(manifest: Manifest) -> bool:
    """A tool has written it, or it may be what a tool has made another file of."""
    return manifest.header is not None or manifest.annotated or manifest.path.endswith(".in")


def _has_hashes(manifest: Manifest) -> bool:
    """Some entry has one, or an option or a header speaks of them (and options can be abbreviated)."""
    dependencies = manifest.dependencies
    return bool(dependencies) and ("hash" in manifest.source.text or any(dependency.hashes for dependency in dependencies))


def _is_exported(manifest: Manifest) -> bool:
    """Its header names another tool than those that compile inputs."""
    return manifest.header is not None and manifest.header.tool not in ("pip-compile", "uv", "pip-compile-multi")


def _has_urls(manifest: Manifest) -> bool:
    return any(dependency.url for dependency in manifest.dependencies)


def _has_markers(manifest: Manifest) -> bool:
    return any(dependency.marker for dependency in manifest.dependencies)


def _says_more_of_python(manifest: Manifest) -> bool:
    """It says more of the Python than the one `requires-python` that nearly every project has."""
    if len(manifest.pythons) == 1:
        return manifest.pythons[0].kind != "requires-python"
    return bool(manifest.pythons) or (manifest.installs is not None and bool(manifest.installs.setups))


def _repeats(manifest: Manifest) -> bool:
    """Two of its entries have the same name."""
    return len({dependency.name for dependency in manifest.dependencies}) < len(manifest.dependencies)


def _has_secrets(manifest: Manifest) -> bool:
    """Some address in it may hold a password or a token."""
    text = manifest.source.text
    if "@" not in text or "://" not in text:
        return False
    from deplint.credentials import secrets

    return next(secrets(text), None) is not None


def _is_unencrypted(manifest: Manifest) -> bool:
    text = manifest.source.text
    return "http://" in text or "git://" in text or "ftp://" in text or "svn://" in text


def _has_conflicts(manifest: Manifest) -> bool:
    return "<<<<<<<" in manifest.source.text or ">>>>>>>" in manifest.source.text


def _has_moved_names(manifest: Manifest) -> bool:
    from deplint.data.identities import MOVED

    return any(dependency.name in MOVED for dependency in manifest.dependencies)


def _has_module_names(manifest: Manifest) -> bool:
    from deplint.data.identities import MODULES

    return any(dependency.name in MODULES for dependency in manifest.dependencies)


def _has_dropped_extras(manifest: Manifest) -> bool:
    if not any(dependency.extras for dependency in manifest.dependencies):
        return False
    from deplint.data.identities import EXTRAS

    return any((each.name, extra) in EXTRAS for each in manifest.dependencies for extra in each.extras)


def _has_stdlib_names(manifest: Manifest) -> bool:
    from deplint.data.identities import HARMFUL, STDLIB

    return any(dependency.name in STDLIB or dependency.name in HARMFUL for dependency in manifest.dependencies)


def _has_backports(manifest: Manifest) -> bool:
    from deplint.data.identities import BACKPORTS

    return any(dependency.name in BACKPORTS for dependency in manifest.dependencies)


def _has_constraints(manifest: Manifest) -> bool:
    if any(include.kind == "constraints" for include in manifest.includes):
        return True
    return manifest.kind == "pyproject" and any(dependency.group == "constraint" for dependency in manifest.dependencies)


def _has_own_name(manifest: Manifest) -> bool:
    """Among its dependencies is one that is called like the project itself."""
    from deplint.names import normalize

    name = normalize(manifest.metadata.name) if manifest.metadata and manifest.metadata.name else ""
    return bool(name) and any(dependency.name == name for dependency in manifest.dependencies)


def _has_overlapping(manifest: Manifest) -> bool:
    """A distribution that shares its modules with another one."""
    from deplint.data.overlapping import FAMILIES

    if any(dependency.name in FAMILIES for dependency in manifest.dependencies):
        return True
    names = _NAMES.get(manifest.kind)
    return names is not None and any(match[1] in FAMILIES for match in names.finditer(manifest.source.text))


FACTS: Mapping[str, Callable[[Manifest], bool]] = {
    "backports": _has_backports,
    "bound": lambda manifest: any(dependency.index for dependency in manifest.dependencies),
    "commands": lambda manifest: manifest.installs is not None and bool(manifest.installs.commands),
    "compiled": _is_compiled,
    "conflicts": _has_conflicts,
    "constraints": _has_constraints,
    "dropped-extras": _has_dropped_extras,
    "exemptions": lambda manifest: manifest.kind == "pyproject" and "exclude-newer-package" in manifest.source.text,
    "exports": _is_exported,
    "groups": lambda manifest: bool(manifest.groups),
    "hashes": _has_hashes,
    "indexes": lambda manifest: bool(manifest.indexes),
    "includes": lambda manifest: bool(manifest.includes),
    "local-versions": lambda manifest: "+" in manifest.source.text and any("+" in each.specifier for each in manifest.dependencies),
    "locks": lambda manifest: manifest.kind in LOCK_KINDS,
    "markers": _has_markers,
    "module-names": _has_module_names,
    "moved-names": _has_moved_names,
    "overlapping": _has_overlapping,
    "own-name": _has_own_name,
    "piped": lambda manifest: manifest.installs is not None and bool(manifest.installs.piped),
    "pythons": _says_more_of_python,
    "repeats": _repeats,
    "secrets": _has_secrets,
    "stdlib-names": _has_stdlib_names,
    "trusted-hosts": lambda manifest: any(index.kind == "trusted-host" for index in manifest.indexes),
    "unencrypted": _is_unencrypted,
    "urls": _has_urls,
}
"""What a file may have in it, by the word for it. Each test is quick, and says yes wherever a rule could find something."""

PAIRS = "pairs"
"""The inputs of some compiled file are known."""
PROBLEMS = "problems"
"""The readers left something for this very rule."""
SUPPRESSIONS = "suppressions"
"""Some file has comments that silence rules."""
POLICY = "policy"
"""The user says what may be used."""
OF_THE_RUN = (PAIRS, PROBLEMS, SUPPRESSIONS, POLICY)


class Presence:
    """What is there of all that rules are for; each fact is looked for once, when the first rule asks."""

    def __init__(self, repository: Repository, more: Iterable[str] = ()) -> None:
        self._manifests = repository.manifests.values()
        self._known = dict.fromkeys([*(manifest.kind for manifest in self._manifests), *more], True)
        self._known[PAIRS] = any(not pair.undecided for project in repository.projects for pair in project.pairs)
        self._known[POLICY] = repository.settings.policy is not None
        self._troubled = {problem.rule for manifest in self._manifests for problem in manifest.problems}

    def concerns(self, rule: str, only_for: Collection[str]) -> bool:
        """Is something there that a rule of this name is for?"""
        return not only_for or any(map(self._has, only_for)) or (PROBLEMS in only_for and rule in self._troubled)

    def _has(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            test = FACTS.get(word)
            known = self._known[word] = test is not None and any(map(test, self._manifests))
        return known
