"""A requirement and the pin made from it into what differs in kind: a URL against a version, another URL, editable against plain."""

from __future__ import annotations

import posixpath

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.comparison import Comparison, Pin
    from deplint.comparison.demands import Demand
    from deplint.facts import Dependency

_COMMIT = regex(r"[0-9a-f]{40}")
_VCS = ("git+", "hg+", "svn+", "bzr+")


def source_differences(comparison: Comparison) -> Iterator[tuple[Pin, Demand, str]]:
    """(pin, demand, what differs) where an input and its compiled file take a package from different places."""
    for name, pins in comparison.pinned.items():
        if not name or len(pins) != 1:
            continue
        asked = [demand for demand in comparison.requirements(name) if demand.kind == "requirement" and comparison.applies(demand)]
        found = _difference(pins[0], asked) if asked and asked[0].credit.endswith((".in", ".txt")) else None
        if found:
            yield pins[0], *found
    yield from _editables(comparison)


def _difference(pin: Pin, asked: list[Demand]) -> tuple[Demand, str] | None:
    direct = [demand for demand in asked if demand.dependency.url]
    if not direct:
        only_inputs = all(note.kind in ("input", "constraint") and note.path for note in pin.notes) and pin.notes
        return (asked[0], f"asked for by version, but pinned to `{_short(pin.entry.url)}`") if pin.entry.url and only_inputs else None
    first = direct[0]
    if not pin.entry.url:
        return (first, f"asked for as `{_short(first.dependency.url)}`, but pinned by version") if pin.entry.specifier else None
    if any(_same_url(demand.dependency, pin.entry) for demand in direct):
        return None
    return first, f"asked for as `{_short(first.dependency.url)}`, but pinned to another URL"


def _same_url(asked: Dependency, pinned: Dependency) -> bool:
    """Whether two direct references say the same, as far as compilers keep what is written."""
    if asked.path or pinned.path or "$" in asked.url + pinned.url:
        return True
    left, right = _parts(asked.url), _parts(pinned.url)
    if left[0] != right[0]:
        return False
    if asked.url.startswith(_VCS):
        commits = [part for part in (left[1], right[1]) if _COMMIT.fullmatch(part)]
        return len(commits) < 2 or commits[0] == commits[1]
    # With `--hash`, the fragment's hash is written as an option.
    return bool(pinned.hashes) or left[2] == right[2]


def _parts(url: str) -> tuple[str, str, frozenset[str]]:
    """(address, revision of a VCS URL, what the fragment says but for the name)."""
    address, _, fragment = url.partition("#")
    said = frozenset(part for part in fragment.split("&") if part and not part.startswith("egg="))
    revision = ""
    if address.startswith(_VCS):
        head, at, last = address.rpartition("@")
        if at and "/" not in last.split("//", 1)[-1][:1] and "://" in head and "/" in head.split("://", 1)[1]:
            address, revision = head, last
        address = address.removesuffix("/").removesuffix(".git")
    return address, revision, said


def _editables(comparison: Comparison) -> Iterator[tuple[Pin, Demand, str]]:
    """A local project that is editable on one side only. Paths are compared as written, from whichever folder."""
    pins = {_path(pin.entry): pin for pin in comparison.pins if pin.entry.path and pin.entry.url}
    for demand in comparison.demands:
        dependency = demand.dependency
        pin = pins.get(_path(dependency)) if dependency.path and dependency.url and demand.kind == "requirement" else None
        if pin is not None and pin.entry.editable != dependency.editable and comparison.applies(demand):
            asked, pinned = ("editable", "plain") if dependency.editable else ("plain", "editable")
            yield pin, demand, f"asked for as an {asked} install, but pinned as an {pinned} one".replace("an plain", "a plain")


def _path(dependency: Dependency) -> str:
    target = dependency.url.removeprefix("file://").removeprefix("file:").split("#", 1)[0].split("[", 1)[0]
    return posixpath.normpath(target.replace("\\", "/"))


def _short(url: str) -> str:
    return url if len(url) <= 60 else url[:57] + "..."
