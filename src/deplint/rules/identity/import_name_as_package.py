"""DPL906 import-name-as-package: a module's name where the name of its distribution belongs."""

from __future__ import annotations

from deplint.data.identities import MODULES
from deplint.questions.public_names import public_entries, renaming, stands_beside
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class ImportNameAsPackage(Rule):
    """Name of a module, of which the index has no distribution: it is another one that brings the module.

    ## Why is this bad?
    Every install fails: `No matching distribution found for cv2`. And who registers the name one day gets to run code on every machine
    that asks for it.

    ## Example
    ```bad requirements.in
    cv2
    yaml
    ```
    ```good requirements.in
    opencv-python
    PyYAML
    ```
    Names for which a distribution exists are not flagged, even where most people mean another one (`jwt`, `serial`, `docx`), nor are names
    that the project itself or a private index has, and conda's own packages (`yaml` is the C library there).

    ## Fix safety
    Unsafe: the entry could not be installed, and now something is.
    """

    code = "DPL906"
    severity = Severity.ERROR
    refuses = True
    only_for = ("module-names",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found: dict[str, list[tuple[Manifest, Dependency]]] = {}
        for manifest, dependency in public_entries(project):
            if dependency.name in MODULES:
                found.setdefault(dependency.name, []).append((manifest, dependency))
        for places in found.values():
            yield self._finding(places)

    def _finding(self, places: list[tuple[Manifest, Dependency]]) -> Diagnostic:
        (manifest, entry), *others = places
        name, source, _ = MODULES[entry.name]
        beside = stands_beside(manifest, entry, name)
        return self.found(
            entry.part(entry.name_span),
            f"`{entry.written}` is the name of a module, and no package is called so; "
            + (f"remove it, as `{name}`, which brings it, stands in the list already" if beside else f"ask for `{name}`"),
            label="no index has this",
            related=[Related(each.part(each.name_span), "and here") for _, each in others[:10]],
            help=f"remove `{entry.written}`" if beside else f"write `{name}`; see {source}",
            fix=renaming(manifest, entry, name, keeps_version=True),
            subject=entry.name,
        )
