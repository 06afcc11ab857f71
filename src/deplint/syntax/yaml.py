"""YAML text into `Node`s: every value with its place, scalars as they are written.

The events of libyaml (PyYAML's C parser) are put together here and not by its `compose`: that one recurses in C and dies of
100,000 nested brackets, forgets where an alias stands, and takes twice the time.
"""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.syntax.node import Node
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

DEEPEST = 200
"""Collections within collections that are read; no manifest comes near, and libyaml is quadratic in it."""

_BREAKS = "\r\n\x85\u2028\u2029"
_UNPRINTABLE = regex("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMENT = regex(rf"(?:(?<=[ \t{_BREAKS}])|\A)#[^{_BREAKS}]*")
_NUMBER = regex(
    r"[-+]?(?:0x[0-9a-fA-F_]+|0o[0-7]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_TOKEN = regex(r"[^\s:]+|:|.")
_BREAK = regex(f"[{_BREAKS}]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_ESCAPE = regex(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|.", re.DOTALL)
_DOUBLED = regex(r"''|.", re.DOTALL)


class YamlError(ValueError):
    """Text that is not YAML, with the half-open range of the place that shows it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class Duplicate(NamedTuple):
    """A key that the same mapping has had before: its range, and the range of the earlier one. The later value counts."""

    key: str
    span: tuple[int, int]
    earlier: tuple[int, int]


class Document(NamedTuple):
    """The first document of a YAML stream.

    root        its value; None stands for an empty stream
    duplicates  the keys that come again
    several     other documents follow, which are not read
    end         where the first document ends
    opaque      the ranges of quoted and block scalars, where a `#` is no comment
    """

    root: Node
    duplicates: tuple[Duplicate, ...]
    several: bool
    end: int
    opaque: tuple[tuple[int, int], ...]


class Scalar(Node):
    """A scalar that also knows how it was written: plain or quoted, and the tag in front of it, if any."""

    __slots__ = ("plain_style", "tag")

    def __init__(self, value: Any, start: int, end: int, content: int | list[int] | None, plain_style: bool, tag: str) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.key = None
        self.content = content
        self.plain_style = plain_style
        self.tag = tag


def parse(text: str) -> Node:
    """The root of the first document of `text` (without a byte order mark); raises `YamlError`.

    A plain scalar that is a null or a boolean of YAML 1.2's core schema is None or a bool; every other scalar is the string as
    written: `3.10` is "3.10", and `on`, `yes` and dates are strings too. `type_of` tells a number from a string.
    An alias gives a node at its own place with the value of the anchor: the same object, so that what is made of many aliases
    stays small. Merge keys are ordinary keys. A mapping's keys are strings: those that are collections are as written.
    """
    return document(text).root


def document(text: str) -> Document:
    """As `parse`, with what else is known of the document."""
    import gc

    import yaml

    collecting = gc.isenabled()
    gc.disable()  # the thousands of events and nodes hold no cycles; without the collector this takes half the time
    try:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        return _Composer(text, loader).document()
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise _explained(error, text) from None
    finally:
        if collecting:
            gc.enable()


def comments(document: Document, text: str) -> Iterator[tuple[int, str]]:
    """The offset and the text, `#` included, of every comment of the document."""
    opaque = iter(document.opaque)
    start, end = next(opaque, (len(text), len(text)))
    position = 0
    while match := _COMMENT.search(text, position, document.end):
        while end <= match.start():
            start, end = next(opaque, (len(text), len(text) + 1))
        if start <= match.start():
            position = end
            continue
        yield match.start(), match[0]
        position = match.end()


def type_of(node: Node) -> str:
    """What YAML 1.2's core schema takes a node for: "map", "seq", "str", "null", "bool", "number", or the tag in front of it."""
    if not isinstance(node, Scalar):
        return "map" if node.is_mapping else "seq" if node.is_sequence else "null"
    if node.tag:
        return node.tag.rpartition(":")[2] if node.tag.startswith("tag:yaml.org,2002:") else node.tag
    if not isinstance(node.value, str):
        return "null" if node.value is None else "bool"
    return "number" if node.plain_style and _NUMBER.fullmatch(node.value) else "str"


class _Composer:
    """Puts the events of one document together, without recursion."""

    def __init__(self, text: str, loader: Any) -> None:
        self.text = text
        self.loader = loader
        self.anchors: dict[str, Node] = {}
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        """For each open mapping the key that waits for its value."""
        self.duplicates: list[Duplicate] = []
        self.opaque: list[tuple[int, int]] = []
        self.root: Node | None = None
        self.last = 0
        """Where the value that was read last ends."""

    def document(self) -> Document:
        import yaml

        event = self.loader.get_event
        scalar, alias, document_end, stream_end = yaml.ScalarEvent, yaml.AliasEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent
        starts = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
        ends = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
        flows: list[bool] = []
        while True:
            found = event()
            kind = type(found)
            if kind is scalar:
                self.add(self.scalar(found), found.anchor)
            elif kind in starts:
                self.begin(found, {} if kind is yaml.MappingStartEvent else [])
                flows.append(bool(found.flow_style))
            elif kind in ends:
                self.finish(found.end_mark.index if flows.pop() else self.last)
            elif kind is alias:
                self.add(self.alias(found), None)
            elif kind is document_end:
                return self.result(found.end_mark.index)
            elif kind is stream_end:
                end = len(self.text)
                return Document(Node(None, end, end), (), False, end, ())

    def result(self, end: int) -> Document:
        import yaml

        try:
            several = not isinstance(self.loader.get_event(), yaml.StreamEndEvent)
        except yaml.YAMLError:
            several = True
        assert self.root is not None
        return Document(self.root, tuple(self.duplicates), several, end if several else len(self.text), tuple(self.opaque))

    def add(self, node: Node, anchor: str | None) -> None:
        """Hangs a node into the innermost open collection, as an element, a key or the value of the key before."""
        self.last = node.end
        if anchor is not None:
            self.anchors[anchor] = node
        if not self.open:
            self.root = node
            return
        entries = self.open[-1].value
        if type(entries) is list:
            entries.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = node
            return
        self.keys[-1] = None
        node.key = (key.start, key.end)
        name = key.value if type(key.value) is str else self.text[key.start : key.end]
        if name in entries:
            self.duplicates.append(Duplicate(name, node.key, entries[name].key))
        entries[name] = node

    def begin(self, event: Any, value: Any) -> None:
        start = event.start_mark.index
        if len(self.open) >= DEEPEST:
            raise YamlError(f"the values are nested more than {DEEPEST} deep", start, event.end_mark.index)
        node = Node(value, start, -1)
        self.add(node, event.anchor)
        self.open.append(node)
        self.keys.append(None)

    def finish(self, end: int) -> None:
        self.open.pop().end = self.last = end
        self.keys.pop()

    def alias(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            raise YamlError(f"the alias `*{event.anchor}` has no anchor `&{event.anchor}` before it", start, end)
        if target.end < 0:
            raise YamlError(f"the alias `*{event.anchor}` stands within its own anchor", start, end)
        if isinstance(target, Scalar):
            return Scalar(target.value, start, end, None, target.plain_style, target.tag)
        return Node(target.value, start, end)

    def scalar(self, event: Any) -> Scalar:
        start, end, style, tag = event.start_mark.index, event.end_mark.index, event.style, event.tag
        value = event.value
        if not style:
            content = end - len(value)
            written = value if self.text.startswith(value, content) and content >= start else None
            if tag is None and value in _NULLS:
                return Scalar(None, start, end, None, True, "")
            if tag is None and value in _BOOLEANS:
                return Scalar(_BOOLEANS[value], start, end, None, True, "")
            return Scalar(value, start, end, None if written is None else content, True, tag or "")
        if style in "|>":
            end = start + len(self.text[start:end].rstrip(" \t" + _BREAKS))
            self.opaque.append((self.header_end(start, end), end))
            return Scalar(value, start, end, None, False, tag or "")
        self.opaque.append((start, end))
        content = end - 1 - len(value)
        if content > start and self.text.startswith(value, content) and self.text[content - 1] == style:
            return Scalar(value, start, end, content, False, tag or "")
        return Scalar(value, start, end, _offsets(self.text, start, end, style, value), False, tag or "")

    def header_end(self, start: int, end: int) -> int:
        """The end of the line of `|` or `>`: a comment may stand on it."""
        match = _BREAK.search(self.text, start, end)
        return match.start() if match else end


def _offsets(text: str, start: int, end: int, style: str, value: str) -> list[int] | None:
    """One offset for each character of a quoted scalar that has escapes; None where it is folded over lines."""
    start = text.index(style, start) + 1  # after an anchor and a tag
    pieces = list((_DOUBLED if style == "'" else _ESCAPE).finditer(text, start, end - 1))
    if len(pieces) != len(value) or any(piece[0] in _BREAKS for piece in pieces):
        return None
    return [*(piece.start() for piece in pieces), end - 1]


def _explained(error: Exception, text: str) -> YamlError:
    """An error of PyYAML with its place."""
    mark: Any = getattr(error, "problem_mark", None)
    context_mark: Any = getattr(error, "context_mark", None)
    problem, context = str(getattr(error, "problem", None) or ""), str(getattr(error, "context", None) or "")
    if mark is None or problem.startswith("could not find expected ':'"):
        mark = context_mark or mark
    if mark is None:
        match = _UNPRINTABLE.search(text)
        if match is None:
            return YamlError(str(error).splitlines()[0], 0, 0)
        return YamlError(f"the character U+{ord(match[0]):04X} is not allowed in YAML", match.start(), match.end())
    start = min(mark.index, len(text))
    token = _TOKEN.match(text, start)
    end = token.end() if token else start
    said = _SAID.get(problem)
    if said and text.startswith("\t", start):
        return YamlError("a tab can't indent: use blanks", start, start + 1)
    if said:
        return YamlError(said.format(text[start:end][:40]), start, end)
    return YamlError(f"{context}, {problem}" if context else problem, start, end)


# What libyaml says of the commonest mistakes, in the terms of the person who made them.
_SAID = {
    "could not find expected ':'": "a `:` is missing after `{}`, or it stands at the wrong indentation",
    "did not find expected '-' indicator": "`{}` stands at an indentation where an item of the list was expected",
    "did not find expected key": "`{}` stands at an indentation where a key was expected",
    "found character that cannot start any token": "a value can't begin with `{}`: put it in quotes",
    "found a tab character that violates indentation": "a tab can't indent: use blanks",
    "mapping values are not allowed in this context": "a `:` can't stand here: look at the indentation, or put the value in quotes",
}
