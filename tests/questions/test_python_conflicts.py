"""Which statements about the Python of a project are taken for contradictions, and which images and jobs are the project's."""

from __future__ import annotations

import pytest

from deplint.questions.python_conflicts import conflict, meant
from deplint.questions.python_view import setup_specifier, statements
from deplint.repository import Repository
from deplint.tree import MemoryTree

MANIFEST = '[project]\nname = "a"\nversion = "1"\nrequires-python = "{}"\ndependencies = ["flask>=3"]\n'
IMAGE = "FROM python:{}\nCOPY . .\nRUN pip install .\n"
JOB = """on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {{python-version: "{}"}}
      - run: {}
"""


def against(files: dict[str, str], root: str = "") -> list[tuple[str, str]]:
    """The kind and value of what contradicts, in the project at a root."""
    projects = Repository.load(MemoryTree(files)).projects
    found = conflict(next(project for project in projects if project.root == root))
    return [(group[0].kind, group[0].value) for group, _ in found.against] if found else []


@pytest.mark.parametrize(
    ("required", "chosen", "is_told"),
    [
        (">=3.11", "3.9", True),
        (">=3.11", "3.11", False),
        (">=3.11.4", "3.11", False),
        (">=3.11.4", "3.11.2", True),
        ("<3.12", "3.12", True),
        ("==3.11", "3.11.4", False),
        (">3.11", "3.11.4", False),
        ("<=3.11", "3.11.4", False),
        (">=3.11", "pypy3.9-7.3.11", True),
        (">=3.11", "system", False),
        (">=3.11", "3.9 3.11", False),
        (">=3.11", "3.9 3.10", True),
        ("nonsense", "3.9", False),
    ],
)
def test_a_version_file(required: str, chosen: str, is_told: bool) -> None:
    assert bool(against({"pyproject.toml": MANIFEST.format(required), ".python-version": chosen})) is is_told


@pytest.mark.parametrize(
    ("target", "is_told"),
    [
        ('[tool.ruff]\ntarget-version = "py312"', True),
        ('[tool.ruff]\ntarget-version = "py310"', False),
        ('[tool.black]\ntarget-version = ["py312", "py313"]', True),
        ('[tool.black]\ntarget-version = ["py310", "py313"]', False),
        ('[tool.mypy]\npython_version = "3.13"', False),
        ('[tool.ruff]\ntarget-version = 312', False),
    ],
)
def test_targets_above_the_floor(target: str, is_told: bool) -> None:
    assert bool(against({"pyproject.toml": MANIFEST.format(">=3.10") + target})) is is_told


def test_an_image_that_does_not_install_the_project_is_for_something_else() -> None:
    files = {"pyproject.toml": MANIFEST.format(">=3.11"), "Dockerfile": "FROM python:3.8\nCOPY x.py .\n"}
    assert against(files) == []


def test_stages_that_end_in_one_that_installs_the_project() -> None:
    image = "FROM python:3.8 AS base\nFROM python:3.9 AS tools\nRUN pip install black\nFROM base\nCOPY . .\nRUN pip install .\n"
    files = {"pyproject.toml": MANIFEST.format(">=3.11"), "Dockerfile": image}
    assert against(files) == [("image", "3.8")]


def test_a_dockerfile_that_was_laid_aside() -> None:
    assert against({"pyproject.toml": MANIFEST.format(">=3.11"), "Dockerfile.old": IMAGE.format("3.8")}) == []


def test_a_workflow_at_the_top_is_for_the_project_that_it_installs() -> None:
    files = {
        "a/pyproject.toml": MANIFEST.format(">=3.11"),
        "b/pyproject.toml": MANIFEST.format(">=3.11"),
        ".github/workflows/x.yml": JOB.format("3.9", "pip install ./a"),
    }
    assert (against(files, "a"), against(files, "b")) == ([("setup", "3.9")], [])


@pytest.mark.parametrize("command", ["make test", "pip install black", "uvx ruff check", "uv run --no-project x.py", "uv sync --python 3.12"])
def test_a_job_that_does_not_install_the_project(command: str) -> None:
    assert against({"pyproject.toml": MANIFEST.format(">=3.11"), ".github/workflows/x.yml": JOB.format("3.9", command)}) == []


@pytest.mark.parametrize("command", ["pip install .", "uv sync", "poetry install", "pip install -e .[test]"])
def test_a_job_that_installs_the_project(command: str) -> None:
    assert against({"pyproject.toml": MANIFEST.format(">=3.11"), ".github/workflows/x.yml": JOB.format("3.9", command)})


def test_an_application_is_tested_on_another_python_than_it_runs_on() -> None:
    files = {
        "requirements.txt": "flask==3.0.2\n",
        "Dockerfile": "FROM python:3.9\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n",
        ".github/workflows/x.yml": JOB.format("3.12", "pip install -r requirements.txt"),
    }
    assert against(files) == [("image", "3.9")]
    files["tox.ini"] = "[tox]\nenvlist = py39\n"
    assert against(files) == []


def test_nothing_is_said_of_scripts_and_examples() -> None:
    script = '# /// script\n# requires-python = ">=3.13"\n# dependencies = []\n# ///\n'
    files = {"pyproject.toml": MANIFEST.format("<3.13"), "x.py": script, "examples/pyproject.toml": MANIFEST.format(">=3.14")}
    assert against(files) == []
    project = Repository.load(MemoryTree(files)).projects[0]
    assert [each.value for each in statements(project)] == ["<3.13"]


@pytest.mark.parametrize(
    ("written", "specifier"),
    [
        ("3.x", "==3.*"), ("3.9", "==3.9.*"), (">=3.9 <3.14", ">=3.9,<3.14"), ("pypy-3.9", "==3.9.*"), ("graalpy-24", ""), ("", ""),
        ("3.12-dev", "==3.12.*"), ("latest", ""),
    ],
)  # fmt: skip
def test_what_setup_python_takes(written: str, specifier: str) -> None:
    assert setup_specifier(written) == specifier


def test_what_was_meant_by_two_numbers() -> None:
    assert [meant(each) for each in ("==3.11", "<=3.11", ">3.11", ">=3.9, <=3.12", "==3.11.2", "~=3.9")] == [
        "==3.11.*", "<3.12", ">=3.11", ">=3.9,<3.13", "==3.11.2", "~=3.9",
    ]  # fmt: skip


def test_an_image_in_a_folder_of_the_project_is_built_from_above_it() -> None:
    files = {"a/pyproject.toml": MANIFEST.format(">=3.11"), "a/docker/Dockerfile": IMAGE.format("3.8")}
    assert against(files, "a") == [("image", "3.8")]
    files["a/docker/Dockerfile"] = "FROM python:3.8\nCOPY . .\nRUN uv sync\n"
    assert against(files, "a") == [("image", "3.8")]


def test_a_folder_below_another_project_is_that_one_s() -> None:
    job = JOB.format("3.9", "cd b/c && uv sync")
    files = {"pyproject.toml": MANIFEST.format(">=3.11"), "b/pyproject.toml": MANIFEST.format(">=3.9"), ".github/workflows/x.yml": job}
    assert (against(files), against(files, "b")) == ([], [])


def test_a_step_that_finds_the_version_elsewhere_may_find_any() -> None:
    job = JOB.format("3.9", "uv sync").replace("      - run", "      - uses: astral-sh/setup-uv@v5\n      - run")
    assert against({"pyproject.toml": MANIFEST.format(">=3.11"), ".github/workflows/x.yml": job}) == []
