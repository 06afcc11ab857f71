"""Our table of options is that of the installed pip, and lines with options are read as pip's own parser reads them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers.requirements import read
from deplint.syntax.pip_options import CANONICAL, FORMER, GLOBAL, PER_REQUIREMENT, read_options

pip = pytest.importorskip("pip")
req_file = pytest.importorskip("pip._internal.req.req_file")

OURS = {**GLOBAL, **PER_REQUIREMENT}
TABLE_OF = (26, 3)
"""The pip whose options the table holds."""


def version() -> tuple[int, ...]:
    return tuple(int(number) for number in pip.__version__.split(".")[:2])


def table() -> dict[str, bool]:
    """The options of the installed pip: name -> takes a value."""
    options = req_file.build_parser().option_list
    return {name: option.takes_value() for option in options for name in (*option._short_opts, *option._long_opts)}


def test_knows_every_option_of_pip() -> None:
    if version() > TABLE_OF:
        pytest.skip(f"pip {pip.__version__} is newer than the table")
    assert set(table()) <= {*OURS, *FORMER}


def test_has_no_option_of_its_own() -> None:
    if version() != TABLE_OF:
        pytest.skip(f"pip {pip.__version__} is not the one of the table")
    assert set(OURS) - {"--config-setting"} == set(table())


def test_agrees_on_which_options_take_a_value() -> None:
    theirs = table()
    assert {name: OURS[name] for name in OURS if name in theirs} == {name: theirs[name] for name in OURS if name in theirs}


def test_long_forms_are_options_of_the_table() -> None:
    assert set(CANONICAL) <= set(OURS) and set(CANONICAL.values()) <= set(OURS)


# Pieces that pip of any version reads alike.
_words = st.sampled_from(
    [
        "-r", "-c", "-e", "a.txt", "-rb.txt", "-r=c.txt", "--requirement=c.txt", "--requirement", "--requirem", "--req", "--constraint",
        "--pre", "--no-index",
        "--pre=1", "-i", "https://h/s", "--extra-index-url", "--find-links=w", "-fw", "--hash=sha256:aa", "--hash", "sha256:bb", "six==1.0",
        "x", "--", "-", "---", "-x", "--unknown", "--unknown=1", "'q r'", "'q", '"q r"', '"q', "q\\ r", "\\", "\\\\", "--no", "", "#c",
        "\t", "\xa0",
    ]
)  # fmt: skip


def parsed(line: str) -> tuple[str, Any] | None:
    """What pip makes of one line: the requirement and the options; None where it refuses it, ("", None) where nothing is left of it."""
    left = [text for _, text in req_file.preprocess(line)]
    if not left:
        return "", None
    assert len(left) == 1
    try:
        found = req_file.get_line_parser(None)(left[0])
    except Exception:  # pip raises three kinds of errors, by its version
        return None
    return found[0], found[1]


def told(manifest: Manifest, place: int) -> bool:
    """Is the word at this place said to be ignored?"""
    told = [problem.location for problem in manifest.problems if problem.rule == "misspelled-option"]
    return any(location.start <= place < location.end for location in told)


@settings(max_examples=1000, deadline=None)
@given(st.lists(_words, min_size=1, max_size=7).map(" ".join))
def test_lines_are_read_as_pip_reads_them(line: str) -> None:
    theirs = parsed(line)
    manifest = read(Source("requirements.txt", line))
    if theirs is None:
        # What is wrong with a hash is told by a rule, from the hash.
        hashes = [each for dependency in manifest.dependencies for each in dependency.hashes]
        assert manifest.problems or any(each.algorithm != "sha256" or not each.digest for each in hashes)
        return
    requirement, options = theirs
    named = [include for include in manifest.includes if not told(manifest, include.location.start)]
    if options is None:
        assert not manifest.dependencies and not named
    elif requirement:
        assert manifest.problems or [each.text for each in manifest.dependencies] == [requirement.strip()]
        assert not named
    elif options.editables:
        assert [each.url for each in manifest.dependencies if each.editable] == options.editables[:1] or manifest.problems
        assert not named
    else:
        assert not manifest.dependencies
        assert [include.target for include in named] == (options.requirements or options.constraints or [])[:1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-r base.txt", [("--requirement", "base.txt", "")]),
        ("-rbase.txt", [("--requirement", "base.txt", "")]),
        ("--requirem 'my base.txt'", [("--requirement", "my base.txt", "")]),
        ("-r my\\ base.txt", [("--requirement", "my base.txt", "")]),
        ("-r", [("--requirement", "", "missing")]),
        ("--pre=1", [("--pre", "1", "value")]),
        ("--pre x", [("--pre", "", ""), ("", "", "stray")]),
        ("--pre -- x y", [("--pre", "", ""), ("", "", "stray")]),
        ("--no-such 'x", [("", "", ""), ("", "", "open")]),
        ("-f 'x", [("--find-links", "'x", "open")]),
    ],
)
def test_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(option.name, option.value, option.fault) for option in read_options(text, 0)] == expected
