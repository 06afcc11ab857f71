"""Shell text into commands by tree-sitter-bash: every construct of the language, without recursion, and nothing after an error."""

from __future__ import annotations

from deplint.regex import regex
from deplint.syntax.shell_words import UNKNOWN, Assignment, Word
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from deplint.syntax.shell_state import Saved, State

    Part = tuple[str, int, int, bool]

# More of these the parser reads in quadratic time.
_NESTING = 200
_HEREDOCS = 300
_PARENTHESES = regex(r"[()]")
_LEAVES = frozenset(("word", "number", "variable_name", "string_content", "special_variable_name", "regex", "test_operator"))
_HIDDEN = frozenset(("simple_expansion", "expansion", "command_substitution", "process_substitution", "arithmetic_expansion", "subshell"))
_BRANCHES = frozenset(("if_statement", "while_statement", "case_statement"))
_DECLARATIONS = frozenset(("declaration_command", "unset_command"))
_REDIRECTS = frozenset(("file_redirect", "heredoc_redirect", "herestring_redirect"))


def read_tree(text: str, state: State) -> None:
    """Goes through the text's commands with `state`, up to the first error in the text."""
    import tree_sitter
    import tree_sitter_bash

    if not _is_tame(text):
        return
    data = text.encode("utf-8", "surrogatepass")
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
    root = parser.parse(data).root_node
    _Walk(text, data, state, _first_error(root) if root.has_error else len(data)).walk(root)


def _is_tame(text: str) -> bool:
    """Is there as much nesting, and are there as many heredocs, as people write?"""
    if text.count("<<") > _HEREDOCS:
        return False
    depth = 0
    for match in _PARENTHESES.finditer(text):
        depth = depth + 1 if match[0] == "(" else max(0, depth - 1)
        if depth > _NESTING:
            return False
    return True


def _first_error(root: Node) -> int:
    """The offset of the first thing that is no shell; of what nothing closes, that where it opens."""
    first: int = root.end_byte
    stack = [(root, root.start_byte)]
    while stack:
        node, opened = stack.pop()
        if node.is_error:
            first = min(first, node.start_byte)
        elif node.is_missing:
            first = min(first, opened)
        elif node.has_error:
            opens = node.start_byte if node.type != "program" else root.end_byte
            stack.extend((child, opens) for child in node.children)
    return first


