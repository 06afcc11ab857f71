"""DPL803 command-no-lock: jobs that may write the lock anew before they install, and none that would notice."""

from __future__ import annotations

import re
from posixpath import dirname, join

from deplint.questions.update_automation import within
from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.repository import Repository

SHOWN = 20


class Keeper(NamedTuple):
    """How a tool is told to take the lock as it is.

    lock      the file
    installs  actions that write the lock where it does not fit
    checks    options and variables by which it refuses a lock that does not fit
    leaves    options and variables by which it takes the lock as it is, or leaves it aside on purpose
    better    the command to use
    """

    lock: str
    installs: tuple[str, ...]
    checks: tuple[str, ...]
    leaves: tuple[str, ...]
    better: str


_KEEPERS = {
    "uv": Keeper(
        "uv.lock", ("sync", "run"), ("--locked", "--check", "UV_LOCKED"),
        ("--frozen", "UV_FROZEN", "--dry-run", "--script", "--no-project", "--isolated", "--upgrade", "--upgrade-package", "--resolution",
         "UV_RESOLUTION", "--prerelease", "--no-sources", "--no-sync", "UV_NO_SYNC", "UV_NO_PROJECT", "--no-config", "--exclude-newer"),
        "uv sync --locked",
    ),
    "pdm": Keeper(
        "pdm.lock", ("install",), ("--check", "--frozen-lockfile", "PDM_FROZEN_LOCKFILE"),
        ("--dry-run", "--no-lock", "PDM_NO_LOCK", "--lockfile", "PDM_LOCKFILE", "--plugins"), "pdm install --check",
    ),
    "pipenv": Keeper(
        "Pipfile.lock", ("install",), ("--deploy", "PIPENV_DEPLOY"),
        ("--ignore-pipfile", "--skip-lock", "PIPENV_SKIP_LOCK", "PIPENV_PIPFILE"), "pipenv install --deploy",
    ),
}  # fmt: skip
_CI = ("workflow", "action", "gitlab-ci", "azure-pipelines", "circleci")
# Actions by which a job shows that it is there to change the lock, or to look whether it fits.
_CHANGES = frozenset(("lock", "update", "upgrade", "add", "remove", "version"))
_VERIFIES = frozenset(("verify", "check"))
_LOOKS = regex(r"git (?:diff|status)\b[^\n]{0,120}\.lock|\b(?:uv|pdm) lock (?:--check|--locked)|uv-lock|autofix", re.IGNORECASE)
_OFF = ("0", "false", "no", "off", "")


class CommandNoLock(Rule):
    """Workflow that installs with uv, PDM or Pipenv in a way that may rewrite the lock, where nothing ever checks that the lock fits.

    ## Why is this bad?
    `uv sync` and its like make a new lock on the runner where the one in the repository does not fit the manifest any more. The tests then
    pass with versions that nobody has locked, and the stale lock goes on to where it is installed.

    ## Example
    ```with pyproject.toml
    [project]
    name = "app"
    version = "1.0"
    requires-python = ">=3.12"
    dependencies = []

    [tool.uv]
    package = false
    ```
    ```with uv.lock
    version = 1
    revision = 3
    requires-python = ">=3.12"

    [[package]]
    name = "app"
    version = "1.0"
    source = { virtual = "." }
    ```
    ```bad .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: astral-sh/setup-uv@v6
          - run: uv sync
          - run: uv run pytest
    ```
    ```good .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: astral-sh/setup-uv@v6
          - run: uv sync --locked
          - run: uv run pytest
    ```
    One finding for each lock, with all places, and a remark only where the project is no application. Nothing is said where anything in
    the repository checks the lock: one command with `--locked`, `uv lock --check`, `pdm lock --check`, `pipenv verify`, a hook of
    pre-commit that locks, `git diff` on the lock. Jobs that change the lock on purpose, commands that choose other versions
    (`--resolution`, `--upgrade`), and `--frozen` are fine, and `uv run` alone says nothing. `poetry install` never changes the lock and
    refuses one that does not fit.
    """

    code = "DPL803"
    severity = Severity.WARNING
    only_for = ("workflow", "action", "gitlab-ci", "azure-pipelines", "circleci")

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        locks = _locks(repository)
        loose: dict[str, list[InstallCommand]] = {}
        checked: set[str] = set()
        frozen: set[str] = set()
        for project in repository.projects:
            for manifest in project.installers:
                checked |= _checked(manifest, locks)
                frozen |= _frozen(manifest, locks)
                if manifest.kind in _CI:
                    for command, lock in _loose(manifest, locks):
                        loose.setdefault(lock, []).append(command)
        for lock, commands in loose.items():
            if lock in frozen:
                # What runs after the installation found the lock as it is.
                commands = [each for each in commands if each.action != "run"]
            # Where nothing but `uv run` is to be seen, a script that is not read may have installed before.
            if any(each.action != "run" for each in commands) and lock not in checked and "" not in checked:
                yield self._finding(lock, locks[lock], commands)

    def _finding(self, lock: str, project: Project, commands: list[InstallCommand]) -> Diagnostic:
        commands = sorted(commands, key=lambda each: each.action == "run")
        first = commands[0]
        keeper = _KEEPERS[first.tool]
        lock = within(lock, first.location.path.rpartition(".github/")[0].rstrip("/"))
        return self.found(
            first.location,
            f"`{first.tool} {first.action}` writes a new `{lock}` on the runner where it does not fit the manifest, and nothing checks "
            "that it fits; one job should",
            label="takes any lock",
            related=[Related(each.location, "here too") for each in commands[1:SHOWN]],
            help=keeper.better,
            severity=None if project.is_application else Severity.INFO,
            subject=lock,
        )


