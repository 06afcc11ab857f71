"""DPL504 python-version-drift: the places that say which Python the project needs, runs on and is tested on contradict each other."""

from __future__ import annotations

from deplint.questions.python_conflicts import conflict
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project

_SHOWN = 20


class PythonVersionDrift(Rule):
    """Statements about the Python of a project that can't all be true.

    ## Why is this bad?
    What runs in production is then not what was asked for or tested: the image starts another Python than `requires-python` lets in, and
    the installer refuses the project, or nobody has ever tried it there. A formatter that writes for a newer Python than the oldest one
    supported breaks the code for those who have that one.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.11"
    dependencies = ["flask>=3"]
    ```
    ```with .python-version
    3.9
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.9"
    dependencies = ["flask>=3"]
    ```
    Looked at are `requires-python` and its older forms, classifiers, `.python-version`, `.tool-versions`, `runtime.txt`, Pipfiles,
    environments, images and workflows that install the project, development containers, tox, nox, Read the Docs, Lambda functions, and the
    targets of Ruff and Black. `deplint files --explain` shows all that was found.

    There is one finding for a project, and only for what contradicts `requires-python`, or, in an application without it, for version files
    and images that name different Pythons. A matrix that is wider, a classifier that is missing, a tool that takes an older Python for
    granted, and images or jobs that don't install the project are not flagged.
    """

    code = "DPL504"
    severity = Severity.WARNING
    only_for = ("pythons",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found = conflict(project)
        if found is None:
            return
        said = found.said[0]
        (group, why), *others = found.against
        required = said.kind == "requires-python"
        asked = f"the project requires `{said.value}`" if required else f"`{said.location.path.rpartition('/')[2]}` chooses {said.value}"
        more = f"; {len(others)} more {'place disagrees' if len(others) == 1 else 'places disagree'}" if others else ""
        yield self.found(
            group[0].location,
            f"{why}, but {asked}{more}",
            label="not a Python of the project" if required else "another Python",
            related=[
                *(Related(each.location, "what the project requires" if required else "what this contradicts") for each in found.said),
                *(Related(each[0].location, reason) for each, reason in others[:_SHOWN]),
            ],
            help="change the places that are out of date",
            subject=project.root,
        )