class _Walk:
    """One walk over a tree; what is still to be done stands on a stack of nodes and of functions to call in between."""

    def __init__(self, text: str, data: bytes, state: State, end: int) -> None:
        self._text = text
        self._state = state
        self._end = end
        self._has_error = end < len(data)
        self._offsets = None if len(text) == len(data) else _offsets(text)
        self._todo: list[Node | Callable[[], None]] = []
        self._moves = "cd " in text or "pushd" in text or "cd\t" in text

    def walk(self, root: Node) -> None:
        self._todo = [root]
        while self._todo:
            item = self._todo.pop()
            if callable(item):
                item()
            elif item.start_byte < self._end:
                self._visit(item)

    def _visit(self, node: Node) -> None:
        kind = node.type
        if kind == "command" or kind in _DECLARATIONS:
            self._command(node, ())
        elif kind == "redirected_statement":
            self._redirected(node)
        elif kind in ("variable_assignment", "variable_assignments"):
            self._assignments(node)
        elif kind in ("subshell", "command_substitution", "process_substitution"):
            self._apart(node.children)
        elif kind == "list":
            self._list(node)
        elif kind == "pipeline":
            self._pipeline(node)
        elif kind in _BRANCHES:
            self._branches(node)
        elif kind in ("for_statement", "c_style_for_statement"):
            saved = self._state.save()
            self._push(*node.children, lambda: self._state.join(saved))
        elif kind == "function_definition":
            self._function(node)
        elif kind == "comment" or (not node.is_named and not node.child_count):
            return
        else:
            self._push(*node.children)

    def _push(self, *items: Node | Callable[[], None]) -> None:
        self._todo.extend(reversed(items))

    # Constructs.

    def _apart(self, children: list[Node], pipeline: int = -1) -> None:
        """A subshell: what it changes is gone afterwards."""
        state = self._state
        saved, outer = state.save(), state.pipeline

        def begin() -> None:
            state.pipeline = pipeline

        def end() -> None:
            state.restore(saved)
            state.pipeline = outer

        self._push(begin, *children, end)

    def _pipeline(self, node: Node) -> None:
        state = self._state
        number, state.pipelines = state.pipelines, state.pipelines + 1
        for child in reversed(node.children):
            if child.is_named:
                self._todo.append(lambda child=child: self._apart([child], number))  # type: ignore[misc]

    def _list(self, node: Node) -> None:
        """`a && b`, `a || b`: of the latter, b may not run, and where it does and goes on, what a has set is in doubt."""
        state = self._state
        left, right = node.children[0], node.children[-1]
        if not any(child.type == "||" for child in node.children):
            self._push(*node.children)
            return
        saved = state.save()
        leaves = self._leaves(right)
        after: list[Saved] = []

        def between() -> None:
            after.append(state.save())
            state.depth += 1
            if not leaves:
                state.join(saved)

        def end() -> None:
            state.depth -= 1
            if leaves:
                state.restore(after[0])
            else:
                state.join(after[0])

        self._push(left, between, right, end)

    def _leaves(self, node: Node) -> bool:
        """Does a branch end the script or the function?"""
        while node.named_child_count and node.type in ("list", "compound_statement", "redirected_statement"):
            named = node.named_children
            node = named[0] if node.type == "redirected_statement" else named[-1]
        first = self._slice(node)[:20].split(maxsplit=1)
        return node.type == "command" and first[:1] in (["exit"], ["return"], ["die"], ["fail"], ["abort"], ["false"])

    def _branches(self, node: Node) -> None:
        """`if`, `while`, `case`: what one branch has set is in doubt after it."""
        state = self._state
        depth, saved = state.depth, state.save()

        def branch() -> None:
            state.depth = depth + 1

        def end() -> None:
            state.depth = depth
            state.join(saved)

        items: list[Node | Callable[[], None]] = []
        for child in node.children:
            if child.type in ("then", "do_group", "in", "do"):
                items.append(branch)
            if child.type in ("elif_clause", "else_clause", "case_item"):
                items.append(lambda: state.join(saved))
            items.append(child)
        self._push(*items, end)

    def _function(self, node: Node) -> None:
        """A body that runs where it is called: somewhere else, once anything changes the folder."""
        state = self._state
        saved, depth = state.save(), state.depth

        def begin() -> None:
            state.depth += 1
            if self._moves:
                state.folder = None

        def end() -> None:
            state.depth = depth
            state.restore(saved)

        self._push(begin, *node.children, end)

    # Commands.

    def _redirected(self, node: Node) -> None:
        """A statement and its redirections. Words after `> file` belong to the command."""
        body = node.child_by_field_name("body")
        redirects = [child for child in node.children if child.type in _REDIRECTS]
        if body is None or body.type != "command":
            self._push(*node.children)
            return
        more: list[Node] = []
        for redirect in redirects:
            if redirect.type == "file_redirect":
                more.extend([child for child in redirect.named_children if child.type != "file_descriptor"][1:])
            elif redirect.type == "heredoc_redirect":
                more.extend(child for child in redirect.children_by_field_name("argument"))
        self._command(body, tuple(more))
        self._push(*redirects)

    def _command(self, node: Node, more: tuple[Node, ...]) -> None:
        assignments: list[Assignment] = []
        words: list[Word] = []
        for child in (*node.children, *more):
            if child.type == "variable_assignment" and node.type == "command":
                assignments.append(self._assignment(child))
            elif child.type not in _REDIRECTS:
                words.append(self._word(child))
        nested = [child for child in node.children if child.child_count]
        end = max(node.end_byte, more[-1].end_byte if more else 0)
        if self._is_certain(end):
            self._state.run(tuple(words), tuple(assignments))
        self._apart(nested)

    def _is_certain(self, end: int) -> bool:
        """Does what ends here end before the error, by a sign of its own?"""
        if not self._has_error:
            return True
        between = self._text[self._at(end) : self._at(self._end)]
        return end < self._end and any(sign in between for sign in "\n;&|)")

    def _assignments(self, node: Node) -> None:
        each = (node,) if node.type == "variable_assignment" else tuple(node.named_children)
        if self._is_certain(node.end_byte):
            self._state.run((), tuple(self._assignment(child) for child in each if child.type == "variable_assignment"))
        self._apart(node.children)

    def _assignment(self, node: Node) -> Assignment:
        word = self._word(node)
        name, sign, value = word.shape.partition("=")
        is_known = sign and UNKNOWN not in value and not name.endswith(("+", "]"))
        return Assignment(name.rstrip("+"), value if is_known else None, word.start, word.end)

    # Words.

    def _at(self, byte: int) -> int:
        return byte if self._offsets is None else self._offsets[byte]

    def _slice(self, node: Node) -> str:
        return self._text[self._at(node.start_byte) : self._at(node.end_byte)]

    def _word(self, node: Node) -> Word:
        """The value of a word, put together from its parts."""
        shape: list[str] = []
        pieces: list[tuple[int, int, int]] = []
        length = 0
        is_quoted = False
        for text, start, end, quoted in self._parts(node):
            pieces.append((length, start, end))
            shape.append(text)
            length += len(text)
            is_quoted = is_quoted or (quoted and text == UNKNOWN)
        start, end = self._at(node.start_byte), self._at(node.end_byte)
        return Word("".join(shape), start, end, tuple(pieces), is_quoted)

    def _parts(self, node: Node) -> Iterator[Part]:
        """The stretches of a word as (text without quotation marks, where it begins and ends, is it quoted)."""
        todo = [(node, False)]
        braces = node.type in ("concatenation", "command_name") and _expands_braces(self._slice(node))
        if braces:
            yield UNKNOWN, self._at(node.start_byte), self._at(node.end_byte), False
            return
        while todo:
            part, quoted = todo.pop()
            kind = part.type
            start, end = self._at(part.start_byte), self._at(part.end_byte)
            if kind in _HIDDEN or kind == "array":
                yield UNKNOWN, start, end, quoted
            elif kind == "raw_string":
                yield self._text[start + 1 : end - 1], start + 1, end - 1, True
            elif kind == "ansi_c_string":
                inner = self._text[start + 2 : end - 1]
                yield (UNKNOWN if "\\" in inner else inner), start + 2, end - 1, True
            elif kind in ("string", "translated_string"):
                yield from self._string(part)
            elif part.child_count and kind not in _LEAVES:
                inner_parts: list[tuple[Node, bool]] = [(child, quoted) for child in part.children]
                todo.extend(reversed(inner_parts))
            else:
                yield from unescaped(self._text, start, end, quoted)

    def _string(self, node: Node) -> Iterator[Part]:
        """What stands in double quotation marks: variables are hidden, all else is as written."""
        start = self._text.index('"', self._at(node.start_byte)) + 1
        end = self._at(node.end_byte) - 1
        children = [child for child in node.children if child.type in _HIDDEN]
        for child in children:
            yield from unescaped(self._text, start, self._at(child.start_byte), True)
            yield UNKNOWN, self._at(child.start_byte), self._at(child.end_byte), True
            start = self._at(child.end_byte)
        yield from unescaped(self._text, start, end, True)


