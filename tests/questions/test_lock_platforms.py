"""Which files of a lock fit a platform, and which versions satisfy what a lock records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.facts import LockedPackage, LockedRecord, LockedRequirement, LockTerms
from deplint.model import Location
from deplint.questions.lock_conflicts import conflicts, satisfies
from deplint.questions.lock_graph import Graph, way_to
from deplint.questions.lock_platforms import PLATFORMS, fits


@pytest.mark.parametrize(
    ("file", "platform", "python", "expected"),
    [
        ("a-1.0-py3-none-any.whl", "linux-x86_64", "3.12", True),
        ("a-1.0-py2.py3-none-any.whl", "windows-amd64", "", True),
        ("a-1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", "linux-x86_64", "3.12", True),
        ("a-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "linux-x86_64", "3.13", False),
        ("a-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "musllinux-x86_64", "", False),
        ("a-1.0-cp312-cp312-musllinux_1_2_aarch64.whl", "musllinux-aarch64", "", True),
        ("a-1.0-cp39-abi3-macosx_10_9_universal2.whl", "macos-arm64", "3.13", True),
        ("a-1.0-cp39-abi3-macosx_10_9_universal2.whl", "macos-arm64", "3.8", False),
        ("a-1.0-cp312-cp312-macosx_10_9_x86_64.whl", "macos-arm64", "", False),
        ("a-1.0-pp310-pypy310_pp73-win_amd64.whl", "windows-amd64", "3.10", False),
        ("a-1.0-py38-none-win_amd64.whl", "windows-amd64", "3.12", True),
        ("a-1.0.tar.gz", "windows-arm64", "3.12", True),
        ("odd.whl", "windows-arm64", "3.12", True),
    ],
)
def test_fits(file: str, platform: str, python: str, expected: bool) -> None:
    assert fits(file, PLATFORMS[platform], python) is expected


@given(st.text(max_size=60), st.sampled_from(sorted(PLATFORMS)), st.text(max_size=6))
def test_any_name_of_a_file_has_an_answer(file: str, platform: str, python: str) -> None:
    assert fits(f"{file}.whl", PLATFORMS[platform], python) in (True, False)


@pytest.mark.parametrize(
    ("requirement", "version", "expected"),
    [
        (LockedRequirement("a", ">=2"), "1.9", False),
        (LockedRequirement("a", ">=2"), "2.0rc1", True),
        (LockedRequirement("a", "==2.0"), "2.0+cpu", True),
        (LockedRequirement("a", "^1.2", "poetry"), "2.0", False),
        (LockedRequirement("a", "<1 || >=2", "poetry"), "2.1", True),
        (LockedRequirement("a", "nonsense"), "1.0", True),
        (LockedRequirement("a", ">=2"), "what", True),
        (LockedRequirement("a", version="1.0"), "1.1", False),
        (LockedRequirement("a", "*", "poetry"), "1.1", True),
    ],
)
def test_satisfies(requirement: LockedRequirement, version: str, expected: bool) -> None:
    assert satisfies(requirement, version) is expected


def entry(name: str, *needs: LockedRequirement, version: str = "1.0", marker: str = "", python: str = "") -> LockedRecord:
    package = LockedPackage(name, version, Location("lock", 0, 0))
    return LockedRecord(package, needs, (marker,) if marker else (), requires_python=python)


UNMARKED = LockTerms(">=3.9", records=True)
MARKED = LockTerms(">=3.9", records=True, marked=True)


def test_absent() -> None:
    assert [each.requirement.name for each in conflicts([entry("a", LockedRequirement("b"))], UNMARKED)] == ["b"]


@pytest.mark.parametrize("marker", ["python_version < '3.9'", "sys_platform == 'win32'", "extra == 'x'"])
def test_absent_where_only_a_marker_asks_and_nobody_knows_where_the_entry_is(marker: str) -> None:
    assert not list(conflicts([entry("a", LockedRequirement("b", marker=marker))], UNMARKED))


def test_absent_on_the_platform_of_the_entry() -> None:
    need = LockedRequirement("b", marker="sys_platform == 'win32'")
    assert list(conflicts([entry("a", need, marker="os_name == 'nt'")], MARKED))
    assert not list(conflicts([entry("a", need, marker="sys_platform == 'linux'")], MARKED))


def test_absent_on_the_pythons_of_the_entry() -> None:
    need = LockedRequirement("b", marker="python_version < '3.11'")
    assert not list(conflicts([entry("a", need, python=">=3.11")], MARKED))


@pytest.mark.parametrize("marker", ["what?", "python_version <", "(" * 100])
def test_absent_under_a_marker_that_is_none(marker: str) -> None:
    assert not list(conflicts([entry("a", LockedRequirement("b", marker=marker))], MARKED))


def test_absent_where_no_python_is_left() -> None:
    need = LockedRequirement("b", marker="python_version < '4'")
    assert not list(conflicts([entry("a", need, python="<3")], MARKED))


def test_absent_for_an_extra() -> None:
    need = LockedRequirement("b", asked_by="extra:x")
    assert not list(conflicts([entry("a", need)], UNMARKED))
    assert list(conflicts([entry("a", need)], UNMARKED, asked=[("a", "x")]))


def test_overridden() -> None:
    assert not list(conflicts([entry("a", LockedRequirement("b", ">=2")), entry("b")], UNMARKED, overridden=["b"]))


def test_installers_may_be_absent() -> None:
    assert not list(conflicts([entry("a", LockedRequirement("setuptools"))], UNMARKED))


def test_the_way_is_the_shortest() -> None:
    graph = Graph([entry("a", LockedRequirement("b")), entry("b", LockedRequirement("c"), LockedRequirement("a")), entry("c")])
    assert way_to("c", graph.reached(["a"])) == ("a", "b", "c")
