"""DPL153 missing-upper-cap: a dependency that lets in every later version."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.roles import Role, development_word
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

STORY = 5
SHOWN = 20


class MissingUpperCap(Rule):
    """Dependency without an upper bound, for teams that have decided to have one everywhere.

    ## Why is this bad?
    The next major version of the dependency reaches the users on the day of its release, before anybody has tried it. Most libraries are
    better off without such bounds (`library-upper-cap` says why), so this rule is in no profile: it has to be selected.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31,<3"]
    ```
    Distributions of the same repository, direct references, entries with a comment, and extras and groups for development are not flagged.
    """

    code = "DPL153"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pyproject", "pipfile", "setup.cfg", "setup.py")
    yields_to = ("wildcard-version", "missing-lower-bound")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.METADATA, Role.INPUT):
            if manifest.kind in self.only_for and not project.serves_development(manifest):
                found = [each for each in manifest.dependencies if _is_open(each) and not is_exempt(each, project)]
                if len(found) >= STORY:
                    yield self._finding(manifest, found)
                else:
                    yield from (self._finding(manifest, [each]) for each in found)

    def _finding(self, manifest: Manifest, found: Sequence[Dependency]) -> Diagnostic:
        first, *others = found
        also = f" and {len(others)} more dependencies have" if others else " has"
        return self.found(
            first.part(first.specifier_span or first.name_span),
            f"`{first.written}`{also} no upper bound; add `<` the next version that may break",
            label="every later version fits",
            related=[Related(other.part(other.specifier_span or other.name_span), "nor has this one") for other in others[:SHOWN]],
            subject=f"{first.name} {first.group}" if not others else manifest.path,
        )


def _is_open(dependency: Dependency) -> bool:
    extra = dependency.group.removeprefix("extra:")
    wanted = dependency.group == "runtime" or (extra != dependency.group and not development_word(extra))
    return wanted and pin_kind(dependency) in ("none", "floor") and not is_remarked(dependency)