def unescaped(text: str, start: int, end: int, quoted: bool) -> Iterator[Part]:
    """A stretch without its backslashes: outside of quotation marks before any character, in them only before a few."""
    position = start
    while True:
        slash = text.find("\\", position, end)
        if slash < 0 or slash + 1 >= end:
            break
        following = text[slash + 1]
        if quoted and following not in '$`"\\\n':
            slash += 1
            yield text[position : slash + 1], position, slash + 1, quoted
            position = slash + 1
            continue
        if slash > position:
            yield text[position:slash], position, slash, quoted
        if following != "\n":
            yield following, slash + 1, slash + 2, quoted
        position = slash + 2
    if position < end:
        yield text[position:end], position, end, quoted


def _expands_braces(text: str) -> bool:
    """`x{1,2}`, `{a,b}`: several words of one; quotation marks are left alone, braces in them are braces."""
    braces = text.partition("{")[2]
    return "}" in braces and ("," in braces or ".." in braces) and '"' not in text and "'" not in text


def _offsets(text: str) -> list[int]:
    """For each byte of the encoded text (and its end) the character that it belongs to."""
    offsets: list[int] = []
    for index, character in enumerate(text):
        offsets.extend([index] * len(character.encode("utf-8", "surrogatepass")))
    offsets.append(len(text))
    return offsets
