""".gitlab-ci.yml and files that it includes: Source -> Manifest (docs.gitlab.com/ci/yaml).

The scripts of a job run in one shell at the root of the repository: `before_script`, then `script`. Templates, `extends` and `include`
may add to a job what is not seen here.
"""

from __future__ import annotations

from deplint.facts import Manifest
from deplint.installs import Installs, Setup
from deplint.readers.places.ci_shell import Shells, lines_of, variables_of
from deplint.readers.places.python_images import python_of_image
from deplint.readers.places.version_numbers import number_problems
from deplint.readers.places.yaml_settings import elements, entries, opened
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Problem
    from deplint.model import Source
    from deplint.readers.places.ci_shell import Script
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_KIND = "gitlab-ci"
_NO_JOBS = frozenset((
    "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script", "spec",
))  # fmt: skip


def read(source: Source) -> Manifest:
    """Reads all jobs, hidden ones too, as others extend them. What is no YAML says nothing."""
    settings = opened(source)
    if settings is None:
        return Manifest(source.path, _KIND, source, installs=Installs())
    reader = _Reader(settings)
    reader.read()
    shells = reader.shells
    return Manifest(
        source.path, _KIND, source, comments=settings.comments, problems=tuple(reader.problems),
        installs=Installs(tuple(shells.commands), setups=tuple(reader.setups), piped=tuple(shells.piped)),
    )  # fmt: skip


class _Reader:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shells = Shells(settings.source)
        self.setups: list[Setup] = []
        self.problems: list[Problem] = []
        path = settings.source.path
        # GitLab reads the one at the root; an included file runs at the root of whatever repository includes it.
        self.folder = "" if "/" not in path or path.startswith(".gitlab/") else None

    def read(self) -> None:
        root = self.settings.root
        default = root.get("default")
        before = root.get("before_script") or (default.get("before_script") if default is not None else None)
        self._numbers(root.get("variables"))
        self._image(root.get("image") or root.get("default", "image"), "")
        opening = self.shells.script(lines_of(before))
        self.shells.run(opening, self.folder, variables_of(self.settings, root.get("variables")), "")
        for name, job in entries(root):
            if job.is_mapping and name not in _NO_JOBS:
                self._job(name, job, root, opening)

    def _job(self, name: str, job: Node, root: Node, opening: Script) -> None:
        environment = variables_of(self.settings, root.get("variables"), job.get("variables"))
        self._numbers(job.get("variables"))
        for each in elements(job.get("parallel", "matrix")):
            self._numbers(each)
        self._image(job.get("image"), name)
        own = job.get("before_script")
        inherits = job.get("extends") is not None
        begin = self.folder if own is not None or not (inherits or opening.moves()) else None
        lines = [*lines_of(own), *lines_of(job.get("script"))]
        self.shells.run(self.shells.script(lines), begin, environment, name)
        self.shells.run(self.shells.script(lines_of(job.get("after_script"))), self.folder, environment, name)

    def _image(self, node: Node | None, context: str) -> None:
        image = node.get("name") if node is not None and node.is_mapping else node
        if image is not None and image.string and (found := python_of_image(self.settings.source, image)):
            self.setups.append(Setup("python", (found,), (), found.location, context))

    def _numbers(self, table: Node | None) -> None:
        for key, value in entries(table):
            self.problems += number_problems(self.settings.source, key, value)
