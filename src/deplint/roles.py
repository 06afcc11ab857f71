"""A manifest and its neighbours into its role: what the same line means in this file.

Evidence, strongest first: the user's own word, the header, who refers to it, the folder, the name, the content. `Found.reason` says which.
"""

from __future__ import annotations

import re
from enum import Enum

from deplint.install_places import INSTALL_KINDS
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.facts import Manifest


class Role(str, Enum):
    """What a file is for; see docs/architecture.md."""

    INPUT = "input"
    COMPILED = "compiled"
    CONSTRAINTS = "constraints"
    DEPLOY = "deploy"
    DEV = "dev"
    METADATA = "metadata"
    LOCK = "lock"
    INSTALL = "install"
    EXAMPLE = "example"


class Found(NamedTuple):
    """A role and the evidence for it, in words."""

    role: Role
    reason: str


class Surroundings(NamedTuple):
    """What the project knows of a requirements file from its other files.

    named_by maps the kind of an include ("requirements", "constraints", "dynamic") to the files that name this one so.
    """

    named_by: dict[str, list[str]]
    compiled_from: tuple[str, ...] = ()
    compiles_into: str = ""
    is_library: bool = False
    below: str = ""
    """The path relative to the project's root."""
    asked: str = ""
    """The path relative to the folder that the user asked for: what stands above it was chosen, and proves nothing."""
    is_described: bool = False
    """The metadata say to others what the project is."""


