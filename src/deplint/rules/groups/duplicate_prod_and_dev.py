"""DPL404 duplicate-prod-and-dev: a package that development lists again."""

from __future__ import annotations

from deplint.questions.counterparts import counterparts
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class DuplicateProdAndDev(Rule):
    """Package that a list for development repeats, though production installs it anyway.

    ## Why is this bad?
    The second entry changes nothing today, and is forgotten tomorrow, when somebody raises or removes the first one.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31"]

    [dependency-groups]
    dev = ["pytest>=8", "requests>=2.31"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["requests>=2.31"]

    [dependency-groups]
    dev = ["pytest>=8"]
    ```
    Entries with other extras, another marker, another place or a stricter version, entries with a comment, and files that may be installed
    without the other one are not flagged.
    """

    code = "DPL404"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("groups", "includes", "setup.cfg", "setup.py")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for counterpart in counterparts(project):
            told: set[int] = set()
            for first, second in counterpart.twice() if counterpart.surely else ():
                if id(second) not in told and _adds_nothing(first, second):
                    told.add(id(second))
                    yield self._finding(first, second)

    def _finding(self, first: Dependency, second: Dependency) -> Diagnostic:
        return self.found(
            second.part(second.name_span),
            f"`{second.written}` is listed for development, but production installs it anyway; once is enough",
            label="again",
            related=[Related(first.location, "comes with production")],
            help="remove the entry for development",
            subject=f"{second.name} {second.group}",
        )


def _adds_nothing(first: Dependency, second: Dependency) -> bool:
    """Whoever has installed the first has what the second asks for, and nobody wrote down why it is asked for again."""
    if (first.url, first.index, first.marker) != (second.url, second.index, second.marker) or second.comment:
        return False
    return set(second.extras) == set(first.extras) and _is_no_stricter(first, second)


def _is_no_stricter(first: Dependency, second: Dependency) -> bool:
    """The same specifier, none, or a lower bound that the one of the first already keeps."""
    if second.specifier in ("", "*", first.specifier):
        return True
    if first.form != "pep440" or second.form != "pep440":
        return False
    from deplint.versions import clauses, contains, is_open, same_specifier

    if same_specifier(first.specifier, second.specifier):
        return True
    bounds = [clause.version for clause in clauses(first.specifier) if clause.operator in ("==", ">=", "~=")]
    return is_open(second.specifier) and "!" not in second.specifier and any(contains(second.specifier, each) for each in bounds)
