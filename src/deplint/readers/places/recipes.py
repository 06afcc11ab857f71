"""Makefile, justfile and Procfile: Source -> Manifest with what their recipes install, each line of them shell text of its own.

What a variable of make or just would give is not known, nor is a program that it names.
"""

from __future__ import annotations

import posixpath
import re

from deplint.facts import Comment, Manifest
from deplint.installs import Installs
from deplint.readers.commands import UNKNOWN, install_commands, mentions_installer
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import InstallCommand, Piped
    from deplint.model import Source

_LARGEST = 2_000_000
_COMMENT = regex(r"(?:^|(?<=[ \t]))#[^\n]*deplint[^\n]*", re.MULTILINE)
_TARGET = regex(r"([^\s#:=][^:=#\n]*?)[ \t]*::?(?!=)")
_RECIPE = regex(r"@?([A-Za-z_][A-Za-z0-9_-]*)\b[^\n]*?:(?!=)")
_PROCESS = regex(r"([A-Za-z0-9_-]+):[ \t]*")
_OTHER_SHELL = regex(r"^(?:set[ \t]+shell[ \t]*:=|[ \t]*SHELL[ \t]*[:?]?=)(?![^\n]*\b(?:ba|z|da|k)?sh\b)", re.MULTILINE)
_SHEBANG = regex(r"#![^\n]*\b(?:ba|z|da|k)?sh\b")
_SIGNS = "@-+ \t"


class Part(NamedTuple):
    """Shell text of one recipe, where it begins in the file, and the recipe's name. It has as many characters as the file has there."""

    text: str
    start: int
    name: str


def read(source: Source) -> Manifest:
    """Reads any of the three, told apart by their names."""
    name = posixpath.basename(source.path)
    kind = "procfile" if name == "Procfile" else "justfile" if "justfile" in name.lower() else "makefile"
    text = source.text
    if len(text) > _LARGEST or "\0" in text:
        return Manifest(source.path, kind, source)
    comments = tuple(
        Comment(match[0].lstrip("#").strip(), source.at(match.start(), match.end()))
        for match in (_COMMENT.finditer(text) if "deplint" in text else ())
    )
    known = mentions_installer(text) and not _OTHER_SHELL.search(text)
    parts = {"procfile": _processes, "justfile": _just, "makefile": _make}[kind](text) if known else ()
    commands: list[InstallCommand] = []
    piped: list[Piped] = []
    for part in parts:
        found = install_commands(
            part.text, path=source.path, folder=posixpath.dirname(source.path), context=part.name,
            span=lambda first, last, start=part.start: (start + first, start + last),  # type: ignore[misc]
        )  # fmt: skip
        commands += found[0]
        piped += found[1]
    return Manifest(source.path, kind, source, comments=comments, installs=Installs(commands=tuple(commands), piped=tuple(piped)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the lines, those that a backslash continues joined with what follows."""
    start = position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        position = end + 1
        stop = end - 1 if text.startswith("\r", end - 1) and end > start else end
        backslashes = stop - len(text[start:stop].rstrip("\\")) - start if stop > start and text[stop - 1] == "\\" else 0
        if backslashes % 2 == 0:
            yield start, end
            start = position
    if start < len(text):
        yield start, len(text)


def _make(text: str) -> Iterator[Part]:
    """Lines behind a tab, below a target."""
    target = ""
    for start, end in _lines(text):
        if text[start] != "\t":
            found = _TARGET.match(text, start, end) if end > start and text[start] not in " #" else None
            target = found[1] if found else target
            continue
        while start < end and text[start] in _SIGNS:
            start += 1
        yield Part(_without_variables(text[start:end]), start, target[:100])


def _without_variables(text: str) -> str:
    """`$(X)`, `${X}` and `$X` belong to make; `$$` is the `$` of the shell, whose variables are not known either."""
    if "$" not in text:
        return text
    pieces: list[str] = []
    position = 0
    while (dollar := text.find("$", position)) >= 0:
        pieces.append(text[position:dollar])
        position = _end_of_variable(text, dollar)
        whole = text[dollar:position]
        is_shells = whole == "$$" and not text.startswith("$", position)
        pieces.append(f"{UNKNOWN}$" if is_shells else UNKNOWN * len(whole))
    return "".join((*pieces, text[position:]))


def _end_of_variable(text: str, dollar: int) -> int:
    opening = text[dollar + 1 : dollar + 2]
    closing = {"(": ")", "{": "}"}.get(opening)
    if closing is None:
        return min(dollar + 2, len(text))
    depth = 0
    for position in range(dollar + 1, len(text)):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if not depth:
                return position + 1
    return len(text)


def _just(text: str) -> Iterator[Part]:
    """Indented lines below the head of a recipe; a recipe that begins with `#!` is one script, which may be no shell."""
    name = ""
    script: list[int] | None = None
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip():
            continue
        if line[0] not in " \t":
            if script:
                yield Part(text[script[0] : script[1]], script[0], name)
            script = None
            found = _RECIPE.match(line)
            name = found[1] if found else ""
            continue
        start += len(line) - len(line.lstrip())
        if name and script is None and text.startswith("#!", start):
            script = [end, end] if _SHEBANG.match(text, start, end) else []
        elif script:
            script[1] = end
        elif script is None and name:
            while start < end and text[start] in _SIGNS:
                start += 1
            yield Part(text[start:end], start, name)
    if script:
        yield Part(text[script[0] : script[1]], script[0], name)


def _processes(text: str) -> Iterator[Part]:
    for start, end in _lines(text):
        found = _PROCESS.match(text, start, end)
        if found:
            yield Part(text[found.end() : end], found.end(), found[1])
