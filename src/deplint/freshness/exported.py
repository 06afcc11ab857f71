"""A requirements file that was exported from a lock, beside that lock, into what it has otherwise than an export made now.

Every version, commit and hash in an export stands in its lock: that is compared whatever the command was. What an export has to hold,
and may hold, is known only where the header gives the command, and is not guessed elsewhere (`export_selection`).
Source: `uv export`, `poetry export` (poetry-plugin-export), `pdm export`, `pipenv requirements` and `pipenv lock --requirements`.
"""

from __future__ import annotations

import posixpath

from deplint.freshness import Difference
from deplint.freshness.documents import json_document, toml_document
from deplint.freshness.export_command import folder_of_run
from deplint.model import Related
from deplint.readers.locks import packages
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import exact_version, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import CompileHeader, Dependency, LockedPackage, Manifest
    from deplint.freshness.documents import Table
    from deplint.model import Location
    from deplint.project import Project

LOCKS = {"uv export": "uv.lock", "poetry": "poetry.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock"}
"""The lock that each of the tools exports from, by the name of the tool in a header."""
_COMMANDS = {"poetry": "poetry export -o {}", "pdm": "pdm export -o {}", "pipenv": "pipenv requirements > {}"}
_COMMIT = regex(r"[0-9a-f]{40}")
_SHOWN = 10


class Export(NamedTuple):
    """An exported file, its header, the folder that its command ran in, and the lock with its document and its entries by name."""

    file: Manifest
    header: CompileHeader
    base: str
    lock: Manifest
    document: Table
    known: dict[str, list[LockedPackage]]

    @property
    def command(self) -> str:
        """The command that exports again, ready to paste at the root; without its options where the header has none."""
        command = self.header.command or _COMMANDS.get(self.header.tool, "").format(posixpath.basename(self.file.path))
        return f"cd {self.base} && {command}" if self.base else command


class _Disagreement(NamedTuple):
    location: Location
    what: str
    subject: str


def export_differences(project: Project) -> Iterator[Difference]:
    """One difference of kind "export" for each exported file of the project that disagrees with its lock."""
    for manifest in project.of_kind("requirements"):
        header = manifest.header
        if header is not None and header.tool in LOCKS:
            found = _export(manifest, header, project)
            if isinstance(found, str):
                project.undecided.setdefault(manifest.path, found)
            else:
                yield from differences(found, project)


def differences(export: Export, project: Project) -> Iterator[Difference]:
    """What an exported file has otherwise than its lock, as one difference."""
    from deplint.freshness.export_selection import select

    selection = select(export, project)
    told = [*_contents(export), *_selected(export, selection.needed, selection.possible)]
    if told:
        yield _told(export, told)


def _told(export: Export, told: list[_Disagreement]) -> Difference:
    first = told[0]
    more = f", and {len(told) - 1} more {'is' if len(told) == 2 else 'are'} not the same" if len(told) > 1 else ""
    related = tuple(Related(each.location, each.what.replace("`", "")) for each in told[1:_SHOWN] if each.location != first.location)
    message = f"{first.what}{more}; export again"
    return Difference("export", message, first.location, f"not so in {export.lock.path}", related, export.command, first.subject)


def _export(manifest: Manifest, header: CompileHeader, project: Project) -> Export | str:
    """The export with its lock; the reason where there is none."""
    name = LOCKS[header.tool]
    base = folder_of_run(manifest.path, header.arguments) if header.command else posixpath.dirname(manifest.path)
    if "--script" in header.arguments:
        return "it was exported from the lock of a script"
    lock = lock_above(base, name, project)
    if lock is None:
        return f"the `{name}` that it was exported from is not there"
    document = (json_document if lock.kind == "Pipfile.lock" else toml_document)(lock, project)
    return f"`{lock.path}` can't be read" if document is None else export_of(manifest, header, base, lock, document)


def export_of(manifest: Manifest, header: CompileHeader, base: str, lock: Manifest, document: Table) -> Export:
    """The export with the entries of its lock."""
    known: dict[str, list[LockedPackage]] = {}
    for package in packages(lock.source, lock.kind, document):
        known.setdefault(package.name, []).append(package)
    return Export(manifest, header, base, lock, document, known)


def lock_above(folder: str, name: str, project: Project) -> Manifest | None:
    """The nearest lock of this name in a folder or above it."""
    while True:
        lock = project.everywhere.get(posixpath.join(folder, name))
        if lock is not None or not folder:
            return lock
        folder = posixpath.dirname(folder)


# What the entries say.


def _contents(export: Export) -> Iterator[_Disagreement]:
    for entry in export.file.dependencies:
        if entry.name and not entry.path and not entry.editable:
            what = _of_entry(entry, export.known.get(entry.name, []), export.lock)
            if what:
                yield _Disagreement(entry.location, what, entry.name)


def _of_entry(entry: Dependency, locked: list[LockedPackage], lock: Manifest) -> str:
    """What one entry has otherwise than all entries of that name in the lock, "" for nothing."""
    version = "" if entry.url else exact_version(entry.specifier)
    if not locked:
        return f"`{entry.written}` stands here, but `{lock.path}` does not have it" if version else ""
    if entry.url:
        return _of_commit(entry, locked, lock)
    if not version or any(not package.version for package in locked):
        return ""
    same = [package for package in locked if package.version == version or verdict(f"=={package.version}", version) is not False]
    if not same:
        others = " and ".join(f"`{each}`" for each in sorted({package.version for package in locked})[:3])
        return f"`{entry.written}` is `{version}` here, but {others} in `{lock.path}`"
    return _of_hashes(entry, same, lock)


def _of_commit(entry: Dependency, locked: list[LockedPackage], lock: Manifest) -> str:
    here = _COMMIT.search(entry.url.partition("#")[0])
    there = {found[0] for package in locked if (found := _COMMIT.search(package.url.rpartition("#")[2]))}
    if here is None or not there or here[0] in there or any(not _COMMIT.search(package.url) for package in locked):
        return ""
    return f"`{entry.written}` is taken from commit `{here[0][:12]}` here, but from `{min(there)[:12]}` in `{lock.path}`"


def _of_hashes(entry: Dependency, same: list[LockedPackage], lock: Manifest) -> str:
    """A hash that no file of the lock has. Those that the lock has more are of files that came later."""
    files = [file for package in same for file in package.files]
    if not files or any(not file.hashes for file in files):
        return ""
    known = {each for file in files for each in file.hashes}
    algorithms = {each.partition(":")[0] for each in known}
    strange = [each for each in entry.hashes if each.algorithm in algorithms and f"{each.algorithm}:{each.digest.lower()}" not in known]
    return f"`{entry.written}` has the hash `{strange[0].digest[:12]}…` here, which `{lock.path}` does not have for it" if strange else ""


def _selected(export: Export, needed: Iterable[str], possible: frozenset[str] | None) -> Iterator[_Disagreement]:
    """What the command exports and the file lacks, and what it has and the command does not export."""
    listed = {entry.name: entry for entry in export.file.dependencies}
    lock = export.lock.path
    # A bare URL says no name: it may be any of those that are looked for.
    for name in needed if "" not in listed else ():
        if name not in listed:
            yield _Disagreement(export.header.location, f"`{name}` is missing here, but `{lock}` has it for what is exported", name)
    may = export.known if possible is None else possible
    for name, entry in listed.items():
        if name in export.known and name not in may and not entry.path and not entry.editable:
            yield _Disagreement(entry.location, f"`{entry.written}` stands here, but `{lock}` has it only for what is not exported", name)
