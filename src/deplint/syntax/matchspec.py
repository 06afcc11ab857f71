"""One conda match spec into a `Dependency`, every part with its place.

Follows `MatchSpec` of conda 26 (conda/models/match_spec.py), whose word is final on what is valid: what
conda reads in a way that nobody would expect, but does read, is no problem here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from deplint.facts import Dependency, Problem, Span
from deplint.model import Location
from deplint.regex import regex
from deplint.syntax.conda_version import invalid_version
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

Spans = Callable[[int, int], Span]

ARCHIVES = (".conda", ".tar.bz2")
FIELDS = frozenset((
    "channel", "subdir", "name", "version", "build", "build_number", "track_features", "features", "url", "md5", "sha256",
    "license", "license_family", "fn", "when", "extras", "flags", "optional", "target",
))  # fmt: skip
_NAME = regex(r"[^ =<>!~]+")
_ODD_IN_NAME = regex(r"[^A-Za-z0-9._-]")
_FIELD = regex(r"(?<![A-Za-z0-9_-])([A-Za-z0-9_-]+)[ ]*=[ ]*(?:'([^']*)'|\"([^\"]*)\"|\[([^][]*)\]|([^,'\" ]*))")


class Parts(NamedTuple):
    """The ranges of a match spec's parts in its text; `fields` are those in brackets. None where absent."""

    name: Span | None
    version: Span | None
    build: Span | None
    channel: Span | None
    fields: dict[str, tuple[str, Span]]
    unbalanced: bool = False
    judged: bool = True
    """False where something follows the brackets: conda joins it to what stands before them."""


def parse_matchspec(
    text: str, span: Spans, path: str, *, group: str = "runtime", comment: str = "", **fields: Any
) -> tuple[Dependency | None, tuple[Problem, ...]]:
    """Reads one match spec: `numpy`, `numpy=1.2`, `numpy >=1.2,<2 py310_0`, `conda-forge::numpy[version='>=1']`.

    Returns the dependency (form "conda"), or None where not even the name can be said, and the problems. A template or a variable
    gives neither. `name` is in lower case and no more: to conda `importlib_metadata` and `importlib-metadata` are two packages, and an
    environment may hold both. `specifier` is the version as written, blanks stripped: "=1.2" (1.2 and what begins with it), "==1.2", "1.2"
    (exactly that), ">=1.2,<2"; `index` the channel; `options` the other fields as "build=py310_0".
    """
    if UNRESOLVED.search(text):
        return None, ()
    start, end = _stripped(text, 0, len(text))
    if text[start:end].endswith("@"):  # a feature of old: `mkl@`
        return None, ()
    whole = Location(path, *span(start, end))
    if text[start:end].endswith(ARCHIVES):
        return _archive(text[start:end], whole, span(start, end), group, comment), ()
    parts = split(text)
    if parts.unbalanced:
        return None, (_problem("invalid-specifier", text[start:end], "its brackets are not balanced", whole),)
    if parts.name is None:
        return None, (_problem("invalid-requirement", text[start:end], "it names no package", whole),)
    name = text[slice(*parts.name)]
    if odd := _odd_name(name):
        at = whole if odd.startswith("pip") else Location(path, *span(*parts.name))
        return None, (_problem("invalid-requirement", text[start:end] if odd.startswith("pip") else name, odd, at),)
    version, version_at = _value(text, parts, "version", parts.version)
    channel, _ = _value(text, parts, "channel", parts.channel)
    build, _ = _value(text, parts, "build", parts.build)
    extra = {key: value for key, (value, _) in parts.fields.items() if key not in ("version", "channel", "build", "name")}
    dependency = Dependency(
        name.lower(), name, text[start:end], whole, span(*parts.name),
        specifier=_packed(version), specifier_span=span(*version_at) if version_at and version else None,
        group=group, form="conda", index=channel, comment=comment,
        options=tuple(f"{key}={value}" for key, value in {"build": build, **extra}.items() if value), **fields,
    )  # fmt: skip
    if not parts.judged:
        return dependency, ()
    problem = _unknown_field(dependency, parts, span) or _invalid_version(dependency, build, version, version_at, span)
    return dependency, (problem,) if problem else ()


