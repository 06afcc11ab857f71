"""DPL009 unknown-lock-version: a lock in a format that is newer than what deplint knows."""

from __future__ import annotations

from deplint.questions.locked import VERSIONED, newer_version
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class UnknownLockVersion(Rule):
    """Lock in a version of its format that is newer than the newest one that deplint knows.

    ## Why is this bad?
    It is not: the tool that wrote it reads it. But deplint reads it by the rules of the version before, and may miss what is new in it.

    ## Example
    ```bad poetry.lock
    [[package]]
    name = "six"
    version = "1.17.0"
    description = "Python 2 and 3 compatibility utilities"
    optional = false
    python-versions = ">=2.7"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py2.py3-none-any.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
        {file = "six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"},
    ]

    [metadata]
    lock-version = "2.9"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    ```good poetry.lock
    [[package]]
    name = "six"
    version = "1.17.0"
    description = "Python 2 and 3 compatibility utilities"
    optional = false
    python-versions = ">=2.7"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py2.py3-none-any.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
        {file = "six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    Revisions that the tool itself calls compatible (`revision` in uv.lock, the last number in pdm.lock) are not told.
    """

    code = "DPL009"
    severity = Severity.INFO
    only_for = ("locks",)
    yields_to = ("unreadable-file", "merge-conflict-marker", "lock-input-hash-stale")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in project.own_locks:
            found = newer_version(lock) if lock.kind in VERSIONED else None
            if found is not None:
                written, known, place = found
                name = lock.path.rpartition("/")[2]
                yield self.found(
                    place,
                    f"`{written}` is a newer format of `{name}` than deplint knows (up to {known}); it is read as far as it can be",
                    label="not known",
                    help="pip install --upgrade deplint",
                    subject=lock.path,
                )
