"""One PEP 508 string into a `Dependency`, every part with its place.

A strict, linear-time path reads the plain requirement (name, extras, PEP 440 specifier, simple marker); whatever it does not
recognise goes to `packaging`, which is the judge of what is valid. A test holds the two in agreement.
"""

from __future__ import annotations

from collections.abc import Callable

from deplint.facts import Dependency, Problem, Span
from deplint.model import Location
from deplint.names import normalize as normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from typing import Any

Spans = Callable[[int, int], Span]

NAME = regex(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRAS = regex(r"\[[ \t]*(?:[A-Za-z0-9][A-Za-z0-9._-]*[ \t]*(?:,[ \t]*[A-Za-z0-9][A-Za-z0-9._-]*[ \t]*)*)?\]")
_BLANKS = regex(r"[ \t]*")
# One clause of a specifier that needs no judge. Versions in their plain spelling; the rest is left to packaging.
_RELEASE = r"(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*"
_VERSION = _RELEASE + r"(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?"
_CLAUSE = regex(
    rf"(?:(?:==|!=)[ \t]*(?:{_RELEASE}\.\*|{_VERSION}(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?)"
    rf"|(?:<=|>=|<|>)[ \t]*{_VERSION}|~=[ \t]*(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)+)(?![A-Za-z0-9.+*!_-])"
)
# Most of them are as simple as this, and it takes a fifth of the time to compile.
_PLAIN_CLAUSE = regex(r"(?:[=!<>]=|<|>)[ \t]*[0-9]+(?:\.[0-9]+)*(?![A-Za-z0-9.+*!_-])")
_VARIABLE = (
    r"(?:python_full_version|python_version|sys_platform|platform_system|platform_machine|platform_python_implementation"
    r"|implementation_name|os_name|extra)"
)
_STRING = r"(?:\"[^\"'\\\r\n]*\"|'[^\"'\\\r\n]*')"
_ATOM = rf"{_VARIABLE}(?:[ \t]*(?:==|!=|<=|>=|<|>)[ \t]*|[ \t]+(?:not[ \t]+)?in[ \t]+){_STRING}"
_MARKER = regex(rf"{_ATOM}(?:[ \t]+(?:and|or)[ \t]+{_ATOM})*")
UNRESOLVED = regex(r"\$\{[A-Za-z0-9_]+\}|\{\{|\{%|<%|@@[A-Z]")
_VERSION_LIKE = regex(r"(?:==)?v?[0-9]+(?:\.[0-9]+)*")
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def parse_requirement(
    text: str, span: Spans, path: str, *, group: str = "runtime", comment: str = "", url_ends: str = "", **fields: Any
) -> tuple[Dependency | None, tuple[Problem, ...]]:
    """Reads one requirement. `span` turns offsets in `text` into offsets of `path`. A URL ends at the first blank, or at `url_ends`.

    Returns the dependency, or None where not even the name can be said, and the problems found on the way.
    A requirement with an unresolved `${VAR}` or template is never a problem.
    """
    start, end = _strip(text)
    whole = Location(path, *span(start, end))
    match = NAME.match(text, start, end)
    if match is None:
        return None, _refused(text, span, path)
    name_end = match.end()
    while text[name_end - 1] in "._-":
        name_end -= 1
    position = _skip(text, name_end)
    extras: tuple[str, ...] = ()
    extras_span = None
    found = _EXTRAS.match(text, position, end) if text.startswith("[", position) else None
    if found:
        extras = tuple(normalize(extra.strip()) for extra in found[0][1:-1].split(",") if extra.strip())
        extras_span = span(found.start(), found.end())
        position = _skip(text, found.end())
    written = text[match.start() : name_end]
    head = normalize(written), written, text[start:end], whole, span(match.start(), name_end), extras, extras_span
    direct = text.startswith("@", position)
    plain = None if direct else _plain_rest(text, position, end)
    if plain is not None:
        first, stop, marker = plain
        return Dependency(
            *head,
            text[first:stop], span(first, stop) if first < stop else None,
            text[marker:end], span(marker, end) if marker < end else None,
            group=group, comment=comment, **fields,
        ), ()  # fmt: skip
    base = Dependency(*head, group=group, comment=comment, **fields)
    return _direct(base, text, position, end, span, path, url_ends) if direct else _judged(base, text, span, path)


def _plain_rest(text: str, position: int, end: int) -> tuple[int, int, int] | None:
    """Where the specifier begins and ends and where the marker begins, in what follows name and extras; None where packaging must judge."""
    first = position
    stop = position
    parenthesis = text.startswith("(", position)
    if parenthesis:
        position = first = _skip(text, position + 1)
    while clause := _clause(text, position, end):
        stop = clause.end()
        position = _skip(text, stop)
        if not text.startswith(",", position):
            break
        position = _skip(text, position + 1)
    plain = True
    if parenthesis and stop > first and text.startswith(")", position):
        position = _skip(text, position + 1)
    elif parenthesis or (stop > first and "," in text[stop:position]):
        plain = False
    marker_start = position
    if text.startswith(";", position):
        marker_start = _skip(text, position + 1)
        marker = _MARKER.match(text, marker_start, end)
        plain = plain and marker is not None and marker.end() == end
    elif position < end:
        plain = False
    return (first, stop, marker_start) if plain else None


def _clause(text: str, position: int, end: int) -> re.Match[str] | None:
    """The clause that begins here, where one does."""
    if position >= end or text[position] not in "=!<>~":
        return None
    return _PLAIN_CLAUSE.match(text, position, end) or _CLAUSE.match(text, position, end)


def _direct(
    base: Dependency, text: str, at: int, end: int, span: Spans, path: str, url_ends: str
) -> tuple[Dependency | None, tuple[Problem, ...]]:
    """`name @ url ; marker`: the URL ends at the first blank (PEP 508)."""
    start = _skip(text, at + 1)
    stop = start
    while stop < end and text[stop] not in " \t":
        stop += 1
    if url_ends and stop < end and text.endswith(url_ends, start + 1, stop):
        stop -= len(url_ends)
    url = text[start:stop]
    rest = _skip(text, stop)
    marker = text[rest + 1 : end].strip() if text.startswith(";", rest) else ""
    dependency = base._replace(
        url=url, url_span=span(start, stop), path=is_local(url), marker=marker,
        marker_span=span(_skip(text, rest + 1), end) if marker else None,
    )  # fmt: skip
    if UNRESOLVED.search(text):
        return dependency, ()
    problem = ""
    place = base.location
    if not url:
        problem, label = f"`{_short(base.written)} @` names no URL", "a URL is missing"
    elif _VERSION_LIKE.fullmatch(url):
        right = _short(f"{base.written}=={url.lstrip('=v')}")
        problem, label = f"`{_short(url)}` is not a URL, as must follow `@`; a version would be `{right}`", "not a URL"
        place = Location(path, *span(start, stop))
    elif rest < end and text[rest] != ";":
        problem, label = f"`{_short(text[rest:end])}` follows the URL of `{_short(base.written)}`, where only ` ; marker` may", "unexpected"
        place = Location(path, *span(rest, end))
    if problem:
        return dependency, (Problem("invalid-requirement", problem, place, label, subject=base.name),)
    if marker and not _marker_is_valid(marker):
        from deplint.syntax.refused_requirement import invalid_marker

        return dependency, (invalid_marker(dependency),)
    return dependency, ()


def is_local(url: str) -> bool:
    """A `file:` URL or a path, in contrast to an address on the network."""
    return url.startswith("file:") or not _SCHEME.match(url)


def _judged(base: Dependency, text: str, span: Spans, path: str) -> tuple[Dependency | None, tuple[Problem, ...]]:
    """What the fast path did not recognise: packaging decides; the places are found here."""
    start, end = _strip(text)
    after = _after_extras(text, start, end)
    semicolon = text.find(";", after, end)
    spec_end = end if semicolon < 0 else semicolon
    specifier = start_of, end_of = _unwrapped(text, after, spec_end)
    marker_start = end if semicolon < 0 else _skip(text, semicolon + 1)
    dependency = base._replace(
        specifier=text[start_of:end_of],
        specifier_span=span(start_of, end_of) if start_of < end_of else None,
        marker=text[marker_start:end],
        marker_span=span(marker_start, end) if marker_start < end else None,
    )
    if UNRESOLVED.search(text):
        return dependency, ()
    from deplint.syntax.refused_requirement import Shape, refusal

    problem = refusal(dependency, Shape(text, after, specifier, spec_end, marker_start, end), span, path)
    return dependency, (problem,) if problem else ()


def _marker_is_valid(marker: str) -> bool:
    if _MARKER.fullmatch(marker):
        return True
    from deplint.syntax.refused_requirement import is_marker

    return is_marker(marker)


def _refused(text: str, span: Spans, path: str) -> tuple[Problem, ...]:
    start, end = _strip(text)
    if start == end or UNRESOLVED.search(text):
        return ()
    place = Location(path, *span(start, end))
    bare = text[start:end].strip("\"'`,*-+ \t")
    advice = bare if bare.isascii() and NAME.match(bare) and len(bare) <= 200 else ""
    return (Problem("invalid-requirement", f"`{_short(text)}` is not a requirement: it must begin with a name", place, "", advice),)


def _after_extras(text: str, start: int, end: int) -> int:
    match = NAME.match(text, start, end)
    position = _skip(text, match.end() if match else start)
    found = _EXTRAS.match(text, position, end)
    return _skip(text, found.end()) if found else position


def _unwrapped(text: str, start: int, end: int) -> Span:
    """The range without blanks and without one pair of parentheses around it."""
    start, end = _stripped(text, start, end)
    if end - start >= 2 and text[start] == "(" and text[end - 1] == ")":
        return _stripped(text, start + 1, end - 1)
    return start, end


def _stripped(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " \t":
        end -= 1
    return min(_skip(text, start), end), end


def _skip(text: str, position: int) -> int:
    """Where the blanks that begin here end."""
    if not text.startswith((" ", "\t"), position):
        return position
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def _strip(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 60 else text[:57] + "..."
