"""conda-lock.yml beside what it was made from. The hashes are what conda-lock 4.0.3 gave for these files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deplint.freshness import Comparison

Compare = Callable[[dict[str, str]], Comparison]

MANIFEST = """\
channels:
  - conda-forge
dependencies:
  - python=3.11
  - six>=1.15
  - idna
platforms:
  - linux-64
  - osx-64
"""
LINUX = "e2201f3f282a8740c9f3d27f9b055d23a9e2f8d5145d1493f5cb9ec99786b795"
MAC = "7d1e7f2597fac2adcc43e84af0e5fbc333e743da02d9d39b03a69374cd0ff315"
VIRTUAL = """\
subdirs:
  linux-64:
    packages:
      __glibc: "2.17"
      __unix: "0"
  osx-64:
    packages:
      __osx: "11.0"
"""
PACKAGES = "".join(
    f"- name: {name}\n  version: {version}\n  manager: conda\n  platform: {platform}\n  dependencies: {{}}\n"
    for platform in ("linux-64", "osx-64")
    for name, version in (("python", "3.11.9"), ("six", "1.17.0"), ("idna", "3.20"))
)


def lock(linux: str = LINUX, mac: str = MAC, *, source: str = "environment.yml", packages: str = "", channel: str = "conda-forge") -> str:
    hashes = f"    linux-64: {linux}\n" + (f"    osx-64: {mac}\n" if mac else "")
    return (
        f"version: 1\nmetadata:\n  content_hash:\n{hashes}  channels:\n  - url: {channel}\n    used_env_vars: []\n"
        f"  sources:\n  - {source}\npackage:{f'{chr(10)}{packages}' if packages else ' []'}"
    )


def kinds(found: Comparison) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in found.differences]


def is_fresh(found: Comparison) -> bool:
    return not found.differences and not found.undecided


@pytest.mark.parametrize(
    "content",
    [
        MANIFEST,
        MANIFEST.replace("  - six>=1.15\n  - idna\n", "  - idna\n  - six >=1.15\n"),
        f"# for the shop\nname: shop\n{MANIFEST}",
        MANIFEST.replace("- idna", "- idna  # for the web"),
        MANIFEST.replace("- idna", "- idna\n  - pywin32  # [win]"),
        MANIFEST.replace("- conda-forge", "- conda-forge\n  - nodefaults"),
        MANIFEST.replace("python=3.11", "python=3.11.*"),
        MANIFEST.replace("\n", "\r\n"),
    ],
)
def test_what_changes_nothing(compare: Compare, content: str) -> None:
    assert is_fresh(compare({"environment.yml": content, "conda-lock.yml": lock()}))


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        (MANIFEST.replace("- idna", "- idna\n  - attrs"), "attrs"),
        (MANIFEST.replace("  - idna\n", ""), "conda-lock.yml"),
        (MANIFEST.replace("1.15", "1.16"), "conda-lock.yml"),
        (MANIFEST.replace("idna", "idna=*=py_0"), "conda-lock.yml"),
        (MANIFEST.replace("- idna", "- conda-forge::idna"), "conda-lock.yml"),
        (MANIFEST.replace("- idna", "- idna  # [osx]"), "conda-lock.yml"),
        (f"category: dev\n{MANIFEST}", "conda-lock.yml"),
        (MANIFEST.replace("- conda-forge", "- conda-forge\n  - bioconda"), "channels"),
        (f"{MANIFEST}  - osx-arm64\n", "platforms"),
    ],
)
def test_what_changes_the_hash(compare: Compare, content: str, subject: str) -> None:
    assert kinds(compare({"environment.yml": content, "conda-lock.yml": lock()})) == [("inputs", subject)]


def test_a_platform_that_is_not_asked_for_any_more_may_stay(compare: Compare) -> None:
    assert is_fresh(compare({"environment.yml": MANIFEST.replace("  - osx-64\n", ""), "conda-lock.yml": lock(mac="0" * 64)}))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (MANIFEST.replace("- idna", "- idna\n  - attrs"), [("missing", "attrs")]),
        (MANIFEST.replace("six>=1.15", "six>=2"), [("violation", "six")]),
        (MANIFEST.replace("python=3.11", "python=3.12"), [("violation", "python")]),
        (MANIFEST.replace("six>=1.15", "six>=1.16"), [("inputs", "conda-lock.yml")]),
    ],
)
def test_the_entries_explain_it(compare: Compare, content: str, expected: list[tuple[str, str]]) -> None:
    found = compare({"environment.yml": content, "conda-lock.yml": lock(packages=PACKAGES)})
    assert kinds(found) == expected
    assert found.differences[0].help == "conda-lock -f environment.yml --lockfile conda-lock.yml"


def test_the_place_is_the_entry(compare: Compare) -> None:
    content = MANIFEST.replace("six>=1.15", "six>=2")
    path, start, end = compare({"environment.yml": content, "conda-lock.yml": lock(packages=PACKAGES)}).differences[0].location
    assert (path, content[start:end]) == ("environment.yml", "six")


def test_its_own_virtual_packages(compare: Compare) -> None:
    files = {"environment.yml": MANIFEST, "virtual-packages.yml": VIRTUAL}
    with_table = lock(
        "ec55733ec6f7de5f55ad2e0ca074217d1141997c3f5ced56b6eb0e83f9c243b7",
        "95a4c88267091c5ed5c3173ae37e16321d680edb793dbc087a391ebecc7c890e",
    )  # fmt: skip
    assert is_fresh(compare({**files, "conda-lock.yml": with_table}))
    assert not is_fresh(compare({**files, "virtual-packages.yml": VIRTUAL.replace("2.17", "2.28"), "conda-lock.yml": with_table}))


def test_pyproject(compare: Compare) -> None:
    manifest = (
        '[project]\nname = "demo"\nrequires-python = ">=3.10"\ndependencies = []\n'
        '[tool.conda-lock]\nchannels = ["conda-forge"]\nplatforms = ["linux-64"]\n'
        '[tool.conda-lock.dependencies]\nidna = "{}"\n'
    )
    content = lock("9357e5866cbbdf8a82cef2899af98e7a2ad840cd20c32b65b032de58f49f6e27", "", source="pyproject.toml")
    assert is_fresh(compare({"pyproject.toml": manifest.format(">=3"), "conda-lock.yml": content}))
    assert kinds(compare({"pyproject.toml": manifest.format(">=4"), "conda-lock.yml": content})) == [("inputs", "conda-lock.yml")]


@pytest.mark.parametrize(
    "files",
    [
        {"environment.yml": MANIFEST, "conda-lock.yml": "version: 1\npackage: []\n"},
        {"environment.yml": MANIFEST, "conda-lock.yml": lock(source="meta.yaml")},
        {"environment.yml": MANIFEST, "conda-lock.yml": lock(source="../other/environment.yml")},
        {"environment.yml": MANIFEST.replace("idna", "idna 1|2"), "conda-lock.yml": lock()},
        {"environment.yml": MANIFEST.replace("- idna", "- idna {{ x }}"), "conda-lock.yml": lock("0" * 64)},
        {"environment.yml": MANIFEST.replace("- idna", "- cudatoolkit"), "conda-lock.yml": lock()},
    ],
)
def test_undecided(compare: Compare, files: dict[str, str]) -> None:
    found = compare(files)
    assert found.undecided
    assert not found.differences


def test_the_verdicts_of_conda_lock(disagreements: Callable[[str, set[str]], list[str]]) -> None:
    assert disagreements("conda-lock", set()) == []


_VALUES = st.sampled_from([
    "six", "six>=1.15", "six =", "=1", "six=1=2=3", "::", "a::b::c", "six[", "six;x", "", "null", "- 1", "pip:", "{a: b}", "[a]", "~", "1.0",
    "six # [linux", "six # []", "*", "'six", "six>=1.15,<2|3",
])  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_VALUES, max_size=4), st.lists(_VALUES, max_size=3), st.lists(_VALUES, max_size=3), st.booleans())
def test_nothing_makes_it_fail(compare: Compare, entries: list[str], channels: list[str], pip: list[str], in_lock: bool) -> None:
    def lines(values: list[str], indent: str) -> str:
        return "".join(f"\n{indent}- {value}" for value in values)

    content = f"channels:{lines(channels, '  ')}\ndependencies:{lines(entries, '  ')}\n  - pip:{lines(pip, '    ')}\nplatforms: [linux-64]\n"
    content_lock = lock(source=entries[0] if entries and in_lock else "environment.yml", packages=PACKAGES, channel=(channels or ["x"])[0])
    compare({"environment.yml": content, "conda-lock.yml": content_lock})
