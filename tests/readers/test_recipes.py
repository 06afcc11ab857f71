"""What the recipes of make, just and Procfile install."""

from __future__ import annotations

import pytest

from deplint.installs import InstallCommand
from deplint.model import Source
from deplint.readers.places.recipes import read


def commands(path: str, text: str) -> tuple[InstallCommand, ...]:
    installs = read(Source(path, text)).installs
    assert installs is not None
    return installs.commands


@pytest.mark.parametrize(
    ("text", "installed"),
    [
        ("x:\n\tpip install six\n", [("x", ["six"])]),
        ("x y: z\n\t@-pip install six\n", [("x y", ["six"])]),
        ("x:\n\tpip install \\\n\t  six \\\n\t  idna\n", [("x", ["six", "idna"])]),
        ("x:\n\t$(PYTHON) -m pip install six\n", [("x", ["six"])]),
        ("x:\n\tpip install $(NAMES)\n", [("x", [])]),
        ("x:\n\tcd a && pip install six\n\npip install idna\n", [("x", ["six"])]),
        ("X = 1\nx::\n\tpip install six\n", [("x", ["six"])]),
        ("x:\n\tfor f in a; do pip install $$f six; done\n", [("x", ["six"])]),
        ("x:\r\n\tpip install six\r\n", [("x", ["six"])]),
        ("SHELL := pwsh\nx:\n\tpip install six\n", []),
        ("SHELL = /bin/bash\nx:\n\tpip install six\n", [("x", ["six"])]),
        ("x:\n    pip install six\n", []),
    ],
)
def test_make(text: str, installed: list[tuple[str, list[str]]]) -> None:
    found = commands("Makefile", text)
    assert [(each.context, [one.text for one in each.requirements]) for each in found] == installed
    assert all(text[one.location.start : one.location.end] == one.text for each in found for one in each.requirements)


@pytest.mark.parametrize(
    ("text", "installed"),
    [
        ("x:\n  pip install six\n", [("x", ["six"])]),
        ("@x a='b' *c: y\n    @pip install six\n\n    pip install idna\n", [("x", ["six"]), ("x", ["idna"])]),
        ("x:\n  pip install {{name}} six\n", [("x", ["six"])]),
        ("x:\n  #!/usr/bin/env bash\n  set -e\n  pip install six\ny:\n  pip install idna\n", [("x", ["six"]), ("y", ["idna"])]),
        ("x:\n  #!/usr/bin/env python3\n  pip install six\n", []),
        ('set shell := ["powershell.exe", "-c"]\nx:\n  pip install six\n', []),
        ('set shell := ["bash", "-uc"]\nx:\n  pip install six\n', [("x", ["six"])]),
        ("x := 'pip install six'\n", []),
    ],
)
def test_just(text: str, installed: list[tuple[str, list[str]]]) -> None:
    found = commands("justfile", text)
    assert [(each.context, [one.text for one in each.requirements]) for each in found] == installed


def test_procfile() -> None:
    (command,) = commands("web/Procfile", "web: gunicorn app\nrelease: pip install -r x.txt && ./migrate\n# pip install y\n")
    assert (command.context, command.folder, command.files[0].paths) == ("release", "web", ("web/x.txt",))


def test_comments_that_speak_to_deplint() -> None:
    (comment,) = read(Source("Makefile", "x:\n\tpip install six # deplint: ignore[x] why\n# other\n")).comments
    assert comment.text == "deplint: ignore[x] why"
