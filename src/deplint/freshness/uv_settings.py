"""What uv.toml and `[tool.uv]` say of how to resolve, and `[options]` in uv.lock, into the settings in which the two differ.

uv reads one file: the nearest `uv.toml` or pyproject.toml with a `[tool.uv]`, from the folder of the lock upwards; in one folder
`uv.toml` wins. What the user or the machine has configured is not seen here. Source: `FilesystemOptions::find` (uv-settings) and
`ValidatedLock::validate`.
"""

from __future__ import annotations

import posixpath

from deplint.freshness.documents import Table, array, string, table, toml_document
from deplint.freshness.uv_requirement import UndecidedError, url
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator

    from deplint.facts import Manifest
    from deplint.project import Project

DEFAULT_INDEX = "https://pypi.org/simple"
_DEFAULTS = (
    ("resolution", "resolution-mode", "highest"),
    ("fork-strategy", "fork-strategy", "requires-python"),
    ("prerelease", "prerelease-mode", "if-necessary-or-explicit"),
)
"""(setting, key of the lock, what uv takes without it)"""

_SAME = {"if-necessary": "if-necessary-or-explicit"}
"""Values that are another one to uv 0.13."""
_INSTANT = regex(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]+)?)?[ ]?(?:([Zz])|([+-])([0-9]{2}):?([0-9]{2})?))?"
)
_DURATION = regex(r"([0-9]+)[ ]*([a-zA-Z]+)[ ,]*")
_ISO_DURATION = regex(r"[Pp](?:([0-9]+)[Ww])?(?:([0-9]+)[Dd])?(?:[Tt](?:([0-9]+)[Hh])?(?:([0-9]+)[Mm])?(?:([0-9]+)[Ss])?)?")
_UNITS = {
    "w": 0, "wk": 0, "wks": 0, "week": 0, "weeks": 0, "d": 1, "day": 1, "days": 1, "h": 2, "hr": 2, "hrs": 2, "hour": 2, "hours": 2,
    "m": 3, "min": 3, "mins": 3, "minute": 3, "minutes": 3, "s": 4, "sec": 4, "secs": 4, "second": 4, "seconds": 4,
}  # fmt: skip
_DAY = 86_400
# A bare date ends at midnight where uv runs, which may be any zone.
_WESTERNMOST, _EASTERNMOST = 12 * 3600, -14 * 3600

Cutoff = tuple[str, tuple[float, ...]]
"""("span", weeks to seconds) or ("instant", (earliest, latest second that can be meant)); ("off", ()) where there is none."""


class Settings(NamedTuple):
    """The settings in force: `keys` lead to their table in `manifest`, which is None where nobody configures anything."""

    values: Table
    manifest: Manifest | None = None
    keys: tuple[str, ...] = ()


class Change(NamedTuple):
    """One setting of which the lock says otherwise.

    keys  the setting, below the table of the settings
    now   its value in words, "" where it is not set
    then  its value in the lock, "" where the lock has none
    key   the key of `[options]`
    """

    keys: tuple[str, ...]
    now: str
    then: str
    key: str
    is_set: bool
    """The setting stands in the file, so that it can be pointed to."""


def settings_at(folder: str, project: Project) -> Settings:
    """The settings that uv finds from a folder upwards."""
    while True:
        for name, keys in (("uv.toml", ()), ("pyproject.toml", ("tool", "uv"))):
            path = posixpath.join(folder, name)
            manifest = project.everywhere.get(path)
            if manifest is None:
                if name == "uv.toml" and project.is_there(path):
                    raise UndecidedError(f"`{path}` is not among the files that are linted")
                continue
            values = toml_document(manifest, project)
            if values is None:
                raise UndecidedError(f"`{path}` can't be read")
            if name == "uv.toml" or "uv" in table(values, "tool"):
                return Settings(table(values, *keys), manifest, keys)
        if not folder:
            return Settings({})
        folder = posixpath.dirname(folder)


def changes(settings: Settings, options: Table, packages: Collection[str]) -> Iterator[Change]:
    """The settings in which the lock's `[options]` differ; `packages` are the names that are locked."""
    for key, locked_key, default in _DEFAULTS:
        now, then = string(settings.values.get(key)) or default, string(options.get(locked_key)) or default
        if _SAME.get(now, now) != _SAME.get(then, then):
            yield Change((key,), now, then, locked_key, key in settings.values)
    wanted, locked = table(settings.values, "prerelease-package"), table(options, "prerelease-package")
    if {normalize(name): value for name, value in wanted.items()} != {normalize(name): value for name, value in locked.items()}:
        yield Change(("prerelease-package",), _words(wanted), _words(locked), "prerelease-package", bool(wanted))
    yield from _cutoffs(settings.values, options, packages)


