"""What tests of several layers share: the real manifests and locks of shared/, where DEPLINT_SHARED says where that is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that DEPLINT_SHARED names; the test is skipped where it is not set."""
    named = os.environ.get("DEPLINT_SHARED")
    if not named:
        pytest.skip("DEPLINT_SHARED is not set")
    folder = Path(named)
    assert (folder / "unpack.sh").is_file(), f"DEPLINT_SHARED has no unpack.sh: {folder}"
    return folder


@pytest.fixture(scope="session")
def unpacked(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the archives of shared/ are unpacked, once for the session; DEPLINT_UNPACKED names a folder to unpack into and to keep."""
    kept = os.environ.get("DEPLINT_UNPACKED")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("shared")
    subprocess.run(["sh", str(shared / "unpack.sh"), str(folder)], check=True, timeout=300)
    return folder


@pytest.fixture(scope="session")
def corpus(unpacked: Path) -> Path:
    """The folder of real repositories' manifests and locks. Read only."""
    return unpacked / "corpus"


@pytest.fixture(scope="session")
def lockvectors(unpacked: Path) -> Path:
    """The folder of small projects with locks and their tools' verdicts. Read only."""
    return unpacked / "lockvectors"
