"""TOML into nodes: the values are tomli's, and every place holds what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from deplint.syntax.toml import TomlError, parse, parse_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deplint.syntax.node import Node


def nodes(node: Node, key: str | None = None) -> Iterator[tuple[str | None, Node]]:
    yield key, node
    for name, child in node.items():
        yield from nodes(child, name)
    for child in node.elements():
        yield from nodes(child)


def slice_of(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def check_places(text: str) -> None:
    """Everything that must hold of any text that tomli accepts."""
    root = parse(text)
    assert repr(root.plain()) == repr(tomli.loads(text))
    for name, node in nodes(root):
        if name is not None:
            assert node.key is not None
            assert tomli.loads(f"{slice_of(text, node.key)} = 0") == {name: 0}
        if not isinstance(node.value, (dict, list)):
            again = tomli.loads(f"x = {slice_of(text, node.span)}")["x"]
            assert repr(again) == repr(node.value)
        if isinstance(node.value, str):
            check_content(text, node)


def check_content(text: str, node: Node) -> None:
    """`inner` of the whole string, put between the same quotes, is the string again."""
    start, end = node.inner(0, len(node.value))
    several = text.startswith(('"""', "'''"), node.start) and node.end - node.start >= 6
    quotes = text[node.start] * (3 if several else 1)
    again = f"x = {quotes}\n{text[start:end]}{quotes}" if several else f"x = {quotes}{text[start:end]}{quotes}"
    assert tomli.loads(again)["x"] == node.value


@pytest.mark.parametrize(
    ("text", "path", "value", "key"),
    [
        ('name = "x"', ("name",), '"x"', "name"),
        ("name='x' # why", ("name",), "'x'", "name"),
        ("a.b.c = 1", ("a", "b", "c"), "1", "c"),
        ("a . 'b.c' = 1", ("a", "b.c"), "1", "'b.c'"),
        ('"a\\u0041" = 1', ("aA",), "1", '"a\\u0041"'),
        ("[tool.uv]\ndev = [1, 2,]\n", ("tool", "uv", "dev"), "[1, 2,]", "dev"),
        ("[a]\nx = 1\ny = 2\n[b]\n", ("a",), "[a]\nx = 1\ny = 2", "a"),
        ("[ a . 'b' ] # c\n", ("a", "b"), "[ a . 'b' ]", "'b'"),
        ("[a.b]\nx = 1\n", ("a",), "[a.b]", "a"),
        ("[a.b]\nx = 1\n[a]\ny = 1", ("a",), "[a]\ny = 1", "a"),
        ("a.b = 1\na.c = 22\n", ("a",), "a.b = 1\na.c = 22", "a"),
        ("[[a]]\nx = 1\n[[a]]\nx = 2\n", ("a",), "[[a]]\nx = 1\n[[a]]\nx = 2", "a"),
        ("x = {a = 1, b.c = [2]}", ("x", "b", "c"), "[2]", "c"),
        ("x = {\n a = 1, # c }\n}\n", ("x",), "{\n a = 1, # c }\n}", "x"),
        ("d = 1979-05-27 07:32:00Z # x", ("d",), "1979-05-27 07:32:00Z", "d"),
        ("x = [1979-05-27, +inf,0x1F]", ("x",), "[1979-05-27, +inf,0x1F]", "x"),
        ('x = """\na"b""c"""""', ("x",), '"""\na"b""c"""""', "x"),
        ("x = '''a''b''''", ("x",), "'''a''b''''", "x"),
        ('x = ""\ny = 1', ("x",), '""', "x"),
    ],
)
def test_value_and_key_stand_where_they_are_said_to(text: str, path: tuple[str, ...], value: str, key: str) -> None:
    node = parse(text).get(*path)
    assert node is not None
    assert node.key is not None
    assert (slice_of(text, node.span), slice_of(text, node.key)) == (value, key)


def test_elements_of_arrays_of_tables_span_their_own_entries() -> None:
    text = "[[a]]\nx = 1\n\n[[a]]\nx = 2\n[a.b]\ny = 3\n"
    sequence = parse(text).get("a")
    assert sequence is not None
    assert [slice_of(text, element.span) for element in sequence.elements()] == ["[[a]]\nx = 1", "[[a]]\nx = 2"]
    assert sequence.plain() == [{"x": 1}, {"x": 2, "b": {"y": 3}}]


