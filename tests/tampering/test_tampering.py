"""Locks that the real tools wrote, each with one thing changed by hand: every change is found, by one finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from deplint.config import Config
from deplint.engine import lint
from deplint.tree import MemoryTree

FIXTURES = Path(__file__).parent / "fixtures"
LOCKS = {
    "poetry": "poetry.lock", "uv": "uv.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock", "pylock": "pylock.toml",
    "conda-lock": "conda-lock.yml", "compiled": "requirements.txt",
}  # fmt: skip
Edit = Callable[[str], str]


def swap(old: str, new: str, count: int = 1) -> Edit:
    """Another text in the place of one that must be there."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, count)

    return edit


def sub(pattern: str, new: str, count: int = 0) -> Edit:
    """Another text in the place of what a pattern finds: `count` times, 0 is everywhere."""

    def edit(text: str) -> str:
        changed, number = re.subn(pattern, new, text, count=count, flags=re.MULTILINE)
        assert number
        return changed

    return edit


def within(start: str, edit: Edit) -> Edit:
    """An edit of what follows some text."""

    def edited(text: str) -> str:
        head, sign, tail = text.partition(start)
        assert sign
        return head + sign + edit(tail)

    return edited


def without(start: str, end: str) -> Edit:
    """Without what stands from one text up to another that follows it."""

    def edit(text: str) -> str:
        at = text.index(start)
        return text[:at] + text[text.index(end, at + len(start)) :]

    return edit


