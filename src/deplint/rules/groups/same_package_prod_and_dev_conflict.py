"""DPL403 same-package-prod-and-dev-conflict: production and development that can't be installed together."""

from __future__ import annotations

from deplint.questions.counterparts import Counterpart, counterparts
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class SamePackageProdAndDevConflict(Rule):
    """Package that production and development ask for in versions that exclude each other.

    ## Why is this bad?
    The two lists are installed or locked together, and no version satisfies both: the install fails, or development runs with another
    version than production, and finds out about the difference last.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["django>=5.0"]

    [dependency-groups]
    dev = ["django<5", "pytest>=8"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["django>=5.0"]

    [dependency-groups]
    dev = ["pytest>=8"]
    ```
    Entries whose markers exclude each other, projects that declare conflicts to uv, compiled files, and files for development that repeat
    what production installs, so that they are installed instead of it, are not flagged.
    """

    code = "DPL403"
    severity = Severity.ERROR
    only_for = ("groups", "requirements", "setup.cfg", "setup.py")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for counterpart in counterparts(project):
            yield from self._conflicts(counterpart)

    def _conflicts(self, counterpart: Counterpart) -> Iterator[Diagnostic]:
        """One for each entry for development that no entry of production agrees with."""
        pairs = list(counterpart.twice())
        if not pairs:
            return
        from deplint.questions.ranges import no_version_is_both

        agreeing = {id(second) for first, second in pairs if not no_version_is_both(first, second)}
        told: set[int] = set()
        for first, second in pairs:
            if id(second) not in agreeing and id(second) not in told:
                told.add(id(second))
                yield self._finding(first, second)

    def _finding(self, first: Dependency, second: Dependency) -> Diagnostic:
        return self.found(
            second.part(second.specifier_span),
            f"`{second.written}` is `{second.specifier}` for development, but `{first.specifier}` for production; no version is both",
            label="excludes what production installs",
            related=[Related(first.part(first.specifier_span), "what production installs")],
            help=f"let development take the version of production: remove `{second.specifier}` or the whole entry",
            subject=f"{second.name} {second.group}",
        )
