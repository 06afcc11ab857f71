"""The sections of tox in an INI file (tox.ini, setup.cfg, `legacy_tox_ini`) into what is installed and the Pythons it is for.

Source: tox's documentation, "Configuration". What stands in braces is filled in where it is the folder of the file,
and is unknown otherwise.
"""

from __future__ import annotations

import posixpath

from deplint.facts import PythonConstraint
from deplint.installs import CommandFile, CommandOption, InstallCommand, Installs
from deplint.readers.commands import UNKNOWN, VARIABLES, install_commands, mentions_installer
from deplint.readers.places.tox_environments import MOST, pythons
from deplint.readers.requirement_line import Collected, read_line, resolve
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deplint.facts import Dependency, Span
    from deplint.model import Location, Source
    from deplint.syntax.node import Node

_FACTORS = regex(r"([\w {}.!,-]+):\s+(?=\S)")
COMMANDS = ("commands_pre", "commands", "commands_post")
_SIGNS = " \t-!@"
_HERE = regex(r"\{(?:toxinidir|tox_root)\}[/\\]?")
_KEPT = ("requirements", "constraints")


def factor_end(line: str) -> int:
    """Where the part of a line begins that stands behind its factors (`py311,!lint: x`); 0 where it has none."""
    match = None if line.startswith("-") else _FACTORS.match(line)
    return match.end() if match else 0


def without_braces(text: str) -> str:
    """The text with `UNKNOWN` for what stands in braces, which may hold others (`{posargs:{toxinidir}}`)."""
    if "{" not in text:
        return text
    depth = 0
    found: list[str] = []
    for character in text:
        depth += character == "{"
        found.append(UNKNOWN if depth and character != "\n" else character)
        depth -= character == "}" and depth > 0
    return "".join(found)


class Sections:
    """The sections of one file; `place` turns offsets of a value into those of the file where the text stands in another one (TOML)."""

    def __init__(self, source: Source, root: Node, place: Callable[[int, int], Span] | None = None) -> None:
        self.source = source
        self.root = root
        self.folder = posixpath.dirname(source.path)
        self._place = place

    def at(self, node: Node, start: int, end: int) -> Location:
        """The characters of a value in the file."""
        return self.source.at(*self.span(node, start, end))

    def span(self, node: Node, start: int, end: int) -> Span:
        found = node.inner(start, end)
        return self._place(*found) if self._place else found

    def environments(self) -> Iterator[tuple[str, Node]]:
        """The sections of environments, by the name of each; that of the base is ""."""
        for number, (name, section) in enumerate(self.root.items()):
            if number >= MOST:
                return
            if name == "testenv" or name.startswith("testenv:"):
                yield name[8:].strip(), section

    def pythons(self) -> tuple[PythonConstraint, ...]:
        """The Pythons of the environments that tox makes when nobody chooses; each once."""
        found: dict[str, PythonConstraint] = {}
        for name in ("tox", "tox:tox"):
            node = self.root.get(name, "envlist") or self.root.get(name, "env_list")
            for factor, version, span in pythons(node.string) if node else ():
                if node and version not in found:
                    found[version] = PythonConstraint("tox", factor, f"=={version}.*", self.at(node, *span))
        return tuple(found.values())

    def installs(self) -> Installs:
        """The requirements of all environments, and what their commands install."""
        return Installs(commands=tuple(self._commands()))

    def _commands(self) -> Iterator[InstallCommand]:
        for name, section in self.environments():
            node = section.get("deps")
            if node is not None and node.string.strip():
                yield self._dependencies(name, node)._replace(environment=self._variables(section))
            folder = self.folder if section.get("changedir") is None and section.get("change_dir") is None else None
            for key in COMMANDS:
                script = section.get(key)
                if script is not None and mentions_installer(script.string):
                    yield from self._run(script, folder, name, self._variables(section))

    def _run(self, node: Node, folder: str | None, context: str, variables: tuple[CommandOption, ...]) -> Iterator[InstallCommand]:
        """What the lines of `commands` install, read as a shell reads them; factors and the signs before a command are blanked out."""
        lines: list[str] = []
        for line in without_braces(node.string).split("\n"):
            if lines and lines[-1].endswith("\\"):  # it goes on: what begins with a dash here is an option
                lines.append(line)
                continue
            lead = len(line) - len(line.lstrip(_SIGNS))
            lead += factor_end(line[lead:])
            lead = len(line) - len(line[lead:].lstrip(_SIGNS))
            lines.append(" " * lead + line[lead:])
        found, _ = install_commands(
            "\n".join(lines), path=self.source.path, folder=folder, context=context, environment=variables,
            span=lambda first, last: self.span(node, first, last),
        )  # fmt: skip
        yield from found

    def _variables(self, section: Node) -> tuple[CommandOption, ...]:
        """What `set_env` gives the installers, one `NAME = value` to a line, perhaps behind factors."""
        node = section.get("setenv") or section.get("set_env")
        found: list[CommandOption] = []
        start = 0
        for line in node.string.split("\n")[:MOST] if node is not None else ():
            lead = len(line) - len(line.lstrip())
            lead += factor_end(line[lead:])
            name, sign, value = line[lead:].partition("=")
            if node is not None and sign and name.strip().startswith(VARIABLES):
                known = None if "{" in value else value.strip()
                found.append(CommandOption(name.strip(), known, self.at(node, start + lead, start + len(line.rstrip()))))
            start += len(line) + 1
        return tuple(found)

    def _dependencies(self, environment: str, node: Node) -> InstallCommand:
        reading = DependencyLines(self.source.path, self.folder)
        start = 0
        for line in node.string.split("\n"):
            reading.line(line, lambda first, last, start=start: self.span(node, start + first, start + last))  # type: ignore[misc]
            start += len(line) + 1
        return reading.command(environment, self.at(node, 0, len(node.string)))


