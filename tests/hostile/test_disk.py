"""Things on disk that are no honest files: the real command ends, says what it could not read, and reports the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deplint.discovery import may_hold_facts
from deplint.report import Report
from deplint.reporters import FORMATS
from deplint.tree import LARGEST, DiskTree, MemoryTree, TreeError

from .law import everything_shown, report_on, told

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@pytest.fixture(autouse=True)
def without_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder counts as no part of a work tree, wherever the tests run."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def linted(folder: Path) -> Report:
    return report_on(DiskTree(str(folder), may_hold_facts))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "deplint", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sparse(path: Path, size: int) -> None:
    with open(path, "wb") as file:
        file.truncate(size)


def reasons(report: Report) -> dict[str, str]:
    """What DPL001 says of each file."""
    return {each.location.path: each.message for each in report.diagnostics if each.name == "unreadable-file"}


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").mkdir()
    (tmp_path / "pyproject.toml").mkdir()
    write(tmp_path / "requirements.in", "-r requirements.txt\nsix\n")
    assert reasons(linted(tmp_path))["requirements.txt"] == "`requirements.txt` is a folder, not a file"


def test_files_in_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    write(tmp_path / "requirements.txt" / "base.txt", "six\n")
    assert everything_shown(linted(tmp_path))


def test_a_sparse_file_of_200_mb_is_refused(tmp_path: Path) -> None:
    sparse(tmp_path / "requirements.txt", 200_000_000)
    assert reasons(linted(tmp_path)) == {"requirements.txt": "`requirements.txt` is too large (200 MB; the limit is 32 MB)"}


def test_the_largest_file_of_blanks_is_read(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_bytes(b" " * LARGEST)
    assert linted(tmp_path).files


def test_an_unreadable_file() -> None:
    class Forbidden(MemoryTree):
        def read(self, path: str) -> bytes:
            if path == "requirements.txt":
                raise TreeError("can't be read: permission denied")
            return super().read(path)

    report = report_on(Forbidden({"requirements.txt": "six\n", "requirements.in": "-r more.in\n", "more.in": "idna=1\n"}))
    assert reasons(report) == {"requirements.txt": "`requirements.txt` can't be read: permission denied"}
    assert told(report, "more.in") == {"invalid-specifier"}


@posix
def test_a_fifo_and_a_socket_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "requirements.txt")
    os.mkfifo(tmp_path / "script.py")
    write(tmp_path / "requirements.in", "-r requirements.txt\n-r pipe.txt\nsix\n")
    os.mkfifo(tmp_path / "pipe.txt")
    report = linted(tmp_path)
    assert reasons(report)["requirements.txt"] == "`requirements.txt` is not a regular file"
    assert reasons(report)["pipe.txt"] == "`pipe.txt` is not a regular file"


@posix
def test_links_in_a_circle_to_nowhere_and_out_of_the_tree(tmp_path: Path) -> None:
    project = tmp_path / "project"
    write(tmp_path / "secret.txt", "six==1.0\n")
    write(project / "requirements.txt", "-r a-requirements.txt\n-r outside.txt\nsix\n")
    (project / "a-requirements.txt").symlink_to("b-requirements.txt")
    (project / "b-requirements.txt").symlink_to("a-requirements.txt")
    (project / "c-requirements.txt").symlink_to("nowhere.txt")
    (project / "d-requirements.txt").symlink_to("/dev/zero")
    (project / "outside.txt").symlink_to("../secret.txt")
    (project / "folder").symlink_to("..")
    (project / "self").symlink_to(".")
    report = linted(project)
    found = reasons(report)
    assert "leads in a circle" in found["a-requirements.txt"] and "leads in a circle" in found["b-requirements.txt"]
    assert "does not exist" in found["c-requirements.txt"]
    assert "out of the project" in found["d-requirements.txt"] and "out of the project" in found["outside.txt"]
    assert "requirements.txt" not in found
    assert "secret" not in str(everything_shown(report))
    assert not any(path.startswith(("folder/", "self/")) for path in report.sources)


def test_an_include_of_itself_and_a_long_circle(tmp_path: Path) -> None:
    for number in range(300):
        write(tmp_path / f"requirements/r{number}.txt", f"-r r{(number + 1) % 300}.txt\nsix==1.0\n")
    write(tmp_path / "requirements.txt", "-r ./requirements.txt\n-c x/../requirements.txt\nsix==1.0\n")
    found = [diagnostic for diagnostic in linted(tmp_path).diagnostics if diagnostic.name == "unreadable-file"]
    assert [diagnostic.location.path for diagnostic in found] == ["requirements.txt", "requirements.txt", "requirements/r299.txt"]


def test_a_path_of_four_thousand_characters(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(18):
        folder = folder / ("d" * 200)
        try:
            folder.mkdir()
        except OSError:
            pytest.skip("this file system has no such paths")
    write(folder / "requirements.txt", "six\n-r " + "e/" * 2_000 + "x.txt\n")
    report = linted(tmp_path)
    (path,) = (file.path for file in report.files)
    assert len(path) > 3_500
    assert "unreadable-file" in told(report, path)
    assert all(path[-100:] in text for layout, text in everything_shown(report).items() if layout in ("json", "sarif", "github"))


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="takes only UTF-8")
def test_names_that_no_terminal_should_see(tmp_path: Path) -> None:
    names = [b"\x1b[31mrequirements.txt", b"requirements-\n::error::x.txt", b"requirements-##[error].txt", b"requirements-\xff\xfe.txt",
             b"requirements-\xe2\x80\xae.txt", b"requirements-<b>|`x`.txt", b"requirements-%0A.txt"]  # fmt: skip
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"six\n")
    report = linted(tmp_path)
    assert len(report.files) == len(names)
    for layout, text in everything_shown(report).items():
        assert "\x1b" not in text and "\u202e" not in text, layout
        commands = [line for line in text.splitlines() if line.startswith(("::", "##["))]
        assert layout == "github" or not commands
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
        text.encode("utf-8")
    json.loads(everything_shown(report)["json"])
    for arguments in (["files", "--explain"], ["--show-files"], ["--output-format", "text"]):
        shown = run(tmp_path, *arguments).stdout
        assert b"\x1b" not in shown and b"\xe2\x80\xae" not in shown and b"\n::" not in shown
        shown.decode("utf-8")


@posix
def test_the_command_survives_them_all_at_once(tmp_path: Path) -> None:
    project = tmp_path / "project"
    write(project / "requirements.txt", "-r requirements.txt\n-r no.txt\nsix\n")
    write(project / "pyproject.toml", "a = " + "[" * 100_000)
    write(project / "environment.yml", "[" * 100_000)
    write(project / "Pipfile.lock", "[" * 100_000)
    write(project / "setup.py", "from setuptools import setup\nsetup(" + "(" * 100_000)
    write(project / "bomb/environment.yml", "a: &a [x,x]\nb: &b [*a,*a]\n" * 3 + "dependencies: *b\n")
    write(project / "conflict/requirements.txt", "<<<<<<< HEAD\nsix==1.0\n=======\nsix==2.0\n>>>>>>> x\n")
    write(project / "line/requirements.txt", "six==1.0" + " " * 1_000_000 + "#\n")
    (project / "folder/requirements.txt").mkdir(parents=True)
    (project / "bytes").mkdir()
    (project / "bytes/requirements.txt").write_bytes(b"six\xff\0\n")
    (project / "large").mkdir()
    sparse(project / "large/requirements.txt", 200_000_000)
    os.mkfifo(project / "requirements-fifo.txt")
    (project / "requirements-loop.txt").symlink_to("requirements-loop.txt")
    (project / "requirements-out.txt").symlink_to("/etc/passwd")
    for layout in FORMATS:
        done = run(project, "--isolated", "--output-format", layout)
        assert (done.returncode, done.stderr) == (1, b""), layout
        assert b"Traceback" not in done.stdout and b"root:" not in done.stdout
    report = json.loads(run(project, "--isolated", "--output-format", "json").stdout)
    unreadable = {each["path"] for each in report["diagnostics"] if each["name"] == "unreadable-file"}
    assert unreadable >= {
        "requirements.txt", "pyproject.toml", "environment.yml", "Pipfile.lock", "setup.py", "bytes/requirements.txt",
        "large/requirements.txt", "requirements-fifo.txt", "requirements-loop.txt", "requirements-out.txt", "folder/requirements.txt",
    }  # fmt: skip
    assert {each["path"] for each in report["diagnostics"] if each["name"] == "merge-conflict-marker"} == {"conflict/requirements.txt"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no/such/folder"], "no/such/folder"),
        (["x" * 5_000], "xxx"),
        (["--config", "no.toml"], "no.toml"),
        (["--config", "broken.toml"], "broken.toml:2:1: "),
        (["--config", "deep.toml"], "deep.toml:"),
        (["--config", "bytes.toml"], "bytes.toml"),
        (["--select", "\x1b[31m"], "\u241b[31m"),
    ],
)
def test_what_the_user_got_wrong_is_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    write(tmp_path / "requirements.txt", "six\n")
    write(tmp_path / "broken.toml", "select = [\n")
    write(tmp_path / "deep.toml", "select = " + "[" * 100_000)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\0")
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) <= 2
    assert said.encode() in done.stderr and b"\x1b" not in done.stderr and b"Traceback" not in done.stderr


@posix
def test_a_reader_that_stops_in_the_middle_is_no_error(tmp_path: Path) -> None:
    for number in range(100):
        write(tmp_path / f"p{number}/requirements.txt", "six\nidna\ncertifi\n" * 20)
    command = [sys.executable, "-m", "deplint", "--isolated", "--output-format", "text"]
    process = subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    assert len(process.stdout.read(100)) == 100
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 1
