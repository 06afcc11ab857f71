"""An expression of Python code into the requirements files that it reads: `open(...)`, `Path(...)`, functions that are given a name."""

from __future__ import annotations

import posixpath
import re

from deplint.readers.code.names import File, Scope, called, statements
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from deplint.readers.code.names import Code

_REQUIREMENTS_FILE = regex(r"[\w./\\ -]*\.(?:txt|in|pip)")
_OTHER_FILE = regex(r"readme|licen[cs]e|version|change|author|history|description|copying|news", re.IGNORECASE)
_HERE = frozenset(("getcwd", "cwd", "getcwdu"))
_SAME = frozenset(("abspath", "realpath", "normpath", "expanduser", "resolve", "absolute", "str", "fspath", "fsdecode", "as_posix"))
_JOINS = frozenset(("join", "joinpath"))
_PATHS = frozenset(("Path", "PurePath", "PosixPath", "PurePosixPath"))
_DEEPEST = 12


def files(code: Code, node: ast.expr, scope: Scope, depth: int = 0, seen: frozenset[str] = frozenset()) -> list[File]:
    """The requirements files whose names an expression leads to: `open(...)`, `Path(...)`, functions that are given a name."""
    import ast

    found: list[File] = []
    waiting: list[ast.AST] = [node]
    while waiting and depth <= _DEEPEST:
        if not code.step():
            break
        part = waiting.pop()
        if isinstance(part, (ast.Name, ast.Constant, ast.BinOp, ast.JoinedStr, ast.Call)):
            named = [file for file in paths(code, part, scope, depth) if is_requirements_file(file.target)]
            if not named and isinstance(part, ast.Call):
                named = _inside(code, part, scope, depth, seen)
            if named:
                found += named
                continue
        if isinstance(part, ast.Name) and part.id not in seen:
            owner = scope.owner(part.id)
            for binding in owner.names.get(part.id, []) if owner else []:
                found += files(code, binding.value, owner or scope, depth + 1, seen | {part.id})
        children = list(ast.iter_child_nodes(part))
        if isinstance(part, (ast.BinOp, ast.JoinedStr)):  # pieces of a name that can't be told
            children = [child for child in children if not isinstance(child, ast.Constant)]
        waiting += reversed(children)
    return list(dict.fromkeys(found))


def _inside(code: Code, call: ast.Call, scope: Scope, depth: int, seen: frozenset[str]) -> list[File]:
    """The files that a function of the module reads for this call."""
    import ast

    function = code.functions.get(called(call))
    if function is None or f"{function.name}()" in seen or not isinstance(call.func, ast.Name):
        return []
    inner = Scope(function.body, code.module, _given(code, function, call, scope, depth))
    found: list[File] = []
    for statement in statements(function.body):
        value = statement.value if isinstance(statement, (ast.Return, ast.Expr)) else None
        if isinstance(statement, ast.Expr) and isinstance(value, (ast.Yield, ast.YieldFrom)):
            value = value.value
        if value is not None and not (isinstance(statement, ast.Expr) and isinstance(value, ast.Constant)):
            found += files(code, value, inner, depth + 1, (seen - inner.names.keys()) | {f"{function.name}()"})
    return found


def _given(code: Code, function: ast.FunctionDef, call: ast.Call, scope: Scope, depth: int) -> dict[str, tuple[File, ...]]:
    parameters = [parameter.arg for parameter in (*function.args.posonlyargs, *function.args.args)]
    given: dict[str, tuple[File, ...]] = dict.fromkeys((*parameters, *(each.arg for each in function.args.kwonlyargs)), ())
    defaults = function.args.defaults
    for name, value in zip(parameters[len(parameters) - len(defaults) :], defaults, strict=False):
        given[name] = paths(code, value, code.module, depth + 1)
    passed = [paths(code, value, scope, depth + 1) for value in call.args]
    given.update(zip(parameters, passed, strict=False))
    if function.args.vararg:
        given[function.args.vararg.arg] = tuple(file for files in passed[len(parameters) :] for file in files)
    for keyword in call.keywords:
        if keyword.arg in given:
            given[keyword.arg] = paths(code, keyword.value, scope, depth + 1)
    return given


