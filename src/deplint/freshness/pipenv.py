"""Pipfile.lock and its Pipfile into what no longer agrees, as `pipenv verify` decides it.

Pipenv compares one thing: `_meta.hash.sha256` with the hash of the Pipfile. The lock says nothing of the version that wrote it, so every
way in which Pipenv has hashed since 2017 counts. Source: `pipfile.api`, `plette.pipfiles` and `pipenv.utils.pipfile`, 3.6 to 2026.10.
"""

from __future__ import annotations

import re

from deplint.freshness import Comparison
from deplint.freshness.changes import added_since
from deplint.freshness.documents import array, beside, digest, json_document, string, table, toml_document
from deplint.freshness.structure import Locked, Pair, Wanted
from deplint.names import is_valid_name, normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.facts import Manifest
    from deplint.freshness import Difference
    from deplint.model import Location
    from deplint.project import Project

_HASH = regex(r'"hash"\s*:\s*\{\s*"sha256"\s*:\s*"([^"\\]*)"')
# Tables of a Pipfile that hold no packages; all others but the two of packages are categories.
_SETTINGS = frozenset(("source", "packages", "dev-packages", "requires", "scripts", "pipfile", "pipenv", "default", "develop"))
# What Pipenv puts in for a Pipfile without sources: since April 2018, since September 2017, and before.
_DEFAULTS = (
    [{"name": "pypi", "url": "https://pypi.org/simple", "verify_ssl": True}],
    [{"name": "pypi", "url": "https://pypi.python.org/simple", "verify_ssl": True}],
    [{"url": "https://pypi.python.org/simple", "verify_ssl": True}],
)
_SECTIONS = {"packages": "default", "dev-packages": "develop"}
# A table with one of these says what a package is; one without is no entry of a category.
_ENTRY_KEYS = frozenset(("version", "git", "path", "file", "url", "hg", "svn", "bzr", "extras", "markers", "index", "editable", "ref"))
_UNSAFE = frozenset(("setuptools", "distribute", "pip", "wheel"))
"""What some versions of Pipenv keep out of the lock."""
_DIRECT = ("git", "path", "file", "url", "hg", "svn", "bzr")


def compare(lock: Manifest, project: Project) -> Comparison:
    """What `pipenv verify` would find, with names where they can be given."""
    asked = beside(lock, project, "pipfile")
    if asked is None:
        return Comparison(undecided="no Pipfile stands beside it")
    document = toml_document(asked, project)
    if document is None:
        return Comparison(undecided=f"`{asked.path}` is not valid TOML")
    hashes = list(pipfile_hashes(document))
    content = json_document(lock, project)
    if content is None:
        return Comparison(undecided=f"`{lock.path}` is not valid JSON")
    if string(table(content, "_meta", "hash").get("sha256")) in hashes:
        pair = _pair(lock, asked, content)
        wanted = [each for each in _wanted(asked) if each.dependency.name not in _UNSAFE]
        return Comparison(tuple(pair.edits(wanted, _python(pair, document, content))))
    if None in hashes:
        return Comparison(undecided=f"`{asked.path}` holds a value that Pipenv can't hash")
    return _stale(lock, asked, document, content)


def pipfile_hashes(document: dict[str, Any]) -> Iterator[str | None]:
    """The hashes that the versions of Pipenv take of a Pipfile; None for one that would fail over a value."""
    for sources in [document["source"]] if "source" in document else _DEFAULTS:
        yield from _hashes({**document, "source": sources})


def _hashes(document: dict[str, Any]) -> Iterator[str | None]:
    """Until 2022.10 tables of Pipenv's own were all that counted, since then all other tables count as categories; since 2026.4 the names
    of packages count in their normal form. A category in the Pipfile speaks for a version that knows categories.
    """
    categories = {key: value for key, value in document.items() if key not in _SETTINGS}
    yield digest(_hashed(document, categories), compact=True)
    if not any(map(_is_category, categories.values())):
        yield digest(_hashed(document, {}), compact=True)
    sections = [document.get(key, {}) for key in _SECTIONS]
    if all(isinstance(section, dict) for section in (*sections, *categories.values())):
        plain = {**document, **{key: _normal(section) for key, section in zip(_SECTIONS, sections, strict=True)}}
        yield digest(_hashed(plain, {key: _normal(value) for key, value in categories.items()}), compact=True)


def _hashed(document: dict[str, Any], categories: dict[str, Any]) -> dict[str, Any]:
    return {
        "_meta": {"sources": document["source"], "requires": document.get("requires", {})},
        "default": document.get("packages", {}),
        "develop": document.get("dev-packages", {}),
        **categories,
    }


def _is_category(value: Any) -> bool:
    """Could the table hold packages? One without entries could."""
    if not isinstance(value, dict):
        return False
    return all(isinstance(entry, str) or not _ENTRY_KEYS.isdisjoint(table(entry)) for entry in value.values())


def _normal(section: dict[str, Any]) -> dict[str, Any]:
    return {normalize(name): entry for name, entry in section.items()}