# Every case: the tool, what was done to its lock, and the one rule that finds it.
REMOVED_HASHES: list[tuple[str, str, Edit, str]] = [
    ("poetry", "one hash", within('name = "six"', sub(r', hash = "[^"]*"', "", 1)), "lock-missing-hash"),
    ("poetry", "all hashes", sub(r', hash = "[^"]*"', ""), "lock-missing-hash"),
    ("uv", "one hash", within('name = "six"', sub(r', hash = "[^"]*"', "", 1)), "lock-missing-hash"),
    ("uv", "all hashes", sub(r', hash = "[^"]*"', ""), "lock-missing-hash"),
    ("pdm", "one hash", within('name = "six"', sub(r', hash = "[^"]*"', "", 1)), "lock-missing-hash"),
    ("pdm", "all hashes", sub(r', hash = "[^"]*"', ""), "lock-missing-hash"),
    ("pipenv", "the hashes of one entry", within('"six": {', sub(r'"hashes": \[[^\]]*\]', '"hashes": []', 1)), "lock-missing-hash"),
    ("pipenv", "all hashes", sub(r'"hashes": \[[^\]]*\],\s*', ""), "lock-missing-hash"),
    ("pylock", "one hash", within('name = "six"', sub(r', hashes = \{[^}]*\}', "", 1)), "lock-missing-hash"),
    ("pylock", "all hashes", sub(r', hashes = \{[^}]*\}', ""), "lock-missing-hash"),
    ("conda-lock", "one hash", within("name: six", sub(r"^  hash:\n    md5: .*\n    sha256: .*\n", "", 1)), "lock-missing-hash"),
    ("conda-lock", "all hashes", sub(r"^  hash:\n    md5: .*\n    sha256: .*\n", ""), "lock-missing-hash"),
    ("compiled", "the hashes of one entry", within("six==1.17.0", sub(r" \\\n    --hash=\S+", "", 2)), "missing-hash"),
    ("compiled", "all hashes", sub(r" \\\n    --hash=\S+", ""), "missing-hash"),
]
RENAMED_FILES: list[tuple[str, str, Edit, str]] = [
    ("poetry", "a wheel renamed", swap("six-1.17.0-py2", "sixx-1.17.0-py2"), "lock-artifact-mismatch"),
    ("uv", "a wheel renamed", swap("six-1.17.0-py2", "sixx-1.17.0-py2"), "lock-artifact-mismatch"),
    ("pdm", "a wheel renamed", swap("six-1.17.0-py2", "six-1.16.0-py2"), "lock-artifact-mismatch"),
    ("pylock", "a wheel renamed", swap("six-1.17.0-py2", "sixx-1.17.0-py2"), "lock-artifact-mismatch"),
    ("conda-lock", "a package renamed", swap("/six-1.17.0-pyhe", "/sixx-1.17.0-pyhe"), "lock-artifact-mismatch"),
]
EDITED_VERSIONS: list[tuple[str, str, Edit, str]] = [
    ("poetry", "a version edited", swap('"1.17.0"', '"1.16.0"'), "lock-artifact-mismatch"),
    ("poetry", "a version and its files edited", swap("1.17.0", "1.14.0", 9), "lock-violates-constraint"),
    ("uv", "a version edited", swap('"1.17.0"', '"1.16.0"'), "lock-violates-constraint"),
    ("uv", "a version and its files edited", swap("1.17.0", "1.14.0", 9), "lock-conflict"),
    ("pdm", "a version edited", swap('"1.17.0"', '"1.16.0"'), "lock-artifact-mismatch"),
    ("pdm", "a version and its files edited", swap("1.17.0", "1.14.0", 9), "lock-violates-constraint"),
    ("pipenv", "a version edited", swap('"==1.17.0"', '"==1.14.0"'), "lock-violates-constraint"),
    ("pipenv", "a pin made a range", swap('"==1.17.0"', '">=1.17.0"'), "compiled-not-pinned"),
    ("pylock", "a version edited", swap('"1.17.0"', '"1.16.0"'), "lock-artifact-mismatch"),
    ("pylock", "a version and its files edited", swap("1.17.0", "1.14.0", 9), "lock-violates-constraint"),
    ("conda-lock", "a version edited", swap("version: 1.17.0", "version: 1.16.0"), "lock-artifact-mismatch"),
    ("compiled", "a version edited", swap("six==1.17.0", "six==1.14.0"), "lock-violates-constraint"),
]
DROPPED_PACKAGES: list[tuple[str, str, Edit, str]] = [
    ("poetry", "a package dropped", without('[[package]]\nname = "six"', "[extras]"), "lock-missing-requirement"),
    ("uv", "a package dropped", without('[[package]]\nname = "six"', "\x00"), "lock-missing-requirement"),
    ("pdm", "a package dropped", without('[[package]]\nname = "six"', "\x00"), "lock-missing-requirement"),
    ("pipenv", "a package dropped", sub(r',\s*"six": \{[^}]*\}', "", 1), "lock-missing-requirement"),
    ("pylock", "a package dropped", without('[[packages]]\nname = "six"', "\x00"), "lock-missing-requirement"),
    ("conda-lock", "a package dropped", without("- name: six", "\x00"), "lock-missing-requirement"),
    ("compiled", "a package dropped", without("six==1.17.0", "\x00"), "lock-missing-requirement"),
    ("poetry", "a package of a package dropped", without('[[package]]\nname = "h11"', "[[package]]"), "lock-conflict"),
    ("uv", "a package of a package dropped", without('[[package]]\nname = "h11"', "[[package]]"), "lock-missing-requirement"),
    ("pdm", "a package of a package dropped", without('[[package]]\nname = "h11"', "[[package]]"), "lock-conflict"),
]
TOML_ENTRY = '[[{0}]]\nname = "zipp"\nversion = "3.23.0"\n{1}\n\n'
POETRY_ENTRY = 'description = ""\noptional = false\npython-versions = ">=3.9"\ngroups = ["main"]\nfiles = [\n    {file = "zipp-3.23.0.tar.gz", hash = "sha256:%s"},\n]'
PDM_ENTRY = 'requires_python = ">=3.9"\nsummary = ""\ngroups = ["default"]\nfiles = [\n    {file = "zipp-3.23.0.tar.gz", hash = "sha256:%s"},\n]'
URL = "https://files.pythonhosted.org/packages/e3/02/zipp-3.23.0.tar.gz"
UV_ENTRY = f'source = {{ registry = "https://pypi.org/simple" }}\nsdist = {{ url = "{URL}", hash = "sha256:{"a" * 64}" }}'
ADDED_PACKAGES: list[tuple[str, str, Edit, str]] = [
    ("poetry", "a package added", swap("[extras]", TOML_ENTRY.format("package", POETRY_ENTRY % ("a" * 64)) + "[extras]"), "orphan-in-compiled"),
    ("uv", "a package added", lambda text: text + "\n" + TOML_ENTRY.format("package", UV_ENTRY), "orphan-in-compiled"),
    ("pdm", "a package added", lambda text: text + "\n" + TOML_ENTRY.format("package", PDM_ENTRY % ("a" * 64)), "orphan-in-compiled"),
    ("compiled", "a package added", lambda text: f"{text}zipp==3.23.0 \\\n    --hash=sha256:{'a' * 64}\n", "orphan-in-compiled"),
]
EDITED_PYTHONS: list[tuple[str, str, Edit, str]] = [
    ("poetry", "its Pythons edited", within("[metadata]", swap('">=3.10"', '">=3.8"')), "lock-requires-python-drift"),
    ("uv", "its Pythons edited", swap('requires-python = ">=3.10"', 'requires-python = ">=3.8"'), "lock-requires-python-drift"),
    ("pipenv", "its Python edited", swap('"python_version": "3.11"', '"python_version": "3.8"'), "lock-requires-python-drift"),
]  # fmt: skip
EVIL = "pythonhosted.evil.example"
SWAPPED_HOSTS: list[tuple[str, str, Edit, str]] = [
    ("uv", "the host of a file swapped", swap("files.pythonhosted.org", EVIL), "index-not-allowed"),
    ("uv", "the host of all files swapped", swap("files.pythonhosted.org", EVIL, -1), "index-not-allowed"),
    ("pylock", "the host of a file swapped", swap("files.pythonhosted.org", EVIL), "index-not-allowed"),
    ("poetry", "the source of an entry swapped", swap("https://pypi.org/simple", f"https://{EVIL}/simple"), "index-not-allowed"),
    ("pipenv", "the host of the index swapped", swap("https://pypi.org", f"https://{EVIL}"), "index-not-allowed"),
    ("conda-lock", "the host of a file swapped", swap("https://conda.anaconda.org", f"https://{EVIL}"), "index-not-allowed"),
]
PLAIN_ADDRESSES: list[tuple[str, str, Edit, str]] = [
    (tool, f"{what} without encryption", swap(f"{before}https://", f"{before}http://", count), "insecure-index")
    for tool, before in (("poetry", '"'), ("uv", '"'), ("pylock", '"'), ("pipenv", '"'), ("conda-lock", "url: "))
    for what, count in (("an address", 1), ("every address", -1))
]
CASES = [*SWAPPED_HOSTS, *PLAIN_ADDRESSES, *REMOVED_HASHES, *RENAMED_FILES, *EDITED_VERSIONS, *DROPPED_PACKAGES, *ADDED_PACKAGES, *EDITED_PYTHONS]