@pytest.mark.parametrize(
    ("text", "part", "written"),
    [
        (r'x = "foo; python_version < \"3.8\""', '"3.8"', r"\"3.8\""),
        (r'x = "a\u00e9b"', "é", r"\u00e9"),
        (r'x = "a\u00e9b"', "b", "b"),
        ('x = """\nab\ncd"""', "b\nc", "b\nc"),
        ('x = """\r\nab\r\ncd"""', "b\nc", "b\r\nc"),
        ("x = '''\r\nab\r\ncd'''", "cd", "cd"),
        ('x = """ab\\\n   cd"""', "cd", "cd"),
        ('x = """\\\n   cd"""', "cd", "cd"),
    ],
)
def test_a_part_of_a_string_is_found_through_escapes_and_lines(text: str, part: str, written: str) -> None:
    node = parse(text).get("x")
    assert node is not None
    at = node.string.index(part)
    assert slice_of(text, node.inner(at, at + len(part))) == written


def test_comments_are_given_in_order_without_the_line_end() -> None:
    text = "# one\r\n[a] # two\nx = [ # three\n 1, # four\n # five\n]\ny = '# no'\n{z}# six".replace("{z}", "")
    assert [slice_of(text, span) for span in parse_document(text).comments] == ["# one", "# two", "# three", "# four", "# five", "# six"]


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a = 1\na = 2", "a = 2"[:1], "`a` is defined twice, or extends what is no table"),
        ("[a]\n[a]\n", "[a]", "`[a]` is defined twice, or extends what is no table"),
        ("a = @", "@", "invalid value"),
        ("a = 1\r\n\r\nb = @\r\n", "@", "invalid value"),
        ("a b = 1", "b", "expected `=` after a key in a key/value pair"),
        ("a = 'x\nb = 1", "", "unterminated string: the closing quotes are missing"),
        ('a = "x\nb = 1', "", "unterminated string: the closing quotes are missing"),
        ("a = [1, 2", "", "unclosed array"),
        ("<<<<<<< HEAD", "<<<<<<<", "invalid statement"),
        ("a = " + "1" * 5000, "1" * 5000, "a number of 5000 digits is too long"),
    ],
)
def test_an_error_says_why_and_where(text: str, at: str, message: str) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text)
    error = caught.value
    assert (slice_of(text, (error.start, error.end)), error.message) == (at, message)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "[" * 100_000 + "]" * 100_000,
        "a = " + "{a = " * 100_000,
        "a = " + "{a = [" * 100_000,
        ".".join("a" * 100_000) + " = 1",
        "[" + ".".join("a" * 500) + "]",
        "a = '['\nb = " + "[" * 150 + "]" * 150,
        "[" + ".".join("a" * 90) + "]\n" + ".".join("a" * 90) + " = 1",
    ],
)
def test_what_nests_too_deeply_is_an_error(text: str) -> None:
    with pytest.raises(TomlError, match="nested more than 100 levels deep"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["a = '" + "[" * 1000 + "'", 'a = """\n' + "{" * 1000 + '\n"""', "#" + "[" * 1000, "a = [" + "[]," * 5000 + "]"],
)
def test_brackets_that_do_not_nest_are_no_trouble(text: str) -> None:
    check_places(text)


@pytest.mark.parametrize("text", ["", "\n", "\0", "a\0 = 1", "a = '\0'", '"' * 20_000, "x = " + "'" * 20_001, "#" * 100_000, "[" * 90])
def test_hostile_text_is_read_or_refused(text: str) -> None:
    if accepted(text):
        check_places(text)
        return
    with pytest.raises(TomlError) as caught:
        parse(text)
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


# Laws.

BLANKS = st.sampled_from(["", " ", "\t", "  "])
BREAKS = st.sampled_from(["", " ", "\n", "\r\n", " # c ]\n", "\n  # \"'\r\n\t"])
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r")
BARE_KEYS = st.text("abcAZ09_-", min_size=1, max_size=4)


def basic(text: str) -> str:
    out = ""
    for character in text:
        if character in '"\\':
            out += "\\" + character
        elif ord(character) < 32 or ord(character) == 127:
            out += f"\\u{ord(character):04x}"
        else:
            out += character
    return f'"{out}"'


