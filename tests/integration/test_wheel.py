"""What gets published: built as CI builds it, installed by hash into an environment of its own, and used away from the source tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import deplint

Run = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, which is built from the tree, by the pinned build backend."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, network: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `deplint` of a fresh environment that holds the wheel and its dependencies, by hash, and nothing else."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True, capture_output=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "runtime.txt")], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    subprocess.run([str(scripts / "python"), "-m", "pip", "check"], check=True, capture_output=True)
    return scripts / "deplint"


def outside(program: Path, *arguments: str, cwd: Path) -> CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GITHUB_", "DEPLINT_"))}
    command = [str(program), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)


def test_holds_every_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "src"
    expected = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected
    assert "deplint/py.typed" in held


def test_carries_licence_and_name(wheel: Path) -> None:
    assert wheel.name == f"deplint_cli-{deplint.__version__}-py3-none-any.whl"
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    assert "License-Expression: MIT" in metadata
    assert any(name.endswith("/licenses/LICENSE") for name in archive.namelist())


def test_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = outside(installed, "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"deplint {deplint.__version__}\n")


def test_finds_what_the_tree_finds(installed: Path, tmp_path: Path, run: Run) -> None:
    example = tmp_path / "service"
    shutil.copytree(ROOT / "examples" / "hand-written-service", example)
    done = outside(installed, ".", cwd=example)
    assert done.returncode == 1, done.stderr
    assert done.stdout == run("deplint", ".", cwd=example).stdout


def test_explains_its_rules(installed: Path, tmp_path: Path) -> None:
    done = outside(installed, "rule", "DPL201", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "missing-hash" in done.stdout


def test_runs_as_a_module(installed: Path, tmp_path: Path) -> None:
    done = outside(installed.with_name("python"), "-m", "deplint", "--version", cwd=tmp_path)
    assert done.stdout == f"deplint {deplint.__version__}\n"


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_name_no_index(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []
