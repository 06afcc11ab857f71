"""DPL507 string-compared-marker: a marker that compares text where versions are meant, or with a version that its variable never has."""

from __future__ import annotations

from deplint.regex import regex
from deplint.roles import LOCK_KINDS, Role
from deplint.rule import Edit, Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.markers import Clause
    from deplint.model import Diagnostic, Location
    from deplint.project import Project

_MINOR = regex(r"\d+\.\d+(?:\.\*)?")
_PATCH = regex(r"(\d+\.\d+)\.\d*[1-9]\d*")
_WORDS = regex(r"[\s,;|]+")
_MINORS = ("2.6", "2.7", *(f"3.{minor}" for minor in range(21)))
_MOST = 8
"""Versions in a list that is written out for help."""


class StringComparedMarker(Rule):
    """Marker that compares text where versions are meant, or `python_version` with a patch release, which it never has.

    ## Why is this bad?
    `in` looks for a piece of text: `"3.1" in python_version` is true on Python 3.10 to 3.19, and tools do not agree on whether the string
    is a list. `python_version` has two parts (`3.9`), so that `== "3.9.1"` never holds and `>= "3.9.1"` leaves out all of 3.9. What is no
    version is ordered by the alphabet, or not at all. The line is installed where it should not be, or not where it should.

    ## Example
    ```bad requirements.in
    tomli==2.0.1 ; python_version in "3.9,3.10"
    flask==3.0.2
    ```
    ```good requirements.in
    tomli==2.0.1 ; python_version == "3.9" or python_version == "3.10"
    flask==3.0.2
    ```
    Lists that find the same as a comparison on every Python (`in "3.6,3.7"`), text that is meant as text (`sys_platform in "linux darwin"`,
    `"Ubuntu" in platform_version`), versions on either side of `<` or `==` (`"3.10" <= python_version`, `== "3.9.*"`,
    `platform_release >= "20.0"`), `.0` as the third part, patch releases of a Python that the project does not support, lists in Poetry's
    own tables (Poetry reads them as lists), locks and compiled files are not flagged.
    """

    code = "DPL507"
    severity = Severity.WARNING
    only_for = ("markers",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            if manifest.kind in LOCK_KINDS or project.role(manifest) is Role.COMPILED:
                continue
            for dependency in manifest.dependencies:
                if "_" in dependency.marker:
                    yield from self._judged(manifest, dependency, project)

    def _judged(self, manifest: Manifest, dependency: Dependency, project: Project) -> Iterator[Diagnostic]:
        from deplint.markers import split_clauses, string_compared

        as_text = string_compared(dependency.marker)
        for clause in split_clauses(dependency.marker):
            if clause in as_text:
                if clause.operator not in ("in", "not in"):
                    said = _ordered(clause)
                elif _is_misleading(clause, dependency.form):
                    said = _searched(clause)
                else:
                    continue
            elif _has_no_patch(clause, project):
                said = _never_has(clause)
            else:
                continue
            yield self._finding(manifest, dependency, clause, said)

    def _finding(self, manifest: Manifest, dependency: Dependency, clause: Clause, said: str) -> Diagnostic:
        written, better = dependency.marker[clause.start : clause.end], _better(dependency.marker, clause)
        where, exact = _place(manifest, dependency, clause)
        edits = (Edit(where, better),) if better and exact else ()
        return self.found(
            where,
            f"`{written}` {said}",
            label="compared as text" if clause.variable != "python_version" or "in" in clause.operator else "two parts only",
            help=better,
            fix=Fix("compare versions", edits, safe=False) if edits else None,
            subject=f"{dependency.name} {dependency.group}",
        )


def _is_misleading(clause: Clause, form: str) -> bool:
    """Does the search for a piece of text find other versions than those that are listed?"""
    if not any(map(str.isdigit, clause.value)) or (form == "poetry" and not clause.is_reversed):
        return False
    if clause.is_reversed or clause.variable != "python_version":
        return True
    listed = set(_WORDS.split(clause.value))
    return any((minor in clause.value) != (minor in listed) for minor in _MINORS)


def _searched(clause: Clause) -> str:
    if clause.is_reversed:
        return f"looks for `{clause.value}` anywhere in the text of the version (`3.1` is in `3.10`, `2` in `3.12`); compare versions"
    return "looks for the version anywhere in that text (`3.1` is in `3.10`), which is no list of versions; compare versions"


def _ordered(clause: Clause) -> str:
    if clause.variable == "platform_version":
        return "compares texts: `platform_version` is no version but a sentence (`#1 SMP Debian 5.10`), which has no order"
    return f"compares texts, as `{clause.value}` is no version that `{clause.operator}` takes; name a version"


def _has_no_patch(clause: Clause, project: Project) -> bool:
    """Is `python_version` compared with a patch release of a Python that the project supports?"""
    found = _PATCH.fullmatch(clause.value) if clause.variable == "python_version" else None
    if found is None or clause.operator in ("in", "not in"):
        return False
    required = project.requires_python
    if required is None or not required.specifier:
        return True
    from deplint.markers import never_true

    return not never_true(f"python_version == '{found[1]}'", required.specifier)


def _never_has(clause: Clause) -> str:
    minor = ".".join(clause.value.split(".")[:2])
    operator = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(clause.operator, clause.operator) if clause.is_reversed else clause.operator
    verdict = {"==": "never holds", "===": "never holds", "~=": "never holds", "!=": "always holds"}.get(operator)
    verdict = verdict or (f"holds on every {minor}" if operator in ("<", "<=") else f"holds on no {minor}")
    return f"{verdict}: `python_version` has two parts, as in `{minor}`; compare `python_full_version`"


def _better(marker: str, clause: Clause) -> str:
    """The clause that compares versions, "" where it can't be told."""
    written = marker[clause.start : clause.end]
    if clause.operator not in ("in", "not in"):
        return written.replace("python_version", "python_full_version") if _PATCH.fullmatch(clause.value) else ""
    versions = [each for each in _WORDS.split(clause.value) if each]
    quote = "'" if "'" in written else '"'
    if clause.variable != "python_version" or not 0 < len(versions) <= _MOST or not all(map(_MINOR.fullmatch, versions)):
        return ""
    sign, joiner = ("==", " or ") if clause.operator == "in" else ("!=", " and ")
    joined = joiner.join(f"python_version {sign} {quote}{each}{quote}" for each in versions)
    return f"({joined})" if len(versions) > 1 else joined


def _place(manifest: Manifest, dependency: Dependency, clause: Clause) -> tuple[Location, bool]:
    """The clause in the file; the whole marker, and False, where it is not written there as it is read."""
    span = dependency.marker_span
    if span is None or manifest.source.text[span[0] : span[1]] != dependency.marker:
        return dependency.part(span), False
    return manifest.source.at(span[0] + clause.start, span[0] + clause.end), True
