"""DPL909 deprecated-extra: an extra that brings nothing any more, or is gone."""

from __future__ import annotations

from deplint.data.identities import EXTRAS
from deplint.questions.public_names import admits, public_entries
from deplint.rule import Edit, Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class DeprecatedExtra(Rule):
    """Extra that the package does not have any more, or that is empty.

    ## Why is this bad?
    pip only warns that a package `does not provide the extra`, and goes on without what the extra was asked for. An extra that has become
    empty hides that there is nothing to choose.

    ## Example
    ```bad requirements.in
    urllib3[secure]>=2
    ```
    ```good requirements.in
    urllib3>=2
    ```
    Entries that only admit versions in which the extra was of use are not flagged, nor are packages that a private index may have. The
    extras are those in `src/deplint/data/identities.py`, each with its source and date.

    ## Fix safety
    Unsafe: older versions that the entry admits bring something with the extra.
    """

    code = "DPL909"
    severity = Severity.INFO
    only_for = ("dropped-extras",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, dependency in public_entries(project):
            for extra in dependency.extras:
                known = EXTRAS.get((dependency.name, extra))
                if known is not None and admits(dependency, known[0]):
                    yield self._finding(manifest, dependency, extra)

    def _finding(self, manifest: Manifest, dependency: Dependency, extra: str) -> Diagnostic:
        _, said, source, _ = EXTRAS[dependency.name, extra]
        without = f"{dependency.written}[{','.join(each for each in dependency.extras if each != extra)}]".removesuffix("[]")
        return self.found(
            dependency.part(dependency.extras_span),
            f"`{dependency.written}[{extra}]` {said}; ask for `{without}`",
            label="of no use",
            help=f"write `{without}`; see {source}",
            fix=_without(manifest, dependency),
            subject=f"{dependency.name}[{extra}] {dependency.group}",
        )


def _without(manifest: Manifest, dependency: Dependency) -> Fix | None:
    """Cuts the extra off with its brackets, where it is the only one and stands behind the name."""
    span = dependency.extras_span
    if span is None or len(dependency.extras) != 1 or dependency.name_span is None or manifest.kind not in ("requirements", "pyproject"):
        return None
    text, (start, end) = manifest.source.text, span
    if not text.startswith("[", start):
        start, end = text.rfind("[", dependency.name_span[1], start), text.find("]", end) + 1
    between = text[dependency.name_span[1] : start] if start >= 0 else "-"
    if between.strip() or end <= start or text[start:end].strip("[] \t") != dependency.extras[0]:
        return None
    return Fix("remove the extra", (Edit(dependency.location._replace(start=start, end=end), ""),))
