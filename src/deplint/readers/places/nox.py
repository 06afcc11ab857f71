"""noxfile.py: Source -> Manifest with the Pythons of its sessions and what they install, by reading the code and never by running it.

Source: nox's documentation, "Configuration & API". Only what stands there as a literal, or behind a name bound to one, is known.
"""

from __future__ import annotations

import posixpath

from deplint.facts import Manifest, PythonConstraint
from deplint.installs import Installs
from deplint.readers.code.names import Code, Scope
from deplint.readers.code.strings import strings
from deplint.readers.code.tree import Places, comments, too_deep
from deplint.readers.commands import UNKNOWN, install_commands_of
from deplint.readers.python_versions import specifier
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from deplint.facts import Span
    from deplint.installs import InstallCommand
    from deplint.model import Source
    from deplint.readers.code.strings import Found, Literal

_KIND = "nox"
_LARGEST = 2_000_000
_RUNS = frozenset(("run", "run_always", "run_install"))
_INSTALLS = {"install": ("pip", "install"), "conda_install": ("conda", "install")}
_MOST_WORDS = 1_000


def read(source: Source) -> Manifest:
    """Reads a noxfile; code that can't be parsed says nothing."""
    import ast
    import warnings

    empty = Manifest(source.path, _KIND, source, comments=comments(source))
    if len(source.text) > _LARGEST or "\0" in source.text or too_deep(source.text) is not None:
        return empty
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.text)
        reader = _Reader(source, tree)
        pythons, commands = tuple(reader.pythons()), tuple(reader.commands())
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return empty
    return Manifest(source.path, _KIND, source, pythons=pythons, comments=empty.comments, installs=Installs(commands=commands))


class _Reader:
    """Goes through the sessions: functions with the decorator `nox.session`."""

    def __init__(self, source: Source, tree: ast.Module) -> None:
        import ast

        self.source = source
        self.code = Code(tree)
        self.places = Places(source)
        functions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        self.sessions = [(function, each) for function in functions for each in function.decorator_list if _is_session(each)]

    # Pythons.

    def pythons(self) -> Iterator[PythonConstraint]:
        """Each once; a list that is worked out while nox runs has one of which nothing is known."""
        import ast

        known: set[str] = set()
        for _, decorator in self.sessions:
            if not isinstance(decorator, ast.Call):
                continue
            for keyword in decorator.keywords:
                if keyword.arg not in ("python", "py"):
                    continue
                found = self._strings(keyword.value)
                for literal in found.literals:
                    if literal.text not in known:
                        known.add(literal.text)
                        yield PythonConstraint(_KIND, literal.text, specifier(literal.text), self.source.at(*self._span(literal)))
                if not found.complete and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value):
                    start, end, _ = self.places.span(keyword.value)
                    written = self.source.text[start : min(end, start + 80)]
                    if written not in known:
                        known.add(written)
                        yield PythonConstraint(_KIND, written, "", self.source.at(start, end))

    def _strings(self, node: ast.expr) -> Found:
        return strings(self.code, node, self.code.module)

    def _span(self, literal: Literal) -> Span:
        start, end, content = self.places.span(literal.node)
        return (start, end) if content is None else (content + literal.offset, content + literal.offset + len(literal.text))

    # Commands.

    def commands(self) -> Iterator[InstallCommand]:
        """What `session.install`, `session.conda_install` and `session.run` install, in the order of the sessions."""
        import ast

        seen: set[int] = set()
        for function, _ in self.sessions:
            if id(function) in seen or not function.args.args:
                continue
            seen.add(id(function))
            session = function.args.args[0].arg
            scope = Scope(function.body, self.code.module)
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _owner(node) == session]
            moved = any(_method(call) in ("chdir", "cd") for call in calls)
            folder = None if moved else posixpath.dirname(self.source.path)
            for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
                yield from self._command(call, scope, folder, function.name)

    def _command(self, call: ast.Call, scope: Scope, folder: str | None, session: str) -> Iterator[InstallCommand]:
        method = _method(call)
        if method not in _INSTALLS and method not in _RUNS:
            return
        words = list(self._words(call, scope))
        if not words or len(words) > _MOST_WORDS:
            return
        program = _INSTALLS.get(method, ())
        start, end, _ = self.places.span(call.func)
        found, _ = install_commands_of(
            [*((word, start, end) for word in program), *words], path=self.source.path, folder=folder, context=session
        )
        for each in found:
            # pip, or uv in its place: which of them is for nox to know.
            yield each._replace(tool=_KIND, program=f"session.{method}", action="deps") if program else each

    def _words(self, call: ast.Call, scope: Scope) -> Iterator[tuple[str, int, int]]:
        import ast

        for node in call.args:
            start, end, _ = self.places.span(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, *self._whole(node, node.value)
            elif isinstance(node, ast.Starred):
                found = strings(self.code, node.value, scope)
                for literal in found.literals:
                    yield literal.text, *self._span(literal)
                if not found.complete:
                    yield UNKNOWN, start, end
            elif isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else UNKNOWN for part in node.values)
                yield "".join(map(str, parts)), start, end
            else:
                yield UNKNOWN, start, end

    def _whole(self, node: ast.Constant, text: str) -> Span:
        start, end, content = self.places.span(node)
        return (start, end) if content is None else (content, content + len(text))


def _is_session(node: ast.expr) -> bool:
    import ast

    target = node.func if isinstance(node, ast.Call) else node
    return (isinstance(target, ast.Attribute) and target.attr == "session") or (isinstance(target, ast.Name) and target.id == "session")


def _owner(call: ast.Call) -> str:
    """The name on which a method is called: `session` in `session.install(...)`."""
    import ast

    function = call.func
    return function.value.id if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) else ""


def _method(call: ast.Call) -> str:
    import ast

    return call.func.attr if isinstance(call.func, ast.Attribute) else ""
