"""One frozen report that every format renders, and a way to make small ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deplint.model import Diagnostic, Edit, Fix, Location, Related, Severity, Source
from deplint.report import FileInfo, NotChecked, Report, RuleInfo
from deplint.tree import MemoryTree

FILES = {
    "app/requirements.in": "six\nidna>=3\n",
    "app/requirements.txt": "idna==3.7 \\\n"
    "    --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0\nsix==1.16.0\nrich>=13;<14\n",
    "pyproject.toml": '[project]\nname = "söme"\ndependencies = [\n  "requests",\n  "flask",\n  "attrs",\n  "Requests>=2",\n]\n',
}
DOC = """Requirement without a hash in a file that pip checks by hash.

    ## Why is this bad?
    pip turns hash checking on for the whole file as soon as one entry has a hash, and then refuses the entry that has none.

    ## Example
    ```bad requirements.txt
    six==1.16.0
    ```
    ```good requirements.txt
    six==1.16.0 --hash=sha256:8abb
    ```
    """


def place(path: str, fragment: str) -> Location:
    start = FILES[path].index(fragment)
    return Location(path, start, start + len(fragment))


def diagnostics() -> list[Diagnostic]:
    txt, toml = "app/requirements.txt", "pyproject.toml"
    line = place(toml, '  "requests",\n')
    return [
        Diagnostic(
            "DPL702", "duplicate-requirement", Severity.WARNING, "`requests` is declared twice", place(toml, '"Requests>=2"'), "again here",
            (Related(place(toml, '"requests"'), "first declared here"),), "", Fix("leave out the first one", (Edit(line, ""),)), "requests",
        ),
        Diagnostic(
            "DPL003", "semicolon-for-comma", Severity.ERROR, "`rich>=13;<14` has a semicolon between its specifiers", place(txt, ";"),
            "a comma belongs here", (), "", Fix("a comma instead of the semicolon", (Edit(place(txt, ";"), ","),), safe=True), "rich",
        ),
        Diagnostic(
            "DPL201", "missing-hash", Severity.ERROR, "`six` has no hash, but `idna` has one", place(txt, "six==1.16.0"), "no hash here",
            (Related(place("app/requirements.in", "six"), "asked for here"),), "pip-compile --generate-hashes requirements.in", None, "six",
        ),
        Diagnostic("DPL501", "missing-python-pin", Severity.INFO, "no file says which Python is needed", Location(toml, 0, 0),
                   "no `requires-python`"),
        Diagnostic("DPL001", "unreadable-file", Severity.ERROR, "`gone.txt` does not exist", Location("app/gone.txt", 0, 0)),
    ]  # fmt: skip


@pytest.fixture
def report() -> Report:
    return Report(
        diagnostics(),
        files=[FileInfo(path, "pyproject" if "toml" in path else "requirements", "deploy", "its name") for path in FILES],
        sources={path: Source(path, text) for path, text in FILES.items()},
        rules=[RuleInfo("DPL201", "missing-hash", Severity.ERROR, DOC, "https://example.org/rules/missing-hash", "7.5")],
        not_checked=[NotChecked("poetry.lock", "larger than 32 MB")],
        suppressed=2,
        read=MemoryTree(FILES).read,
        version="1.2.3",
    )


@pytest.fixture
def one() -> Callable[..., Report]:
    """A report of one finding at a fragment of one file: `one(text, fragment, label="here")`."""

    def make(text: str, fragment: str = "", *, path: str = "requirements.txt", more: dict[str, Any] | None = None, **fields: Any) -> Report:
        start = text.index(fragment)
        given = {"code": "DPL101", "name": "unpinned", "severity": Severity.ERROR, "message": "`six` is not pinned", **fields}
        found = Diagnostic(**{"location": Location(path, start, start + len(fragment)), **given})
        file, source, tree = FileInfo(path, "requirements", "deploy"), Source(path, text), MemoryTree({path: text})
        return Report([found], files=[file], sources={path: source}, read=tree.read, **(more or {}))

    return make
