"""Plain shell text into commands without a parser: words, simple quotes and variables, `&&`, `;`, line ends and comments, no more.

It is given up at the first thing that is not plain. One pass: every character is looked at a fixed number of times.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.syntax.shell_words import UNKNOWN, Assignment, Word
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from deplint.syntax.shell_state import State

    Part = tuple[str | None, int, int, bool, int]

_BLANKS = regex(r"(?:[ \t]|\\\n)*")
_RUN = regex(r"[A-Za-z0-9_./:@%+,=~*\x01\[\]-]+")
_IN_QUOTES = regex(r"[^\"\\$`\r]*")
_VARIABLE = regex(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})")
_ASSIGNMENT = regex(r"[A-Za-z_][A-Za-z0-9_]*=")
_PROGRAM = regex(r"[A-Za-z_./\x01$][A-Za-z0-9_./\x01${}-]*")
_AFTER = ("&&", "\\\n ", "\\\n\t")
_QUOTED = regex(r"'[^']*'|\"[^\"]*\"")
_ONE_VARIABLE = regex(r"(?:[A-Za-z_][A-Za-z0-9_]*=)?\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})")
_LETTERS = regex(r"[a-z]+")
# Words that begin something else than a simple command where one may stand.
_KEYWORDS = frozenset((
    "if", "then", "else", "elif", "fi", "case", "esac", "for", "while", "until", "do", "done", "in", "function", "select", "time", "coproc",
    "declare", "typeset", "export", "readonly", "local", "unset", "unsetenv", "test",
))  # fmt: skip


def read_plain(text: str, state: State) -> bool:
    """Goes through the commands with `state`; False where anything in the text is not plain (the state is of no use then)."""
    assignments: list[Assignment] = []
    words: list[Word] = []
    joined = False
    position = 0
    while True:
        start, position = position, _after_blanks(text, position)
        if not words and "\\" in text[start:position]:
            return False
        following = text[position : position + 1]
        if following == "#":
            position = text.find("\n", position)
            position = len(text) if position < 0 else position
            following = text[position : position + 1]
        if following in ("", "\n", ";", "&"):
            if following == "&" and not text.startswith("&&", position):
                return False
            is_empty = not words and not assignments
            if len(assignments) > 1 and not words:
                return False
            if (is_empty and (following in (";", "&") or (joined and not following))) or text.startswith((";;", ";&"), position):
                return False
            state.run(tuple(words), tuple(assignments))
            joined = following == "&" or (joined and is_empty)
            words, assignments = [], []
            if not following:
                return True
            position += 2 if following == "&" else 1
            continue
        word = _word(text, position)
        if word is None or text[word.start] in "=[]" or not _is_read_alike(text[word.start : word.end], not words):
            return False
        position = word.end
        if not words and (sign := _ASSIGNMENT.match(text, word.start)):
            name = sign[0][:-1]
            value = word.shape[len(sign[0]) :]
            assignments.append(Assignment(name, None if UNKNOWN in value else value, word.start, word.end))
        elif not words and not _is_program(text, word):
            return False
        else:
            words.append(word)


def _after_blanks(text: str, position: int) -> int:
    found = _BLANKS.match(text, position)
    return found.end() if found else position


def _is_read_alike(written: str, first: bool) -> bool:
    """Does tree-sitter-bash make one word of it, too? What stands beside a variable it sometimes takes for a word of its own."""
    unquoted = _QUOTED.sub("", written)
    if "$" not in unquoted:
        return not first or not (written.endswith("=") or "[" in unquoted or "]" in unquoted)
    if first:
        return _ONE_VARIABLE.fullmatch(written) is not None
    return ".." not in unquoted and not any(each in unquoted for each in ",+%[]~*")


def _is_program(text: str, word: Word) -> bool:
    """May a simple command begin with this word?"""
    written = text[word.start : word.end]
    leading = _LETTERS.match(written)
    return _PROGRAM.fullmatch(written) is not None and not (leading and leading[0] in _KEYWORDS)


def _word(text: str, start: int) -> Word | None:
    """The word that begins here; None where it is not plain, or nothing plain follows it."""
    shape: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = 0
    is_quoted = False
    end = start
    for value, first, last, quoted, stop in _parts(text, start):
        end = stop
        if value is None:
            return None
        if value or not pieces:
            pieces.append((length, first, last))
            shape.append(value)
            length += len(value)
        is_quoted = is_quoted or (quoted and value == UNKNOWN)
    if end == start or not (end == len(text) or text[end] in " \t\n;" or text.startswith(_AFTER, end)):
        return None
    return Word("".join(shape), start, end, tuple(pieces), is_quoted)


def _parts(text: str, position: int) -> Iterator[Part]:
    """The parts of a word: value (None where it is not plain), where that stands, is it quoted, and where the part ends."""
    while position < len(text):
        character = text[position]
        if run := _RUN.match(text, position):
            yield run[0], position, run.end(), False, run.end()
            position = run.end()
        elif character == "'":
            closing = text.find("'", position + 1)
            value = text[position + 1 : closing] if closing >= 0 else None
            yield (None if value is None or "\r" in value else value), position + 1, closing, True, closing + 1
            if closing < 0:
                return
            position = closing + 1
        elif character == '"':
            end = yield from _quoted(text, position + 1)
            if end < 0:
                return
            position = end
        elif variable := _VARIABLE.match(text, position):
            yield UNKNOWN, position, variable.end(), False, variable.end()
            position = variable.end()
        else:
            return


def _quoted(text: str, start: int) -> Generator[Part, None, int]:
    """The parts of a string in double quotation marks; returns where it ends, -1 where it is not plain."""
    position = start
    while True:
        run = _IN_QUOTES.match(text, position)
        end = run.end() if run else position
        if text.startswith('"', end):
            yield text[position:end], position, end, True, end + 1
            return end + 1
        if end > position:
            yield text[position:end], position, end, True, end
        variable = _VARIABLE.match(text, end)
        if variable is None:
            yield None, end, end, True, end
            return -1
        yield UNKNOWN, end, variable.end(), True, variable.end()
        position = variable.end()
