"""A repository into its cooldowns: how old a release must be before an update takes it, wherever that is said.

Sources: uv's `exclude-newer` (a date or a span), pip's `--uploaded-prior-to`, pixi's `exclude-newer`, Dependabot's `cooldown`, Renovate's
`minimumReleaseAge`.
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Location
    from deplint.project import Project

_SAID = {
    "pyproject": regex(r"^[ \t]*exclude-newer[ \t]*=[ \t]*[\"']([^\"'\n]{1,80})[\"']", re.MULTILINE),
    "script": regex(r"^#[ \t]*exclude-newer[ \t]*=[ \t]*[\"']([^\"'\n]{1,80})[\"']", re.MULTILINE),
    "pixi": regex(r"^[ \t]*exclude-newer[ \t]*=[ \t]*[\"']([^\"'\n]{1,80})[\"']", re.MULTILINE),
    "uv.toml": regex(r"^[ \t]*exclude-newer[ \t]*=[ \t]*[\"']([^\"'\n]{1,80})[\"']", re.MULTILINE),
    "pip.conf": regex(r"^uploaded[-_]prior[-_]to[ \t]*[=:][ \t]*(\S{1,80})", re.MULTILINE),
    "uv.lock": regex(r"^exclude-newer(?:-span)?[ \t]*=[ \t]*\"([^\"\n]{1,80})\"", re.MULTILINE),
    "pdm.lock": regex(r"^exclude_newer[ \t]*=[ \t]*\"([^\"\n]{1,80})\"", re.MULTILINE),
    "requirements": regex(r"(?:--uploaded-prior-to|--exclude-newer)[ =\t]{1,9}[\"']?([^\s\"']{1,80})"),
    "dependabot": regex(r"^[ \t]*default-days:[ \t]*[\"']?([0-9]{1,4})", re.MULTILINE),
    "renovate": regex(r"[\"']?(?:minimumReleaseAge|stabilityDays)[\"']?[ \t]*:[ \t]*[\"']?([0-9]{1,4}(?: [a-z]{1,9})?)"),
}
_SPAN = regex(r"P?(\d{1,5}) ?(h|hours?|d|days?|w|weeks?|months?|years?)?", re.IGNORECASE)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}
UNREAD = ("poetry.toml",)
"""Files that may set one, and that are not read."""
_SHARED = frozenset(("dependabot", "renovate", "pyproject", "pixi", "uv.toml", "pip.conf"))


class Cooldown(NamedTuple):
    """One of them; `days` is None for a date, before which everything must have been released, and for what a lock repeats."""

    text: str
    location: Location
    days: float | None


def cooldowns(project: Project) -> Iterator[Cooldown]:
    """What the files of a project, and those for the whole repository, say."""
    known = {manifest.path: manifest for manifest in project.files}
    known.update((each.path, each) for each in project.everywhere_of(*_SHARED))
    for manifest in known.values():
        pattern = _SAID.get(manifest.kind)
        for found in pattern.finditer(manifest.source.text) if pattern is not None else ():
            yield Cooldown(found[1], manifest.source.at(*found.span(1)), None if manifest.kind.endswith(".lock") else _days(found[1]))


def _days(text: str) -> float | None:
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    unit = (found[2] or "d")[0].lower()
    return int(found[1]) * _DAYS[unit]
