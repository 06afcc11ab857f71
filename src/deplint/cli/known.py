"""`--baseline`, `--write-baseline` and `--since`: which findings are known already."""

from __future__ import annotations

import os

from deplint.cli.options import UsageError
from deplint.cli.output import say, write_file
from deplint.cli.paths import BASELINE, posix
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    from deplint.baseline import Known
    from deplint.cli.paths import Target
    from deplint.config import Config
    from deplint.report import Report


def known_ids(report: Report, place: Target, config: Config, cwd: str, options: SimpleNamespace) -> frozenset[str]:
    """The ids of the findings that are known. Raises UsageError."""
    known: set[str] = set()
    entries = _baseline(place, cwd, options)
    if entries:
        known.update(each.id for each in entries)
        _say_what_is_gone(entries, report, config)
    if options.since is not None:
        known.update(_ids_at(options.since, place, config, cwd))
    return frozenset(known)


def write_baseline(report: Report, place: Target, cwd: str, options: SimpleNamespace) -> int:
    """Writes all findings of a report; gives the exit code. What a run on part of the tree can't see stays in the file."""
    from deplint.baseline import known_in, written
    from deplint.discovery import is_within
    from deplint.reporters.closing import counted

    if options.since is not None:
        raise UsageError("--write-baseline takes all findings; it does not go with --since")
    path = _path(place, cwd, options)
    elsewhere = [each for each in _baseline(place, cwd, options) if not is_within(each.path, place.scope)]
    known = [*known_in(report), *elsewhere]
    name = posix(os.path.relpath(path, cwd))
    try:
        write_file(path, written(known))
    except OSError as error:
        raise UsageError(f"`{name}` can't be written: {(error.strerror or 'unknown error').lower()}") from None
    say(f"{counted(len(known), 'finding')} in `{name}`")
    return 3 if report.broken else 0


def _path(place: Target, cwd: str, options: SimpleNamespace) -> str:
    return os.path.join(cwd, options.baseline) if options.baseline else os.path.join(place.root, BASELINE)


def _baseline(place: Target, cwd: str, options: SimpleNamespace) -> tuple[Known, ...]:
    from deplint.baseline import BaselineError, read
    from deplint.tree import TreeError, read_file

    path = _path(place, cwd, options)
    if not options.baseline and (options.isolated or not os.path.lexists(path)):
        return ()
    name = posix(os.path.relpath(path, cwd))
    try:
        return read(read_file(path))
    except TreeError as error:
        if options.write_baseline and not os.path.lexists(path):
            return ()
        raise UsageError(f"`{name}` {error.reason}") from None
    except BaselineError as error:
        raise UsageError(f"`{name}` {error}") from None


def _say_what_is_gone(entries: tuple[Known, ...], report: Report, config: Config) -> None:
    from deplint.baseline import gone
    from deplint.discovery import is_within
    from deplint.plugins import catalogue
    from deplint.reporters.closing import counted
    from deplint.reporters.visible import visible

    rules = catalogue(plugins=config.plugins)
    ran = {entry.code for entry in rules.entries if config.selects(entry)}
    past = gone(entries, report, lambda each: each.rule in ran and is_within(each.path, config.scope))
    if past:
        first = f"`{visible(past[0].rule)}` in `{visible(past[0].path)}`"
        others = f" and {len(past) - 1} more" if len(past) > 1 else ""
        say(f"{counted(len(past), 'finding')} of the baseline found no more ({first}{others}); --write-baseline removes what is gone")


def _ids_at(revision: str, place: Target, config: Config, cwd: str) -> frozenset[str]:
    """The ids of the findings that the tree had at a revision."""
    from deplint.baseline import known_in
    from deplint.discovery import may_hold_facts
    from deplint.engine import lint
    from deplint.listing import git_root
    from deplint.revision import RevisionError, RevisionTree

    if git_root(place.root) != place.root:
        raise UsageError("--since needs a work tree of git around everything that is linted")
    wanted = set(place.named)
    try:
        tree = RevisionTree(place.root, revision, lambda path: path in wanted or may_hold_facts(path))
    except RevisionError as error:
        raise UsageError(f"--since: {error}") from None
    try:
        return frozenset(each.id for each in known_in(lint(tree, config, root=posix(place.root), cwd=posix(cwd))))
    finally:
        tree.close()
