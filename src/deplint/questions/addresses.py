"""A manifest or a lock into the addresses from which it has distributions fetched, each with what is fetched there.

What a lock says of addresses is read from its document only where somebody asks; `place` finds one of them in the text again.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.freshness.documents import json_document, toml_document
from deplint.readers.references import host_of as _host_with_port
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Any

    from deplint.facts import Dependency, Manifest
    from deplint.model import Location
    from deplint.project import Project

    Table = dict[str, Any]

_PORT = regex(r":\d*$")
_SCHEME = regex(r"([a-z][a-z+]{1,11})://", 2)
_IN_YAML = regex(r"(?:^|[:-])[ ]+[\"']?([a-z][a-z+]{1,11}://[^\s\"']{1,2000})", 8)
_IN_LINES = regex(r"^[ \t]*([a-z][a-z+]{1,11}://[^\s#]{1,2000})", 8)
_SYSTEMS = ("git", "hg", "svn", "bzr")
_LOCAL = ("localhost", "0.0.0.0", "[::1]", "::1", "host.docker.internal")
_SHOWN = 200


class Address(NamedTuple):
    """One address.

    kind      "index", "extra-index", "find-links", "channel" (where an installer looks), "url" (a requirement or entry that comes from
              there), "vcs", "include", and in locks "registry" (of an entry) and "file" (of an entry)
    subject   the normalised name of the requirement or entry, else what the address is called in the file
    registry  of a file in a lock: the index that the entry comes from, as the lock says
    location  None in locks, where `place` tells
    """

    url: str
    kind: str
    subject: str = ""
    registry: str = ""
    location: Location | None = None


def host(url: str) -> str:
    """The host of an address in lower case, without user and port; "" where the text is no address."""
    scheme = url.find("://")
    if scheme < 0:
        return ""
    end = url.find("/", scheme + 3)
    # A lock has thousands of addresses at a handful of hosts.
    return _host(url if end < 0 or "@" in url else url[:end])


@lru_cache(maxsize=1024)
def _host(url: str) -> str:
    found = _host_with_port(url)
    if found == url:
        return ""
    found = found.lower()
    return _PORT.sub("", found) if not found.endswith("]") else found


def scheme(url: str) -> str:
    """The scheme in lower case, "" for none: "git+https"."""
    found = _SCHEME.match(url)
    return found[1].lower() if found else ""


def is_vcs(url: str) -> bool:
    """Is it the address of a repository?"""
    before, plus, _ = scheme(url).partition("+")
    return before in ("git", "ssh") or (bool(plus) and before in _SYSTEMS)


def is_local(name: str) -> bool:
    """Is the host this machine?"""
    return name in _LOCAL or name.startswith("127.") or name.endswith(".localhost")


def shown(url: str) -> str:
    """The address for a message: no secrets (see `Rule.found`), and not without end."""
    return url if len(url) <= _SHOWN else f"{url[: _SHOWN - 3]}..."


def of_manifest(manifest: Manifest) -> Iterator[Address]:
    """The addresses in a manifest, kind by kind. Those with unresolved variables in the host have none."""
    for index in manifest.indexes:
        if index.kind not in ("trusted-host", "no-index") and "://" in index.url:
            yield Address(index.url, index.kind, index.name, "", index.location)
    for dependency in manifest.dependencies:
        url = dependency.url
        if url and "://" in url and not dependency.path:
            kind = "vcs" if is_vcs(url) else "url"
            yield Address(url, kind, dependency.name, "", _where(manifest, dependency))
    for include in manifest.includes:
        if "://" in include.target:
            yield Address(include.target, "include", "", "", include.location)


def _where(manifest: Manifest, dependency: Dependency) -> Location:
    """The address in the text: of a table with a revision, the reader gives the place of the revision."""
    found, text, name = dependency.part(dependency.url_span), manifest.source.text, host(dependency.url)
    if name in text[found.start : found.end].lower():
        return found
    address = dependency.url.partition("#")[0]
    address = address[address.find("+") + 1 :] if "+" in address.partition("://")[0] else address
    if "@" in address.partition("://")[2].partition("/")[2]:
        address = address.rpartition("@")[0]
    before = text.rfind(address, max(0, found.start - 1000), found.start)
    at = before if before >= 0 else text.find(address, found.end, found.end + 1000)
    return manifest.source.at(at, at + len(address)) if at >= 0 else found


def of_lock(lock: Manifest, project: Project) -> Iterator[Address]:
    """The addresses in a lock in the order of its entries."""
    if lock.kind in _READERS:
        document = (json_document if lock.kind == "Pipfile.lock" else toml_document)(lock, project)
        if document is not None:
            yield from _READERS[lock.kind](document)
        return
    yield from addresses_in(lock)


def addresses_in(lock: Manifest, name: str = "") -> Iterator[Address]:
    """The addresses in the text of a lock that has no document, or those at one host."""
    pattern = _IN_LINES if lock.kind in ("conda-explicit", "conda-list") else _IN_YAML
    text = lock.source.text
    for found in _lines_with(pattern, text, f"://{name}") if name else pattern.finditer(text):
        url = found[1]
        if name and host(url) != name:
            continue
        last = url.partition("#")[0].rstrip("/").rpartition("/")[2]
        kind = "vcs" if is_vcs(url) else "file" if "." in last and url.count("/") > 3 else "registry"
        yield Address(url, kind, last, "", lock.source.at(*found.span(1)))


def _lines_with(pattern: re.Pattern[str], text: str, words: str) -> Iterator[re.Match[str]]:
    """The first match on each line that has these words."""
    at = text.find(words)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        found = pattern.search(text, start, end if end >= 0 else len(text))
        if found is not None:
            yield found
        at = text.find(words, end) if end >= 0 else -1


def place(lock: Manifest, address: Address) -> Location:
    """Where an address stands in its lock: in the entry that it belongs to, where that can be told."""
    if address.location is not None:
        return address.location
    text = lock.source.text
    start = max(text.find(f'name = "{address.subject}"'), text.find(f'"{address.subject}": {{'), 0) if address.subject else 0
    at = text.find(address.url, start)
    at = text.find(address.url) if at < 0 else at
    return lock.source.at(at, at + len(address.url)) if at >= 0 else lock.start


def _tables(value: object) -> Iterator[Table]:
    """The tables in an array."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def _text(value: object) -> str:
    return value if isinstance(value, str) and "://" in value else ""


