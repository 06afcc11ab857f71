"""pixi.toml and `[tool.pixi]` into facts, with exact places, and with any type in any place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.facts import Group
from deplint.model import Source
from deplint.readers import read
from deplint.readers.pixi import platform_marker
from deplint.roles import Role, Surroundings, role_of

if TYPE_CHECKING:
    from deplint.facts import Dependency, Manifest

TEXT = """[workspace]
name = "shop"
channels = ["conda-forge", {channel = "https://example.org/extra", priority = 1}]
platforms = ["linux-64", "win-64"]

[dependencies]
python = "3.11.*"
NumPy = ">=1.26, <2"  # not 2 yet
pytorch = {
    version = "2.1.*",
    build = "cuda*",
    channel = "pytorch",
}
tool = { path = "./tool" }
anything = "*"

[pypi-dependencies]
My_Lib = { version = ">=1", extras = ["fast"], index = "https://example.org/simple" }
shop = { path = ".", editable = true }
flask = "*"
fork = { git = "https://example.org/fork.git", branch = "main", env-markers = "sys_platform == 'win32'" }

[target.win-64.dependencies]
pywin32 = "*"

[build-dependencies]
cmake = "*"

[feature.test.dependencies]
pytest = ">=8"

[feature.test.target.osx.pypi-dependencies]
appnope = "==0.1"

