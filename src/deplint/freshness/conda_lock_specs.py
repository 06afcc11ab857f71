"""The files that a conda-lock.yml was made from into what conda-lock hashes of them: for each platform its specs, and the channels.

Source: conda-lock 1.0 to 4.0, `src_parser/environment_yaml.py`, `pyproject_toml.py` and `aggregation.py`, and the `MatchSpec` of conda.
"""

from __future__ import annotations

from deplint.freshness.documents import array, string, table, toml_document
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from deplint.facts import Manifest
    from deplint.project import Project

DEFAULT_PLATFORMS = ("linux-64", "osx-arm64", "osx-64", "win-64")
_SELECTORS = {
    "linux-64": {"linux64", "unix", "linux"},
    "linux-aarch64": {"aarch64", "unix", "linux"},
    "linux-ppc64le": {"ppc64le", "unix", "linux"},
    "osx-64": {"osx64", "osx", "unix"},
    "osx-arm64": {"arm64", "osx", "unix"},
    "win-64": {"win", "win64"},
}
_SELECTOR = regex(r"#[^\[\]]*\[([^\[\]]+)\][^()\[\]]*$")
_PLAIN_CHANNEL = regex(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_./-]+)?|https://[A-Za-z0-9_.:-]+(?:/[A-Za-z0-9_./-]*)?")
_PLAIN_NAME = regex(r"[A-Za-z0-9_.-]+")
_CLAUSE = regex(r"(?:==|!=|<=|>=|<|>|~=|=)?[A-Za-z0-9_.+!*-]+")
_PIP_CLAUSE = regex(r"(?:==|!=|<=|>=|<|>)[A-Za-z0-9.+!*-]+")


class UndecidedError(Exception):
    """What conda-lock makes of a file is not known here; the message is the reason."""


class Spec(NamedTuple):
    """One dependency as conda-lock keeps it; `written` is the entry of the file."""

    name: str
    manager: str
    category: str
    version: str
    build: str | None = None
    channel: str | None = None
    extras: tuple[str, ...] = ()
    written: str = ""
    path: str = ""
    is_implied: bool = False
    """conda-lock adds it: pip, for what pip installs."""


class Inputs(NamedTuple):
    """What all sources together ask for.

    written        the channels with those that versions since 2.0 leave out
    platforms      those that they name, in their order; none where they name none
    specs          by platform, sorted as conda-lock hashes them
    has_selectors  some line is for some platforms only
    """

    channels: tuple[str, ...]
    written: tuple[str, ...]
    platforms: tuple[str, ...]
    specs: dict[str, tuple[Spec, ...]]
    has_selectors: bool


def inputs_of(sources: Sequence[Manifest], project: Project, platforms: Sequence[str]) -> Inputs:
    """The inputs for some platforms, and for those that the sources name; raises UndecidedError where something is not plain."""
    parts = [_pyproject(source, project) if source.kind == "pyproject" else _environment(source) for source in sources]
    named = tuple(dict.fromkeys(platform for part in parts for platform in part.platforms))
    specs = {}
    for platform in dict.fromkeys((*platforms, *named)):
        if platform not in _SELECTORS:
            raise UndecidedError(f"the platform `{platform}` is not known")
        merged = {(spec.manager, spec.name): spec for part in parts for spec in part.specs(platform)}
        specs[platform] = tuple(merged[key] for key in sorted(merged))
    channels = max((part.channels for part in parts), key=len, default=())
    if any(part.channels != channels[len(channels) - len(part.channels) :] for part in parts):
        raise UndecidedError("conda-lock refuses sources whose channels contradict each other")
    written = max((part.written for part in parts), key=len, default=())
    return Inputs(channels, written, named, specs, any(part.has_selectors for part in parts))


class _Part:
    """What one source says; its lines may be for some platforms only."""

    channels: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    has_selectors = False

    def specs(self, platform: str) -> Iterator[Spec]:
        """The dependencies on a platform, in the order of the file."""
        yield from ()


def _without_repositories(values: dict[str, Any]) -> dict[str, Any]:
    if values.get("pip-repositories"):
        raise UndecidedError("`pip-repositories` are not compared")
    return values


def _strings(value: object) -> tuple[str, ...]:
    found = array(value)
    if not all(isinstance(each, str) for each in found):
        raise UndecidedError("a list of names holds something else")
    return tuple(found)


