"""DPL817 update-automation-gap: Dependabot is there, and something with fixed versions is out of its sight."""

from __future__ import annotations

from posixpath import dirname

from deplint.questions.update_automation import within
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.installs import Update
    from deplint.model import Diagnostic, Location
    from deplint.questions.update_automation import Fixed, Hosted
    from deplint.repository import Repository

SHOWN = 20
_OTHERS = {"workflow": "github-actions", "dockerfile": "docker"}


class UpdateAutomationGap(Rule):
    """Dependabot looks after Python packages, but not in every folder that has locks or pinned requirements; or it looks where nothing is.

    ## Why is this bad?
    Whoever sees the pull requests come in takes it that all is looked after. What stands in the folder that is not in the list gets
    neither updates nor security fixes, and nobody is told.

    ## Example
    ```bad .github/dependabot.yml
    version: 2
    updates:
      - package-ecosystem: pip
        directory: /
        schedule:
          interval: weekly
    ```
    ```bad requirements.txt
    flask==3.0.2
    ```
    ```bad services/mail/requirements.txt
    requests==2.31.0
    ```
    ```good .github/dependabot.yml
    version: 2
    updates:
      - package-ecosystem: pip
        directories:
          - /
          - /services/*
        schedule:
          interval: weekly
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    ```good services/mail/requirements.txt
    requests==2.31.0
    ```
    There are three findings: folders with locks or pinned requirements that no entry watches, a `uv.lock` that only an entry for pip
    watches (which does not write it), and an entry for a folder that has nothing for it. The strict profile also asks for entries for the
    workflows and the images of the repository.

    It is a remark where only development is concerned, and where Dependabot watches nothing but that. Dependabot reads the folder of an
    entry, the requirements files in the folders directly in it, and whatever those include. Files without pinned versions, examples and
    hidden folders need no updates, and beside Renovate nothing is said: it finds everything itself. A workflow that runs `uv lock` is taken
    to repair the lock after Dependabot.
    """

    code = "DPL817"
    severity = Severity.WARNING
    only_for = ("dependabot",)

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        from deplint.questions.update_automation import PYTHON, Hosted, watched

        for hosted in Hosted.around(repository, "dependabot"):
            updates = hosted.updates
            python = [update for update in updates if update.ecosystem in PYTHON]
            if not python or any(update.ecosystem == "renovate" for update in updates):
                continue
            seen = watched(python, hosted.projects)
            files = list(hosted.fixed)
            yield from self._empty(python, hosted)
            # Entries for the documentation alone were never meant for what is deployed.
            matters = any(each.manifest.path in seen and not each.is_for_development for each in files)
            yield from self._unseen(python[0], [each for each in files if each.manifest.path not in seen], hosted.base, matters)
            if not _is_locked_again(hosted):
                yield from self._unwritten([each for each in files if each.manifest.kind == "uv.lock"], seen, hosted.base)
            if self.profile == "strict":
                yield from self._others(python[0], updates, hosted)

    def _empty(self, python: list[Update], hosted: Hosted) -> Iterator[Diagnostic]:
        """Folders in which, and below which, there is no manifest at all."""
        for update in python:
            for directory, place in zip(update.directories, update.places, strict=True):
                if "*" in directory or not directory or any(each.startswith(f"{directory}/") for each in hosted.repository.manifests):
                    continue
                folder = within(directory, hosted.base)
                yield self.found(
                    place,
                    f"`/{folder}` has nothing that Dependabot could update for {update.ecosystem}; the entry fails, and should go or name "
                    "the right folder",
                    label="nothing here",
                    subject=folder,
                )

    def _unseen(self, update: Update, files: Sequence[Fixed], base: str, matters: bool) -> Iterator[Diagnostic]:
        if not files:
            return
        first = within(files[0].manifest.path, base)
        folders = list(dict.fromkeys(dirname(within(each.manifest.path, base)) for each in files))
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        listed = "\\n".join(f"  - /{folder}" for folder in folders[:SHOWN])
        yield self.found(
            update.location,
            f"`{first}`{more} with fixed versions {'are' if more else 'is'} in no folder that Dependabot watches; it should watch all",
            label="watches other folders",
            related=[Related(_head(each.manifest), "not watched") for each in files[:SHOWN]],
            help=f"directories:\n{listed}".replace("\\n", "\n"),
            severity=None if matters and not all(each.is_for_development for each in files) else Severity.INFO,
            subject="folders",
        )

    def _unwritten(self, locks: Sequence[Fixed], seen: dict[str, Update], base: str) -> Iterator[Diagnostic]:
        for each in locks:
            update = seen.get(each.manifest.path)
            if update is not None and update.ecosystem == "pip":
                yield self.found(
                    update.location,
                    f"`{update.ecosystem}` does not update `{within(each.manifest.path, base)}`, which falls behind the manifest; "
                    "the ecosystem should be `uv`",
                    label="leaves uv.lock as it is",
                    related=[Related(_head(each.manifest), "this lock")],
                    help="package-ecosystem: uv",
                    subject=within(each.manifest.path, base),
                )

    def _others(self, update: Update, updates: list[Update], hosted: Hosted) -> Iterator[Diagnostic]:
        have = {each.ecosystem for each in updates}
        installers = [each for project in hosted.projects for each in project.installers if hosted.has(each.path)]
        for kind, ecosystem in _OTHERS.items():
            files = [each for each in installers if each.kind == kind]
            if files and ecosystem not in have:
                yield self.found(
                    update.location,
                    f"`{within(files[0].path, hosted.base)}` names versions, too, but Dependabot has no entry for `{ecosystem}`",
                    label=f"nothing for {ecosystem}",
                    related=[Related(_head(each), "not watched") for each in files[:SHOWN]],
                    help=f"- package-ecosystem: {ecosystem}\n  directory: /\n  schedule:\n    interval: weekly",
                    severity=Severity.INFO,
                    subject=ecosystem,
                )


def _is_locked_again(hosted: Hosted) -> bool:
    """A workflow writes the lock, as those do that repair what Dependabot has left."""
    return any(
        each.tool == "uv" and each.action == "lock" and not each.option("--check", "--locked", "--frozen") for each in hosted.commands
    )


def _head(manifest: Manifest) -> Location:
    return manifest.source.at(0, len(manifest.source.line(1)))
