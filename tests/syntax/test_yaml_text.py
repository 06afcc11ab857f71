"""Characters of YAML scalars and where they are written: whatever the style, the text at the place is the character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.syntax.yaml import YamlError, parse
from deplint.syntax.yaml_text import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.syntax.node import Node

WORDS = ("pip", "install", " ", "  ", "flask==1", "'", "#x", "é😀", "-r", "\\")
LINES = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map("".join), min_size=1, max_size=7)
BREAKS = st.sampled_from(("\n", "\r\n"))


def scalars(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str):
        yield node
    for child in (*(entry[1] for entry in node.items()), *node.elements()):
        yield from scalars(child)


def wrong(text: str, node: Node) -> list[tuple[str, str]]:
    """The words of a scalar that are not where they are said to be."""
    span = places(text, node)
    value, found = node.string, []
    for offset, character in enumerate(value):
        written = text[slice(*span(offset, offset + 1))]
        if character.strip() and written != character and written[:1] not in ("\\", "'"):
            found.append((character, written))
    return found


def exact(text: str, node: Node) -> bool:
    return places(text, node) != node.inner


@given(LINES, st.sampled_from(("|", "|-", "|+", ">", ">-", "|2", ">2-")), st.integers(0, 3), BREAKS)
def test_every_character_of_a_block_is_found(lines: list[str], header: str, deep: int, end: str) -> None:
    more = " " * deep if header[1:2] != "2" else ""
    text = end.join([f"a: {header}", *(f"  {more}{line}" for line in lines), "b: c", ""])
    try:
        node = parse(text).get("a")
    except YamlError:
        return
    assert node is not None
    assert exact(text, node)
    assert wrong(text, node) == []


@given(LINES, BREAKS)
def test_every_character_of_a_single_quoted_scalar_is_found(lines: list[str], end: str) -> None:
    inside = end.join(f"   {line}".replace("'", "''") for line in lines)
    text = f"a: '{inside}'{end}b: c{end}"
    node = parse(text).get("a")
    assert node is not None
    assert wrong(text, node) == []
    assert node.content is not None or not node.value or exact(text, node)


@given(st.lists(st.lists(st.sampled_from((*WORDS[:-1], '\\"', "\\n", "\\x41", "\\\\", "\\ ")), max_size=5).map("".join), min_size=1),
       st.lists(st.booleans(), min_size=20, max_size=20), BREAKS)  # fmt: skip
def test_every_character_of_a_double_quoted_scalar_is_found(lines: list[str], joins: list[bool], end: str) -> None:
    inside = "".join(f"   {line}{chr(92) if join else ''}{end}" for line, join in zip(lines, joins, strict=False))
    text = f'a: "{inside}  x"{end}b: c{end}'
    try:
        node = parse(text).get("a")
    except YamlError:
        return
    assert node is not None
    assert exact(text, node)
    assert wrong(text, node) == []


@given(st.lists(st.sampled_from(("pip install", "flask", "", "  -r x", "\ty ")), min_size=1, max_size=6), BREAKS)
def test_every_character_of_a_plain_scalar_over_lines_is_found(lines: list[str], end: str) -> None:
    text = f"a: x{end}" + "".join(f"   {line}{end}" for line in lines) + f"b: c{end}"
    node = parse(text).get("a")
    assert node is not None
    assert wrong(text, node) == []
    assert node.content is not None or exact(text, node)


@pytest.mark.parametrize(
    "text",
    [
        "run: pip install x\n", "run: 'pip install x'\n", 'run: "pip install x"\n', 'run: "a\\tpip install x"\n',
        "run: |\n  cd y\n  pip install x\n", "run: |\n\n    cd y\n\n    pip install x", "run: >-\n  cd y &&\n  pip install x\n",
        "run: cd y &&\n  pip install x\n", "run: 'it''s\n  pip install x'\n", "run: &n !!str |  # comment\n  cd y\n  pip install x\n",
        "run: |1\n    cd y\n pip install x\n", 'run: "cd y && \\\n  pip install x"\n',
    ],
)  # fmt: skip
def test_a_command_is_found_where_it_is_written(text: str) -> None:
    node = parse(text).value["run"]
    start = node.value.index("pip")
    assert text[slice(*places(text, node)(start, start + 13))] == "pip install x"


def test_an_alias_is_placed_as_a_whole() -> None:
    text = "a: &x |\n  pip install x\nb: *x\n"
    node = parse(text).value["b"]
    assert text[slice(*places(text, node)(0, 3))] == "*x"
