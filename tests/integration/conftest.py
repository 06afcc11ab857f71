"""What the integration tests share: the tree under test, the tools beside this Python, and an environment without surprises."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "SSL_CERT_FILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def network() -> None:
    """Skips unless $DEPLINT_NETWORK allows the test to install packages."""
    if not os.environ.get("DEPLINT_NETWORK"):
        pytest.skip("installs packages; set DEPLINT_NETWORK=1")


@pytest.fixture
def run() -> Run:
    """Runs a tool that stands beside this Python ("deplint", "pre-commit") with captured text output.

    Of the environment only what finds programs, folders and packages is passed on, so that neither CI nor colour settings nor
    Git's variables (pre-commit sets them for the hooks it runs) change what comes out.
    """

    def run_tool(tool: str, *arguments: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if key.upper() in KEPT or key.startswith("PIP_")}
        program = sys.executable if tool == "python" else _beside(tool)
        return subprocess.run(
            [program, *map(str, arguments)],
            cwd=cwd,
            env=kept | {"PYTHONUTF8": "1"} | env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run_tool


def _beside(tool: str) -> str:
    for name in (tool, f"{tool}.exe"):
        path = Path(sys.executable).with_name(name)
        if path.exists():
            return str(path)
    pytest.fail(f"{tool} is not installed beside {sys.executable}: pip install -r requirements/dev.txt")
