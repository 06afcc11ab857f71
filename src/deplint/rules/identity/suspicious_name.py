"""DPL907 suspicious-name: a name that is one letter away from one that everybody knows."""

from __future__ import annotations

from deplint.data.well_known_names import NEIGHBOURS, WELL_KNOWN
from deplint.names import normalize
from deplint.questions.public_names import public_entries
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deplint.facts import Dependency
    from deplint.model import Diagnostic
    from deplint.project import Project


class SuspiciousName(Rule):
    """Name that is one letter away from that of a package which nearly everybody knows.

    ## Why is this bad?
    People mistype names, and others register what they type: a package called `reqeusts` gets to run code on every machine that asks for
    it. Nothing in the file shows that it is not the one that was meant.

    ## Example
    ```bad requirements.in
    flask
    reqeusts
    ```
    ```good requirements.in
    flask
    requests
    ```
    One letter more, less, other, or two exchanged. Short names, projects that are known to be called so (`markdown2`, `psycopg`), names
    that the project itself or a private index has, and conda's own packages are not flagged. The list of well-known names is short and
    dated, and is no proof of anything: a finding is only a remark, and only in the strict profile.
    """

    code = "DPL907"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("requirements", "pyproject", "pipfile", "setup.cfg", "setup.py", "script", "conda")
    allow = Option((), "names that are right as they are")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        allowed = {*map(normalize, self.allow), *NEIGHBOURS, *WELL_KNOWN}
        by_length: dict[int, list[str]] = {}
        for known in sorted(WELL_KNOWN):
            by_length.setdefault(len(known), []).append(known)
        found: dict[str, list[Dependency]] = {}
        for _, dependency in public_entries(project):
            if dependency.name not in allowed:
                found.setdefault(dependency.name, []).append(dependency)
        for name, entries in found.items():
            close = _close_to(name, by_length)
            if close:
                yield self._finding(entries, close)

    def _finding(self, entries: list[Dependency], close: str) -> Diagnostic:
        entry, *others = entries
        return self.found(
            entry.part(entry.name_span),
            f"`{entry.written}` is one letter away from `{close}`, which is what most people mean; make sure that it is the right one",
            label=f"not `{close}`",
            related=[Related(each.part(each.name_span), "and here") for each in others[:10]],
            help=f'write `{close}`, or add "{entry.name}" to `allow` of this rule',
            subject=entry.name,
        )


def _close_to(name: str, by_length: Mapping[int, list[str]]) -> str:
    """The well-known name that is one edit away, "" where there is none."""
    lengths = (len(name), len(name) - 1, len(name) + 1)
    return next((known for length in lengths for known in by_length.get(length, ()) if _is_one_edit(name, known)), "")


def _is_one_edit(one: str, other: str) -> bool:
    """One letter added, dropped or replaced, or two neighbours exchanged; the names are different."""
    if len(one) > len(other):
        one, other = other, one
    at = next((index for index, letter in enumerate(one) if letter != other[index]), len(one))
    if len(one) != len(other):
        return one[at:] == other[at + 1 :]
    return one[at + 1 :] == other[at + 1 :] or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])
