"""DPL802 command-range-install: a command that installs a distribution with a range of versions."""

from __future__ import annotations

from deplint.questions.installing import BOOTSTRAP, commands_of, is_judged, named_at_once, pinned_beside
from deplint.questions.repeats import copies, elsewhere
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class CommandRangeInstall(Rule):
    """Command that installs a distribution with a range of versions, where one exact version is the policy.

    ## Why is this bad?
    `flask>=2` and `flask~=3.0` let in releases that nobody has tested with this image or job.

    ## Example
    ```bad Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --no-cache-dir "gunicorn>=22,<24"
    ```
    ```good Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --no-cache-dir gunicorn==23.0.0
    ```
    Part of the strict profile. What `command-unpinned-install` leaves alone, this rule does, too.
    """

    code = "DPL802"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("commands",)
    yields_to = ("hashed-file-installed-loosely",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        groups: dict[tuple[str, str], list[Dependency]] = {}
        for each in _ranges(project):
            groups.setdefault((each.name, each.specifier), []).append(each)
        for first, *others in groups.values():
            yield self.found(
                first.part(first.specifier_span),
                f"`{first.written}` is installed with the range `{first.specifier}`{elsewhere(first, others)}; "
                "name the one version that was tested (`==`)",
                label="more than one release fits",
                related=copies(others, "and here"),
                subject=first.name,
            )


def _ranges(project: Project) -> Iterator[Dependency]:
    for manifest, command in commands_of(project):
        found = [each for each in named_at_once(command) if is_judged(each, project) and pin_kind(each) in ("floor", "range")]
        pinned = pinned_beside(manifest, command, project) if found else frozenset()
        yield from (each for each in found if each.name not in pinned and each.name not in BOOTSTRAP)
