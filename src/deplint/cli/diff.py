"""`deplint diff REV [REV]`: what changed in the locks between two revisions, or since one."""

from __future__ import annotations

import sys

from deplint.cli.options import UsageError
from deplint.cli.output import wants_color, write_report
from deplint.cli.session import current_folder
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    from deplint.repository import Repository

ALARM = 1
"""The exit code where something is installed otherwise under the same version."""


def diff(options: SimpleNamespace) -> int:
    """Runs `deplint diff`."""
    from deplint.listing import git_root
    from deplint.lock_changes import changes
    from deplint.reporters.changes import render

    revisions = options.operands
    if not 1 <= len(revisions) <= 2:
        raise UsageError("`deplint diff` needs one revision, or two: `deplint diff main`, `deplint diff v1.0 v1.1`")
    root = git_root(current_folder())
    if not root:
        raise UsageError("`deplint diff` needs a work tree of git")
    states = [_at(root, each) for each in (*revisions, "")[:2]]
    found = tuple(changes(*states))
    write_report(render(found, options.output_format, color=wants_color(options.color, sys.stdout)), options.output_format)
    return ALARM if any(change.alarm for file in found for change in file.changes) else 0


def _at(root: str, revision: str) -> Repository:
    """The repository at a revision, as it is on disk where that is ""."""
    from deplint.discovery import may_hold_facts
    from deplint.repository import Repository
    from deplint.revision import RevisionError, RevisionTree
    from deplint.tree import DiskTree

    if not revision:
        return Repository.load(DiskTree(root, may_hold_facts))
    try:
        tree = RevisionTree(root, revision, may_hold_facts)
    except RevisionError as error:
        raise UsageError(str(error)) from None
    try:
        return Repository.load(tree)
    finally:
        tree.close()
