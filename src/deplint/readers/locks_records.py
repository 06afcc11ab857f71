"""The values of a lock document into what it records about its entries: what each needs, where and for which groups it is locked.

`readers.locks` reads what the entries are; this is only read when a rule asks for more. poetry.lock and Pipfile.lock are in
`locks_records_poetry`, what the lock as a whole is for in `locks_terms`. What has another type than the tool writes is skipped.
"""

from __future__ import annotations

from deplint.facts import LockedRecord, LockedRequirement
from deplint.names import normalize
from deplint.readers.locks_records_poetry import pipfile_records, poetry_reader
from deplint.readers.locks_values import array, string, strings, table
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deplint.facts import LockedPackage
    from deplint.readers.locks_values import Table

    Reader = Callable[[LockedPackage, Table], LockedRecord]

_NAME = regex(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_IN_GROUPS = regex(r"(['\"])([^'\"]+)\1 in dependency_groups")
_LOCAL = ("editable", "virtual", "directory")


def records(kind: str, document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """What the lock records about these entries of it, in the same order; `packages` are those that `readers.locks` has found in it."""
    if kind == "Pipfile.lock":
        return pipfile_records(document, packages)
    made = _READERS.get(kind)
    if made is None:
        return ()
    entries = array(document.get("packages" if kind == "pylock" else "package"))
    named = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("name"), str)]
    return tuple(map(made(document), packages, named)) if len(named) == len(packages) else ()


def _uv_reader(document: Table) -> Reader:
    members = frozenset(map(normalize, strings(table(document, "manifest").get("members"))))

    def read(package: LockedPackage, entry: Table) -> LockedRecord:
        is_local = package.source in _LOCAL
        return LockedRecord(
            package, tuple(_uv_requires(entry)), strings(entry.get("resolution-markers")),
            is_root=is_local and (package.name in members if members else package.url == "."),
            declared=tuple(_uv_declared(table(entry, "metadata"))) if "metadata" in entry else (),
        )  # fmt: skip

    return read


def _uv_requires(entry: Table) -> Iterator[LockedRequirement]:
    for each in array(entry.get("dependencies")):
        yield from _uv_requirement(each, "")
    for key, kind in (("optional-dependencies", "extra"), ("dev-dependencies", "group")):
        if key in entry:
            for name, each_list in table(entry, key).items():
                for each in array(each_list):
                    yield from _uv_requirement(each, f"{kind}:{name}")


def _uv_requirement(each: object, asked_by: str) -> Iterator[LockedRequirement]:
    if not isinstance(each, dict) or not isinstance(each.get("name"), str):
        return
    if len(each) == 1:
        yield LockedRequirement(normalize(each["name"]), asked_by=asked_by)
        return
    source = table(each, "source")
    url = next((value for value in source.values() if isinstance(value, str)), "") if source else ""
    yield LockedRequirement(
        normalize(each["name"]), "", "pep440", string(each.get("marker")), strings(each.get("extra")), string(each.get("version")), url,
        asked_by,
    )  # fmt: skip


def _uv_declared(metadata: Table) -> Iterator[LockedRequirement]:
    for each in array(metadata.get("requires-dist")):
        yield from _uv_asked(each, "")
    for group, each_list in table(metadata, "requires-dev").items():
        for each in array(each_list):
            yield from _uv_asked(each, f"group:{group}")


def _uv_asked(each: object, asked_by: str) -> Iterator[LockedRequirement]:
    """A requirement of the metadata; where it comes from git, a URL or a path, no version is asked for."""
    if not isinstance(each, dict) or not isinstance(each.get("name"), str):
        return
    url = next((string(each[key]) for key in ("git", "url", "path", "editable", "directory", "virtual") if key in each), "")
    yield LockedRequirement(
        normalize(each["name"]), string(each.get("specifier")), "pep440", string(each.get("marker")), strings(each.get("extras")), "", url,
        asked_by,
    )  # fmt: skip


def _pdm_reader(document: Table) -> Reader:
    return _pdm_record


def _pdm_record(package: LockedPackage, entry: Table) -> LockedRecord:
    marker = string(entry.get("marker"))
    return LockedRecord(
        package, tuple(_requirements(entry.get("dependencies"))), (marker,) if marker else (), strings(entry.get("groups")),
        tuple(map(normalize, strings(entry.get("extras")))), string(entry.get("requires_python")),
    )  # fmt: skip


def _pylock_reader(document: Table) -> Reader:
    return _pylock_record


def _pylock_record(package: LockedPackage, entry: Table) -> LockedRecord:
    """The specification knows the names of what an entry needs, with what tells several of one name apart; PDM adds requirements."""
    marker, tool = string(entry.get("marker")), table(entry, "tool", "pdm")
    if tool:
        requires = tuple(_requirements(tool.get("dependencies")))
    else:
        requires = tuple(each for value in array(entry.get("dependencies")) for each in _pylock_requirement(value))
    groups = tuple(dict.fromkeys(found[2] for found in _IN_GROUPS.finditer(marker))) if "dependency_groups" in marker else ()
    return LockedRecord(
        package, requires, (marker,) if marker else (), groups, tuple(map(normalize, strings(tool.get("extras")))),
        string(entry.get("requires-python")),
    )  # fmt: skip


def _pylock_requirement(each: object) -> Iterator[LockedRequirement]:
    if isinstance(each, dict) and isinstance(each.get("name"), str):
        yield LockedRequirement(normalize(each["name"]), version=string(each.get("version")))


def _requirements(value: object) -> Iterator[LockedRequirement]:
    """Requirements as PEP 508 writes them: `rich[jupyter]>=13; python_version < "3.12"`, `demo @ file:///...`."""
    for text in strings(value):
        found = _NAME.match(text)
        if found is None:
            continue
        rest = text[found.end() :]
        is_url = rest.lstrip().startswith("@")
        # A URL may have semicolons: those of a marker have a blank before them.
        wanted, _, marker = rest.partition(" ;" if is_url else ";")
        extras = tuple(normalize(extra.strip()) for extra in (found[2] or "").split(",") if extra.strip())
        wanted = wanted.strip()
        if is_url:
            yield LockedRequirement(normalize(found[1]), "", "pep440", marker.strip(), extras, url=wanted[1:].strip())
        else:
            yield LockedRequirement(normalize(found[1]), wanted.strip("()"), "pep440", marker.strip(), extras)


_READERS: dict[str, Callable[[Table], Reader]] = {
    "uv.lock": _uv_reader,
    "poetry.lock": poetry_reader,
    "pdm.lock": _pdm_reader,
    "pylock": _pylock_reader,
}
