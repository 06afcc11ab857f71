"""A lock of a project into its entries, and into what makes it unreadable or new to us: parsed only when a rule asks, and once."""

from __future__ import annotations

from deplint.facts import Problem
from deplint.freshness.documents import json_document, pixi_packages, toml_document
from deplint.readers.locks import packages
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deplint.facts import LockedFile, LockedPackage, Manifest
    from deplint.model import Location
    from deplint.project import Project

READ_KINDS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock")
"""The kinds of locks that hold nothing but distributions of Python, read to the last entry."""
CONDA_KINDS = ("conda-lock", "conda-explicit", "conda-list", "pixi.lock")
"""The kinds of locks that hold packages of conda, too: what they call a name or a version is not what Python's specifications do."""
_TOOLS = {"uv.lock": "uv", "poetry.lock": "Poetry", "pdm.lock": "PDM", "Pipfile.lock": "Pipenv", "pylock": "the tool that wrote it"}
_COMMANDS = {
    "uv.lock": "uv lock",
    "poetry.lock": "poetry lock",
    "pdm.lock": "pdm lock",
    "Pipfile.lock": "pipenv lock",
    "pixi.lock": "pixi lock",
    "conda-lock": "conda-lock lock",
}


def locks_of(project: Project) -> Iterator[Manifest]:
    """The linted locks of a project whose entries are read."""
    return (lock for lock in project.own_locks if lock.kind in READ_KINDS)


def all_locks_of(project: Project) -> Iterator[Manifest]:
    """As `locks_of`, together with the locks of conda and pixi."""
    return (lock for lock in project.own_locks if lock.kind in READ_KINDS or lock.kind in CONDA_KINDS)


def packages_of(lock: Manifest, project: Project) -> tuple[LockedPackage, ...]:
    """The entries of a lock in file order; none where the file can't be read."""
    known: dict[str, tuple[LockedPackage, ...]] = project.remembered(__name__)
    if lock.path not in known and lock.kind in CONDA_KINDS:
        known[lock.path] = _conda_packages(lock, project)
    elif lock.path not in known:
        document = _document(lock)(lock, project)
        known[lock.path] = () if document is None else packages(lock.source, lock.kind, document)
    return known[lock.path]


def _conda_packages(lock: Manifest, project: Project) -> tuple[LockedPackage, ...]:
    from deplint.readers.locks.conda import conda_lock_packages, explicit_packages

    if lock.kind in ("conda-explicit", "conda-list"):
        return explicit_packages(lock.source)
    if lock.kind == "conda-lock":
        return conda_lock_packages(lock.source)
    found = tuple(package for each in pixi_packages(lock, project).values() for _, package in each)
    # Before its version 4 it was a conda-lock.yml.
    return found or conda_lock_packages(lock.source)


def _document(lock: Manifest) -> Callable[[Manifest, Project], dict[str, object] | None]:
    return json_document if lock.kind == "Pipfile.lock" else toml_document


def file_location(lock: Manifest, package: LockedPackage, file: LockedFile) -> Location:
    """The name of a file in the text; the name of its entry where it has none. Files stand in their entry or after all entries.

    In the locks of conda they may also stand before the name, or be the place of the entry.
    """
    text, place = lock.source.text, package.location
    at = text.find(file.name, place.start if lock.kind in CONDA_KINDS else place.end) if file.name else -1
    if file.name and lock.kind in CONDA_KINDS:
        before = text.rfind(file.name, 0, place.start)
        at = before if before >= 0 and (at < 0 or place.start - before < at - place.start) else at
    return lock.source.at(at, at + len(file.name)) if at >= 0 else package.location


def lock_command(lock: Manifest, command: str = "") -> str:
    """The command that writes the lock, ready to paste at the root; "" where nobody knows it."""
    command = command or _COMMANDS.get(lock.kind, "")
    folder = lock.path.rpartition("/")[0]
    return f"cd {folder} && {command}" if folder and command else command


