"""What docs/configuration.md shows is accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deplint.config import configured
from deplint.config.files import from_file
from deplint.plugins import builtin

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", BLOCKS)
def test_examples_are_valid(tmp_path: Path, text: str) -> None:
    path = tmp_path / ("pyproject.toml" if "[tool.deplint" in text else "deplint.toml")
    path.write_text(text, encoding="utf-8")
    settings = from_file(str(path), path.name, builtin)
    assert settings
    assert configured([settings], builtin).settings


def test_there_are_examples() -> None:
    assert BLOCKS
