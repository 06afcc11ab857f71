"""The values of a lock document into its entries: poetry.lock, uv.lock, pdm.lock, pylock.toml; Pipfile.lock is in `locks_json`.

Whoever asks has parsed the document already (it is large, and others need it too). What has another type than the tool writes is
skipped. Places come from one search for the headers of the entries: nothing else of the text is looked at.
"""

from __future__ import annotations

from deplint.facts import LockedFile, LockedPackage
from deplint.names import normalize
from deplint.readers.locks.json import pipfile_packages
from deplint.readers.locks.places import entry_places
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from deplint.model import Source

    Table = dict[str, Any]
    Entry = tuple[tuple[LockedFile, ...], str, str]

_UV_SOURCES = ("registry", "git", "url", "path", "directory", "editable", "virtual")
_POETRY_SOURCES = {"legacy": "registry", "git": "git", "url": "url", "file": "path", "directory": "directory"}


def packages(source: Source, kind: str, document: Table) -> tuple[LockedPackage, ...]:
    """The entries of a lock of this kind, in file order; none for kinds that are not read."""
    if kind == "Pipfile.lock":
        return pipfile_packages(source, document)
    reader = _READERS.get(kind)
    if reader is None:
        return ()
    key = "packages" if kind == "pylock" else "package"
    entries = [each if isinstance(each, dict) else {} for each in _array(document.get(key))]
    read = reader(document, entries)
    found = []
    for entry, place in zip(entries, entry_places(source, key, entries), strict=True):
        name = entry.get("name")
        if isinstance(name, str):
            files, origin, url = read(entry)
            found.append(LockedPackage(normalize(name), _string(entry.get("version")), place, files, origin, url))
    return tuple(found)


def _uv(document: Table, entries: list[Table]) -> Callable[[Table], Entry]:
    return _uv_entry


def _uv_entry(entry: Table) -> Entry:
    source = _table(entry.get("source"))
    origin = next((kind for kind in _UV_SOURCES if kind in source), "registry")
    files = [_uv_file(each) for each in (*_array(entry.get("wheels")), entry.get("sdist")) if isinstance(each, dict)]
    return tuple(files), origin, _string(source.get(origin))


def _uv_file(file: Table) -> LockedFile:
    return LockedFile(_tail(file.get("url") or file.get("path") or file.get("filename")), _hashes(file.get("hash")))


def _poetry(document: Table, entries: list[Table]) -> Callable[[Table], Entry]:
    """Before lock version 2.0 the files of all entries stand in `[metadata.files]`, at first bare digests in `[metadata.hashes]`."""
    metadata = _table(document.get("metadata"))
    shared = {normalize(name): _array(files) for name, files in _table(metadata.get("files")).items()}
    shared.update((normalize(name), _array(digests)) for name, digests in _table(metadata.get("hashes")).items())
    seen: set[str] = set()
    several: set[str] = set()
    for each in entries if shared else ():
        name = normalize(_string(each.get("name")))
        (several if name in seen else seen).add(name)

    def read(entry: Table) -> Entry:
        name, version = normalize(entry["name"]), _string(entry.get("version"))
        files = tuple(_files(entry["files"] if "files" in entry else shared.get(name)))
        if name in several and "files" not in entry:
            files = tuple(file for file in files if f"-{version}" in file.name) or files
        source = _table(entry.get("source"))
        return files, _POETRY_SOURCES.get(_string(source.get("type")), "url" if source else "registry"), _string(source.get("url"))

    return read


def _pdm(document: Table, entries: list[Table]) -> Callable[[Table], Entry]:
    """Before lock version 4.3 the files stand under `[metadata.files]`, by `name version`."""
    shared = _table(_table(document.get("metadata")).get("files"))

    def read(entry: Table) -> Entry:
        files = entry["files"] if "files" in entry else shared.get(f"{entry['name']} {_string(entry.get('version'))}")
        origin, url = _pdm_source(entry)
        return tuple(_files(files)), origin, url

    return read


def _pdm_source(entry: Table) -> tuple[str, str]:
    for key in ("git", "hg", "svn", "bzr"):
        if key in entry:
            return "git", _string(entry[key])
    if "url" in entry:
        return "url", _string(entry["url"])
    if "path" in entry:
        return "editable" if entry.get("editable") is True else "path", _string(entry["path"])
    return "registry", ""


def _pylock(document: Table, entries: list[Table]) -> Callable[[Table], Entry]:
    return _pylock_entry


def _pylock_entry(entry: Table) -> Entry:
    for key, origin in (("vcs", "git"), ("directory", "directory")):
        if key in entry:
            place = _table(entry[key])
            return (), origin, _string(place.get("url") or place.get("path"))
    if "archive" in entry:
        archive = _table(entry["archive"])
        url = _string(archive.get("url") or archive.get("path"))
        return (LockedFile("", _hash_table(archive.get("hashes"))),), "url" if "url" in archive else "path", url
    files = [each for each in (*_array(entry.get("wheels")), entry.get("sdist")) if isinstance(each, dict)]
    return tuple(named for each in files for named in _pylock_files(each)), "registry", _string(entry.get("index"))


def _pylock_files(file: Table) -> Iterator[LockedFile]:
    """The file, and once more under the name that its URL has, where that is another one: it is the URL that gets fetched."""
    name, fetched, hashes = _tail(file.get("name")), _tail(file.get("url") or file.get("path")), _hash_table(file.get("hashes"))
    yield LockedFile(name or fetched, hashes)
    if name and fetched and name != fetched and "%" not in fetched:
        yield LockedFile(fetched, hashes)


_READERS: dict[str, Callable[[Table, list[Table]], Callable[[Table], Entry]]] = {
    "uv.lock": _uv,
    "poetry.lock": _poetry,
    "pdm.lock": _pdm,
    "pylock": _pylock,
}


def _files(value: Any) -> Iterator[LockedFile]:
    """Files of Poetry and PDM: `{file = "...", hash = "sha256:..."}`, `url` for `file` by PDM's static_urls; or bare sha256 digests."""
    for each in _array(value):
        if isinstance(each, dict):
            yield LockedFile(_tail(each.get("file") or each.get("url")), _hashes(each.get("hash")))
        elif isinstance(each, str):
            yield LockedFile("", (f"sha256:{each}",))


def _tail(value: Any) -> str:
    place = _string(value)
    if "#" in place or "?" in place:
        place = place.partition("#")[0].partition("?")[0]
    return place.rpartition("/")[2]


def _hashes(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value.partition(":")[2] else ()


def _hash_table(value: Any) -> tuple[str, ...]:
    return tuple(f"{key}:{digest}" for key, digest in _table(value).items() if isinstance(digest, str) and digest)


def _array(value: Any) -> Iterable[Any]:
    """The value where it is an array, else an empty one."""
    return value if isinstance(value, list) else ()


def _table(value: Any) -> Table:
    return value if isinstance(value, dict) else {}


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