@cache
def project(tool: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((FIXTURES / tool).iterdir())}


def findings(files: dict[str, str]) -> list[str]:
    report = lint(MemoryTree(files), Config(), today="2026-11-21")
    return [f"{found.name}: {found.message}" for found in report.diagnostics]


@pytest.mark.parametrize("tool", LOCKS)
def test_what_the_tool_wrote_is_fine(tool: str) -> None:
    assert findings(project(tool)) == []


def identified(cases: list[tuple[str, str, Edit, str]]) -> Iterator[object]:
    for tool, what, edit, rule in cases:
        yield pytest.param(tool, edit, rule, id=f"{tool}-{what}".replace(" ", "-"))


@pytest.mark.parametrize(("tool", "edit", "rule"), [*identified(CASES)])
def test_a_change_by_hand_is_one_finding(tool: str, edit: Edit, rule: str) -> None:
    lock = LOCKS[tool]
    found = findings({**project(tool), lock: edit(project(tool)[lock] + "\x00").replace("\x00", "")})
    assert [each.partition(":")[0] for each in found] == [rule], found


EXPORT = "# This file was autogenerated by uv via the following command:\n#    uv export --no-dev --no-hashes -o requirements.txt\n"
PINS = "certifi==2026.10.18\n    # via httpcore\nh11==0.16.0\n    # via httpcore\nhttpcore==1.0.9\n    # via shop\nsix==1.17.0\n    # via shop\n"


@pytest.mark.parametrize(
    "edit",
    [
        swap("six==1.17.0", "six==1.16.0"),
        swap("h11==0.16.0\n    # via httpcore\n", ""),
        lambda text: text + "zipp==3.23.0\n",
        lambda text: text + "idna==3.20\n",
    ],
    ids=["version", "dropped", "added", "added-from-the-lock"],
)
def test_a_change_in_an_export_is_one_finding(edit: Edit) -> None:
    files = project("uv")
    assert findings({**files, "requirements.txt": EXPORT + PINS}) == []
    found = findings({**files, "requirements.txt": EXPORT + edit(PINS)})
    assert [each.partition(":")[0] for each in found] == ["export-stale"], found
