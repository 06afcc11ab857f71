"""The values of a lock document into what the lock as a whole is for: Pythons, environments, overrides."""

from __future__ import annotations

from deplint.facts import LockTerms
from deplint.names import normalize
from deplint.readers.locks_records_poetry import poetry_python
from deplint.readers.poetry_entry import python_marker
from deplint.readers.locks_values import array, string, strings, table
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from deplint.readers.locks_values import Table

# The beginnings of PDM's names of platforms.
_SYSTEMS = {
    "windows": "win32", "win": "win32", "macos": "darwin", "linux": "linux", "manylinux": "linux", "musllinux": "linux", "alpine": "linux",
}  # fmt: skip


def terms(kind: str, document: Table) -> LockTerms:
    """What a lock of this kind is for."""
    reader = _READERS.get(kind)
    return LockTerms() if reader is None else reader(document)


def _uv(document: Table) -> LockTerms:
    manifest = table(document, "manifest")
    names = [string(each.get("name")) for each in array(manifest.get("overrides")) if isinstance(each, dict)]
    overridden = frozenset(map(normalize, (*names, *strings(manifest.get("excludes")))))
    markers = strings(document.get("supported-markers")) or strings(document.get("resolution-markers"))
    return LockTerms(
        string(document.get("requires-python")), markers, required=strings(document.get("required-markers")),
        overridden=overridden, records=True, marked=True,
    )  # fmt: skip


def _poetry(document: Table) -> LockTerms:
    """Each entry has its marker since 2.1. A range of several parts is said as a marker."""
    metadata = table(document, "metadata")
    written, version = string(metadata.get("python-versions")), string(metadata.get("lock-version"))
    python = poetry_python(written)
    marked = version.startswith("2.") and version[2:].isdigit() and int(version[2:]) >= 1
    parted = () if python or written in ("", "*") else (python_marker(written),)
    return LockTerms(python, parted, records="" not in parted, marked=marked)


def _pdm(document: Table) -> LockTerms:
    """The targets since 4.5; before, one Python range, and the machine of whoever locked unless the strategy says `cross_platform`."""
    metadata = table(document, "metadata")
    targets = [each for each in array(metadata.get("targets")) if isinstance(each, dict)]
    strategy = strings(metadata.get("strategy"))
    marked = "inherit_metadata" in strategy
    if not targets:
        return LockTerms(string(metadata.get("requires_python")), records="cross_platform" in strategy, marked=marked)
    return _of_targets(targets)._replace(marked=marked)


def _of_targets(targets: list[Table]) -> LockTerms:
    pythons = list(dict.fromkeys(string(each.get("requires_python")) for each in targets))
    systems = [_SYSTEMS.get(string(each.get("platform")).partition("_")[0], "") for each in targets]
    markers = tuple(f'sys_platform == "{system}"' for system in dict.fromkeys(systems)) if all(systems) else ()
    # An implementation narrows a target further than is said here, so nothing is claimed of such a lock.
    return LockTerms(pythons[0] if len(pythons) == 1 else "", markers, records=not any("implementation" in each for each in targets))


def _pylock(document: Table) -> LockTerms:
    tool = table(document, "tool", "pdm")
    wanted = string(document.get("requires-python"))
    targets = [each for each in array(tool.get("targets")) if isinstance(each, dict)]
    if tool:
        found = _of_targets(targets) if targets else LockTerms()
        return found._replace(requires_python=found.requires_python or wanted, marked=True)
    entries = array(document.get("packages"))
    records = any(isinstance(each, dict) and "dependencies" in each for each in entries)
    return LockTerms(wanted, strings(document.get("environments")), records=records, marked=True)


def _pipfile(document: Table) -> LockTerms:
    requires = table(document, "_meta", "requires")
    full, minor = string(requires.get("python_full_version")), string(requires.get("python_version"))
    return LockTerms(f"=={full}" if full else f"=={minor}.*" if minor.replace(".", "").isdigit() else "")


_READERS: dict[str, Callable[[Table], LockTerms]] = {
    "uv.lock": _uv,
    "poetry.lock": _poetry,
    "pdm.lock": _pdm,
    "pylock": _pylock,
    "Pipfile.lock": _pipfile,
}
