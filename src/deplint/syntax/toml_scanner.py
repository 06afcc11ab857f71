"""TOML text that `tomli` has accepted into nodes: finds where the values stand that `tomli` gave.

Goes through the text once, side by side with the plain values, and so needs no rule of its own about what a value means.
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.syntax.node import Node
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from typing import Any

    from deplint.facts import Span

LIMIT = 100
"""The levels that tables and arrays may be nested: what the TOML specification asks of parsers, and safe for any recursion."""

_BLANK = regex(r"[ \t\r\n]*(#[^\n]*)?")
_ONE_LINE = r"(?:\"[^\"\\\n]*\"(?!\")|'[^'\n]*'(?!'))"
_PLAIN = regex(_ONE_LINE)
_PAIR = regex(rf"([A-Za-z0-9_-]+)[ \t]*=[ \t]*({_ONE_LINE})?")
_ELEMENT = regex(rf"({_ONE_LINE})[ \t\r\n]*(,?)[ \t\r\n]*")
_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
_DOT = regex(r"[ \t]*(\.)?[ \t]*")
_EQUALS = regex(r"[ \t]*=[ \t]*")
# Never after `"""`: the body has no closing quotes but the last ones, and no two repeats match the same text.
_BASIC = regex(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_BASIC_LINES = regex(r'"""[^"\\]*(?:(?:\\.|""?(?!"))[^"\\]*)*"{3,5}', re.DOTALL)
_LITERAL_LINES = regex(r"'''[^']*(?:''?(?!')[^']*)*'{3,5}")
# A date and its time may be joined by one blank.
_BARE = regex(r"[^\s,#\]}]+(?: [0-9][^\s,#\]}]*)?")
_ESCAPE = regex(r"\\(?:x..|u.{4}|U.{8}|([ \t]*\r?\n[ \t\r\n]*)|.)|\r\n")
_CARRIAGE = regex(r"\r\n")

_Part = tuple[str, int, int]
"""One part of a dotted key: its name, start and end."""


class TooDeepError(Exception):
    """More than `LIMIT` levels at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class Scanner:
    """One pass over one text; `comments` holds the spans of the comments passed so far."""

    __slots__ = ("comments", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.comments: list[Span] = []

    def document(self, plain: dict[str, Any]) -> Node:
        """The root table. `plain` is what `tomli.loads` gave for the same text."""
        text = self.text
        root = Node({}, 0, len(text))
        table, values, depth = root, plain, 1
        growing: tuple[Node, ...] = ()
        position = self._blank(0)
        while position < len(text):
            if text[position] == "[":
                growing, values, depth, position = self._header(root, plain, position)
                table = growing[-1]
            else:
                position = self._pair(table, values, position, depth)
                for node in growing:
                    node.end = position
            position = self._blank(position)
        return root

    def _blank(self, position: int) -> int:
        """The next character that is neither blank nor comment."""
        while match := _BLANK.match(self.text, position):
            position = match.end()
            if match[1] is None:
                break
            start = match.start(1)
            self.comments.append((start, position - 1 if match[1].endswith("\r") else position))
        return position

    def _header(self, root: Node, plain: dict[str, Any], start: int) -> tuple[tuple[Node, ...], dict[str, Any], int, int]:
        """`[a.b]` or `[[a.b]]`: the nodes that grow with the entries below it (the table last), its values, depth and the end."""
        text = self.text
        several = text.startswith("[[", start)
        position = start + 1 + several
        while text[position] in " \t":
            position += 1
        parts, position = self._key(position)
        end = text.index("]", position) + 1 + several
        table, values = root, plain
        depth = len(parts) + 1 + several
        if depth > LIMIT:
            raise TooDeepError(start)
        for part in parts[:-1]:
            table, values = _descend(table, values, part, (start, end))
        name, key_start, key_end = parts[-1]
        below, node = values[name], table.value.get(name)
        if several:
            if node is None:
                node = table.value[name] = Node([], start, end, (key_start, key_end))
            element = Node({}, start, end)
            node.value.append(element)
            node.end = end
            return (node, element), below[len(node.value) - 1], depth, end
        if node is None:
            node = table.value[name] = Node({}, start, end)
        node.start, node.end, node.key = start, end, (key_start, key_end)
        return (node,), below, depth, end

    def _key(self, position: int) -> tuple[list[_Part], int]:
        """The parts of a key, and the position after it and its blanks."""
        text = self.text
        parts: list[_Part] = []
        while True:
            match = _BARE_KEY.match(text, position)
            if match:
                parts.append((match[0], position, match.end()))
            else:
                match = (_BASIC if text[position] == '"' else _PLAIN).match(text, position)
                if match is None:
                    raise ValueError(f"no key at {position}")
                name = match[0][1:-1]
                if "\\" in name:
                    name = _unescaped(match[0])
                parts.append((name, position, match.end()))
            dot = _DOT.match(text, match.end())
            position = dot.end() if dot else match.end()
            if dot is None or dot[1] is None:
                return parts, position

    def _pair(self, table: Node, values: dict[str, Any], position: int, depth: int) -> int:
        """`key = value` into `table`; the end of the value."""
        match = _PAIR.match(self.text, position)
        if match is None:
            return self._dotted(table, values, position, depth)
        name = match[1]
        end = match.end()
        if match[2] is not None:
            start = match.start(2)
            table.value[name] = Node(values[name], start, end, match.span(1), start + 1)
            return end
        node = table.value[name] = self._value(values[name], end, depth)
        node.key = match.span(1)
        return node.end

    def _dotted(self, table: Node, values: dict[str, Any], position: int, depth: int) -> int:
        """`a."b c" = value` into `table`; the end of the value."""
        parts, position = self._key(position)
        equals = _EQUALS.match(self.text, position)
        depth += len(parts) - 1
        if depth > LIMIT:
            raise TooDeepError(parts[0][1])
        passed: list[Node] = []
        for part in parts[:-1]:
            table, values = _descend(table, values, part, part[1:])
            passed.append(table)
        name, key_start, key_end = parts[-1]
        node = table.value[name] = self._value(values[name], equals.end() if equals else position, depth)
        node.key = key_start, key_end
        for implicit in passed:
            implicit.end = node.end
        return node.end

    def _value(self, plain: Any, start: int, depth: int) -> Node:
        text = self.text
        first = text[start]
        if first in "\"'":
            match = _PLAIN.match(text, start)
            if match:
                return Node(plain, start, match.end(), None, start + 1)
            return self._string(plain, start)
        if first == "[" or first == "{":
            if depth >= LIMIT:
                raise TooDeepError(start)
            return self._array(plain, start, depth + 1) if first == "[" else self._inline(plain, start, depth + 1)
        match = _BARE.match(text, start)
        return Node(plain, start, match.end() if match else start)

    def _array(self, plain: list[Any], start: int, depth: int) -> Node:
        nodes: list[Node] = []
        text = self.text
        position = self._blank(start + 1)
        for element in plain:
            match = _ELEMENT.match(text, position)
            if match:
                begin, end = match.span(1)
                nodes.append(Node(element, begin, end, None, begin + 1))
                position = match.end()
                if text[position] == "#":
                    position = self._blank(position) if match[2] else self._comma(position)
                continue
            node = self._value(element, position, depth)
            nodes.append(node)
            position = self._comma(node.end)
        return Node(nodes, start, position + 1)

    def _inline(self, plain: dict[str, Any], start: int, depth: int) -> Node:
        table = Node({}, start, start)
        position = self._blank(start + 1)
        while self.text[position] != "}":
            position = self._comma(self._pair(table, plain, position, depth))
        table.end = position + 1
        return table

    def _comma(self, position: int) -> int:
        position = self._blank(position)
        return self._blank(position + 1) if self.text[position] == "," else position

    def _string(self, plain: str, start: int) -> Node:
        """A string with escapes or of several lines."""
        text = self.text
        if text.startswith(('"""', "'''"), start):
            match = (_BASIC_LINES if text[start] == '"' else _LITERAL_LINES).match(text, start)
            begin, close = start + 3, 3
            if text.startswith("\n", begin):
                begin += 1
            elif text.startswith("\r\n", begin):
                begin += 2
        else:
            match = _BASIC.match(text, start)
            begin, close = start + 1, 1
        if match is None:
            raise ValueError(f"no string at {start}")
        end = match.end() - close
        escaped = text[start] == '"' and text.find("\\", begin, end) >= 0
        content: int | Sequence[int] | None = begin
        if escaped or text.find("\r", begin, end) >= 0:
            content = _offsets(text, begin, end, _ESCAPE if escaped else _CARRIAGE)
            if len(content) != len(plain) + 1:
                content = None
        return Node(plain, start, match.end(), None, content)


def _descend(table: Node, values: dict[str, Any], part: _Part, span: Span) -> tuple[Node, dict[str, Any]]:
    """The table that one part of a key leads to, made where it is new; of an array of tables the last one so far."""
    name, start, end = part
    node = table.value.get(name)
    below = values[name]
    if node is None:
        node = table.value[name] = Node({}, span[0], span[1], (start, end))
    elif isinstance(below, list):
        below = below[len(node.value) - 1]
        node = node.value[-1]
    return node, below


def _offsets(text: str, begin: int, end: int, special: re.Pattern[str]) -> array[int]:
    """The offset of each character of a string's value, and of the end, where escapes stand between `begin` and `end`."""
    from array import array  # four bytes for a character, where a hostile string has millions of them

    offsets = array("I")
    for match in special.finditer(text, begin, end):
        offsets.extend(range(begin, match.start()))
        if not (match.lastindex and match[1] is not None):  # else a backslash at the end of a line: no character
            offsets.append(match.start())
        begin = match.end()
    offsets.extend(range(begin, end))
    offsets.append(end)
    return offsets


def _unescaped(quoted: str) -> str:
    """The value of a quoted key with escapes; rare enough to ask `tomli` again."""
    import tomli

    value: str = tomli.loads(f"key = {quoted}")["key"]
    return value
