"""GitLab CI, CircleCI and Azure Pipelines: what they set up and run, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.discovery import kind_of
from deplint.model import Source
from deplint.readers import read

if TYPE_CHECKING:
    from deplint.installs import Installs

GITLAB, CIRCLE, AZURE = ".gitlab-ci.yml", ".circleci/config.yml", "azure-pipelines.yml"


def installs(text: str, path: str) -> Installs:
    found = read(Source(path, text), kind_of(path)).installs
    assert found is not None
    return found


def files(text: str, path: str) -> list[tuple[str, ...]]:
    return [file.paths for command in installs(text, path).commands for file in command.files]


def pythons(text: str, path: str) -> list[str | None]:
    return [option.value for setup in installs(text, path).setups for option in setup.versions]


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("test:\n  script:\n    - pip install -r a.txt\n", GITLAB, [("a.txt",)]),
        ("test:\n  script: pip install -r a.txt\n", GITLAB, [("a.txt",)]),
        ("test:\n  script:\n    - cd api\n    - pip install -r a.txt\n", GITLAB, [("api/a.txt",)]),
        ("test:\n  before_script: [cd api]\n  script: [pip install -r a.txt]\n", GITLAB, [("api/a.txt",)]),
        ("before_script: [cd api]\ntest:\n  script: [pip install -r a.txt]\n", GITLAB, [()]),
        ("test:\n  extends: .base\n  script: [pip install -r a.txt]\n", GITLAB, [()]),
        ("default:\n  before_script:\n    - pip install -r a.txt\n", GITLAB, [("a.txt",)]),
        ("before_script: &x\n  - pip install -r a.txt\ntest:\n  script:\n    - *x\n    - pip install -r b.txt\n", GITLAB, [("a.txt",), ("a.txt",), ("b.txt",)]),
        ("test: {script: [pip install -r a.txt]}\n", "x/.gitlab-ci.yml", [()]),
        ("test: {script: [pip install -r a.txt]}\n", ".gitlab/test.yml", [("a.txt",)]),
        ("test: {script: [pip install -r a.txt]}\n", "x/test.gitlab-ci.yml", [()]),
        ("jobs:\n  a:\n    steps:\n      - checkout\n      - run: pip install -r a.txt\n", CIRCLE, [("a.txt",)]),
        ("jobs:\n  a:\n    steps:\n      - run: {command: pip install -r a.txt, working_directory: api}\n", CIRCLE, [("api/a.txt",)]),
        ("jobs:\n  a:\n    working_directory: ~/repo\n    steps:\n      - run: {command: pip install -r a.txt, working_directory: ~/repo/api}\n",
         CIRCLE, [("api/a.txt",)]),
        ("jobs:\n  a:\n    steps:\n      - run: {command: pip install -r a.txt, working_directory: /opt}\n", CIRCLE, [()]),
        ("commands:\n  a:\n    steps:\n      - when:\n          condition: x\n          steps:\n            - run: pip install -r a.txt\n", CIRCLE, [("a.txt",)]),
        ("jobs:\n  a:\n    steps:\n      - run: pip install -r << parameters.x >>\n", CIRCLE, [()]),
        ("jobs:\n  a:\n    shell: pwsh.exe\n    steps:\n      - run: pip install -r a.txt\n", CIRCLE, []),
        ("steps:\n  - script: pip install -r a.txt\n", AZURE, [("a.txt",)]),
        ("steps:\n  - bash: pip install -r a.txt\n    workingDirectory: $(System.DefaultWorkingDirectory)/api\n", AZURE, [("api/a.txt",)]),
        ("jobs:\n  - job: x\n    pool: {vmImage: windows-2022}\n    steps:\n      - script: pip install -r a.txt\n      - bash: pip install -r b.txt\n",
         AZURE, [("b.txt",)]),
        ("stages:\n- stage: a\n  jobs:\n  - deployment: b\n    strategy: {runOnce: {deploy: {steps: [{script: pip install -r a.txt}]}}}\n",
         AZURE, [("a.txt",)]),
        ("steps:\n  - ${{ if eq(1, 1) }}:\n    - script: pip install -r a.txt\n", AZURE, [("a.txt",)]),
        ("steps:\n  - task: Bash@3\n    inputs: {targetType: inline, script: pip install -r a.txt}\n", AZURE, [("a.txt",)]),
        ("steps:\n  - pwsh: pip install -r a.txt\n  - powershell: pip install -r a.txt\n", AZURE, []),
    ],
)  # fmt: skip
def test_files_are_looked_for_where_the_job_runs(text: str, path: str, expected: list[tuple[str, ...]]) -> None:
    assert files(text, path) == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("image: python:3.11\n", GITLAB, ["3.11"]), ("test: {image: {name: 'python:3.12-slim'}, script: []}\n", GITLAB, ["3.12"]),
        ("image: $IMAGE\n", GITLAB, []),
        ("jobs: {a: {docker: [{image: cimg/python:3.12.1}, {image: python:3.9}]}}\n", CIRCLE, ["3.12.1"]),
        ("executors: {a: {docker: [{image: circleci/python:3.6.1-node}]}}\n", CIRCLE, ["3.6.1"]),
        ("steps:\n- task: UsePythonVersion@0\n  inputs: {versionSpec: '3.11'}\n", AZURE, ["3.11"]),
        ("steps:\n- task: UsePythonVersion@0\n", AZURE, ["3.x"]),
        (
            (
                "strategy:\n  matrix:\n    a: {python.version: '3.9'}\n    b: {python.version: '3.10'}\nsteps:\n"
                "- task: UsePythonVersion@0\n  inputs: {versionSpec: $(python.version)}\n"
            ),
            AZURE,
            ["3.9", "3.10"],
        ),
        ("steps:\n- task: UsePythonVersion@0\n  inputs: {versionSpec: '${{ parameters.x }}'}\n", AZURE, [None]),
    ],
)  # fmt: skip
def test_every_python_that_a_job_may_get_is_known(text: str, path: str, expected: list[str | None]) -> None:
    assert pythons(text, path) == expected


def test_variables_of_the_job_win() -> None:
    text = "variables: {UV_FROZEN: 0, UV_OFFLINE: $X}\ntest:\n  variables: {UV_FROZEN: {value: 1, description: x}}\n  script: [uv sync]\n"
    command = installs(text, GITLAB).commands[0]
    assert {each.name: each.value for each in command.environment} == {"UV_FROZEN": "1", "UV_OFFLINE": None}


@pytest.mark.parametrize(("text", "path"), [
    ("test:\n  script:\n    - echo x\n    - |\n      cd x\n      pip install  flask\n", GITLAB),
    ("jobs:\n  a:\n    steps:\n      - run:\n          command: >-\n            cd x &&\n            pip install  flask\n", CIRCLE),
    ("steps:\n  - script: 'cd x && pip install  flask'\n", AZURE),
])  # fmt: skip
def test_a_command_stands_where_it_is_written(text: str, path: str) -> None:
    place = installs(text, path).commands[0].location
    assert text[place.start : place.end] == "pip install  flask"


def test_a_number_in_gitlab_is_told() -> None:
    text = "test:\n  parallel: {matrix: [{PYTHON_VERSION: [3.9, 3.10]}]}\n  script: [pip]\n"
    assert [each.label for each in read(Source(GITLAB, text), "gitlab-ci").problems] == ["read as 3.1"]


@pytest.mark.parametrize("path", [GITLAB, CIRCLE, AZURE])
@pytest.mark.parametrize("text", [
    "", "- pip", "pip", "script: [", "jobs: pip\nsteps: pip\ndefault: pip", "jobs: {a: [pip]}\na: {script: {b: pip}}\nsteps: [pip, [pip]]",
    "jobs: {a: {docker: x, steps: [{run: [pip]}, {run: {command: }}]}}\nsteps: [{script: }, {task: UsePythonVersion@0, inputs: x}]",
    "image: [x]\nvariables: pip\na: {image: [x], variables: [x], parallel: {matrix: x}, script: 1}",
])  # fmt: skip
def test_anything_else_says_nothing(text: str, path: str) -> None:
    assert not installs(text, path).commands


@pytest.mark.parametrize("path", [GITLAB, CIRCLE, AZURE])
def test_aliases_do_not_multiply(path: str) -> None:
    levels = "".join(f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 30)}]\n" for i in range(1, 9))
    jobs = "".join(f"job{i}: {{script: [*x8], steps: *x8}}\n" for i in range(200))
    text = f"x0: &x0 [script, pip install x]\n{levels}{jobs}"
    assert len(installs(text, path).commands) < 100_000
