"""DPL816 update-automation-missing: fixed versions, and nothing that ever moves them."""

from __future__ import annotations

import re
from posixpath import join

from deplint.regex import regex
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.questions.update_automation import Fixed, Hosted
    from deplint.repository import Repository

SHOWN = 20
# Other services and bots that update.
_SIGNS = (".pyup.yml", ".pyup.yaml", ".depfu.yml", ".snyk", "renovate-config.js", "renovate.js", ".github/renovate.js")
_MOVES = ("--upgrade", "--upgrade-package", "--update", "--update-all")
# Workflows are called after it: "upgrade-python-requirements.yml", "name: Update dependencies".
_UPDATES = regex(r"\b(?:upgrade|update|bump)[- _](?:[a-z]+[- _])?(?:req|dep|lock|pip|py|package|uv|poetry)", re.IGNORECASE)


class UpdateAutomationMissing(Rule):
    """Repository with locks or pinned requirements in which neither Dependabot nor Renovate is set up.

    ## Why is this bad?
    A pin that nobody moves is a security hole with a date: the fix is released, and the project goes on with the version of two years ago.

    ## Example
    ```bad .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - run: pip install -r requirements.txt
    ```
    ```bad requirements.txt
    flask==3.0.2 --hash=sha256:3232e0e9c850d781933cf0207523d1ece087eb8d87b23777ae38456e2fbe7c6e
    ```
    ```good .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - run: pip install -r requirements.txt
    ```
    ```good requirements.txt
    flask==3.0.2 --hash=sha256:3232e0e9c850d781933cf0207523d1ece087eb8d87b23777ae38456e2fbe7c6e
    ```
    ```good .github/dependabot.yml
    version: 2
    updates:
      - package-ecosystem: pip
        directory: /
        schedule:
          interval: weekly
    ```
    On in the strict profile. Only repositories with GitHub workflows are looked at, as the settings of a repository stand beside them. A
    workflow that updates by itself (`uv lock --upgrade`, `pip-compile --upgrade`, `poetry update`) is an automation, too.
    """

    code = "DPL816"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("workflow",)
    absence = True

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        from deplint.questions.update_automation import Hosted

        for hosted in Hosted.around(repository, "workflow"):
            if not hosted.updates and not _is_automated(hosted):
                files = list(hosted.fixed)
                if files:
                    yield self._finding(files, hosted.base)

    def _finding(self, files: list[Fixed], base: str) -> Diagnostic:
        from deplint.questions.update_automation import within

        first = files[0].manifest
        more = f", as in {len(files) - 1} more" if len(files) > 1 else ""
        return self.found(
            first.source.at(0, len(first.source.line(1))),
            f"the versions in `{within(first.path, base)}` are fixed{more}, and neither Dependabot nor Renovate is set up to move them",
            label="who updates this?",
            related=[Related(each.manifest.source.at(0, len(each.manifest.source.line(1))), "fixed, too") for each in files[1:SHOWN]],
            help="add .github/dependabot.yml with an entry for each folder",
            subject=within(first.path, base),
        )


def _is_automated(hosted: Hosted) -> bool:
    """Another service is set up, or a workflow updates, by what it runs or by its name."""
    if any(hosted.repository.tree.exists(join(hosted.base, sign)) for sign in _SIGNS):
        return True
    workflows = (each for each in hosted.files.values() if each.kind == "workflow")
    if any(_UPDATES.search(each.path.rpartition("/")[2]) or _UPDATES.search(each.source.text, 0, 200) for each in workflows):
        return True
    return any(each.action == "update" or (each.action in ("lock", "compile") and each.option(*_MOVES)) for each in hosted.commands)
