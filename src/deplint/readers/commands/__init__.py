"""Shell text into the install commands that it runs, and the downloads that it runs at once.

    from deplint.readers.commands import install_commands

    commands, piped = install_commands(
        step.string, path=source.path, span=step.inner,      # a YAML scalar; text cut from the file: lambda a, b: (start + a, start + b)
        folder="api", environment=env, context="test",       # environment: CommandOptions of ENV or env:, value None where not known
    )

Text that mentions no installer costs one search. A caller whose shell does not run in the tree (an image) gives `paths_of`, which turns
"/app/x" into the paths of the tree that are copied there, and a folder in that shell's own words ("/app"); a caller with templates of its
own (tox, make) puts `UNKNOWN` over each of their characters first; one that has the words already (exec form) calls `install_commands_of`.
"""

from __future__ import annotations

from deplint.installs import CommandOption, InstallCommand, Piped
from deplint.model import Location
from deplint.readers.commands.parts import Place, in_tree
from deplint.readers.commands.programs import Program, program_of
from deplint.syntax.shell import UNKNOWN, Assignment, Command, Word, mentions_installer
from deplint.syntax.shell import commands as shell_commands
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deplint.facts import Span

VARIABLES = ("PIP_", "UV_", "POETRY_", "PIPENV_", "PDM_", "CONDA_", "MAMBA_", "PIXI_", "HATCH_")
_DEEPEST = 4

__all__ = ["UNKNOWN", "install_commands", "install_commands_of", "mentions_installer"]


class Surroundings(NamedTuple):
    """What is the same for all commands of one text."""

    path: str
    span: Callable[[int, int], Span]
    text: str
    paths_of: Callable[[str], tuple[str, ...]]
    environment: tuple[CommandOption, ...]
    context: str
    depth: int = 0


def install_commands(
    text: str,
    *,
    path: str,
    span: Callable[[int, int], Span],
    folder: str | None = "",
    environment: Sequence[CommandOption] = (),
    context: str = "",
    paths_of: Callable[[str], tuple[str, ...]] = in_tree,
) -> tuple[tuple[InstallCommand, ...], tuple[Piped, ...]]:
    """The install commands of shell text in their order, and the downloads that are piped into a shell.

    `span(start, end)` turns offsets in `text` into offsets of the file `path`; `folder` is where the text runs, None where that is unknown.
    """
    if not mentions_installer(text):
        return (), ()
    around = Surroundings(path, span, text, paths_of, tuple(environment), context)
    return _read(around, folder)


def install_commands_of(
    words: Sequence[tuple[str, int, int]],
    *,
    path: str,
    folder: str | None = "",
    environment: Sequence[CommandOption] = (),
    context: str = "",
    paths_of: Callable[[str], tuple[str, ...]] = in_tree,
) -> tuple[tuple[InstallCommand, ...], tuple[Piped, ...]]:
    """The same for a command whose words are known: (value, start, end) with the range of the value, without quotation marks, in the file.

    A part of a value that can't be known is `UNKNOWN`.
    """
    if not any(mentions_installer(value) for value, _, _ in words):
        return (), ()
    # The words are put one after the other into a text of their own.
    starts: list[int] = []
    text = ""
    for value, _, _ in words:
        starts.append(len(text))
        text += value + " "

    def span(start: int, end: int) -> Span:
        return at(start, words, starts), at(max(start, end - 1), words, starts) + (end > start)

    def at(offset: int, words: Sequence[tuple[str, int, int]], starts: list[int]) -> int:
        from bisect import bisect_right

        number = bisect_right(starts, offset) - 1
        value, start, end = words[number]
        inside = offset - starts[number]
        return start + inside if end - start == len(value) else (start if inside == 0 else end - 1)

    made = tuple(
        Word(value, start, start + len(value), ((0, start, start + len(value)),), True)
        for (value, _, _), start in zip(words, starts, strict=True)
        if value
    )
    around = Surroundings(path, span, text, paths_of, tuple(environment), context)
    command = Command(made, folder=folder)
    return tuple(_of_words(made, command, (), around)), ()


def _read(around: Surroundings, folder: str | None) -> tuple[tuple[InstallCommand, ...], tuple[Piped, ...]]:
    known = {each.name: each.value for each in around.environment}
    found: list[InstallCommand] = []
    piped: list[Piped] = []
    commands = shell_commands(around.text, folder=folder, exported=known)
    for command in commands:
        found.extend(_of_words(command.words, command, command.assignments, around))
    if "http" in around.text:
        from deplint.readers.commands.piped import piped_installers

        piped.extend(piped_installers(commands, around))
    return tuple(found), tuple(piped)


def _of_words(
    words: tuple[Word, ...], command: Command, assignments: tuple[Assignment, ...], around: Surroundings
) -> Iterator[InstallCommand]:
    """What the words of one command install: they may run another shell, or a tool that runs another one."""
    from deplint.readers.commands.tools import command_of

    for _ in range(_DEEPEST):
        program = program_of(words)
        if program is None or not program.tool:
            return
        assignments = (*assignments, *program.assignments)
        if program.tool == "shell":
            yield from _inner(program, command, assignments, around)
            return
        place = Place(around.path, around.span, around.text, command.folder, around.paths_of)
        found = command_of(program, place)
        if found is None:
            return
        each, words = found
        yield each._replace(
            context=around.context, environment=_environment(command, assignments, around), is_conditional=command.is_conditional
        )


def _inner(program: Program, command: Command, assignments: tuple[Assignment, ...], around: Surroundings) -> Iterator[InstallCommand]:
    """The commands in the text that is given to another shell."""
    if not program.words or around.depth >= _DEEPEST or not mentions_installer(program.words[0].shape):
        return
    word = program.words[0]
    inside = around._replace(
        text=word.shape, span=lambda start, end: around.span(*word.span(start, end)), depth=around.depth + 1,
        environment=_variables(command, assignments, around),
    )  # fmt: skip
    yield from _read(inside, command.folder)[0]


def _environment(command: Command, assignments: tuple[Assignment, ...], around: Surroundings) -> tuple[CommandOption, ...]:
    """The variables in force that a packaging tool reads."""
    return tuple(each for each in _variables(command, assignments, around) if each.name.startswith(VARIABLES))


def _variables(command: Command, assignments: tuple[Assignment, ...], around: Surroundings) -> tuple[CommandOption, ...]:
    found = {each.name: each for each in around.environment}
    for assignment in (*command.exports, *assignments):
        place = around.span(assignment.start, assignment.end)
        found[assignment.name] = CommandOption(assignment.name, assignment.value, Location(around.path, *place))
    return tuple(found.values())
