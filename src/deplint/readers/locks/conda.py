"""The locks of the conda world into their entries: conda-lock.yml in all its versions, and lists of URLs below `@EXPLICIT`.

Source: conda-lock 0.x to 4.0, `lockfile/v1/models.py` and `lockfile/v2prelim/models.py`; conda's `misc.py` (`explicit`).
pixi.lock up to version 3 is a conda-lock.yml, too; see `locks_pixi` for the later ones.
"""

from __future__ import annotations

from deplint.facts import LockedFile, LockedPackage, LockedRecord, LockedRequirement
from deplint.names import normalize
from deplint.readers.yaml_entries import entries
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.readers.yaml_entries import Entry

ARCHIVES = (".conda", ".tar.bz2")
_FILES = (*ARCHIVES, ".whl", ".tar.gz", ".zip", ".tgz", ".tar.xz")
_NEEDED = ("name", "url")
_EXPLICIT = regex(r"(?:\A|\n)@EXPLICIT[ \t]*(?=\r?\n|\Z)")
_LINE = regex(r"\n[ \t]*((?:[a-z+]+:/|/|[A-Za-z]:[\\/]|\.)[^\s#]*)(?:#(?:(md5|sha256):)?([0-9A-Za-z]*))?[ \t]*(?=\r?\n|\Z)")


def conda_lock_records(source: Source) -> tuple[LockedRecord, ...]:
    """The entries of a conda-lock.yml in file order, one for each platform: `manager` is "conda" or "pip", `groups` its category."""
    return tuple(_record(source, entry) for entry in entries(source.text, "package", _NEEDED) if entry.string("name"))


def conda_lock_packages(source: Source) -> tuple[LockedPackage, ...]:
    """The entries alone, in half the time."""
    return tuple(_package(source, entry) for entry in entries(source.text, "package", _NEEDED) if entry.string("name"))


def _record(source: Source, entry: Entry) -> LockedRecord:
    manager, category = _manager(entry), entry.string("category")
    return LockedRecord(
        _package(source, entry), requires=tuple(_requirements(entry, manager)), groups=(category,) if category else (),
        optional=entry.string("optional") == "true", platform=entry.string("platform"), manager=manager,
    )  # fmt: skip


def _manager(entry: Entry) -> str:
    return "pip" if entry.string("manager") == "pip" else "conda"


def _package(source: Source, entry: Entry) -> LockedPackage:
    manager, written, url = _manager(entry), entry.string("name"), entry.string("url")
    hashes = entry.table("hash")
    origin, address = origin_of(url, manager)
    files = (LockedFile(file_name(url), tuple(f"{key}:{hashes[key]}" for key in ("sha256", "md5") if hashes.get(key))),)
    name = normalize(written) if manager == "pip" else written.lower()
    return LockedPackage(name, entry.string("version"), source.at(*entry.place("name")), files, origin, address)


def _requirements(entry: Entry, manager: str) -> Iterator[LockedRequirement]:
    form = "conda" if manager == "conda" else "pep440"
    for name, specifier in entry.table("dependencies").items():
        yield LockedRequirement(normalize(name) if manager == "pip" else name.lower(), "" if specifier == "*" else specifier, form)
    if manager == "conda":
        yield from match_specs(entry.strings("dependencies"))


def match_specs(texts: list[str]) -> Iterator[LockedRequirement]:
    """What conda records of the needs of a package: `name version build`; the build is left out."""
    for text in texts:
        name, _, rest = text.strip().partition(" ")
        if name:
            version = rest.split()[0] if rest.strip() else ""
            yield LockedRequirement(name.lower(), "" if version == "*" else version, "conda")


def explicit_packages(source: Source) -> tuple[LockedPackage, ...]:
    """The URLs below `@EXPLICIT`, each with the hash behind its `#`; none where that line is missing."""
    found = _EXPLICIT.search(source.text)
    if found is None:
        return ()
    return tuple(_explicit(source, match) for match in _LINE.finditer(source.text, found.end()))


def _explicit(source: Source, match: object) -> LockedPackage:
    import re

    assert isinstance(match, re.Match)
    url, algorithm, digest = match[1], match[2], match[3]
    algorithm = algorithm or ("sha256" if digest and len(digest) > 32 else "md5")
    origin, address = origin_of(url, "conda")
    file = file_name(url)
    name, version, _ = archive_parts(file)
    hashes = (f"{algorithm}:{digest}",) if digest else ()
    start = match.start(1) + url.rfind("/") + 1
    return LockedPackage(name.lower(), version, source.at(start, match.end(1)), (LockedFile(file, hashes),), origin, address)


def archive_parts(file: str) -> tuple[str, str, str]:
    """Name, version and build of a conda package by its file name; the name alone, or nothing, where it is called otherwise."""
    ending = next((each for each in ARCHIVES if file.endswith(each)), "")
    parts = file[: -len(ending)].rsplit("-", 2) if ending else []
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")


def file_name(url: str) -> str:
    """The file that a URL or a path names, "" where it names something else."""
    file = url.partition("#")[0].partition("?")[0].replace("\\", "/").rpartition("/")[2]
    return file if file.endswith(_FILES) else ""


def origin_of(url: str, manager: str) -> tuple[str, str]:
    """What `LockedPackage` calls source and url: for a file of a channel the channel, for one of an index its host."""
    if url.startswith("git+"):
        return "git", url
    if url.startswith("direct+"):
        return "url", url
    if not url.startswith(("http://", "https://", "s3://", "oci://", "gcs://")):
        return "path" if file_name(url) else "directory", url
    if manager == "conda":
        return "registry", url.rsplit("/", 2)[0]
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0]
    return "registry", "" if host == "files.pythonhosted.org" else f"{scheme}://{host}/"
