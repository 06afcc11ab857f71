"""Trees that a fuzzer found, each cut down to what once failed."""

from __future__ import annotations

import pytest

from .law import report_on

TREES: dict[str, dict[str, bytes | str]] = {
    "uv.lock with its tables in another spelling": {
        "uv.lock": 'version = 1\n[["package"]]\nname = "a"\nversion = "1"\nsource = { registry = "https://h" }\ndependencies = [{ name = "b" }]\n',
        "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n',
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_a_sound_report(name: str) -> None:
    report_on(TREES[name])
