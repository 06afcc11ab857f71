"""Shell text into the commands that it runs: their words, the variables and the folder in force, and what can't be known of them.

A strict, linear path reads plain text (words, simple quotes and variables, `&&`, `;`, comments); everything else goes to tree-sitter-bash,
which is imported only then. A test holds the two to each other. The language is bash's, of which POSIX shells take a part.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.syntax.shell_plain import read_plain
from deplint.syntax.shell_state import State
from deplint.syntax.shell_words import UNKNOWN as UNKNOWN
from deplint.syntax.shell_words import Assignment as Assignment
from deplint.syntax.shell_words import Command as Command
from deplint.syntax.shell_words import Word as Word
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_INSTALLER = regex(
    r"(?:\b|-m)(?:pip[\d.]*|uvx?|pipx|poetry|pdm|pipenv|conda|(?:micro)?mamba|pixi|easy_install[\d.-]*|piptools|hatch"
    r"|[Mm]ini(?:conda|forge)3?|[Mm]ambaforge)\b"
)
LARGEST = 1_000_000
_OPENING = regex(r"\{[{%]")
# A line that goes on within a word: the shell makes one word of it, the parser two.
_GLUED = regex(r"[A-Za-z0-9'\"_.=\]$}]\\\n[A-Za-z0-9'\"_.=$/-]")


def mentions_installer(text: str) -> bool:
    """Is there any word in the text that is an installer's? Where none is, it need not be parsed."""
    return _INSTALLER.search(text) is not None


def commands(text: str, *, folder: str | None = "", exported: Mapping[str, str | None] | None = None) -> tuple[Command, ...]:
    """The simple commands of shell text, in the order in which they begin; what follows an error in the text is left out.

    `folder` is where the text runs, `exported` the variables that its surroundings export (an assignment to one of them is an export).
    """
    if len(text) > LARGEST:
        return ()
    if "\\\n" in text and (glued := _GLUED.search(text)):
        text = text[: glued.end() - 1] + '"'  # an error for both ways to read it: what is before is certain
    masked, has_statements = mask_templates(trimmed(text))
    state = State(folder, frozenset(exported or ()), depth=1 if has_statements else 0)
    if not read_plain(masked, state):
        from deplint.syntax.shell_tree import read_tree

        state = State(folder, frozenset(exported or ()), depth=1 if has_statements else 0)
        read_tree(masked, state)
    return tuple(sorted(state.found, key=lambda command: command.start))


def trimmed(text: str) -> str:
    """The text without blanks at its end, and without a backslash there, which would continue nothing."""
    text = text.rstrip(" \t\n")
    while text.endswith("\\"):
        text = text[:-1].rstrip(" \t\n")
    return text


def mask_templates(text: str) -> tuple[str, bool]:
    """The text with `UNKNOWN` for each character of a template (`{{ x }}`, `${{ x }}`, `{% x %}`), and whether there are statements."""
    if "{{" not in text and "{%" not in text:
        return text, False
    pieces: list[str] = []
    position = 0
    has_statements = False
    while opening := _OPENING.search(text, position):
        start = opening.start()
        statement = text.startswith("{%", start)
        end = text.find("%}" if statement else "}}", start + 2)
        if end < 0:
            break
        has_statements = has_statements or statement
        first = start - 1 if start > position and text[start - 1] == "$" and not statement else start
        pieces.append(text[position:first] + UNKNOWN * (end + 2 - first))
        position = end + 2
    return "".join(pieces) + text[position:], has_statements
