"""The format of examples, and that an example which does not hold is noticed: nothing else would notice a test that tests nothing."""

from __future__ import annotations

from textwrap import dedent

import pytest

from deplint.examples import examples
from deplint.testing import failures, updated

LINE = "requirements.txt:1:1: error DPL008 `<<<<<<<` is left over from a merge conflict [merge-conflict-marker]\n"


def markdown(text: str) -> str:
    return dedent(text).lstrip().replace("'''", "```")


TWO = markdown("""
    # made-up

    ## First
    '''bad requirements.txt
    # no title
    x
    '''
    '''bad constraints.txt
    y
    '''
    '''with pyproject.toml
    z
    '''
    Some words.
    '''good requirements.txt
    w
    '''
    '''bad requirements.txt
    v
    '''

    ## Second
    '''config
    profile = "strict"
    '''
    '''bad requirements.txt escaped
    a\\r
    \\x00
    '''
    '''expect
    '''
    """)


def test_blocks_of_a_kind_are_one_tree() -> None:
    first, *_ = examples(TWO)
    assert first.trees == {
        "bad": {"requirements.txt": "# no title\nx\n", "constraints.txt": "y\n", "pyproject.toml": "z\n"},
        "good": {"requirements.txt": "w\n", "pyproject.toml": "z\n"},
    }


def test_examples_are_told_apart() -> None:
    found = [(example.title, list(example.trees)) for example in examples(TWO)]
    assert found == [("First", ["bad", "good"]), ("First", ["bad"]), ("Second", ["bad"])]


def test_configuration_and_expected_lines() -> None:
    last = examples(TWO)[-1]
    assert (last.config, last.expect, last.trees["bad"]) == ('profile = "strict"\n', "", {"requirements.txt": "a\r\n\x00"})


def test_bytes() -> None:
    (example,) = examples("```good requirements.txt bytes\n\\xff\\xfex\\x00\n```\n")
    assert example.trees["good"] == {"requirements.txt": b"\xff\xfex\x00"}


def check(text: str) -> str:
    return "\n".join(message for example in examples(markdown(text)) for message in failures(example, "merge-conflict-marker"))


@pytest.mark.parametrize(
    "text",
    [
        "'''bad requirements.txt\n<<<<<<< HEAD\n'''\n",
        "'''good requirements.txt\nidna==3.7\n'''\n",
        f"'''bad requirements.txt\n<<<<<<< HEAD\n'''\n'''expect\n{LINE}'''\n",
    ],
)
def test_true_examples_hold(text: str) -> None:
    assert check(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("'''bad requirements.txt\nidna==3.7\n'''\n", "should give a finding of merge-conflict-marker, but give\nnothing"),
        ("'''bad requirements.txt\nidna\n<<<<<<< HEAD\n'''\n", "should give findings of merge-conflict-marker only"),
        ("'''good requirements.txt\n<<<<<<< HEAD\n'''\n", "should give\nnothing\nbut give\nrequirements.txt:1:1: error DPL008"),
        ("'''good requirements.txt\nidna\n'''\n", "should give\nnothing\nbut give\nrequirements.txt:1:1: warning DPL101"),
        ("'''bad requirements.txt\n<<<<<<< HEAD\n'''\n'''expect\nsomething else\n'''\n", "should give\nsomething else"),
        ("'''bad requirements.txt\n<<<<<<< HEAD\n'''\n'''fixed requirements.txt\nidna==3.7\n'''\n", "fixing `requirements.txt`"),
    ],
)
def test_false_examples_are_noticed(text: str, reason: str) -> None:
    assert reason in check(text)


def test_a_fix_that_does_not_make_the_good_files_is_noticed() -> None:
    text = "```bad requirements.txt\nx==1  # deplint: ignore[unpinned]\n```\n```good requirements.txt\nx==2\n```\n"
    (example,) = examples(text)
    wrong = "fixing `requirements.txt` of the bad files should give\n'x==2\\n'\nbut gives\n'x==1\\n'"
    assert wrong in list(failures(example, "unused-suppression"))


def test_expect_blocks_are_written_and_rewritten() -> None:
    text = "```bad requirements.txt\n<<<<<<< HEAD\n```\nWords.\n"
    wanted = f"```bad requirements.txt\n<<<<<<< HEAD\n```\n```expect\n{LINE}```\nWords.\n"
    assert updated(text, "merge-conflict-marker") == wanted
    assert updated(wanted.replace("1:1", "9:9"), "merge-conflict-marker") == wanted
