"""The values of a uv.lock into what it records about its entries, and what it is for. Source: uv's `lock/mod.rs`, `LockWire`."""

from __future__ import annotations

from deplint.facts import LockedRecord, LockedRequirement, LockTerms
from deplint.names import normalize
from deplint.readers.locks.values import array, named_entries, string, strings, table
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedPackage
    from deplint.readers.locks.values import Table

_LOCAL = ("editable", "virtual", "directory")


def records(document: Table, packages: Sequence[LockedPackage]) -> tuple[LockedRecord, ...]:
    """What the lock records about each of its entries."""
    members = frozenset(map(normalize, strings(table(document, "manifest").get("members"))))
    return tuple(
        LockedRecord(
            package, tuple(_requires(entry)), strings(entry.get("resolution-markers")),
            is_root=package.source in _LOCAL and (package.name in members if members else package.url == "."),
            declared=tuple(_declared(table(entry, "metadata"))) if "metadata" in entry else (),
        )
        for package, entry in zip(packages, named_entries(document, "package", packages), strict=False)
    )  # fmt: skip


def terms(document: Table) -> LockTerms:
    """What the lock is for."""
    manifest = table(document, "manifest")
    names = [string(each.get("name")) for each in array(manifest.get("overrides")) if isinstance(each, dict)]
    overridden = frozenset(map(normalize, (*names, *strings(manifest.get("excludes")))))
    markers = strings(document.get("supported-markers")) or strings(document.get("resolution-markers"))
    return LockTerms(
        string(document.get("requires-python")), markers, required=strings(document.get("required-markers")),
        overridden=overridden, records=True, marked=True,
    )  # fmt: skip


def _requires(entry: Table) -> Iterator[LockedRequirement]:
    for each in array(entry.get("dependencies")):
        yield from _requirement(each, "")
    for key, kind in (("optional-dependencies", "extra"), ("dev-dependencies", "group")):
        if key in entry:
            for name, each_list in table(entry, key).items():
                for each in array(each_list):
                    yield from _requirement(each, f"{kind}:{name}")


def _requirement(each: object, asked_by: str) -> Iterator[LockedRequirement]:
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


def _declared(metadata: Table) -> Iterator[LockedRequirement]:
    for each in array(metadata.get("requires-dist")):
        yield from _asked(each, "")
    for group, each_list in table(metadata, "requires-dev").items():
        for each in array(each_list):
            yield from _asked(each, f"group:{group}")


def _asked(each: object, asked_by: str) -> Iterator[LockedRequirement]:
    """A requirement of the metadata; where it comes from git, a URL or a path, no version is asked for."""
    if not isinstance(each, dict) or not isinstance(each.get("name"), str):
        return
    url = next((string(each[key]) for key in ("git", "url", "path", "editable", "directory", "virtual") if key in each), "")
    yield LockedRequirement(
        normalize(each["name"]), string(each.get("specifier")), "pep440", string(each.get("marker")), strings(each.get("extras")), "", url,
        asked_by,
    )  # fmt: skip
