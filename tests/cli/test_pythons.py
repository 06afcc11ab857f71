"""`deplint files --explain` shows what each project says of its Python."""

from __future__ import annotations

from collections.abc import Callable

Write = Callable[..., None]
Run = Callable[..., tuple[int, str, str]]

MANIFEST = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'


def told(out: str) -> list[list[str]]:
    """The cells of the rows below the first title."""
    _, _, below = out.partition("of its Python:\n")
    return [line.split() for line in below.partition("\n\n")[0].splitlines()]


def test_every_statement_and_what_it_means(write: Write, deplint: Run) -> None:
    write({"pyproject.toml": MANIFEST, ".python-version": "3.11.4\n", "tox.ini": "[tox]\nenvlist = py311, py312\n"})
    assert told(deplint("files", "--explain")[1]) == [
        ["pyproject.toml:4", "requires-python", ">=3.11", "3.11", "and", "later"],
        [".python-version:1", "version-file", "3.11.4", "3.11"],
        ["tox.ini:2", "tox", "py311", "3.11"],
        ["tox.ini:2", "tox", "py312", "3.12"],
    ]


def test_what_contradicts(write: Write, deplint: Run) -> None:
    write({"pyproject.toml": MANIFEST, ".python-version": "3.9\n"})
    assert told(deplint("files", "--explain")[1])[1] == [".python-version:1", "version-file", "3.9", "3.9", "contradicts"]


def test_ranges_with_gaps(write: Write, deplint: Run) -> None:
    write({"pyproject.toml": MANIFEST.replace(">=3.11", ">=3.8,!=3.9.*,<3.12")})
    assert told(deplint("files", "--explain")[1])[0][3:] == ["3.8,", "3.10", "to", "3.11"]


def test_each_project_has_its_own(write: Write, deplint: Run) -> None:
    write({"a/pyproject.toml": MANIFEST, "b/pyproject.toml": MANIFEST, "c/requirements.txt": "flask\n"})
    out = deplint("files", "--explain")[1]
    assert [line for line in out.splitlines() if line.endswith("of its Python:")] == [
        "what `a` says of its Python:",
        "what `b` says of its Python:",
    ]


def test_nothing_without_explain(write: Write, deplint: Run) -> None:
    write({"pyproject.toml": MANIFEST})
    assert "its Python" not in deplint("files")[1]
