"""Entries that stand the same in several files of a project into one story: what was copied is one fault, and not one for each copy."""

from __future__ import annotations

from deplint.discovery import is_within
from deplint.model import Related
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from deplint.facts import Dependency
    from deplint.model import Diagnostic

SHOWN = 20
"""So many copies are shown as related places."""
MANY = 6
"""What so many projects of a repository lack is one habit, and one finding."""


def told_once(
    found: Iterable[Dependency], key: Callable[[Dependency], Hashable], least: int
) -> Iterator[tuple[Dependency, tuple[Dependency, ...]]]:
    """Each entry with its copies: (one, the others) where entries with one key stand in `least` files or more, else (entry, ()).

    The one is that of the plainest path: `requirements.txt` before `requirements-gpu.txt` and `deploy/requirements.txt`.
    """
    groups: dict[Hashable, list[Dependency]] = {}
    for dependency in found:
        groups.setdefault(key(dependency), []).append(dependency)
    for group in groups.values():
        if len({each.location.path for each in group}) >= least:
            group.sort(key=lambda each: (each.location.path.count("/"), len(each.location.path)))
            yield group[0], tuple(group[1:])
        else:
            yield from ((each, ()) for each in group)


def elsewhere(dependency: Dependency, others: Iterable[Dependency]) -> str:
    """" here and in 3 more files", "" where there are no copies in other files."""
    count = len({other.location.path for other in others} - {dependency.location.path})
    return f" here and in {count} more file{'s' if count > 1 else ''}" if count else ""


def copies(others: Iterable[Dependency], label: str = "the same") -> list[Related]:
    """The copies as related places."""
    return [Related(other.location, label) for other in list(others)[:SHOWN]]


def one_habit(
    found: Iterable[Diagnostic], scope: Sequence[str], message: Callable[[Diagnostic, int], str]
) -> Iterator[Diagnostic]:
    """Findings of one rule, one for each project, as they are; but `MANY` or more of one severity as one, at the plainest path.

    scope    what the user asked for: what stands elsewhere is not counted
    message  what that one says, from the finding and the number of the other projects
    """
    by_severity: dict[object, list[Diagnostic]] = {}
    for finding in found:
        if is_within(finding.location.path, scope):
            by_severity.setdefault(finding.severity, []).append(finding)
    for group in by_severity.values():
        if len(group) < MANY:
            yield from group
            continue
        group.sort(key=lambda each: (each.location.path.count("/"), each.location.path))
        first, others = group[0], group[1:]
        related = (*first.related, *(Related(other.location, "the same") for other in others))[:SHOWN]
        yield first._replace(message=message(first, len(others)), related=related)
