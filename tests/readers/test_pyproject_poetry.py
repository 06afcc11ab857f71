"""pyproject.toml: Poetry's tables, alone and beside [project]."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.model import Source
from deplint.readers.poetry_entry import python_marker
from deplint.readers.pyproject import read

if TYPE_CHECKING:
    from deplint.facts import Dependency, Manifest

MAIN = "[tool.poetry.dependencies]\n"


def manifest(text: str) -> Manifest:
    return read(Source("pyproject.toml", text))


def entry(text: str) -> Dependency:
    (dependency,) = manifest(MAIN + text).dependencies
    return dependency


def span_of(text: str, span: tuple[int, int] | None) -> str:
    assert span is not None
    return text[span[0] : span[1]]


@pytest.mark.parametrize(
    ("text", "specifier"),
    [
        ('six = "^1.2"', "^1.2"),
        ('six = " >=1,<2 "', ">=1,<2"),
        ('six = "*"', "*"),
        ('six = {version = "~1.2"}', "~1.2"),
        ('[tool.poetry.dependencies.six]\nversion = "1.2"', "1.2"),
        ('six = {git = "https://a.org/six"}', ""),
        ("six = ''", ""),
    ],
)
def test_version_is_kept_in_poetrys_language(text: str, specifier: str) -> None:
    dependency = entry(text)
    assert (dependency.form, dependency.specifier) == ("poetry", specifier)
    if specifier:
        assert span_of(MAIN + text, dependency.specifier_span) == specifier


@pytest.mark.parametrize(
    "text",
    ['"Foo.Bar" = "1"', 'six = {version = "1",\n extras = ["a"]}', '[tool.poetry.dependencies.six]\nversion = "1"\nextras = ["a"]'],
)
def test_location_is_the_whole_entry(text: str) -> None:
    dependency = entry(text)
    place = dependency.location
    assert (MAIN + text)[place.start : place.end] == dependency.text == text


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("markers = \"os_name == 'nt'\"", "os_name == 'nt'"),
        ('python = "^3.8"', 'python_version >= "3.8" and python_version < "4"'),
        ('platform = "win32"', 'sys_platform == "win32"'),
        ('platform = "!=win32"', 'sys_platform != "win32"'),
        ('platform = "win32 || linux"', 'sys_platform == "win32" or sys_platform == "linux"'),
        ("python = '<3.9', platform = 'a || b'", 'python_version < "3.9" and (sys_platform == "a" or sys_platform == "b")'),
        ("python = '*'", ""),
    ],
)
def test_conditions_are_one_marker(text: str, marker: str) -> None:
    assert entry(f"six = {{version = '1', {text}}}").marker == marker


@pytest.mark.parametrize(
    ("constraint", "marker"),
    [
        (">=3.6.1", 'python_full_version >= "3.6.1"'),
        (">3.8", 'python_full_version > "3.8"'),
        ("3.8.*", 'python_version == "3.8"'),
        ("3.*", 'python_version == "3.*"'),
        ("~2.7 || ^3.6", '(python_version >= "2.7" and python_version < "2.8") or (python_version >= "3.6" and python_version < "4")'),
        ("nonsense", ""),
    ],
)
def test_constraint_on_python_as_a_marker(constraint: str, marker: str) -> None:
    assert python_marker(constraint) == marker


@pytest.mark.parametrize(
    ("text", "url", "decisive", "path"),
    [
        ('git = "https://a.org/six.git", rev = "abc"', "git+https://a.org/six.git@abc", "abc", False),
        ('git = "https://a.org/six.git", branch = "main"', "git+https://a.org/six.git@main", "main", False),
        ('git = "https://a.org/six.git", tag = "v1"', "git+https://a.org/six.git@v1", "v1", False),
        ('git = "git@a.org:x/six.git"', "git+ssh://git@a.org/x/six.git", "git@a.org:x/six.git", False),
        ('url = "https://a.org/six.whl"', "https://a.org/six.whl", "https://a.org/six.whl", False),
        ('path = "../six", develop = true', "../six", "../six", True),
        ('file = "six.whl"', "six.whl", "six.whl", True),
    ],
)
def test_direct_references(text: str, url: str, decisive: str, path: bool) -> None:
    whole = f"{MAIN}six = {{{text}}}"
    (dependency,) = manifest(whole).dependencies
    assert (dependency.url, span_of(whole, dependency.url_span), dependency.path) == (url, decisive, path)
    assert dependency.editable is ("develop" in text)


def test_other_properties() -> None:
    dependency = entry('six = {version = "1", extras = ["A_b"], source = "x", optional = true, allow-prereleases = true}')
    assert (dependency.extras, dependency.index, dependency.optional, dependency.prereleases) == (("a-b",), "x", True, True)


def test_each_alternative_is_a_dependency_with_its_marker() -> None:
    text = MAIN + 'six = [\n  {version = "1", python = "<3"}, # old\n  {version = "2", python = ">=3"},\n  "3",\n]\n'
    found = manifest(text).dependencies
    assert [(one.specifier, one.marker, one.comment) for one in found] == [
        ("1", 'python_version < "3"', "old"), ("2", 'python_version >= "3"', ""), ("3", "", ""),
    ]  # fmt: skip
    assert [text[one.location.start : one.location.end] for one in found][1:] == ['{version = "2", python = ">=3"}', '"3"']
    assert {span_of(text, one.name_span) for one in found} == {"six"}


def test_groups_say_whether_they_are_optional_and_what_they_include() -> None:
    text = """
