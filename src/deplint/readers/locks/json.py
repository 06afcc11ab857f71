"""The values of a Pipfile.lock into its entries, each at its key in the text.

Source: pipenv's `Pipfile.lock` (`pipfile-spec` 6): `default`, `develop` and the custom categories map names to tables.
"""

from __future__ import annotations

from deplint.facts import LockedFile, LockedPackage
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.model import Source

    Table = dict[str, Any]


def pipfile_packages(source: Source, document: Table) -> tuple[LockedPackage, ...]:
    """The entries of all categories, in file order."""
    indexes = _indexes(document)
    found: list[LockedPackage] = []
    at = 0
    for category, entries in document.items():
        if category == "_meta" or not isinstance(entries, dict):
            continue
        at = max(source.text.find(f'"{category}"', at), at)
        for name, entry in entries.items():
            place = source.text.find(f'"{name}": {{', at)
            at = place + len(name) + 2 if place >= 0 else at
            if isinstance(entry, dict):
                location = source.at(place + 1, at - 1) if place >= 0 else source.at(0, 0)
                version = entry.get("version")
                pinned = version.lstrip("=").strip() if isinstance(version, str) and version.startswith("==") else ""
                origin, url = _source(entry, indexes)
                found.append(LockedPackage(normalize(name), pinned, location, (LockedFile("", _hashes(entry)),), origin, url))
    return tuple(found)


def _indexes(document: Table) -> dict[str, str]:
    """Address by name of the sources; "" is the first one, which an entry without an index comes from."""
    meta = document.get("_meta")
    sources = meta.get("sources") if isinstance(meta, dict) else None
    found: dict[str, str] = {}
    for each in sources if isinstance(sources, list) else ():
        if isinstance(each, dict) and isinstance(each.get("url"), str):
            found.setdefault("", each["url"])
            if isinstance(each.get("name"), str):
                found[each["name"]] = each["url"]
    return found


def _source(entry: Table, indexes: dict[str, str]) -> tuple[str, str]:
    for key, origin in (("git", "git"), ("hg", "git"), ("svn", "git"), ("bzr", "git"), ("file", "url"), ("url", "url"), ("path", "path")):
        if key in entry:
            value = entry[key]
            editable = entry.get("editable") is True and origin != "git"
            return "editable" if editable else origin, value if isinstance(value, str) else ""
    if entry.get("editable") is True:
        return "editable", ""
    name = entry.get("index")
    return "registry", indexes.get(name, name) if isinstance(name, str) else indexes.get("", "")


def _hashes(entry: Table) -> tuple[str, ...]:
    hashes = entry.get("hashes")
    return tuple(each for each in hashes if isinstance(each, str) and each.partition(":")[2]) if isinstance(hashes, list) else ()
