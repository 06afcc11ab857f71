"""What pip does with a file with hashes beside something without: DPL813 speaks where pip refuses, and nowhere else."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("pip")
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in ("aa", "bb"):
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
            for file, text in (("METADATA", METADATA.format(name=name)), ("WHEEL", WHEEL), ("RECORD", "")):
                archive.writestr(f"{name}-1.0.dist-info/{file}", text)
    digest = hashlib.sha256((folder / "aa-1.0-py3-none-any.whl").read_bytes()).hexdigest()
    (folder / "requirements.txt").write_text(f"aa==1.0 --hash=sha256:{digest}\n")
    (folder / "requirements-dev.txt").write_text("bb==1.0\n")
    (folder / "setup.py").write_text("from setuptools import setup\nsetup(name='x', version='1')\n")
    return folder


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    "arguments",
    ["", "bb", "bb==1.0", "aa==1.0", ".", "-e .", "-r requirements-dev.txt", "-c requirements-dev.txt", "./bb-1.0-py3-none-any.whl"],
)
def test_pip_refuses_what_is_found(folder: Path, arguments: str) -> None:
    command = f"pip install -r requirements.txt {arguments}"
    options = ["--dry-run", "--no-index", "--find-links", ".", "--no-build-isolation", "--no-deps", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", *command.split(), *options], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )  # fmt: skip
    (folder / "x.sh").write_text(command + "\n")
    ours = subprocess.run(
        [sys.executable, "-m", "deplint", "--isolated", "--select", "DPL813"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )  # fmt: skip
    assert ours.returncode == (done.returncode != 0), done.stderr + ours.stdout + ours.stderr