[tool.poetry.group.test]
include-groups = ["Lint_x"]
[tool.poetry.group.test.dependencies]
six = "1"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies]
attrs = "1"
[tool.poetry.dev-dependencies]
toml = "1"
"""
    found = manifest(text)
    assert [(group.name, group.table, group.default) for group in found.groups] == [
        ("group:test", "tool.poetry.group.test.dependencies", True),
        ("group:docs", "tool.poetry.group.docs.dependencies", False),
        ("group:dev", "tool.poetry.dev-dependencies", True),
    ]
    assert [include.name for include in found.groups[0].includes] == ["group:lint-x"]
    assert [text[group.location.start : group.location.end] for group in found.groups] == ["test", "docs", "dev-dependencies"]


def test_optional_dependency_belongs_to_the_first_extra_that_names_it() -> None:
    text = MAIN + 'six = {version = "1", optional = true}\nattrs = "1"\n[tool.poetry.extras]\na = ["six", "attrs"]\nb = ["six"]\n'
    found = manifest(text)
    assert [(one.name, one.group, one.optional) for one in found.dependencies] == [("six", "extra:a", True), ("attrs", "runtime", False)]
    assert [group.name for group in found.groups] == ["extra:a", "extra:b"]
    assert [group.table for group in found.groups] == ["tool.poetry.extras.a", "tool.poetry.extras.b"]


# Beside [project].


def test_entries_only_enrich_what_project_declares() -> None:
    text = """
[project]
dependencies = ["six>=1", "attrs>=20"]
[tool.poetry.dependencies]
six = {git = "https://a.org/six", branch = "main", develop = true}
attrs = {source = "x", allow-prereleases = true}
toml = "1"
"""
    found = manifest(text)
    assert [(one.name, one.form, one.specifier, one.url, one.editable, one.index, one.prereleases) for one in found.dependencies] == [
        ("six", "pep440", ">=1", "git+https://a.org/six@main", True, "", False),
        ("attrs", "pep440", ">=20", "", False, "x", True),
    ]
    assert span_of(text, found.dependencies[0].url_span) == "main"


def test_group_of_both_standards_is_one_group() -> None:
    text = """
[dependency-groups]
dev = ["six>=1"]
[tool.poetry.group.dev]
optional = true
[tool.poetry.group.dev.dependencies]
six = {source = "x"}
"""
    found = manifest(text)
    assert [(one.name, one.specifier, one.index) for one in found.dependencies] == [("six", ">=1", "x")]
    assert [(group.table, group.default) for group in found.groups] == [("dependency-groups.dev", False)]


def test_group_main_is_the_main_table() -> None:
    found = manifest(MAIN + 'six = "1"\n[tool.poetry.group.main.dependencies]\nattrs = "1"\n')
    assert [(one.name, one.group) for one in found.dependencies] == [("six", "runtime"), ("attrs", "runtime")]
    assert found.groups == ()


@pytest.mark.parametrize(
    ("project", "names"),
    [
        ('name = "x"', ["six", "attrs"]),
        ("dependencies = []", ["six", "attrs"]),
        ('dynamic = ["dependencies"]', ["six", "attrs"]),
        ('dependencies = ["toml"]', ["toml"]),
        ('dependencies = ["toml"]\ndynamic = ["optional-dependencies"]', ["toml", "attrs"]),
        ('optional-dependencies.a = ["toml"]\ndynamic = ["dependencies"]', ["toml", "six"]),
        ('dependencies = ["a"]\noptional-dependencies.a = ["toml"]\ndynamic = ["dependencies"]', ["a", "toml"]),
    ],
)
def test_dynamic_decides_whose_dependencies_count(project: str, names: list[str]) -> None:
    text = f"[project]\n{project}\n{MAIN}six = '1'\nattrs = {{version = '1', optional = true}}"
    assert [dependency.name for dependency in manifest(text).dependencies] == names


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        (['priority = "primary"', 'priority = "supplemental"'], ["index", "extra-index"]),
        (["default = true", "secondary = true"], ["index", "extra-index"]),
        (["", ""], ["index", "extra-index"]),
        (['priority = "explicit"'], ["extra-index explicit"]),
    ],
)
def test_sources_by_priority(sources: list[str], found: list[str]) -> None:
    text = "".join(f'[[tool.poetry.source]]\nname = "x"\nurl = "https://a.org"\n{source}\n' for source in sources)
    assert [index.kind + " explicit" * index.explicit for index in manifest(text).indexes] == found


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("six = 1", "1", "`tool.poetry.dependencies.six` holds an integer, where a version constraint or a table is expected"),
        ("six = {version = 1}", "1", "`tool.poetry.dependencies.six.version` holds an integer, where a string is expected"),
        ("six = [1]", "1", "`tool.poetry.dependencies.six` holds an integer"),
        ("zope.interface = '^5'", "zope.interface", "`zope.interface` is the key `interface` of `zope` here; a name with a dot"),
    ],
)
def test_entry_of_the_wrong_shape_is_a_problem_at_its_place(text: str, at: str, message: str) -> None:
    whole = MAIN + text
    (problem,) = manifest(whole).problems
    assert (problem.rule, whole[problem.location.start : problem.location.end]) == ("invalid-requirement", at)
    assert problem.message.startswith(message)


def test_python_is_no_dependency_in_any_table() -> None:
    text = MAIN + 'Python = "^3.8"\n[tool.poetry.group.x.dependencies]\npython = "*"\n'
    found = manifest(text)
    assert (found.dependencies, len(found.pythons)) == ((), 1)


def test_scripts_and_plugins_are_entry_points() -> None:
    metadata = manifest('[tool.poetry]\nname = "x"\n[tool.poetry.scripts]\nx = "x:y"\n[tool.poetry.plugins."pytest11"]\nx = "x"').metadata
    assert metadata is not None
    assert (metadata.name, metadata.tools, metadata.entry_points) == ("x", ("poetry",), ("console_scripts", "pytest11"))
