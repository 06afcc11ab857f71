"""DPL511 python-version-as-number: a Python version that YAML reads as a number, and so as another version."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class PythonVersionAsNumber(Rule):
    """Python version without quotes in YAML that loses its last digit: `3.10` is the number 3.1.

    ## Why is this bad?
    The job asks for Python 3.1, which no runner has; or, worse, a tool is told to build for it. `3.9` and `3.11` look the same without
    quotes, so that the mistake comes with the next version that somebody adds to the list.

    ## Example
    ```bad .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        strategy:
          matrix:
            python-version: [3.9, 3.10, 3.11]
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
            with:
              python-version: ${{ matrix.python-version }}
    ```
    ```good .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        strategy:
          matrix:
            python-version: [3.9, "3.10", 3.11]
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
            with:
              python-version: ${{ matrix.python-version }}
    ```
    Versions that stay what they are, such as `3.11`, are not flagged. Only values under a key that speaks of Python are looked at: those of
    actions, matrices, variables and inputs in workflows, and the same in the other files that deplint reads.
    """

    code = "DPL511"
    severity = Severity.ERROR
    only_for = ("problems",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        yield from self.problems(project.installers)
