"""pyproject.toml: the tables of uv, PDM, Hatch and setuptools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.model import Location, Source
from deplint.readers.pyproject import read

if TYPE_CHECKING:
    from deplint.facts import Dependency, Group, Manifest


def manifest(text: str, path: str = "pyproject.toml") -> Manifest:
    return read(Source(path, text))


def named(text: str, name: str) -> Dependency:
    return next(dependency for dependency in manifest(text).dependencies if dependency.name == name)


def groups(text: str) -> dict[str, Group]:
    return {group.name: group for group in manifest(text).groups}


def slice_of(text: str, location: Location) -> str:
    return text[location.start : location.end]


def span_of(text: str, span: tuple[int, int] | None) -> str:
    assert span is not None
    return text[span[0] : span[1]]


# Default groups.

GROUPS = "[dependency-groups]\ndev = ['six']\ndocs = ['six']\n"


@pytest.mark.parametrize(
    ("tool", "default"),
    [
        ("", {"group:dev"}),
        ("[tool.uv]", {"group:dev"}),
        ("[tool.uv]\ndefault-groups = []", set()),
        ("[tool.uv]\ndefault-groups = ['docs']", {"group:docs"}),
        ("[tool.uv]\ndefault-groups = 'all'", {"group:dev", "group:docs"}),
        ("[tool.pdm]", {"group:dev", "group:docs"}),
        ("[tool.poetry]", {"group:dev", "group:docs"}),
        ("[tool.poetry.group.docs]\noptional = true", {"group:dev"}),
    ],
)
def test_groups_that_are_installed_when_nobody_chooses(tool: str, default: set[str]) -> None:
    assert {name for name, group in groups(GROUPS + tool).items() if group.default} == default


# uv.

UV = """
[project]
dependencies = ["six>=1"]
optional-dependencies.cpu = ["torch"]
[dependency-groups]
dev = ["torch"]
[tool.uv.sources]
"""


@pytest.mark.parametrize(
    ("source", "url", "decisive"),
    [
        ('{ git = "https://a.org/six", rev = "abc" }', "git+https://a.org/six@abc", "abc"),
        ('{ git = "https://a.org/six", branch = "main" }', "git+https://a.org/six@main", "main"),
        ('{ git = "https://a.org/six", tag = "v1", subdirectory = "x" }', "git+https://a.org/six@v1#subdirectory=x", "v1"),
        ('{ git = "https://a.org/six" }', "git+https://a.org/six", "https://a.org/six"),
        ('{ git = "git@a.org:x/six.git" }', "git+ssh://git@a.org/x/six.git", "git@a.org:x/six.git"),
        ('{ git = "ssh://git@a.org:22/six.git" }', "git+ssh://git@a.org:22/six.git", "ssh://git@a.org:22/six.git"),
        ('{ url = "https://a.org/six.whl" }', "https://a.org/six.whl", "https://a.org/six.whl"),
        ('[{ index = "a", marker = "os_name == \'nt\'" }, { url = "https://a.org/six.whl" }]', "https://a.org/six.whl", "https://a.org/six.whl"),
    ],
)
def test_source_becomes_the_reference_of_its_dependency(source: str, url: str, decisive: str) -> None:
    text = f"{UV}six = {source}"
    dependency = named(text, "six")
    assert (dependency.specifier, dependency.url, span_of(text, dependency.url_span), dependency.path) == (">=1", url, decisive, False)


@pytest.mark.parametrize(
    ("source", "url", "editable"),
    [
        ("{ path = '../six', editable = true }", "../six", True),
        ("{ path = '../six' }", "../six", False),
        ("{ workspace = true }", "", True),
    ],
)
def test_path_and_workspace_sources(source: str, url: str, editable: bool) -> None:
    dependency = named(f"{UV}six = {source}", "six")
    assert (dependency.path, dependency.url, dependency.editable) == (True, url, editable)


def test_source_for_an_extra_or_a_group_is_for_no_other() -> None:
    text = UV + "torch = [{ index = 'a', extra = 'cpu' }, { index = 'b', group = 'dev' }]"
    found = {dependency.group: dependency.index for dependency in manifest(text).dependencies if dependency.name == "torch"}
    assert found == {"extra:cpu": "a", "group:dev": "b"}


def test_uv_indexes() -> None:
    text = """
