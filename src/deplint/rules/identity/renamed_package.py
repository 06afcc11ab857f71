"""DPL904 renamed-package: a name that only leads to another package, or nowhere any more."""

from __future__ import annotations

from deplint.data.identities import MOVED, Moved
from deplint.questions.public_names import admits, public_entries, renaming, stands_beside
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

LEAST = 4
"""So many pinned names in one file that moved are one finding."""


class RenamedPackage(Rule):
    """Name of a distribution that has moved: an empty placeholder, an old name, or one whose files are gone.

    ## Why is this bad?
    A placeholder has a version of its own, so that `bs4==0.0.1` pins nothing; under an old name there will be no further fix; and some of
    these names stop every install (`sklearn`, `PIL`, `pytorch`), to make people use the right one.

    ## Example
    ```bad requirements.in
    bs4
    PyPDF2
    ```
    ```good requirements.in
    beautifulsoup4
    pypdf
    ```
    It is an error where the package can't be installed, in the versions that the entry admits. Names that the project itself or a private
    index has, entries that are bound to an index, URLs, conda's own packages, constraints, and what a compiler wrote are not flagged; nor
    are packages that are old and nothing else. A name in several files is one finding, and so are many pins in one file, as in the freeze
    of an environment. The names are those in `src/deplint/data/identities.py`, with source and date.

    ## Fix safety
    Unsafe: another package is installed, in another version. There is none where code would have to import another name.
    """

    code = "DPL904"
    severity = Severity.WARNING
    only_for = ("moved-names",)
    yields_to = ("banned-package", "not-in-allow-list")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found: dict[str, list[tuple[Manifest, Dependency]]] = {}
        for manifest, dependency in public_entries(project):
            moved = MOVED.get(dependency.name)
            if moved is not None and admits(dependency, moved.applies):
                found.setdefault(dependency.name, []).append((manifest, dependency))
        frozen = _frozen_together(found)
        for name, places in found.items():
            others = frozen.get(name, [])
            if name not in {each.name for each in others[1:]}:
                yield self._finding(MOVED[name], places, others[1:])

    def _finding(self, moved: Moved, places: list[tuple[Manifest, Dependency]], also: list[Dependency]) -> Diagnostic:
        # One that can't be installed comes first: it decides how bad it is.
        (manifest, entry), *others = sorted(places, key=lambda place: not _is_refused(moved, place[1]))
        refused = _is_refused(moved, entry)
        beside = stands_beside(manifest, entry, moved.name)
        rename = not moved.imports and not beside
        return self.found(
            entry.part(entry.name_span),
            f"`{entry.written}` {_said(moved, refused)}; {_remedy(moved, beside)}{_and(also)}",
            label="can't be installed" if refused else "not the package itself" if moved.kind == "placeholder" else "the old name",
            related=[
                *(Related(each.part(each.name_span), "and here") for _, each in others[:10]),
                *(Related(each.part(each.name_span), f"`{MOVED[each.name].name}`") for each in also[:10]),
            ],
            help=_help(moved, beside),
            severity=Severity.ERROR if refused else None,
            fix=renaming(manifest, entry, moved.name, keeps_version=False) if rename else None,
            subject=entry.name,
        )


def _frozen_together(found: dict[str, list[tuple[Manifest, Dependency]]]) -> dict[str, list[Dependency]]:
    """By name, all that moved in one file and is pinned there: where there are several, a freeze wrote them, and they are one story."""
    groups: dict[str, list[Dependency]] = {}
    for name, places in found.items():
        (manifest, entry), *others = places
        if not others and manifest.kind == "requirements" and pin_kind(entry) == "exact" and not _is_refused(MOVED[name], entry):
            groups.setdefault(manifest.path, []).append(entry)
    return {each.name: group for group in groups.values() if len(group) >= LEAST for each in group}


def _and(also: list[Dependency]) -> str:
    if not also:
        return ""
    named = ", ".join(f"`{each.written}` (`{MOVED[each.name].name}`)" for each in also[:3])
    more = f" and {len(also) - 3} more" if len(also) > 3 else ""
    return f"; {named}{more} have moved as well"


def _is_refused(moved: Moved, dependency: Dependency) -> bool:
    return bool(moved.refuses) and admits(dependency, moved.refuses)


def _said(moved: Moved, refused: bool) -> str:
    if moved.kind == "absent":
        return "has no file that could be installed"
    if moved.kind == "placeholder":
        return f"is an empty package that stops the install and points to `{moved.name}`" if refused else (
            f"is an empty package that only stands for `{moved.name}`, with versions of its own"
        )  # fmt: skip
    if moved.kind == "abandoned":
        return f"gets no fixes any more, and `{moved.name}` has taken its place"
    lacks = "can't be installed" if refused else "gets no releases"
    return f"is called `{moved.name}` now, and {lacks} under its old name"


def _remedy(moved: Moved, beside: bool) -> str:
    if not beside:
        return f"ask for `{moved.name}`"
    return f"use `{moved.name}`, which stands in the list already" if moved.imports else "remove it"


def _help(moved: Moved, beside: bool) -> str:
    if beside and not moved.imports:
        return f"`{moved.name}` stands in the list already"
    also = ", and import it under its new name" if moved.imports else ""
    return f"write `{moved.name}`, with a version of its own{also}; see {moved.source}"
