"""DPL914 pep723-metadata: inline metadata of a script that tools refuse, pass over, or can only half act on."""

from __future__ import annotations

from deplint.readers.script import REFUSED
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

HABIT = 3
"""What so many scripts of a project lack is one habit, and one finding."""


class Pep723Metadata(Rule):
    """Inline metadata of a script (`# /// script`) that tools refuse or pass over, or that leaves the Python open.

    ## Why is this bad?
    A block without its last line, or with a key that nobody knows, is a comment: the script runs without its dependencies. Of two blocks
    tools make an error. And without `requires-python` the script runs on whichever Python is there, with whatever fits that one.

    ## Example
    ```bad sync.py
    # /// script
    # requires_python = ">=3.11"
    # dependencies = ["httpx==0.27.0"]
    # ///
    import httpx
    ```
    ```good sync.py
    # /// script
    # requires-python = ">=3.11"
    # dependencies = ["httpx==0.27.0"]
    # ///
    import httpx
    ```
    A missing `requires-python`, which the specification allows, is only a remark: one for all scripts of a project where they are many, and
    none in a script without dependencies. What stands in the block is judged by the same rules as any other list of requirements. Comments
    that are no block of kind `script` are not flagged.

    ## References
    [Inline script metadata](https://packaging.python.org/en/latest/specifications/inline-script-metadata/)
    """

    code = "DPL914"
    severity = Severity.WARNING
    only_for = ("script",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        silent = []
        for manifest in project.of_kind("script"):
            problems = [each for each in manifest.problems if each.rule == self.name()]
            for each in problems:
                severity = Severity.ERROR if each.subject == REFUSED else None
                yield self.found(each.location, each.message, label=each.label, help=each.help, severity=severity, subject=each.subject)
            if manifest.dependencies and not manifest.pythons and not problems:
                silent.append(manifest)
        if len(silent) >= HABIT:
            yield self._without_python(silent[0], silent[1:])
        else:
            yield from (self._without_python(each, ()) for each in silent)

    def _without_python(self, manifest: Manifest, others: Sequence[Manifest]) -> Diagnostic:
        name = manifest.path.rsplit("/", 1)[-1]
        said = f"`{name}` and {len(others)} more scripts do not say on which Python they run" if others else ""
        said = said or f"`{name}` does not say on which Python it runs"
        return self.found(
            manifest.dependencies[0].location,
            f"{said}, so that tools take the one that is there; add `requires-python`",
            label="for which Python?",
            related=[Related(each.dependencies[0].location, "nor this one") for each in others[:20]],
            help='# requires-python = ">=3.X"',
            severity=Severity.INFO,
            subject="requires-python",
        )