def _locks(repository: Repository) -> dict[str, Project]:
    """The locks that these tools write, by path."""
    names = {keeper.lock for keeper in _KEEPERS.values()}
    return {
        manifest.path: project
        for project in repository.projects
        for manifest in project.own_locks
        if manifest.path.rpartition("/")[2] in names and project.role(manifest) is Role.LOCK
    }


def _lock_of(command: InstallCommand, locks: dict[str, Project]) -> str:
    """The lock that a command reads: the one in its folder, or in the nearest above it; "" for none."""
    keeper = _KEEPERS.get(command.tool)
    folder = command.folder
    for each in command.files:
        if each.kind == "project":
            folder = each.paths[0] if each.paths else None
    while keeper is not None and folder is not None:
        if (path := join(folder, keeper.lock)) in locks:
            return path
        folder = dirname(folder) if folder else None
    return ""


def _is_given(command: InstallCommand, names: tuple[str, ...]) -> bool:
    """One of the options stands on the command line, or one of the variables is in force, known or not."""
    if command.option(*names) is not None:
        return True
    variable = command.variable(*names)
    return variable is not None and (variable.value is None or variable.value.lower() not in _OFF)


def _loose(manifest: Manifest, locks: dict[str, Project]) -> Iterator[tuple[InstallCommand, str]]:
    """The commands that may write a lock, each with that lock, but for jobs that are there to do it."""
    commands = manifest.installs.commands if manifest.installs else ()
    updating = {each.context for each in commands if each.action in _CHANGES and each.tool in _KEEPERS}
    for command in commands:
        keeper = _KEEPERS.get(command.tool)
        if keeper is None or command.action not in keeper.installs or command.context in updating:
            continue
        if not command.is_certain or command.is_conditional or command.requirements or _is_given(command, (*keeper.checks, *keeper.leaves)):
            continue
        if any(each.kind in ("script", "requirements") for each in command.files):
            continue
        if lock := _lock_of(command, locks):
            yield command, lock


def _frozen(manifest: Manifest, locks: dict[str, Project]) -> set[str]:
    """The locks that some command of a file takes as they are."""
    commands = manifest.installs.commands if manifest.installs and manifest.kind != "dockerfile" else ()
    return {_lock_of(each, locks) for each in commands if each.action == "sync" and _is_given(each, ("--frozen", "UV_FROZEN"))}


def _checked(manifest: Manifest, locks: dict[str, Project]) -> set[str]:
    """The locks that a file has checked; "" stands for all of them."""
    installs = manifest.installs
    if installs is None:
        return set()
    if any("lock" in hook for each in installs.hooks for hook in each.hooks) or _LOOKS.search(manifest.source.text):
        return {""}
    found = set()
    for command in installs.commands:
        keeper = _KEEPERS.get(command.tool)
        if keeper is not None and (_is_given(command, keeper.checks) or command.action in _VERIFIES):
            found.add(_lock_of(command, locks))
    return found
