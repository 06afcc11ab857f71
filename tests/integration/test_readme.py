"""What the README shows is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import tomli
import yaml

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_picture_is_what_the_example_prints() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deplint", "examples/hand-written-service", "--isolated"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert blocks("text")[0].strip("\n") in done.stdout
    assert done.returncode == 1


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    for block in blocks("toml"):
        (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
        done = subprocess.run([sys.executable, "-m", "deplint", "."], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "deplint" in tomli.loads(block)["tool"]


def test_the_suppression_silences_the_rule_that_it_names(tmp_path: Path) -> None:
    line = next(block for block in blocks("text") if "deplint: ignore" in block)
    (tmp_path / "requirements.txt").write_text(line, encoding="utf-8")
    (tmp_path / ".python-version").write_text("3.12.1\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "deplint", "."], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_hook_and_action_exist() -> None:
    hook, action = (yaml.safe_load(block) for block in blocks("yaml"))
    known = {each["id"] for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {each["id"] for repo in hook["repos"] for each in repo["hooks"]} <= known
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    assert set(action["steps"][1].get("with", {})) <= set(inputs)


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", README):
        assert (ROOT / target).exists(), target
