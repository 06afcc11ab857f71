"""GitHub workflows and composite actions: what they set up and run, where, and with which variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deplint.model import Location, Source
from deplint.readers.places.workflow import is_posix, read

if TYPE_CHECKING:
    from deplint.installs import Installs

PATH = ".github/workflows/ci.yml"


def installs(text: str, path: str = PATH) -> Installs:
    found = read(Source(path, text)).installs
    assert found is not None
    return found


def job(steps: str, more: str = "") -> str:
    """A workflow with one job that checks the repository out and has these steps."""
    inner = "".join(f"      {line}\n" for line in steps.splitlines())
    return f"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n{more}    steps:\n      - uses: actions/checkout@v4\n{inner}"


def versions(steps: str, more: str = "") -> list[str | None]:
    return [option.value for setup in installs(job(steps, more)).setups for option in setup.versions]


def folders(text: str, path: str = PATH) -> list[str | None]:
    return [command.folder for command in installs(text, path).commands]


MATRIX = """\
    strategy:
      matrix:
        python: [3.9, "3.11"]
        exclude: [{python: 3.9}, {python: "3.11", os: mac}]
        include: [{python: "3.13", os: linux}, {os: mac}]
"""
SETUP = "- uses: actions/setup-python@v5\n  with:\n    python-version: "


@pytest.mark.parametrize(
    ("steps", "more", "expected"),
    [
        (SETUP + "'3.11'", "", ["3.11"]), (SETUP + "3.10", "", ["3.10"]),
        (SETUP + "|\n      3.9\n      3.11", "", ["3.9", "3.11"]),
        (SETUP + "${{ matrix.python }}", MATRIX, ["3.11", "3.13"]),
        (SETUP + "${{ matrix.config.py }}", "    strategy:\n      matrix:\n        config: [{py: '3.9'}, {os: x}]\n", ["3.9"]),
        (SETUP + "${{ matrix.python }}", "    strategy:\n      matrix: ${{ fromJSON(needs.x.outputs.y) }}\n", [None]),
        (SETUP + "${{ matrix.none }}", MATRIX, [None]),
        (SETUP + "${{ env.PY }}", "    env:\n      PY: '3.12'\n", ["3.12"]), (SETUP + "${{ env.PY }}", "", [None]),
        (SETUP + "${{ inputs.python || '3.11' }}", "", [None]), (SETUP + "3.${{ matrix.minor }}", "", [None]),
        (SETUP + "''", "", []), ("- uses: actions/setup-python@v5", "", []),
        ("- uses: Actions/Setup-Python@v5\n  with: {python-version: 3.12}", "", ["3.12"]),
        ("- uses: astral-sh/setup-uv@v6\n  with: {python-version: 3.12, version: 0.9.1}", "", ["3.12"]),
        ("- uses: other/setup-python-like@v5\n  with: {python-version: 3.12}", "", []),
        ("- run: pip --version", "    container: python:3.11-slim\n", ["3.11"]),
        ("- run: pip --version", "    container: {image: 'ghcr.io/x/python:3.12.1'}\n", ["3.12.1"]),
        ("- run: pip --version", "    container: ubuntu:24.04\n", []),
    ],
)  # fmt: skip
def test_every_python_that_a_job_may_get_is_known(steps: str, more: str, expected: list[str | None]) -> None:
    assert versions(steps, more) == expected


def test_a_version_stands_where_it_is_written() -> None:
    text = job(SETUP + "${{ matrix.python }}", MATRIX)
    places = [option.location for setup in installs(text).setups for option in setup.versions]
    assert [text[place.start : place.end] for place in places] == ["3.11", "3.13"]
    assert places[0] == Location(PATH, text.index("3.11"), text.index("3.11") + 4)


PIP = "- run: pip install -r requirements.txt"
WORKING = "\n  working-directory: "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (job(PIP), ("requirements.txt",)), (job(PIP + WORKING + "api"), ("api/requirements.txt",)),
        (job(PIP + WORKING + "./api/"), ("api/requirements.txt",)), (job(PIP + WORKING + "${{ matrix.x }}"), ()),
        (job(PIP + WORKING + "${{ github.workspace }}/api"), ("api/requirements.txt",)), (job(PIP + WORKING + "/opt"), ()),
        (job(PIP + WORKING + "../x"), ()),
        (job(PIP, "    defaults:\n      run:\n        working-directory: api\n"), ("api/requirements.txt",)),
        (job(PIP + WORKING + "web", "    defaults:\n      run:\n        working-directory: api\n"), ("web/requirements.txt",)),
        (job("- run: |\n    cd api\n    pip install -r requirements.txt"), ("api/requirements.txt",)),
        (job("- uses: actions/checkout@v4\n  with: {repository: a/b, path: other}\n- run: pip install -r other/requirements.txt"), ()),
        (job("- uses: actions/checkout@v4\n  with: {repository: a/b, path: other}\n" + PIP), ("requirements.txt",)),
        (job("- uses: actions/checkout@v4\n  with: {repository: a/b}\n" + PIP), ()),
        (job("- uses: actions/checkout@v4\n  with: {repository: '${{ github.repository_owner }}/b', path: b}\n" + PIP + WORKING + "b"), ()),
        (job("- uses: actions/checkout@v4\n  with: {repository: '${{ github.repository }}'}\n" + PIP), ("requirements.txt",)),
        (job("- uses: actions/checkout@v4\n  with: {ref: gh-pages}\n" + PIP), ()),
        (job(PIP).replace("checkout@v4\n", "checkout@v4\n        with: {path: src}\n"), ()),
        (job(PIP + WORKING + "src").replace("checkout@v4\n", "checkout@v4\n        with: {path: src}\n"), ("requirements.txt",)),
        (job(PIP).replace("actions/checkout@v4", "actions/cache@v4"), ()),
    ],
)  # fmt: skip
def test_a_file_is_looked_for_where_the_job_runs(text: str, expected: tuple[str, ...]) -> None:
    assert installs(text).commands[0].files[0].paths == expected


def test_a_workflow_belongs_to_the_repository_that_it_stands_in() -> None:
    assert folders(job(PIP), "services/shop/.github/workflows/ci.yml") == ["services/shop"]


ACTION = "runs:\n  using: composite\n  steps:\n    - run: pip install -r requirements.txt\n      shell: bash\n"


def test_an_action_of_the_repository_runs_in_it() -> None:
    assert folders(ACTION, ".github/actions/setup/action.yml") == [""]


def test_an_action_for_others_runs_where_they_use_it() -> None:
    assert installs(ACTION, "action.yml").commands[0].files[0].paths == ()


@pytest.mark.parametrize(
    ("step", "more", "count"),
    [
        (PIP, "", 1), (PIP + "\n  shell: bash", "", 1), (PIP + "\n  shell: pwsh", "", 0), (PIP + "\n  shell: python", "", 0),
        (PIP, "    defaults: {run: {shell: pwsh}}\n", 0), (PIP + "\n  shell: bash", "    defaults: {run: {shell: cmd}}\n", 1),
        (PIP + "\n  shell: bash -el {0}", "", 1),
    ],
)  # fmt: skip
def test_only_posix_shells_are_read(step: str, more: str, count: int) -> None:
    assert len(installs(job(step, more)).commands) == count


@pytest.mark.parametrize(
    ("runner", "more", "count"),
    [
        ("windows-2022", "", 0), ("[self-hosted, windows-x64]", "", 0), ("${{ matrix.os }}", "strategy: {matrix: {os: [windows-2019]}}", 0),
        ("${{ matrix.os }}", "strategy: {matrix: {os: [ubuntu-24.04, windows-2019]}}", 1), ("${{ inputs.os }}", "", 1),
    ],
)  # fmt: skip
def test_the_default_shell_of_windows_is_left_alone(runner: str, more: str, count: int) -> None:
    assert len(installs(job(PIP, f"    {more}\n").replace("ubuntu-latest", runner)).commands) == count


def test_a_step_for_windows_is_left_alone() -> None:
    assert not installs(job(PIP + "\n  if: runner.os == 'Windows'")).commands


@pytest.mark.parametrize("shell", ["", "bash", "sh", "bash -l {0}", "/bin/bash {0}"])
def test_posix_shells(shell: str) -> None:
    assert is_posix(shell)


@pytest.mark.parametrize("shell", ["pwsh", "cmd", "python", "wsl-bash {0}", "${{ matrix.shell }}", "nix develop -c bash {0}"])
def test_other_shells(shell: str) -> None:
    assert not is_posix(shell)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("matrix.os == 'x'", True), ("${{ hashFiles('a.txt') != '' }}", True), ("steps.files.outputs.any != 'true'", True), ("false", True),
        ("steps.cache.outputs.cache-hit != 'true'", False),
        ("github.event_name == 'push'", False), ("always()", False), ("", False),
    ],
)  # fmt: skip
def test_a_step_under_a_condition_may_never_run(condition: str, expected: bool) -> None:
    command = installs(job(PIP + f"\n  if: {condition}")).commands[0]
    assert command.is_conditional is expected


def test_variables_of_all_levels_are_in_force() -> None:
    text = "env: {UV_LOCKED: 1, UV_FROZEN: 0, OTHER: x}\n" + job(
        "- run: uv sync\n  env: {UV_OFFLINE: '${{ x }}'}", "    env: {UV_FROZEN: true}\n"
    )
    command = installs(text).commands[0]
    assert {each.name: each.value for each in command.environment} == {"UV_LOCKED": "1", "UV_FROZEN": "true", "UV_OFFLINE": None}


def test_variables_that_a_step_exports_are_in_force_after_it() -> None:
    text = job('- run: uv sync\n- run: echo "UV_FROZEN=1" >> $GITHUB_ENV\n- run: uv sync')
    assert [command.variable("UV_FROZEN") is not None for command in installs(text).commands] == [False, True]


def test_files_that_inputs_name() -> None:
    text = job("- uses: actions/setup-python@v6\n  with:\n    python-version-file: .python-version\n    cache-dependency-path: |\n"
               "      a.txt\n      **/b.txt\n    pip-install: -r dev.txt")  # fmt: skip
    found = installs(text)
    assert [(each.kind, each.target, each.paths) for each in found.setups[0].files] == [
        ("version", ".python-version", (".python-version",)), ("cache", "a.txt", ("a.txt",)), ("cache", "**/b.txt", ()),
    ]  # fmt: skip
    command = found.commands[0]
    assert command.files[0].paths == ("dev.txt",)
    assert text[command.files[0].location.start : command.files[0].location.end] == "dev.txt"


def test_an_image_that_is_built() -> None:
    text = job("- uses: docker/build-push-action@v6\n  with:\n    context: api\n    target: production")
    assert [(each.kind, each.paths, each.extras) for each in installs(text).files] == [("image", ("api/Dockerfile",), ("production",))]


@pytest.mark.parametrize("written", ["3.10", "[3.9, 3.10]"])
@pytest.mark.parametrize("key", ["python-version", "python", "PYTHON_VERSION", "py", "pyver", "worker-python"])
def test_a_number_that_loses_a_digit_is_told(key: str, written: str) -> None:
    text = job("- run: pip --version", f"    strategy:\n      matrix:\n        {key}: {written}\n")
    problem = read(Source(PATH, text)).problems[0]
    assert problem.rule == "python-version-as-number"
    assert problem.edits[0].replacement.strip("'\"") == "3.10"
    assert text[slice(*problem.edits[0].location[1:])] == "3.10"


@pytest.mark.parametrize("line", ["python: '3.10'", "python: 3.11", "python: 3.1", "go: 1.20", "happy: 3.10", "copy: 3.10", "python: 3.10.0"])
def test_other_values_are_right(line: str) -> None:
    text = job("- run: pip --version", f"    strategy:\n      matrix:\n        {line}\n")
    assert read(Source(PATH, text)).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "jobs: {pip: [", "pip", "- pip", "jobs: pip", "jobs: {a: pip}", "jobs: {a: {steps: pip}}", "jobs: {a: {steps: [pip, {uses: [pip]}]}}",
        "jobs: {a: {steps: [{run: [pip]}, {run: }]}}", "{% if pip %}\njobs:\n{% endif %}", "on: [pip]\njobs:\n  a:\n    strategy: pip",
        "jobs: {a: {strategy: {matrix: [pip]}, container: [x], steps: [{uses: actions/setup-python@v1, with: x}]}}",
        "jobs: {a: {env: pip, defaults: x, steps: [{uses: actions/setup-python@v1, with: {python-version: [[1], {a: b}]}}]}}",
    ],
)  # fmt: skip
def test_anything_else_says_nothing(text: str) -> None:
    found = read(Source(PATH, text))
    assert found.installs is not None
    assert not found.installs.commands
    assert not found.problems


def test_aliases_do_not_multiply() -> None:
    levels = "".join(f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 10)}]\n" for i in range(1, 12))
    text = f"x0: &x0 [pip]\n{levels}jobs:\n  a:\n    strategy: {{matrix: {{python: *x11}}}}\n    steps: *x11\n    env: {{UV_X: *x11}}\n"
    assert installs(text).commands == ()
