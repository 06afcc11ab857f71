"""A TOML manifest in the making: what the readers of the single tables put together, and the comments and places they share."""

from __future__ import annotations

import re

from deplint.facts import Comment, Group, GroupInclude, Manifest, Problem
from deplint.model import Location
from deplint.names import normalize
from deplint.regex import regex
from deplint.syntax.requirement import parse_requirement
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from deplint.facts import Dependency, Include, Metadata, Option, PackageIndex, PythonConstraint, Span
    from deplint.installs import Installs
    from deplint.model import Source
    from deplint.syntax.node import Node
    from deplint.syntax.toml import Document, TomlError

# A mark that a merge left behind, and the two that prove it: the rule on merge conflicts tells them, from the text itself.
_CONFLICT = regex(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_PROOF = regex(r"^(?:<{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_WIDEST_INDENT = 200


class Draft:
    """What the tables read so far hold. Only readers touch it; `manifest` is what leaves them."""

    def __init__(self, source: Source, document: Document) -> None:
        self.source = source
        self.root = document.root
        self.own_name = ""
        """The normalised name of the project itself."""
        self.dependencies: list[Dependency] = []
        self.groups: list[Group] = []
        self.includes: list[Include] = []
        self.indexes: list[PackageIndex] = []
        self.pythons: list[PythonConstraint] = []
        self.options: list[Option] = []
        self.problems: list[Problem] = []
        self.installs: Installs | None = None
        self._comments = document.comments
        self._by_line: dict[int, tuple[str, bool]] | None = None

    def manifest(self, kind: str, metadata: Metadata | None = None) -> Manifest:
        """The facts in the order of the file."""
        source = self.source
        return Manifest(
            source.path, kind, source, metadata=metadata, dependencies=tuple(sorted(self.dependencies, key=_start)),
            groups=tuple(self.groups), includes=tuple(self.includes), indexes=tuple(self.indexes), pythons=tuple(self.pythons),
            options=tuple(self.options), problems=tuple(sorted(self.problems, key=_start)), comments=tuple(self._addressed()),
            installs=self.installs,
        )  # fmt: skip

    # Places.

    def at(self, span: Span) -> Location:
        return Location(self.source.path, span[0], span[1])

    def inside(self, node: Node) -> Location:
        """A string without its quotes, any other value whole."""
        return self.at(node.inner(0, len(node.value)) if isinstance(node.value, str) else node.span)

    def keyed(self, node: Node) -> Location:
        """The key that leads to a value."""
        return self.at(node.key or node.span)

    # Values that are not of the type that their table asks for.

    def refuse(self, node: Node, where: str, wanted: str) -> None:
        """Tells that `node`, found at the dotted key `where`, is not what the tools want there."""
        message = f"`{where}` holds {_kind(node.value)}, where {wanted} is expected"
        self.problems.append(Problem("invalid-requirement", message, self.at(node.span), subject=where))

    def refuse_entry(self, name: str, table: Node, start: int) -> None:
        """Tells that no key of an entry, which begins at `start`, means anything: nearly always a name with a dot that TOML has split."""
        inner, node = next(iter(table.value.items()))
        message = f"`{name}` has no key that says anything of a dependency"
        if isinstance(node.value, (str, dict)):
            whole = f"{name}.{inner}"
            message = f'`{whole}` is the key `{inner}` of `{name}` here; a name with a dot needs quotes, as in `"{whole}"`'
        # The key may stand before the entry, where `[x.y]` comes before `[x]`.
        place = self.at((min(start, node.key[0]), node.key[1]) if node.key else (start, max(start, table.end)))
        self.problems.append(Problem("invalid-requirement", message, place, subject=name))

    def string(self, node: Node | None, where: str) -> str:
        """A string; "" where there is none or another type, which is told."""
        if node is None or isinstance(node.value, str):
            return node.string if node else ""
        self.refuse(node, where, "a string")
        return ""

    def strings(self, node: Node | None, where: str) -> Iterator[Node]:
        """The strings of an array; everything else is told and left out."""
        for element in self.array(node, where, "an array of strings"):
            if isinstance(element.value, str):
                yield element
            else:
                self.refuse(element, where, "a string")

    def array(self, node: Node | None, where: str, wanted: str) -> Iterator[Node]:
        """The elements of an array; what is none is told."""
        if node is not None and not node.is_sequence:
            self.refuse(node, where, wanted)
        elif node is not None:
            yield from node.elements()

    def table(self, node: Node | None, where: str, wanted: str = "a table") -> Iterator[tuple[str, Node]]:
        """The entries of a table; what is none is told."""
        if node is not None and not node.is_mapping:
            self.refuse(node, where, wanted)
        elif node is not None:
            yield from node.items()

    # Requirements.

    def requirement(self, node: Node, group: str, where: str, **fields: Any) -> Dependency | None:
        """One PEP 508 string; what it declares is added and returned."""
        if not isinstance(node.value, str):
            self.refuse(node, where, "a requirement string")
            return None
        dependency, problems = parse_requirement(
            node.value, node.inner, self.source.path, group=group, comment=self.comment(node.start, node.end), **fields
        )
        self.problems.extend(problems)
        if dependency is not None:
            self.dependencies.append(dependency)
        return dependency

    def requirements(self, node: Node | None, group: str, where: str) -> None:
        """An array of PEP 508 strings."""
        for element in self.array(node, where, "an array of requirement strings"):
            self.requirement(element, group, where)

    def group(self, name: str, node: Node, table: str, *, default: bool = False, includes_groups: bool = False) -> None:
        """The array of requirements of an extra or a dependency group, `name` as in `Dependency.group`.

        `includes_groups`: `{include-group = "x"}` (PEP 735) may stand among the requirements. What the group names of the
        project itself, `project[x]`, is an include as well.
        """
        includes: list[GroupInclude] = []
        for element in self.array(node, table, "an array of requirement strings"):
            if includes_groups and element.is_mapping:
                included = element.get("include-group")
                if included is None or not isinstance(included.value, str) or len(element.value) != 1:
                    self.refuse(element, table, 'a requirement string or `{include-group = "name"}`')
                else:
                    includes.append(GroupInclude(f"group:{normalize(included.value)}", self.inside(included)))
                continue
            dependency = self.requirement(element, name, table, optional=name.startswith("extra:"))
            if dependency is not None and dependency.extras and dependency.name == self.own_name:
                place = dependency.part(dependency.extras_span)
                includes.extend(GroupInclude(f"extra:{extra}", place) for extra in dependency.extras)
        self.groups.append(Group(name, table, self.keyed(node), tuple(includes), default))

    # Comments.

    def comment(self, start: int, end: int) -> str:
        """The comment at the end of the line on which `end` stands, else the one on the line above an entry that begins its line."""
        if not self._comments:
            return ""
        if self._by_line is None:
            self._by_line = {line: (text, alone) for line, text, alone in self._lines()}
        trailing = self._by_line.get(self.source.position(end).line)
        if trailing is not None:
            return trailing[0]
        line, column = self.source.position(start)
        above = self._by_line.get(line - 1)
        if above is None or not above[1]:
            return ""
        return above[0] if self._begins_line(start, column) else ""

    def _begins_line(self, offset: int, column: int) -> bool:
        """Is there nothing before `offset` on its line but blanks, and the `#` of a script's block?"""
        return column <= _WIDEST_INDENT and not self.source.text[offset - column + 1 : offset].strip("# \t")

    def _lines(self) -> Iterator[tuple[int, str, bool]]:
        """Line, text and "nothing else on the line" of every comment."""
        for start, end in self._comments:
            line, column = self.source.position(start)
            yield line, self.source.text[start:end].strip("# \t"), self._begins_line(start, column)

    def _addressed(self) -> Iterator[Comment]:
        """The comments that speak to deplint."""
        for start, end in self._comments:
            text = self.source.text[start + 1 : end].strip()
            if "deplint" in text:
                yield Comment(text, self.at((start, end)))


def broken(source: Source, kind: str, error: TomlError) -> Manifest:
    """The manifest of a file that is not TOML: no facts, and what is wrong."""
    line = source.line(source.position(error.start).line)
    what = "`# /// script` opens a block that" if kind == "script" else f"`{source.path.rpartition('/')[2]}`"
    problem = Problem("unreadable-file", f"{what} is not valid TOML: {error.message}", source.at(error.start, error.end), "here")
    return Manifest(source.path, kind, source, problems=() if _CONFLICT.match(line) and _PROOF.search(source.text) else (problem,))


def _kind(value: object) -> str:
    """The TOML type of a value, with its article."""
    if isinstance(value, bool):
        return "a boolean"
    names = {str: "a string", int: "an integer", float: "a float", dict: "a table", list: "an array"}
    return names.get(type(value), "a date or time")


def _start(fact: Dependency | Problem) -> tuple[int, int]:
    return fact.location.start, fact.location.end
