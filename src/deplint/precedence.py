"""Findings into those that tell each cause once: one line, one story.

Rules say in their class what they yield to; nothing here knows a particular rule. Two findings are about the same thing when their places
overlap, where a place inside a requirement counts as the whole requirement. A finding that yields is dropped even if what it yields to is
itself dropped or suppressed: the cause was told, or its owner wants to hear no more of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deplint.facts import Manifest
    from deplint.model import Diagnostic, Location
    from deplint.rule import Rule

Span = tuple[int, int]


def told(
    diagnostics: Sequence[Diagnostic], rules: Mapping[str, type[Rule]], manifests: Mapping[str, Manifest]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings that stay and those that yield; `rules` by code, `manifests` by path."""
    names = {diagnostic.name for diagnostic in diagnostics}
    present = [rules[code] for code in {diagnostic.code for diagnostic in diagnostics}]
    if not any(rule.alone or rule.refuses or names & {*rule.yields_to, *rule.yields_in_file} for rule in present):
        return list(diagnostics), []
    places = _Places(diagnostics, rules, manifests)
    yielding = [diagnostic for diagnostic in diagnostics if places.tell_more(diagnostic)]
    dropped = set(map(id, yielding))
    return [diagnostic for diagnostic in diagnostics if id(diagnostic) not in dropped], yielding


class _Places:
    """Where each rule has spoken."""

    def __init__(self, diagnostics: Iterable[Diagnostic], rules: Mapping[str, type[Rule]], manifests: Mapping[str, Manifest]) -> None:
        self.rules = rules
        self.manifests = manifests
        self.requirements: dict[str, list[Span]] = {}
        awaited = {name for rule in rules.values() for name in rule.yields_to}
        spans: dict[tuple[str, str], list[Span]] = {}
        alone: dict[str, list[Span]] = {}
        refused: dict[str, list[Span]] = {}
        self.in_file: set[tuple[str, str]] = set()
        for diagnostic in diagnostics:
            path, start, end = diagnostic.location
            self.in_file.add((path, diagnostic.name))
            if diagnostic.name in awaited and end:
                spans.setdefault((path, diagnostic.name), []).append(self.whole(diagnostic.location))
            if rules[diagnostic.code].alone:
                alone.setdefault(path, []).append((start, end))
            if rules[diagnostic.code].refuses:
                refused.setdefault(path, []).append(self.whole(diagnostic.location))
        self.spans = {key: _merged(found) for key, found in spans.items()}
        self.alone = {path: _merged(found) for path, found in alone.items()}
        self.refused = {path: _merged(found) for path, found in refused.items()}

    def tell_more(self, diagnostic: Diagnostic) -> bool:
        """Another finding tells the same more exactly."""
        rule = self.rules[diagnostic.code]
        path, start, end = diagnostic.location
        if any((path, name) in self.in_file for name in rule.yields_in_file):
            return True
        if not end:
            # What is said of a file as such, at its very start, is not said of the requirement that happens to stand there.
            return False
        if path in self.alone and not rule.alone and _inside((start, end), self.alone[path]):
            return True
        span = self.whole(diagnostic.location)
        if path in self.refused and not (rule.refuses or rule.alone) and _overlaps(span, self.refused[path]):
            return True
        return any(_overlaps(span, self.spans.get((path, name), ())) for name in rule.yields_to)

    def whole(self, location: Location) -> Span:
        """The requirement that a place stands in, or the place itself."""
        path, start, end = location
        spans = self.requirements.get(path)
        if spans is None:
            spans = self.requirements[path] = _requirements(self.manifests.get(path))
        place = bisect_right(spans, (start, end)) - 1
        for span in spans[max(place, 0) : place + 2]:
            if span[0] <= start and end <= span[1]:
                return span
        return start, end


def _requirements(manifest: Manifest | None) -> list[Span]:
    """Where the requirements of a file stand, their hashes included where these follow them."""
    if manifest is None:
        return []
    spans = []
    for dependency in manifest.dependencies:
        end = dependency.location.end
        if manifest.kind == "requirements":
            end = max([end, *(each.location.end for each in dependency.hashes)])
        spans.append((dependency.location.start, end))
    return sorted(spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif not merged or merged[-1] != (start, end):
            merged.append((start, end))
    return merged


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """One of the sorted, disjoint ranges has a character in common with this one, or starts where it starts."""
    place = bisect_left(others, span)
    return any(start == span[0] or (start < span[1] and span[0] < end) for start, end in others[max(0, place - 1) : place + 1])


def _inside(span: Span, others: Sequence[Span]) -> bool:
    place = bisect_right(others, (span[0], 1 << 62)) - 1
    return place >= 0 and span[1] <= others[place][1]
