"""A shell script: Source -> Manifest with what it installs.

A script may be started from anywhere, most often from the root of the tree or from its own folder: a relative path is looked for in
both, until a `cd` says where it is.
"""

from __future__ import annotations

import posixpath

from deplint.facts import Comment, Manifest
from deplint.installs import Installs
from deplint.readers.commands import install_commands, mentions_installer
from deplint.readers.commands.parts import in_tree
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from deplint.model import Source

_COMMENT = regex(r"(?:^|(?<=[ \t;]))#[^\n]*deplint[^\n]*", 8)
_SHEBANG = regex(r"#![^\n]*")
# `$(dirname "$0")`, `${0%/*}` and their like: the folder of the script itself.
_HERE = regex(r"\$\(dirname (?:-- )?\"?(?:\$0|\$\{?BASH_SOURCE(?:\[0\])?\}?|\$\{0\})\"?\)|\$\{(?:0|BASH_SOURCE|BASH_SOURCE\[0\])%/\*\}")
_ROOT = "/\x03"
_DEPTH = 4
"""What stands for a folder of the script's path must not be longer than what it replaces."""


def read(source: Source) -> Manifest:
    """Reads the commands; a script for another interpreter than a POSIX shell says nothing."""
    text = source.text
    comments = tuple(
        Comment(match[0].lstrip("#").strip(), source.at(match.start(), match.end()))
        for match in (_COMMENT.finditer(text) if "deplint" in text else ())
    )
    shebang = _SHEBANG.match(text)
    if "\0" in text or not mentions_installer(text) or (shebang and "sh" not in shebang[0].rpartition("/")[2]):
        return Manifest(source.path, "shell", source, comments=comments)
    folder = posixpath.dirname(source.path)
    parts = tuple(folder.split("/")) if folder else ()

    def paths_of(path: str) -> tuple[str, ...]:
        if path == _ROOT or path.startswith(_ROOT + "/"):
            return (_from_here(path.split("/")[2:], parts),)
        return tuple(dict.fromkeys((*in_tree(path), *in_tree(posixpath.normpath(posixpath.join(folder, path)).removeprefix(".")))))

    commands, piped = install_commands(
        _with_folders(text, len(parts)), path=source.path, span=lambda start, end: (start, end), paths_of=paths_of
    )
    sure = tuple(
        each if not parts or (each.cwd or "").startswith(_ROOT) else each._replace(folder=None, cwd=None)
        for each in commands
    )
    return Manifest(source.path, "shell", source, comments=comments, installs=Installs(commands=sure, piped=piped))


def _with_folders(text: str, depth: int) -> str:
    """The text with a path of as many characters in place of each expression for the script's own folder."""
    if depth > _DEPTH or ("dirname" not in text and "%/*}" not in text):
        return text

    def path(match: re.Match[str]) -> str:
        here = _ROOT + "/\x02" * depth
        return here + "/" * (len(match[0]) - len(here)) if len(here) <= len(match[0]) else match[0]

    return _HERE.sub(path, text)


def _from_here(rest: list[str], parts: tuple[str, ...]) -> str:
    """The path in the tree, with the names of the script's folders in place of those that stand for them."""
    named = [parts[number] if part == "\x02" and number < len(parts) else part for number, part in enumerate(rest)]
    return "/".join(named)
