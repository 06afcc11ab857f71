"""Values of a workflow into what they can be: expressions of the matrix and of variables are followed, all others are unknown.

`${{ matrix.python-version }}` is every value of that axis and of `include`, without what `exclude` takes out of it altogether.
"""

from __future__ import annotations

from itertools import islice

from deplint.installs import CommandOption
from deplint.readers.places.yaml_settings import elements, entries
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.model import Location, Source
    from deplint.syntax.node import Node

_PATH = regex(r"\$\{\{[ ]*([A-Za-z_][\w.-]*)[ ]*\}\}")
_LINE = regex(r"[^\r\n]+")
EXPRESSION = "${{"
_DEEPEST = 3
_MOST = 256
"""Values of one axis, which is how many jobs GitHub makes of a matrix, and variables of one `env`."""


class Scope(NamedTuple):
    """What is in force at a step.

    environments  the mappings `env` of the workflow, the job and the step, the nearest last
    matrix        of the job, None where it has none
    known         the variables that packaging tools read, the nearest of each name last; None for a value that an expression makes
    """

    source: Source
    environments: tuple[Node, ...] = ()
    matrix: Node | None = None
    known: tuple[CommandOption, ...] = ()

    def within(self, environment: Node | None) -> Scope:
        """The scope of something that has an `env` of its own."""
        if environment is None:
            return self
        inner = self._replace(environments=(*self.environments, environment))
        return inner._replace(known=(*self.known, *inner._variables(environment)))

    def _variables(self, environment: Node) -> Iterator[CommandOption]:
        from deplint.readers.commands import VARIABLES

        named = ((name, node) for name, node in entries(environment) if name.startswith(VARIABLES))
        for name, node in islice(named, _MOST):
            values = list(self.options(name, node))
            yield CommandOption(name, values[0].value if len(values) == 1 else None, self.place(node))

    def options(self, name: str, node: Node | None, depth: int = 0) -> Iterator[CommandOption]:
        """Every value that may stand there, each line of a text for itself; None in place of what can't be known."""
        if node is None or node.value is None:
            return
        if node.is_sequence:
            for element in elements(node)[:_MOST]:
                if not element.is_sequence:
                    yield from self.options(name, element, depth)
        elif EXPRESSION in node.string:
            yield from self._expression(name, node, depth)
        elif isinstance(node.value, bool):
            yield CommandOption(name, str(node.value).lower(), self.place(node))
        elif not isinstance(node.value, str):
            yield CommandOption(name, None, self.place(node))
        else:
            yield from self._lines(name, node)

    def _lines(self, name: str, node: Node) -> Iterator[CommandOption]:
        from deplint.syntax.yaml_text import places

        span = places(self.source.text, node)
        for line in islice(_LINE.finditer(node.string), _MOST):
            written = line[0].strip()
            if written:
                start = line.start() + line[0].index(written)
                yield CommandOption(name, written, self.source.at(*span(start, start + len(written))))

    def _expression(self, name: str, node: Node, depth: int) -> Iterator[CommandOption]:
        path = _PATH.fullmatch(node.string.strip())
        kind, _, rest = path[1].partition(".") if path else ("", "", "")
        found: list[CommandOption] = []
        if kind == "matrix" and depth < _DEEPEST:
            axis = islice(self._axis(rest.split(".")), _MOST)
            found = [option for each in axis for option in self.options(name, each, depth + 1)][:_MOST]
        elif kind == "env" and depth < _DEEPEST and (variable := self.variable(rest)) is not None:
            found = list(self.options(name, variable, depth + 1))
        yield from found or (CommandOption(name, None, self.place(node)),)

    def variable(self, name: str) -> Node | None:
        """The nearest value of a variable, None where no `env` sets it."""
        return next((node for each in reversed(self.environments) if (node := each.get(name)) is not None), None)

    def _axis(self, path: Sequence[str]) -> Iterator[Node]:
        """The values of the matrix at a path of keys; the matrix or the axis itself where an expression makes them."""
        if self.matrix is None or self.matrix.string:
            yield from (self.matrix,) if self.matrix is not None else ()
            return
        excluded = {alone for each in elements(self.matrix.get("exclude")) if (alone := _alone(each, path[0]))}
        axis = self.matrix.get(path[0])
        values = [axis] if axis is not None and not axis.is_sequence else [] if axis is None else elements(axis)
        included = self.matrix.get("include")
        if included is not None and included.string:
            yield included
        values += [node for each in elements(included) if (node := each.get(path[0])) is not None]
        for value in values:
            inner = value if len(path) == 1 or value.string else value.get(*path[1:])
            if inner is not None and value.string not in excluded:
                yield inner

    def place(self, node: Node) -> Location:
        """A string without its quotes, where that can be told."""
        return self.source.at(*node.inner(0, len(node.string)))


def _alone(entry: Node, key: str) -> str:
    """The value of an entry of `exclude` that has only this key."""
    node = entry.get(key)
    return node.string if node is not None and len(entry.value) == 1 else ""