def split(text: str) -> Parts:
    """Takes a match spec apart as conda does: brackets, parentheses, channel, name, version and build."""
    end = text.find("#")
    end = len(text) if end < 0 else end
    condition = text.find(" if ", 0, end)
    end = condition if condition >= 0 else end
    fields: dict[str, tuple[str, Span]] = {}
    rest = text[:end]
    judged = True
    opening, closing = rest.rfind("["), rest.rfind("]")
    if 0 <= opening < closing:
        if "=[" in rest:  # extras=[a, b] within the brackets
            opening = rest.find("[")
        fields = _fields(text, opening + 1, closing)
        judged = not rest[closing + 1 :].strip() or rest[closing + 1 :].lstrip().startswith("(")
        rest = rest[:opening] + " " * (closing + 1 - opening) + rest[closing + 1 :]
    unbalanced = "[" in rest or "]" in rest
    parenthesis, closed = rest.find("("), rest.rfind(")")
    if 0 <= parenthesis < closed:
        judged = judged and not rest[closed + 1 :].strip()
        rest = rest[:parenthesis] + " " * (closed + 1 - parenthesis) + rest[closed + 1 :]
    begin, stop = _stripped(rest, 0, len(rest))
    colon = rest.rfind(":", begin, stop)
    channel = None
    if colon >= 0:
        second = rest.rfind(":", begin, colon)
        channel = _stripped(rest, begin, second) if second > begin else None
        begin, stop = _stripped(rest, colon + 1, stop)
    match = _NAME.match(rest, begin, stop)
    if match is None:
        return Parts(None, None, None, channel, fields, unbalanced, judged)
    if stop - match.end() < 2:  # `numpy=`: conda sees no version
        return Parts(match.span(), None, None, channel, fields, unbalanced, judged)
    version, build = _version_and_build(rest, *_stripped(rest, match.end(), stop))
    return Parts(match.span(), version, build, channel, fields, unbalanced, judged)


def _version_and_build(text: str, start: int, stop: int) -> tuple[Span | None, Span | None]:
    """The build begins after the first blank or `=` that follows a whole version and that no further clause follows."""
    if start >= stop:
        return None, None
    last = max(text.rfind(sign, start, stop) for sign in "-=,|<>~")
    position = last if last > start and text[last] == "=" else text.find(" ", max(last, start) + 1, stop)
    while start < position < stop - 1:
        if text[position - 1] not in "=!|,<>~":
            return _stripped(text, start, position), _stripped(text, position + 1, stop)
        position = text.find(" ", position + 1, stop)
    return (start, stop), None


def _fields(text: str, start: int, end: int) -> dict[str, tuple[str, Span]]:
    found: dict[str, tuple[str, Span]] = {}
    for match in _FIELD.finditer(text, start, end):
        for number in (2, 3, 4, 5):
            if match[number] is not None:
                found[match[1]] = match[number], match.span(number)
    return found


def _value(text: str, parts: Parts, key: str, outside: Span | None) -> tuple[str, Span | None]:
    """A part that may stand in brackets, where it wins, or outside."""
    if key in parts.fields:
        return parts.fields[key]
    return ("", None) if outside is None else (text[slice(*outside)], outside)


def _archive(url: str, whole: Location, url_span: Span, group: str, comment: str) -> Dependency:
    """A package file by URL or path: `https://host/linux-64/numpy-1.2-py310_0.conda`."""
    file = re.split(r"[/\\]", url)[-1]
    name = ""
    pieces = file.rsplit("-", 2)
    if len(pieces) == 3:
        name = pieces[0]
    local = "://" not in url or url.startswith("file:")
    return Dependency(name.lower(), name, url, whole, url=url, url_span=url_span, group=group, form="conda", path=local, comment=comment)


def _odd_name(name: str) -> str:
    """What is wrong with a package's name, "" if nothing; conda doesn't look at a name that is a glob."""
    if "*" in name:
        return ""
    if name.startswith("-") or "//" in name:
        return "pip's options and URLs belong in the `pip:` section"
    if match := _ODD_IN_NAME.search(name):
        return f"`{match[0]}` can't stand in the name of a package"
    return ""


def _unknown_field(dependency: Dependency, parts: Parts, span: Spans) -> Problem | None:
    for key, (_, at) in parts.fields.items():
        if key not in FIELDS:
            return _problem(
                "invalid-specifier", dependency.text, f"conda knows no field `{key}`", dependency.part(span(*at)), dependency.name
            )
    return None


def _invalid_version(dependency: Dependency, build: str, version: str, at: Span | None, span: Spans) -> Problem | None:
    reason = invalid_version(dependency.specifier, build)
    if not reason:
        return None
    message = f"`{dependency.written}` has the version `{_short(version)}`: {reason}"
    return Problem("invalid-specifier", message, dependency.part(span(*at) if at else None), subject=dependency.name)


def _problem(rule: str, text: str, reason: str, place: Location, subject: str = "") -> Problem:
    return Problem(rule, f"`{_short(text)}` is not a conda match spec: {reason}", place, subject=subject)


def _packed(version: str) -> str:
    return re.sub(r"\s", "", version)


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, end - (len(piece) - len(piece.rstrip())))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
