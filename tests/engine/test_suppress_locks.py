"""Comments in locks silence rules as in any other file, where the format has comments."""

from __future__ import annotations

import pytest

from deplint.testing import report_on

PYLOCK = 'lock-version = "1.0"\ncreated-by = "x"\n\n[[packages]]\nname = "six"\nversion = "1.17.0"\nsdist = { url = "https://files.example/six-1.17.0.tar.gz" }\n'
UV = """\
version = 1
requires-python = ">=3.12"

[[package]]
name = "idna"
version = "3.10"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://files.pythonhosted.org/idna-3.10.tar.gz", hash = "sha256:aa" }

[[package]]
name = "six"
version = "1.17.0"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://files.pythonhosted.org/six-1.17.0.tar.gz" }
"""
IGNORE = "# deplint: ignore[lock-missing-hash] the mirror gives none"


def told(name: str, text: str) -> tuple[int, int]:
    """(findings of missing hashes, suppressions that were not needed)"""
    names = [found.name for found in report_on({name: text}, "lock-missing-hash").diagnostics]
    return names.count("lock-missing-hash"), names.count("unused-suppression")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UV, (1, 0)),
        (UV.replace('1.17.0.tar.gz" }', f'1.17.0.tar.gz" }}  {IGNORE}'), (0, 0)),
        (UV.replace('sdist = { url = "https://files.pythonhosted.org/six', f'{IGNORE}\nsdist = {{ url = "https://files.pythonhosted.org/six'), (0, 0)),
        (f"{IGNORE.replace('ignore', 'ignore-file')}\n{UV}", (0, 0)),
        (f"{UV}\n[metadata]\n{IGNORE}\n", (1, 1)),
        (UV.replace('"1.17.0"', f'"{IGNORE}"'), (1, 0)),
    ],
)
def test_a_comment_in_a_uv_lock(text: str, expected: tuple[int, int]) -> None:
    assert told("uv.lock", text) == expected


def test_a_comment_in_pylock_toml() -> None:
    assert told("pylock.toml", PYLOCK)[0] == 1
    assert told("pylock.toml", PYLOCK.replace('.tar.gz" }', f'.tar.gz" }} {IGNORE}')) == (0, 0)


def test_json_has_no_comments() -> None:
    text = '{"_meta": {}, "default": {"six": {"version": "==1.17.0", "markers": "# deplint: ignore[lock-missing-hash]"}}, "develop": {}}'
    assert told("Pipfile.lock", text) == (1, 0)
