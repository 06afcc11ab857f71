"""environment.yml: what conda takes of it, each fact at its place; what is no environment is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.discovery import kind_of
from deplint.encoding import decode
from deplint.facts import Dependency, Manifest
from deplint.model import Source
from deplint.readers.conda import read

if TYPE_CHECKING:
    from pathlib import Path


def manifest(text: str, path: str = "env/environment.yml") -> Manifest:
    return read(Source(path, text))


def of(*entries: str) -> Manifest:
    """An environment of these entries; those that begin with blanks belong to the entry before."""
    return manifest("dependencies:\n" + "".join(f"{entry}\n" if entry.startswith(" ") else f"- {entry}\n" for entry in entries))


def only(text: str) -> Dependency:
    (dependency,) = manifest(text).dependencies
    return dependency


def at(result: Manifest, location: tuple[str, int, int]) -> str:
    return result.source.text[location[1] : location[2]]


def problems(result: Manifest) -> list[tuple[str, str]]:
    return [(problem.rule, at(result, problem.location)) for problem in result.problems]


def test_match_specs_are_dependencies_in_the_form_of_conda() -> None:
    result = of("numpy", "scipy=1.2=py310_0", '"conda-forge::pandas>=2,<3"')
    assert [(each.name, each.specifier, each.form, each.group, each.index, each.options) for each in result.dependencies] == [
        ("numpy", "", "conda", "runtime", "", ()),
        ("scipy", "=1.2", "conda", "runtime", "", ("build=py310_0",)),
        ("pandas", ">=2,<3", "conda", "runtime", "conda-forge", ()),
    ]
    assert at(result, result.dependencies[2].location) == "conda-forge::pandas>=2,<3"


def test_names_that_differ_for_conda_differ_here() -> None:
    assert [each.name for each in of("importlib-metadata=2", "importlib_metadata=2").dependencies] == [
        "importlib-metadata",
        "importlib_metadata",
    ]


def test_the_pip_section_is_read_as_requirements() -> None:
    result = of("pip", "pip:", "  - torch==2.0+cu118  # gpu", "  - -e .[dev]", "  - git+https://h/x.git#egg=x", '  - "a>=1 # why"')
    pip = [each for each in result.dependencies if each.group == "pip"]
    assert [(each.name, each.specifier, each.form, each.editable, each.comment) for each in pip] == [
        ("torch", "==2.0+cu118", "pep440", False, "gpu"),
        ("", "", "pep440", True, ""),
        ("x", "", "pep440", False, ""),
        ("a", ">=1", "pep440", False, ""),
    ]
    assert at(result, pip[3].location) == "a>=1"
    assert [(group.name, at(result, group.location)) for group in result.groups] == [("pip", "pip")]


def test_files_and_indexes_of_the_pip_section() -> None:
    result = of("pip:", "  - -r ../dev.txt", "  - -c pins.txt", "  - --extra-index-url https://h/simple", "  - --pre")
    assert [(each.kind, each.path, at(result, each.location)) for each in result.includes] == [
        ("requirements", "dev.txt", "../dev.txt"),
        ("constraints", "env/pins.txt", "pins.txt"),
    ]
    assert [(each.kind, each.url) for each in result.indexes] == [("extra-index", "https://h/simple")]
    assert [each.name for each in result.options] == ["--pre"]


def test_channels() -> None:
    result = manifest("channels: [conda-forge, nodefaults, https://h/c, {url: x/y}]\ndependencies: [numpy]\n")
    assert [(each.kind, each.url, each.name) for each in result.indexes] == [
        ("channel", "conda-forge", "conda-forge"),
        ("channel", "nodefaults", "nodefaults"),
        ("channel", "https://h/c", ""),
        ("channel", "x/y", "x/y"),
    ]
    assert at(result, result.indexes[0].location) == "conda-forge"


@pytest.mark.parametrize(
    ("spec", "value", "specifier"),
    [
        ("python=3.10", "=3.10", "==3.10.*"), ("python=3.10.4", "=3.10.4", "==3.10.4.*"),
        ("python>=3.8,<3.11", ">=3.8,<3.11", ">=3.8,<3.11"),
        ("python 3.9.*", "3.9.*", "==3.9.*"), ("python=3.6.1=0", "=3.6.1", "==3.6.1"), ("python = 3.12", "=3.12", "==3.12.*"),
        ("python=3.9|3.10", "=3.9|3.10", ""), ("python=three", "=three", ""),
    ],
)  # fmt: skip
def test_the_entry_for_python_is_a_statement_about_it(spec: str, value: str, specifier: str) -> None:
    result = of(spec)
    assert [(each.kind, each.value, each.specifier, at(result, each.location)) for each in result.pythons] == [
        ("conda", value, specifier, spec)
    ]
    assert [each.name for each in result.dependencies] == ["python"]


def test_python_without_a_version_states_nothing() -> None:
    assert of("python").pythons == ()


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("dependencies:\n- a  # [linux]\n", 'sys_platform == "linux"'),
        ("dependencies:\n- a  # [not win]\n", 'sys_platform != "win32"'),
        ("dependencies:\n- a  # [unix]\n", 'sys_platform != "win32"'),
        ("dependencies:\n- sel(osx): a\n", 'sys_platform == "darwin"'),
        ("dependencies:\n- sel(arm64):\n  - a\n", 'platform_machine == "arm64"'),
        ("dependencies:\n- a  # [py<39]\n", ""),
    ],
)
def test_selectors_are_markers(text: str, marker: str) -> None:
    assert only(text).marker == marker


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("dependencies:\n- a=1  # why\n", "why"),
        ("dependencies:\n  # why\n  - a=1\n", "why"),
        ("dependencies:\n  # - b\n  - a=1\n", ""),
        ("dependencies:  # not this\n  - a=1\n", ""),
        ("dependencies:\n  # too far\n\n  - a=1\n", ""),
        ('dependencies:\n  - "a=1"\n# after\n', ""),
    ],
)
def test_the_comment_of_an_entry(text: str, comment: str) -> None:
    assert only(text).comment == comment


def test_inline_ignores_are_comments_of_the_manifest() -> None:
    result = of("a  # deplint: ignore[x] y")
    assert [(each.text, at(result, each.location)) for each in result.comments] == [("deplint: ignore[x] y", "# deplint: ignore[x] y")]


@pytest.mark.parametrize(
    "text",
    [
        "", "# nothing\n", "[]", "name: x\n", "apiVersion: v1\nkind: Service\n", "dependencies:\n  left: 1\n", "dependencies:\n",
        "services: {db: {image: x}}",
        "dependencies:\n- name: redis\n  version: 1.x\n  repository: https://h\n", "channels: [a]\n",
        "dependencies: [1, 2]\n",
    ],
)  # fmt: skip
def test_other_files_are_empty(text: str) -> None:
    result = manifest(text)
    assert (result.dependencies, result.problems, result.indexes) == ((), (), ())


def test_broken_yaml_under_the_usual_name_is_told_under_others_only_with_dependencies() -> None:
    broken = "a:\n  b: [\n"
    assert [each.rule for each in manifest(broken).problems] == ["unreadable-file"]
    assert read(Source("conda/dev.yml", broken)).problems == ()
    assert [each.rule for each in read(Source("conda/dev.yml", f"dependencies:\n{broken}")).problems] == ["unreadable-file"]


@pytest.mark.parametrize(
    "text",
    [
        "dependencies:\n- {% if x %}\n- a\n", "dependencies:\n- {{ x }}\n", "dependencies: {{ all }}\nchannels: [x]\n",
        "dependencies:\n- '{{ x }}'\n",
        "dependencies:\n- a={{ v }}\n", "channels: [x]\ndependencies:\n- pip:\n  - {{ y }}\n  - a=={{ v }}\n", "dependencies:\n- ${X}\n",
    ],
)  # fmt: skip
def test_templates_are_nothing(text: str) -> None:
    result = manifest(text)
    assert (result.dependencies, result.problems) == ((), ())


def test_a_template_leaves_the_other_entries() -> None:
    assert [each.name for each in of('"{{ local }}"', "numpy", "pip:", "  - '{{ x }}'", "  - six").dependencies] == ["numpy", "six"]


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("dependencies:\n- a\n\t- b\n", "unreadable-file", "\t"),
        ("dependencies:\n- @a\n", "unreadable-file", "@a"),
        ("channels: [x]\ndependencies: {a: 1}\n", "invalid-requirement", "{a: 1}"),
        ("dependencies:\n- a\n- numpy: 1.2\n", "invalid-requirement", "numpy: 1.2"),
        ("dependencies:\n- a\n- 3.10\n", "invalid-requirement", "3.10"),
        ("dependencies:\n- a\n-\n", "invalid-requirement", ""),
        ("dependencies:\n- a\n- cran: [b]\n", "invalid-requirement", "cran"),
        ("dependencies:\n- a\n- pip: b\n", "invalid-requirement", "b"),
        ("dependencies:\n- a\n- pip: [{b: c}]\n", "invalid-requirement", "{b: c}"),
        ("dependencies:\n- a >=1 <2\n", "invalid-specifier", ">=1 <2"),
        ("dependencies:\n- pip:\n  - a>=1;<2\n", "semicolon-for-comma", ";"),
        ("dependencies:\n- -e .\n", "invalid-requirement", "-e ."),
    ],
)
def test_what_conda_refuses_is_a_problem_at_its_place(text: str, rule: str, place: str) -> None:
    assert problems(manifest(text)) == [(rule, place)]


@pytest.mark.parametrize(
    "text", ["dependencies:\n- a\n- pip:\n", "dependencies:\n- a\n- pip: []\n", "dependencies:\n- a\nplatforms: [x]\ncategory: dev\n"]
)
def test_what_conda_takes_is_no_problem(text: str) -> None:
    result = manifest(text)
    assert [each.name for each in result.dependencies] == ["a"] and result.problems == ()


@pytest.mark.parametrize(
    "text", ["dependencies:\n" + "- [" * 100_000, "dependencies: &a\n- x\n- [" + "*a, " * 10, "dependencies:\n- " + "a" * 1_000_000]
)
def test_hostile_text_is_read(text: str) -> None:
    manifest(text)


def test_real_environments(corpus: Path) -> None:
    counted = 0
    for path in sorted(corpus.rglob("*.y*ml")):
        name = path.relative_to(corpus).as_posix()
        if kind_of(name.partition("/")[2]) != "conda":
            continue
        source, _ = decode(name, path.read_bytes())
        result = read(source)
        counted += len(result.dependencies)
        for each in result.dependencies:
            assert at(result, each.location) == each.text
            assert each.name_span is None or source.text[slice(*each.name_span)] == each.written
        assert {problem.rule for problem in result.problems} <= {"unreadable-file"}, name
    assert counted > 1000
