"""`--fix`, `--fix-only` and `--diff`: fixes onto the disk, each file replaced as a whole, or into a patch on standard output."""

from __future__ import annotations

import os
import sys

from deplint.cli.check import BROKEN, CLEAN, FINDINGS, WRONG, asked, only_new, told, tracer, watched
from deplint.cli.options import UsageError
from deplint.cli.output import format_for, prepare_file, say, wants_color, write_report
from deplint.cli.paths import posix
from deplint.cli.session import current_folder
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import SimpleNamespace
    from typing import Any

    from deplint.cli.paths import Target
    from deplint.config import Config
    from deplint.repair import Change, Repair
    from deplint.tree import DiskTree, Tree


def fix(options: SimpleNamespace) -> int:
    """Repairs what can be repaired, or shows how, and reports the rest; gives the exit code."""
    _check(options)
    cwd = current_folder()
    place, tree, config, outputs = asked(options, cwd)
    repair = _repaired(place, tree, config, cwd, options)
    broken = BROKEN if repair.report.broken else CLEAN
    if options.diff:
        write_report("".join(_patch(repair, wants_color(options.color, sys.stdout))))
        return max(FINDINGS if repair.changes else CLEAN, broken)
    failed = _write(tree, repair.changes)
    _say_what_was_done(repair, failed, options)
    if failed:
        return max(WRONG, broken)
    return broken if options.fix_only else told(only_new(repair.report, place, config, cwd, options), config, outputs, options)


def _check(options: SimpleNamespace) -> None:
    """Raises UsageError where the options can't go together."""
    if options.unsafe_fixes and not (options.fix or options.fix_only or options.diff):
        raise UsageError("--unsafe-fixes needs --fix, --fix-only or --diff")
    if options.stdin_filename and not options.diff:
        raise UsageError("what comes on standard input can't be changed; --diff shows what would be")
    if options.write_baseline:
        raise UsageError("--write-baseline is a run of its own; fix first, then write what is left")
    if options.diff and (options.output or options.statistics):
        raise UsageError("--diff takes the place of the report")


def _repaired(place: Target, tree: Tree, config: Config, cwd: str, options: SimpleNamespace) -> Repair:
    from deplint.repair import repaired

    seen = watched(tree)
    try:
        return repaired(
            seen or tree, config, unsafe=options.unsafe_fixes, root=posix(place.root), cwd=posix(cwd), on_error=tracer(options)
        )
    finally:
        if seen:
            seen.finish()


def _say_what_was_done(repair: Repair, failed: Sequence[str], options: SimpleNamespace) -> None:
    from deplint.reporters.closing import counted

    for reason in failed:
        say(reason)
    if repair.applied and not failed and not options.quiet:
        say(f"{counted(repair.applied, 'repair')} in {counted(len(repair.changes), 'file')}")
    if not repair.stable:
        say("some fixes come up again and again; please report that")


def _write(tree: Tree, changes: Sequence[Change]) -> list[str]:
    """Replaces the files; gives what went wrong, in words.

    First all new files are written beside the old ones, then they take their places. Whatever stops the program, each file is the old
    or the new one as a whole.
    """
    from deplint.reporters.visible import visible
    from deplint.tree import DiskTree

    assert isinstance(tree, DiskTree)
    prepared: dict[str, str] = {}
    try:
        failed = [
            f"`{visible(change.path)}` {reason}" for change in changes if (reason := _prepare(tree, change, prepared))
        ]
        return [*failed, "nothing was changed"] if failed else list(_replace_all(prepared))
    finally:
        for scratch in prepared.values():
            if os.path.lexists(scratch):
                os.unlink(scratch)


def _prepare(tree: DiskTree, change: Change, prepared: dict[str, str]) -> str:
    """Writes the new file beside the old one; gives what went wrong, "" for nothing."""
    from deplint.tree import TreeError

    try:
        place = tree.place(change.path)
        if tree.read(change.path) != change.before:
            return "has changed in the meantime"
        if place not in prepared:
            prepared[place] = prepare_file(place, change.after)
    except (OSError, TreeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return f"can't be written: {(reason or 'unknown error').lower()}"
    return ""


def _replace_all(prepared: dict[str, str]) -> Iterator[str]:
    from deplint.reporters.visible import visible

    with _Uninterrupted():
        for place, scratch in prepared.items():
            if reason := _replace(scratch, place):
                yield f"`{visible(os.path.basename(place))}` can't be replaced: {reason}"


def _replace(scratch: str, place: str) -> str:
    try:
        os.replace(scratch, place)
    except OSError as error:
        return (error.strerror or "unknown error").lower()
    return ""


class _Uninterrupted:
    """While several files take their places, SIGINT and SIGTERM wait: a fix may be right only in all of them together."""

    def __enter__(self) -> None:
        import signal
        import threading

        self._caught: list[int] = []
        self._before: dict[int, Any] = {}
        if threading.current_thread() is not threading.main_thread():
            return  # no signal arrives here
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, lambda caught, _: self._caught.append(caught))

    def __exit__(self, *_: object) -> None:
        import signal

        for number, handler in self._before.items():
            signal.signal(number, handler)
        for number in self._caught:
            signal.raise_signal(number)


def _patch(repair: Repair, color: bool) -> Iterator[str]:
    """The changes as `patch` and `git apply` take them; for a terminal or the log of a CI, without anything that acts on it."""
    from deplint.reporters.visible import visible

    read = format_for("auto") != "text" or (sys.stdout is not None and sys.stdout.isatty())
    shades = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"} if color else {}
    for change in repair.changes:
        for line in _unified(change):
            text = visible(line.rstrip("\r\n")) if read else line.rstrip("\n")
            shade = shades.get(line[:1], "")
            yield f"{shade}{text}\x1b[0m\n" if shade else f"{text}\n"


def _unified(change: Change) -> Iterator[str]:
    from difflib import unified_diff

    old, new = (text.split("\n") for text in (change.old, change.new))
    for line in unified_diff(_lines(old), _lines(new), f"a/{change.path}", f"b/{change.path}"):
        yield line
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"


def _lines(parts: list[str]) -> list[str]:
    """Lines with their ends; only LF ends one, as for `patch`."""
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
