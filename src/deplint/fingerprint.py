"""A finding into the id that later runs know it by, wherever its line has moved to meanwhile."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deplint.model import Diagnostic, Source

LENGTH = 20
"""Hexadecimal digits of an id: 80 bits, so that even millions of findings don't meet by chance."""
LONGEST_SUBJECT = 300


def fingerprints(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> list[str]:
    """One id for each finding, in their order, all different.

    An id is made of the rule, the path, what the finding is about (its subject, else the text it stands on) and, where several
    findings share these, which of them it is by place. Lines and columns have no part in it.
    """
    from hashlib import sha256

    found = list(diagnostics)
    keys = [(diagnostic.code, diagnostic.location.path, _subject(diagnostic, sources)) for diagnostic in found]
    seen: dict[tuple[str, str, str], int] = {}
    ids = [""] * len(found)
    for index in sorted(range(len(found)), key=lambda i: (found[i].location, found[i].message, found[i].label)):
        key = keys[index]
        seen[key] = seen.get(key, 0) + 1
        text = "\0".join((*key, str(seen[key])))
        ids[index] = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
    return ids


def _subject(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """What a finding is about: named by its rule, or else the words it stands on; "" for the file as such."""
    if diagnostic.subject:
        return f"subject {diagnostic.subject}"
    _, start, end = diagnostic.location
    source = sources.get(diagnostic.location.path)
    if source is None or start == end == 0:
        return ""
    if start == end:
        text = source.line(source.position(start).line)[:LONGEST_SUBJECT]
    else:
        text = source.text[start : min(end, start + LONGEST_SUBJECT)]
    if "@" in text:
        from deplint.credentials import masked

        text = masked(text)
    return f"text {' '.join(text.split())}"
