"""DPL910 installer-in-requirements: what installs and builds, among what the project runs on."""

from __future__ import annotations

from deplint.questions.exemptions import is_remarked
from deplint.questions.purpose import production_lists
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

INSTALLERS = frozenset(("distribute", "pip", "setuptools", "wheel"))


class InstallerInRequirements(Rule):
    """`pip`, `setuptools` or `wheel` among the requirements that production is installed from.

    ## Why is this bad?
    An installer that replaces itself while it installs the rest is the old one for this run and the new one for the next. Who builds a
    package gets what it needs from its `[build-system]`, in an environment of its own; nothing of it is needed where the program runs.

    ## Example
    ```bad requirements.txt
    flask==3.0.2
    pip==24.0
    wheel==0.43.0
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    `setuptools` alone is not flagged, as code may import `pkg_resources` from it, nor are entries with a comment that says something of
    them, the metadata of a package, which may well call pip while it runs, lists with hashes, lists of nothing but installers and those
    called `bootstrap`, which prepare an environment, and files for development. A list is one finding.
    """

    code = "DPL910"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("requirements", "pipfile")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest, entries in production_lists(project):
            if manifest.kind not in self.only_for or "bootstrap" in manifest.path:
                continue
            found = [each for each in entries if each.name in INSTALLERS]
            named = {each.name for each in found}
            if not named or named == {"setuptools"} or len(found) == len(entries) or _is_deliberate(manifest, found, project):
                continue
            yield self._finding(found)

    def _finding(self, found: list[Dependency]) -> Diagnostic:
        found.sort(key=lambda each: each.name == "setuptools")
        entry, *others = found
        more = f" and {', '.join(f'`{each.written}`' for each in others)}" if others else ""
        verb = "are for installing and building, and nothing that runs needs them; remove them"
        return self.found(
            entry.part(entry.name_span),
            f"`{entry.written}`{more} " + (verb if others else "is for installing, and nothing that runs needs it; remove it"),
            label="an installer",
            related=[Related(each.part(each.name_span), "and this") for each in others],
            help="what a build needs belongs into `requires` of `[build-system]`",
            subject=entry.name,
        )


def _is_deliberate(manifest: Manifest, found: list[Dependency], project: Project) -> bool:
    """Somebody has thought about it: hashes make a file that an environment is bootstrapped from, and comments say why."""
    if any(each.hashes for each in manifest.dependencies) or any(is_remarked(each) for each in found):
        return True
    return not project.first_party.isdisjoint(each.name for each in found)
