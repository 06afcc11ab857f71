"""GitHub workflows, reusable ones too, and composite actions: Source -> Manifest.

What GitHub's runner does with them: `run` in the shell, the folder and the variables that the step, the job and the workflow give it
(docs.github.com, "Workflow syntax"), and the inputs of the actions that set up a Python. Shells other than POSIX ones are left alone.
"""

from __future__ import annotations

import posixpath
import re

from deplint.facts import Manifest
from deplint.installs import CommandFile, CommandOption, Installs, Setup
from deplint.readers.places.workflow_values import EXPRESSION, Scope
from deplint.readers.places.yaml_settings import elements, entries, opened, text_of
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from deplint.facts import Problem, Span
    from deplint.installs import InstallCommand, Piped
    from deplint.model import Source
    from deplint.readers.places.workflow_actions import Provider
    from deplint.readers.places.workflow_folders import Workspace
    from deplint.syntax.node import Node

# What must stand in a workflow before it is parsed; it is generous.
_WORDS = regex(r"py|\bpip|\buvx?\b|poetry|pdm|conda|mamba|pixi|easy_install|hatch|deplint|build-push-action", re.IGNORECASE)
_GITHUB = regex(r"(?:^|/)\.github/")
_POSIX = regex(r"(?:.*/)?(?:ba|z|da)?sh(?:\s.*)?")
_SHELLS = regex(r"(?:pwsh|powershell|cmd|python|perl|node)\b")
_EXPORTED = regex(r"\b((?:PIP|UV|POETRY|PDM|PIPENV)_[A-Z_]+)=([^\s\"'>]*)")
_ASKS = regex(r"\b(?:matrix|steps|env|inputs|needs|vars)\.|hashFiles|\bfalse\b")
# A cache is sometimes empty.
_CACHED = regex(r"\bsteps\.[\w-]+\.outputs\.cache-hit\b")
_PIP_INSTALL = "pip install "
_BUILDS = frozenset(("docker/build-push-action", "depot/build-push-action", "useblacksmith/build-push-action"))


class Defaults(NamedTuple):
    """`defaults.run` in force: the shell, "" where none is given, and the folder, None where it can't be known."""

    shell: str = ""
    folder: str | None = ""

    def within(self, node: Node | None) -> Defaults:
        """With the defaults of something that has its own."""
        run = None if node is None else node.get("run")
        if run is None:
            return self
        shell, folder = run.get("shell"), run.get("working-directory")
        return Defaults(self.shell if shell is None else shell.string, self.folder if folder is None else folder.string or None)


def read(source: Source) -> Manifest:
    """Reads a workflow or an action. One that mentions nothing that installs is not parsed; one that is no YAML says nothing."""
    kind = "workflow" if "/workflows/" in f"/{source.path}" and not source.path.endswith(("/action.yml", "/action.yaml")) else "action"
    if not _WORDS.search(source.text):
        return Manifest(source.path, kind, source, installs=Installs())
    settings = opened(source)
    if settings is None:
        return Manifest(source.path, kind, source, installs=Installs())
    reader = _Reader(source)
    if kind == "workflow":
        reader.workflow(settings.root)
    else:
        reader.action(settings.root)
    problems = tuple(sorted(reader.problems.values(), key=lambda problem: problem.location.start))
    return Manifest(source.path, kind, source, installs=reader.installs(), problems=problems, comments=settings.comments)


