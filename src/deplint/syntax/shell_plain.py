"""Plain shell text into commands without a parser: words, simple quotes and variables, `&&`, `;`, line ends and comments, no more."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.syntax.shell_state import State


def read_plain(text: str, state: State) -> bool:
    """Goes through the commands with `state`; False where anything in the text is not plain (the state is of no use then)."""
    return False
