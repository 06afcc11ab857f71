"""DPL811 image-not-frozen: an image has the lock, and the command that installs may change it."""

from __future__ import annotations

from deplint.questions.images import contributing, images, in_image, is_set, manifest_of, standing
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic
    from deplint.project import Project

# What makes each command keep to the lock: options, variables. https://docs.astral.sh/uv/concepts/projects/sync/, https://pdm-project.org/
# (lockfile), https://pipenv.pypa.io/ (`pipenv install --deploy`). Poetry refuses a lock that does not fit by itself.
_KEEPS: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("uv", "sync"): (
        ("--locked", "--frozen", "--check", "--dry-run", "--script", "--upgrade", "--upgrade-package", "--resolution", "--no-sources"),
        ("UV_LOCKED", "UV_FROZEN", "UV_NO_SYNC", "UV_RESOLUTION"),
    ),
    ("pdm", "install"): (("--frozen-lockfile", "--check", "--dry-run"), ("PDM_FROZEN_LOCKFILE", "PDM_NO_LOCK")),
    ("pipenv", "install"): (("--deploy", "--ignore-pipfile"), ("PIPENV_DEPLOY",)),
}
_BETTER = {"uv": "uv sync --locked", "pdm": "pdm install --check", "pipenv": "pipenv sync"}
_LOCKS = {"uv": "uv.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock"}


class ImageNotFrozen(Rule):
    """`uv sync` without `--locked` or `--frozen`, `pdm install` or `pipenv install` without their like, in an image that has the lock.

    ## Why is this bad?
    Where the lock does not fit the manifest any more, these commands quietly make a new one during the build, and the image gets versions
    that nobody has tested. With the option the build stops and says so.

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
    ```bad Dockerfile
    FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
    WORKDIR /app
    COPY . .
    RUN uv sync
    ```
    ```good Dockerfile
    FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
    WORKDIR /app
    COPY . .
    RUN uv sync --locked
    ```
    A variable that says the same (`UV_LOCKED`, `UV_FROZEN`), `pdm sync` and `pipenv sync` are fine, as is `poetry install`, which never
    changes the lock. Images for development and tests, stages that reach no image that is shipped, commands with unknown arguments, and
    images without the lock (told by `image-copies-no-lock`) are not flagged.
    """

    code = "DPL811"
    severity = Severity.WARNING
    only_for = ("dockerfile",)
    yields_to = ("image-copies-no-lock",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, installs in images(project):
            open_ended = [command for command in installs.commands if _may_change(command)]
            if not open_ended:
                continue
            stages = contributing(project, manifest)
            found: dict[str, list[InstallCommand]] = {}
            for command in open_ended:
                if int(command.context) in stages and _has_lock(project, manifest, command):
                    found.setdefault(command.tool, []).append(command)
            for commands in found.values():
                yield self._finding(commands)

    def _finding(self, commands: list[InstallCommand]) -> Diagnostic:
        command = commands[0]
        tool, lock = command.tool, _LOCKS[command.tool]
        if command.option("--skip-lock"):
            message = f"`{tool} {command.action} --skip-lock` leaves `{lock}` aside, though the image has it; install from it"
        else:
            message = (
                f"`{tool} {command.action}` may make a new `{lock}` during the build and install what nobody has tested; "
                "keep to the lock"
            )
        return self.found(
            command.location,
            message,
            label="the lock may change here",
            related=[Related(each.location, "here too") for each in commands[1:5]],
            help=_BETTER[tool],
            subject=tool,
        )


def _may_change(command: InstallCommand) -> bool:
    keeps = _KEEPS.get((command.tool, command.action))
    if keeps is None or not command.is_certain or command.is_conditional or command.requirements or command.files:
        return False
    if command.image is None or command.image.on_build or command.image.on_start:
        return False
    options, variables = keeps
    return command.option(*options) is None and not is_set(command, *variables)


def _has_lock(project: Project, image: Manifest, command: InstallCommand) -> bool:
    """Both stand in the image, and in the tree beside each other."""
    manifest = manifest_of(project, image, command)
    paths, _ = in_image(command, "lock")
    lock = standing(project, image, paths) if paths else None
    return manifest is not None and lock is not None and lock.rpartition("/")[0] == manifest.path.rpartition("/")[0]
