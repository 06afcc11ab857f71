"""An expression of Python code into the strings that its list is made of, and into the entries of its dict."""

from __future__ import annotations

import re

from deplint.readers.code.names import called
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator

    from deplint.readers.code.names import Code, Scope

_COPIES = frozenset(("list", "tuple", "sorted", "set", "frozenset"))
_DEEPEST = 12


class Literal(NamedTuple):
    """A string that stands in the code: its text, the node that it stands in, and where in the node's value it begins."""

    text: str
    node: ast.Constant
    offset: int


class Found(NamedTuple):
    """The strings of a list; `complete` where there can't be others."""

    literals: tuple[Literal, ...]
    complete: bool


def strings(code: Code, node: ast.expr, scope: Scope, depth: int = 0) -> Found:
    """The strings of a list expression, or the lines of a string."""
    import ast

    if depth > _DEEPEST or not code.step():
        return Found((), False)
    if isinstance(node, ast.Constant):
        return Found(tuple(_lines(node)), isinstance(node.value, str) or node.value is None)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return _sum(_element(code, element, scope, depth) for element in node.elts)
    if isinstance(node, ast.Starred):
        return strings(code, node.value, scope, depth + 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _addition(code, node, scope, depth)
    if isinstance(node, ast.Name):
        return _named(code, node, scope, depth)
    if isinstance(node, ast.Call):
        return _call(code, node, scope, depth)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        for key, value, owner in items(code, node.value, scope, depth + 1)[0]:
            if key.text == node.slice.value:
                return strings(code, value, owner, depth + 1)
    return Found((), False)


def _element(code: Code, node: ast.expr, scope: Scope, depth: int) -> Found:
    import ast

    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return Found(tuple(_lines(node)), True)  # setuptools splits each string of a list into lines, too
    if isinstance(node, ast.Name) and (bound := code.once(node.id, scope)) and isinstance(bound[0], ast.Constant):
        return _element(code, bound[0], bound[1], depth)
    return strings(code, node, scope, depth + 1) if isinstance(node, ast.Starred) else Found((), False)


def _addition(code: Code, node: ast.BinOp, scope: Scope, depth: int) -> Found:
    """A chain of `+`, taken apart without recursion."""
    import ast

    operands: list[ast.expr] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
        operands.append(left.right)
        left = left.left
    operands.append(left)
    if any(isinstance(operand, (ast.Constant, ast.JoinedStr)) for operand in operands):
        return Found((), False)  # a string put together
    return _sum(strings(code, operand, scope, depth + 1) for operand in reversed(operands))


def _named(code: Code, node: ast.Name, scope: Scope, depth: int) -> Found:
    owner = scope.owner(node.id)
    bindings = owner.names.get(node.id, []) if owner else []
    if owner is None or not bindings or bindings[0].kind != "=":
        return Found((), False)
    found = strings(code, bindings[0].value, owner, depth + 1)
    if len(bindings) == 1:
        return found
    changed = all(binding.kind == "+" for binding in bindings[1:])
    return Found(found.literals, False) if changed else Found((), False)


def _call(code: Code, node: ast.Call, scope: Scope, depth: int) -> Found:
    import ast

    name = called(node)
    if name in _COPIES and len(node.args) == 1 and not node.keywords:
        return strings(code, node.args[0], scope, depth + 1)
    if name in ("split", "splitlines") and isinstance(node.func, ast.Attribute):
        text = node.func.value
        if isinstance(text, ast.Name) and (bound := code.once(text.id, scope)):
            text = bound[0]
        separator = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else "\n"
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and separator == "\n":
            whole = name == "splitlines" or bool(node.args)
            return Found(tuple(_lines(text) if whole else _words(text)), True)
    return Found((), False)


def items(code: Code, node: ast.expr, scope: Scope, depth: int = 0) -> tuple[list[tuple[Literal, ast.expr, Scope]], bool]:
    """The entries of a dict that are written down with their key, and whether there can't be others."""
    import ast

    if depth > _DEEPEST or not code.step():
        return [], False
    found: list[tuple[Literal, ast.expr, Scope]] = []
    complete = True
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=False):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found.append((Literal(key.value, key, 0), value, scope))
            else:
                more, whole = items(code, value, scope, depth + 1) if key is None else ([], False)
                found += more
                complete = complete and whole
    elif isinstance(node, ast.Call) and called(node) == "dict" and not node.args:
        for keyword in node.keywords:
            if keyword.arg:
                constant = ast.Constant(keyword.arg, lineno=keyword.lineno, col_offset=keyword.col_offset)
                constant.end_lineno, constant.end_col_offset = keyword.lineno, keyword.col_offset + len(keyword.arg.encode())
                found.append((Literal(keyword.arg, constant, 0), keyword.value, scope))
            else:
                complete = False
    elif isinstance(node, ast.Name):
        owner = scope.owner(node.id)
        bindings = owner.names.get(node.id, []) if owner else []
        if owner is None or not bindings or bindings[0].kind != "=" or any(binding.kind != "+" for binding in bindings[1:]):
            return [], False
        found, complete = items(code, bindings[0].value, owner, depth + 1)
        complete = complete and len(bindings) == 1
    else:
        complete = False
    return found, complete


def _lines(node: ast.Constant) -> Iterator[Literal]:
    """The lines of a string that holds one requirement in each, without blanks and comments, as setuptools takes them."""
    if not isinstance(node.value, str):
        return
    start = 0
    for line in node.value.split("\n"):
        text = line.strip()
        if text and not text.startswith("#"):
            yield Literal(text, node, start + line.index(text))
        start += len(line) + 1


def _words(node: ast.Constant) -> Iterator[Literal]:
    for match in re.finditer(r"\S+", node.value if isinstance(node.value, str) else ""):
        yield Literal(match[0], node, match.start())


def _sum(parts: Iterable[Found]) -> Found:
    found = list(parts)
    return Found(tuple(literal for part in found for literal in part.literals), all(part.complete for part in found))
