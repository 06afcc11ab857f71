"""pyproject.toml: the standard tables, and those of uv, PDM, Hatch, setuptools and Flit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.facts import Manifest
from deplint.model import Location, Source
from deplint.readers.pyproject import read

if TYPE_CHECKING:
    from pathlib import Path

    from deplint.facts import Dependency, Group


def manifest(text: str, path: str = "pyproject.toml") -> Manifest:
    return read(Source(path, text))


def the_only(text: str) -> Dependency:
    (dependency,) = manifest(text).dependencies
    return dependency


def named(text: str, name: str) -> Dependency:
    return next(dependency for dependency in manifest(text).dependencies if dependency.name == name)


def groups(text: str) -> dict[str, Group]:
    return {group.name: group for group in manifest(text).groups}


def slice_of(text: str, location: Location) -> str:
    return text[location.start : location.end]


def span_of(text: str, span: tuple[int, int] | None) -> str:
    assert span is not None
    return text[span[0] : span[1]]


# PEP 621, PEP 735, PEP 518.


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ('[project]\ndependencies = ["six"]', "runtime"),
        ('[project.optional-dependencies]\nWeb_UI = ["six"]', "extra:web-ui"),
        ('[project]\noptional-dependencies.x = ["six"]', "extra:x"),
        ('[dependency-groups]\nDev = ["six"]', "group:dev"),
        ('[build-system]\nrequires = ["six"]', "build"),
        ('[tool.uv]\ndev-dependencies = ["six"]', "group:dev"),
        ('[tool.uv]\nconstraint-dependencies = ["six"]', "constraint"),
        ('[tool.uv]\noverride-dependencies = ["six"]', "override"),
        ('[tool.pdm.dev-dependencies]\ntest = ["six"]', "group:test"),
        ('[tool.pdm.resolution.overrides]\nsix = "1.0"', "override"),
        ('[tool.hatch.envs.docs]\ndependencies = ["six"]', "group:hatch:docs"),
        ('[tool.hatch.envs.docs]\nextra-dependencies = ["six"]', "group:hatch:docs"),
        ('[tool.flit.metadata]\nrequires = ["six"]', "runtime"),
        ('[tool.flit.metadata.requires-extra]\ntest = ["six"]', "extra:test"),
        ('[tool.poetry.dependencies]\nsix = "1"', "runtime"),
        ('[tool.poetry.dev-dependencies]\nsix = "1"', "group:dev"),
        ('[tool.poetry.group.Test.dependencies]\nsix = "1"', "group:test"),
    ],
)
def test_every_table_has_its_group(text: str, group: str) -> None:
    dependency = the_only(text)
    assert (dependency.name, dependency.group) == ("six", group)


def test_every_part_of_a_requirement_has_its_place() -> None:
    text = '[project]\ndependencies = [\n  "Foo.Bar[a, b] >=1,<2 ; python_version < \\"3.8\\"", # why\n]\n'
    dependency = the_only(text)
    assert (dependency.name, dependency.written, dependency.extras, dependency.comment) == ("foo-bar", "Foo.Bar", ("a", "b"), "why")
    assert dependency.specifier == span_of(text, dependency.specifier_span) == ">=1,<2"
    assert (dependency.marker, span_of(text, dependency.marker_span)) == ('python_version < "3.8"', r"python_version < \"3.8\"")
    assert slice_of(text, dependency.location).startswith("Foo.Bar[a, b] >=1")
    assert slice_of(text, dependency.location).endswith(r"\"3.8\"")


def test_group_names_its_table_and_includes() -> None:
    text = '[dependency-groups]\ntest = ["six"]\nAll = [{include-group = "Te_st"}, "six"]\n'
    group = groups(text)["group:all"]
    assert (group.table, slice_of(text, group.location)) == ("dependency-groups.All", "All")
    assert [(include.name, slice_of(text, include.location)) for include in group.includes] == [("group:te-st", "Te_st")]


def test_own_extra_is_an_include_and_a_dependency() -> None:
    text = '[project]\nname = "My.App"\n[project.optional-dependencies]\nall = ["my-app[web]"]\nweb = ["six"]\n'
    (include,) = groups(text)["extra:all"].includes
    assert (include.name, slice_of(text, include.location)) == ("extra:web", "[web]")
    assert [dependency.name for dependency in manifest(text).dependencies] == ["my-app", "six"]


@pytest.mark.parametrize(
    ("comment", "line"),
    [
        ("why", '  "six==1", # why'),
        ("why", '  "six==1" # why\n  ,'),
        ("why", '  # why\n  "six==1",'),
        ("", '  # why\n\n  "six==1",'),
        ("", '  "attrs", # why\n  "six==1",'),
        ("", '  "six==1",\n  # why'),
        ("", '  "six==1", "a#b",'),
    ],
)
def test_comment_of_a_dependency_stands_on_its_line_or_right_above(comment: str, line: str) -> None:
    assert named(f"[project]\ndependencies = [\n{line}\n]", "six").comment == comment


def test_only_comments_to_deplint_are_kept_as_comments() -> None:
    text = '# note\n[project]\ndependencies = [\n  "six", # deplint: ignore[unpinned] why\r\n]\n'
    (comment,) = manifest(text).comments
    assert comment.text == "deplint: ignore[unpinned] why"
    assert slice_of(text, comment.location) == "# deplint: ignore[unpinned] why"


# Python.


@pytest.mark.parametrize(
    ("text", "kind", "value", "specifier"),
    [
        ('[project]\nrequires-python = ">=3.10,<4"', "requires-python", ">=3.10,<4", ">=3.10,<4"),
        ('[project]\nrequires-python = "^3.10"', "requires-python", "^3.10", ""),
        ('[project]\nclassifiers = ["Programming Language :: Python :: 3.12"]', "classifier", "3.12", "==3.12.*"),
        ('[tool.poetry.dependencies]\npython = "^3.8"', "requires-python", "^3.8", ">=3.8,<4"),
        ('[tool.poetry.dependencies]\npython = "~2.7 || ^3.6"', "requires-python", "~2.7 || ^3.6", ""),
        ('[tool.flit.metadata]\nrequires-python = ">=3.6"', "requires-python", ">=3.6", ">=3.6"),
    ],
)
def test_statements_about_python(text: str, kind: str, value: str, specifier: str) -> None:
    (python,) = manifest(text).pythons
    assert (python.kind, python.value, python.specifier, slice_of(text, python.location)) == (kind, value, specifier, value)


def test_classifiers_without_a_minor_version_say_nothing() -> None:
    text = '[project]\nclassifiers = ["Programming Language :: Python :: 3", "Programming Language :: Python :: 3 :: Only", "x"]'
    assert manifest(text).pythons == ()


# The project.


def test_metadata_of_a_standard_project() -> None:
    text = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "App"
dynamic = ["version"]
classifiers = ["Private :: Do Not Upload"]
keywords = ["shop"]
urls = {Homepage = "https://example.org/app", Source = "https://example.org/git"}
[project.scripts]
app = "app:main"
[project.entry-points.pytest11]
app = "app"
[tool.uv]
[tool.hatch]
"""
    metadata = manifest(text).metadata
    assert metadata is not None
    assert metadata.name_location is not None
    assert slice_of(text, metadata.name_location) == "App"
    assert metadata._replace(name_location=None) == (
        "App", "", ("version",), "hatchling.build", True, ("Private :: Do Not Upload",), ("uv", "hatch"),
        ("console_scripts", "pytest11"), None, ("shop",), ("https://example.org/app", "https://example.org/git"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("[project]\nname = 'x'", False),
        ("[tool.uv]\npackage = false", True),
        ("[tool.uv]\npackage = true", False),
        ("[tool.poetry]\npackage-mode = false", True),
        ("[tool.pdm]\ndistribution = false", True),
    ],
)
def test_private_projects(text: str, private: bool) -> None:
    metadata = manifest(text).metadata
    assert metadata is not None
    assert metadata.private is private


