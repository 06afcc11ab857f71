""".circleci/config.yml: Source -> Manifest (circleci.com/docs/configuration-reference).

Each `run` step has a shell of its own, at the job's `working_directory`, which is also where the repository is checked out. Orbs are other
people's code, and say nothing.
"""

from __future__ import annotations

import posixpath

from deplint.facts import Manifest
from deplint.installs import Installs, Setup
from deplint.readers.places.ci_shell import Shells, variables_of
from deplint.readers.places.python_images import python_of_image
from deplint.readers.places.workflow import is_posix
from deplint.readers.places.yaml_settings import elements, entries, opened, text_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.installs import CommandOption
    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_KIND = "circleci"


def read(source: Source) -> Manifest:
    """Reads jobs, commands and executors. What is no YAML says nothing."""
    settings = opened(source)
    if settings is None:
        return Manifest(source.path, _KIND, source, installs=Installs())
    reader = _Reader(settings)
    root = settings.root
    for table in ("jobs", "commands"):
        for name, job in entries(root.get(table)):
            reader.job(name, job)
    for name, executor in entries(root.get("executors")):
        reader.images(executor, name)
    shells = reader.shells
    return Manifest(
        source.path, _KIND, source, comments=settings.comments,
        installs=Installs(tuple(shells.commands), setups=tuple(reader.setups), piped=tuple(shells.piped)),
    )  # fmt: skip


class _Reader:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shells = Shells(settings.source)
        self.setups: list[Setup] = []
        self.base = settings.source.path.rpartition(".circleci/")[0].rstrip("/")
        self.seen: set[int] = set()

    def images(self, job: Node, context: str) -> None:
        """The first image is the one that the steps run in."""
        for each in elements(job.get("docker"))[:1]:
            image = each.get("image")
            if image is not None and image.string and (found := python_of_image(self.settings.source, image)):
                self.setups.append(Setup("python", (found,), (), found.location, context))

    def job(self, name: str, job: Node) -> None:
        self.images(job, name)
        environment = variables_of(self.settings, job.get("environment"))
        shell = job.get("shell")
        steps = job.get("steps")
        if (shell is None or is_posix(shell.string)) and not text_of(job.get("machine", "image")).startswith("windows"):
            self._steps(steps, name, environment, text_of(job.get("working_directory")))

    def _steps(self, steps: Node | None, name: str, environment: tuple[CommandOption, ...], folder: str) -> None:
        if steps is None or id(steps.value) in self.seen:
            return
        self.seen.add(id(steps.value))
        for step in elements(steps):
            for key in ("when", "unless"):
                self._steps(step.get(key, "steps"), name, environment, folder)
            run = step.get("run")
            command = run.get("command") if run is not None and run.is_mapping else run
            if run is None or command is None or id(step.value) in self.seen:
                continue
            self.seen.add(id(step.value))
            shell, place = run.get("shell"), run.get("working_directory")
            if shell is None or is_posix(shell.string):
                inside = variables_of(self.settings, run.get("environment"))
                self.shells.run(self.shells.script([command]), self._folder(text_of(place), folder), (*environment, *inside), name)

    def _folder(self, written: str, of_job: str) -> str | None:
        """The folder of a step in the tree. The job's own folder is the repository."""
        if of_job and (written == of_job or written.startswith(f"{of_job.rstrip('/')}/")):
            written = written[len(of_job) :].lstrip("/")
        elif written.startswith("~/project"):
            written = written[len("~/project") :].lstrip("/")
        if written.startswith(("/", "~", "..")) or "$" in written or "<<" in written:
            return None
        full = posixpath.normpath(posixpath.join(self.base, written))
        return "" if full == "." else full
