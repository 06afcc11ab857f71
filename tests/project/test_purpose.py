"""What a project is made for, and which of its lists production installs."""

from __future__ import annotations

import pytest

from deplint.questions.purpose import Purpose, production_lists, words_of
from deplint.repository import Repository
from deplint.tree import MemoryTree

METADATA = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "NAME"
version = "1.0"
"""


def _repository(files: dict[str, str]) -> Repository:
    return Repository.load(MemoryTree(files))


def _purpose(name: str = "acme", more: str = "") -> Purpose:
    return Purpose(_repository({"pyproject.toml": METADATA.replace("NAME", name) + more}).projects[0])


def _lists(files: dict[str, str]) -> list[str]:
    return [manifest.path for project in _repository(files).projects for manifest, _ in production_lists(project)]


@pytest.mark.parametrize(
    ("name", "more", "tool", "category"),
    [
        ("pytest-acme", "", "pytest", "test"),
        ("pytest_acme", "", "pytest-cov", "test"),
        ("acme-black", "", "black", "format"),
        ("acme-testing", "", "hypothesis", "test"),
        ("cookiecutter-acme", "", "pytest", "test"),
        ("acme", "\n[project.entry-points.pytest11]\nx = 'x'\n", "pytest", "test"),
        ("acme", "\n[project.entry-points.'flake8.extension']\nx = 'x'\n", "flake8", "lint"),
        ("acme", "\n[project.entry-points.diff_cover]\nx = 'x'\n", "diff-cover", "test"),
        ("acme", "classifiers = ['Topic :: Software Development :: Testing']", "pytest", "test"),
        ("acme", "classifiers = ['Framework :: Sphinx :: Extension']", "sphinx", "docs"),
    ],
)
def test_a_project_needs_the_tools_of_its_trade(name: str, more: str, tool: str, category: str) -> None:
    assert _purpose(name, more).needs(tool, category)


@pytest.mark.parametrize(
    ("name", "tool", "category"),
    [("acme", "pytest", "test"), ("django-shop", "django-debug-toolbar", "debug"), ("pre-sales", "pre-commit", "automation")],
)
def test_a_project_needs_no_other_tools(name: str, tool: str, category: str) -> None:
    assert not _purpose(name).needs(tool, category)


@pytest.mark.parametrize(
    "path",
    [
        "requirements-dev.txt", "requirements/testinfra.txt", "requirements/all.txt", "constraints.txt", ".github/pyodide/requirements.in",
        "ui-tests/requirements.txt", "environment.yml",
    ],
)  # fmt: skip
def test_paths_that_production_does_not_install_from(path: str) -> None:
    content = "dependencies: [flask]\n" if path == "environment.yml" else "flask\n"
    assert _lists({"requirements.txt": "flask\n", path: content}) == ["requirements.txt"]


def test_a_list_of_tools_serves_development() -> None:
    assert _lists({"requirements/extra.txt": "flake8\ntox\nsetuptools\nrequests\n"}) == []


def test_words() -> None:
    assert words_of("Requirements/unit_TEST-py3.txt") == {"requirements", "unit", "test", "py", "txt"}
