"""PEP 723 blocks into facts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers.script import _blocks, read

# The reference implementation's, from the specification.
REFERENCE = re.compile(r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$")

SCRIPT = """\
#!/usr/bin/env python
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "requests<3", # why
#
#   # above
#   "Rich[x]; python_version < \\"3.8\\"",
# ]
# [tool.uv.sources]
# rich = {git = "https://a.org/rich", rev = "abc"}
# ///
import requests
"""


def manifest(text: str) -> Manifest:
    return read(Source("tools/x.py", text))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_facts_stand_where_they_are_in_the_file(line_end: str) -> None:
    text = SCRIPT.replace("\n", line_end)
    found = manifest(text)
    (python,) = found.pythons
    assert (python.kind, python.specifier, text[python.location.start : python.location.end]) == ("requires-python", ">=3.11", ">=3.11")
    assert [(one.name, one.group, one.specifier, one.comment, one.url) for one in found.dependencies] == [
        ("requests", "runtime", "<3", "why", ""), ("rich", "runtime", "", "above", "git+https://a.org/rich@abc"),
    ]  # fmt: skip
    first, second = found.dependencies
    assert text[first.location.start : first.location.end] == "requests<3"
    assert second.marker_span is not None
    assert text[slice(*second.marker_span)] == r"python_version < \"3.8\""
    assert second.url_span is not None
    assert text[slice(*second.url_span)] == "abc"
    assert found.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "", "import os\n", "# /// script\n# dependencies = ['six']\n", "# /// script\n# ///\n", "#/// script\n# x\n# ///\n",
        "# /// script\n\n# dependencies = ['six']\n# ///\n", "  # /// script\n# dependencies = ['six']\n# ///\n",
        "# /// other\n# dependencies = ['six']\n# ///\n", "# /// script\n#dependencies = ['six']\n# ///\n",
        "# /// script \n# dependencies = ['six']\n# ///\n", "# /// script\n# dependencies = ['six']\n# /// \n",
    ],
)  # fmt: skip
def test_what_is_no_script_block_says_nothing(text: str) -> None:
    found = manifest(text)
    assert found.dependencies == ()
    assert {problem.rule for problem in found.problems} <= {"pep723-metadata"}


def test_block_ends_at_the_last_closing_line() -> None:
    text = "# /// script\n# dependencies = [\n# 'a',\n# ///\n# 'b',\n# ]\n# ///\n"
    (problem,) = manifest(text).problems
    assert problem.rule == "unreadable-file"


def test_broken_block_is_a_problem_at_its_place() -> None:
    text = "import os\n# /// script\n# dependencies = @\n# ///\n"
    (problem,) = manifest(text).problems
    assert (problem.rule, text[problem.location.start : problem.location.end]) == ("unreadable-file", "@")
    assert problem.message == "`# /// script` opens a block that is not valid TOML: invalid value"


def test_second_block_is_a_problem_and_the_first_is_read() -> None:
    text = "# /// script\n# dependencies = ['a']\n# ///\n\n# /// script\n# dependencies = ['b']\n# ///\n"
    found = manifest(text)
    (problem,) = found.problems
    assert [dependency.name for dependency in found.dependencies] == ["a"]
    assert (problem.rule, problem.location.start) == ("pep723-metadata", text.rindex("# /// script"))
    assert text[problem.location.start : problem.location.end] == "# /// script"


def test_wrong_type_is_a_problem() -> None:
    (problem,) = manifest("# /// script\n# dependencies = 'six'\n# ///").problems
    assert problem.message == "`dependencies` holds a string, where an array of requirement strings is expected"


@pytest.mark.parametrize(
    "text",
    ["# /// script\n" * 50_000, "# /// script\n# ///\n" * 50_000, "#\n" * 100_000 + "# ///", "# /// script\n# \0\n# ///"],
)
def test_hostile_files_are_read_in_linear_time(text: str) -> None:
    assert isinstance(manifest(text), Manifest)


LINES = st.sampled_from(["# /// script", "# ///", "#", "# x = 1", "#x", "", "x", "# /// a-1", " # ///", "# /// script x", "# /// "])


@given(st.lists(LINES, max_size=12), st.booleans())
def test_law_blocks_are_those_of_the_reference(lines: list[str], ended: bool) -> None:
    text = "\n".join(lines) + "\n" * ended
    source = Source("x.py", text)
    starts = [*source.line_starts, len(text)]
    found = [(block.kind, text[starts[block.first - 1] : starts[block.end - 1]]) for block in _blocks(source)]
    assert found == [(match["type"], match["content"]) for match in REFERENCE.finditer(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("# /// script\n# dependencies = ['six']\n", 1),
        ("# /// script\n#dependencies = ['six']\n# ///\n", 1),
        ("# /// script\n\n# dependencies = ['six']\n# ///\n", 1),
        ("# /// script\n# ///\n", 0),
        ("# /// other\n# x\n", 0),
        ("  # /// script\n# x\n", 0),
    ],
)
def test_a_block_that_nothing_closes_is_a_problem(text: str, count: int) -> None:
    assert len(manifest(text).problems) == count


def test_a_key_that_scripts_do_not_have_is_a_problem() -> None:
    text = "# /// script\n# requires_python = '>=3.11'\n# dependencies = []\n# tool.uv = {}\n# ///\n"
    (problem,) = manifest(text).problems
    assert text[problem.location.start : problem.location.end] == "requires_python"
    assert "`requires-python`" in problem.message