@pytest.mark.parametrize(
    ("text", "backend"),
    [("", ""), ("[build-system]\nrequires = []", "setuptools.build_meta:__legacy__"), ("[build-system]\nbuild-backend = 'a.b'", "a.b")],
)
def test_build_backend(text: str, backend: str) -> None:
    metadata = manifest(text).metadata
    assert metadata is not None
    assert metadata.backend == backend


# What can't be read.


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("[project]\ndependencies = 'six'", "'six'", "`project.dependencies` holds a string, where an array of requirement strings"),
        ("[project]\ndependencies = [1, 'six']", "1", "`project.dependencies` holds an integer, where a requirement string is expected"),
        ("[project]\ndependencies = {six = '1'}", "{six = '1'}", "`project.dependencies` holds a table, where an array"),
        ("[project]\nrequires-python = 3.9", "3.9", "`project.requires-python` holds a float, where a string is expected"),
        ("[project]\noptional-dependencies = ['six']", "['six']", "`project.optional-dependencies` holds an array, where a table"),
        ("[project.optional-dependencies]\nx = [{a = 'y'}]", "{a = 'y'}", "`project.optional-dependencies.x` holds a table"),
        ("[dependency-groups]\nx = [{include = 'y'}]", "{include = 'y'}", "`dependency-groups.x` holds a table, where a requirement"),
        ("[dependency-groups]\nx = [true]", "true", "`dependency-groups.x` holds a boolean, where a requirement string is expected"),
        ("[dependency-groups]\nx = [2020-01-01]", "2020-01-01", "`dependency-groups.x` holds a date or time"),
        ("[build-system]\nrequires = 'x'", "'x'", "`build-system.requires` holds a string"),
        ("[tool.uv]\nconstraint-dependencies = 1", "1", "`tool.uv.constraint-dependencies` holds an integer"),
    ],
)
def test_wrong_type_is_a_problem_at_its_place(text: str, at: str, message: str) -> None:
    (problem,) = manifest(text).problems
    assert (problem.rule, slice_of(text, problem.location)) == ("invalid-requirement", at)
    assert problem.message.startswith(message)


