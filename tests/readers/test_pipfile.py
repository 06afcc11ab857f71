"""Pipfile into facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers.pipfile import read

if TYPE_CHECKING:
    from pathlib import Path

    from deplint.facts import Dependency


def manifest(text: str) -> Manifest:
    return read(Source("Pipfile", text))


def entry(text: str) -> Dependency:
    (dependency,) = manifest(f"[packages]\n{text}").dependencies
    return dependency


def span_of(text: str, span: tuple[int, int] | None) -> str:
    assert span is not None
    return text[span[0] : span[1]]


@pytest.mark.parametrize(("table", "group"), [("packages", "runtime"), ("dev-packages", "dev"), ("Docs_x", "group:docs-x")])
def test_tables_are_groups(table: str, group: str) -> None:
    (dependency,) = manifest(f'[{table}]\nSix = "*"').dependencies
    assert (dependency.name, dependency.written, dependency.group, dependency.form) == ("six", "Six", group, "pipfile")


def test_all_groups_but_the_default_one_are_chosen() -> None:
    text = '[packages]\na = "*"\n[dev-packages]\nb = "*"\n[docs]\nc = "*"\n[scripts]\nd = "e"\n[pipenv]\nf = true\n'
    assert [(group.name, group.table, group.default) for group in manifest(text).groups] == [
        ("dev", "dev-packages", False), ("group:docs", "docs", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "specifier"),
    [
        ('six = "*"', "*"),
        ('six = " ==1.0 "', "==1.0"),
        ('six = {version = "~=1.0", extras = ["x"]}', "~=1.0"),
        ('[packages.six]\nversion = ">=1"', ">=1"),
        ('six = {extras = ["x"]}', ""),
    ],
)
def test_versions(text: str, specifier: str) -> None:
    dependency = entry(text)
    assert dependency.specifier == specifier
    if specifier:
        assert span_of(f"[packages]\n{text}", dependency.specifier_span) == specifier


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("markers = \"os_name == 'nt'\"", "os_name == 'nt'"),
        ("sys_platform = \"== 'win32'\"", "sys_platform == 'win32'"),
        ('sys_platform = "win32"', 'sys_platform == "win32"'),
        (
            "markers = \"os_name == 'a' or os_name == 'b'\", python_version = \"< '3'\"",
            "(os_name == 'a' or os_name == 'b') and python_version < '3'",
        ),
    ],
)
def test_conditions_are_one_marker(text: str, marker: str) -> None:
    assert entry(f"six = {{version = '*', {text}}}").marker == marker


@pytest.mark.parametrize(
    ("text", "url", "decisive", "path"),
    [
        ('git = "https://a.org/six.git", ref = "abc"', "git+https://a.org/six.git@abc", "abc", False),
        ('git = "ssh://git@a.org/six.git", editable = true', "git+ssh://git@a.org/six.git", "ssh://git@a.org/six.git", False),
        ('file = "https://a.org/six.zip"', "https://a.org/six.zip", "https://a.org/six.zip", False),
        ('file = "./six.whl"', "./six.whl", "./six.whl", True),
        ('path = ".", editable = true', ".", ".", True),
    ],
)
def test_direct_references(text: str, url: str, decisive: str, path: bool) -> None:
    whole = f"[packages]\nsix = {{{text}}}"
    (dependency,) = manifest(whole).dependencies
    assert (dependency.url, span_of(whole, dependency.url_span), dependency.path) == (url, decisive, path)
    assert dependency.editable is ("editable" in text)


@pytest.mark.parametrize(("text", "name"), [('e1839a8 = {path = "."}', ""), ('e1839a8 = "*"', "e1839a8"), ('six = {path = "."}', "six")])
def test_made_up_name_is_none(text: str, name: str) -> None:
    assert entry(text).name == name


def test_sources_are_indexes_in_order() -> None:
    text = """
[[source]]
name = "a"
url = "https://a.org/simple"
verify_ssl = true
[[source]]
name = "b"
url = "http://u:p@b.org:8080/simple"
verify_ssl = false
"""
    found = manifest(text).indexes
    assert [(index.kind, index.url, index.name) for index in found] == [
        ("index", "https://a.org/simple", "a"), ("extra-index", "http://u:p@b.org:8080/simple", "b"), ("trusted-host", "b.org:8080", "b"),
    ]  # fmt: skip
    assert [text[index.location.start : index.location.end] for index in found][1:] == ["http://u:p@b.org:8080/simple", "false"]


def test_index_of_an_entry_and_prereleases_of_all() -> None:
    (dependency,) = manifest('[packages]\nsix = {version = "*", index = "b"}\n[pipenv]\nallow_prereleases = true').dependencies
    assert (dependency.index, dependency.prereleases) == ("b", True)


@pytest.mark.parametrize(
    ("text", "value", "specifier"),
    [
        ('python_version = "3.11"', "3.11", "==3.11.*"),
        ('python_full_version = "3.11.4"', "3.11.4", "==3.11.4"),
        ('python_version = ">=3.8"', ">=3.8", ""),
    ],
)
def test_required_python(text: str, value: str, specifier: str) -> None:
    whole = f"[requires]\n{text}"
    (python,) = manifest(whole).pythons
    assert (python.kind, python.value, python.specifier) == ("pipfile", value, specifier)
    assert whole[python.location.start : python.location.end] == value


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("[packages]\nsix = 1", "1", "`packages.six` holds an integer, where a version or a table is expected"),
        ("[packages]\njaraco.context = '*'", "jaraco.context", "`jaraco.context` is the key `context` of `jaraco` here"),
        ("packages = []", "[]", "`packages` holds an array, where a table of packages is expected"),
        ("[requires]\npython_version = 3.10", "3.10", "`requires.python_version` holds a float, where a string is expected"),
    ],
)
def test_wrong_shape_is_a_problem_at_its_place(text: str, at: str, message: str) -> None:
    (problem,) = manifest(text).problems
    assert (problem.rule, text[problem.location.start : problem.location.end]) == ("invalid-requirement", at)
    assert problem.message.startswith(message)


def test_broken_toml_is_one_problem() -> None:
    (problem,) = manifest("[packages\n").problems
    assert problem.rule == "unreadable-file"
    assert problem.message == "`Pipfile` is not valid TOML: expected `]` at the end of a table declaration"


def test_every_real_pipfile_is_read(corpus: Path) -> None:
    found = [read(Source(path.name, path.read_bytes().decode("utf-8-sig"))) for path in sorted(corpus.rglob("Pipfile"))]
    assert sum(len(one.dependencies) for one in found) > 100
    for one in found:
        for dependency in one.dependencies:
            assert span_of(one.source.text, dependency.location[1:]) == dependency.text
            assert dependency.specifier_span is None or span_of(one.source.text, dependency.specifier_span) == dependency.specifier


@pytest.mark.parametrize(
    "text",
    ["", "\0", "x = 1", "source = 1", "[[source]]\nurl = 1", "requires = 1", "[packages.six]", "packages.a = {b = []}", "pipenv = 1"],
)
def test_odd_documents_are_read_without_an_exception(text: str) -> None:
    assert isinstance(manifest(text), Manifest)
