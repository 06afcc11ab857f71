"""Findings that are known already into a file, and a report into what of it is new.

The file is for people and for git: one line for each finding, sorted, without line numbers, so that it changes only where findings do.
"""

from __future__ import annotations

import re

from deplint.fingerprint import LENGTH, fingerprints
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from deplint.report import Report

VERSION = 1
_ID = regex(rf"[0-9a-f]{{{LENGTH}}}")
_KEYS = ("path", "rule", "message", "id")


class Known(NamedTuple):
    """One finding that is known. `message` is for the reader of the file only; `id` is its fingerprint."""

    path: str
    rule: str
    message: str
    id: str


class BaselineError(Exception):
    """The file is no baseline; the message completes a sentence that begins with its name."""


def known_in(report: Report) -> tuple[Known, ...]:
    """What a baseline says of a report."""
    ids = fingerprints(report.diagnostics, report.sources)
    found = zip(report.diagnostics, ids, strict=True)
    return tuple(sorted(Known(each.location.path, each.code, _said(each.message), id) for each, id in found))


def _said(message: str) -> str:
    """Messages may name lines, which change; in the file such a number would make a difference where there is none."""
    return re.sub(r"\bline \d+", "line N", message)


def written(known: Iterable[Known]) -> str:
    """The baseline file: JSON with one line for each finding."""
    from json import dumps

    lines = [f"  {dumps(dict(zip(_KEYS, each, strict=True)), ensure_ascii=False)}" for each in sorted(known)]
    body = ",\n".join(lines)
    return f'{{"version": {VERSION}, "findings": [\n{body}\n]}}\n' if lines else f'{{"version": {VERSION}, "findings": []}}\n'


def read(data: bytes) -> tuple[Known, ...]:
    """The findings of a baseline file. Raises BaselineError."""
    from json import JSONDecodeError, loads

    try:
        document = loads(data.decode("utf-8-sig"))
    except JSONDecodeError as error:
        raise BaselineError(f"is no JSON: line {error.lineno}, column {error.colno}: {error.msg.lower()}") from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise BaselineError("is no JSON in UTF-8") from None
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise BaselineError("is no baseline: it has no list of `findings`")
    if document.get("version") != VERSION:
        raise BaselineError(f"is a baseline of version {str(document.get('version'))[:20]}, and not {VERSION}; write it again")
    return tuple(_entry(number, each) for number, each in enumerate(document["findings"], 1))


def _entry(number: int, entry: object) -> Known:
    values = [entry.get(key) for key in _KEYS] if isinstance(entry, dict) else []
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(_KEYS) or not _ID.fullmatch(texts[-1]):
        raise BaselineError(f"has no valid finding at place {number}: it needs {', '.join(f'`{key}`' for key in _KEYS)}")
    return Known(*texts)


def new_in(report: Report, known: Collection[str]) -> Report:
    """The report without the findings whose ids are known; they are counted as baselined."""
    ids = fingerprints(report.diagnostics, report.sources)
    left = [each for each, id in zip(report.diagnostics, ids, strict=True) if id not in known]
    return report.with_only(left)


def gone(known: Iterable[Known], report: Report, looked_for: Callable[[Known], bool]) -> tuple[Known, ...]:
    """What is known but not found any more, of what this run looked for. `report` has all findings."""
    ids = set(fingerprints(report.diagnostics, report.sources))
    return tuple(each for each in known if each.id not in ids and looked_for(each))
