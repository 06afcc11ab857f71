"""Dockerfiles and Containerfiles: Source -> Manifest with the stages, the commands in them, and the Pythons of their bases.

Source: the Dockerfile reference. Variables are filled in from ENV and from the defaults of ARG; what has no value stays unknown.
"""

from __future__ import annotations

import posixpath

from deplint.facts import Comment, Manifest, PythonConstraint
from deplint.installs import CommandOption, Copy, Installs, Stage
from deplint.readers.commands import VARIABLES
from deplint.readers.places.base_images import python_of
from deplint.readers.places.dockerfile_run import Runner, started
from deplint.readers.places.image_files import HIDDEN, Effort, ImageFiles
from deplint.readers.python_versions import specifier
from deplint.regex import regex
from deplint.syntax.dockerfile import Dockerfile, parse
from deplint.syntax.dockerfile_words import assignments, expand, strings, words
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import InstallCommand, Piped
    from deplint.model import Location, Source
    from deplint.syntax.dockerfile import Instruction, Text

_POSIX = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))
_TEMPLATE = ("{{", "{%", "<%")
MOST_STAGES = 200
"""No image that people write comes near."""
MOST_SETTINGS = 200
_LONGEST_PATH = 4096
_REMARK = regex(r"#[ \t]*deplint:[^\n]*")
# A test runner or linter as a command of its own, or behind `-m` or `run`.
_TEST = regex(r"(?:^|[;&|(\n]|-m|\brun)[ \t]*(?:pytest|py\.test|tox|nox|mypy|flake8|pylint|ruff|pre-commit)(?=\s|$)")
_DOCUMENT = regex(r"[0-9]*<<-?[^<\s]+")


class StageDraft:
    """One stage in the making: what is in force at the instruction that is being read."""

    def __init__(self, number: int, name: str, base: str | None, location: Location, parent: StageDraft | None) -> None:
        self.number = number
        self.name = name
        self.base = base
        self.location = location
        self.parent = parent
        self.variables: dict[str, CommandOption] = dict(parent.variables) if parent else {}
        """What ENV says to packaging tools; stages that are FROM this one inherit it."""
        self.arguments: dict[str, CommandOption] = {}
        """What ARG says to them, which they don't inherit."""
        self.lasting: dict[str, str | None] = dict(parent.lasting) if parent else {}
        """All that ENV says."""
        self.folder: str | None = parent.folder if parent else "/"
        self.copies: list[Copy] = []
        self.origins: list[str] = [base] if parent and base else []
        self.speaks_posix: bool = parent.speaks_posix if parent else not _is_windows(base or "")
        self.user: str = parent.user if parent else ""
        self.entrypoint: Instruction | None = None
        self.command: Instruction | None = None
        self.tests = False
        self.uses_system_python: bool = parent.uses_system_python if parent else False
        """Poetry has been told to make no environment."""

        self.known = dict(self.lasting)
        """The values of all variables in force."""

    @property
    def settings(self) -> tuple[CommandOption, ...]:
        """The variables in force that packaging tools read."""
        return (*self.arguments.values(), *self.lasting_settings)[-MOST_SETTINGS:]

    @property
    def lasting_settings(self) -> tuple[CommandOption, ...]:
        """Those of them that are there when a container starts."""
        return tuple(self.variables.values())[-MOST_SETTINGS:]

    def declare(self, option: CommandOption, *, inherited: bool) -> None:
        """ENV (which is inherited) wins over ARG."""
        if option.name.startswith(VARIABLES):
            (self.variables if inherited else self.arguments)[option.name] = option
        if inherited or option.name not in self.lasting:
            self.known[option.name] = option.value
        if inherited:
            self.lasting[option.name] = option.value

    def stage(self, ships: bool) -> Stage:
        return Stage(
            self.name, self.base, self.number, ships, self.location, tuple(self.copies), tuple(dict.fromkeys(self.origins)),
            " ".join(each.arguments.value for each in (self.entrypoint, self.command) if each is not None), self.tests,
        )  # fmt: skip


def read(source: Source) -> Manifest:
    """The facts of a Dockerfile; a template has none, as nobody knows what it becomes."""
    if "\0" in source.text or any(mark in source.text for mark in _TEMPLATE):
        return Manifest(source.path, "dockerfile", source, installs=Installs())
    return _Reader(source, parse(source.text)).manifest()


