"""YAML into nodes: what PyYAML composes, every place holds what it says, and hostile text costs no more than it should."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deplint.syntax.yaml import YamlError, comments, document, parse, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deplint.syntax.node import Node

PIECES = (
    "a", "b: ", "- ", "\n", "\n  ", "\n- ", "'x'", '"y"', "'it''s'", '"\\u0041b"', "[", "]", "{", "}", ", ", " # c", "#", ": ", "3.10",
    "on",
    "null", "é😀", "|\n  t\n", ">\n  t\n", "\r\n", "!!str 1", "\t", "\u2028", "---\n", "...\n", "~", "true",
)  # fmt: skip


def scalars(node: Node) -> Iterator[Node]:
    if not node.is_mapping and not node.is_sequence:
        yield node
    for child in (*(entry[1] for entry in node.items()), *node.elements()):
        yield from scalars(child)


def read(text: str) -> Node | YamlError:
    try:
        return parse(text)
    except YamlError as error:
        return error


def composed(text: str) -> Any:
    """What PyYAML composes of the first document, with scalars as they are written; mappings with their last entry for each key."""

    def plain(node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [plain(child) for child in node.value]
        return {key.value if isinstance(key, yaml.ScalarNode) else "": plain(value) for key, value in node.value}

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    return plain(loader.get_node()) if loader.check_node() else ""


def plain(node: Node, text: str) -> Any:
    if node.is_mapping:
        return {name if child.key and text[slice(*child.key)][:1] not in "[{" else "": plain(child, text) for name, child in node.items()}
    if node.is_sequence:
        return [plain(child, text) for child in node.elements()]
    return node.value if isinstance(node.value, str) else text[slice(*node.span)]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_values_are_those_of_pyyaml(text: str) -> None:
    found = read(text)
    if not isinstance(found, YamlError):
        assert plain(found, text) == composed(text)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_character_of_a_scalar_stands_where_it_says(text: str) -> None:
    found = read(text)
    for node in () if isinstance(found, YamlError) else scalars(found):
        for offset, character in enumerate(node.string if node.content is not None else ""):
            place = text[slice(*node.inner(offset, offset + 1))]
            assert place == character or place[0] in "'\\"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read(text)
    start, end = (found.start, found.end) if isinstance(found, YamlError) else found.span
    assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("written", "value", "kind"),
    [
        ("3.10", "3.10", "number"), ("1_000", "1_000", "number"), ("0x1F", "0x1F", "number"), (".inf", ".inf", "number"),
        ("1.2.3", "1.2.3", "str"),
        ("'3.10'", "3.10", "str"), ("on", "on", "str"), ("yes", "yes", "str"), ("2020-01-01", "2020-01-01", "str"), ("true", True, "bool"),
        ("~", None, "null"), ("''", "", "str"), ("!!str 1", "1", "str"), ("!tag x", "x", "!tag"), ("[a]", None, "seq"),
        ("{a: b}", None, "map"),
    ],
)  # fmt: skip
def test_scalars_are_strings_as_written_but_for_nulls_and_booleans(written: str, value: object, kind: str) -> None:
    node = parse(f"- {written}\n").value[0]
    assert type_of(node) == kind
    if kind not in ("seq", "map"):
        assert node.value == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: x y # c\n", "x y"), ("- &n x\n", "x"), ('- "b😀c"\n', "b😀c"), ("é: 'ü'\n", "ü"), ("a: !!str 3.10\n", "3.10"),
        ("a:\r\n  - z\r\n", "z"),
    ],
)  # fmt: skip
def test_the_text_of_a_scalar_on_one_line_is_found(text: str, place: str) -> None:
    node = next(scalars(parse(text)))
    assert text[slice(*node.inner(0, len(node.string)))] == place


def test_a_scalar_over_several_lines_is_placed_as_a_whole() -> None:
    text = "a: x\n  y\nb: 'x\n  y'\nc: |\n  x\n  y\n\n# end\n"
    wholes = [text[slice(*node.inner(0, 1))] for node in scalars(parse(text))]
    assert wholes == ["x\n  y", "'x\n  y'", "|\n  x\n  y"]


def test_a_block_collection_ends_with_its_last_value() -> None:
    text = "a:\n  - b\n  - c\n\n# comment\nd: e\n"
    node = parse(text).get("a")
    assert node is not None
    assert text[slice(*node.span)] == "- b\n  - c"


def test_an_alias_stands_at_its_own_place_and_shares_the_value() -> None:
    text = "a: &x [1]\nb: *x\n"
    root = parse(text)
    first, second = root.get("a"), root.get("b")
    assert first is not None and second is not None
    assert second.value is first.value
    assert text[slice(*second.span)] == "*x"


def test_a_key_that_comes_again_is_told() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    found = document(text)
    assert [(each.key, each.span, each.earlier) for each in found.duplicates] == [("a", (10, 11), (0, 1))]
    assert found.root.value["a"].value == "3"


def test_only_the_first_document_is_read() -> None:
    found = document("a: 1\n---\n[ broken")
    assert found.several
    assert found.root.plain() == {"a": "1"}


def test_an_empty_stream_is_null() -> None:
    assert parse("# nothing\n").value is None


def test_comments_are_told_from_hashes_in_scalars() -> None:
    text = "# head\na: 'x # no' # yes\nb: | # head of a block\n  # no\n # after\nc: x#no\n- "[:-2] + 'd: "\\" # no" # last'
    assert [comment for _, comment in comments(document(text), text)] == ["# head", "# yes", "# head of a block", "# after", "# last"]


def test_comments_after_the_first_document_are_left_out() -> None:
    text = "a: 1 # one\n---\nb: 2 # two\n"
    assert [comment for _, comment in comments(document(text), text)] == ["# one"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: [1\nb: 2", ":", "flow sequence"),
        ("a: *x", "*x", "no anchor"),
        ("a: &x [*x]", "*x", "its own anchor"),
        ("a: x\n\tb: 1", "\t", "tab"),
        ("- @a", "@a", "can't begin with `@a`"),
        ("- a\n  - b: c", ":", "can't stand here"),
        ("a:\n  - b: 1\n   c: 2", "c", "indentation"),
        ("- a\nb\n", "b", "`:` is missing after `b`"),
        ("a: \0", "\0", "U+0000"),
        ("a: 'x", "", "end of stream"),
    ],
)  # fmt: skip
def test_an_error_has_its_place_and_says_what_is_wrong(text: str, place: str, said: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == place
    assert said in caught.value.message


@pytest.mark.parametrize("piece", ["[", "{", "- ", "? ", "{a: ", "[a: ", "- ["])
def test_deep_nesting_is_refused(piece: str) -> None:
    with pytest.raises(YamlError):
        parse(piece * 100_000)


def test_the_limit_is_on_depth_and_not_on_length() -> None:
    assert len(parse("- [[a], {b: c}]\n" * 5000).value) == 5000


def test_an_alias_bomb_stays_small() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    assert len(parse(text).value) == 60


def test_the_collector_is_left_as_it_was() -> None:
    parse("a: 1")
    assert gc.isenabled()
    with pytest.raises(YamlError):
        parse("[")
    assert gc.isenabled()


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [x, 'y']\nb: é # c\n"
    expected = parse(text).plain()
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert parse(text).plain() == expected


def test_real_files_are_read_as_pyyaml_reads_them(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*.y*ml")):
        if path.suffix not in (".yml", ".yaml") or path.stat().st_size > 100_000:
            continue
        text = path.read_bytes().decode("utf-16" if path.read_bytes()[:2] == b"\xff\xfe" else "utf-8-sig")
        try:
            root = parse(text)
        except YamlError:
            with pytest.raises(yaml.YAMLError):
                composed(text)
            continue
        assert plain(root, text) == composed(text), path


def test_a_key_that_is_a_collection_is_as_written() -> None:
    assert parse("? [a, b]\n: c\n? - d\n: e\n{f: g}: h\n").plain() == {"[a, b]": "c", "- d": "e", "{f: g}": "h"}
