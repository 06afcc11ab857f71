"""Python code into its names: what each is bound to, in the module and in each function, without running anything."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator, Sequence

_CHANGES = frozenset(("append", "extend", "insert", "update", "add", "remove", "pop", "clear", "setdefault"))
_STEPS = 20000


class File(NamedTuple):
    """A path that the code puts together, and the literal that ends it."""

    target: str
    node: ast.expr


class Binding(NamedTuple):
    """One way in which a name gets its value: "=" an assignment, "+" a change of what it holds, "~" by `for`, `with` or unpacking."""

    kind: str
    value: ast.expr


class Scope:
    """The names of a module, or of one call of a function; `given` holds the paths that the call passes."""

    def __init__(self, body: Sequence[ast.stmt], outer: Scope | None = None, given: dict[str, tuple[File, ...]] | None = None) -> None:
        self.outer = outer
        self.given = given or {}
        self.names: dict[str, list[Binding]] = {}
        for name, binding in _bindings(body):
            self.names.setdefault(name, []).append(binding)

    def owner(self, name: str) -> Scope | None:
        """The scope that knows a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names and name not in scope.given:
            scope = scope.outer
        return scope


class Code:
    """A parsed module. Each question may cost a limited number of steps, so that code that calls itself in circles has an end."""

    def __init__(self, tree: ast.Module) -> None:
        import ast

        self.functions = {node.name: node for node in statements(tree.body) if isinstance(node, ast.FunctionDef)}
        self.module = Scope(tree.body)
        self.steps = _STEPS

    def step(self) -> bool:
        """Counts a step; False when no more are allowed."""
        self.steps -= 1
        return self.steps >= 0

    def once(self, name: str, scope: Scope) -> tuple[ast.expr, Scope] | None:
        """What a name is bound to, where it is bound once and not changed afterwards."""
        owner = scope.owner(name)
        bindings = owner.names.get(name, []) if owner else []
        return (bindings[0].value, owner) if owner and len(bindings) == 1 and bindings[0].kind == "=" else None


def called(call: ast.Call) -> str:
    """The last name of what is called: `join` for `os.path.join(...)`."""
    import ast

    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """All statements of a body in order, those of inner blocks included, those of inner functions and classes not."""
    import ast

    waiting: list[ast.AST] = [*body]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
            waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)][::-1]


def _bindings(body: Sequence[ast.stmt]) -> Iterator[tuple[str, Binding]]:
    import ast

    for statement in statements(body):
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield from _assigned(target, statement.value)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            yield from _assigned(statement.target, statement.value)
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id, Binding("+", statement.value)
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            yield from ((name, Binding("~", statement.iter)) for name in _names(statement.target))
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                if item.optional_vars is not None:
                    yield from ((name, Binding("~", item.context_expr)) for name in _names(item.optional_vars))
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            function = statement.value.func
            if isinstance(function, ast.Attribute) and function.attr in _CHANGES and isinstance(function.value, ast.Name):
                values = statement.value.args or [function.value]
                yield from ((function.value.id, Binding("+", value)) for value in values)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, Binding]]:
    import ast

    if isinstance(target, ast.Name):
        yield target.id, Binding("=", value)
    elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        yield target.value.id, Binding("+", value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            for inner, element in zip(target.elts, value.elts, strict=False):
                yield from _assigned(inner, element)
        else:
            yield from ((name, Binding("~", value)) for name in _names(target))


def _names(target: ast.expr) -> list[str]:
    import ast

    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]