class DependencyLines:
    """The lines of `deps`: requirements and options as pip has them in a file, with factors before them."""

    def __init__(self, path: str, folder: str) -> None:
        self.path = path
        self.folder = folder
        self.is_certain = True
        self.into = Collected(path, "dev")

    def line(self, text: str, span: Callable[[int, int], Span]) -> None:
        """Reads one line; `span` turns its offsets into those of the file."""
        comment = text.find(" #")
        text = text[:comment] if comment >= 0 else text
        if not text.strip() or text.lstrip().startswith("#"):
            return
        lead = len(text) - len(text.lstrip())
        lead += factor_end(text[lead:])
        rest = text[lead:]
        if "{" in _HERE.sub("", rest) or len(rest) > 5_000:
            self.is_certain = False
            return
        read_line(rest, lambda first, last: span(lead + first, lead + last), self.into)

    def command(self, environment: str, place: Location) -> InstallCommand:
        """All of them together: tox installs them with one command."""
        named = [each for each in self.into.dependencies if each.path or _HERE.search(each.text)]
        return InstallCommand(
            "tox", "tox", "deps", place,
            requirements=tuple(each for each in self.into.dependencies if each not in named),
            files=tuple(self._files(named)), folder=self.folder, context=environment, is_certain=self.is_certain,
        )  # fmt: skip

    def _files(self, named: list[Dependency]) -> Iterator[CommandFile]:
        for include in self.into.includes:
            if include.kind in _KEPT:
                yield CommandFile(include.kind, include.target, self._paths(include.target), include.location)
        for each in named:
            target = each.url or each.text
            yield CommandFile("project", target, self._paths(target), each.location, each.extras, each.editable)

    def _paths(self, target: str) -> tuple[str, ...]:
        found = resolve(self.path, _HERE.sub("", target).partition("[")[0] or ".")
        return ("" if found == "." else found,) if found else ()