class _Reader:
    """Goes through the jobs and their steps once; steps that aliases repeat are read where they stand first."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.base = source.path[: match.start()] if (match := _GITHUB.search(source.path)) else None
        self.commands: list[InstallCommand] = []
        self.setups: list[Setup] = []
        self.files: list[CommandFile] = []
        self.piped: list[Piped] = []
        self.exported: list[CommandOption] = []
        """What steps of the job have written into GITHUB_ENV for those after them."""
        self.problems: dict[int, Problem] = {}
        self.seen: set[int] = set()
        self.numbered: set[int] = set()
        """Which steps and which tables of versions were read; aliases can repeat them any number of times."""

    def installs(self) -> Installs:
        return Installs(tuple(self.commands), setups=tuple(self.setups), piped=tuple(self.piped), files=tuple(self.files))

    def workflow(self, root: Node) -> None:
        self._numbers_below(root.get("env"))
        for trigger in ("workflow_call", "workflow_dispatch"):
            self._defaults_of(root.get("on", trigger, "inputs"))
        scope = Scope(self.source).within(root.get("env"))
        defaults = Defaults().within(root.get("defaults"))
        for name, job in entries(root.get("jobs")):
            self._job(name, job, scope, defaults)

    def action(self, root: Node) -> None:
        """The steps run in the workspace of whoever uses the action; one that is kept in the repository is for the repository."""
        from deplint.readers.places.workflow_folders import Workspace

        self._defaults_of(root.get("inputs"))
        steps = root.get("runs", "steps")
        if steps is not None:
            workspace = Workspace.of_steps(self.base, elements(steps))
            if not workspace.own and not workspace.others:
                workspace.own = frozenset(("",))
            self._steps(steps, Scope(self.source), Defaults(), workspace, "")

    def _job(self, name: str, job: Node, scope: Scope, defaults: Defaults) -> None:
        from deplint.readers.places.workflow_folders import Workspace

        matrix = job.get("strategy", "matrix")
        self._numbers_below(job.get("env"))
        self._numbers_below(job.get("with"))
        self._numbers_below(matrix)
        for each in elements(matrix.get("include") if matrix is not None else None):
            self._numbers_below(each)
        steps = job.get("steps")
        if steps is None:
            return
        scope = scope._replace(matrix=matrix).within(job.get("env"))
        defaults = defaults.within(job.get("defaults"))
        if not defaults.shell and _is_windows(list(scope.options("runs-on", job.get("runs-on")))):
            defaults = defaults._replace(shell="pwsh")
        self._container(job.get("container"), name)
        self._steps(steps, scope, defaults, Workspace.of_steps(self.base, elements(steps)), name)

    def _steps(self, steps: Node, scope: Scope, defaults: Defaults, workspace: Workspace, context: str) -> None:
        """All steps of a job in their order."""
        if id(steps.value) in self.seen:
            return
        self.seen.add(id(steps.value))
        self.exported = []
        for step in elements(steps):
            if not step.is_mapping or id(step.value) in self.seen:
                continue
            self.seen.add(id(step.value))
            self._numbers_below(step.get("env"))
            self._numbers_below(step.get("with"))
            within = scope.within(step.get("env"))
            uses, run = step.get("uses"), step.get("run")
            if uses is not None and text_of(uses):
                self._uses(step, uses, within, workspace, context)
            elif run is not None and run.string:
                before = len(self.commands)
                self._run(step, run, within, defaults, workspace, context)
                if _may_be_skipped(step):
                    self.commands[before:] = [each._replace(is_conditional=True) for each in self.commands[before:]]

    # Actions.

    def _uses(self, step: Node, uses: Node, scope: Scope, workspace: Workspace, context: str) -> None:
        from deplint.readers.places.workflow_actions import provider_of

        provider = provider_of(uses.string)
        given = step.get("with")
        if provider is not None:
            setup = self._setup(provider, uses, given, scope, workspace, context)
            if _may_be_skipped(step):
                setup = setup._replace(files=tuple(each._replace(paths=()) for each in setup.files))
            self.setups.append(setup)
        elif uses.string.partition("@")[0].lower() in _BUILDS and given is not None:
            self._image(uses, given, scope, workspace)

    def _setup(self, provider: Provider, uses: Node, given: Node | None, scope: Scope, workspace: Workspace, context: str) -> Setup:
        from deplint.syntax.yaml_text import places

        def values(names: tuple[str, ...]) -> tuple[CommandOption, ...]:
            return tuple(option for name in names for option in scope.options(name, given.get(name) if given is not None else None))

        files = [_file(kind, option, workspace) for name, kind in provider.files for option in values((name,))]
        arguments = None if given is None or not provider.arguments else given.get(provider.arguments)
        if arguments is not None and arguments.string:
            span = places(self.source.text, arguments)
            ahead = len(_PIP_INSTALL)
            self._shell(
                f"{_PIP_INSTALL}{arguments.string}", lambda start, end: span(max(0, start - ahead), max(0, end - ahead)),
                scope, workspace, context, "",
            )  # fmt: skip
        return Setup(
            provider.tool, values(provider.pythons), tuple(files), scope.place(uses), context, values(provider.release),
            next(iter(workspace.paths("")), None),
        )  # fmt: skip

    def _image(self, uses: Node, given: Node, scope: Scope, workspace: Workspace) -> None:
        """The Dockerfile that an action builds, and the stage of it. Without a `context` it builds from Git, which is the same tree."""
        context, file = given.get("context"), given.get("file")
        target = next(iter(scope.options("target", given.get("target"))), None)
        written = file.string if file is not None else posixpath.join(context.string if context is not None else "", "Dockerfile")
        place = scope.place(file or context or uses)
        stages = () if target is None else (target.value or "$",)
        paths = () if EXPRESSION in written else workspace.file(written)
        self.files.append(CommandFile("image", written, paths, place, stages))

    def _container(self, container: Node | None, context: str) -> None:
        from deplint.readers.places.python_images import python_of_image

        image = None if container is None else container.get("image") if container.is_mapping else container
        if image is not None and image.string and (found := python_of_image(self.source, image)):
            self.setups.append(Setup("python", (found,), (), found.location, context))

    # Commands.

    def _run(self, step: Node, run: Node, scope: Scope, defaults: Defaults, workspace: Workspace, context: str) -> None:
        from deplint.syntax.shell import mentions_installer
        from deplint.syntax.yaml_text import places

        shell, folder = step.get("shell"), step.get("working-directory")
        spoken = defaults.shell if shell is None else shell.string
        if not is_posix(spoken) or (not spoken and _is_for_windows(step)):
            return
        if "GITHUB_ENV" in run.string:
            place = scope.place(run)
            self.exported += [CommandOption(match[1], match[2], place) for match in _EXPORTED.finditer(run.string)]
        if not mentions_installer(run.string):
            return
        written = defaults.folder if folder is None else folder.string or None
        inside = None if written is None else workspace.inside(written)
        self._shell(run.string, places(self.source.text, run), scope, workspace, context, inside)

    def _shell(
        self, text: str, span: Callable[[int, int], Span], scope: Scope, workspace: Workspace, context: str, folder: str | None
    ) -> None:
        from deplint.readers.commands import install_commands

        commands, piped = install_commands(
            text, path=self.source.path, span=span, folder=folder, environment=(*self.exported, *scope.known),
            context=context, paths_of=workspace.paths,
        )  # fmt: skip
        self.commands += commands
        self.piped += piped

    # Numbers.

    def _numbers_below(self, node: Node | None) -> None:
        if node is None or id(node.value) in self.numbered:
            return
        self.numbered.add(id(node.value))
        from deplint.readers.places.version_numbers import number_problems

        for key, value in entries(node):
            for problem in number_problems(self.source, key, value):
                self.problems.setdefault(problem.location.start, problem)

    def _defaults_of(self, inputs: Node | None) -> None:
        """The default of an input is a string for a step, whatever its type."""
        from deplint.readers.places.version_numbers import number_problems

        for key, entry in entries(inputs):
            default = entry.get("default")
            for problem in number_problems(self.source, key, default) if default is not None else ():
                self.problems.setdefault(problem.location.start, problem)


def is_posix(shell: str) -> bool:
    """Does a step of this shell speak a POSIX one? "" is the default of the runner."""
    return not shell or (_POSIX.fullmatch(shell.strip()) is not None and EXPRESSION not in shell)


def _is_windows(labels: list[CommandOption]) -> bool:
    """The job runs on Windows and nowhere else; where that can't be known it may run anywhere."""
    named = [(label.value or "").lower() for label in labels]
    return bool(named) and all(name.startswith("windows") for name in named if name != "self-hosted")


def _is_for_windows(step: Node) -> bool:
    """The condition of a step asks for Windows."""
    condition = step.get("if")
    return condition is not None and "windows" in condition.string.lower() and not any(sign in condition.string for sign in ("!", "||"))


def _may_be_skipped(step: Node) -> bool:
    """The condition of a step asks what only a run can tell: the matrix, the files that are there, what steps before it have found."""
    condition = step.get("if")
    if condition is None or condition.value is None:
        return False
    return condition.value is False or _ASKS.search(_CACHED.sub("", condition.string)) is not None


def _file(kind: str, option: CommandOption, workspace: Workspace) -> CommandFile:
    written = (option.value or "").strip("'\"")
    return CommandFile(kind, written, workspace.file(written) if written else (), option.location)
