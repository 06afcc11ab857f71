"""DPL508 conda-missing-pip: a pip section in an environment that does not ask for pip."""

from __future__ import annotations

from deplint.model import Location
from deplint.questions.lists import GENERATED
from deplint.rule import Edit, Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Group, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project


class CondaMissingPip(Rule):
    """`pip:` section in an environment.yml whose dependencies do not have `pip`.

    ## Why is this bad?
    conda adds pip by itself and warns; which pip that is, is left to chance, and with `--no-deps` or in some tools it is another
    environment's pip that runs.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - pip:
        - wandb==0.16.4
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - pip
      - pip:
        - wandb==0.16.4
    ```
    """

    code = "DPL508"
    severity = Severity.WARNING
    only_for = ("conda",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("conda"):
            section = next((group for group in manifest.groups if group.name == "pip"), None)
            if section is not None and not any(each.name == "pip" and each.form == "conda" for each in manifest.dependencies):
                yield self.found(
                    section.location,
                    "`pip:` is used, but `pip` is not among the dependencies, so conda adds one of its choice; list `pip` before it",
                    label="installed by which pip?",
                    fix=_listed(manifest, section),
                    subject="pip",
                )


def _listed(manifest: Manifest, section: Group) -> Fix | None:
    """A line `- pip` before the line of the section, indented alike; None in files that a tool will write again."""
    text = manifest.source.text
    if GENERATED.search(text, 0, 1000):
        return None
    start = max(text.rfind("\n", 0, section.location.start), text.rfind("\r", 0, section.location.start)) + 1
    lead = text[start : section.location.start]
    if lead.strip() != "-":
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    return Fix("list `pip`", (Edit(Location(manifest.path, start, start), f"{lead}pip{end}"),), safe=True)
