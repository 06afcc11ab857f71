"""Shell scripts: what they install, from which files, wherever they are started."""

from __future__ import annotations

import pytest

from deplint.installs import InstallCommand
from deplint.model import Source
from deplint.readers.places.shell_script import read


def command(text: str, path: str = "ci/x.sh") -> InstallCommand:
    installs = read(Source(path, text)).installs
    assert installs is not None
    return installs.commands[0]


@pytest.mark.parametrize(
    ("path", "text", "paths"),
    [
        ("x.sh", "pip install -r a.txt", ("a.txt",)),
        ("ci/x.sh", "pip install -r a.txt", ("a.txt", "ci/a.txt")),
        ("ci/x.sh", "pip install -r ../a.txt", ("a.txt",)),
        ("ci/x.sh", 'cd "$(dirname "$0")" && pip install -r a.txt', ("ci/a.txt",)),
        ("ci/x.sh", 'cd "$(dirname "$0")/.." && pip install -r a.txt', ("a.txt",)),
        ("ci/x.sh", 'cd "$(dirname "${BASH_SOURCE[0]}")"; cd ..; pip install -r b/a.txt', ("b/a.txt",)),
        ("a/b/x.sh", 'cd "${0%/*}/../c" && pip install -r a.txt', ("a/c/a.txt",)),
        ("ci/x.sh", 'pip install -r "$(dirname $0)/a.txt"', ("ci/a.txt",)),
        ("ci/x.sh", 'cd "$X" && pip install -r a.txt', ()),
        ("ci/x.sh", "cd /srv && pip install -r a.txt", ()),
        ("x.sh", "pip install .", ("",)),
    ],
)
def test_where_files_may_be(path: str, text: str, paths: tuple[str, ...]) -> None:
    (file,) = command(text, path).files
    assert file.paths == paths


@pytest.mark.parametrize(
    ("path", "text", "folder"),
    [("x.sh", "uv sync", ""), ("ci/x.sh", "uv sync", None), ("ci/x.sh", 'cd "$(dirname "$0")/.."; uv sync', ""), ("x.sh", "cd a; uv sync", "a")],
)
def test_folder(path: str, text: str, folder: str | None) -> None:
    assert command(text, path).folder == folder


def test_comments() -> None:
    (comment,) = read(Source("x.sh", "pip install a  # deplint: ignore[x] because\n")).comments
    assert comment.text == "deplint: ignore[x] because"


@pytest.mark.parametrize("text", ["#!/usr/bin/env python3\npip install a", "#!/usr/bin/perl\npip install a", "echo a", "pip install a\0"])
def test_nothing_is_read(text: str) -> None:
    assert read(Source("x.sh", text)).installs is None


def test_places_are_those_of_the_file() -> None:
    text = '#!/bin/bash\ncd "$(dirname "$0")/.."\npip install "flask>=2"\n'
    location = command(text).requirements[0].location
    assert text[location.start : location.end] == "flask>=2"
