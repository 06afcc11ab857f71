"""Text that comes from linted files into text that is harmless wherever it is printed.

A file can hold control characters, terminal escapes, marks that reverse the reading order, and the command syntax of the runners that
reports are printed on. Everything a reporter takes from a file or from a message goes through `visible`.
"""

from __future__ import annotations

import re

UNSEEN = (
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters that a reader can't see, or that make him see others in a different place. Compiled only when such a text comes."""
COMMAND_LINE = r"^(\s*):(?=:)"
"""GitHub's runner takes a line that starts with `::name` as a command."""
OLD_COMMAND = r"(##\w{0,16})\["
"""`##[name]` anywhere in a line (GitHub), `##vso[name]` (Azure), `##teamcity[name]`."""


def visible(text: str) -> str:
    """`text` on one line, with everything unseen written out and no runner's command in it."""
    return text if is_plain(text) else re.sub(UNSEEN, _written, disarmed(text))


def is_plain(text: str) -> bool:
    """Nothing in it needs a look: nearly every text."""
    return text.isascii() and text.isprintable() and "##" not in text and "::" not in text


def disarmed(text: str) -> str:
    """`text` without what a runner takes for a command; look-alikes stand in, so that every character keeps its place."""
    if "##" in text:
        text = re.sub(OLD_COMMAND, "\\1\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", text)
    if "::" in text:
        text = re.sub(COMMAND_LINE, "\\1\N{RATIO}", text)
    return text


def visible_path(path: str) -> str:
    """A path that may start a line; an odd one keeps its meaning by a `./` before it."""
    return visible(f"./{path}" if path.lstrip().startswith(("::", "##")) else path)


def cells(text: str) -> list[str]:
    """What stands on the screen for each character: a tab is four blanks, the unseen is written out."""
    if is_plain(text):
        return list(text)
    return ["    " if character == "\t" else re.sub(UNSEEN, _written, character) for character in disarmed(text)]


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _written(match: re.Match[str]) -> str:
    """The picture of a control character, or the number of another unseen one."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