LOCK_KINDS = frozenset(
    ("poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "pylock", "conda-lock", "conda-explicit", "pixi.lock", "conda-list")
)
_DEV_WORDS = frozenset(
    "dev devel develop developer development test tests testing unittest lint linting linter lints doc docs documentation sphinx rtd "
    "ci qa quality typing types typecheck type mypy pylint flake8 black ruff style format formatting pytest tox nox coverage "
    "precommit release releasing publish tool tools tooling bench benchmark benchmarks notebook notebooks debug local build building "
    "package packaging example examples demo demos check checks tutorial tutorials fuzz perf profiling contributing contrib twine "
    "bump changelog e2e integration functional selenium readthedocs doctest doctests playwright devcontainer binder unittests "
    "functest template cibuild cidb cidocs citest citests ciworker apidoc apidocs "
    "scripts script hack playground sandbox ipython jupyter old bak backup".split()
)
_GENERATED = regex(r"#.*\b(?:auto-?)?generated\b.*\bby\b", re.IGNORECASE)
_INSTALLERS = frozenset(("pip", "setuptools", "wheel", "uv", "pip-tools"))
_PROD_WORDS = frozenset("prod production deploy deployment main base common core app server runtime release web heroku".split())
# What a folder of several words holds stands at the end: `load_tests`, but not `test-portal`.
_DEV_FOLDER = regex(r"[-_.](?:tests?|docs|benchmarks?|notebooks|examples|scripts)$")
_DEPLOYING_FOLDERS = frozenset((".docker", ".deploy", ".ebextensions", ".platform", ".aws", "."))
_WORD = regex(r"[A-Za-z0-9]+")
_TEMPLATE = regex(r"^[^#\n]*(?:\{\{|\{%|<%)", re.MULTILINE)


def role_of(manifest: Manifest, around: Surroundings) -> Found:
    """The role of a manifest that is neither overridden by the user nor an example by its path."""
    if manifest.kind in INSTALL_KINDS:
        return Found(Role.INSTALL, f"a file that installs ({manifest.kind})")
    if manifest.kind in LOCK_KINDS:
        return Found(Role.LOCK, f"a lock file ({manifest.kind})")
    if manifest.kind == "requirements":
        return _requirements(manifest, around)
    if manifest.kind == "conda":
        return _conda(manifest, around)
    if manifest.kind == "pixi":
        return Found(Role.INPUT, "the manifest of environments, which pixi locks")
    if manifest.kind in ("pyproject", "pipfile"):
        if around.is_library:
            return Found(Role.METADATA, "the manifest of a library")
        return Found(Role.INPUT, "the manifest of an application")
    return Found(Role.METADATA, "says what the project or script is")


def _requirements(manifest: Manifest, around: Surroundings) -> Found:
    return (
        _by_content(manifest)
        or _by_reference(manifest, around)
        or _by_name(manifest, around)
        or _by_hashes(manifest)
        or _by_tools(manifest)
        or (
            Found(Role.DEV, "a library's own requirements file; what it installs stands in its metadata")
            if around.is_library
            else Found(Role.DEPLOY, "a hand-written requirements file of an application")
        )
    )


def _by_content(manifest: Manifest) -> Found | None:
    if "{" in manifest.source.text and _TEMPLATE.search(manifest.source.text):
        return Found(Role.EXAMPLE, "a template")
    if manifest.header:
        return Found(Role.COMPILED, f"its header: written by {manifest.header.tool or 'a compiler'}")
    return None


def _by_reference(manifest: Manifest, around: Surroundings) -> Found | None:
    named = around.named_by
    name = around.below.rsplit("/", 1)[-1].lower()
    only_constrains = "constraints" in named and "requirements" not in named
    if "constraint" in name or (only_constrains and not around.compiled_from):
        if name.endswith(".in"):
            return Found(Role.INPUT, "the suffix .in")
        return Found(Role.CONSTRAINTS, f"`-c` in {named['constraints'][0]}" if "constraints" in named else "its name")
    if "dynamic" in named:
        return Found(Role.METADATA, f"read by {named['dynamic'][0]}")
    if around.compiled_from and _is_pinned(manifest):
        return Found(Role.COMPILED, f"compiled from {around.compiled_from[0]}")
    if around.compiles_into:
        return Found(Role.INPUT, f"compiled into {around.compiles_into}")
    if name.endswith(".in"):
        return Found(Role.INPUT, "the suffix .in")
    return None


def _is_pinned(manifest: Manifest) -> bool:
    """Nearly all entries are exact: what stands beside a twin `.in` is its output, and not a file that only looks like it."""
    exact = sum(dependency.specifier.startswith("==") or bool(dependency.url) for dependency in manifest.dependencies)
    return exact * 5 >= len(manifest.dependencies) * 4


def development_word(path: str, below: str = "") -> str:
    """The word that says that a file serves development: a folder's whole name or its last word, or a word below its project."""
    for folder in path.lower().split("/")[:-1]:
        if folder in _DEV_WORDS or _DEV_FOLDER.search(folder) or (folder.startswith(".") and folder not in _DEPLOYING_FOLDERS):
            return folder
    nearest = min(below or path, path, key=len)
    words = [word.lower() for word in _WORD.findall(nearest.rsplit(".", 1)[0])]
    return next((word for word in words if word in _DEV_WORDS), "")


def _by_name(manifest: Manifest, around: Surroundings) -> Found | None:
    word = development_word(around.asked or manifest.path, around.below)
    if word:
        return Found(Role.DEV, f"`{word}` in its path")
    name_words = [word.lower() for word in _WORD.findall(around.below.rsplit("/", 1)[-1].rsplit(".", 1)[0])]
    for word in name_words:
        if word in _PROD_WORDS and not around.is_library and not _by_hashes(manifest):
            return Found(Role.DEPLOY, f"`{word}` in its name")
    return None


def _by_hashes(manifest: Manifest) -> Found | None:
    if any(dependency.hashes for dependency in manifest.dependencies):
        return Found(Role.COMPILED, "its entries have hashes")
    return None


def _by_tools(manifest: Manifest) -> Found | None:
    """A list of nothing but development tools has nothing to deploy, whatever it is called."""
    from deplint.data.dev_tools import category_of

    names = [dependency.name for dependency in manifest.dependencies]
    if names and all(name in _INSTALLERS or category_of(name) for name in names):
        return Found(Role.DEV, "it lists nothing but development tools")
    return None


def _is_reproducible(manifest: Manifest) -> bool:
    """Somebody pinned nearly all of an environment, as for a publication; a few entries may be pinned for other reasons."""
    judged = [dependency for dependency in manifest.dependencies if not dependency.url and not dependency.path]
    exact = sum(dependency.specifier.startswith("=") for dependency in judged)
    return len(judged) >= 8 and exact * 5 >= len(judged) * 4


def _conda(manifest: Manifest, around: Surroundings) -> Found:
    word = development_word(around.asked or manifest.path, around.below)
    if word:
        return Found(Role.DEV, f"`{word}` in its path")
    if around.compiles_into:
        return Found(Role.INPUT, f"locked in {around.compiles_into}")
    if not around.is_described and _is_reproducible(manifest):
        return Found(Role.DEPLOY, "an environment that is pinned to be made again")
    if around.is_library:
        return Found(Role.DEV, "the environment of a library")
    if manifest.source.text.startswith("#") and _GENERATED.match(manifest.source.text, 0, 500):
        return Found(Role.DEV, "generated from another file, which decides about versions")
    if any(dependency.editable or dependency.url == "." for dependency in manifest.dependencies):
        return Found(Role.DEV, "installs the project itself, to work on it")
    return Found(Role.DEPLOY, "the environment of an application")
