"""The program as a process: streams that close, signals, encodings, and what is imported from where."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


def test_runs_as_a_module(tiny: Path, process: Process) -> None:
    done = process("--output-format", "concise")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"requirements.txt:1:1: warning DPL101" in done.stdout


@pytest.mark.parametrize("name", ["argparse", "tomli", "yaml", "packaging", "deplint", "json", "fnmatch"])
def test_imports_nothing_from_the_linted_folder(tiny: Path, process: Process, name: str) -> None:
    (tiny / f"{name}.py").write_text("raise SystemExit('ran')\n")
    if name == "deplint":  # `python -m deplint` itself would take it, before a line of ours has run
        command = [str(Path(sys.executable).with_name("deplint"))]
        if not Path(command[0]).exists():
            pytest.skip("the command is not installed")
        done = subprocess.run([*command, "-q", "--output-format=json"], capture_output=True, check=False)
    else:
        (tiny / "deplint.toml").write_text('exclude = ["x/*"]\n')
        (tiny / "environment.yml").write_text("dependencies:\n  - python=3.12.1\n  - numpy >=1.2,<2\n")
        done = process("--color=auto", "--output-format=json")
    assert (done.returncode, done.stderr) == (1, b"")


@posix
def test_a_closed_pipe_is_no_error(tiny: Path, process: Process) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = process(stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@posix
def test_a_closed_standard_output_is_no_error(tiny: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m deplint >&- 2>&-"], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told(tiny: Path, process: Process) -> None:
    with open("/dev/full", "wb") as full:
        done = process(stdout=full)
    assert (done.returncode, done.stderr) == (2, b"deplint: the report can't be written: no space left on device\n")


def waits_in(process: int) -> str:
    """The function of the kernel that a process waits in, "" or "0" where that is not told."""
    try:
        return Path(f"/proc/{process}/wchan").read_text()
    except OSError:
        return ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_an_interrupt_ends_it_quietly(tiny: Path) -> None:
    os.mkfifo(tiny / "input")
    writer_opened = os.open(tiny / "input", os.O_RDWR)
    try:
        with open(tiny / "input", "rb") as reader:
            process = subprocess.Popen(
                [sys.executable, "-m", "deplint", "--stdin-filename", "requirements.txt"],
                stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                # Whoever runs the tests in the background has SIGINT ignored, and so would the new process.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )  # fmt: skip
            for _ in range(200):  # until it waits for its input, as far as the system tells
                time.sleep(0.02)
                if waits_in(process.pid) in ("pipe_read", "pipe_wait_readable", "anon_pipe_read"):
                    break
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
    finally:
        os.close(writer_opened)
    assert (process.returncode, out, err) == (130, b"", b"deplint: interrupted\n")


def test_characters_that_the_terminal_has_not_are_escaped(tiny: Path, process: Process) -> None:
    (tiny / "requirements.txt").write_text("r\u00e9quests\u2603\n", encoding="utf-8")
    done = process(env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert b"\\u2603" in done.stdout and done.stdout.isascii()


@posix
def test_a_path_that_is_no_utf_8_can_be_linted_and_shown(tmp_path: Path, process: Process) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    with open(folder + b"/requirements.txt", "wb") as file:
        file.write(b"requests\n")
    shown = []
    for layout in ("text", "concise", "json", "sarif", "github", "markdown"):
        done = process("--output-format", layout, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (1, b"")
        shown.append(done.stdout.decode("utf-8"))
    assert "caf\\xe9/requirements.txt:1:1" in shown[1]
    done = subprocess.run([sys.executable.encode(), b"-m", b"deplint", b"-q", b"caf\xe9"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def modules(folder: Path, *arguments: str) -> set[str]:
    """The modules that a run imports."""
    script = f"{PATHS}; from deplint.cli import main; main({list(arguments)!r}); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


PATHS = f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}"
HEAVY = {
    "typing", "re", "enum", "collections", "argparse", "json", "subprocess", "pathlib", "dataclasses", "inspect", "tempfile", "shutil",
    "logging", "difflib", "hashlib", "packaging", "tomli", "yaml",
}  # fmt: skip


def test_the_version_needs_next_to_nothing(tmp_path: Path) -> None:
    assert modules(tmp_path, "--version") & HEAVY == set()
    assert {name for name in modules(tmp_path, "--version") if name.startswith("deplint")} == {"deplint", "deplint.cli"}


def test_a_small_run_imports_no_library(tiny: Path) -> None:
    loaded = modules(tiny)
    assert loaded & (HEAVY - {"typing", "re", "enum", "collections"}) == set()
    assert len([name for name in loaded if not name.startswith("deplint")]) < 70, "the start-up cost creeps back"
