"""What a difference is about into where it stands, in the manifest and in uv.lock: looked for only when there is one to tell."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from deplint.regex import regex
from deplint.syntax.toml import TomlError, parse
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.facts import Manifest
    from deplint.freshness.uv_requirement import Requirement
    from deplint.model import Location
    from deplint.project import Project
    from deplint.syntax.node import Node

_PACKAGE = regex(r"^\[\[package\]\]", re.MULTILINE)
_HEAD = regex(
    r'\[\[package\]\][ \t]*\r?\nname[ \t]*=[ \t]*"([^"\r\n]*)"(?:[ \t]*\r?\nversion[ \t]*=[ \t]*"([^"\r\n]*)")?'
)
_NAME = regex(r'name = "([^"]*)"')
_ENTRY = regex(r"\{[^\n{}]*(?:\{[^\n{}]*\}[^\n{}]*)*\}")


def key_place(manifest: Manifest, keys: tuple[str, ...], project: Project) -> Location:
    """The key of a TOML manifest at the end of a path, else the last one on the way that is there, else the beginning of the file."""
    node, place = _root(manifest, project), manifest.start
    for key in keys:
        node = node.get(key) if node is not None else None
        if node is None:
            break
        place = manifest.source.at(*(node.key or node.span))
    return place


def value_place(manifest: Manifest, keys: tuple[str, ...], project: Project, element: Any = None) -> Location:
    """The value at a path of keys, or the element of an array there that equals `element`."""
    root = _root(manifest, project)
    node = root.get(*keys) if root is not None else None
    if node is not None and element is not None:
        node = next((each for each in node.elements() if each.value == element), node)
    if node is None:
        return key_place(manifest, keys, project)
    span = node.inner(0, len(node.value)) if isinstance(node.value, str) else node.span
    return manifest.source.at(*(span if node.key is None or not (node.is_mapping or node.is_sequence) else node.key))


def _root(manifest: Manifest, project: Project) -> Node | None:
    known = project.remembered(__name__)
    if manifest.path not in known:
        try:
            known[manifest.path] = parse(toml_text(manifest))
        except TomlError:
            known[manifest.path] = None
    root: Node | None = known[manifest.path]
    return root


def toml_text(manifest: Manifest) -> str:
    """The TOML of a manifest, at the offsets that it has in the file."""
    if manifest.kind != "script":
        return manifest.source.text
    from deplint.readers.script import metadata_text

    return metadata_text(manifest.source)


# uv.lock, which uv writes in one layout. What is laid out otherwise has no place but the beginning of the file.


def lock_key(lock: Manifest, key: str, header: str = "") -> Location:
    """The line of a key in the table of a header ("[options]"), or before all headers."""
    text = lock.source.text
    start = 0
    if header:
        found = re.compile(rf"^{re.escape(header)}[ \t]*\r?$", re.MULTILINE).search(text)
        if found is None:
            return lock.start
        start = found.end()
    found = re.compile(rf'^(?:"{re.escape(key)}"|{re.escape(key)})[ \t]*=[ \t]*[^\r\n]*', re.MULTILINE).search(text, start)
    return lock.source.at(*found.span()) if found else lock.start


def lock_package(lock: Manifest, name: str, version: str = "") -> Location:
    """The name of a package in its own table."""
    start, end = _block(lock, name, version)
    text = lock.source.text
    at = text.find(f'"{name}"', start, end)
    return lock.source.at(at + 1, at + 1 + len(name)) if end and at >= 0 else lock.start


def lock_value(lock: Manifest, name: str, key: str) -> Location:
    """The value of a key in the table of a package, else the name of that package."""
    start, end = _block(lock, name)
    found = re.compile(rf'^{re.escape(key)}[ \t]*=[ \t]*"?([^"\r\n]*)', re.MULTILINE).search(lock.source.text, start, end) if end else None
    return lock.source.at(*found.span(1)) if found else lock_package(lock, name)


def lock_text(lock: Manifest, name: str, text: str) -> Location:
    """A piece of text in the table of a package, else the name of that package."""
    start, end = _block(lock, name)
    at = lock.source.text.find(text, start, end) if end else -1
    return lock.source.at(at, at + len(text)) if at >= 0 else lock_package(lock, name)


def lock_entry(lock: Manifest, requirement: Requirement, package: str = "", section: str = "requires-dist") -> Location:
    """An entry of the metadata of a package, or of `[manifest]` where no package is named; `section` is the key of its array."""
    text = lock.source.text
    if package:
        start, end = _block(lock, package)
        start = max(text.find("[package.metadata", start, end), start)
    else:
        start = text.find("\n[manifest")
        following = _PACKAGE.search(text, max(start, 0))
        end = following.start() if following else len(text)
    header = re.compile(rf"^{re.escape(section)}[ \t]*=", re.MULTILINE).search(text, max(start, 0), end)
    if start < 0 or not end or header is None:
        return lock_package(lock, package) if package else lock.start
    found = _entries(text, header.end(), end).get(requirement.name, [])
    exact = [span for span in found if all(part in text[slice(*span)] for part in (requirement.specifier, requirement.marker) if part)]
    return lock.source.at(*((exact or found)[:1] or [header.span()])[0])


@lru_cache(maxsize=8)
def _entries(text: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """Where the inline tables of a part of the text stand, by the name in them."""
    found: dict[str, list[tuple[int, int]]] = {}
    for entry in _ENTRY.finditer(text, start, end):
        name = _NAME.search(entry[0])
        if name:
            found.setdefault(name[1], []).append(entry.span())
    return found


def _block(lock: Manifest, name: str, version: str = "") -> tuple[int, int]:
    """Start and end of the table of a package with all that belongs to it; (0, 0) where it is not found."""
    for start, end, written in _blocks(lock.source.text).get(name, ()):
        if not version or written == version:
            return start, end
    return 0, 0


@lru_cache(maxsize=2)
def _blocks(text: str) -> dict[str, list[tuple[int, int, str]]]:
    """Start, end and version of the tables of all packages by name."""
    starts = [found.start() for found in _PACKAGE.finditer(text)]
    found: dict[str, list[tuple[int, int, str]]] = {}
    for start, end in pairwise([*starts, len(text)]):
        head = _HEAD.match(text, start, end)
        if head:
            found.setdefault(head[1], []).append((start, end, head[2] or ""))
    return found
