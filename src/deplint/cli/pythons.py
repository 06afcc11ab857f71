"""The projects of a repository into the table of what each of them says of its Python, for people."""

from __future__ import annotations

from deplint.questions.python_conflicts import conflict
from deplint.questions.python_view import lock_statements, statements
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deplint.project import Project
    from deplint.questions.python_view import Statement
    from deplint.repository import Repository

_LAST = 30
"""The newest minor version of Python 3 that is asked for: what lets it in, has no upper bound."""
_MOST = 200


def python_lines(repository: Repository, shown: Callable[[str], str], is_asked: Callable[[str], bool]) -> Iterator[str]:
    """For each project that says something of its Python: a title, and a line for each statement.

    `shown` gives a path as the user knows it, `is_asked` says whether the user wants to know of it.
    """
    for project in repository.projects:
        rows = list(_rows(repository, project, shown, is_asked))
        if rows:
            yield ""
            yield f"what `{shown(project.root) or '.'}` says of its Python:"
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            yield from ("  " + "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _rows(
    repository: Repository, project: Project, shown: Callable[[str], str], is_asked: Callable[[str], bool]
) -> Iterator[tuple[str, str, str, str, str]]:
    from deplint.reporters.visible import visible, visible_path

    found = [*statements(project), *lock_statements(project)]
    against = conflict(project)
    reasons = {each.location: "contradicts" for group, _ in against.against for each in group} if against else {}
    for each in found[:_MOST]:
        if not each.value or not is_asked(each.location.path):
            continue
        source = repository.manifests[each.location.path].source
        place = f"{visible_path(shown(each.location.path))}:{source.position(each.location.start).line}"
        kind = f"{each.kind} {each.context}".rstrip() if each.kind != "image" else "image"
        note = reasons.get(each.location, "" if each.concerns else "perhaps of something else")
        yield place, visible(kind)[:40], visible(each.value)[:40] or "?", told(each), note


def told(statement: Statement) -> str:
    """The minor versions that are meant, in words: "3.9", "3.8 to 3.12", "3.11 and later", "?"."""
    minors = sorted(each for each in statement.minors if each[0] == 3) or sorted(statement.minors)
    if not minors:
        return "?"
    return ", ".join(_range(minors[start:end]) for start, end in _runs(minors))


def _runs(minors: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The ranges of indices of versions that follow one another."""
    start = 0
    for index in range(1, len(minors) + 1):
        if index == len(minors) or minors[index] != (minors[index - 1][0], minors[index - 1][1] + 1):
            yield start, index
            start = index


def _range(minors: list[tuple[int, int]]) -> str:
    first = f"{minors[0][0]}.{minors[0][1]}"
    if len(minors) == 1:
        return first
    if minors[-1] == (3, _LAST):
        return f"{first} and later"
    return f"{first} to {minors[-1][0]}.{minors[-1][1]}"
