"""pixi.lock into its entries and its environments: versions 4 to 7, and newer ones as far as they are like them.

Source: rattler_lock (`parse/deserialize.rs`, `parse/models`). Versions 4 and 5 name each package (`kind: conda`), later ones are led by
what the environments refer to (`conda: URL`, `pypi: URL or path`, `conda_source: name[hash] @ path`). Before 4 it was a conda-lock.yml.
"""

from __future__ import annotations

import re

from deplint.facts import LockedFile, LockedPackage, LockedRecord, LockedRequirement
from deplint.names import normalize
from deplint.readers.locks.conda import archive_parts, conda_lock_records, file_name, match_specs, origin_of
from deplint.readers.yaml_entries import entries, scalar, section
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.model import Source
    from deplint.readers.yaml_entries import Entry

    # The channels, and the references by platform.
    _Found = tuple[list[str], dict[str, list[str]]]

_NEEDED = ("conda", "pypi", "conda_source", "kind")
_LINES = regex(r"^( *)(- )?([^\r\n]*)", re.MULTILINE)
_REFERENCE = regex(r"(conda|pypi|conda_source|source):[ ]+([^\r\n]*)")
_SOURCE = regex(r"([^\[\]\s]+)\[[^\[\]]*\][ ]@[ ](.*)")
_REQUIREMENT = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")

_REFERENCES = ("conda", "pypi", "conda_source", "source")
_MARKS = ("{", "[", "&", "|", ">", "*", "!")
_DEEPEST = 20


class Environment(NamedTuple):
    """What pixi.lock says of one environment.

    channels   as written, in order
    platforms  the references of the packages by platform
    """

    channels: tuple[str, ...]
    platforms: dict[str, tuple[str, ...]]


def pixi_records(source: Source) -> tuple[LockedRecord, ...]:
    """The entries of a pixi.lock in file order, each with the environments that list it, and its platform where it is only one."""
    found = entries(source.text, "packages", _NEEDED)
    if not found:
        return conda_lock_records(source)
    users = _users(source.text)
    return tuple(record for entry in found if (record := _record(source, entry, users)).package.name)


def pixi_entries(source: Source) -> Sequence[Entry]:
    """The elements of `packages`, for the two functions below: found once for both."""
    return entries(source.text, "packages", _NEEDED)


def packages_by_reference(source: Source, listed: Sequence[Entry]) -> dict[str, tuple[tuple[bool, LockedPackage], ...]]:
    """The entries, each with "it is conda's", by what the environments call them, which packages built from one folder share."""
    found: dict[str, list[tuple[bool, LockedPackage]]] = {}
    for number, entry in enumerate(listed):
        pypi, reference, package = _package(source, entry)
        if package.name:
            found.setdefault(reference or str(number), []).append((not pypi, package))
    return {reference: tuple(each) for reference, each in found.items()}


def conda_needs(listed: Sequence[Entry]) -> dict[str, set[str]]:
    """The names of all that the packages of conda need, by their own names, for all platforms and environments together."""
    found: dict[str, set[str]] = {}
    for entry in listed:
        if "pypi" in entry or entry.string("kind") == "pypi":
            continue
        name = _conda_name(entry)
        if name:
            found.setdefault(name, set()).update(text.partition(" ")[0].lower() for text in entry.strings("depends"))
    return found


def _conda_name(entry: Entry) -> str:
    built = _SOURCE.fullmatch(entry.string("conda_source"))
    name = built[1] if built else entry.string("name") or archive_parts(file_name(reference_of(entry)))[0]
    return name.lower()


def reference_of(entry: Entry) -> str:
    """What the environments call the entry."""
    return next((text for key in ("conda", "pypi", "conda_source", "url", "path") if (text := entry.string(key))), "")


def _record(source: Source, entry: Entry, users: dict[str, dict[str, set[str]]]) -> LockedRecord:
    pypi, reference, package = _package(source, entry)
    needs = _requires_dist(entry) if pypi else match_specs(entry.strings("depends"))
    used = users.get(reference, {})
    platforms = {platform for each in used.values() for platform in each}
    return LockedRecord(
        package, requires=tuple(needs), requires_python=entry.string("requires_python"), manager="pip" if pypi else "conda",
        environments=tuple(used), platform=platforms.pop() if len(platforms) == 1 else "",
    )  # fmt: skip


def _package(source: Source, entry: Entry) -> tuple[bool, str, LockedPackage]:
    kind, reference = entry.string("kind"), reference_of(entry)
    pypi = kind == "pypi" or (not kind and "pypi" in entry)
    return pypi, reference, _pypi(source, entry, reference) if pypi else _conda(source, entry, reference)


def _pypi(source: Source, entry: Entry, reference: str) -> LockedPackage:
    origin, address = origin_of(reference, "pip")
    if entry.string("index"):
        address = entry.string("index")
    if entry.string("editable") == "true":
        origin = "editable"
    files = (LockedFile(file_name(reference), _hashes(entry)),) if origin in ("registry", "url", "path") else ()
    name = entry.string("name")
    return LockedPackage(normalize(name), entry.string("version"), source.at(*entry.place("name")), files, origin, address)