class _Reader:
    """Goes through the instructions in their order."""

    def __init__(self, source: Source, file: Dockerfile) -> None:
        self.source = source
        self.file = file
        self.escape = file.escape
        self.globals: dict[str, str | None] = {}
        """What ARG before the first FROM gives: only FROM sees it."""
        self.stages: list[StageDraft] = []
        self.files: dict[str, ImageFiles] = {}
        self.effort = Effort()
        self.commands: list[InstallCommand] = []
        self.piped: list[Piped] = []
        self.pythons: list[PythonConstraint] = []

    def manifest(self) -> Manifest:
        for instruction in self.file.instructions:
            self._instruction(instruction)
            if len(self.stages) > MOST_STAGES:
                return Manifest(self.source.path, "dockerfile", self.source, installs=Installs())
        if self.stages:
            self._close()
        shipped = self._shipped()
        installs = Installs(
            tuple(self.commands), tuple(stage.stage(stage.number in shipped) for stage in self.stages), piped=tuple(self.piped)
        )  # fmt: skip
        return Manifest(
            self.source.path, "dockerfile", self.source, installs=installs, pythons=tuple(self.pythons), comments=tuple(self._comments())
        )  # fmt: skip

    def _shipped(self) -> set[int]:
        """The last stage and those that it begins with."""
        found = set()
        stage = self.stages[-1] if self.stages else None
        while stage is not None:
            found.add(stage.number)
            stage = stage.parent
        return found

    def _comments(self) -> Iterator[Comment]:
        text = self.source.text
        if "deplint" not in text:
            return
        whole = {start for start, _ in self.file.comments}
        for start, end in self.file.comments:
            if "deplint" in text[start:end]:
                yield Comment(text[start:end].lstrip("#").strip(), self.source.at(start, end))
        for instruction in self.file.instructions:
            if instruction.name == "RUN":
                for match in _REMARK.finditer(text, instruction.start, instruction.end):
                    if match.start() not in whole:
                        yield Comment(match[0].rstrip()[1:].strip(), self.source.at(match.start(), match.start() + len(match[0].rstrip())))

    def _at(self, text: Text, start: int = 0, end: int | None = None) -> Location:
        return self.source.at(*text.span(start, len(text.value) if end is None else end))

    def _instruction(self, instruction: Instruction) -> None:
        name, arguments = instruction.name, instruction.arguments
        if name == "FROM":
            self._from(arguments)
        elif not self.stages:
            if name == "ARG":
                self._global(arguments)
        elif name in ("COPY", "ADD"):
            self._copy(instruction)
        elif name == "RUN":
            self._run(instruction)
        elif name == "WORKDIR":
            self._workdir(arguments.value)
        elif name == "ENV":
            self._variables(arguments)
        elif name == "ARG":
            self._arguments(arguments)
        elif name == "SHELL":
            self._shell(arguments.value)
        elif name == "CMD":
            self.stages[-1].command = instruction
        elif name == "ENTRYPOINT":
            self.stages[-1].entrypoint = instruction
        elif name == "USER":
            self.stages[-1].user = expand(arguments.value.partition(":")[0].strip(), self.stages[-1].known, self.escape) or "?"

    # FROM, and what is known before it.

    def _global(self, arguments: Text) -> None:
        for start, end in words(arguments.value, self.escape):
            name, sign, value = arguments.value[start:end].partition("=")
            self.globals[name] = expand(value, self.globals, self.escape) if sign else None

    def _from(self, arguments: Text) -> None:
        value = arguments.value
        found = [(start, end) for start, end in words(value, self.escape)]
        if not found:
            return
        start, end = found[0]
        base = expand(value[start:end], self.globals, self.escape) or None
        name = value[slice(*found[2])] if len(found) == 3 and value[slice(*found[1])].lower() == "as" else ""
        parent = next((stage for stage in reversed(self.stages) if base and stage.name and stage.name.lower() == base.lower()), None)
        if self.stages:
            self._close()
        stage = StageDraft(len(self.stages), name, base, self._at(arguments, start, end), parent)
        self.stages.append(stage)
        if base and parent is None:
            self._python_of(base, arguments.cut(start, end))

    def _close(self) -> None:
        """The stage that is being read is whole: others can copy from it."""
        stage = self.stages[-1]
        if stage.speaks_posix:
            self.commands += started(self.source, stage, self._files(stage))
        self.files[str(stage.number)] = self._files(stage)
        if stage.name:
            self.files[stage.name.lower()] = self.files[str(stage.number)]

    def _files(self, stage: StageDraft) -> ImageFiles:
        parent = self.files.get(str(stage.parent.number)) if stage.parent else None
        return ImageFiles(stage.copies, parent, self.files, self.effort)

    def _python_of(self, base: str, written: Text) -> None:
        found = python_of(base)
        if found is None:
            return
        version, (start, end) = found
        place = self._at(written, start, end) if written.value == base else self._at(written)
        self.pythons.append(PythonConstraint("image", version, specifier(version), place))

    # What a stage has in force.

    def _workdir(self, value: str) -> None:
        stage = self.stages[-1]
        target = expand(value.strip(), stage.known, self.escape)
        stage.folder = None if target is None else _joined(stage.folder, target)

    def _variables(self, arguments: Text) -> None:
        stage = self.stages[-1]
        for name, whole, place in assignments(arguments.value, self.escape):
            raw = arguments.value[slice(*place)]
            value = expand(raw, {"PATH": "", **stage.known} if name == "PATH" else stage.known, self.escape)
            stage.declare(CommandOption(name, value, self._at(arguments, *whole)), inherited=True)
            if name == "UV_PYTHON" and value:
                self._uv_python(value, self._at(arguments, *place))

    def _uv_python(self, value: str, place: Location) -> None:
        found = specifier(value.rpartition("/")[2])
        if found:
            self.pythons.append(PythonConstraint("image", value, found, place))

    def _arguments(self, arguments: Text) -> None:
        """An ARG in a stage without a default takes that of the ARG of the same name before the first FROM."""
        stage = self.stages[-1]
        for start, end in words(arguments.value, self.escape):
            name, sign, value = arguments.value[start:end].partition("=")
            given = expand(value, stage.known, self.escape) if sign else self.globals.get(name)
            stage.declare(CommandOption(name, given, self._at(arguments, start, end)), inherited=False)

    def _shell(self, value: str) -> None:
        program = [each for each, _, _ in strings(value) or ()]
        self.stages[-1].speaks_posix = any(posixpath.basename(word) in _POSIX for word in program)

    # COPY and RUN.

    def _copy(self, instruction: Instruction) -> None:
        stage, arguments = self.stages[-1], instruction.arguments
        listed = strings(arguments.value)
        raw = [value for value, _, _ in listed] if listed else [arguments.value[a:b] for a, b in words(arguments.value, self.escape)]
        if len(raw) < 2 or instruction.on_build:
            return
        known = stage.known
        origin = next((flag.value.partition("=")[2] for flag in instruction.flags if flag.value.startswith("--from=")), "")
        sources = [HIDDEN if _DOCUMENT.fullmatch(each) else _shown(expand(each, known, self.escape)) for each in raw[:-1]]
        target = _target(stage.folder, expand(raw[-1], known, self.escape))
        place = self.source.at(instruction.start, arguments.span(0, len(arguments.value))[1])
        self._copied(Copy(tuple(sources), target, self._origin(origin), place))

    def _origin(self, written: str) -> str:
        return _shown(expand(written, {**self.globals, **self.stages[-1].known}, self.escape)) if written else ""

    def _copied(self, copy: Copy) -> None:
        stage = self.stages[-1]
        stage.copies.append(copy)
        if copy.origin.lower() in self.files:
            stage.origins.append(copy.origin)

    def _run(self, instruction: Instruction) -> None:
        stage = self.stages[-1]
        for flag in instruction.flags:
            if flag.value.startswith("--mount="):
                self._mount(flag)
        stage.tests = stage.tests or _TEST.search(instruction.arguments.value) is not None
        if not stage.speaks_posix:
            return
        runner = Runner(self.source, stage, self._files(stage), instruction)
        commands, piped = runner.commands()
        self.commands += commands
        self.piped += piped
        self.pythons += runner.pythons()
        stage.uses_system_python = stage.uses_system_python or runner.turns_environments_off()

    def _mount(self, flag: Text) -> None:
        """A bind mount is there for its own RUN alone; `Copy.location` says which that is."""
        stage = self.stages[-1]
        known = stage.known
        pairs = [pair.partition("=") for pair in (_shown(expand(flag.value[8:], known, self.escape))).split(",")]
        given = {name.lower(): value for name, _, value in pairs}
        target = given.get("target") or given.get("dst") or given.get("destination")
        if given.get("type", "bind") == "bind" and target:
            source = given.get("source") or given.get("src") or "."
            origin = given.get("from", "")
            self._copied(Copy((source,), _target(stage.folder, target), origin, self._at(flag), True))


def _is_windows(base: str) -> bool:
    lower = base.lower()
    return any(word in lower for word in ("windows", "nanoserver", "servercore"))


def _shown(value: str | None) -> str:
    return HIDDEN if value is None else value


def _joined(folder: str | None, target: str) -> str | None:
    """None where a path can't be known, or is longer than any system takes."""
    if not target.startswith("/"):
        if folder is None:
            return None
        target = posixpath.join(folder, target)
    return posixpath.normpath(target) if len(target) <= _LONGEST_PATH else None


def _target(folder: str | None, target: str | None) -> str:
    """Where a COPY leads, with a slash at the end where it says that it is a folder."""
    path = None if target is None else _joined(folder, target)
    if path is None or target is None:
        return HIDDEN
    is_folder = target in (".", "..") or target.endswith(("/", "/.", "/.."))
    return path + "/" if is_folder and path != "/" else path
