"""The tree that every structured format is read into: values that know their place."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any


class Node:
    """One value of a document.

    value      a mapping's `dict[str, Node]`, a sequence's `list[Node]`, or the scalar itself
    start, end the half-open range of the value in the decoded text (quotes and brackets included)
    key        the half-open range of the key that leads here, for the entries of a mapping, else None
    content    where the characters of a string scalar stand: the offset of the first one, or one offset for each character
               (plus one for the end) where escapes or folds make the text and the value differ
    """

    __slots__ = ("content", "end", "key", "start", "value")

    def __init__(
        self, value: Any, start: int, end: int, key: tuple[int, int] | None = None, content: int | Sequence[int] | None = None
    ) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.key = key
        self.content = content

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def is_sequence(self) -> bool:
        return isinstance(self.value, list)

    @property
    def string(self) -> str:
        """The value where it is a string, else ""."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def get(self, *keys: str) -> Node | None:
        """The node at a path of keys, None where one of them is absent or stands on something that is no mapping."""
        node: Node | None = self
        for key in keys:
            if node is None or not isinstance(node.value, dict):
                return None
            node = node.value.get(key)
        return node

    def items(self) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping in the order of the file; nothing for any other value."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def elements(self) -> Iterator[Node]:
        """The elements of a sequence; nothing for any other value."""
        if isinstance(self.value, list):
            yield from self.value

    def inner(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` of a string scalar stand in the text; the whole value where that is unknown."""
        content = self.content
        if content is None:
            return self.span
        if isinstance(content, int):
            return content + start, content + end
        return content[start], content[end]

    def plain(self) -> Any:
        """The value as plain dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value
