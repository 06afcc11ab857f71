"""Lock documents into entries: every format, exact places, and documents in which anything may be wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from deplint.facts import LockedFile
from deplint.model import Source
from deplint.questions.locked import packages_of, unreadable
from deplint.readers.locks import packages
from deplint.repository import Repository
from deplint.tree import MemoryTree

if TYPE_CHECKING:
    from deplint.facts import LockedPackage

UV = """version = 1
revision = 3
requires-python = ">=3.12"

[[package]]
name = "shop"
version = "1.0"
source = { virtual = "." }

[[package]]
name = "six"
version = "1.17.0"
source = { registry = "https://example.org/simple" }
sdist = { url = "https://example.org/six-1.17.0.tar.gz", hash = "sha256:aa", size = 1 }
wheels = [
    { url = "https://example.org/six-1.17.0-py2.py3-none-any.whl?x=1#y", size = 2 },
    { path = "six-1.17.0-py3-none-any.whl", hash = "sha256:bb" },
]
"""
POETRY = """[[package]]
name = "Six_Seven"
version = "1.17.0"
files = [{file = "six_seven-1.17.0.tar.gz", hash = "sha256:aa"}]

[[package]]
name = "tool"
version = "2.0"
files = []

[package.source]
type = "git"
url = "https://example.org/tool.git"

[metadata]
lock-version = "2.1"
"""
POETRY_1 = """[[package]]
name = "six"
version = "1.16.0"

[[package]]
name = "six"
version = "1.17.0"

[[package]]
name = "old"
version = "1.0"

[metadata]
lock-version = "1.1"

[metadata.files]
six = [
    {file = "six-1.16.0.tar.gz", hash = "sha256:aa"},
    {file = "six-1.17.0.tar.gz", hash = "sha256:bb"},
]

[metadata.hashes]
old = ["cc"]
"""
PDM = """[metadata]
lock_version = "4.5.0"

[[package]]
name = "six"
version = "1.17.0"
files = [{url = "https://example.org/six-1.17.0.tar.gz", hash = "sha256:aa"}]

[[package]]
name = "here"
version = "1.0"
path = "./here"
editable = true

[[package]]
name = "there"
version = "1.0"
git = "https://example.org/there.git"
"""
PIPFILE = """{
    "_meta": {
        "pipfile-spec": 6,
        "sources": [{"name": "own", "url": "https://example.org/simple"}]
    },
    "default": {
        "Six": {
            "hashes": ["sha256:aa", "sha256:bb"],
            "version": "==1.17.0"
        },
        "there": {
            "git": "https://example.org/there.git",
            "ref": "abc"
        }
    },
    "develop": {
        "six": {
            "version": "*"
        }
    }
}
"""
PYLOCK = """lock-version = "1.0"
created-by = "x"

[[packages]]
name = "six"
version = "1.17.0"
index = "https://example.org/simple"
sdist = { name = "six-1.17.0.tar.gz", hashes = { sha256 = "aa", md5 = "bb" } }

[[packages]]
name = "there"
vcs = { type = "git", url = "https://example.org/there.git", commit-id = "abc" }

