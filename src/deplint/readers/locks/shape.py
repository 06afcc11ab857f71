"""The values of a lock document into the first one that is of another type than its tool writes, and reads.

pylock.toml has a specification that says more: see `pylock`. Source: the code of Poetry, uv, PDM and Pipenv that reads these fields.
"""

from __future__ import annotations

from deplint.facts import Problem
from deplint.readers.locks.places import entry_places
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.model import Location, Source

    Table = dict[str, Any]

_STRING, _LIST, _TABLE, _WHOLE = (str,), (list,), (dict,), (int,)
_WORDS = {str: "a string", list: "an array", dict: "a table", int: "a whole number"}
_TOP: dict[str, dict[str, tuple[type, ...]]] = {
    "poetry.lock": {"package": _LIST, "metadata": _TABLE, "extras": _TABLE},
    "uv.lock": {"package": _LIST, "requires-python": _STRING, "version": _WHOLE, "revision": _WHOLE},
    "pdm.lock": {"package": _LIST, "metadata": _TABLE},
    "Pipfile.lock": {"_meta": _TABLE, "default": _TABLE, "develop": _TABLE},
}
_METADATA: dict[str, dict[str, tuple[type, ...]]] = {
    "poetry.lock": {"lock-version": _STRING, "content-hash": _STRING, "python-versions": _STRING},
    "pdm.lock": {"lock_version": _STRING, "content_hash": _STRING, "groups": _LIST, "strategy": _LIST, "targets": _LIST},
}
_ENTRY: dict[str, dict[str, tuple[type, ...]]] = {
    "poetry.lock": {
        "name": _STRING, "version": _STRING, "python-versions": _STRING, "groups": _LIST, "files": _LIST, "dependencies": _TABLE,
        "extras": _TABLE, "source": _TABLE,
    },
    "uv.lock": {
        "name": _STRING, "version": _STRING, "source": (dict, str), "sdist": _TABLE, "wheels": _LIST, "dependencies": _LIST,
        "optional-dependencies": _TABLE, "dev-dependencies": _TABLE, "metadata": _TABLE, "resolution-markers": _LIST,
    },
    "pdm.lock": {
        "name": _STRING, "version": _STRING, "requires_python": _STRING, "groups": _LIST, "files": _LIST, "dependencies": (list, dict),
        "extras": _LIST, "marker": _STRING,
    },
    "Pipfile.lock": {"version": _STRING, "hashes": _LIST, "markers": _STRING, "index": _STRING, "extras": _LIST},
}  # fmt: skip
_NEEDED = {"poetry.lock": ("name", "version"), "uv.lock": ("name",), "pdm.lock": ("name",)}


class _Breach(NamedTuple):
    """`entry` is the number of the package, -1 for the lock as a whole; `owner` its name where it has one."""

    key: str
    expected: tuple[type, ...]
    entry: int = -1
    owner: str = ""
    lacks: bool = False


def misshapen(source: Source, kind: str, document: Table) -> Problem | None:
    """What makes the tool refuse the document; None where nothing does."""
    found = next(_breaches(kind, document), None)
    if found is None:
        return None
    of = f" of `{found.owner}`" if found.owner else ""
    wanted = " or ".join(_WORDS[each] for each in found.expected)
    what = f"`{found.key}`{of} is missing" if found.lacks else f"`{found.key}`{of} is not {wanted}"
    message = f"{what}, so nothing can read this lock: it was edited or merged by hand; lock again"
    return Problem("unreadable-file", message, _place(source, kind, document, found), f"no {wanted.partition(' ')[2]}", subject=found.key)


def _breaches(kind: str, document: Table) -> Iterator[_Breach]:
    yield from _types(document, _TOP.get(kind, {}))
    metadata = document.get("metadata")
    if isinstance(metadata, dict):
        yield from _types(metadata, _METADATA.get(kind, {}))
    if kind == "Pipfile.lock":
        yield from _of_pipfile(document)
    else:
        yield from _of_packages(kind, document.get("package"))


def _types(values: Table, expected: dict[str, tuple[type, ...]], entry: int = -1, owner: str = "") -> Iterator[_Breach]:
    for key, types in expected.items():
        if key in values and (type(values[key]) not in types):
            yield _Breach(key, types, entry, owner)


def _of_packages(kind: str, entries: object) -> Iterator[_Breach]:
    expected, needed = _ENTRY.get(kind, {}), _NEEDED.get(kind, ())
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            yield _Breach("package", _TABLE, number)
            continue
        name = entry.get("name")
        owner = name if isinstance(name, str) else ""
        yield from _types(entry, expected, number, owner)
        yield from (_Breach(key, expected[key], number, owner, lacks=True) for key in needed if key not in entry)


def _of_pipfile(document: Table) -> Iterator[_Breach]:
    for section in ("default", "develop"):
        entries = document.get(section)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            if isinstance(entry, dict):
                yield from _types(entry, _ENTRY["Pipfile.lock"], owner=name)
            elif not isinstance(entry, str):  # what Pipenv wrote in its first months
                yield _Breach(name, _TABLE)


def _place(source: Source, kind: str, document: Table, found: _Breach) -> Location:
    """The key in its entry, as far as the text is laid out as tools do it."""
    start, sign = 0, '"' if kind == "Pipfile.lock" else "\n"
    if found.entry >= 0:
        start = entry_places(source, "package", document["package"])[found.entry].start
        start = max(source.text.rfind("[[package]]", 0, start), 0)
    elif found.owner:
        start = max(source.text.find(f'"{found.owner}"'), 0)
    at = source.text.find(f"{sign}{found.key}", start)
    return source.at(at + 1, at + 1 + len(found.key)) if at >= 0 else source.at(start, start)
