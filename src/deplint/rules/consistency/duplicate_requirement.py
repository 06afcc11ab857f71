"""DPL701 duplicate-requirement: the same distribution twice in one list."""

from __future__ import annotations

from deplint.model import Location
from deplint.questions.hashing import is_generated
from deplint.questions.lists import GENERATED, can_both_hold, pairs_of_one_name, requirement_lists, same_marker
from deplint.roles import Role
from deplint.rule import Edit, Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

    Pair = tuple[Dependency, Dependency]

FEW = 9
"""More duplicates than this in one list have one cause, and are one finding."""
SHOWN = 20


class DuplicateRequirement(Rule):
    """Distribution that stands twice in one list.

    ## Why is this bad?
    Whoever changes one of the two lines believes that the version has changed, but installers ask for what both lines say. Where the same
    line stands twice in a compiled file, somebody has merged or edited it by hand.

    ## Example
    ```bad requirements.in
    flask>=3
    requests>=2.31
    flask>=3
    ```
    ```good requirements.in
    flask>=3
    requests>=2.31
    ```
    Names are compared in their normal form (`Flask_Login` is `flask-login`). Entries with different markers or extras, and constraints,
    are not flagged, nor conda environments that a tool has generated. Compiled files, and lists with many duplicates, get one finding.
    """

    code = "DPL701"
    severity = Severity.WARNING
    only_for = ("repeats",)
    yields_to = ("conflicting-requirement",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        python = project.requires_python
        for manifest, entries in requirement_lists(project):
            found = [pair for pair in pairs_of_one_name(entries, python.specifier if python else "") if _is_duplicate(*pair)]
            if not found or (manifest.kind == "conda" and GENERATED.search(manifest.source.text, 0, 1000)):
                continue
            if project.role(manifest) is Role.COMPILED and is_generated(manifest):
                yield self._compiled(project, manifest, found)
            elif len(found) > FEW:
                yield self._many(manifest, found, _removals(manifest, found))
            else:
                for pair in found:
                    yield self._one(manifest, *pair)

    def _one(self, manifest: Manifest, first: Dependency, second: Dependency) -> Diagnostic:
        same = _is_copy(first, second)
        said = "once is enough" if same else f"there as `{first.text}`; keep one of the two"
        return self.found(
            second.location if same else second.part(second.name_span),
            f"`{second.written}` is already listed in line {_line(manifest, first)}, {said}",
            label="again",
            related=[Related(first.location, "first here")],
            fix=_removals(manifest, [(first, second)]),
            subject=f"{second.name} {second.group}",
        )

    def _compiled(self, project: Project, manifest: Manifest, found: list[Pair]) -> Diagnostic:
        """One finding for the file: whatever is wrong with it, compiling it again is the way out."""
        pair = next((each for each in project.pairs if each.compiled is manifest), None)
        command = pair.recompile if pair else manifest.header.command if manifest.header else ""
        return self._many(manifest, found, None)._replace(help=command)

    def _many(self, manifest: Manifest, found: list[Pair], fix: Fix | None) -> Diagnostic:
        first, second = found[0]
        count = len(found) - 1
        others = f", and {count} more {'is' if count == 1 else 'are'} listed twice in this file" if count else ""
        return self.found(
            second.part(second.name_span),
            f"`{second.written}` is already listed in line {_line(manifest, first)}{others}; once is enough",
            label="again",
            related=[Related(first.location, "first here"), *(Related(each.location, "again") for _, each in found[1:SHOWN])],
            fix=fix,
            subject=f"{second.name} {second.group}",
        )


def _is_duplicate(first: Dependency, second: Dependency) -> bool:
    """The same under the same condition; not the same package from two places for two uses, as a folder to work on beside a release."""
    if bool(first.url) != bool(second.url) and (first.editable or second.editable):
        return False
    return first.extras == second.extras and same_marker(first, second) and can_both_hold(first, second)


def _is_copy(first: Dependency, second: Dependency) -> bool:
    if second.hashes or first.options != second.options or first.editable != second.editable:
        return False
    return first.url == second.url and "".join(first.specifier.split()) == "".join(second.specifier.split())


def _line(manifest: Manifest, dependency: Dependency) -> int:
    return manifest.source.position(dependency.location.start).line


def _removals(manifest: Manifest, found: list[Pair]) -> Fix | None:
    """Cuts the copies out, each with its line."""
    edits = tuple(edit for first, second in found if _is_copy(first, second) and (edit := _removal(manifest, second)))
    title = "remove the second line" if len(edits) == 1 else "remove the repeated lines"
    return Fix(title, edits, safe=True) if edits else None


def _removal(manifest: Manifest, dependency: Dependency) -> Edit | None:
    """Cuts the whole line out, where nothing else stands on it."""
    if manifest.kind != "requirements":
        return None
    text = manifest.source.text
    start, end = dependency.location.start, dependency.location.end
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    alone = (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")
    if not alone:
        return None
    end += 2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0
    return Edit(Location(manifest.path, start, end), "")
