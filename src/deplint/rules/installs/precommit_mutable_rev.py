"""DPL806 precommit-mutable-rev: a hook repository of pre-commit at a branch."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project

BRANCHES = frozenset((
    "HEAD", "main", "master", "develop", "dev", "devel", "development", "trunk", "default", "stable", "latest", "next", "edge", "nightly",
    "release", "production", "origin/HEAD", "origin/main", "origin/master",
))  # fmt: skip
"""What branches are called, and tags that are moved on purpose."""


class PrecommitMutableRev(Rule):
    """`rev` of a hook repository that names a branch.

    ## Why is this bad?
    pre-commit fetches a repository once and keeps it: with a branch as `rev`, everybody runs the hooks of the day on which they first ran
    them, nobody the same, and `pre-commit autoupdate` is the only thing that moves them. What the branch gets is run on every machine
    without a look at it.

    ## Example
    ```bad .pre-commit-config.yaml
    repos:
      - repo: https://github.com/psf/black
        rev: main
        hooks:
          - id: black
    ```
    ```good .pre-commit-config.yaml
    repos:
      - repo: https://github.com/psf/black
        rev: 24.10.0
        hooks:
          - id: black
    ```
    Tags and commits are not flagged, and neither are `local` and `meta` hooks, which have no `rev`.
    """

    code = "DPL806"
    severity = Severity.ERROR
    only_for = ("pre-commit",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.installers:
            for hook in manifest.installs.hooks if manifest.installs else ():
                if hook.rev in BRANCHES and hook.rev_location and hook.repo not in ("local", "meta"):
                    yield self.found(
                        hook.rev_location,
                        f"`{hook.rev}` moves, and each machine keeps what it was on the day of the first run; name a tag or a commit",
                        label="a branch",
                        help=f"pre-commit autoupdate --repo {hook.repo}",
                        subject=hook.repo,
                    )
