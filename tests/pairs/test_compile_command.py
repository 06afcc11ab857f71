"""Headers of compiled files into what the compiler was told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.facts import CompileHeader
from deplint.model import Location
from deplint.pairs.command import CompileCommand, read_command


def command(text: str, tool: str = "pip-compile", python: str = "") -> CompileCommand:
    words = text.replace("uv pip compile", "").replace("pip-compile", "").split()
    return read_command(CompileHeader(tool, text, tuple(words), python, (), Location("requirements.txt", 0, 0)))


def test_inputs_stand_where_no_option_takes_them() -> None:
    read = command("uv pip compile --group dev -p 3.11 a.in --extra cli b.in -o out.txt", "uv")
    assert (read.inputs, read.output, read.groups, read.extras) == (("a.in", "b.in"), "out.txt", ("dev",), frozenset(("cli",)))


@pytest.mark.parametrize(
    ("text", "tool", "python"),
    [
        ("uv pip compile -p 3.11 a.in", "uv", "3.11"),
        ("uv pip compile --python=python3.12 a.in", "uv", "3.12"),
        ("uv pip compile --python-version 3.12.4 a.in", "uv", "3.12"),
        ("uv pip compile --python .venv/bin/python a.in", "uv", ""),
        ("pip-compile -p a.in", "pip-compile", ""),
    ],
)
def test_python(text: str, tool: str, python: str) -> None:
    read = command(text, tool)
    assert (read.python, read.inputs) == (python, ("a.in",))


@pytest.mark.parametrize(
    ("text", "tool", "strips"),
    [
        ("pip-compile a.in", "pip-compile", False),
        ("pip-compile --strip-extras a.in", "pip-compile", True),
        ("uv pip compile a.in", "uv", True),
        ("uv pip compile --no-strip-extras a.in", "uv", False),
        ("make requirements", "pip-compile", None),
    ],
)
def test_extras_are_stripped(text: str, tool: str, strips: bool | None) -> None:
    assert command(text, tool).strip_extras is strips


def test_backslashes_of_windows_are_part_of_paths() -> None:
    read = command(r"uv pip compile reqs\base.in -o .\reqs\base.txt", "uv")
    assert (read.inputs, read.output) == (("reqs/base.in",), "./reqs/base.txt")


def test_attached_and_long_spellings_are_one() -> None:
    read = command("pip-compile -oout.txt -c=limits.txt --constraint=more.txt --extra=a,B_c --unsafe-package=Six a.in")
    assert (read.output, read.constraints, read.extras, read.omitted) == (
        "out.txt", ("limits.txt", "more.txt"), frozenset(("a", "b-c")), frozenset(("six",)),
    )  # fmt: skip


def test_standard_input_leaves_the_inputs_unknown() -> None:
    assert not command("uv pip compile - -o out.txt", "uv").complete


def test_what_the_output_repeats() -> None:
    assert command("pip-compile --no-emit-index-url a.in").emits == {"find-links", "trusted-host", "binary"}
    assert command("uv pip compile --emit-index-url a.in", "uv").emits == {"index"}
    assert command("uv pip compile a.in", "uv").emits == frozenset()


def test_another_command_says_nothing_but_the_python() -> None:
    assert command("make upgrade", python="3.12") == CompileCommand(python="3.12")


@given(st.text(max_size=80), st.sampled_from(("pip-compile", "uv", "pip-compile-multi", "")))
def test_any_command_can_be_read(text: str, tool: str) -> None:
    own = "uv pip compile" if tool == "uv" else tool
    read_command(CompileHeader(tool, f"{own} {text}", tuple(text.split()), "", (), Location("a.txt", 0, 0)))
