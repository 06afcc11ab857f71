"""`deplint diff REV [REV]`: what changed in the locks between two revisions, or since one."""

from __future__ import annotations

import sys

from deplint.cli.options import UsageError
from deplint.cli.output import wants_color, write_report
from deplint.cli.session import current_folder
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import ExitStack
    from types import SimpleNamespace

    from deplint.tree import Tree

ALARM = 1
"""The exit code where something is installed otherwise under the same version."""


def diff(options: SimpleNamespace) -> int:
    """Runs `deplint diff`."""
    from contextlib import ExitStack

    from deplint.listing import git_root
    from deplint.lock_changes import changes
    from deplint.reporters.changes import render
    from deplint.repository import Repository

    revisions = options.operands
    if not 1 <= len(revisions) <= 2:
        raise UsageError("`deplint diff` needs one revision, or two: `deplint diff main`, `deplint diff v1.0 v1.1`")
    root = git_root(current_folder())
    if not root:
        raise UsageError("`deplint diff` needs a work tree of git")
    with ExitStack() as trees:
        # What a project asks of its tree, it may ask as late as when its locks are compared.
        before, after = (Repository.load(_tree(root, each, trees)) for each in (*revisions, "")[:2])
        found = tuple(changes(before, after))
    write_report(render(found, options.output_format, color=wants_color(options.color, sys.stdout)), options.output_format)
    return ALARM if any(change.alarm for file in found for change in file.changes) else 0


def _tree(root: str, revision: str, trees: ExitStack) -> Tree:
    """The tree at a revision, closed with `trees`; as it is on disk where the revision is ""."""
    from deplint.discovery import may_hold_facts
    from deplint.revision import RevisionError, RevisionTree
    from deplint.tree import DiskTree

    if not revision:
        return DiskTree(root, may_hold_facts)
    try:
        tree = RevisionTree(root, revision, may_hold_facts)
    except RevisionError as error:
        raise UsageError(str(error)) from None
    trees.callback(tree.close)
    return tree
