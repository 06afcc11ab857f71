"""Script lines of a CI job into one text for one shell, as GitLab and CircleCI run them, with the place of every character."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import islice

from deplint.installs import CommandOption
from deplint.readers.commands import VARIABLES, install_commands, mentions_installer
from deplint.readers.places.yaml_settings import MOST, entries, text_of
from deplint.regex import regex
from deplint.syntax.yaml_text import places
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Span
    from deplint.installs import InstallCommand, Piped
    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

# What CircleCI and Azure fill in before the shell sees it: `<< parameters.x >>`, `${{ parameters.x }}`, `$(name)`.
_PARAMETER = regex(r"<<[ ]*[\w.-]+[ ]*>>")
_MOVES = regex(r"(?:^|[;&|\n])[ \t]*(?:cd|pushd)\b")
_DEEPEST = 4
_MOST = 10_000


class Script(NamedTuple):
    """What one shell runs, line by line."""

    text: str
    lines: tuple[Node, ...]
    starts: tuple[int, ...]

    def moves(self) -> bool:
        """It may go on in another folder than it has begun in."""
        return _moves(self.text)


@lru_cache(maxsize=2)
def _moves(text: str) -> bool:
    """Remembered, as each job of a file asks it of the same text."""
    return _MOVES.search(text) is not None


class Shells:
    """Collects what the shells of a file install."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.commands: list[InstallCommand] = []
        self.piped: list[Piped] = []
        self._left = _MOST
        self._seen: set[tuple[int, ...]] = set()
        """The scripts that were read: aliases and defaults repeat them."""

    def script(self, nodes: Iterable[Node]) -> Script:
        """The lines of one shell. A file has only so many: aliases make a small one say the same thing any number of times."""
        lines = [node for node in islice(nodes, self._left) if text_of(node)]
        self._left -= len(lines)
        starts, at = [], 0
        for node in lines:
            starts.append(at)
            at += len(node.string) + 1
        return Script("\n".join(node.string for node in lines), tuple(lines), tuple(starts))

    def run(self, script: Script, folder: str | None, environment: tuple[CommandOption, ...], context: str) -> None:
        """What a script installs that begins in a folder of the tree; each script is read once, where it comes first."""
        key = tuple(id(node) for node in script.lines)
        if not mentions_installer(script.text) or key in self._seen:
            return
        self._seen.add(key)
        spans = [places(self.source.text, node) for node in script.lines]

        def span(start: int, end: int) -> Span:
            index = bisect_right(script.starts, start) - 1
            last = bisect_right(script.starts, max(start, end - 1)) - 1
            first = spans[index](start - script.starts[index], start - script.starts[index])[0]
            offset = script.starts[last]
            if end <= start:
                return first, first
            return first, max(first, spans[last](min(max(start, end - 1) - offset, len(script.lines[last].string)), end - offset)[1])

        text = _PARAMETER.sub(lambda match: "${" + "x" * (len(match[0]) - 3) + "}", script.text) if "<<" in script.text else script.text
        commands, piped = install_commands(
            text, path=self.source.path, span=span, folder=folder, environment=environment, context=context
        )
        self.commands += commands
        self.piped += piped


def lines_of(node: Node | None, depth: int = 0) -> Iterator[Node]:
    """The lines of a script: a string, a list, or lists in it, as anchors and `!reference` make them."""
    if node is None:
        return
    if not node.is_sequence:
        yield node
    elif depth < _DEEPEST:
        for element in node.value[:MOST]:
            yield from lines_of(element, depth + 1)


def variables_of(settings: Settings, *tables: Node | None) -> tuple[CommandOption, ...]:
    """The variables that packaging tools read, of several tables, the nearest last; None for what a variable hides."""
    found = {}
    for table in tables:
        for name, node in entries(table):
            value = node.get("value") if node.is_mapping else node
            if name.startswith(VARIABLES) and value is not None:
                written = str(value.value).lower() if isinstance(value.value, bool) else text_of(value)
                found[name] = CommandOption(name, None if "$" in written else written, settings.at(value))
    return tuple(found.values())
