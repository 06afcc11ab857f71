"""Options into a run: the tree, the policy, the report, the outputs, the exit code."""

from __future__ import annotations

import os
import sys

from deplint.cli.options import UsageError
from deplint.cli.output import columns, format_for, output, say, wants_color, write_file, write_report
from deplint.cli.paths import BASELINE, posix
from deplint.cli.session import current_folder, prepared
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import SimpleNamespace

    from deplint.cli.output import Output
    from deplint.cli.paths import Target
    from deplint.cli.progress import WatchedTree
    from deplint.config import Config
    from deplint.report import Report
    from deplint.tree import Tree

CLEAN, FINDINGS, WRONG, BROKEN = 0, 1, 2, 3
"""Exit codes."""


def check(options: SimpleNamespace) -> int:
    """Runs `deplint check`: lints, writes the reports, and gives the exit code."""
    cwd = current_folder()
    place, tree, config, outputs = asked(options, cwd)
    if options.show_settings or options.show_files:
        from deplint.cli.show import show_files, show_settings

        return show_settings(config) if options.show_settings else show_files(place, tree, config, cwd, explain=True)
    report = _linted(place, tree, config, cwd, options)
    if options.write_baseline:
        from deplint.cli.known import write_baseline

        return write_baseline(report, place, cwd, options)
    return told(only_new(report, place, config, cwd, options), config, outputs, options)


def only_new(report: Report, place: Target, config: Config, cwd: str, options: SimpleNamespace) -> Report:
    """The report without what the baseline and the revision of --since have already."""
    named = options.baseline or options.since is not None
    if not named and (options.isolated or not os.path.lexists(os.path.join(place.root, BASELINE))):
        return report
    from deplint.cli.known import known_ids

    known = known_ids(report, place, config, cwd, options)
    if not known:
        return report
    from deplint.baseline import new_in

    return new_in(report, known)


def asked(options: SimpleNamespace, cwd: str) -> tuple[Target, Tree, Config, list[Output]]:
    """What is linted, how, and the reports that go into files. Raises UsageError."""
    from deplint.reporters import FORMATS

    outputs = [output(argument, FORMATS, cwd) for argument in options.output or ()]
    place, tree, config = prepared(options, cwd)
    wanted = format_for(config.output_format)
    if options.statistics and wanted not in ("text", "concise"):
        raise UsageError(f"--statistics is a text; it does not go with the format `{wanted}`")
    return place, tree, config, outputs


def told(report: Report, config: Config, outputs: Sequence[Output], options: SimpleNamespace) -> int:
    """Writes the reports, and gives the exit code."""
    wanted = format_for(config.output_format)
    write_report(_rendered(report, wanted, options), wanted)
    status = CLEAN
    for each in outputs:
        status = max(status, _written(report, each.format, each.path))
    return max(status, _status(report, config, options))


def _linted(place: Target, tree: Tree, config: Config, cwd: str, options: SimpleNamespace) -> Report:
    from time import perf_counter

    from deplint.engine import lint

    started = perf_counter()
    seen = watched(tree)
    try:
        report = lint(seen or tree, config, root=posix(place.root), cwd=posix(cwd), on_error=tracer(options))
    finally:
        if seen:
            seen.finish()
    if options.verbose:
        from deplint.reporters.closing import counted

        origins = sorted({setting.origin.partition(":")[0] for setting in config.settings}) or ["defaults"]
        how = f", listed by {tree.how}" if hasattr(tree, "how") else ""
        count = counted(len(report.files), "file")
        say(f"{place.root}: {count}{how}; settings from {', '.join(origins)}; {perf_counter() - started:.3f} s")
    known = {file.path for file in report.files}
    for path in place.scope:
        if path not in known and not config.excludes(path) and os.path.isfile(os.path.join(place.root, path)):
            say(f"`{report.display(path)}` is not a file that deplint reads")
    return report


def watched(tree: Tree) -> WatchedTree | None:
    """The tree as one that tells how far the reading is; None where nobody watches."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from deplint.cli.progress import WatchedTree

    return WatchedTree(tree)


def tracer(options: SimpleNamespace) -> Callable[[BaseException], None] | None:
    """What is done with an exception of a rule besides naming it."""
    return _traceback if options.debug else None


def _traceback(error: BaseException) -> None:
    from traceback import format_exception

    for line in "".join(format_exception(error)).splitlines():
        say(line)


def _rendered(report: Report, format: str, options: SimpleNamespace) -> str:
    from deplint.reporters import WIDTH, render

    color = wants_color(options.color, sys.stdout)
    if options.statistics:
        from deplint.reporters import statistics

        return statistics.render(report, color=color, quiet=options.quiet)
    return render(report, format, color=color, width=columns(sys.stdout, WIDTH), quiet=options.quiet)


def _written(report: Report, format: str, path: str) -> int:
    from deplint.reporters import render

    try:
        write_file(path, render(report, format))
    except OSError as error:
        say(f"--output: `{path}` can't be written: {(error.strerror or 'unknown error').lower()}")
        return WRONG
    return CLEAN


def _status(report: Report, config: Config, options: SimpleNamespace) -> int:
    from deplint.model import Severity

    if report.broken:
        return BROKEN
    limit = Severity(config.fail_on).rank
    failing = any(diagnostic.severity.rank <= limit for diagnostic in report.diagnostics)
    return FINDINGS if failing and not options.exit_zero else CLEAN