[tool.uv]
index-strategy = "unsafe-best-match"
extra-index-url = ["https://c.org/simple"]
no-index = true
[[tool.uv.index]]
name = "a"
url = "https://a.org/simple"
default = true
[[tool.uv.index]]
url = "https://b.org/simple"
explicit = true
[[tool.uv.index]]
url = "./wheels"
format = "flat"
"""
    found = manifest(text)
    assert [(index.kind, index.url, index.name, index.explicit) for index in found.indexes] == [
        ("index", "https://a.org/simple", "a", False),
        ("extra-index", "https://b.org/simple", "", True),
        ("find-links", "./wheels", "", False),
        ("extra-index", "https://c.org/simple", "", False),
        ("no-index", "", "", False),
    ]
    assert [(option.name, option.value) for option in found.options] == [("index-strategy", "unsafe-best-match")]


def test_workspace_members_are_includes_as_written() -> None:
    text = '[tool.uv.workspace]\nmembers = ["packages/*"]'
    (include,) = manifest(text).includes
    assert (include.kind, include.target, include.path, slice_of(text, include.location)) == ("member", "packages/*", "", "packages/*")


# PDM.


def test_pdm_editables_overrides_and_sources() -> None:
    text = """
[tool.pdm.dev-dependencies]
dev = ["-e file:///${PROJECT_ROOT}/sub#egg=sub", "-e git+https://a.org/x.git@main#egg=x[y]"]
[tool.pdm.resolution.overrides]
six = "1.16.0"
attrs = ">=20"
foo = "https://a.org/foo.whl"
[[tool.pdm.source]]
name = "pypi"
url = "https://a.org/simple"
verify_ssl = false
[[tool.pdm.source]]
name = "other"
url = "https://b.org/simple"
"""
    found = manifest(text)
    assert [(entry.name, entry.extras, entry.specifier, entry.url, entry.path, entry.editable) for entry in found.dependencies] == [
        ("sub", (), "", "file:///${PROJECT_ROOT}/sub#egg=sub", True, True),
        ("x", ("y",), "", "git+https://a.org/x.git@main#egg=x[y]", False, True),
        ("six", (), "==1.16.0", "", False, False),
        ("attrs", (), ">=20", "", False, False),
        ("foo", (), "", "https://a.org/foo.whl", False, False),
    ]
    assert [(index.kind, index.url) for index in found.indexes] == [
        ("index", "https://a.org/simple"), ("trusted-host", "a.org"), ("extra-index", "https://b.org/simple"),
    ]  # fmt: skip


# Hatch, setuptools.


def test_hatch_environment_includes_extras_and_groups() -> None:
    text = '[tool.hatch.envs.test]\nfeatures = ["web"]\ndependency-groups = ["dev"]\ndependencies = ["x @ {root:uri}/x", "{env:WHAT}"]'
    assert [include.name for include in groups(text)["group:hatch:test"].includes] == ["extra:web", "group:dev"]
    assert manifest(text).problems == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[tool.setuptools.dynamic]\ndependencies = {file = ["reqs/base.txt"]}', "sub/reqs/base.txt"),
        ('[tool.setuptools.dynamic]\ndependencies = {file = "../base.txt"}', "base.txt"),
        ('[tool.setuptools.dynamic]\ndependencies = {file = "../../base.txt"}', ""),
        ('[tool.setuptools.dynamic.optional-dependencies]\ntest.file = ["test.txt"]', "sub/test.txt"),
        ('[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ["base.txt"]', "sub/base.txt"),
    ],
)
def test_dynamic_files_are_includes(text: str, path: str) -> None:
    (include,) = manifest(text, "sub/pyproject.toml").includes
    assert (include.kind, include.path, slice_of(text, include.location)) == ("dynamic", path, include.target)
