"""The text of an environment marker (PEP 508) into a tree of clauses, each with its place.

`packaging` keeps its tree private and without places, and its parser goes as deep as the text does. This one takes the same
texts, which a law in the tests holds it to, and gives up on those that are too long or too deep.
"""

from __future__ import annotations

from functools import lru_cache

from deplint.regex import regex
from deplint.typing_light import NamedTuple

LONGEST = 16_000
DEEPEST = 60

_BLANK = regex(r"[ \t]*")
_VARIABLE = regex(
    r"\b(?:python_(?:full_)?version|os[._]name|sys[._]platform|platform_(?:release|system)"
    r"|platform[._](?:version|machine|python_implementation)|python_implementation|implementation_(?:name|version)"
    r"|extras?|dependency_groups)\b"
)
_STRING = regex(r"'[^']*'|\"[^\"]*\"")
_OPERATOR = regex(r"===|==|~=|!=|<=|>=|<|>|\bin\b|\bnot[ \t]+in\b")
_JOINER = regex(r"\b(?:and|or)\b")
_ODD = regex(r"[\\\n\r\0]|[^\0-\x7f]")


class Clause(NamedTuple):
    """One comparison of a marker.

    variable    PEP 508's name ("sys_platform" also for `sys.platform`); "" where two strings or two variables are compared
    operator    one of PEP 440's, "in" or "not in"
    value       the string, without quotes; the whole clause where there is no variable
    is_reversed the string stands on the left: `"linux" in sys_platform`
    start, end  where the clause stands in the marker
    """

    variable: str
    operator: str
    value: str
    is_reversed: bool
    start: int
    end: int


class Group(NamedTuple):
    """Clauses and groups that `operator` joins, "and" or "or"; the "and" of nothing is the marker that is always true."""

    operator: str
    parts: tuple[Tree, ...]


Tree = Clause | Group
ALWAYS = Group("and", ())


class _RefusedError(Exception):
    """The text is no marker, or more of one than anybody writes."""


@lru_cache(maxsize=2048)
def parse(marker: str) -> Tree | None:
    """The tree of a marker; `ALWAYS` for an empty one, None for what is no marker, too long or too deep."""
    if len(marker) > LONGEST:
        return None
    if not marker.strip():
        return ALWAYS
    try:
        tree, place = _any_of(marker, 0, 0)
    except _RefusedError:
        return None
    return tree if place == len(marker) else None


def split_clauses(marker: str) -> tuple[Clause, ...]:
    """All clauses in the order of the text; none where the text is no marker."""
    tree = parse(marker)
    return () if tree is None else tuple(leaves(tree))


def leaves(tree: Tree) -> list[Clause]:
    """The clauses of a tree in the order of the text."""
    if isinstance(tree, Clause):
        return [tree]
    return [leaf for part in tree.parts for leaf in leaves(part)]


def _any_of(text: str, place: int, depth: int) -> tuple[Tree, int]:
    """Atoms joined by `and` and `or`, of which `and` binds tighter."""
    if depth > DEEPEST:
        raise _RefusedError
    groups: list[list[Tree]] = [[]]
    while True:
        atom, place = _atom(text, place, depth)
        groups[-1].append(atom)
        joiner = _JOINER.match(text, place)
        if joiner is None:
            return _group("or", [_group("and", group) for group in groups]), place
        place = joiner.end()
        if joiner[0] == "or":
            groups.append([])


def _group(operator: str, parts: list[Tree]) -> Tree:
    return parts[0] if len(parts) == 1 else Group(operator, tuple(parts))


def _atom(text: str, place: int, depth: int) -> tuple[Tree, int]:
    place = _blank(text, place)
    if not text.startswith("(", place):
        return _clause(text, place)
    tree, place = _any_of(text, place + 1, depth + 1)
    if not text.startswith(")", place):
        raise _RefusedError
    return tree, _blank(text, place + 1)


def _clause(text: str, start: int) -> tuple[Clause, int]:
    left, left_is_string, place = _side(text, start)
    place = _blank(text, place)
    operator = _OPERATOR.match(text, place)
    if operator is None:
        raise _RefusedError
    right, right_is_string, end = _side(text, _blank(text, operator.end()))
    sign = "not in" if operator[0].startswith("not") else operator[0]
    if left_is_string == right_is_string:
        return Clause("", sign, text[start:end], False, start, end), _blank(text, end)
    variable, value = (right, left) if left_is_string else (left, right)
    return Clause(variable, sign, value, left_is_string, start, end), _blank(text, end)


def _side(text: str, place: int) -> tuple[str, bool, int]:
    """A variable or a string, whether it is a string, and where it ends."""
    variable = _VARIABLE.match(text, place)
    if variable is not None:
        name = variable[0].replace(".", "_")
        return "platform_python_implementation" if name == "python_implementation" else name, False, variable.end()
    string = _STRING.match(text, place)
    if string is None:
        raise _RefusedError
    return _unquoted(string[0]), True, string.end()


def _unquoted(quoted: str) -> str:
    """The value of a string, which is one of Python's (PEP 508 has no escapes; `packaging` reads them as Python does)."""
    if not _ODD.search(quoted):
        return quoted[1:-1]
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError):
        raise _RefusedError from None


def _blank(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return place if blank is None else blank.end()
