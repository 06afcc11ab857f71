"""Shell text into commands: words without their quotation marks, each with its place, and what is in force where they run."""

from __future__ import annotations

import pytest

from deplint.syntax.shell import UNKNOWN, Command, commands, mentions_installer


def shapes(text: str) -> list[list[str]]:
    return [[word.shape.replace(UNKNOWN, "?") for word in command.words] for command in commands(text)]


def last(text: str) -> Command:
    return commands(text)[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pip install a b", [["pip", "install", "a", "b"]]),
        ("pip install 'a b' \"c d\" e\\ f", [["pip", "install", "a b", "c d", "e f"]]),
        ("pip install \\\n  a \\\n  b # c", [["pip", "install", "a", "b"]]),
        ("a && b; c || d | e\nf", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("pip install \"a==$V\" b==${W} $X '$Y'", [["pip", "install", "a==?", "b==?", "?", "$Y"]]),
        ("pip install a{1,2} .[dev,x]", [["pip", "install", "?", ".[dev,x]"]]),
        ("pip install $(cat x) `y`", [["pip", "install", "?", "?"], ["cat", "x"], ["y"]]),
        ("pip install a>=2 b 2>&1", [["pip", "install", "a", "b"]]),
        ("A=1 B='2 3' pip install a", [["pip", "install", "a"]]),
        ("if a; then b; else c; fi", [["a"], ["b"], ["c"]]),
        ("for x in 1 2; do b $x; done", [["b", "?"]]),
        ("case $x in a) b;; *) c;; esac", [["b"], ["c"]]),
        ("f() { a; }\nb", [["a"], ["b"]]),
        ("(a; b) && { c; }", [["a"], ["b"], ["c"]]),
        ("pip install {{ x }} ${{ y }}==1", [["pip", "install", "???????", "????????==1"]]),
        ("cat <<EOF && b\npip install x\nEOF\nc", [["cat"], ["b"], ["c"]]),
        ("pip install -r <(cat x)", [["pip", "install", "-r", "?"], ["cat", "x"]]),
        ("# pip install a", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[list[str]]) -> None:
    assert shapes(text) == expected


@pytest.mark.parametrize("text", ["pip install 'a==1' \"b\"", "pip install é 'ä==1'", 'x "a\\"b"', "pip \\\n install a\\\nb", "é; \"ü$X-y\" 'z'"])
def test_every_character_of_a_word_stands_where_it_says(text: str) -> None:
    for command in commands(text):
        for word in command.words:
            for index, character in enumerate(word.shape):
                start, end = word.span(index, index + 1)
                assert character == UNKNOWN or text[start:end] == character
            assert word.start <= word.span(0, len(word.shape))[0] <= word.span(0, len(word.shape))[1] <= word.end


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("x", ""),
        ("cd a && x", "a"),
        ("cd a; cd b/c; x", "a/b/c"),
        ("cd a; cd ..; x", ""),
        ("cd /app && x", "/app"),
        ("cd ..; x", ".."),
        ("cd $X; x", None),
        ("cd $X; cd /a; x", "/a"),
        ("cd $X; cd a; x", None),
        ("cd; x", None),
        ("cd ~; x", None),
        ("(cd a); x", ""),
        ("(cd a; x)", "a"),
        ("cd a | b; x", ""),
        ("cd a || exit 1; x", "a"),
        ("cd a || true; x", None),
        ("if a; then cd b; fi; x", None),
        ("if a; then (cd b); fi; x", ""),
        ("pushd a; popd; x", ""),
        ("pushd a; x", "a"),
        ("cd a; cd -; x", ""),
        ("f() { cd a; }; x", ""),
        ("for i in 1 2; do cd a; done; x", None),
    ],
)
def test_folder(text: str, folder: str | None) -> None:
    assert last(text).folder == folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("export A=1; x", {"A": "1"}),
        ("export A; A=1; x", {}),
        ("A=1; export A; x", {"A": "1"}),
        ("A=1; x", {}),
        ("export A=$B; x", {"A": None}),
        ("export A=1; export A=2; x", {"A": "2"}),
        ("export A=1; unset A; x", {}),
        ("export A=1; if a; then export A=2; fi; x", {"A": None}),
        ("(export A=1); x", {}),
        ("set -a; A=1; x", {"A": "1"}),
        ("declare -x A=1; x", {"A": "1"}),
        ("local A=1; x", {}),
    ],
)
def test_exports(text: str, expected: dict[str, str | None]) -> None:
    assert {each.name: each.value for each in last(text).exports} == expected


def test_assignments_before_a_command() -> None:
    (command,) = commands("A=1 B=$C x")
    assert [(each.name, each.value) for each in command.assignments] == [("A", "1"), ("B", None)]


@pytest.mark.parametrize(
    ("text", "conditional"),
    [("x", False), ("if a; then x; fi", True), ("a || x", True), ("a && x", False), ("while a; do x; done", True), ("for i in a; do x; done", False)],
)
def test_conditions(text: str, conditional: bool) -> None:
    assert last(text).is_conditional is conditional


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb )\nc", [["a"]]),
        ("pip install a\nfoo(bar\nb", [["pip", "install", "a"]]),
        ('a\nb "c\nd', [["a"]]),
    ],
)
def test_nothing_after_an_error(text: str, expected: list[list[str]]) -> None:
    assert shapes(text) == expected


def test_pipelines() -> None:
    assert [command.pipeline for command in commands("a | b; c | d; e")] == [0, 0, 1, 1, -1]


def test_deep_nesting_is_no_recursion() -> None:
    commands("$(" * 5000 + "pip")
    commands("if a; then " * 3000)


@pytest.mark.parametrize(("text", "expected"), [("apt-get install x", False), ("pip3 install x", True), ("equip pipeline uvular", False)])
def test_mentions(text: str, expected: bool) -> None:
    assert mentions_installer(text) is expected
