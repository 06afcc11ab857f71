"""The path without a parser reads what it reads as tree-sitter does, and takes the plain text that most files have."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deplint.syntax.shell import Command, trimmed
from deplint.syntax.shell_plain import read_plain
from deplint.syntax.shell_state import State
from deplint.syntax.shell_tree import read_tree
from deplint.syntax.shell_words import UNKNOWN

PIECES = (
    "pip", "install", "a==1", "a", "-r", "x.txt", "--opt=v", ".[dev]", "cd", "A=1", "A=", "B=$C", " ", " ", " ", " ", "\n", " && ", "; ", ";", "&&", "\\\n",
    "\t", "'a b'", '"c d"', '"e$F g"', "'", '"', "$V", "${W}", "$", "# x", "#", "é", "\x01\x01", "*", "~", "==", "=", "-", "export", "[", "]", "if", "1",
    "../x", ":", "%", "+", ",", "@", "/", '""', "''", "\n\n", " \\\n ", "\r", "{", "!", "test", "in", "\\ ", "a=b",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join).map(trimmed)


def plain(text: str) -> list[Command] | None:
    state = State("", frozenset())
    return state.found if read_plain(text, state) else None


def parsed(text: str) -> list[Command]:
    state = State("", frozenset())
    read_tree(text, state)
    return sorted(state.found, key=lambda command: command.start)


def told(commands: list[Command]) -> list[object]:
    """Everything about commands but how the places of their words are kept."""
    return [
        (
            [(word.shape, word.start, word.end, word.is_quoted, [word.span(at, at + 1) for at in range(len(word.shape))]) for word in command.words],
            command._replace(words=()),
        )
        for command in commands
    ]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(texts)
@example("pip install 'a==1' \"b$V\" && cd x; A=1 B=$C pip install -r x.txt # y\n")
def test_agrees_with_the_parser(text: str) -> None:
    quick = plain(text)
    if quick is not None:
        assert told(quick) == told(parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        "pip install --no-cache-dir -r requirements.txt",
        "python -m pip install --upgrade pip\npip install '.[dev]' \"b>=1\"\n",
        "apt-get update && apt-get install -y --no-install-recommends x=1.2* \\\n  && pip3 install flask==${VERSION} \\\n && rm -rf /var/lib/apt/lists/*",
        "cd api && PIP_NO_CACHE_DIR=1 pip install . # the api\n",
        "# only this\n\n",
    ],
)
def test_plain_text_needs_no_parser(text: str) -> None:
    assert plain(text) is not None


@pytest.mark.parametrize("text", ["a | b", "a || b", "if a; then b; fi", "a $(b)", "(a)", "a > b", "a &", "a{1,2}", "a;;", "a\\ b", "'a", "export A=1", f"a {UNKNOWN}=("])
def test_everything_else_is_parsed(text: str) -> None:
    assert plain(text) is None
