"""The GitHub Action: valid, without a hole, and its steps do what action.yml says."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple

import pytest
import yaml

Run = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHEMAS = [("github-actions", ROOT / "action.yml"), ("dependabot", ROOT / ".github" / "dependabot.yml")]
SCHEMAS += [("github-workflows", path) for path in WORKFLOWS]


@pytest.mark.parametrize(("schema", "path"), SCHEMAS, ids=lambda value: getattr(value, "name", value))
def test_follows_its_schema(schema: str, path: Path, run: Run) -> None:
    done = run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", path)
    assert done.returncode == 0, done.stdout


def test_auditor_finds_nothing(run: Run) -> None:
    done = run("zizmor", "--offline", "--no-progress", "--persona", "auditor", "action.yml", ".github")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_other_peoples_actions_are_pinned_by_commit(path: Path) -> None:
    uses = re.findall(r"^\s*(?:- )?uses: (?!\./)(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [line for line in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_inputs_reach_the_shell_through_the_environment_only() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


class Outcome(NamedTuple):
    """What one run of the action's steps gave."""

    exit_code: int
    log: str
    summary: str
    outputs: dict[str, str]

    @property
    def sarif(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(Path(self.outputs["sarif-file"]).read_text(encoding="utf-8"))
        return loaded


Action = Callable[..., Outcome]


@pytest.fixture
def action(shared: Path, network: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Action:
    """Runs the steps of action.yml one after the other on `workspace`, as a runner would, but for those that use other actions."""
    runner = tmp_path / "runner"
    runner.mkdir()
    monkeypatch.setenv("TMPDIR", str(runner))
    harness = shared / "schemas" / "validators" / "run_composite.py"

    def run_action(workspace: Path, **inputs: str) -> Outcome:
        command = [sys.executable, str(harness), str(ROOT), str(workspace), *(f"{key}={value}" for key, value in inputs.items())]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False)
        outputs = re.search(r"^-- outputs: (.*)$", done.stdout, re.MULTILINE)
        assert outputs, done.stdout + done.stderr
        _, _, summary = done.stdout.partition("-- summary: ")
        return Outcome(done.returncode, done.stdout + done.stderr, summary.partition("\n-- ")[0], ast.literal_eval(outputs[1]))

    return run_action


def test_findings_fail_the_job_last_and_are_reported_everywhere(action: Action, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(ROOT / "examples" / "hand-written-service", workspace / "an app")
    shutil.copytree(ROOT / "examples" / "ml-conda", workspace / "model")
    # A linted project must not be able to put its own code in the place of deplint's.
    for name in ("deplint", "yaml", "packaging", "tomli", "json", "argparse"):
        (workspace / f"{name}.py").write_text("raise SystemExit(99)\n")

    outcome = action(workspace, paths="an app\r\n\nmodel\n", args="--select=DPL1,DPL4\n--ignore=DPL101\n")

    assert outcome.exit_code == 1, outcome.log
    assert outcome.outputs["exit-code"] == "1"
    results = outcome.sarif["runs"][0]["results"]
    assert outcome.outputs["findings"] == str(len(results))
    assert {result["ruleId"][:4] for result in results} == {"DPL1", "DPL4"}
    assert "DPL101" not in {result["ruleId"] for result in results}
    found_in = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert found_in == {"an%20app/requirements.txt", "model/environment.yml"}
    assert re.search(r"^::(error|warning) .*file=an app/requirements\.txt,", outcome.log, re.MULTILINE), outcome.log
    assert "DPL401" in outcome.summary


def test_clean_project_passes(action: Action) -> None:
    outcome = action(ROOT / "examples" / "clean")
    assert outcome.exit_code == 0, outcome.log
    assert (outcome.outputs["exit-code"], outcome.outputs["findings"]) == ("0", "0")
    assert outcome.sarif["runs"][0]["results"] == []
    assert outcome.summary, "there is a summary even without findings"


def test_wrong_argument_fails_and_leaves_nothing_to_upload(action: Action) -> None:
    outcome = action(ROOT / "examples" / "clean", args="--no-such-option")
    assert outcome.exit_code == 2, outcome.log
    assert outcome.outputs == {"exit-code": "2", "findings": "", "sarif-file": ""}
    assert "--no-such-option" in outcome.log