def test_the_rest_is_read_beside_what_is_wrong() -> None:
    text = '[project]\ndependencies = [1, "six", "not a requirement", "attrs"]\n[dependency-groups]\nx = 3\ny = ["toml"]'
    found = manifest(text)
    assert [dependency.name for dependency in found.dependencies if dependency.specifier == ""][:2] == ["six", "attrs"]
    assert found.dependencies[-1].name == "toml"
    assert len(found.problems) == 3


def test_broken_toml_is_one_problem_at_its_place() -> None:
    text = "[project]\nname = 'x'\ndependencies = @\n"
    found = manifest(text, "sub/pyproject.toml")
    (problem,) = found.problems
    assert (problem.rule, slice_of(text, problem.location)) == ("unreadable-file", "@")
    assert problem.message == "`pyproject.toml` is not valid TOML: invalid value"
    assert found.dependencies == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [("[project]\ndependencies = [\n<<<<<<< HEAD\n  'a',\n=======\n  'b',\n>>>>>>> x\n]\n", 0), ("=======\n", 1), ("<<<<<<<\n", 0)],
)
def test_merge_conflict_is_left_to_its_own_rule(text: str, told: int) -> None:
    assert len(manifest(text).problems) == told


@pytest.mark.parametrize(
    "text",
    [
        "", "\0", "project = 1", "project = []", "tool = 1", "[tool]\nuv = 1\npdm = 1\npoetry = 1\nhatch = 1\nflit = 1\nsetuptools = 1",
        "[tool.uv]\nsources = 1\nindex = 1\nworkspace = 1\npip = 1\ndefault-groups = 1", "[[tool.uv.sources]]\nx = 1", "build-system = 'x'",
        "[tool.uv.sources]\nsix = 1\n[project]\ndependencies = ['six']", "[[tool.uv.index]]\nurl = 1", "[tool.uv]\nindex = [1]",
        "[tool.pdm]\nsource = [1]\nresolution = 1\noverrides = 1", "[tool.pdm.overrides]\nsix = 1", "[tool.hatch.envs]\nx = 1",
        "[tool.hatch]\nenvs.x.dependencies = 1\nmetadata = 1", "[tool.setuptools]\ndynamic = 1",
        "[tool.setuptools.dynamic]\ndependencies = 1",
        "[tool.flit]\nmetadata = 1", "[tool.poetry]\ndependencies = 1\ngroup = 1\nextras = 1\nsource = 1\ndev-dependencies = 1\nname = 1",
        "[tool.poetry.group]\nx = 1", "[tool.poetry.group.x]\ndependencies = 1", "[tool.poetry.dependencies]\nsix = []\npython = 1",
        "[tool.poetry.dependencies]\nsix = [1, {}, [], {version = 1, extras = 1, git = 1, source = 1, markers = 1}]",
        "[project]\nname = 1\nversion = 1\nclassifiers = 1\ndynamic = 1\nscripts = 1\nentry-points = 1\nrequires-python = ''",
        "x = " + "[" * 100_000, "[project]\ndependencies = [" + "'a'," * 20_000 + "]",
    ],
)  # fmt: skip
def test_odd_documents_are_read_without_an_exception(text: str) -> None:
    assert isinstance(manifest(text), Manifest)


# Real files.


def test_places_in_all_real_manifests_hold_what_they_say(corpus: Path) -> None:
    seen = 0
    for path in sorted(corpus.rglob("pyproject.toml")):
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        found = manifest(text, path.relative_to(corpus).as_posix())
        for dependency in found.dependencies:
            seen += 1
            whole = slice_of(text, dependency.location)
            assert "\\" in whole or whole == dependency.text, path
            assert span_of(text, dependency.name_span).strip("\"'").lower() == dependency.written.lower(), path
            if dependency.specifier_span and dependency.form == "pep440" and dependency.group != "override":
                assert span_of(text, dependency.specifier_span) == dependency.specifier, path
            if dependency.url_span:
                assert span_of(text, dependency.url_span) in dependency.url, path
    assert seen > 4000
