"""GitHub's hash of a line: small cases, its own definition, and the vectors that GitHub's code gave."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.reporters.line_hash import line_hashes


@pytest.mark.parametrize(
    ("data", "hashes"),
    [
        (b"six\n", {1: "7b6fe0ff6a8e89fd:1", 2: "c129715d7a2bc9a3:1"}),
        (b"six\r\nsix\r\n", {1: "1fc1163854123ff7:1", 2: "7b6fe0ff6a8e89fd:1", 3: "c129715d7a2bc9a3:1"}),
        ("# \U0001f600\n\t\n".encode(), {1: "b6b95c044afc00cf:1", 2: "3c5bef55b72b93c9:1"}),
        (b"\xef\xbb\xbfa\xff b\n" + b"x" * 150, {1: "17aa3b57adb2b8f9:1", 2: "52b56201ffb58620:1"}),
    ],
)
def test_small_files(data: bytes, hashes: dict[int, str]) -> None:
    assert line_hashes(data, hashes) == hashes


def test_lines_that_are_not_there_are_left_out() -> None:
    assert line_hashes(b"six", [2, 3]) == {}


def test_only_what_is_asked_for_is_given_but_all_lines_count() -> None:
    equal = b"six\n" * 40
    assert line_hashes(equal, [3])[3].endswith(":3")


def rolling(data: bytes) -> dict[int, str]:
    """The definition as facts put it: one unit at a time, the hash rolled along, every line start remembered."""
    units: list[int] = []
    starts: list[int] = []
    text = data.decode("utf-8", "replace").encode("utf-16-le", "surrogatepass")
    after_return, fresh = False, True
    for low, high in zip(text[::2], text[1::2], strict=True):
        unit = low | high << 8
        if unit in (0x20, 0x09):
            after_return = False
            continue
        if unit == 0x0A and after_return:
            after_return = False
            continue
        after_return = unit == 0x0D
        unit = 0x0A if after_return else unit
        if fresh:
            starts.append(len(units))
        fresh = unit == 0x0A
        units.append(unit)
    if fresh:
        starts.append(len(units))
    units += [65535, *[0] * 100]
    seen: dict[str, int] = {}
    hashes = {}
    for number, start in enumerate(starts, 1):
        value = sum(units[start + i] * pow(37, 99 - i, 1 << 64) for i in range(100)) % (1 << 64)
        seen[f"{value:x}"] = seen.get(f"{value:x}", 0) + 1
        hashes[number] = f"{value:x}:{seen[f'{value:x}']}"
    return hashes


@given(st.lists(st.sampled_from([b"a", b" ", b"\t", b"\r", b"\n", b"\0", b"\xff", "\U0001f600".encode(), b"x" * 60]), max_size=40))
def test_it_agrees_with_the_definition(parts: list[bytes]) -> None:
    data = b"".join(parts)
    wanted = rolling(data)
    assert line_hashes(data, wanted) == wanted


def test_the_vectors_of_github_s_own_code(shared: Path) -> None:
    cases = json.loads((shared / "schemas" / "primaryLocationLineHash-vectors.json").read_text())["cases"]
    for case in cases:
        wanted = {int(line): value for line, value in case["lines"].items()}
        assert line_hashes(b64decode(case["content_base64"]), wanted) == wanted, case["name"]
