"""One RUN of a stage into its install commands, each with what the image has for it there and what it installs into."""

from __future__ import annotations

import posixpath
from functools import cached_property

from deplint.facts import PythonConstraint
from deplint.installs import CommandFile, InImage
from deplint.readers.places.image_files import ImageFiles, above, in_tree
from deplint.readers.python_versions import specifier
from deplint.regex import regex
from deplint.syntax.dockerfile import Text
from deplint.syntax.dockerfile_words import strings, words
from deplint.syntax.shell_state import joined
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.installs import InstallCommand, Piped
    from deplint.model import Source
    from deplint.readers.places.dockerfile import StageDraft
    from deplint.syntax.dockerfile import Instruction

MANIFESTS = {
    "uv": ("pyproject.toml", "uv.lock"),
    "poetry": ("pyproject.toml", "poetry.lock"),
    "pdm": ("pyproject.toml", "pdm.lock"),
    "pipenv": ("Pipfile", "Pipfile.lock"),
    "pixi": ("pixi.toml", "pixi.lock"),
}
"""What a tool looks for in the folder where it runs."""
_SHEBANG = regex(r"#![^\n]*?(?:/|[ \t])(?:env[ \t]+(?:-S[ \t]+)?)?(sh|bash|dash|ash|zsh|ksh)\b")
_UV_PYTHON = regex(r"\buv[ \t]+(?:python[ \t]+install|venv[ \t][^\n;&|]{0,200}?(?:--python|-p)[ =])[ \t]*([0-9][0-9a-z.]*)(?![^\s;&|])")
_NO_ENVIRONMENT = regex(r"\bvirtualenvs\.create[ \t]+[\"']?(?:false|0)\b", 2)
_IN_PROJECT = regex(r"\bvirtualenvs\.in-project[ \t]+[\"']?(?:true|1)\b", 2)
_ACTIVATE = regex(r"(?:^|[\s;&(])(?:\.|source)[ \t]+([^\s;&|'\"$]+)/bin/activate\b")
_ENVIRONMENT_NAME = regex(r"\.?(?:v?env|venvs?|virtualenv|[a-z0-9_-]+[-_]v?env)", 2)
_TRUE = frozenset(("1", "true", "yes", "on", "y", "t"))