def paths(code: Code, node: ast.expr, scope: Scope, depth: int = 0) -> tuple[File, ...]:
    """The paths that an expression may be, relative to the folder of the file; () where that can't be said."""
    import ast

    if depth > 2 * _DEEPEST or not code.step():
        return ()
    if isinstance(node, ast.Constant):
        return (File(node.value, node),) if isinstance(node.value, str) and len(node.value) < 300 and "\n" not in node.value else ()
    if isinstance(node, ast.Name):
        return _path_by_name(code, node, scope, depth)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return tuple(file for element in node.elts[:50] for file in paths(code, element, scope, depth + 1))
    if isinstance(node, ast.Starred):
        return paths(code, node.value, scope, depth + 1)
    if isinstance(node, ast.JoinedStr):
        # As a whole: before Python 3.12 its parts have no places of their own.
        return tuple(file._replace(node=node) for file in _concatenated(code, list(node.values), scope, depth))
    if isinstance(node, ast.FormattedValue):
        return paths(code, node.value, scope, depth + 1)
    if isinstance(node, ast.BinOp):
        return _operation(code, node, scope, depth)
    if isinstance(node, ast.Attribute) and node.attr == "parent":
        return tuple(File(posixpath.dirname(file.target), file.node) for file in paths(code, node.value, scope, depth + 1))
    return _path_by_call(code, node, scope, depth) if isinstance(node, ast.Call) else ()


def _path_by_name(code: Code, node: ast.Name, scope: Scope, depth: int) -> tuple[File, ...]:
    if node.id == "__file__":
        return (File("", node),)
    owner = scope.owner(node.id)
    if owner is None:
        return ()
    if node.id in owner.given and node.id not in owner.names:
        return owner.given[node.id]
    bindings = owner.names.get(node.id, [])
    return paths(code, bindings[0].value, owner, depth + 1) if len(bindings) == 1 else ()


def _operation(code: Code, node: ast.BinOp, scope: Scope, depth: int) -> tuple[File, ...]:
    import ast

    if isinstance(node.op, ast.Div):
        return _joined(code, [node.left, node.right], scope, depth)
    if isinstance(node.op, ast.Add):
        return _concatenated(code, [node.left, node.right], scope, depth)
    if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) and node.left.value == "%s/%s":
        return _joined(code, node.right.elts, scope, depth) if isinstance(node.right, ast.Tuple) else ()
    return ()


def _path_by_call(code: Code, node: ast.Call, scope: Scope, depth: int) -> tuple[File, ...]:
    import ast

    name = called(node)
    receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name in _HERE:
        return (File("", node),)
    if name in _SAME:
        subject = node.args[0] if node.args else receiver
        return paths(code, subject, scope, depth + 1) if subject is not None else ()
    if name == "dirname" and node.args:
        return tuple(File(posixpath.dirname(file.target), file.node) for file in paths(code, node.args[0], scope, depth + 1))
    if name in _PATHS:
        return _joined(code, node.args, scope, depth) if node.args else (File("", node),)
    if name in _JOINS:
        if receiver is not None and isinstance(receiver, ast.Constant):
            return ()  # "".join(...)
        first = [receiver] if name == "joinpath" and receiver is not None else []
        return _joined(code, [*first, *node.args], scope, depth)
    return ()


def _joined(code: Code, nodes: Sequence[ast.expr], scope: Scope, depth: int) -> tuple[File, ...]:
    """Parts of a path: the first may be unknown (the folder of the project), the others not."""
    import ast

    parts: list[File] = []
    for number, node in enumerate(nodes):
        found = paths(code, node, scope, depth + 1)
        if not found and number:
            return ()
        if len(found) > 1 and not isinstance(node, ast.Starred):
            if number + 1 < len(nodes):
                return ()
            folder = posixpath.join("", *(part.target for part in parts))
            return tuple(File(posixpath.join(folder, file.target), file.node) for file in found)
        parts += found
    if not parts:
        return ()
    return (File(posixpath.join("", *(part.target for part in parts)), parts[-1].node),)


def _concatenated(code: Code, nodes: Sequence[ast.expr], scope: Scope, depth: int) -> tuple[File, ...]:
    parts = [paths(code, node, scope, depth + 1) for node in nodes]
    if any(len(part) != 1 for part in parts[1:]) or len(parts[0]) > 1:
        return ()
    text = "".join(part[0].target for part in parts if part)
    if not parts[0] or not parts[0][0].target:  # the folder of the file, or what is not known and most likely that
        if not text.startswith("/"):
            return ()
        text = text.lstrip("/")
    return (File(text, parts[-1][0].node),)


def is_requirements_file(target: str) -> bool:
    """Whether a path that dependencies are read from is one of a requirements file, to go by its name."""
    name = posixpath.basename(target)
    return _REQUIREMENTS_FILE.fullmatch(target) is not None and not name.startswith(".") and not _OTHER_FILE.search(name)