KEYS = st.one_of(BARE_KEYS, st.text(CHARACTERS, max_size=3).map(basic), st.text("ab .#[", max_size=3).map(lambda key: f"'{key}'"))
PIECES = ["a", '"', '""', "\n", "\r\n", "\\\n  ", "\\\\", "\\u00e9", "é", "#", "\\t", '\\"', " ", "\\ \r\n\t\n"]
LINES = st.lists(st.sampled_from(PIECES), max_size=8)
STRINGS = st.one_of(
    st.text(CHARACTERS, max_size=8).map(basic),
    st.text("ab \"#[]{}\t", max_size=6).map(lambda text: f"'{text}'"),
    LINES.map(lambda parts: '"""' + "".join(parts) + '"""'),
    st.lists(st.sampled_from(["a", "'", "\n", "\r\n", "\\", '"', "#"]), max_size=6).map(lambda parts: "'''" + "".join(parts) + "'''"),
)
SCALARS = st.one_of(
    STRINGS, st.integers().map(str), st.floats(allow_nan=False).map(repr),
    st.sampled_from(["true", "false", "inf", "-nan", "0xDEAD_beef", "1e5"]),
    st.datetimes().map(lambda moment: moment.isoformat(" ")), st.dates().map(str), st.times().map(str),
)  # fmt: skip


def array(parts: list[tuple[str, str, str]]) -> str:
    return "[" + ",".join(f"{before}{value}{after}" for before, value, after in parts) + "]"


def inline(parts: list[tuple[str, str, str]]) -> str:
    return "{" + ",".join(f"{blank}{key}{blank}={blank}{value}" for blank, key, value in parts) + "}"


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(st.tuples(BREAKS, inner, BREAKS), max_size=3).map(array), st.lists(st.tuples(BLANKS, KEYS, inner), max_size=3).map(inline)
    ),
    max_leaves=6,
)
DOTTED = st.lists(KEYS, min_size=1, max_size=3).flatmap(lambda parts: BLANKS.map(lambda blank: f"{blank}.{blank}".join(parts)))
STATEMENTS = st.one_of(
    st.tuples(BLANKS, DOTTED, BLANKS, VALUES).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]}={parts[2]}{parts[3]}"),
    st.tuples(DOTTED, BLANKS).map(lambda parts: f"[{parts[1]}{parts[0]}{parts[1]}]"),
    st.tuples(DOTTED, BLANKS).map(lambda parts: f"{parts[1]}[[{parts[0]}{parts[1]}]]"),
    st.sampled_from(["", "# comment ] = '", " \t"]),
)
ENDED = st.tuples(STATEMENTS, st.sampled_from(["\n", "\r\n", " # \"\n"])).map("".join)
DOCUMENTS = st.lists(ENDED, max_size=8).map("".join)


def accepted(text: str) -> bool:
    try:
        tomli.loads(text)
    except ValueError:
        return False
    return True


@given(DOCUMENTS)
def test_law_places_and_values_of_any_document(text: str) -> None:
    if accepted(text):
        check_places(text)
    else:
        with pytest.raises(TomlError):
            parse(text)


@given(st.text("a.=[]{}'\"\\#\n\r ,1-:e", max_size=30))
def test_law_any_text_is_read_as_tomli_reads_it_or_refused(text: str) -> None:
    test_law_places_and_values_of_any_document.hypothesis.inner_test(text)  # type: ignore[attr-defined]


def toml_files(folder: Path) -> Iterator[Path]:
    names: Any = {"Pipfile", "poetry.lock", "uv.lock", "pdm.lock"}
    for path in sorted(folder.rglob("*")):
        if (path.suffix == ".toml" or path.name in names) and path.is_file() and path.stat().st_size < 300_000:
            yield path


def test_every_real_file_is_located(corpus: Path) -> None:
    seen = 0
    for path in toml_files(corpus):
        text = path.read_bytes().decode("utf-8-sig")
        if accepted(text):
            seen += 1
            root = parse(text)
            assert repr(root.plain()) == repr(tomli.loads(text)), path
            for _, node in nodes(root):
                if isinstance(node.value, str):
                    start, end = node.inner(0, len(node.value))
                    assert "\\" in text[start:end] or text[start:end].replace("\r\n", "\n") == node.value, path
    assert seen > 400
