"""DPL715 overlapping-distributions: two distributions that install the same import package over each other."""

from __future__ import annotations

from deplint.names import normalize
from deplint.questions.overlapping import Overlap, overlaps
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project

SHOWN = 20


class OverlappingDistributions(Rule):
    """Two distributions that put the same import package into one environment.

    ## Why is this bad?
    The files of the one that is installed last stay, mixed with what only the other one has; which one that is changes from machine to
    machine. When one of them is uninstalled, the other is broken, too.

    ## Example
    ```bad requirements.in
    opencv-python>=4.9
    opencv-python-headless>=4.9
    numpy>=1.26
    ```
    ```good requirements.in
    opencv-python-headless>=4.9
    numpy>=1.26
    ```
    Known pairs only, such as `psycopg2` with `psycopg2-binary` or `tensorflow` with `tensorflow-cpu`. An error where both are pinned in one
    file or locked together. Entries whose markers exclude each other, groups and extras that need not be installed together, locks of
    workspaces, and the packages of conda are not flagged.
    """

    code = "DPL715"
    severity = Severity.WARNING
    only_for = ("overlapping",)
    yields_to = ("renamed-package", "import-name-as-package", "conflicting-requirement")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found: dict[frozenset[str], list[Overlap]] = {}
        for overlap in overlaps(project):
            found.setdefault(frozenset((normalize(overlap.first), normalize(overlap.second))), []).append(overlap)
        for places in found.values():
            yield self._finding(places)

    def _finding(self, places: list[Overlap]) -> Diagnostic:
        one = _turned(places[0])
        related = [Related(one.first_location, "the other one")]
        related += [Related(other.second_location, "here too") for other in places[1:SHOWN] if other.second_location != one.second_location]
        return self.found(
            one.second_location,
            f"`{one.second}` and `{one.first}` both install the import package `{one.module}`, one over the other; keep one of them",
            label="over the other",
            related=list(dict.fromkeys(related)),
            severity=Severity.ERROR if any(each.is_pinned for each in places) else None,
            subject=f"{min(one.first, one.second)} {max(one.first, one.second)}",
        )


def _turned(overlap: Overlap) -> Overlap:
    """The name that its own project has given up comes second: it is the one to remove."""
    from deplint.data.identities import MOVED

    if normalize(overlap.first) not in MOVED:
        return overlap
    return overlap._replace(
        first=overlap.second, first_location=overlap.second_location, second=overlap.first, second_location=overlap.first_location
    )
