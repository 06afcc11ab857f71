"""DPL314 lock-outdated: a lock that was last changed longer ago than the configuration allows."""

from __future__ import annotations

from deplint.questions.locked import lock_command
from deplint.rule import Option, Rule, Severity
from deplint.tree import history_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.repository import Repository

_UPGRADES = {
    "uv.lock": "uv lock --upgrade", "poetry.lock": "poetry update --lock", "pdm.lock": "pdm update --no-sync",
    "Pipfile.lock": "pipenv update", "pixi.lock": "pixi update",
}  # fmt: skip


class LockOutdated(Rule):
    """Lock whose last commit is older than the rotation that the configuration asks for.

    ## Why is this bad?
    A lock that nobody renews keeps every vulnerability that was fixed since. And the longer the wait, the more changes at once, until
    nobody dares to update at all.

    ## Example
    The rule says something only where `max-lock-age` is set, and where the date of the lock's last commit can be told: outside of a git
    checkout, and in a shallow clone, the lock counts as not checked. A lock that has just been written, and is not committed yet, is new.
    """

    code = "DPL314"
    severity = Severity.WARNING
    only_for = ("locks",)
    max_lock_age = Option(0, "days after which a lock is to be renewed; 0 is never")

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        if self.max_lock_age < 1:
            return
        for project in repository.projects:
            for lock in project.own_locks:
                yield from self._of(lock, project, repository)

    def _of(self, lock: Manifest, project: Project, repository: Repository) -> Iterator[Diagnostic]:
        history = history_of(repository.tree, lock.path)
        if history.is_edited:
            return
        age = int(history.age)
        if not history.reason and age > self.max_lock_age:
            more = "at least " if history.is_older else ""
            yield self.found(
                lock.start,
                f"`{lock.path}` was last changed {more}{age} days ago, and {self.max_lock_age} are allowed; renew it",
                label=f"{age} days old",
                help=lock_command(lock, _UPGRADES.get(lock.kind, "")),
                subject=lock.path,
            )
        elif history.reason or history.is_older:
            reason = history.reason or "the clone is shallow, and lacks the commit that changed it last"
            project.undecided.setdefault(lock.path, f"its age is not known: {reason}")
