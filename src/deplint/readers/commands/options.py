"""The words after a packaging tool's subcommand into its options, in their long form, and the rest, by the tool's own table.

Source: pip reads its command line by optparse, uv by clap, the others by argparse, click or cleo; here is what they have in common.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from deplint.syntax.shell import UNKNOWN, Word
from deplint.typing_light import NamedTuple


class Known(NamedTuple):
    """One option as a table has it: `name` is the long form."""

    name: str
    takes_value: bool


class Given(NamedTuple):
    """An option on a command line.

    name   the long form where the table knows it, else as written
    word   the value, None for a flag, and where it is missing
    start  where the option begins, `end` where its value ends, in the text
    at     where in the word the value begins (`--name=value`, `-nvalue`)
    """

    name: str
    word: Word | None
    at: int
    start: int
    end: int

    @property
    def value(self) -> str | None:
        """"" for a flag, None where a part of the value can't be known."""
        if self.word is None:
            return ""
        return None if UNKNOWN in self.word.shape[self.at :] else self.word.shape[self.at :]


class Arguments(NamedTuple):
    """What a command line says. `is_certain` is False where a word may be anything, or an option is not known."""

    options: tuple[Given, ...]
    positional: tuple[Word, ...]
    is_certain: bool
    rest: tuple[Word, ...] = ()
    """What follows the first positional argument where that begins another command, and what follows `--`."""

    def values(self, *names: str) -> list[Given]:
        return [each for each in self.options if each.name in names and each.word is not None]


_TABLES = {
    "pip": ("pip_commands", "OPTIONS"), "uv": ("uv_commands", "OPTIONS"), "poetry": ("other_commands", "POETRY"),
    "pdm": ("other_commands", "PDM"), "pipenv": ("other_commands", "PIPENV"), "pipx": ("other_commands", "PIPX"),
    "conda": ("other_commands", "CONDA"), "pixi": ("other_commands", "PIXI"), "easy_install": ("other_commands", "EASY_INSTALL"),
    "pip-tools": ("other_commands", "PIP_TOOLS"), "hatch": ("other_commands", "HATCH"),
}  # fmt: skip


@cache
def table(tool: str, command: str) -> dict[str, Known]:
    """The options of one command of a tool by all their names; those of the tool itself are among them."""
    module, name = _TABLES[tool]
    data = import_module(f"deplint.data.{module}")
    former = data.FORMER if tool == "pip" else ""
    found: dict[str, Known] = {}
    # What the command takes today has the last word.
    for text in (former, getattr(data, name).get("", ""), getattr(data, name).get(command, "")):
        for entry in text.split():
            names = entry.rstrip("=*").split("/")
            found.update(dict.fromkeys(names, Known(names[0], "=" in entry)))
    return found


def read_arguments(words: tuple[Word, ...], known: dict[str, Known], *, abbreviates: bool = False, stops: bool = False) -> Arguments:
    """Reads the words after the subcommand.

    `abbreviates`: a long option may be cut short, as optparse and argparse have it; `stops`: the first argument begins another command.
    """
    options: list[Given] = []
    positional: list[Word] = []
    is_certain = True
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        shape = word.shape
        if shape == "--":
            if stops and not positional:
                return Arguments(tuple(options), (), is_certain, words[position:])
            positional.extend(words[position:])
            break
        if not shape.startswith("-") or shape == "-":
            if stops:
                return Arguments(tuple(options), (word,), is_certain, words[position:])
            positional.append(word)
            continue
        taken, sure = _option(word, words[position] if position < len(words) else None, known, abbreviates)
        is_certain = is_certain and sure
        options.extend(taken)
        if taken and taken[-1].end > word.end:
            position += 1
        elif not sure and taken and position < len(words) and not words[position].shape.startswith("-"):
            position += 1  # nobody knows whether this is a value
    return Arguments(tuple(options), tuple(positional), is_certain)


def _option(word: Word, following: Word | None, known: dict[str, Known], abbreviates: bool) -> tuple[list[Given], bool]:
    """The options in one word, with the value that may be the next one, and whether the table knows them."""
    shape = word.shape
    if shape.startswith("--") or shape in known:
        written, sign, _ = shape.partition("=")
        option = known.get(written) or (_abbreviated(written, known) if abbreviates else None)
        if option is None:
            return [Given(written, word if sign else None, len(written) + 1, word.start, word.end)], bool(sign)
        if sign:
            return [Given(option.name, word, len(written) + 1, word.start, word.end)], True
        if option.takes_value and following is not None:
            return [Given(option.name, following, 0, word.start, following.end)], True
        return [Given(option.name, None, 0, word.start, word.end)], True
    found: list[Given] = []
    for index in range(1, len(shape)):
        option = known.get(f"-{shape[index]}")
        if option is None:
            return [*found, Given(f"-{shape[index]}", None, 0, word.start, word.end)], False
        if not option.takes_value:
            found.append(Given(option.name, None, 0, word.start, word.end))
        elif index + 1 < len(shape):
            at = index + 2 if shape[index + 1] == "=" and index == 1 else index + 1
            return [*found, Given(option.name, word, at, word.start, word.end)], True
        elif following is not None:
            return [*found, Given(option.name, following, 0, word.start, following.end)], True
        else:
            return [*found, Given(option.name, None, 0, word.start, word.end)], True
    return found, True


def _abbreviated(written: str, known: dict[str, Known]) -> Known | None:
    if len(written) < 4 or UNKNOWN in written:
        return None
    found = {option for name, option in known.items() if name.startswith(written)}
    return found.pop() if len(found) == 1 else None
