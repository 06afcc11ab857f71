"""DPL810 image-copies-no-lock: the lock is in the repository, but not in the image that should install from it."""

from __future__ import annotations

from deplint.model import Location
from deplint.questions.images import contributing, images, in_image, is_set, manifest_of
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic
    from deplint.project import Project

LOCKS = {"uv": "uv.lock", "poetry": "poetry.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock"}
_ACTIONS = frozenset(("install", "sync"))


class ImageCopiesNoLock(Rule):
    """Image that installs with uv, Poetry, PDM or Pipenv, and has the manifest but not the lock beside it.

    ## Why is this bad?
    The tool finds no lock, so it works out all versions anew in each build. The lock in the repository says what was tested; what is
    shipped is something else.

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
    COPY pyproject.toml ./
    RUN uv sync
    COPY src ./src
    ```
    ```good Dockerfile
    FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
    WORKDIR /app
    COPY pyproject.toml uv.lock ./
    RUN uv sync --locked
    COPY src ./src
    ```
    Bind mounts, `COPY . .`, globs (`poetry.lock*`) and files that come through another stage count as copied. Where a variable, another
    image or a download may have brought the lock, where the stage makes one itself, and in images for development and tests nothing is
    flagged.
    """

    code = "DPL810"
    severity = Severity.WARNING
    only_for = ("dockerfile",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, installs in images(project):
            without = [command for command in installs.commands if _lacks_lock(command)]
            if not without:
                continue
            stages = contributing(project, manifest)
            made = {command.context for command in installs.commands if command.action in ("lock", "update", "add")}
            for command in without:
                declared = manifest_of(project, manifest, command)
                if int(command.context) in stages and command.context not in made and declared is not None:
                    path = _beside(declared, LOCKS[command.tool])
                    if project.is_there(path):
                        yield self._finding(command, declared, path)
                        break

    def _finding(self, command: InstallCommand, declared: Manifest, path: str) -> Diagnostic:
        lock, name = LOCKS[command.tool], declared.path.rpartition("/")[2]
        _, copied = in_image(command, "manifest")
        brought = [Related(copied, f"brings {name} alone")] if copied is not None else []
        return self.found(
            command.location,
            f"`{command.tool} {command.action}` finds no `{lock}` in the image, so each build works out other versions; copy it first, "
            f"beside `{name}`",
            label=f"no {lock} here",
            related=[*brought, Related(Location(path, 0, 0), "stays behind")],
            help=f"COPY {name} {lock} ./",
            subject=lock,
        )


def _lacks_lock(command: InstallCommand) -> bool:
    if command.tool not in LOCKS or command.action not in _ACTIONS or command.is_conditional or command.requirements or command.files:
        return False
    if command.image is None or command.image.on_build or command.image.on_start or not command.image.is_closed:
        return False
    if command.option("--skip-lock", "--script"):
        return False
    kinds = {file.kind for file in command.image.files}
    return "manifest" in kinds and "lock" not in kinds and not is_set(command, "PIPENV_SKIP_LOCK")


def _beside(manifest: Manifest, name: str) -> str:
    folder = manifest.path.rpartition("/")[0]
    return f"{folder}/{name}" if folder else name
