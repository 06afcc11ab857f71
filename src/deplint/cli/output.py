"""Text onto the terminal and into files: encodings, colours, closed pipes, and files that are there whole or not at all."""

from __future__ import annotations

import os
import sys

from deplint.cli.options import UsageError
from deplint.config.words import one_of, suggestion
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TextIO

DATA = ("json", "json-lines", "sarif", "gitlab", "rdjson", "sonar", "junit", "checkstyle")
"""Formats that are UTF-8 whatever the terminal takes."""


def wants_color(choice: str, stream: TextIO | None) -> bool:
    """Colours on this stream? The option decides, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then whether it is a terminal that can.

    https://no-color.org, https://force-color.org, https://bixense.com/clicolors
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
    if forced:
        return forced != "0"
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def format_for(choice: str) -> str:
    """The format that `auto` is: what the CI that we run on shows in the right place, and text for people."""
    if choice != "auto":
        return choice
    marks = {"GITHUB_ACTIONS": "github", "TF_BUILD": "azure", "TEAMCITY_VERSION": "teamcity"}
    return next((format for mark, format in marks.items() if os.environ.get(mark)), "text")


def columns(stream: TextIO | None, default: int) -> int:
    """The width of the terminal, `default` where there is none."""
    try:
        return max(os.get_terminal_size(stream.fileno()).columns, 40) if stream else default
    except (OSError, ValueError):
        return default


def say(text: str) -> None:
    """A line for the person in front of the terminal, on standard error."""
    try:
        if sys.stderr is not None:
            write(sys.stderr, f"deplint: {text}\n")
    except OSError:
        return


def write(stream: TextIO, text: str, *, encoding: str = "") -> None:
    """Writes text; characters that the encoding of the stream does not have are written as escapes."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text)
    else:
        stream.flush()
        buffer.write(text.encode(encoding or stream.encoding or "utf-8", "backslashreplace"))
    stream.flush()


def write_report(text: str, kind: str = "text") -> None:
    """The report on standard output, in UTF-8 for kinds that are data. Raises UsageError.

    Who closes the pipe early (`| head`) has seen enough; that is no error.
    """
    if sys.stdout is None:
        return
    try:
        write(sys.stdout, text, encoding="utf-8" if kind in DATA else "")
    except OSError as error:
        # Python would complain again when it flushes the stream at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Windows has no error of its own for a closed pipe.
        if not isinstance(error, BrokenPipeError) and os.name != "nt":
            raise UsageError(f"the report can't be written: {(error.strerror or 'unknown error').lower()}") from None


class Output(NamedTuple):
    """One `--output FORMAT=FILE`."""

    format: str
    path: str


def output(argument: str, formats: tuple[str, ...], cwd: str) -> Output:
    """The output that an argument asks for. What can be known to fail fails here, before anything is linted. Raises UsageError."""
    wanted, _, name = argument.partition("=")
    if not name:
        raise UsageError(f"--output must be FORMAT=FILE, such as `sarif=report.sarif`, not `{argument}`")
    if wanted not in formats:
        raise UsageError(f"--output: there is no format `{wanted}`{suggestion(wanted, formats) or f'; there are {one_of(formats)}'}")
    path = os.path.join(cwd, name)
    if os.path.islink(path):
        raise UsageError(f"--output: `{name}` is a symbolic link; name the file itself")
    if os.path.isdir(path):
        raise UsageError(f"--output: `{name}` is a folder; name a file in it")
    if not os.path.isdir(os.path.dirname(path)):
        raise UsageError(f"--output: the folder of `{name}` does not exist")
    return Output(wanted, path)


def write_file(path: str, text: str) -> None:
    """The file with this text, replaced as a whole; devices and pipes are written to. Raises OSError."""
    data = text.encode("utf-8", "backslashreplace")
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            file.write(data)
        return
    scratch = prepare_file(path, data)
    try:
        os.replace(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise


def prepare_file(path: str, data: bytes) -> str:
    """A new file beside `path`, safe on the disk and with the mode of the one that it is to replace; its path. Raises OSError."""
    folder, name = os.path.split(path)
    scratch = os.path.join(folder, f".{name[:200]}.{os.getpid()}.tmp")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(path):
            os.chmod(scratch, os.stat(path).st_mode & 0o7777)
    except BaseException:
        os.unlink(scratch)
        raise
    return scratch
