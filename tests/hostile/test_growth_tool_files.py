"""Twice as much in the files of tools that install costs about twice the work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .test_growth import GROWTH, Files, grows, names

MANIFEST = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
JOB = "  {}:\n    steps:\n    - uses: actions/setup-python@v5\n      with: {{python-version: '3.9'}}\n    - run: pip install .\n"


def hooks(number: int) -> Files:
    entry = "- repo: https://h/{0}\n  rev: main\n  hooks:\n  - {{id: x, additional_dependencies: [{0}]}}\n"
    return {".pre-commit-config.yaml": "repos:\n" + "".join(map(entry.format, names(number)))}


def jobs(number: int) -> Files:
    return {"pyproject.toml": MANIFEST, ".github/workflows/x.yml": "on: push\njobs:\n" + "".join(map(JOB.format, names(number)))}


SHAPES: dict[str, Callable[[int], Files]] = {
    "hooks": hooks,
    "jobs": jobs,
    "environments of tox": lambda n: {"tox.ini": "[tox]\nenvlist = " + ",".join(f"py3{{{each}}}" for each in range(n)) + "\n"},
    "deps of tox": lambda n: {"tox.ini": "[testenv]\ndeps =\n" + "".join(f"    {name}\n" for name in names(n))},
    "commands of tox": lambda n: {"tox.ini": "[testenv]\ncommands =\n" + "".join(f"    pip install {name}\n" for name in names(n))},
    "sessions": lambda n: {
        "noxfile.py": "import nox\n" + "".join(f"@nox.session\ndef f{each}(s):\n    s.install('a')\n" for each in range(n))
    },
    "recipes": lambda n: {"Makefile": "".join(f"{name}:\n\tpip install {name} $(X)\n" for name in names(n))},
    "functions": lambda n: {
        "pyproject.toml": MANIFEST,
        "serverless.yml": "functions:\n" + "".join(f"  {name}: {{runtime: python3.9}}\n" for name in names(n)),
    },
    "images of a composition": lambda n: {
        "docker-compose.yml": "services:\n" + "".join(f"  s{each}: {{build: d{each}}}\n" for each in range(n)),
        **{f"d{each}/Dockerfile": "FROM python:3.12\nRUN pip install six\n" for each in range(n)},
    },
    "classifiers": lambda n: {
        "pyproject.toml": MANIFEST + "classifiers = [" + "'Programming Language :: Python :: 3.9'," * n + "]\n"
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_larger_file(name: str) -> None:
    assert grows(SHAPES[name], 200) <= GROWTH