def _name(entry: Table) -> str:
    name = entry.get("name")
    return name if isinstance(name, str) else ""


def _uv(document: Table) -> Iterator[Address]:
    for entry in _tables(document.get("package")):
        source, name = entry.get("source"), _name(entry)
        source = source if isinstance(source, dict) else {}
        registry = _text(source.get("registry"))
        for key, kind in (("registry", "registry"), ("url", "url"), ("git", "vcs")):
            if url := _text(source.get(key)):
                yield Address(url, kind, name)
        if not _text(source.get("url")):
            yield from _files(entry, name, registry)


def _files(entry: Table, name: str, registry: str) -> Iterator[Address]:
    sdist = entry.get("sdist")
    for file in (*_tables([sdist]), *_tables(entry.get("wheels"))):
        if url := _text(file.get("url")):
            yield Address(url, "file", name, registry)


def _pylock(document: Table) -> Iterator[Address]:
    for entry in _tables(document.get("packages")):
        name, registry = _name(entry), _text(entry.get("index"))
        if registry:
            yield Address(registry, "registry", name)
        for key, kind in (("vcs", "vcs"), ("archive", "url")):
            value = entry.get(key)
            if isinstance(value, dict) and (url := _text(value.get("url"))):
                yield Address(url, kind, name)
        yield from _files(entry, name, registry)


def _poetry(document: Table) -> Iterator[Address]:
    kinds = {"legacy": "registry", "git": "vcs", "url": "url"}
    for entry in _tables(document.get("package")):
        source = entry.get("source")
        if isinstance(source, dict) and (url := _text(source.get("url"))):
            yield Address(url, kinds.get(str(source.get("type")), "url"), _name(entry))


def _pdm(document: Table) -> Iterator[Address]:
    metadata = document.get("metadata")
    shared = metadata.get("files") if isinstance(metadata, dict) else None
    for entry in _tables(document.get("package")):
        name = _name(entry)
        for key in (*_SYSTEMS, "url"):
            if url := _text(entry.get(key)):
                yield Address(url, "url" if key == "url" else "vcs", name)
        files = entry.get("files")
        if files is None and isinstance(shared, dict):
            files = shared.get(f"{name} {entry.get('version')}")
        for file in _tables(files):
            if (url := _text(file.get("url"))) and not _text(entry.get("url")):
                yield Address(url, "file", name)


def _pipfile(document: Table) -> Iterator[Address]:
    meta = document.get("_meta")
    for source in _tables(meta.get("sources") if isinstance(meta, dict) else None):
        if url := _text(source.get("url")):
            yield Address(url, "index", _name(source))
    for category, entries in document.items():
        if category == "_meta" or not isinstance(entries, dict):
            continue
        for name, entry in entries.items():
            for key in (*_SYSTEMS, "file", "url") if isinstance(entry, dict) else ():
                if url := _text(entry.get(key)):
                    yield Address(url, "vcs" if key in _SYSTEMS else "url", name)


_READERS = {"uv.lock": _uv, "pylock": _pylock, "poetry.lock": _poetry, "pdm.lock": _pdm, "Pipfile.lock": _pipfile}