def _words(values: Table) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


# exclude-newer


def _cutoffs(values: Table, options: Table, packages: Collection[str]) -> Iterator[Change]:
    span, then = string(options.get("exclude-newer-span")), string(options.get("exclude-newer"))
    locked = cutoff(span or then or False)
    now = values.get("exclude-newer", False)
    if not _still_holds(locked, cutoff(now)):
        key = "exclude-newer-span" if span else "exclude-newer"
        yield Change(("exclude-newer",), _shown(now), span or then, key, "exclude-newer" in values)
    wanted = {normalize(name): value for name, value in table(values, "exclude-newer-package").items()}
    had = {normalize(name): value for name, value in table(options, "exclude-newer-package").items()}
    for name in sorted(wanted.keys() | had.keys()):
        if name not in had:
            # What is new and concerns no locked package, or shuts nothing out, changes nothing for uv.
            is_same = name not in packages or wanted[name] is False
        else:
            is_same = name in wanted and (wanted[name] is False or _still_holds(cutoff(had[name]), cutoff(wanted[name])))
        if not is_same:
            shown = _shown(wanted.get(name)), _shown(had.get(name))
            yield Change(("exclude-newer-package", name), *shown, "exclude-newer-package", name in wanted)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return string(value.get("span")) or string(value.get("timestamp"))
    return "" if value is None or value is False else str(value)


def cutoff(value: object) -> Cutoff:
    """A value of `exclude-newer`: an instant, a date, a duration, False."""
    if isinstance(value, dict):
        value = value.get("span") or value.get("timestamp")
    if value is False:
        return "off", ()
    if not isinstance(value, str):
        raise UndecidedError("`exclude-newer` is of a type that uv refuses")
    found = _INSTANT.fullmatch(value.strip())
    if found:
        return "instant", _instant(found)
    length = _span(value.strip())
    if length is None:
        raise UndecidedError(f"`exclude-newer = {value[:40]}` is a duration that is not understood")
    return "span", length


def _instant(found: re.Match[str]) -> tuple[float, ...]:
    day = _days(int(found[1]), int(found[2]), int(found[3])) * _DAY
    if found[4] is None:
        return float(day + _DAY + _EASTERNMOST), float(day + _DAY + _WESTERNMOST)
    second = day + int(found[4]) * 3600 + int(found[5]) * 60 + int(found[6] or 0) + float(found[7] or 0)
    if found[9]:
        offset = int(found[10]) * 3600 + int(found[11] or 0) * 60
        second += offset if found[9] == "-" else -offset
    return float(second), float(second)


def _days(year: int, month: int, day: int) -> int:
    """Days since some first of March, in the Gregorian calendar."""
    year, month = (year - 1, month + 9) if month <= 2 else (year, month - 3)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day


def _span(text: str) -> tuple[float, ...] | None:
    """Weeks, days, hours, minutes and seconds, each as written: uv does not turn 7 days into a week."""
    iso = _ISO_DURATION.fullmatch(text)
    if iso and len(text) > 1:
        return tuple(float(part or 0) for part in iso.groups())
    found, place = [0.0] * 5, 0
    for part in _DURATION.finditer(text.removesuffix(" ago")):
        if part.start() != place or part[2].lower() not in _UNITS:
            return None
        found[_UNITS[part[2].lower()]] += float(part[1])
        place = part.end()
    return tuple(found) if place == len(text.removesuffix(" ago")) and place else None


def _still_holds(locked: Cutoff, wanted: Cutoff) -> bool:
    """Since 0.13 uv takes a lock with an earlier instant than the one that is configured: all that it has is old enough."""
    if locked[0] != "instant" or wanted[0] != "instant":
        return locked == wanted
    return wanted[1][1] >= locked[1][0]


# Indexes.


def allowed_indexes(settings: Settings) -> frozenset[str] | None:
    """The URLs of all indexes that packages may come from; None where none is configured, and uv takes any."""
    values = settings.values
    tables = [each for each in array(values.get("index")) if isinstance(each, dict)]
    default, extra, links = values.get("index-url"), array(values.get("extra-index-url")), array(values.get("find-links"))
    if not (tables or default or extra or links or values.get("no-index")):
        return None
    addresses = [string(each.get("url")) for each in tables] + [string(each) for each in (default, *extra, *links)]
    found = {url(each) for each in addresses if each}
    if not default and not any(each.get("default") is True for each in tables) and values.get("no-index") is not True:
        found.add(DEFAULT_INDEX)
    return frozenset(found)
