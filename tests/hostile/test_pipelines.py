"""Workflows and pipelines that no honest person writes: a finding or nothing, never a failure, and in time that grows with the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .law import report_on
from .test_contents import EVERYWHERE
from .test_growth import GROWTH, grows

WORKFLOW, ACTION, GITLAB, CIRCLE, AZURE, DEPENDABOT, RENOVATE = (
    ".github/workflows/ci.yml", ".github/actions/a/action.yml", ".gitlab-ci.yml", ".circleci/config.yml", "azure-pipelines.yml",
    ".github/dependabot.yml", "renovate.json5",
)  # fmt: skip
NAMES = (WORKFLOW, ACTION, GITLAB, CIRCLE, AZURE, DEPENDABOT, RENOVATE)
STEP = """\
      - uses: actions/setup-python@v5
        with: {python-version: "${{ matrix.python }}"}
      - run: |
          cd api
          pip install -r requirements.txt
      - run: uv sync
        env: {UV_X: 1, PYTHON_VERSION: 3.10}
"""
HEAD = "jobs:\n  a:\n    steps:\n"
SHAPES: dict[str, Callable[[int], dict[str, str]]] = {
    "steps": lambda n: {WORKFLOW: "jobs:\n  a:\n    strategy: {matrix: {python: [3.9, 3.10]}}\n    steps:\n" + STEP * n},
    "jobs": lambda n: {WORKFLOW: "jobs:\n" + "".join(f"  j{each}:\n    steps:\n{STEP}" for each in range(n))},
    "variables": lambda n: {WORKFLOW: "env:\n" + "".join(f"  UV_{each}: 1\n" for each in range(n)) + HEAD + STEP * 9},
    "lines": lambda n: {WORKFLOW: HEAD + "      - run: |\n" + "          pip install -r requirements.txt\n" * n},
    "folded lines": lambda n: {WORKFLOW: HEAD + "      - run: >\n" + "          pip install -r x.txt &&\n\n" * n},
    "quoted lines": lambda n: {WORKFLOW: HEAD + '      - run: "' + 'pip install \\"x\\"; \\\n          ' * n + '"\n'},
    "signs of checks": lambda n: {WORKFLOW: HEAD + "      - run: uv sync; " + "git diff " * n + "\n", "uv.lock": "version = 1\n"},
    "owners": lambda n: {WORKFLOW: HEAD + "      - uses: actions/checkout@v4\n        with: {repository: '${{ "
                         + "github.repository " * n + "'}\n      - run: pip install -r x.txt\n"},
    "a line": lambda n: {WORKFLOW: HEAD + "      - run: " + "pip install -r x.txt; " * n + "\n"},
    "expressions": lambda n: {WORKFLOW: HEAD + "      - run: pip install " + "${{ a " * n + "\n"},
    "missing files": lambda n: {WORKFLOW: HEAD + "      - uses: actions/checkout@v4\n"
                                + "".join(f"      - run: pip install -r r{each}.txt\n" for each in range(n))},
    "checkouts": lambda n: {WORKFLOW: HEAD + "".join(
        f"      - uses: actions/checkout@v4\n        with: {{path: p{each}, repository: a/b}}\n      - run: pip install -r p{each}/x.txt\n"
        for each in range(n))},
    "GitLab": lambda n: {GITLAB: "".join(f"j{each}:\n  image: python:3.11\n  script: [cd x, pip install -r x.txt]\n" for each in range(n))},
    "CircleCI": lambda n: {CIRCLE: "jobs:\n" + "".join(f"  j{each}:\n    steps:\n      - run: pip install -r x.txt\n" for each in range(n))},
    "Azure": lambda n: {AZURE: "steps:\n" + "- script: pip install -r x.txt\n- task: UsePythonVersion@0\n" * n},
    "Dependabot": lambda n: {DEPENDABOT: "updates:\n" + "".join(f"- package-ecosystem: pip\n  directory: /d{each}\n" for each in range(n))},
}  # fmt: skip


@pytest.mark.parametrize("content", EVERYWHERE)
@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_file_takes_it(name: str, content: str) -> None:
    report_on({name: EVERYWHERE[content], "requirements.txt": b"six==1.0\n"})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", ["pip: [", "{% if pip %}\njobs:\n{% endif %}", "pip: " + "[" * 100_000, "pip\n" + "- " * 50_000, "a: *pip"])
def test_what_is_no_yaml_is_left_alone(name: str, content: str) -> None:
    assert not [each for each in report_on({name: content}).diagnostics if each.location.path == name]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_larger_file(shape: str) -> None:
    assert grows(SHAPES[shape], 100) <= GROWTH
