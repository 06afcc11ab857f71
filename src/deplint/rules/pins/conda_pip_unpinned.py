"""DPL121 conda-pip-unpinned: an entry of an environment's pip section without an exact version."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt
from deplint.questions.repeats import copies, elsewhere, told_once
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


STORY = 5
"""From so many on, where they are half of the section, it is one story, and one finding."""


class CondaPipUnpinned(Rule):
    """Entry without `==` in the pip section of an application's conda environment.

    ## Why is this bad?
    conda does not solve this section: pip installs it afterwards, over what conda has chosen, with whatever is newest on that day.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - pip=24.0
      - pip:
        - wandb
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - pip=24.0
      - pip:
        - wandb==0.16.4
    ```
    `-r` lines, paths, URLs, and environments with a conda-lock file are not flagged. Where half of the section is open, it is one finding,
    and so is an entry that stands the same in several environments.
    """

    code = "DPL121"
    severity = Severity.WARNING
    only_for = ("conda",)
    yields_to = ("freeze-local-file", "renamed-package", "stdlib-name")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        single: list[Dependency] = []
        for manifest in project.with_role(Role.DEPLOY):
            if manifest.kind != "conda" or project.locks:
                continue
            judged = [each for each in manifest.dependencies if each.form == "pep440" and not is_exempt(each, project)]
            loose = [each for each in judged if pin_kind(each) in ("none", "floor", "range")]
            if len(loose) >= STORY and len(loose) * 2 >= len(judged):
                yield self._story(manifest, loose, len(judged))
            else:
                single += loose
        for dependency, others in told_once(single, lambda each: each.text, 2):
            yield self._finding(dependency, others)

    def _finding(self, dependency: Dependency, others: tuple[Dependency, ...]) -> Diagnostic:
        where = elsewhere(dependency, others)
        return self.found(
            dependency.part(dependency.specifier_span or dependency.name_span),
            f"`{dependency.text}` in the pip section{where} is not exact, and conda does not solve it; pin it with `==`",
            label="not one version",
            related=copies(others, "and here"),
            help=f"pip freeze | grep -i '^{dependency.written}=='",
            subject=dependency.name,
        )

    def _story(self, manifest: Manifest, loose: list[Dependency], count: int) -> Diagnostic:
        first, *others = loose
        return self.found(
            first.part(first.specifier_span or first.name_span),
            f"`{first.text}` and {len(others)} more of {count} entries in the pip section are not exact, and conda does not solve them; "
            "pin them with `==`",
            label="not one version",
            related=[Related(other.part(other.specifier_span or other.name_span), "nor is this one") for other in others[:20]],
            help="pip freeze",
            subject=manifest.path,
        )
