"""Each example prints exactly what its expected.txt says.

`DEPLINT_UPDATE=1 pytest tests/integration/test_examples.py` writes those files anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())


def name_of(example: Path) -> str:
    return example.name


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_prints_what_it_promises(example: Path, run: Run) -> None:
    done = run("deplint", ".", cwd=example)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert done.stderr == ""
    expected = example / "expected.txt"
    if os.environ.get("DEPLINT_UPDATE"):
        expected.write_text(done.stdout, encoding="utf-8", newline="\n")
    assert expected.is_file(), f"no {expected.name}; write it with DEPLINT_UPDATE=1"
    assert done.stdout == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_only_the_clean_one_is_clean(example: Path, run: Run) -> None:
    assert run("deplint", ".", cwd=example).returncode == (0 if example.name == "clean" else 1)


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_same_findings_from_the_top_of_the_repository(example: Path, run: Run) -> None:
    inside = json.loads(run("deplint", ".", "--output-format", "json", cwd=example).stdout)
    outside = json.loads(run("deplint", f"examples/{example.name}", "--output-format", "json", cwd=ROOT).stdout)
    assert codes_and_lines(outside) == codes_and_lines(inside)


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_same_findings_wherever_the_project_stands(example: Path, tmp_path: Path, run: Run) -> None:
    elsewhere = tmp_path / "repository"
    shutil.copytree(example, elsewhere)
    inside = json.loads(run("deplint", ".", "--output-format", "json", cwd=example).stdout)
    outside = json.loads(run("deplint", ".", "--output-format", "json", cwd=elsewhere).stdout)
    assert codes_and_lines(outside) == codes_and_lines(inside)


def codes_and_lines(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(found["code"], found["start"], found["end"]) for found in report["diagnostics"]]


def test_every_example_is_introduced(root: Path) -> None:
    introduction = (root / "examples" / "README.md").read_text(encoding="utf-8")
    assert [example.name for example in EXAMPLES if f"[{example.name}]({example.name})" not in introduction] == []
