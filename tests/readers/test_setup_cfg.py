"""setup.cfg: what setuptools takes of it, each requirement at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.encoding import decode
from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers.setup_cfg import read

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
[metadata]
name = Shop
version = 1.0
classifiers =
    Private :: Do Not Upload
    Programming Language :: Python :: 3
    Programming Language :: Python :: 3.11
    Programming Language :: Python :: Implementation :: CPython

[options]
python-requires = >=3.9
install_requires =
    # the framework
    Flask>=2,<3  # why
    six; python_version < "3"
setup_requires = wheel; cython>=3
tests_require =
    pytest

[options.extras_require]
Redis_Cache =
    redis[hiredis]==5.0
all =
    shop[redis-cache]

[options.entry_points]
console_scripts =
    shop = shop:main
"""


def manifest(text: str, path: str = "pkg/setup.cfg") -> Manifest:
    return read(Source(path, text))


def at(result: Manifest, location: tuple[str, int, int]) -> str:
    return result.source.text[location[1] : location[2]]


def test_requirements_by_group() -> None:
    result = manifest(FULL)
    assert [(each.group, each.name, each.specifier, at(result, each.location)) for each in result.dependencies] == [
        ("runtime", "flask", ">=2,<3", "Flask>=2,<3"),
        ("runtime", "six", "", 'six; python_version < "3"'),
        ("build", "wheel", "", "wheel"),
        ("build", "cython", ">=3", "cython>=3"),
        ("dev", "pytest", "", "pytest"),
        ("extra:redis-cache", "redis", "==5.0", "redis[hiredis]==5.0"),
        ("extra:all", "shop", "", "shop[redis-cache]"),
    ]
    assert result.dependencies[0].comment == "why"
    assert result.problems == ()


def test_metadata() -> None:
    result = manifest(FULL)
    metadata = result.metadata
    assert metadata is not None and metadata.name_location is not None
    assert (metadata.name, metadata.version, metadata.backend, metadata.private) == ("Shop", "1.0", "setuptools", True)
    assert (metadata.entry_points, metadata.dynamic, len(metadata.classifiers)) == (("console_scripts",), (), 4)
    assert at(result, metadata.name_location) == "Shop"


def test_python_versions() -> None:
    result = manifest(FULL)
    assert [(each.kind, each.value, each.specifier, at(result, each.location)) for each in result.pythons] == [
        ("requires-python", ">=3.9", ">=3.9", ">=3.9"),
        ("classifier", "3.11", "==3.11.*", "3.11"),
    ]


def test_extras_are_groups_that_may_include_others() -> None:
    result = manifest(FULL)
    assert [(group.name, group.table, at(result, group.location)) for group in result.groups] == [
        ("extra:redis-cache", "Redis_Cache", "Redis_Cache"),
        ("extra:all", "all", "all"),
    ]
    assert [include.name for include in result.groups[1].includes] == ["extra:redis-cache"]


@pytest.mark.parametrize("written", ["attr: shop.__version__", "file: VERSION"])
def test_a_version_from_elsewhere_is_dynamic(written: str) -> None:
    metadata = manifest(f"[metadata]\nname = x\nversion = {written}\n").metadata
    assert metadata is not None and (metadata.version, metadata.dynamic) == ("", ("version",))


def test_files_that_hold_the_requirements() -> None:
    result = manifest(
        "[options]\ninstall_requires = file: requirements.txt, more/base.in\n[options.extras_require]\ndev = file: ../dev.txt\n"
    )
    assert [(each.kind, each.target, each.path, at(result, each.location)) for each in result.includes] == [
        ("dynamic", "requirements.txt", "pkg/requirements.txt", "requirements.txt"),
        ("dynamic", "more/base.in", "pkg/more/base.in", "more/base.in"),
        ("dynamic", "../dev.txt", "dev.txt", "../dev.txt"),
    ]
    assert result.dependencies == ()


@pytest.mark.parametrize("text", ["", "[flake8]\nmax-line-length = 100\n", "[flake8]\nbroken\n"])
def test_a_file_for_other_tools_is_empty(text: str) -> None:
    result = manifest(text)
    assert (result.dependencies, result.metadata, result.problems) == ((), None, ())


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("[metadata]\nname = a\nname = b\n", "unreadable-file", "name"),
        ("[options]\ninstall_requires = foo; python_version < '3'\n", "invalid-requirement", "python_version < '3'"),
        ("[options]\ninstall_requires =\n  a>=1;<2\n", "semicolon-for-comma", ";"),
        ("[options]\ninstall_requires =\n  a==1.0-x.y-z\n", "invalid-specifier", "==1.0-x.y-z"),
        ("[options]\ninstall_requires =\n  =a\n", "invalid-requirement", "=a"),
    ],
)
def test_what_setuptools_refuses_is_a_problem_at_its_place(text: str, rule: str, place: str) -> None:
    result = manifest(text)
    assert [(problem.rule, at(result, problem.location)) for problem in result.problems] == [(rule, place)]


@pytest.mark.parametrize("line", ["%(base)s", "# a comment", "{{ name }}==1"])
def test_what_is_filled_in_later_is_no_problem(line: str) -> None:
    assert manifest(f"[options]\ninstall_requires =\n  six\n  {line}\n").problems == ()


def test_inline_ignores_are_comments() -> None:
    result = manifest("[options]\n# deplint: ignore[x] y\ninstall_requires = a\n")
    assert [(each.text, at(result, each.location)) for each in result.comments] == [("deplint: ignore[x] y", "# deplint: ignore[x] y")]


def test_real_files(corpus: Path) -> None:
    for path in sorted(corpus.rglob("setup.cfg")):
        source, _ = decode(path.relative_to(corpus).as_posix(), path.read_bytes())
        result = read(source)
        assert result.problems == ()
        for each in result.dependencies:
            assert at(result, each.location) == each.text


def test_settings_of_the_packaging_commands_belong_to_a_setup_py_that_names_the_project() -> None:
    metadata = manifest("[bdist_wheel]\nuniversal = 1\n").metadata
    assert metadata is not None
    assert (metadata.name, metadata.backend, "install_requires" in metadata.dynamic) == ("", "setuptools", True)
