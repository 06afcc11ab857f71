"""What a project says of its Python into the statements that can't all be true.

Only contradictions count. A matrix that is wider than `requires-python`, a classifier that is missing and a tool that takes an older
Python for granted contradict nothing.
"""

from __future__ import annotations

from deplint.questions.python_view import statements
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deplint.project import Project
    from deplint.questions.python_view import Statement

_RUNS = ("version-file", "pipfile", "conda", "image", "lambda", "devcontainer")
_TESTS = ("setup", "tox", "nox", "readthedocs")
_TARGETS = ("ruff", "black")
_OLDEST = {"ruff": (3, 7), "black": (3, 3)}
"""The oldest Python that a tool can be told to write for: who supports an older one can't say so."""
_ALONE = frozenset(("image", "lambda", "setup"))
"""Kinds of which each context is a statement of its own; all others of one file are one list of versions."""


class Conflict(NamedTuple):
    """Statements that contradict the others.

    said     what they contradict: the `requires-python` in force, or else what runs the project
    against  those that contradict it, what runs the project first: statements that are one list, and why, in words ("the image has 3.9")
    """

    said: tuple[Statement, ...]
    against: tuple[tuple[Sequence[Statement], str], ...]


def conflict(project: Project) -> Conflict | None:
    """The contradictions of a project; None where it has none."""
    said = statements(project)
    known = [each for each in said if each.concerns]
    required = [each for each in known if each.kind == "requires-python" and each.specifier]
    if required:
        against = [*_outside(known, required), *_above(known, required)]
        if against:
            return Conflict(tuple(required), tuple(against))
    return _apart(known, said) if project.is_application else None


def _outside(known: list[Statement], required: list[Statement]) -> Iterator[tuple[Sequence[Statement], str]]:
    """Lists of versions of which none is let in, and classifiers that are not."""
    for group in _lists(known, (*_RUNS, *_TESTS)):
        if all(each.specifier for each in group) and not any(_is_let_in(each, required) for each in group):
            yield group, _said(group)
    for each in known:
        if each.kind == "classifier" and not _is_let_in(each, required):
            yield (each,), f"the classifier says {each.value}"


def _above(known: list[Statement], required: list[Statement]) -> Iterator[tuple[Sequence[Statement], str]]:
    """Tools that may write, or let pass, what the oldest Python of the project does not have."""
    from deplint.versions import python_floor

    floors = [python_floor(meant(each.specifier)) for each in required]
    if not floors or None in floors:
        return
    highest = max(floor for floor in floors if floor is not None)
    for group in _lists(known, _TARGETS):
        lowest = min((minor for each in group for minor in each.minors), default=None)
        if lowest is not None and lowest > max(highest, _OLDEST.get(group[0].kind, highest)):
            yield group, f"`target-version` of {group[0].kind} is {_told(lowest)}"


def _apart(known: list[Statement], said: Iterable[Statement]) -> Conflict | None:
    """What an application is developed on, deployed with and tested on: one Python, and another.

    It is tested on all Pythons of all jobs, whatever they install: tox and nox don't show in a workflow.
    """
    first: list[Statement] = []
    for group in _lists(known, ("version-file", "pipfile")):
        if not all(each.specifier for each in group):
            return None
        if first and not _share(group, first):
            return Conflict(tuple(first), ((group, _said(group)),))
        first = first or group
    deployed = [each for each in known if each.kind in ("image", "lambda")]
    tested = [each for each in said if each.kind in _TESTS]
    if not any(each.kind == "setup" and each.concerns for each in tested):
        tested = []
    others = first or tested
    if not others or not deployed or not all(each.specifier for each in (*others, *deployed)) or _share(others, deployed):
        return None
    return Conflict(tuple(each for each in others if each.concerns), tuple(((each,), _said([each])) for each in deployed))


def _lists(known: Iterable[Statement], kinds: tuple[str, ...]) -> Iterator[list[Statement]]:
    """The statements that belong together, in the order of `kinds`: what one file says, or one job or stage in it."""
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for each in known:
        if each.kind in kinds:
            context = each.context or str(each.location.start) if each.kind in _ALONE else ""
            groups.setdefault((each.kind, each.location.path, context), []).append(each)
    yield from sorted(groups.values(), key=lambda group: kinds.index(group[0].kind))


def _share(left: Iterable[Statement], right: Iterable[Statement]) -> bool:
    from deplint.versions import compatible

    right = list(right)
    return any(compatible((one.specifier, other.specifier)) for one in left for other in right)


def _is_let_in(statement: Statement, required: list[Statement]) -> bool:
    """By any of the files that say what the project requires: which of them counts is for another rule to ask."""
    from deplint.versions import compatible

    return not statement.specifier or any(compatible((statement.specifier, meant(each.specifier))) for each in required)


def meant(specifier: str) -> str:
    """What was meant by a `requires-python` that says something else: `==3.11` is 3.11.0 alone, `>3.11` lets 3.11.1 in."""
    return ",".join(map(_meant, specifier.split(",")))


def _meant(clause: str) -> str:
    text = clause.strip()
    for operator in ("==", "<=", ">"):
        version = text.removeprefix(operator).strip()
        if text.startswith(operator) and version.count(".") == 1 and version.replace(".", "").isdigit():
            major, _, minor = version.partition(".")
            return {"==": f"=={version}.*", "<=": f"<{major}.{int(minor) + 1}", ">": f">={version}"}[operator]
    return text


def _said(group: list[Statement]) -> str:
    first = group[0]
    values = ", ".join(dict.fromkeys(_short(each) for each in group[:4])) + (", ..." if len(group) > 4 else "")
    return {
        "image": f"the image has {values}", "lambda": f"the function runs on {values}",
        "setup": f"the job `{first.context}` runs on {values}",
        "tox": f"tox tests on {values}", "nox": f"nox runs on {values}", "readthedocs": f"Read the Docs builds with {values}",
        "devcontainer": f"the development container has {values}", "conda": f"the environment has {values}",
    }.get(first.kind, f"`{first.location.path.rpartition('/')[2]}` chooses {values}")  # fmt: skip


def _short(statement: Statement) -> str:
    """The version alone: "3.9" of `python:3.9-slim` and of `py39`."""
    minors = statement.minors
    if len(minors) == 1 and statement.kind not in ("version-file", "pipfile", "conda"):
        return _told(min(minors))
    return statement.value


def _told(minor: tuple[int, int]) -> str:
    return f"{minor[0]}.{minor[1]}"