def unreadable(lock: Manifest, project: Project) -> Problem | None:
    """Why the document can't be read, or is refused as a whole, at the place where that shows."""
    if lock.problems:
        return None
    if lock.kind in CONDA_KINDS:
        from deplint.questions.yaml_locks import YAML_KINDS, unreadable_yaml

        return unreadable_yaml(lock, project) if lock.kind in YAML_KINDS else None
    document = _document(lock)(lock, project)
    if document is not None:
        return _breach(lock, document) if lock.kind == "pylock" else _misshapen(lock, document)
    said, start, end = _json_fault(lock.source.text) if lock.kind == "Pipfile.lock" else _toml_fault(lock.source.text)
    name = lock.path.rpartition("/")[2]
    language = "JSON" if lock.kind == "Pipfile.lock" else "TOML"
    message = f"`{name}` is not valid {language}, so {_TOOLS[lock.kind]} can't read it: {said}"
    return Problem("unreadable-file", message, lock.source.at(start, end), "here", lock_command(lock))


def _misshapen(lock: Manifest, document: dict[str, object]) -> Problem | None:
    """What is not of the type that the tool takes."""
    from deplint.readers.locks.shape import misshapen

    problem = misshapen(lock.source, lock.kind, document)
    return problem and problem._replace(help=lock_command(lock))


def _breach(lock: Manifest, document: dict[str, object]) -> Problem | None:
    """What makes installers refuse a pylock.toml that is TOML, but not what its specification says.

    Missing hashes have a rule of their own.
    """
    from deplint.readers.locks.pylock import breach

    problem = breach(lock.source, document)
    if problem is None or problem.subject.endswith(".hashes"):
        return None
    return problem._replace(help=lock_command(lock))


def _toml_fault(text: str) -> tuple[str, int, int]:
    from deplint.syntax.toml import TomlError, plain

    try:
        plain(text)
    except TomlError as error:
        return error.message, error.start, error.end
    return "it has no table", 0, 0


def _json_fault(text: str) -> tuple[str, int, int]:
    import json

    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f"{error.msg[:1].lower()}{error.msg[1:]}", error.pos, min(error.pos + 1, len(text))
    except RecursionError:
        return "values are nested too deeply", 0, 0
    except ValueError as error:
        return str(error), 0, 0
    return "it is no object", 0, 0


_NUMBER = r"[ \t]*=[ \t]*[\"']?([0-9][0-9.]*)"
_VERSION = {
    "uv.lock": (regex(rf"(?:\A|\n)version{_NUMBER}"), (1,), "1"),
    "poetry.lock": (regex(rf"\nlock-version{_NUMBER}"), (2, 1), "2.1"),
    "pdm.lock": (regex(rf"\nlock_version{_NUMBER}"), (4, 5), "4.5"),
    "pylock": (regex(rf"(?:\A|\n)lock-version{_NUMBER}"), (1, 0), "1.0"),
    "Pipfile.lock": (regex(r'"pipfile-spec"[ \t]*:[ \t]*"?([0-9][0-9.]*)'), (6,), "6"),
    "pixi.lock": (regex(r"(?:\A|\n)version:[ \t]*([0-9][0-9.]*)"), (7,), "7"),
    "conda-lock": (regex(r"(?:\A|\n)version:[ \t]*([0-9][0-9.]*)"), (1,), "1"),
}
VERSIONED = tuple(_VERSION)
"""The kinds of locks that say the version of their format."""


def newer_version(lock: Manifest) -> tuple[str, str, Location] | None:
    """The version of the format as written, the newest one that is known, and where it stands; None where that one is known.

    Versions that differ only behind the numbers given here (PDM's 4.5.1, uv's revisions) are compatible by their tool's own word.
    """
    pattern, newest, known = _VERSION[lock.kind]
    text = lock.source.text
    end = text.find("\n[") if lock.kind in ("uv.lock", "pylock") else -1
    found = pattern.search(text, 0, end if end >= 0 else len(text))
    if found is None:
        return None
    numbers = tuple(int(part[:9]) for part in found[1].split(".") if part)
    return (found[1], known, lock.source.at(*found.span(1))) if numbers[: len(newest)] > newest else None
