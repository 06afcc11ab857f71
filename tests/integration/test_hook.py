"""The pre-commit hook: its manifest is valid, it fires on what deplint reads, and the real pre-commit runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from deplint.discovery import may_hold_facts

Run = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
FIRES_ON = re.compile(yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))[0]["files"])

READ = [
    "requirements.txt", "requirements.in", "requirements-dev.txt", "dev-requirements.txt", "requirements_test.txt", "requirements.dev.in",
    "requirements/base.txt", "requirements/prod.in", "constraints.txt", "constraints-3.11.txt", "test_constraints.txt",
    "pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "environment.yml", "environment.yaml", "environment-gpu.yml",
    "poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "pylock.dev.toml", "conda-lock.yml", "pixi.lock", "pixi.toml",
    ".python-version", ".tool-versions", "runtime.txt", "tool.py", "requirments.txt", "req.txt", "dev-reqs.txt", "deps/prod.txt",
    "conda-linux-64.lock", "explicit/linux-64.txt", "conda/envs/gpu.yaml", "tool.py.lock", "REQUIREMENTS.TXT",
    "Dockerfile", "Dockerfile.prod", "api.dockerfile", "Containerfile", "compose.yaml", "docker-compose.dev.yml",
    "tox.ini", "noxfile.py", "Makefile", "GNUmakefile", "justfile", ".justfile", "Procfile", "scripts/deploy.sh", "run.bash",
    ".github/workflows/ci.yml", ".github/workflows/release.yaml", ".github/actions/setup/action.yml", "action.yaml",
    ".github/dependabot.yml", ".gitlab-ci.yml", "test.gitlab-ci.yml", ".gitlab/jobs.yml", "azure-pipelines.yml",
    ".azure-pipelines/test.yml", ".circleci/config.yml", ".pre-commit-config.yaml", ".readthedocs.yaml", "readthedocs.yml",
    "template.yaml", "serverless.yml", "devcontainer.json", ".devcontainer.json", "renovate.json", "renovate.json5", "renovate.jsonc", ".renovaterc", ".renovaterc.json5",
    "uv.toml", "devbox.json", "flake.nix",
]  # fmt: skip
NOT_READ = [
    "README.md", "src/app.js", "notes.txt", "package-lock.json", "docs/environment.md", "robots.txt", "Cargo.lock", "image.png",
    "mkdocs.yml", "charts/values.yaml", "package.json", "locale/de.yml", "dockerfiles.md", "decompose.py.txt.md",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["", "services/api/"])
@pytest.mark.parametrize("name", READ)
def test_fires_on_every_kind_of_file_in_any_folder(folder: str, name: str) -> None:
    assert may_hold_facts(folder + name), "deplint no longer reads this: mend the list above"
    assert FIRES_ON.search(folder + name)


@pytest.mark.parametrize("name", NOT_READ)
def test_leaves_other_files_alone(name: str) -> None:
    assert not FIRES_ON.search(name)


@pytest.mark.parametrize("name", ["deplint.toml", ".deplint.toml", "sub/deplint.toml"])
def test_fires_on_a_change_of_the_configuration(name: str) -> None:
    assert FIRES_ON.search(name)


def test_fires_on_the_corpus_wherever_deplint_reads(corpus: Path) -> None:
    paths = [path.relative_to(corpus).as_posix() for path in corpus.rglob("*") if path.is_file()]
    assert [path for path in paths if may_hold_facts(path) and not FIRES_ON.search(path)] == []


def test_both_hooks_fire_on_the_same_files() -> None:
    lint, fix = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert lint["files"] == fix["files"]
    assert fix["entry"] == f"{lint['entry']} --fix"


def test_manifest_is_valid(run: Run) -> None:
    done = run("pre-commit", "validate-manifest", MANIFEST)
    assert done.returncode == 0, done.stdout


def test_own_configuration_is_valid(run: Run) -> None:
    done = run("pre-commit", "validate-config", ROOT / ".pre-commit-config.yaml")
    assert done.returncode == 0, done.stdout


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose service, two folders down, is the example with findings."""
    repository = tmp_path / "repository"
    shutil.copytree(ROOT / "examples" / "hand-written-service", repository / "services" / "orders")
    (repository / "README.md").write_text("# Shop\n", encoding="utf-8")
    git(tmp_path, "init", "-q", str(repository))
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Start")
    return repository


@pytest.mark.usefixtures("network")
def test_the_real_pre_commit_runs_it(repository: Path, tmp_path: Path, run: Run) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("pre-commit installs hooks from a Git repository")

    def try_repo(*files: str) -> CompletedProcess[str]:
        arguments = ["try-repo", ROOT, "deplint", "--verbose", "--color=never", *files]
        return run("pre-commit", *arguments, cwd=repository, PRE_COMMIT_HOME=str(tmp_path / "cache"))

    failed = try_repo("--all-files")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "DPL401" in failed.stdout
    assert "services/orders/requirements.txt" in failed.stdout

    nothing_to_do = try_repo("--files", "README.md")
    assert nothing_to_do.returncode == 0, nothing_to_do.stdout
    assert "(no files to check)Skipped" in nothing_to_do.stdout

    for file in (repository / "services" / "orders").iterdir():
        file.unlink()
    shutil.copytree(ROOT / "examples" / "clean", repository / "services" / "orders", dirs_exist_ok=True)
    git(repository, "add", "-A")
    passed = try_repo("--all-files")
    assert passed.returncode == 0, passed.stdout + passed.stderr
