"""The YAML that configures a tool into its root and the comments that speak to deplint; nothing where it is no YAML.

What such a file says is beside its purpose: a file that its own tool refuses, a template, or a value of another type says nothing here.
"""

from __future__ import annotations

from deplint.facts import Comment, Manifest
from deplint.syntax.yaml import YamlError, comments, document, type_of
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.model import Location, Source
    from deplint.syntax.node import Node

LARGEST = 2_000_000
MOST = 5_000
"""Entries of one list or table that are looked at: aliases make a small file say the same thing any number of times."""


class Settings(NamedTuple):
    """What such a file holds."""

    source: Source
    root: Node
    comments: tuple[Comment, ...]

    def at(self, node: Node) -> Location:
        """Where a scalar stands, without its quotation marks; any other value whole."""
        value = node.value
        return self.source.at(*(node.inner(0, len(value)) if isinstance(value, str) and value else node.span))


def opened(source: Source) -> Settings | None:
    """The settings in a file; None where it is too large, or no YAML."""
    text = source.text
    if len(text) > LARGEST or "\0" in text:
        return None
    try:
        found = document(text)
    except YamlError:
        return None
    notes = comments(found, text) if "deplint" in text else ()
    spoken = tuple(
        Comment(note.lstrip("#").strip(), source.at(offset, offset + len(note))) for offset, note in notes if "deplint" in note
    )
    return Settings(source, found.root, spoken)


def unread(source: Source, kind: str) -> Manifest:
    """The manifest of a file that says nothing."""
    return Manifest(source.path, kind, source)


def entries(node: Node | None) -> list[tuple[str, Node]]:
    """The entries of a table; none of any other value."""
    return [] if node is None else [entry for entry, _ in zip(node.items(), range(MOST), strict=False)]


def elements(node: Node | None) -> list[Node]:
    """The elements of a list; none of any other value."""
    return [] if node is None or not isinstance(node.value, list) else node.value[:MOST]


def text_of(node: Node | None) -> str:
    """A scalar as it is written; "" for a null, for a boolean, and where a tag (`!Ref`) makes something else of it."""
    if node is None or not isinstance(node.value, str) or type_of(node).startswith("!"):
        return ""
    return node.value
