"""DPL701 duplicate-requirement: the same distribution twice in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.lists import pairs_of_one_name, requirement_lists
from deplint.model import Location
from deplint.rule import Edit, Fix, Related, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class DuplicateRequirement(Rule):
    """Distribution that stands twice in one list.

    ## Why is this bad?
    Whoever changes one of the two lines believes that the version has changed. Some tools take the first, some the last, and pip refuses
    the file when they differ.

    ## Example
    ```bad requirements.in
    flask>=3
    requests>=2.31
    flask>=3
    ```
    ```good requirements.in
    flask>=3
    requests>=2.31
    ```
    Names are compared in their normal form (`Flask_Login` is `flask-login`). Entries whose markers exclude each other, entries that differ
    in their extras, and constraints are not flagged.
    """

    code = "DPL701"
    severity = Severity.WARNING
    yields_to = ("conflicting-requirement",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, entries in requirement_lists(project):
            for first, second in pairs_of_one_name(entries):
                if first.extras == second.extras and not _differ_in_place(first, second):
                    yield self._finding(manifest, first, second)

    def _finding(self, manifest: Manifest, first: Dependency, second: Dependency) -> Diagnostic:
        same = first.text.split() == second.text.split() and not second.hashes
        line = manifest.source.position(first.location.start).line
        said = "once is enough" if same else f"there as `{first.text}`; keep one of the two"
        return self.found(
            second.location if same else second.part(second.name_span),
            f"`{second.written}` is already listed in line {line}, {said}",
            label="again",
            related=[Related(first.location, "first here")],
            fix=_removal(manifest, second) if same else None,
            subject=f"{second.name} {second.group}",
        )


def _differ_in_place(first: Dependency, second: Dependency) -> bool:
    """The same package from two places for two uses, as a path for development beside the released one."""
    return bool(first.url) != bool(second.url) and (first.editable or second.editable)


def _removal(manifest: Manifest, dependency: Dependency) -> Fix | None:
    """Cuts the whole line out, where nothing else stands on it."""
    if manifest.kind != "requirements":
        return None
    text = manifest.source.text
    start, end = dependency.location.start, dependency.location.end
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    alone = (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")
    if not alone:
        return None
    end += 2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0
    return Fix("remove the second line", (Edit(Location(manifest.path, start, end), ""),), safe=True)
