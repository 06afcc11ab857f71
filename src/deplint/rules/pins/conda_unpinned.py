"""DPL120 conda-unpinned: a conda package without a version."""

from __future__ import annotations

from deplint.questions.exemptions import chooses_build, is_exempt
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


STORY = 5
"""From so many on, where they are half of the environment, it is one story, and one finding."""
# Packages that only choose a variant of others, or that any version of will do.
_SELECTORS = frozenset(("pip", "cpuonly", "nomkl", "compilers", "c-compiler", "cxx-compiler", "fortran-compiler"))


class CondaUnpinned(Rule):
    """Conda package without a version, in the environment of an application that has no lock.

    ## Why is this bad?
    Each solve takes what is newest in the channels on that day. The environment that trained the model can't be made again.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy=1.26
    ```
    Environments of libraries and for development, virtual packages (`__cuda`), packages that only choose a variant (`cpuonly`,
    `blas=*=openblas`), and environments with a conda-lock file are not flagged. Where half of an environment is open, it is one finding.
    """

    code = "DPL120"
    severity = Severity.WARNING
    only_for = ("conda",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.DEPLOY):
            if manifest.kind != "conda" or project.locks:
                continue
            judged = [each for each in manifest.dependencies if each.form == "conda" and not is_exempt(each, project)]
            bare = [each for each in judged if not each.specifier and each.name not in _SELECTORS and not chooses_build(each)]
            if len(bare) >= STORY and len(bare) * 2 >= len(judged):
                yield self._story(manifest, bare, len(judged))
            else:
                yield from (self._finding(dependency) for dependency in bare)

    def _finding(self, dependency: Dependency) -> Diagnostic:
        return self.found(
            dependency.part(dependency.name_span),
            f"`{dependency.written}` has no version, so every solve may bring another one; pin it, as in `{dependency.written}=1.2`",
            label="any version fits",
            help=f"conda list '^{dependency.written}$' --export",
            subject=dependency.name,
        )

    def _story(self, manifest: Manifest, bare: list[Dependency], count: int) -> Diagnostic:
        first, *others = bare
        return self.found(
            first.part(first.name_span),
            f"`{first.written}` and {len(others)} more of {count} packages have no version, so every solve may bring others; "
            "pin them, or lock the environment with conda-lock",
            label="any version fits",
            related=[Related(other.part(other.name_span), "nor has this one") for other in others[:20]],
            help="conda env export --no-builds",
            subject=manifest.path,
        )
