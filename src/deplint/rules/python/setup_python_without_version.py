"""DPL513 setup-python-without-version: a job that takes whatever Python the runner happens to have."""

from __future__ import annotations

from posixpath import join

from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import Setup
    from deplint.model import Diagnostic
    from deplint.project import Project


class SetupPythonWithoutVersion(Rule):
    """`actions/setup-python` without a version, in a repository without a `.python-version` that it could find.

    ## Why is this bad?
    The action then only warns, and the job goes on with the Python that the runner's image has: another one on another day, and not
    the one that the project is for.

    ## Example
    ```bad .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
    ```
    ```good .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
            with:
              python-version: "3.12"
    ```
    A version that an expression gives, and `python-version-file`, are versions. Where the repository has a `.python-version` at its root,
    the action finds it. A comment above the `uses:` is taken for the reason. `astral-sh/setup-uv` needs no version: uv takes the Python
    that the project asks for.
    """

    code = "DPL513"
    severity = Severity.WARNING
    only_for = ("workflow", "action")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.installers:
            setups = manifest.installs.setups if manifest.installs else ()
            bare = [setup for setup in setups if _is_bare(setup, project) and not _is_explained(setup, manifest)]
            if bare:
                yield self._finding(bare, manifest)

    def _finding(self, bare: list[Setup], manifest: Manifest) -> Diagnostic:
        place = bare[0].location
        action = manifest.source.text[place.start : place.end].partition("@")[0]
        return self.found(
            place,
            f"`{action}` is given no version, so that the job runs on whatever Python the runner has; it should name one",
            label="which Python?",
            related=[Related(each.location, "here too") for each in bare[1:20]],
            help='with:\n  python-version: "3.12"',
            subject=bare[0].context,
        )


def _is_bare(setup: Setup, project: Project) -> bool:
    """No version, no file that has one, and none where the action looks by itself."""
    if setup.tool != "python" or setup.versions or any(each.kind == "version" for each in setup.files):
        return False
    return setup.folder is None or not project.is_there(join(setup.folder, ".python-version"))


def _is_explained(setup: Setup, manifest: Manifest) -> bool:
    """A comment stands on the line above: some want to test the runner's own Python."""
    line = manifest.source.position(setup.location.start).line
    return line > 1 and manifest.source.line(line - 1).lstrip().startswith("#")