def _channels(value: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Without and with `nodefaults`, which is none."""
    written = _strings(value)
    if not all(_PLAIN_CHANNEL.fullmatch(each) for each in written):
        raise UndecidedError("a channel has credentials or variables in its address")
    return tuple(each for each in written if each != "nodefaults"), written


# environment.yml


def _environment(source: Manifest) -> _Part:
    return _EnvironmentPart(source)


class _EnvironmentPart(_Part):
    def __init__(self, source: Manifest) -> None:
        self.path = source.path
        self.text = source.source.text
        values = _without_repositories(yaml_values(self.text))
        self.channels, self.written = _channels(values.get("channels"))
        self.platforms = _strings(values.get("platforms"))
        self.category = string(values.get("category")) or "main"
        self.has_selectors = any(_SELECTOR.search(line) for line in self.text.splitlines() if "[" in line)

    def specs(self, platform: str) -> Iterator[Spec]:
        entries = array(yaml_values(_filtered(self.text, platform)).get("dependencies"))
        if not entries:
            raise UndecidedError(f"`{self.path}` has no dependencies for `{platform}`, which conda-lock refuses")
        yield from (conda_spec(entry, self.category, self.path) for entry in entries if isinstance(entry, str))
        for entry in entries:
            if isinstance(entry, dict) and entry.get("pip"):
                for text in _strings(entry["pip"]):
                    if not text.startswith("-e "):
                        yield _pip_spec(text, self.category, self.path)
                yield Spec("pip", "conda", "main", "*", written="pip", path=self.path, is_implied=True)


def _filtered(text: str, platform: str) -> str:
    """Without the lines whose selector is for other platforms."""
    kept = []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        found = _SELECTOR.search(line) if "[" in line else None
        if found is None or not line[: found.start()].strip() or found[1] in _SELECTORS[platform]:
            kept.append(line)
    return "\n".join(kept)


def yaml_values(text: str) -> dict[str, Any]:
    """The mapping of a YAML text as plain values, scalars as they are written; raises UndecidedError where it is none."""
    from deplint.syntax.yaml import YamlError, document

    try:
        root = document(text).root
    except YamlError:
        raise UndecidedError("a source is not valid YAML") from None
    values = root.plain()
    if not isinstance(values, dict):
        raise UndecidedError("a source is no mapping")
    return values


# pyproject.toml


def _pyproject(source: Manifest, project: Project) -> _Part:
    values = toml_document(source, project)
    if values is None:
        raise UndecidedError(f"`{source.path}` can't be read")
    settings = _without_repositories(table(values, "tool", "conda-lock"))
    own = table(values, "project")
    lists = own.get("dependencies") or own.get("optional-dependencies") or values.get("dependency-groups")
    others = lists or table(values, "tool", "poetry")
    if not settings.get("skip-non-conda-lock") and (others or "dependencies" not in own):
        raise UndecidedError(f"conda-lock translates the names in `{source.path}` with a table from the network")
    part = _PyprojectPart(source.path, table(settings, "dependencies"))
    part.channels, part.written = _channels(settings.get("channels"))
    part.platforms = _strings(settings.get("platforms"))
    return part


class _PyprojectPart(_Part):
    def __init__(self, path: str, entries: dict[str, Any]) -> None:
        self.path = path
        self.entries = entries

    def specs(self, platform: str) -> Iterator[Spec]:
        for name, version in self.entries.items():
            if not isinstance(version, str):
                raise UndecidedError(f"`{name}` in `{self.path}` has settings of its own")
            yield conda_spec(f"{name} {version}", "main", self.path)._replace(written=name)


# Entries.


def conda_spec(text: str, category: str, path: str) -> Spec:
    """A match spec in conda's own form: `python=3.11` is 3.11.*, `six` is any version."""
    from deplint.syntax.matchspec import split

    parts = split(text)
    if parts.name is None or parts.fields or parts.unbalanced or not parts.judged or "(" in text:
        raise UndecidedError(f"`{text[:60]}` is no plain spec")
    name = text[slice(*parts.name)]
    version = text[slice(*parts.version)].replace(" ", "") if parts.version else ""
    build = text[slice(*parts.build)] if parts.build else None
    channel = text[slice(*parts.channel)] if parts.channel else None
    if not _PLAIN_NAME.fullmatch(name) or (channel is not None and ("/" in channel or not _PLAIN_NAME.fullmatch(channel))):
        raise UndecidedError(f"`{text[:60]}` is no plain spec")
    return Spec(name.lower(), "conda", category, _conda_version(version, build, text), build, channel, written=text, path=path)


def _conda_version(version: str, build: str | None, text: str) -> str:
    if version.startswith("=") and version not in ("=", "=="):
        rest = version[1:]
        if rest.startswith("=") and build is None:
            version = version[2:]
        elif not any(sign in rest for sign in "=,|"):
            version = rest if build is not None or rest.endswith("*") else f"{rest}*"
    clauses = version.split(",") if version else []
    if not all(_CLAUSE.fullmatch(clause) for clause in clauses):
        raise UndecidedError(f"`{text[:60]}` is no plain spec")
    return ",".join(f"{clause[:-1]}.*" if _is_bare_star(clause) else clause for clause in clauses)


def _is_bare_star(clause: str) -> bool:
    """`3.11*`, which conda reads as `3.11.*`."""
    return clause.endswith("*") and clause.count("*") == 1 and not clause.endswith(".*") and len(clause) > 1 and clause[0] not in "=<>!~"


def _pip_spec(text: str, category: str, path: str) -> Spec:
    from deplint.syntax.requirement import parse_requirement

    dependency, problems = parse_requirement(text, lambda start, end: (start, end), path)
    if dependency is None or problems or dependency.url or dependency.marker or " #" in text or "--" in text:
        raise UndecidedError(f"`{text[:60]}` is no plain requirement")
    clauses = sorted(dependency.specifier.replace(" ", "").split(",")) if dependency.specifier else []
    if not all(_PIP_CLAUSE.fullmatch(clause) for clause in clauses):
        raise UndecidedError(f"`{text[:60]}` is no plain requirement")
    extras = tuple(sorted(dependency.extras))
    return Spec(normalize(dependency.name), "pip", category, ",".join(clauses) or "*", extras=extras, written=text, path=path)
