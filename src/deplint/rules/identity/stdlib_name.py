"""DPL905 stdlib-name: a module that Python has already, asked for from an index."""

from __future__ import annotations

from deplint.data.identities import HARMFUL, STDLIB
from deplint.questions.public_names import public_entries, python_of
from deplint.questions.removal import removal
from deplint.rule import Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class StdlibName(Rule):
    """Module of the standard library among the requirements.

    ## Why is this bad?
    Python has the module already. What an index has under such a name is the backport of ten years ago, which in the best case nobody
    imports and in the worst takes the place of the real one (`enum34`); most of these names can't be installed at all (`sqlite3`).

    ## Example
    ```bad requirements.in
    asyncio
    flask
    ```
    ```good requirements.in
    flask
    ```
    Projects that support Python 2, entries with a marker that can be true, names that the project itself or a private index has, and
    `DateTime` of Zope are not flagged. A name in several files is one finding.

    ## Fix safety
    Unsafe: another set of packages is installed.
    """

    code = "DPL905"
    severity = Severity.WARNING
    only_for = ("stdlib-names",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found: dict[str, list[tuple[Manifest, Dependency]]] = {}
        if _is_for_python_2(project):
            return
        for manifest, dependency in public_entries(project):
            if _is_module(dependency) and not _may_be_needed(dependency, python_of(manifest, project)):
                found.setdefault(dependency.name, []).append((manifest, dependency))
        for places in found.values():
            yield self._finding(places)

    def _finding(self, places: list[tuple[Manifest, Dependency]]) -> Diagnostic:
        (manifest, entry), *others = places
        harm = f"; what an index has under this name {HARMFUL[entry.name][0]}" if entry.name in HARMFUL else ""
        if entry.name == "datetime":
            harm = "; what an index has under this name is Zope's `DateTime`"
        fix = removal(manifest, entry, "remove the line")
        return self.found(
            entry.part(entry.name_span),
            f"`{entry.written}` comes with Python itself, since before Python 3.5{harm}; remove it",
            label="part of the standard library",
            related=[Related(each.part(each.name_span), "and here") for _, each in others[:10]],
            help=f"remove `{entry.written}`",
            fix=Fix(fix.title, fix.edits) if fix is not None else None,
            subject=entry.name,
        )


def _is_for_python_2(project: Project) -> bool:
    """The classifiers say so, and nothing else says more."""
    said = (each for manifest in project.manifests for each in manifest.pythons if each.kind == "classifier")
    return project.requires_python is None and any(each.value.startswith("2") for each in said)


def _is_module(dependency: Dependency) -> bool:
    return dependency.name in HARMFUL or (dependency.name in STDLIB and dependency.written == dependency.written.lower())


def _may_be_needed(dependency: Dependency, python: str) -> bool:
    """Some Python that the entry is for may lack the module: the project is for Python 2, or a marker says for which it is."""
    if python:
        from deplint.versions import admitted_minors

        if any(minor < (3, 5) for minor in admitted_minors(python)):
            return True
    if not dependency.marker:
        return False
    from deplint.markers import always_true

    return not always_true(dependency.marker, python or ">=3.5")
