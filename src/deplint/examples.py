"""Markdown into examples: the trees of files that a rule's docstring or case file shows, and what is expected of them.

Examples are fenced blocks, in the docstring of a rule under `## Example` and in case files under a title of their own:

    ```bad requirements.txt       a file of a tree in which the rule finds something
    ```good requirements.txt      a file of a tree in which nothing is found
    ```with pyproject.toml        a file of both
    ```expect                     exactly the lines that the concise reporter prints for the bad tree (the good one, if there is no bad)
    ```fixed requirements.txt     a file of the bad tree after all safe fixes; `unsafe-fixed` after all fixes
    ```config                     the keys of [tool.deplint]

Blocks of one kind that follow each other belong to one tree. After the path may stand `escaped`: then `\\r`, `\\t`, `\\x00` and the like
are read as in Python, and no line end is added at the end; or `bytes`: the same in Latin-1, for what is no UTF-8.
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.rule import Rule

TREES = ("bad", "good", "fixed", "unsafe-fixed")
FENCE = regex(
    r"^(?P<ticks>`{3,})(?P<kind>bad|good|with|expect|fixed|unsafe-fixed|config)\b(?P<words>[^\n`]*)\n(?P<text>.*?)^(?P=ticks)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
ANY_FENCE = regex(r"^(`{3,})[^\n`]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
TITLE = regex(r"^#{1,4} +(\S.*)$", re.MULTILINE)

Files = dict[str, "bytes | str"]


class Block(NamedTuple):
    """One fenced block: `start` and `end` are the offsets of its text in the Markdown."""

    kind: str
    path: str
    content: bytes | str
    title: str
    start: int
    end: int


class Example(NamedTuple):
    """Trees by kind ("bad", "good", "fixed", "unsafe-fixed"); a kind that the example doesn't have is absent.

    expect  the expected lines of the bad tree, or the good one where there is no bad; None where the example does not say
    after   the offset in the Markdown behind the blocks of that tree; `expect_span` that of the lines themselves
    """

    title: str
    trees: dict[str, Files]
    config: str = ""
    expect: str | None = None
    after: int = 0
    expect_span: tuple[int, int] | None = None

    @property
    def subject(self) -> Files:
        """The tree that `expect` is about."""
        return self.trees.get("bad") or self.trees.get("good", {})


def blocks(markdown: str) -> Iterator[Block]:
    """The fenced blocks of the kinds above, in order, each with the last title before it."""
    # What looks like a title inside of a block is a comment of the file there.
    prose = ANY_FENCE.sub(lambda match: " " * len(match[0]), markdown)
    titles = [(match.start(), match[1].strip()) for match in TITLE.finditer(prose)]
    for match in FENCE.finditer(markdown):
        words = match["words"].split()
        title = next((text for start, text in reversed(titles) if start < match.start()), "")
        content = _content(match["text"], words[1:])
        yield Block(match["kind"], words[0] if words else "", content, title, *match.span("text"))


def _content(text: str, words: Iterable[str]) -> bytes | str:
    if not {"escaped", "bytes"} & set(words):
        return text
    plain = text.removesuffix("\n").encode("latin-1", "backslashreplace").decode("unicode_escape")
    return plain.encode("latin-1") if "bytes" in words else plain


def examples(markdown: str) -> list[Example]:
    """The examples of a docstring or a case file. A new one begins with a title and where a block can't belong to the one before."""
    found: list[list[Block]] = []
    for block in blocks(markdown):
        if not found or _begins(block, found[-1]):
            found.append([])
        found[-1].append(block)
    return [_example(group) for group in found]


def _begins(block: Block, group: list[Block]) -> bool:
    """The block can't belong to the example of the group."""
    kinds = [each.kind for each in group]
    if block.title != group[-1].title or (block.kind, block.path) in [(each.kind, each.path) for each in group]:
        return True
    return block.kind in ("bad", "with", "config") and any(kind not in ("bad", "with", "config") for kind in kinds)


def _example(group: list[Block]) -> Example:
    shared: Files = {block.path: block.content for block in group if block.kind == "with"}
    trees = {kind: shared | {block.path: block.content for block in group if block.kind == kind} for kind in TREES}
    expected = next((block for block in group if block.kind == "expect"), None)
    shown = "bad" if any(block.kind == "bad" for block in group) else "good"
    ends = [block.end for block in group if block.kind in (shown, "with")]
    return Example(
        group[0].title,
        {kind: tree for kind, tree in trees.items() if any(block.kind == kind for block in group)},
        "".join(str(block.content) for block in group if block.kind == "config"),
        str(expected.content) if expected else None,
        max(ends, default=0),
        (expected.start, expected.end) if expected else None,
    )


def documentation(rule: type[Rule]) -> str:
    """The Markdown of a rule's docstring."""
    from inspect import cleandoc

    return cleandoc(rule.__doc__ or "")