def _conda(source: Source, entry: Entry, reference: str) -> LockedPackage:
    built = _SOURCE.fullmatch(entry.string("conda_source"))
    if built is not None:
        address = built[2]
        return LockedPackage(built[1].lower(), entry.string("version"), source.at(*entry.place("conda_source")), (), "directory", address)
    origin, address = origin_of(reference, "conda")
    file = file_name(reference)
    name, version, _ = archive_parts(file)
    name, version = entry.string("name") or name, entry.string("version") or version
    files = (LockedFile(file, _hashes(entry)),) if file else ()
    key = next((each for each in ("name", "conda", "url", "path") if each in entry), "name")
    return LockedPackage(name.lower(), version, source.at(*entry.place(key)), files, origin, address)


def _hashes(entry: Entry) -> tuple[str, ...]:
    return tuple(f"{key}:{digest}" for key in ("sha256", "md5") if (digest := entry.string(key)))


def _requires_dist(entry: Entry) -> Iterator[LockedRequirement]:
    """Requirement strings, taken apart as pixi writes them: `name[extras]specifier ; marker`, `name @ url ; marker`."""
    for text in entry.strings("requires_dist"):
        found = _REQUIREMENT.match(text)
        if found is None:
            continue
        rest, _, marker = text[found.end() :].partition(";")
        rest = rest.strip()
        extras: tuple[str, ...] = ()
        if rest.startswith("["):
            inside, _, rest = rest[1:].partition("]")
            extras = tuple(normalize(each) for each in inside.split(",") if each.strip())
            rest = rest.strip()
        url = rest[1:].strip() if rest.startswith("@") else ""
        yield LockedRequirement(normalize(found[0]), "" if url else rest, marker=marker.strip(), extras=extras, url=url)


def _users(text: str) -> dict[str, dict[str, set[str]]]:
    """reference -> environment -> platforms."""
    found: dict[str, dict[str, set[str]]] = {}
    for name, environment in environments(text).items():
        for platform, references in environment.platforms.items():
            for reference in references:
                found.setdefault(reference, {}).setdefault(name, set()).add(platform)
    return found


def environments(text: str) -> dict[str, Environment]:
    """The environments of a pixi.lock by name: read line by line in the layout that pixi writes, else with a YAML parser."""
    start, end = section(text, "environments")
    if start >= end and not text.startswith("{"):
        return {}
    found = _in_layout(text, start, end) if start < end else None
    return _parsed(text) if found is None else found


def subdirs(text: str) -> dict[str, str]:
    """The platforms that the lock gives names of its own to (since version 7), each with conda's name of it."""
    start, end = section(text, "platforms")
    if text.find("subdir", start, end) < 0:
        return {}
    return {each.string("name"): each.string("subdir") for each in entries(text, "platforms", ("name",)) if each.string("subdir")}


def _in_layout(text: str, start: int, end: int) -> dict[str, Environment] | None:
    """None where a line is not one of those that pixi writes."""
    found: dict[str, _Found] = {}
    path: list[tuple[int, str]] = []  # the keys that lead to this line, with their indentation
    for line in _LINES.finditer(text, text.find("\n", start, end) + 1, end):
        indent, content = len(line[1]), line[3].rstrip()
        if not content:
            continue
        while path and path[-1][0] >= indent + bool(line[2]):
            path.pop()
        keys = [key for _, key in path]
        if line[2]:
            if not _item(found, keys, content):
                return None
            continue
        key, colon, value = content.rpartition(":") if content.endswith(":") else content.partition(": ")
        if not colon or len(path) > _DEEPEST or (value.strip()[:1] in _MARKS and value.strip() not in ("{}", "[]")):
            return None
        path.append((indent, scalar(key)))
        if not keys:
            found[path[0][1]] = ([], {})
        elif keys[1:] == ["packages"]:
            found[keys[0]][1].setdefault(path[2][1], [])
    return {
        name: Environment(tuple(channels), {platform: tuple(each) for platform, each in listed.items()})
        for name, (channels, listed) in found.items()
    }


def _item(found: dict[str, _Found], keys: list[str], content: str) -> bool:
    """One element of a list below an environment; False where it is not laid out as pixi does."""
    if keys[1:] == ["channels"]:
        found[keys[0]][0].append(scalar(content.removeprefix("url:")))
    elif len(keys) == 3 and keys[1] == "packages":
        reference = _REFERENCE.match(content)
        if reference is None:
            return False
        found[keys[0]][1][keys[2]].append(scalar(reference[2]))
    return bool(keys)


def _parsed(text: str) -> dict[str, Environment]:
    from deplint.syntax.yaml import YamlError, parse

    try:
        root = parse(text).get("environments")
    except YamlError:
        return {}
    found = {}
    for name, node in root.items() if root is not None else ():
        channels, packages = node.get("channels"), node.get("packages")
        named = [url.string for each in (channels.elements() if channels else ()) if (url := each.get("url") or each).string]
        platforms = {
            platform: tuple(value.string for each in listed.elements() for key, value in each.items() if key in _REFERENCES)
            for platform, listed in (packages.items() if packages else ())
        }
        found[name] = Environment(tuple(named), platforms)
    return found
