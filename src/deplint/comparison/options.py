"""A compiled pair into the option lines that its two sides do not share: indexes, link pages, hosts and build options."""

from __future__ import annotations

from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Manifest
    from deplint.model import Location
    from deplint.pairs import CompiledPair

_KINDS = {"index": "index", "extra-index": "index", "find-links": "find-links", "trusted-host": "trusted-host"}
_OPTIONS = {"index": "--index-url", "extra-index": "--extra-index-url", "find-links": "--find-links", "trusted-host": "--trusted-host"}
_FORMATS = ("--no-binary", "--only-binary")
# What is never written as it was read: secrets, variables, and paths, which are made relative to another folder.
_CHANGED = ("@", "$", "{")


def missing_options(pair: CompiledPair) -> Iterator[tuple[Location, str]]:
    """(place, line) of each index, link page, host and build option of the inputs that the command repeats and the output lacks."""
    repeated = pair.command.emits
    seen = {index.url for index in pair.compiled.indexes}
    for manifest in pair.requirements if repeated else ():
        for index in manifest.indexes:
            if _KINDS.get(index.kind) in repeated and index.url not in seen:
                seen.add(index.url)  # the compiler writes what two inputs share once
                if _is_repeated(index.kind, index.url):
                    yield index.location, f"{_OPTIONS[index.kind]} {index.url}"
    if "binary" in repeated:
        written = {(name, value) for name, value, _ in _formats([pair.compiled])}
        for name, value, location in _plain_formats(pair):
            if (name, value) not in written:
                yield location, f"{name} {value}"


def orphan_options(pair: CompiledPair) -> Iterator[tuple[Location, str]]:
    """(place, line) of each build option for one package in the output that no input and no part of the command has."""
    if "binary" not in pair.command.emits or not pair.complete:
        return
    command = pair.compiled.header.command if pair.compiled.header else ""
    given = {(name, value) for name, value, _ in _formats(pair.files)}
    if any(value.startswith(":") for _, value in given):
        return
    for name, value, location in _formats([pair.compiled]):
        if (name, value) not in given and not value.startswith(":") and value not in command:
            yield location, f"{name} {value}"


def _is_repeated(kind: str, url: str) -> bool:
    if any(sign in url for sign in _CHANGED) or (kind == "find-links" and "://" not in url):
        return False
    # pip-compile leaves out the default index where it comes first, that is as `--index-url`.
    return not (kind == "index" and url.rstrip("/").endswith("pypi.org/simple"))


def _plain_formats(pair: CompiledPair) -> list[tuple[str, str, Location]]:
    """The build options of the inputs; none where `:all:`, `:none:` or a contradiction makes their sum hard to tell."""
    found = list(_formats(pair.requirements))
    names = [value for _, value in {(name, value) for name, value, _ in found}]
    hard = len(names) != len(set(names)) or any(value.startswith(":") for value in names)
    return [] if hard else found


def _formats(manifests: Iterable[Manifest]) -> Iterator[tuple[str, str, Location]]:
    """`--no-binary a,b` as ("--no-binary", "a", place) and the same for b; names in their normal form, as pip writes them."""
    for manifest in manifests:
        for option in manifest.options:
            if option.name in _FORMATS:
                for value in option.value.split(","):
                    name = value.strip()
                    yield option.name, name if name.startswith(":") else normalize(name), option.location