class _Entry(NamedTuple):
    """Where an entry of the lock stands: its section, and its name as written there."""

    section: str
    name: str


def _pair(lock: Manifest, asked: Manifest, content: dict[str, Any]) -> Pair:
    entries = [
        (_Entry(section, name), table(entry))
        for section, packages in content.items()
        if section != "_meta"
        for name, entry in table(packages).items()
    ]
    return Pair(
        lock, asked, tool="Pipenv", command="pipenv lock",
        packages=[_locked(number, place, entry) for number, (place, entry) in enumerate(entries)],
        place=lambda package: _place(lock, entries[package.number][0]),
        python=next((constraint.specifier for constraint in asked.pythons), ""),
    )  # fmt: skip


def _stale(lock: Manifest, asked: Manifest, document: dict[str, Any], content: dict[str, Any]) -> Comparison:
    pair = _pair(lock, asked, content)
    found = [*pair.differences(list(_wanted(asked))), *_python(pair, document, content)]
    return Comparison(tuple(found) if found else (_inputs(pair, document, content),))


def _locked(number: int, place: _Entry, entry: dict[str, Any]) -> Locked:
    extras = frozenset(normalize(extra) for extra in array(entry.get("extras")) if isinstance(extra, str))
    version = string(entry.get("version")).lstrip("=")
    direct = any(key in entry for key in _DIRECT)
    return Locked(normalize(place.name), version, number, groups=frozenset((place.section,)), extras=extras, direct=direct)


def _wanted(asked: Manifest) -> Iterator[Wanted]:
    """The entries of all tables of packages. One from a path, a URL or a repository may be locked under the name that it says it has."""
    sections = {group.name: _SECTIONS.get(group.table, group.table) for group in asked.groups}
    sections["runtime"] = "default"
    for dependency in asked.dependencies:
        if dependency.group in sections and is_valid_name(dependency.written) and not dependency.url:
            yield Wanted(dependency, sections[dependency.group])


def _place(lock: Manifest, entry: _Entry) -> Location | None:
    """Where the version of an entry stands, or its name."""
    import json

    text = lock.source.text
    section = re.compile(rf"{re.escape(json.dumps(entry.section))}\s*:\s*\{{").search(text, max(text.find('"requires"'), 0))
    name = section and re.compile(rf"{re.escape(json.dumps(entry.name))}\s*:\s*\{{").search(text, section.end())
    if not name:
        return None
    version = re.compile(r'"version"\s*:\s*"([^"\n]*)"').search(text, name.end(), max(text.find("}", name.end()), name.end()))
    return lock.source.at(*(version.span(1) if version else (name.start() + 1, name.start() + 1 + len(entry.name))))


def _python(pair: Pair, document: dict[str, Any], content: dict[str, Any]) -> Iterator[Difference]:
    wanted, locked = table(document, "requires"), table(content, "_meta", "requires")
    if wanted == locked:
        return
    changed = [each for each in pair.asked.pythons if each.kind == "pipfile" and each.value not in locked.values()]
    if changed:
        said = " and ".join(value for value in locked.values() if isinstance(value, str))
        place = re.compile(r'"requires"\s*:\s*(\{[^{}]*\})').search(pair.lock.source.text)
        yield pair.python_difference(changed[0], said, pair.lock.source.at(*place.span(1)) if place else None)


def _inputs(pair: Pair, document: dict[str, Any], content: dict[str, Any]) -> Difference:
    place = _HASH.search(pair.lock.source.text)
    recorded = string(table(content, "_meta", "hash").get("sha256"))
    if place is None or not recorded:
        return pair.inputs(pair.lock.source.at(0, 0), "it has no hash")
    changed = _changed(document, content)
    if not changed:
        hashed = tuple((key,) for key in document if key not in ("scripts", "pipenv", "pipfile", "source"))
        changed = added_since(document, hashed, lambda each: recorded in pipfile_hashes(each))
    return pair.inputs(pair.lock.source.at(*place.span(1)), changed)


def _changed(document: dict[str, Any], content: dict[str, Any]) -> str:
    """What the lock repeats of the Pipfile and has otherwise."""
    if table(document, "requires") != table(content, "_meta", "requires"):
        return "`requires` is no longer what it was"
    wanted = [document["source"]] if "source" in document else _DEFAULTS
    if _sources(table(content, "_meta").get("sources")) not in map(_sources, wanted):
        return "`source` is no longer what it was"
    known = {"default", "develop", *(key for key in document if key not in _SETTINGS)}
    gone = sorted(key for key in content if key != "_meta" and key not in known)
    return f"the category `{gone[0]}` is gone" if gone else ""


def _sources(value: Any) -> list[tuple[str, bool]]:
    """The sources as the lock repeats them: whether certificates are verified is filled in where the Pipfile does not say it."""
    sources = [table(source) for source in array(value)]
    return [(string(each.get("url")), bool(each.get("verify_ssl", string(each.get("url")).startswith("https:")))) for each in sources]
