"""Dockerfiles are split as BuildKit splits them, and every character keeps its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deplint.syntax.dockerfile import Dockerfile, parse
from deplint.syntax.dockerfile_words import assignments, expand, strings, words


def shown(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.arguments.value) for each in parse(text).instructions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM python:3.12\nRUN pip install x\n", [("FROM", "python:3.12"), ("RUN", "pip install x")]),
        ("from a\n\n# note\n  run  b  c ", [("FROM", "a"), ("RUN", "b  c")]),
        ("RUN a \\\n  b\n", [("RUN", "a   b")]),
        ("RUN a \\\n# note\n\n  b\nENV X=1", [("RUN", "a   b"), ("ENV", "X=1")]),
        ("RUN a \\  \n b", [("RUN", "a  b")]),
        ("RUN a \\\\\nENV X=1", [("RUN", "a \\\\"), ("ENV", "X=1")]),
        ("RUN a \\", [("RUN", "a")]),
        ("# escape=`\nRUN a `\n b\nRUN c:\\\nRUN d", [("RUN", "a  b"), ("RUN", "c:\\"), ("RUN", "d")]),
        ("# syntax=docker/dockerfile:1\n# escape=`\nRUN a `\n b", [("RUN", "a  b")]),
        ("# note\n# escape=`\nRUN a `\nENV X=1", [("RUN", "a `"), ("ENV", "X=1")]),
        ("\n# escape=`\nRUN a `\nENV X=1", [("RUN", "a `"), ("ENV", "X=1")]),
        ("RUN a \\\r\n  b\r\nENV X=1\r\n", [("RUN", "a   b"), ("ENV", "X=1")]),
        ("RUN <<EOF\nENV no\nEOF\nENV X=1", [("RUN", "<<EOF"), ("ENV", "X=1")]),
        ("RUN <<-EOF\n\tno\n\tEOF\nENV X=1", [("RUN", "<<-EOF"), ("ENV", "X=1")]),
        ("COPY <<A <<'B' /x\n1\nA\n2\nB\nENV X=1", [("COPY", "<<A <<'B' /x"), ("ENV", "X=1")]),
        ("RUN cat<<EOF\nENV X=1", [("RUN", "cat<<EOF"), ("ENV", "X=1")]),
        ("RUN echo $((1<<2))\nENV X=1", [("RUN", "echo $((1<<2))"), ("ENV", "X=1")]),
        ('RUN ["a", "<<EOF"]\nENV X=1', [("RUN", '["a", "<<EOF"]'), ("ENV", "X=1")]),
        ("RUN <<EOF\nnever ends\nENV X=1", [("RUN", "<<EOF")]),
        ("LABEL x=<<EOF\nENV X=1", [("LABEL", "x=<<EOF"), ("ENV", "X=1")]),
        ("ONBUILD RUN <<EOF\nno\nEOF\nENV X=1", [("RUN", "<<EOF"), ("ENV", "X=1")]),
        ("", []),
        ("\\\n\\\n", [("", "")]),
    ],
)
def test_instructions(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text) == expected


def test_flags_are_no_arguments() -> None:
    (run,) = parse("RUN --mount=type=bind,target=/x \\\n  --network=none pip install --no-deps x").instructions
    assert [flag.value for flag in run.flags] == ["--mount=type=bind,target=/x", "--network=none"]
    assert run.arguments.value == "pip install --no-deps x"


def test_places_lead_through_continuations_and_comments() -> None:
    text = "FROM a\nRUN pip install \\\n    # why\n    flask \\\n    six\n"
    arguments = parse(text).instructions[1].arguments
    for word in ("pip", "install", "flask", "six"):
        at = arguments.value.index(word)
        start, end = arguments.span(at, at + len(word))
        assert text[start:end] == word


def test_a_document_has_its_place() -> None:
    text = "RUN <<EOF bash\npip install x\nEOF\n"
    (heredoc,) = parse(text).instructions[0].heredocs
    assert text[heredoc.start : heredoc.end] == "pip install x\n"
    assert heredoc.is_closed


def test_comments_are_those_of_whole_lines() -> None:
    text = "# one\nRUN a \\\n  # two\n  b # shell\n"
    assert [text[start:end] for start, end in parse(text).comments] == ["# one", "# two"]


def test_on_build() -> None:
    (run,) = parse("ONBUILD COPY . /x").instructions
    assert run.on_build and run.name == "COPY"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("python:3.12", "python:3.12"),
        ("python:${V}", "python:3.12"),
        ("$V-slim", "3.12-slim"),
        ("${NONE}", None),
        ("${NONE:-x}", "x"),
        ("${OTHER-x}", "x"),
        ("${V:+y}", "y"),
        ("${V#3}", None),
        ('"a b"', "a b"),
        ("'$V'", "$V"),
        ("\\$V", "$V"),
        ("a$", "a$"),
        ('"un', "un"),
    ],
)
def test_variables(word: str, expected: str | None) -> None:
    assert expand(word, {"V": "3.12", "NONE": None}) == expected


def test_assignments() -> None:
    text = "A=1 B=\"x y\" C='z'"
    assert [(name, text[slice(*value)]) for name, _, value in assignments(text, "\\")] == [("A", "1"), ("B", '"x y"'), ("C", "'z'")]
    assert [(name, "A x y"[slice(*value)]) for name, _, value in assignments("A x y", "\\")] == [("A", "x y")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [('["a", "b\\"c"]', ["a", 'b"c']), ("[a]", None), ("[1]", None), ('["a"', None), ("[" * 200_000, None), ("a", None)],
)
def test_strings(text: str, expected: list[str] | None) -> None:
    found = strings(text)
    assert (None if found is None else [value for value, _, _ in found]) == expected


@settings(max_examples=200, deadline=None)
@given(st.text("RUN COPYFROMENV \t\r\n\\`#<-'\"EOF=$"))
def test_anything_can_be_split_and_stays_in_its_place(text: str) -> None:
    found: Dockerfile = parse(text)
    for each in found.instructions:
        assert 0 <= each.start <= each.end <= len(text)
        value = each.arguments.value
        for index, sign in enumerate(value):
            assert text[each.arguments.place(index)] == sign
        assert each.arguments.cut(0).value == value
        for start, end in words(value, found.escape):
            assert 0 <= start < end <= len(value)


@pytest.mark.parametrize("piece", ["RUN a \\\n", "RUN <<EOF\n", "# x\n", '"\\"', "\\\n", "--a ", "<<A ", "'", "[", "\n", "`"])
def test_a_long_file_takes_no_longer_for_each_line(piece: str) -> None:
    parse("RUN " + piece * (300_000 // len(piece)))


def test_it_agrees_with_buildkit() -> None:
    dockerfile = pytest.importorskip("dockerfile")
    for text in (
        "# syntax=x\n# escape=`\nFROM a `\n# b\n AS c\nRUN d",
        "FROM a\nRUN <<A cat <<-B\n1\nA\n\t2\n\tB\nONBUILD RUN <<C\n3\nC\nCMD x",
        "FROM a\r\nRUN a \\\r\n\r\n  # c\r\n  && b\r\n\r\nCOPY --from=x a b\r\n",
        "FROM a\nRUN a << B\nRUN b<<C\nRUN c \\\\\nRUN d\\  \n e\n",
    ):
        assert both(dockerfile, text)[0] == both(dockerfile, text)[1]


def test_it_agrees_with_buildkit_on_real_files() -> None:
    """DEPLINT_DOCKERFILES names a folder of real ones."""
    dockerfile = pytest.importorskip("dockerfile")
    named = os.environ.get("DEPLINT_DOCKERFILES")
    if not named:
        pytest.skip("DEPLINT_DOCKERFILES is not set")
    paths = [path for path in Path(named).rglob("*") if "dockerfile" in path.name.lower() and path.is_file() and "{{" not in path.name]
    assert paths
    for path in paths:
        text = path.read_bytes().decode("utf-8-sig", "replace")
        if parse(text).instructions and "\0" not in text:
            theirs, ours = both(dockerfile, text)
            assert ours == theirs, path


def both(dockerfile: object, text: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What BuildKit's parser and ours say: the keyword and the line of each instruction."""
    theirs = [(each.cmd.upper(), each.start_line) for each in dockerfile.parse_string(text)]  # type: ignore[attr-defined]
    ours = [("ONBUILD" if each.on_build else each.name, text.count("\n", 0, each.start) + 1) for each in parse(text).instructions]
    return theirs, ours
