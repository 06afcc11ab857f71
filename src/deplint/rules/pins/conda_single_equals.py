"""DPL122 conda-single-equals: a whole version behind a single `=`, which conda takes for a prefix."""

from __future__ import annotations

from deplint.model import Edit
from deplint.questions.exemptions import chooses_build, is_exempt, is_remarked
from deplint.questions.style import is_made
from deplint.regex import regex
from deplint.rule import Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_WHOLE = regex(r"=[0-9]+(?:\.[0-9]+){2,}[0-9A-Za-z_]*")
SHOWN = 20


class CondaSingleEquals(Rule):
    """Conda entry with a whole version behind a single `=`.

    ## Why is this bad?
    `=1.26.4` is `1.26.4.*` for conda: a later `1.26.4.1` or a post-release fits as well. Who writes all numbers of a version means that
    one, which is `==`.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy=1.26.4
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy==1.26.4
    ```
    Off by default. `python`, versions of two numbers, which are prefixes on purpose, entries with a build string or a comment, and
    environments that a tool has generated are not flagged.
    """

    code = "DPL122"
    severity = Severity.INFO
    profiles = ()
    only_for = ("conda",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("conda"):
            found = [each for each in manifest.dependencies if each.form == "conda" and _is_whole(each) and not is_exempt(each, project)]
            if found and not is_made(project, manifest):
                yield self._finding(manifest, found)

    def _finding(self, manifest: Manifest, found: Sequence[Dependency]) -> Diagnostic:
        first, *others = found
        also = f", like {len(others)} more here" if others else ""
        return self.found(
            first.part(first.specifier_span),
            f"`{first.written}{first.specifier}` takes any version that begins so{also}; `==` takes this one",
            label="a prefix",
            related=[Related(other.part(other.specifier_span), "and this one") for other in others[:SHOWN]],
            fix=_doubled(manifest, found),
            subject=manifest.path,
        )


def _is_whole(dependency: Dependency) -> bool:
    return _WHOLE.fullmatch(dependency.specifier) is not None and not chooses_build(dependency) and not is_remarked(dependency)


def _doubled(manifest: Manifest, found: Sequence[Dependency]) -> Fix | None:
    places = [each.specifier_span for each in found if each.specifier_span]
    text = manifest.source.text
    edits = tuple(Edit(manifest.source.at(start, start), "=") for start, _ in places if text.startswith("=", start))
    return Fix("take exactly these versions", edits) if len(edits) == len(found) else None
