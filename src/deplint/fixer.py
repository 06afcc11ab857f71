"""Texts and fixes into new texts: sorted edits that don't overlap, applied together, read again, until nothing changes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import partial
from itertools import pairwise

from deplint.model import Edit
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from deplint.model import Diagnostic, Fix

ROUNDS = 10
"""Fixes that need more rounds than this go round in circles."""
TRIALS = 50
"""So many fixes are tried one by one where all together made things worse."""
_LONE_LF = regex(r"(?<!\r)\n")


class Outcome(NamedTuple):
    """What fixing made of some texts.

    texts    every text by path, changed or not
    applied  how many fixes were applied
    stable   no fix was left over when it ended
    """

    texts: dict[str, str]
    applied: int
    stable: bool


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Raises ValueError where two of them overlap or one lies outside of the text."""
    parts, end = [], 0
    for edit in sorted(set(edits)):
        location = edit.location
        if not end <= location.start <= location.end <= len(text):
            raise ValueError(f"{location} overlaps another edit or lies outside of the text")
        parts += [text[end : location.start], edit.replacement]
        end = location.end
    return "".join([*parts, text[end:]])


def fix(
    texts: Mapping[str, str],
    diagnostics: Iterable[Diagnostic],
    *,
    unsafe: bool = False,
    readable: Callable[[str, str], bool] | None = None,
    generated: Container[str] = (),
) -> tuple[dict[str, str], int]:
    """All texts with every fix applied that can be applied in one go, and how many these are.

    readable   tells of a path and a new text whether it can be read; a fix after which it can't is left out
    generated  the paths of lock and compiled files, which no fix may touch
    A fix that overlaps an earlier one is left for the next round.
    """
    chosen = _compatible(texts, _candidates(diagnostics, unsafe), generated)
    changed = _applied(texts, chosen)
    if readable:
        broken = {path for path, text in changed.items() if text != texts[path] and not readable(path, text)}
        if broken:
            chosen = _harmless(texts, chosen, broken, readable)
            changed = _applied(texts, chosen)
    return changed, len(chosen)


def fix_until_stable(
    texts: Mapping[str, str],
    lint: Callable[[Mapping[str, str]], Iterable[Diagnostic]],
    *,
    unsafe: bool = False,
    readable: Callable[[str, str], bool] | None = None,
    generated: Container[str] = (),
) -> Outcome:
    """The texts after as many rounds of linting and fixing as change anything, at most ROUNDS; parameters as in `fix`.

    No round leaves a file with more findings than it had: the fixes that would are left out.
    """
    once = partial(fix, unsafe=unsafe, readable=readable, generated=generated)
    current, found, total = dict(texts), list(lint(texts)), 0
    for _ in range(ROUNDS):
        changed, applied = once(current, found)
        after = found if changed == current else list(lint(changed))
        if worse := _worse(found, after):
            changed, applied = once(current, _unharmful(current, found, worse, lint, once))
            after = found if changed == current else list(lint(changed))
        if changed == current:
            return Outcome(current, total, True)
        current, found, total = changed, after, total + applied
    return Outcome(current, total, False)


def _worse(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> set[str]:
    """The files that have more findings than before. One finding may take the place of another: what was wrong may have hidden it."""
    counts = Counter(diagnostic.location.path for diagnostic in after)
    counts.subtract(Counter(diagnostic.location.path for diagnostic in before))
    return {path for path, count in counts.items() if count > 0}


def _unharmful(
    texts: Mapping[str, str],
    found: Sequence[Diagnostic],
    worse: set[str],
    lint: Callable[[Mapping[str, str]], Iterable[Diagnostic]],
    once: Callable[[Mapping[str, str], Iterable[Diagnostic]], tuple[dict[str, str], int]],
) -> list[Diagnostic]:
    """The findings whose fixes add no finding: of those at the files that got worse each is tried alone, the first TRIALS of them."""
    suspects = [each for each in found if each.fix and worse & {each.location.path, *_paths(each.fix)}]
    proven = [suspect for suspect in suspects[:TRIALS] if not _worse(found, lint(once(texts, [suspect])[0]))]
    return [each for each in found if each not in suspects or each in proven]


def _candidates(diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Fix]:
    """The different fixes that may be applied, from the start of the first file on; safe ones before unsafe ones at the same place."""
    fixes = {diagnostic.fix for diagnostic in diagnostics if diagnostic.fix and diagnostic.fix.edits}
    wanted = [fix for fix in fixes if fix.safe or unsafe]
    return sorted(wanted, key=lambda fix: (min(edit.location for edit in fix.edits), not fix.safe, fix.title, fix.edits))


def _compatible(texts: Mapping[str, str], candidates: Iterable[Fix], generated: Container[str]) -> list[Fix]:
    """The fixes that can be applied together, earlier ones first. Each is taken whole or not at all."""
    chosen, taken = [], {path: list[Edit]() for path in texts}
    for candidate in candidates:
        edits = sorted(set(candidate.edits))
        if all(_allowed(edit, texts, generated) and _free(edit, taken[edit.location.path]) for edit in edits) and not _overlapping(edits):
            for edit in edits:
                _insert(taken[edit.location.path], edit)
            chosen.append(candidate)
    return chosen


def _insert(taken: list[Edit], edit: Edit) -> None:
    place = bisect_left(taken, edit)
    if taken[place : place + 1] != [edit]:
        taken.insert(place, edit)


def _allowed(edit: Edit, texts: Mapping[str, str], generated: Container[str]) -> bool:
    path, start, end = edit.location
    return path in texts and path not in generated and 0 <= start <= end <= len(texts[path])


def _free(edit: Edit, taken: list[Edit]) -> bool:
    """No other edit wants the same characters or inserts in the same place; the very same edit does not matter."""
    place = bisect_left(taken, edit)
    if taken[place : place + 1] == [edit]:
        return True
    return not _overlapping([*taken[max(0, place - 1) : place], edit, *taken[place : place + 1]])


def _overlapping(edits: Sequence[Edit]) -> bool:
    pairs = ((before.location, after.location) for before, after in pairwise(edits) if before.location.path == after.location.path)
    return any(after.start < before.end or after.start == before.start for before, after in pairs)


def _applied(texts: Mapping[str, str], fixes: Iterable[Fix]) -> dict[str, str]:
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.location.path, []).append(edit)
    return {path: apply(text, _with_its_line_ends(text, edits[path])) if path in edits else text for path, text in texts.items()}


def _with_its_line_ends(text: str, edits: Iterable[Edit]) -> Iterable[Edit]:
    """Rules write LF; in a file whose lines all end in CRLF, so do those that are added."""
    if "\r\n" not in text or text.count("\n") != text.count("\r\n"):
        return edits
    return [edit._replace(replacement=_LONE_LF.sub("\r\n", edit.replacement)) for edit in edits]


def _harmless(texts: Mapping[str, str], fixes: list[Fix], broken: set[str], readable: Callable[[str, str], bool]) -> list[Fix]:
    """The fixes without those that make a file unreadable, found by trying one after the other where a file is."""
    kept = [fix for fix in fixes if not broken & _paths(fix)]
    for fix in fixes:
        if paths := broken & _paths(fix):
            trial = _applied(texts, [*kept, fix])
            if all(readable(path, trial[path]) for path in paths):
                kept.append(fix)
    return kept


def _paths(fix: Fix) -> set[str]:
    return {edit.location.path for edit in fix.edits}
