"""DPL912 unsorted: requirements that are not in the order of their names."""

from __future__ import annotations

from deplint.model import Edit
from deplint.questions.style import kept_by_hand
from deplint.rule import Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class _Entry(NamedTuple):
    """A requirement with all its physical lines: `start` to `end` without the last line end."""

    dependency: Dependency
    first_line: int
    last_line: int
    start: int
    end: int


class Unsorted(Rule):
    """Requirements that do not stand in the order of their names.

    ## Why is this bad?
    In a sorted list a name is found at a glance, a second entry for it stands beside the first, and two people who add something do not
    both add it at the end.

    ## Example
    ```bad requirements.in
    # web
    flask>=3
    click>=8

    # data
    pandas>=2
    ```
    ```good requirements.in
    # web
    click>=8
    flask>=3

    # data
    pandas>=2
    ```
    On in the pedantic profile. Blank lines, comments, options and includes part a file into groups, each of which has its own order;
    entries move with their hashes and the comments behind them. Compiled files are not flagged. A file gets one finding.
    """

    code = "DPL912"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("requirements",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in kept_by_hand(project):
            if manifest.kind == "requirements" and not manifest.problems:
                groups = [group for group in _groups(manifest) if not _is_sorted(group)]
                if groups:
                    yield self._finding(manifest, groups)

    def _finding(self, manifest: Manifest, groups: Sequence[Sequence[_Entry]]) -> Diagnostic:
        before, odd = next((one, two) for one, two in zip(groups[0], groups[0][1:], strict=False) if _key(one) > _key(two))
        return self.found(
            odd.dependency.part(odd.dependency.name_span),
            f"`{odd.dependency.written}` stands behind `{before.dependency.written}`; sort the requirements by their names",
            label="out of order",
            fix=Fix("sort the requirements", tuple(edit for group in groups for edit in _sorted(manifest, group)), safe=True),
            subject=manifest.path,
        )


def _key(entry: _Entry) -> str:
    return entry.dependency.name


def _is_sorted(group: Sequence[_Entry]) -> bool:
    """In the order of the normal names, or of the names as written, as other sorters have it."""
    names, written = [_key(each) for each in group], [each.dependency.written.lower() for each in group]
    return names == sorted(names) or written == sorted(written)


def _groups(manifest: Manifest) -> Iterator[list[_Entry]]:
    """Runs of entries on consecutive lines, with a name and one entry to a line."""
    group: list[_Entry] = []
    for entry in _entries(manifest):
        if group and entry.first_line != group[-1].last_line + 1:
            yield group
            group = []
        # what is continued at the end of the file must stay there
        if entry.dependency.name and not manifest.source.text.endswith("\\", entry.start, entry.end):
            group.append(entry)
    yield group


def _entries(manifest: Manifest) -> Iterator[_Entry]:
    source = manifest.source
    for dependency in sorted(manifest.dependencies, key=lambda each: each.location.start):
        first = last = source.position(dependency.location.start).line
        while source.line(last).endswith("\\") and last < len(source.line_starts):
            last += 1
        start = source.line_starts[first - 1]
        end = source.line_starts[last - 1] + len(source.line(last))
        yield _Entry(dependency, first, last, start, end)


def _sorted(manifest: Manifest, group: Sequence[_Entry]) -> Iterator[Edit]:
    """Each place of the group gets the text of the entry that belongs there; the line ends stay where they are."""
    text = manifest.source.text
    for place, entry in zip(group, sorted(group, key=_key), strict=True):
        if entry is not place:
            yield Edit(manifest.source.at(place.start, place.end), text[entry.start : entry.end])
