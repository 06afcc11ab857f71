"""DPL109 redundant-specifier: a clause that the others of its specifier make superfluous."""

from __future__ import annotations

from deplint.model import Edit
from deplint.questions.style import kept_by_hand, requirements_of
from deplint.rule import Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions.specifier import clauses, pieces, release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

    Bound = tuple[str, tuple[int, ...]]

_MOST = 20
_LOWER, _UPPER = (">=", ">"), ("<", "<=")


class RedundantSpecifier(Rule):
    """Clause of a specifier that says nothing beyond the others.

    ## Why is this bad?
    The reader looks for a meaning that isn't there, and whoever raises the one bound forgets the other one.

    ## Example
    ```bad requirements.in
    flask>=3.0,>=2.2
    requests==2.31.0,>=2.28
    ```
    ```good requirements.in
    flask>=3.0
    requests==2.31.0
    ```
    On in the pedantic profile. Clauses with pre-releases, wildcards or `~=` are not judged, and what excludes everything is
    `impossible-specifier`.
    """

    code = "DPL109"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("requirements", "pyproject")
    yields_to = ("impossible-specifier", "invalid-specifier")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in kept_by_hand(project):
            for dependency in requirements_of(manifest):
                if "," in dependency.specifier:
                    yield from self._judged(manifest, dependency)

    def _judged(self, manifest: Manifest, dependency: Dependency) -> Iterator[Diagnostic]:
        span = dependency.specifier_span
        text = manifest.source.text[span[0] : span[1]] if span else ""
        number = redundant(text) if "".join(text.split()) == "".join(dependency.specifier.split()) else None
        if number is None or span is None:
            return
        places = pieces(text)
        start, end = places[number]
        # with the comma and the blanks that part it from a neighbour
        cut = (places[number - 1][1], end) if number else (start, places[1][0])
        edit = Edit(dependency.part((span[0] + cut[0], span[0] + cut[1])), "")
        yield self.found(
            dependency.part((span[0] + start, span[0] + end)),
            f"`{text[start:end]}` says nothing beyond the rest of `{dependency.written}{dependency.specifier}`; remove it",
            label="superfluous",
            fix=Fix("remove the clause", (edit,), safe=True),
            subject=f"{dependency.name} {dependency.group}",
        )


def redundant(specifier: str) -> int | None:
    """The number of the first clause that can be left out; None where there is none, or where it can't be said."""
    found: list[Bound] = []
    for clause in clauses(specifier)[:_MOST]:
        numbers = release(clause.version)
        if numbers is None or clause.is_prefix or clause.operator in ("~=", "===", ""):
            return None
        found.append((clause.operator, numbers))
    for number, one in enumerate(found):
        for place, other in enumerate(found):
            # of two that are equal the later one goes
            if place != number and _implies(other, one) and not (one == other and number < place):
                return number
    return None


def _implies(stronger: Bound, weaker: Bound) -> bool:
    """Every version that the one lets in is let in by the other."""
    (operator, version), (other, bound) = stronger, weaker
    if stronger == weaker:
        return True
    if operator == "==":
        return other != "==" and _lets_in(other, bound, version)
    if operator in _LOWER:
        if other in _LOWER:
            return version > bound or (version == bound and other == ">=")
        return other == "!=" and bound < version
    if operator in _UPPER:
        if other in _UPPER:
            return version < bound or (version == bound and other == "<=")
        return other == "!=" and bound > version
    return False


def _lets_in(operator: str, bound: tuple[int, ...], version: tuple[int, ...]) -> bool:
    return {">=": version >= bound, ">": version > bound, "<": version < bound, "<=": version <= bound, "!=": version != bound}[operator]
