"""Conda match specs: the parts as conda takes them apart, each with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.facts import Dependency, Problem
from deplint.syntax.matchspec import parse_matchspec

PIECES = (
    "numpy", "conda-forge::", "=", "==", ">=", "<", "1.2", "1.*", " ", ",", "|", "py310_0", "[", "]", "version=", "'", '"', "build=", "-",
    "(", ")", ":",
    "#", " if ", "@", "*", "^", "$", "{{ x }}",
)  # fmt: skip


def parsed(text: str) -> tuple[Dependency | None, tuple[Problem, ...]]:
    return parse_matchspec(text, lambda start, end: (start, end), "environment.yml")


# Name, specifier, build, channel: what `MatchSpec` of conda 26.7 makes of them, the specifier as written.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("numpy", ("numpy", "", "", "")),
        ("numpy=1.2", ("numpy", "=1.2", "", "")),
        ("numpy==1.2", ("numpy", "==1.2", "", "")),
        ("numpy 1.2", ("numpy", "1.2", "", "")),
        ("numpy 1.2.*", ("numpy", "1.2.*", "", "")),
        ("numpy = 1.2", ("numpy", "=1.2", "", "")),
        ("numpy >= 1.2 , < 2", ("numpy", ">=1.2,<2", "", "")),
        ("numpy=1.2=py310_0", ("numpy", "=1.2", "py310_0", "")),
        ("numpy =1.2 py310_0", ("numpy", "=1.2", "py310_0", "")),
        ("numpy >=1.8,<2 py3*", ("numpy", ">=1.8,<2", "py3*", "")),
        ("pytorch>=2.7.0=cuda12*", ("pytorch", ">=2.7.0", "cuda12*", "")),
        ("numpy * openblas_0", ("numpy", "*", "openblas_0", "")),
        ("conda-forge::numpy=1", ("numpy", "=1", "", "conda-forge")),
        ("conda-forge/linux-64::numpy", ("numpy", "", "", "conda-forge/linux-64")),
        ("https://host:443::flask=1.0.2", ("flask", "=1.0.2", "", "https://host:443")),
        ("numpy[version='>=1,<2', build=\"py3*\", channel=x]", ("numpy", ">=1,<2", "py3*", "x")),
        ("x::numpy=1[version=2,channel=y]", ("numpy", "2", "", "y")),
        ("numpy=", ("numpy", "", "", "")),
        ("numpy #c", ("numpy", "", "", "")),
        ("numpy=1 if python>=3", ("numpy", "=1", "", "")),
        ("ruamel.yaml_X", ("ruamel.yaml_x", "", "", "")),
    ],
)
def test_the_parts(text: str, expected: tuple[str, str, str, str]) -> None:
    dependency, problems = parsed(text)
    assert dependency is not None and problems == ()
    build = "".join(option.removeprefix("build=") for option in dependency.options if option.startswith("build="))
    assert (dependency.name, dependency.specifier, build, dependency.index) == expected


def test_the_places() -> None:
    text = "  conda-forge::NumPy >=1.2, <2 py310_0 "
    dependency, _ = parsed(text)
    assert dependency is not None and dependency.name_span and dependency.specifier_span
    assert text[slice(*dependency.name_span)] == dependency.written == "NumPy"
    assert text[slice(*dependency.specifier_span)] == ">=1.2, <2"
    assert text[dependency.location.start : dependency.location.end] == dependency.text == text.strip()


def test_a_version_in_brackets_has_its_place() -> None:
    text = "numpy[build=x, version='>=1']"
    dependency, _ = parsed(text)
    assert dependency is not None and dependency.specifier_span
    assert text[slice(*dependency.specifier_span)] == ">=1"


def test_a_package_file_is_named_by_its_url() -> None:
    dependency, problems = parsed("https://host/linux-64/ca-certificates-2024.2.2-h1_0.conda")
    assert dependency is not None and problems == ()
    assert (dependency.name, dependency.url, dependency.path) == ("ca-certificates", dependency.text, False)


@pytest.mark.parametrize("text", ["{{ pin }}", "numpy={{ version }}", "${NUMPY}", "mkl@"])
def test_templates_variables_and_features_are_nothing(text: str) -> None:
    assert parsed(text) == (None, ())


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("numpy >=1.0 <2.0", "invalid-specifier", ">=1.0 <2.0"),
        ("numpy==1.2.", "invalid-specifier", "==1.2."),
        ("numpy[version='>=']", "invalid-specifier", ">="),
        ("numpy[version='>=1'", "invalid-specifier", "numpy[version='>=1'"),
        ("numpy[colour=red]", "invalid-specifier", "red"),
        (">=1.2", "invalid-requirement", ">=1.2"),
        ("-e .", "invalid-requirement", "-e ."),
        ("git+https://h/x.git", "invalid-requirement", "git+https://h/x.git"),
        ("numpy,", "invalid-requirement", "numpy,"),
    ],
)
def test_what_conda_refuses_is_a_problem_at_its_place(text: str, rule: str, place: str) -> None:
    _, problems = parsed(text)
    assert [(problem.rule, text[problem.location.start : problem.location.end]) for problem in problems] == [(rule, place)]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_every_part_stands_where_it_says(text: str) -> None:
    dependency, problems = parsed(text)
    for problem in problems:
        assert 0 <= problem.location.start <= problem.location.end <= len(text)
    if dependency is not None:
        assert text[dependency.location.start : dependency.location.end] == dependency.text
        if dependency.name_span:
            assert text[slice(*dependency.name_span)] == dependency.written
        if dependency.specifier_span:
            assert "".join(text[slice(*dependency.specifier_span)].split()) == dependency.specifier


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a=" * 50_000, "a[" + "a=[" * 50_000 + "]", "a " * 50_000, "a[" + "a" * 100_000 + "]", ":" * 100_000]
)
def test_hostile_text_is_read_in_one_pass(text: str) -> None:
    parsed(text)