class Runner:
    """One RUN with what is in force there."""

    def __init__(self, source: Source, stage: StageDraft, files: ImageFiles, instruction: Instruction) -> None:
        self.source = source
        self.stage = stage
        self.instruction = instruction
        self.text = instruction.arguments.value
        self.folders = above(source.path)
        self._all_files = files

    @cached_property
    def files(self) -> ImageFiles:
        """What is in the image here: the mounts of other RUNs are not."""
        files = self._all_files
        here = [copy for copy in files.copies if not copy.mount or copy.location.start >= self.instruction.start]
        return ImageFiles(here, files.parent, files.others, files.effort)

    def commands(self) -> tuple[list[InstallCommand], list[Piped]]:
        """The install commands, and the installers that are downloaded and run."""
        found: list[InstallCommand] = []
        piped: list[Piped] = []
        for commands, downloads in self._read():
            found += [command._replace(image=self.image_of(command)) for command in commands]
            piped += downloads
        return found, piped

    def _read(self) -> Iterator[tuple[tuple[InstallCommand, ...], tuple[Piped, ...]]]:
        from deplint.readers.commands import install_commands, install_commands_of, mentions_installer

        stage, path = self.stage, self.source.path
        context = str(stage.number)
        if not mentions_installer(self.text) and not self.instruction.heredocs:
            return
        environment = stage.settings
        listed = strings(self.text)
        if listed is not None:
            place = self.instruction.arguments.place
            given = [(value, place(start + 1), place(end - 1)) for value, start, end in listed]
            yield install_commands_of(
                given, path=path, folder=stage.folder, environment=environment, context=context, paths_of=self.paths_of
            )  # fmt: skip
            return
        for script in self._scripts():
            yield install_commands(
                script.value, path=path, span=script.span, folder=stage.folder, environment=environment, context=context,
                paths_of=self.paths_of,
            )  # fmt: skip

    def _scripts(self) -> Iterator[Text]:
        """The shell texts: the arguments with what is fed to them, or each document that stands alone."""
        heredocs = self.instruction.heredocs
        if not heredocs:
            yield self.instruction.arguments
        elif not all(each.is_closed for each in heredocs):
            return
        elif all("<<" in self.text[start:end] for start, end in words(self.text, "\\")):
            for each in heredocs:
                body = self.source.text[each.start : each.end]
                if not body.startswith("#!") or _SHEBANG.match(body):
                    yield Text([(each.start, body)])
        else:
            start = self.source.text.rfind("\n", 0, heredocs[0].start)
            yield self.instruction.arguments.followed_by(start, self.source.text[start : heredocs[-1].after])

    def paths_of(self, path: str) -> tuple[str, ...]:
        """Where in the tree a file or folder of the image may have come from."""
        if not path.startswith("/"):
            return ()
        return in_tree(self.files.folders(path), self.folders)

    # What is there for a command.

    def image_of(self, command: InstallCommand) -> InImage:
        """What the image has for the command."""
        files: list[CommandFile] = []
        is_closed = command.cwd is not None and self.stage.base is not None
        names = MANIFESTS.get(command.tool, ())
        if command.cwd is not None and command.cwd.startswith("/"):
            for kind, name in zip(("manifest", "lock"), names, strict=False):
                sources = list(self.files.sources(posixpath.join(command.cwd, name)))
                is_closed = is_closed and all(found is not None for found, _ in sources)
                paths = in_tree((found for found, _ in sources if found is not None), self.folders)
                if paths:
                    files.append(CommandFile(kind, name, paths, sources[0][1].location))
        return InImage(tuple(files), self._environment(command), is_closed, self.instruction.on_build)

    def _environment(self, command: InstallCommand) -> str | None:
        if command.tool in ("pip", "uv pip"):
            return self._of_pip(command)
        beside = joined(command.cwd, ".venv")
        known = self.stage.known
        if command.tool == "uv":
            given = _value(command, "UV_PROJECT_ENVIRONMENT")
            return joined(command.cwd, given) if given else None if given is None else beside
        if command.tool == "poetry":
            if self.turns_environments_off() or self.stage.uses_system_python or _is(known.get("POETRY_VIRTUALENVS_CREATE"), "false", "0"):
                return self._active() or ""
            within = _is(known.get("POETRY_VIRTUALENVS_IN_PROJECT"), *_TRUE) or _IN_PROJECT.search(self.text)
            return self._active() or (beside if within else _value(command, "POETRY_VIRTUALENVS_PATH") or None)
        if command.tool == "pipenv":
            if command.option("--system") or _is(known.get("PIPENV_SYSTEM"), *_TRUE):
                return ""
            return beside if _is(known.get("PIPENV_VENV_IN_PROJECT"), *_TRUE) else None
        return beside if command.tool == "pdm" else None

    def _of_pip(self, command: InstallCommand) -> str | None:
        for name in ("--target", "--prefix", "--root"):
            option = command.option(name)
            given = option.value if option else _value(command, f"PIP_{name[2:].upper()}")
            if option or given is None or given:
                return joined(command.cwd, given)
        if command.option("--user") or _is(self.stage.known.get("PIP_USER"), *_TRUE):
            return f"/home/{self.stage.user}/.local" if self.stage.user not in ("", "root", "0") else "/root/.local"
        if command.option("--system") or _is(self.stage.known.get("UV_SYSTEM_PYTHON"), *_TRUE):
            return ""
        program = command.program.split(" ")[0]
        python = command.option("--python")
        if python is not None:
            program = python.value or program
        if "/bin/" in program:
            prefix = joined(command.cwd, program[: program.rindex("/bin/")])
            return "" if prefix in ("/usr", "/usr/local", "/") else prefix
        active = self._active()
        return active if active or command.tool == "pip" else joined(command.cwd, ".venv")

    @cached_property
    def _activated(self) -> str:
        found = _ACTIVATE.search(self.text) if "activate" in self.text else None
        return found[1] if found else ""

    def _active(self) -> str:
        """The environment that is active, by `activate`, VIRTUAL_ENV or PATH; "" for none."""
        if self._activated:
            return joined(self.stage.folder, self._activated) or ""
        known = self.stage.known
        for entry in (known.get("PATH") or "").split(":"):
            prefix = entry.removesuffix("/bin")
            if prefix != entry and (prefix == known.get("VIRTUAL_ENV") or _ENVIRONMENT_NAME.fullmatch(prefix.rpartition("/")[2])):
                return prefix
        return known.get("VIRTUAL_ENV") or ""

    def turns_environments_off(self) -> bool:
        """Poetry is told to install into the Python that runs it."""
        return "virtualenvs" in self.text and _NO_ENVIRONMENT.search(self.text) is not None

    def pythons(self) -> Iterator[PythonConstraint]:
        """The Pythons that uv is told to install, or to make an environment of."""
        if "uv" not in self.text:
            return
        for match in _UV_PYTHON.finditer(self.text):
            found = specifier(match[1])
            if found:
                yield PythonConstraint("image", match[1], found, self.source.at(*self.instruction.arguments.span(*match.span(1))))


def started(source: Source, stage: StageDraft, files: ImageFiles) -> list[InstallCommand]:
    """What a container of the stage installs when it starts: CMD is given to ENTRYPOINT, which nearly always runs it in the end."""
    for instructions in ((stage.entrypoint, stage.command), (stage.command,)):
        found = _started(source, stage, files, [each for each in instructions if each is not None])
        if found:
            return found
    return []


def _started(source: Source, stage: StageDraft, files: ImageFiles, instructions: list[Instruction]) -> list[InstallCommand]:
    from deplint.readers.commands import install_commands, install_commands_of

    if not instructions:
        return []
    last = Runner(source, stage, files, instructions[-1])
    settings: dict[str, Any] = {
        "path": source.path, "folder": stage.folder, "environment": stage.lasting_settings, "context": str(stage.number),
        "paths_of": last.paths_of,
    }  # fmt: skip
    lists = [(each, strings(each.arguments.value)) for each in instructions]
    if all(listed is not None for _, listed in lists):
        given = [
            (value, each.arguments.place(start + 1), each.arguments.place(end - 1))
            for each, listed in lists
            for value, start, end in listed or ()
        ]
        commands, _ = install_commands_of(given, **settings)
    else:
        text = instructions[0].arguments  # written for a shell, ENTRYPOINT is given nothing
        commands, _ = install_commands(text.value, span=text.span, **settings)
    return [command._replace(image=last.image_of(command)._replace(on_start=True)) for command in commands]


def _value(command: InstallCommand, name: str) -> str | None:
    """A variable's value, "" where it is not set, None where it can't be known."""
    found = command.variable(name)
    return "" if found is None else found.value


def _is(value: str | None, *words: str) -> bool:
    return value is not None and value.lower() in words