[[packages]]
name = "zipped"
archive = { url = "https://example.org/v1.zip", hashes = { sha256 = "cc" } }
"""
LOCKS = {
    "uv.lock": UV, "poetry.lock": POETRY, "poetry-1": POETRY_1, "pdm.lock": PDM, "Pipfile.lock": PIPFILE, "pylock": PYLOCK
}  # fmt: skip


def _load(text: str, kind: str) -> Any:
    return json.loads(text) if kind == "Pipfile.lock" else tomli.loads(text)


def _read(kind: str, text: str | None = None) -> tuple[LockedPackage, ...]:
    text = LOCKS[kind] if text is None else text
    kind = "poetry.lock" if kind == "poetry-1" else kind
    return packages(Source(kind, text), kind, _load(text, kind))


@pytest.mark.parametrize("kind", LOCKS)
def test_every_entry_stands_at_its_name(kind: str) -> None:
    text = LOCKS[kind]
    for package in _read(kind):
        assert text[package.location.start : package.location.end].lower().replace("_", "-") == package.name


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("uv.lock", [("shop", "1.0", "virtual", "."), ("six", "1.17.0", "registry", "https://example.org/simple")]),
        ("poetry.lock", [("six-seven", "1.17.0", "registry", ""), ("tool", "2.0", "git", "https://example.org/tool.git")]),
        (
            "pdm.lock",
            [("six", "1.17.0", "registry", ""), ("here", "1.0", "editable", "./here"), ("there", "1.0", "git", "https://example.org/there.git")],
        ),
        (
            "Pipfile.lock",
            [
                ("six", "1.17.0", "registry", "https://example.org/simple"),
                ("there", "", "git", "https://example.org/there.git"),
                ("six", "", "registry", "https://example.org/simple"),
            ],
        ),
        (
            "pylock",
            [
                ("six", "1.17.0", "registry", "https://example.org/simple"),
                ("there", "", "git", "https://example.org/there.git"),
                ("zipped", "", "url", "https://example.org/v1.zip"),
            ],
        ),
    ],
)  # fmt: skip
def test_name_version_and_source(kind: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [(each.name, each.version, each.source, each.url) for each in _read(kind)] == expected


def test_uv_files_are_named_without_their_url() -> None:
    assert _read("uv.lock")[1].files == (
        LockedFile("six-1.17.0-py2.py3-none-any.whl"),
        LockedFile("six-1.17.0-py3-none-any.whl", ("sha256:bb",)),
        LockedFile("six-1.17.0.tar.gz", ("sha256:aa",)),
    )


def test_shared_files_of_poetry_go_to_the_entry_of_their_version() -> None:
    assert [[file.name for file in each.files] for each in _read("poetry-1")] == [["six-1.16.0.tar.gz"], ["six-1.17.0.tar.gz"], [""]]


def test_bare_digests_of_the_first_poetry_are_sha256() -> None:
    assert _read("poetry-1")[2].files == (LockedFile("", ("sha256:cc",)),)


def test_files_of_older_pdm_stand_under_name_and_version() -> None:
    entry = '[[package]]\nname = "six"\nversion = "1.17.0"\n'
    text = f'{entry}[metadata.files]\n"six 1.17.0" = [{{file = "six-1.17.0.tar.gz", hash = "sha256:aa"}}]\n'
    assert _read("pdm.lock", text)[0].files == (LockedFile("six-1.17.0.tar.gz", ("sha256:aa",)),)


def test_hashes_of_a_pipfile_lock_belong_to_no_file() -> None:
    assert _read("Pipfile.lock")[0].files == (LockedFile("", ("sha256:aa", "sha256:bb")),)


def test_pylock_hashes_come_from_their_table() -> None:
    assert _read("pylock")[0].files == (LockedFile("six-1.17.0.tar.gz", ("sha256:aa", "md5:bb")),)


def test_another_layout_has_its_place_at_the_beginning() -> None:
    (package,) = _read("uv.lock", 'package = [{ name = "six", version = "1" }]')
    assert (package.name, package.location.start, package.location.end) == ("six", 0, 0)


def test_a_header_within_a_string_moves_no_place() -> None:
    (package,) = _read("uv.lock", 'x = """\n[[package]]\nname = "no"\n"""\n[[package]]\nname = "six"\n')
    assert package.location.end == 0


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["hash", "url", "name", "git", ""]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@st.composite
def _mutated(draw: st.DrawFn) -> tuple[str, str, Any]:
    """A lock in which one value, at any depth, is another one or gone."""
    name = draw(st.sampled_from(sorted(LOCKS)))
    kind = "poetry.lock" if name == "poetry-1" else name
    document = _load(LOCKS[name], kind)
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return LOCKS[name], kind, document
        key = draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or draw(st.booleans()):
            break
        place = place[key]
    if draw(st.booleans()):
        place[key] = draw(VALUES)
    else:
        del place[key]
    return LOCKS[name], kind, document


@given(_mutated())
def test_wrong_types_are_skipped(case: tuple[str, str, Any]) -> None:
    text, kind, document = case
    for package in packages(Source("x", text), kind, document):
        assert isinstance(package.name, str)
        assert isinstance(package.version, str)
        assert isinstance(package.url, str)
        assert all(isinstance(each, str) for file in package.files for each in (file.name, *file.hashes))


@given(st.sampled_from([kind for kind in LOCKS if kind != "poetry-1"]), st.data())
def test_what_can_not_be_parsed_is_said_at_its_place(kind: str, data: st.DataObject) -> None:
    text = LOCKS[kind][: data.draw(st.integers(0, len(LOCKS[kind])))]
    path = "pylock.toml" if kind == "pylock" else kind
    (project,) = Repository.load(MemoryTree({path: text})).projects
    (lock,) = project.own_locks
    problem = unreadable(lock, project)
    try:
        _load(text, kind)
    except ValueError:
        assert problem is not None
        assert 0 <= problem.location.start <= problem.location.end <= len(text)
        assert packages_of(lock, project) == ()
    else:
        # What can be parsed may still lack what every tool needs of an entry.
        assert problem is None or 0 <= problem.location.start <= problem.location.end <= len(text)
