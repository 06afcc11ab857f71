"""The `# /// script` block of a Python file: Source -> Manifest.

Source: inline script metadata specification (PEP 723). Nothing else of the file is looked at.
"""

from __future__ import annotations

from deplint.facts import Manifest, Problem
from deplint.readers.draft import Draft, broken
from deplint.readers.pyproject.project import read_requires_python
from deplint.regex import regex
from deplint.syntax.toml import TomlError, parse_document
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.syntax.node import Node

_OPENING = regex(r"# /// ([a-zA-Z0-9-]+)")
_CLOSING = "# ///"
_SCRIPT = "# /// script"
_KEYS = ("dependencies", "requires-python", "tool")
REFUSED = "refused"
"""The subject of problems for which tools refuse the whole script."""


class Block(NamedTuple):
    """One block of inline metadata: its kind, and the lines between the opening and the closing one as numbers, end exclusive."""

    kind: str
    first: int
    end: int


def read(source: Source) -> Manifest:
    """The facts of one script: `dependencies` as group "runtime", `requires-python`, `[tool.uv]`. No block, no facts."""
    blocks = [block for block in _blocks(source) if block.kind == "script"]
    if not blocks:
        return Manifest(source.path, "script", source, problems=tuple(_unclosed(source)))
    block = blocks[0]
    try:
        document = parse_document(_bare(source, block))
    except TomlError as error:
        return broken(source, "script", error)
    draft = Draft(source, document)
    draft.problems.extend(_repeated(source, block, other) for other in blocks[1:])
    root = document.root
    draft.problems.extend(_unknown(draft, name, node) for name, node in root.items() if name not in _KEYS)
    draft.requirements(root.get("dependencies"), "runtime", "dependencies")
    read_requires_python(draft, root.get("requires-python"), "requires-python")
    uv = root.get("tool", "uv")
    if uv is not None:
        from deplint.readers.pyproject.uv import read_uv

        read_uv(draft, uv)
    return draft.manifest("script")


def metadata_text(source: Source) -> str:
    """The TOML of the script's block, with blanks for all that is not TOML: every character stays where it is in the file."""
    block = next((block for block in _blocks(source) if block.kind == "script"), None)
    return _bare(source, block) if block is not None else ""


def _blocks(source: Source) -> Iterator[Block]:
    """What the specification's regular expression finds, line by line and so in linear time.

    A block begins with `# /// KIND`, goes on as long as lines are `#` or begin with `# `, and ends at the last `# ///` among them;
    at least one line stands in between. Without such an end it is no block, and nothing below it in the same run of lines is.
    """
    if _CLOSING not in source.text:
        return
    count = len(source.line_starts)
    number = 1
    while number <= count:
        opening = _OPENING.fullmatch(source.line(number))
        number += 1
        if opening is None:
            continue
        first, closing = number, 0
        while number <= count and _is_content(line := source.line(number)):
            if line == _CLOSING and number > first:
                closing = number
            number += 1
        if closing:
            yield Block(opening[1], first, closing)
            number = closing + 1


def _is_content(line: str) -> bool:
    return line == "#" or line.startswith("# ")


def _bare(source: Source, block: Block) -> str:
    """The TOML of a block, with blanks for all that is not TOML: every character stays where it is in the file."""
    starts = source.line_starts
    lines = [" " * starts[block.first - 1]]
    for number in range(block.first, block.end):
        start, end = starts[number - 1], starts[number]
        prefix = 2 if source.text.startswith("# ", start) else 1
        line = source.text[start + prefix : end]
        lines.append(" " * prefix + (line[:-1] + "\n" if line.endswith("\r") else line))
    return "".join(lines)


def _repeated(source: Source, block: Block, other: Block) -> Problem:
    starts = source.line_starts
    place = source.at(starts[other.first - 2], starts[other.first - 2] + len(source.line(other.first - 1)))
    line = block.first - 1
    message = f"`# /// script` stands here again, after line {line}; tools refuse a file with two such blocks"
    return Problem("pep723-metadata", message, place, "second block", "remove one of the two", subject=REFUSED)


def _unclosed(source: Source) -> Iterator[Problem]:
    """The first opening line, in a file where nothing that opens is closed. An empty block is harmless."""
    for number, start in enumerate(source.line_starts, 1):
        if source.text.startswith(_SCRIPT, start) and source.line(number) == _SCRIPT:
            if number < len(source.line_starts) and source.line(number + 1) == _CLOSING:
                continue
            message = f"`{_SCRIPT}` opens metadata that no `# ///` closes, so tools see none; all lines in between must begin with `# `"
            place = source.at(start, start + len(_SCRIPT))
            yield Problem("pep723-metadata", message, place, "never closed", "close it with a line `# ///`")
            return


def _unknown(draft: Draft, name: str, node: Node) -> Problem:
    """A key at the top that the specification does not have."""
    known = next((key for key in _KEYS if key.replace("-", "") == name.lower().replace("-", "").replace("_", "")), "")
    meant = f"write `{known}`" if known else "a script has `dependencies`, `requires-python` and `[tool]`"
    message = f"`{name}` is no key of script metadata, so that tools pass over it; {meant}"
    return Problem("pep723-metadata", message, draft.keyed(node), "not read", subject=name)
