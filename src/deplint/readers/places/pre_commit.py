""".pre-commit-config.yaml: Source -> Manifest with the hooks and the Python that they run on (https://pre-commit.com/#plugins)."""

from __future__ import annotations

from deplint.facts import Manifest, PythonConstraint
from deplint.installs import Hook, Installs
from deplint.readers.places.yaml_settings import elements, opened, text_of, unread
from deplint.readers.python_versions import specifier
from deplint.regex import regex
from deplint.syntax.requirement import NAME, UNRESOLVED, parse_requirement
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_KIND = "pre-commit"
_MOST = 20_000
# Hooks whose language is not Python: mirrors of tools for Node, and the languages of their own repositories.
_FOREIGN = regex(
    r"prettier|eslint|stylelint|markdownlint|commitlint|csslint|jshint|tslint|fixmyjs|coffeelint|biome|rubocop|puppet|scss|terraform|golang"
)
# `eslint@8.0`, `@types/node`, `github.com/x/y@v1`, `cli:ripgrep:1.0`: other languages' ways to say a version.
_FOREIGN_SPEC = regex(r"@(?![ \t]*(?:git\+|https?:|file:))[^ ]*\Z|^[^;#=<>!~@]*:")


def read(source: Source) -> Manifest:
    """Reads the configuration of pre-commit (and of prek, which takes the same)."""
    settings = opened(source)
    if settings is None:
        return unread(source, _KIND)
    hooks = tuple(_hooks(settings))
    return Manifest(
        source.path, _KIND, source, pythons=tuple(_pythons(settings)), comments=settings.comments, installs=Installs(hooks=hooks)
    )


def _pythons(settings: Settings) -> Iterator[PythonConstraint]:
    for language in ("python", "python3"):
        node = settings.root.get("default_language_version", language)
        value = text_of(node)
        if node is not None and value and value != "python3":
            yield PythonConstraint("pre-commit", value, specifier(value), settings.at(node))


def _hooks(settings: Settings) -> Iterator[Hook]:
    left = _MOST
    for repository in elements(settings.root.get("repos")):
        name, rev = repository.get("repo"), repository.get("rev")
        if name is None or not text_of(name):
            continue
        listed = elements(repository.get("hooks"))[: max(left, 0)]
        left -= 1 + len(listed)
        additional: list[Dependency] = []
        for hook in listed:
            wanted = elements(hook.get("additional_dependencies"))
            left -= len(wanted)
            if left > 0 and _is_python(text_of(name), hook, wanted):
                additional += _requirements(settings, wanted)
        yield Hook(
            text_of(name), text_of(rev), tuple(text_of(hook.get("id")) for hook in listed), settings.at(name),
            settings.at(rev) if rev is not None and text_of(rev) else None, tuple(additional),
        )  # fmt: skip


def _is_python(repository: str, hook: Node, wanted: list[Node]) -> bool:
    """Only the hook's own repository knows its language; where the configuration does not say, the way of writing versions does."""
    language = text_of(hook.get("language"))
    if language:
        return language in ("python", "python_venv")
    if repository == "local" or _FOREIGN.search(f"{repository} {text_of(hook.get('id'))}"):
        return False
    return not any(_FOREIGN_SPEC.search(text_of(node)[:300]) for node in wanted)


def _requirements(settings: Settings, wanted: list[Node]) -> Iterator[Dependency]:
    """pre-commit hands each entry to `pip install` as it is: paths, options and URLs are not looked at."""
    for node in wanted:
        text = text_of(node)
        if not NAME.match(text) or UNRESOLVED.search(text) or "/" in text.partition("@")[0]:
            continue
        dependency, problems = parse_requirement(text, node.inner, settings.source.path, group="dev")
        if dependency is not None and not problems:
            yield dependency
