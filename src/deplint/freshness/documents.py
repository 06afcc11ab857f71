"""A manifest's source into the plain values of its document, parsed once for each project and only when somebody asks."""

from __future__ import annotations

import posixpath

from deplint.roles import LOCK_KINDS
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from deplint.facts import LockedPackage, Manifest
    from deplint.project import Project
    from deplint.readers.locks.pixi import Environment
    from deplint.readers.yaml_entries import Entry

    Table = dict[str, Any]
else:
    Table = dict

UNREAD = "it can't be read"
# Locks that belong to one tool.
_OWNED = frozenset(("poetry.lock", "pdm.lock", "uv.lock", "Pipfile.lock", "pixi.lock"))


def toml_document(manifest: Manifest, project: Project) -> Table | None:
    """The root table of a TOML file, None where it is not TOML (which the reader of the file has told)."""
    return _document(manifest, project, _toml)


def _document(manifest: Manifest, project: Project, parse: Callable[[str], Table | None]) -> Table | None:
    known: dict[str, Table | None] = project.remembered(__name__)
    if manifest.path not in known:
        known[manifest.path] = parse(manifest.source.text)
        if known[manifest.path] is None and manifest.kind in LOCK_KINDS:
            # Locks have no reader that would have told it: they are parsed only when a rule asks.
            project.undecided[manifest.path] = UNREAD
    return known[manifest.path]


def _toml(text: str) -> Table | None:
    from deplint.syntax.toml import TomlError, plain

    try:
        return plain(text)
    except TomlError:
        return None


def header_table(manifest: Manifest, project: Project, name: str) -> Table | None:
    """The strings and arrays under `[name]` in a TOML file, without its sub-tables; None where the file is not TOML.

    Where the header stands once, only what is below it is parsed: a fresh lock need not be read to its end.
    """
    text = f"\n{manifest.source.text}"
    parts = text.split(f"\n[{name}]")
    if len(parts) == 2:
        found = _toml(parts[1].partition("\n[")[0])
        if found is not None:
            return found
    document = toml_document(manifest, project)
    return None if document is None else table(document, name)


def json_document(manifest: Manifest, project: Project) -> Table | None:
    """The root object of a JSON file, None where it is something else."""
    return _document(manifest, project, _json)


def _json(text: str) -> Table | None:
    import json

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def pixi_packages(lock: Manifest, project: Project) -> dict[str, tuple[tuple[bool, LockedPackage], ...]]:
    """The packages of a pixi.lock by what its environments call them, each with "it is conda's", in file order."""
    known: dict[str, dict[str, tuple[tuple[bool, LockedPackage], ...]]] = project.remembered(f"{__name__}.pixi")
    if lock.path not in known:
        from deplint.readers.locks.pixi import packages_by_reference

        known[lock.path] = packages_by_reference(lock.source, pixi_entries(lock, project))
    return known[lock.path]


def pixi_entries(lock: Manifest, project: Project) -> Sequence[Entry]:
    """The elements of the list of packages in a pixi.lock, as its reader has them."""
    known: dict[str, Sequence[Entry]] = project.remembered(f"{__name__}.entries")
    if lock.path not in known:
        from deplint.readers.locks.pixi import pixi_entries

        known[lock.path] = pixi_entries(lock.source)
    return known[lock.path]


def pixi_environments(lock: Manifest, project: Project) -> dict[str, Environment]:
    """The environments of a pixi.lock by name."""
    known: dict[str, dict[str, Environment]] = project.remembered(f"{__name__}.environments")
    if lock.path not in known:
        from deplint.readers.locks.pixi import environments

        known[lock.path] = environments(lock.source.text)
    return known[lock.path]


def beside(lock: Manifest, project: Project, kind: str) -> Manifest | None:
    """The linted manifest of this kind in the folder of the lock."""
    folder = posixpath.dirname(lock.path)
    return next((manifest for manifest in project.of_kind(kind) if posixpath.dirname(manifest.path) == folder), None)


def is_left_over(lock: Manifest, project: Project, document: Table) -> bool:
    """A lock of a tool of which the manifest has no sign, where it has one of another tool, or the lock of another stands beside."""
    if not table(document, "tool").keys().isdisjoint(("poetry", "pdm", "uv", "pixi")):
        return True
    folder = posixpath.dirname(lock.path)
    return any(other.kind in _OWNED and other.kind != lock.kind and posixpath.dirname(other.path) == folder for other in project.own_locks)


def table(value: Any, *keys: str) -> Table:
    """The table at a path of keys; an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def array(value: Any) -> list[Any]:
    """The value where it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def string(value: Any) -> str:
    """The value where it is a string, else ""."""
    return value if isinstance(value, str) else ""


def digest(content: Any, *, algorithm: str = "sha256", compact: bool = False) -> str | None:
    """The hash of the JSON text of a value with its keys sorted, as the tools write it; None where JSON has no words for the value.

    compact  without spaces after "," and ":"
    """
    import hashlib
    import json

    if algorithm not in hashlib.algorithms_guaranteed or algorithm.startswith("shake"):
        return None
    try:
        text = json.dumps(content, sort_keys=True, separators=(",", ":") if compact else None)
        return hashlib.new(algorithm, text.encode("utf-8"), usedforsecurity=False).hexdigest()
    except (TypeError, ValueError, RecursionError):
        # A date of TOML, for instance: the tool itself fails over it.
        return None
