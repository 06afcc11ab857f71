"""DPL105 arbitrary-equality: `===` where `==` would do."""

from __future__ import annotations

from deplint.rule import Edit, Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class ArbitraryEquality(Rule):
    """`===` before a version that `==` can compare.

    ## Why is this bad?
    `===` compares the text and nothing else: `===1.0` refuses `1.0.0`, the same version. It was made for versions that PEP 440 does not
    know, and several tools do not support it.

    ## Example
    ```bad requirements.txt
    six===1.16.0
    ```
    ```good requirements.txt
    six==1.16.0
    ```
    Versions that PEP 440 does not know, and entries with a marker (where `===` keeps an update bot away), are not flagged.
    """

    code = "DPL105"
    severity = Severity.WARNING

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            for dependency in manifest.dependencies:
                if "===" in dependency.specifier and not dependency.marker and dependency.form in ("pep440", "pipfile"):
                    yield from self._finding(dependency)

    def _finding(self, dependency: Dependency) -> Iterator[Diagnostic]:
        from deplint.versions import is_valid

        loose = dependency.specifier.replace("===", "==")
        if "===" in loose or not is_valid(loose) or dependency.specifier_span is None:
            return
        place = dependency.part(dependency.specifier_span)
        written_whole = place.end - place.start == len(dependency.specifier)
        fix = Fix("replace `===` by `==`", (Edit(place, loose),), safe=True) if written_whole else None
        yield self.found(
            place, f"`{dependency.written}` is pinned with `===`, which compares the text of the version; `==` compares the version",
            label="should be `==`", fix=fix, subject=dependency.name,
        )  # fmt: skip
