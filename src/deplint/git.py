"""A work tree into what git knows of it. git is run so that nothing of the repository runs with it, and so that it fetches nothing."""

from __future__ import annotations

import os

# What git's own `rev-parse --local-env-vars` names, without the configuration: inside a hook these point at another index or repository.
_LOCAL = frozenset((
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS",
))  # fmt: skip
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_OPTIONS = ("core.fsmonitor=false", "core.untrackedCache=false", "core.hooksPath=/dev/null", "protocol.allow=never")
_COMMAND = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
PATIENCE = 60.0
"""Seconds without a byte from git, after which the folder is walked instead."""


def list_files(root: str) -> bytes:
    """NUL-separated paths below `root`, tracked or neither tracked nor ignored; b"" where git is missing or refuses."""
    return output(root, *_COMMAND)


def is_tracked(root: str, path: str) -> bool:
    """Is the file in the index of git?"""
    return bool(output(root, "--literal-pathspecs", "ls-files", "-z", "--cached", "--", path))


def last_change(root: str, path: str) -> tuple[int, str] | None:
    """When the last commit was made that changed a file, in seconds since 1970, and the hash of the content that it has in HEAD.

    None where no commit has it. Plumbing alone is asked: it takes no heed of what a repository configures for people (`log.*`, pagers,
    filters, programs that check signatures).
    """
    commit = output(root, "--literal-pathspecs", "rev-list", "--max-count=1", "--timestamp", "HEAD", "--", path).split()
    entry = output(root, "--literal-pathspecs", "ls-tree", "HEAD", "--", path).split()
    return (int(commit[0]), entry[2].decode("ascii")) if len(commit) == 2 and commit[0].isdigit() and len(entry) > 3 else None


def is_shallow(root: str) -> bool:
    """Does the clone lack its older commits?"""
    return output(root, "rev-parse", "--is-shallow-repository").strip() != b"false"


def output(root: str, *arguments: str) -> bytes:
    """What git prints for a command in this folder; b"" where git is missing or the command fails."""
    command = command_line(root, *arguments)
    if not command:
        return b""
    if hasattr(os, "posix_spawn"):
        return _spawned(command, environment())
    import subprocess

    done = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


def command_line(root: str, *arguments: str) -> list[str]:
    """The words of a git command that may be run in a stranger's repository; [] where there is no git. It needs `environment()`."""
    program = find_program(root)
    return [program, "-C", root, *(part for option in _OPTIONS for part in ("-c", option)), *arguments] if program else []


def environment() -> dict[str, str]:
    """The environment without what points git at another repository, and with what keeps it from asking, locking and fetching."""
    return {name: value for name, value in os.environ.items() if name not in _LOCAL} | _QUIET


def find_program(root: str) -> str:
    """The full path of git, "" where there is none. Never one that lies in the linted folder, nor one that depends on the current one."""
    name = "git.exe" if os.name == "nt" else "git"
    inside = os.path.join(os.path.realpath(root), "")
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if not os.path.isabs(folder):
            continue
        program = os.path.join(folder, name)
        if os.access(program, os.X_OK) and os.path.isfile(program) and not os.path.realpath(program).startswith(inside):
            return program
    return ""


def _spawned(arguments: list[str], environment: dict[str, str]) -> bytes:
    """The output of a process that succeeds. Importing subprocess would cost as much as git itself."""
    reader, writer = os.pipe()
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, writer, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    try:
        process = os.posix_spawn(arguments[0], arguments, environment, file_actions=actions)
    except OSError:
        os.close(reader)
        return b""
    finally:
        os.close(writer)
    return _output_of(process, reader)


def _output_of(process: int, reader: int) -> bytes:
    from select import select

    parts = []
    finished = False
    try:
        while select([reader], [], [], PATIENCE)[0]:
            part = os.read(reader, 1 << 20)
            if not part:
                finished = True
                break
            parts.append(part)
    finally:
        os.close(reader)
        if not finished:
            os.kill(process, 9)
        _, status = os.waitpid(process, 0)
    return b"".join(parts) if finished and status == 0 else b""
