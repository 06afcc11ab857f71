"""azure-pipelines.yml and its templates: Source -> Manifest (learn.microsoft.com/azure/devops/pipelines/yaml-schema).

Steps may stand at the top, in jobs, in stages, in deployments and below template expressions, so that every table that is a step is read,
wherever it stands. `script` is `cmd` on Windows and left alone where the pool says so.
"""

from __future__ import annotations

from deplint.facts import Manifest
from deplint.installs import CommandFile, CommandOption, Installs, Setup
from deplint.readers.places.ci_shell import Shells, variables_of
from deplint.readers.places.workflow_folders import Workspace
from deplint.readers.places.yaml_settings import elements, entries, opened, text_of
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_KIND = "azure-pipelines"
_ROOT = regex(r"\$\((?:System\.DefaultWorkingDirectory|Build\.SourcesDirectory|Pipeline\.Workspace/s)\)/?", 0)
_VARIABLE = regex(r"\$[(\[][ ]*(?:variables\.)?([\w.-]+)[ ]*[)\]]")
_BASH_TASKS = ("bash@3", "shellscript@2")
_SETUP = "usepythonversion@"
_PIPELINES = regex(r"\b(?:script|bash|task|UsePythonVersion)\b")


class Job(NamedTuple):
    """What holds for the steps of a job."""

    name: str = ""
    windows: bool = False
    matrix: Node | None = None
    variables: tuple[Node, ...] = ()


def read(source: Source) -> Manifest:
    """Reads a pipeline or a template. What is no YAML says nothing."""
    settings = opened(source) if _PIPELINES.search(source.text) else None
    if settings is None:
        return Manifest(source.path, _KIND, source, installs=Installs())
    reader = _Reader(settings)
    reader.walk(settings.root)
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
        path = settings.source.path
        folder = path.rpartition("/")[0]
        # The pipeline stands at the root or in a folder for pipelines; a template elsewhere runs at a root that can't be known.
        parts = folder.split("/") if folder else []
        while parts and parts[-1].lower() in (".azure-pipelines", "azure-pipelines", ".azure", "templates", "jobs", "steps", "stages"):
            parts.pop()
        self.base = "/".join(parts)
        self.seen: set[int] = set()
        self.variables: dict[tuple[int, ...], tuple[CommandOption, ...]] = {}

    def walk(self, root: Node) -> None:
        """All tables below, each once, without recursion."""
        waiting = [(root, Job())]
        while waiting:
            node, job = waiting.pop()
            if id(node.value) in self.seen:
                continue
            self.seen.add(id(node.value))
            if node.is_sequence:
                waiting += [(each, job) for each in reversed(elements(node)) if each.is_mapping or each.is_sequence]
            elif node.is_mapping:
                job = self._job(node, job)
                self._step(node, job)
                waiting += [(each, job) for _, each in reversed(entries(node)) if each.is_mapping or each.is_sequence]

    def _job(self, node: Node, around: Job) -> Job:
        pool, variables = node.get("pool"), node.get("variables")
        image = text_of(pool.get("vmImage") if pool is not None and pool.is_mapping else pool)
        name = text_of(node.get("job")) or text_of(node.get("deployment"))
        return Job(
            name or around.name,
            image.lower().startswith(("windows", "vs20")) if image else around.windows,
            node.get("strategy", "matrix") or around.matrix,
            (*around.variables, variables)[-4:] if variables is not None else around.variables,
        )

    def _step(self, node: Node, job: Job) -> None:
        task = text_of(node.get("task")).lower()
        inputs = node.get("inputs")
        if task.startswith(_SETUP):
            self._setup(node, inputs, job)
        text = node.get("bash") or (None if job.windows else node.get("script"))
        folder = text_of(node.get("workingDirectory"))
        if task.startswith(_BASH_TASKS) or (task.startswith("cmdline@2") and not job.windows):
            text = None if inputs is None else inputs.get("script")
            folder = text_of(inputs.get("workingDirectory")) if inputs is not None else ""
        if text is not None and text.string:
            environment = self._environment(job, node.get("env"))
            self.shells.run(self.shells.script([text]), self._folder(folder), environment, job.name)

    def _environment(self, job: Job, own: Node | None) -> tuple[CommandOption, ...]:
        """The variables in force; those of the job are read once for all its steps."""
        key = tuple(map(id, job.variables))
        if key not in self.variables:
            self.variables[key] = variables_of(self.settings, *job.variables)
        nearest = {each.name: each for each in variables_of(self.settings, own)} if own is not None else {}
        return (*(each for each in self.variables[key] if each.name not in nearest), *nearest.values()) if nearest else self.variables[key]

    def _setup(self, node: Node, inputs: Node | None, job: Job) -> None:
        task = node.get("task")
        version = None if inputs is None else inputs.get("versionSpec")
        found = () if version is None else tuple(self._values(version, job))
        if task is not None:
            files: tuple[CommandFile, ...] = ()
            self.setups.append(Setup("python", found or (CommandOption("versionSpec", "3.x", self.settings.at(task)),), files,
                                     self.settings.at(task), job.name))  # fmt: skip

    def _values(self, version: Node, job: Job) -> list[CommandOption]:
        """A version as written, or every value that the matrix or the variables give it."""
        written = text_of(version)
        variable = _VARIABLE.fullmatch(written)
        if variable is None:
            return [CommandOption("versionSpec", None if "$" in written else written, self.settings.at(version))]
        tables = [each for _, each in entries(job.matrix)] if job.matrix is not None else []
        nodes = [node for table in (*tables, *job.variables) if (node := table.get(variable[1])) is not None]
        values = [CommandOption("versionSpec", text_of(node) or None, self.settings.at(node)) for node in nodes]
        return values or [CommandOption("versionSpec", None, self.settings.at(version))]

    def _folder(self, written: str) -> str | None:
        inside = written[match.end() :] if (match := _ROOT.match(written)) else written
        folder = Workspace(self.base, ("",), ()).inside(inside or ".")
        return None if folder is None else next(iter(Workspace(self.base, ("",), ()).paths(folder)), None)
