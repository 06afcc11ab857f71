"""DPL508 conda-missing-pip: a pip section in an environment that does not ask for pip."""

from __future__ import annotations

import re

from deplint.model import Location
from deplint.questions.lists import GENERATED
from deplint.regex import regex
from deplint.rule import Edit, Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Group, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_NAME = regex(r"^(?:name|prefix)[ \t]*:", re.MULTILINE)


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
    Files without a Python that are made to be merged into another environment are not flagged: those without a `name`, and those beside an
    environment that has Python and pip. In files that a tool has generated nothing is fixed.
    """

    code = "DPL508"
    severity = Severity.WARNING
    only_for = ("conda",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        environments = tuple(project.of_kind("conda"))
        for manifest in environments:
            section = next((group for group in manifest.groups if group.name == "pip"), None)
            if section is not None and not _lists(manifest, "pip") and not _is_part(manifest, environments):
                yield self.found(
                    section.location,
                    "`pip:` is used, but `pip` is not among the dependencies, so conda adds one of its choice; list `pip` before it",
                    label="installed by which pip?",
                    fix=_listed(manifest, section),
                    subject="pip",
                )


def _lists(manifest: Manifest, name: str) -> bool:
    return any(each.name == name and each.form == "conda" for each in manifest.dependencies)


def _is_part(manifest: Manifest, environments: tuple[Manifest, ...]) -> bool:
    """Without a Python of its own, and no environment by itself or beside one that has Python and pip: it is made to be merged."""
    if _lists(manifest, "python"):
        return False
    if not _NAME.search(manifest.source.text):
        return True
    folder = manifest.path.rpartition("/")[0]
    beside = [each for each in environments if each.path.rpartition("/")[0] == folder]
    return any(_lists(each, "python") and _lists(each, "pip") for each in beside)


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