[pypi-options]
index-url = "https://example.org/simple"
extra-index-urls = ["https://example.org/more"]
find-links = [{ path = "./wheels" }, { url = "https://example.org/links" }]
"""


def pixi(text: str) -> Manifest:
    return read(Source("pixi.toml", text), "pixi")


def named(manifest: Manifest, name: str) -> Dependency:
    return next(each for each in manifest.dependencies if each.name == name)


def test_versions_of_conda_packages() -> None:
    manifest = pixi(TEXT)
    numpy = named(manifest, "numpy")
    assert (numpy.written, numpy.specifier, numpy.form, numpy.group, numpy.comment) == ("NumPy", ">=1.26,<2", "conda", "runtime", "not 2 yet")
    assert numpy.specifier_span is not None
    assert TEXT[slice(*numpy.specifier_span)] == ">=1.26, <2"
    assert TEXT[numpy.location.start : numpy.location.end] == 'NumPy = ">=1.26, <2"'
    assert named(manifest, "anything").specifier == "*"
    assert not manifest.problems


def test_tables_over_several_lines() -> None:
    pytorch = named(pixi(TEXT), "pytorch")
    assert (pytorch.specifier, pytorch.index, pytorch.options) == ("2.1.*", "pytorch", ("build=cuda*",))


def test_packages_that_are_built_here() -> None:
    tool = named(pixi(TEXT), "tool")
    assert (tool.url, tool.path, tool.form) == ("./tool", True, "conda")


def test_requirements_of_an_index() -> None:
    manifest = pixi(TEXT)
    lib, shop, flask, fork = (named(manifest, name) for name in ("my-lib", "shop", "flask", "fork"))
    assert (lib.specifier, lib.extras, lib.index, lib.form) == (">=1", ("fast",), "https://example.org/simple", "pep440")
    assert (shop.url, shop.path, shop.editable) == (".", True, True)
    assert flask.specifier == ""
    assert (fork.url, fork.marker) == ("git+https://example.org/fork.git@main", "sys_platform == 'win32'")


def test_targets_features_and_groups() -> None:
    manifest = pixi(TEXT)
    assert named(manifest, "pywin32").marker == 'sys_platform == "win32" and platform_machine == "AMD64"'
    assert (named(manifest, "appnope").group, named(manifest, "appnope").marker) == ("group:test", 'sys_platform == "darwin"')
    assert (named(manifest, "pytest").group, named(manifest, "cmake").group) == ("group:test", "build")
    assert [group[:2] for group in manifest.groups] == [Group("group:test", "feature.test", manifest.start)[:2]]


def test_channels_indexes_and_python() -> None:
    manifest = pixi(TEXT)
    assert [(index.kind, index.url, index.name) for index in manifest.indexes] == [
        ("channel", "conda-forge", "conda-forge"),
        ("channel", "https://example.org/extra", ""),
        ("index", "https://example.org/simple", ""),
        ("extra-index", "https://example.org/more", ""),
        ("find-links", "./wheels", ""),
        ("find-links", "https://example.org/links", ""),
    ]
    assert [(python.value, python.specifier) for python in manifest.pythons] == [("3.11.*", "==3.11.*")]


def test_in_pyproject_the_environments_are_groups() -> None:
    text = '[project]\nname = "shop"\n[tool.pixi.dependencies]\nnumpy = "*"\npython = "3.11"\n[tool.pixi.feature.test.pypi-dependencies]\npytest = "*"\n'
    manifest = read(Source("pyproject.toml", text), "pyproject")
    assert [(each.name, each.group) for each in manifest.dependencies] == [
        ("numpy", "group:pixi"), ("python", "group:pixi"), ("pytest", "group:pixi:test"),
    ]  # fmt: skip
    assert manifest.pythons == ()


def test_it_is_an_input() -> None:
    assert role_of(pixi(TEXT), Surroundings({})).role is Role.INPUT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dependencies = 1\n", "`dependencies` holds an integer, where a table is expected"),
        ("[dependencies]\na = 1\n", "`dependencies.a` holds an integer, where a version or a table is expected"),
        ("[feature]\na = 1\n", "`feature.a` holds an integer, where a table is expected"),
        ("[target]\nlinux = 1\n", "`target.linux` holds an integer, where a table is expected"),
        ("[pypi-dependencies]\na = [1]\n", "`pypi-dependencies.a` holds an array, where a version or a table is expected"),
    ],
)
def test_what_pixi_refuses(text: str, message: str) -> None:
    assert [problem.message for problem in pixi(text).problems] == [message]


def test_what_is_no_toml() -> None:
    (problem,) = pixi("[dependencies\n").problems
    assert problem.rule == "unreadable-file"
    assert problem.message.startswith("`pixi.toml` is not valid TOML")


@pytest.mark.parametrize(
    ("platform", "marker"),
    [
        ("linux", 'sys_platform == "linux"'),
        ("osx-arm64", 'sys_platform == "darwin" and platform_machine == "arm64"'),
        ("unix", 'sys_platform != "win32"'),
        ("emscripten-wasm32", ""),
        ("linux-armv7l", ""),
    ],
)
def test_markers_of_platforms(platform: str, marker: str) -> None:
    assert platform_marker(platform) == marker


VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "*", ">=1", "x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["version", "git", "path", "extras", "x", "channel"]), inner, max_size=3),
    max_leaves=5,
)
TABLES = ("dependencies", "pypi-dependencies", "feature", "target", "workspace", "channels", "pypi-options", "environments", "build-dependencies")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(_toml, value)) + "]" if isinstance(value, list) else json.dumps(value)


@given(st.dictionaries(st.sampled_from(TABLES), VALUES | st.dictionaries(st.sampled_from(["a", *TABLES]), VALUES, max_size=4)))
def test_any_types_are_taken(tables: dict[str, object]) -> None:
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in tables.items())
    for problem in pixi(text).problems:
        assert 0 <= problem.location.start <= problem.location.end <= len(text)
    assert all(each.location.start < each.location.end for each in pixi(text).dependencies)


def test_what_an_environment_asks_for_of_its_own() -> None:
    manifest = pixi('[environments]\ntest = ["test"]\n[environments.docs]\nfeatures = ["docs"]\n[environments.docs.dependencies]\nsphinx = ">=8"\n')
    assert [(each.name, each.group) for each in manifest.dependencies] == [("sphinx", "group:docs")]
    assert [(group.name, group.table) for group in manifest.groups] == [("group:docs", "environments.docs")]
