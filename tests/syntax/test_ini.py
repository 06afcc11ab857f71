"""setup.cfg text into nodes: the values are configparser's, and every place holds what it says."""

from __future__ import annotations

import io
from configparser import Error, RawConfigParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.syntax.ini import IniError, comments, parse

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    "a", "b", "=", ":", " = ", "\n", "\n ", "\n  ", "[s]", "[t", "[DEFAULT]\n", "# c", ";", "\t", "\r\n", "\r", "x y", "\xa0", "\x0c", " ",
    "[s] x", "foo=1", "\n\n", "é", "\x0b", "\x1c", "]",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def configured(text: str) -> dict[str, dict[str, str]] | None:
    """What configparser reads, with option names as written and `[DEFAULT]` as a section; None where it refuses."""
    parser = RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except Error:
        return None
    found = {name: dict(parser._sections[name]) for name in parser.sections()}  # type: ignore[attr-defined]
    return {**found, "DEFAULT": dict(parser.defaults())} if parser.defaults() else found


def read(text: str) -> dict[str, dict[str, str]] | None:
    try:
        found = parse(text).plain()
    except IniError:
        return None
    if not found.get("DEFAULT", True):
        del found["DEFAULT"]
    return dict(found)


@given(st.sampled_from(["[s]\n", ""]), texts)
def test_the_values_are_those_of_configparser(head: str, text: str) -> None:
    assert read(head + text) == configured(head + text)


@given(texts)
def test_keys_and_characters_stand_where_they_say(text: str) -> None:
    text = "[first]\n" + text
    try:
        root = parse(text)
    except IniError:
        return
    for name, section in root.items():
        assert section.key is not None and text[slice(*section.key)].startswith(f"[{name}]")
        for key, node in section.items():
            assert node.key is not None and text[slice(*node.key)] == key
            for offset, character in enumerate(node.string):
                assert character == "\n" or text[slice(*node.inner(offset, offset + 1))] == character


def test_a_line_of_a_long_value_is_found() -> None:
    text = "[options]\r\ninstall_requires =\r\n    a>=1\r\n    # why\r\n\r\n    b ; os_name == 'nt'\r\n\r\n[x]\r\n"
    node = parse(text).get("options", "install_requires")
    assert node is not None
    start = node.string.index("b ;")
    assert text[slice(*node.inner(start, start + 19))] == "b ; os_name == 'nt'"
    assert text[slice(*node.span)].startswith("a>=1") and text[slice(*node.span)].endswith("'nt'")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a = 1\n[s]\n", "a = 1", "before the first"),
        ("[s]\n[t]\n[s]\n", "[s]", "stands twice"),
        ("[s]\na=1\nb=1\na : 2\n", "a", "stands twice in `[s]`"),
        ("[s]\nfoo\n", "foo", "neither"),
        ("[s]\n= x\n", "= x", "neither"),
    ],
)
def test_an_error_has_its_place(text: str, place: str, said: str) -> None:
    with pytest.raises(IniError) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == place
    assert said in caught.value.message
    assert caught.value.start == text.rindex(place)


def test_comments_are_whole_lines() -> None:
    text = "# one\n[s]\n  ; two\na = b # no\n"
    assert [(text[offset : offset + len(comment)], comment) for offset, comment in comments(text)] == [
        ("# one", "# one"),
        ("; two", "; two"),
    ]


def test_hostile_text_is_read_in_one_pass() -> None:
    assert len(parse("[s]\na =\n" + " x\n" * 100_000).plain()["s"]["a"]) == 200_000
    with pytest.raises(IniError):
        parse("[" * 1_000_000)


def test_real_files_are_read_as_configparser_reads_them(corpus: Path) -> None:
    for path in sorted([*corpus.rglob("setup.cfg"), *corpus.rglob("tox.ini")]):
        text = path.read_bytes().decode("utf-8-sig")
        assert read(text) == configured(text), path
