"""DPL911 name-not-normalised: a distribution's name that is not written in its normal form."""

from __future__ import annotations

from deplint.model import Edit
from deplint.questions.style import kept_by_hand, requirements_of, stands_as_read
from deplint.rule import Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

SHOWN = 20


class NameNotNormalised(Rule):
    """Names of distributions that are not in their normal form: capitals, dots and underscores.

    ## Why is this bad?
    `Flask_Login`, `flask.login` and `flask-login` are one distribution, and every tool writes the last one into locks. A search for the
    name finds all places only where all are written so. Nothing is wrong with the others but that.

    ## Example
    ```bad requirements.in
    Flask>=3
    flask_login>=0.6
    ```
    ```good requirements.in
    flask>=3
    flask-login>=0.6
    ```
    On in the pedantic profile. A file gets one finding. Compiled files, conda's packages, which have names of their own, and the keys of
    tables are not flagged, nor is `pyproject.toml` beside a lock that holds a hash of its text (Poetry, PDM).
    """

    code = "DPL911"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("requirements", "pyproject")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in kept_by_hand(project):
            found = [
                each
                for each in requirements_of(manifest)
                if each.written != each.name and stands_as_read(manifest, each.name_span, each.written)
            ]
            if found:
                yield self._finding(manifest, found)

    def _finding(self, manifest: Manifest, found: Sequence[Dependency]) -> Diagnostic:
        first, *others = found
        also = f", and {len(others)} more name{'s are' if len(others) > 1 else ' is'} not in normal form" if others else ""
        return self.found(
            first.part(first.name_span),
            f"`{first.written}` is `{first.name}` in its normal form{also}",
            label="not normalised",
            related=[Related(other.part(other.name_span), f"`{other.name}`") for other in others[:SHOWN]],
            fix=Fix("write the normal forms", tuple(Edit(each.part(each.name_span), each.name) for each in found), safe=True),
            subject=manifest.path,
        )
