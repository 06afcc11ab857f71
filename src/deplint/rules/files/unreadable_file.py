"""DPL001 unreadable-file: a file that can't be read, decoded or parsed, or that is named and not there."""

from __future__ import annotations

from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deplint.model import Diagnostic
    from deplint.project import Edge, Project


SHOWN = 20


class UnreadableFile(Rule):
    """File that can't be read, decoded or parsed, that is named by another one but does not exist, or that includes itself.

    ## Why is this bad?
    pip stops at it, and deplint can't check what it holds: a file that nobody can read is a file that nobody has checked.

    ## Example
    ```bad requirements.txt
    -r common.txt
    flask==3.0.2
    ```
    ```good requirements.txt
    -r common.txt
    flask==3.0.2
    ```
    ```good common.txt
    certifi==2024.2.2
    ```
    Files whose name holds a variable, URLs, and files outside the linted folder are not looked for. Every encoding that pip reads is read:
    byte order marks, UTF-16, and comments as in `# -*- coding: latin-1 -*-`.
    """

    code = "DPL001"
    severity = Severity.ERROR
    only_for = ("problems", "includes", "locks")
    yields_to = ("merge-conflict-marker", "lock-missing-hash", "lock-artifact-mismatch")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        linted = {manifest.path for manifest in project.manifests}
        yield from self.problems(project.manifests)
        if project.own_locks:
            yield from self._locks(project)
        for edges in _leading_nowhere(project, linted):
            yield self._missing(project, edges[0], edges[1:])
        yield from self._cycles(project, linted)

    def _locks(self, project: Project) -> Iterator[Diagnostic]:
        """Locks are parsed here and not by a reader, as many runs need nothing of them."""
        from deplint.questions.locked import all_locks_of, unreadable

        for lock in all_locks_of(project):
            problem = unreadable(lock, project)
            if problem is not None:
                yield self.found(problem.location, problem.message, label=problem.label, help=problem.help)

    def _missing(self, project: Project, edge: Edge, others: Sequence[Edge]) -> Diagnostic:
        target = edge.include.target
        option = {"requirements": "-r ", "constraints": "-c "}.get(edge.include.kind, "")
        lost = ", so its requirements are lost" if edge.include.kind == "dynamic" else ""
        more = f", as {'does' if len(others) == 1 else 'do'} {len(others)} more in this file" if others else ""
        near = _nearest(project, edge)
        return self.found(
            edge.include.location,
            f"`{option}{target}` names a file that does not exist{lost}{more}",
            label=f"no such file: {edge.include.path}",
            related=[Related(each.include.location, f"no such file: {each.include.path}") for each in others[:SHOWN]],
            help=f"did you mean `{option}{near}`?" if near else "",
            subject=edge.include.path,
        )

    def _cycles(self, project: Project, linted: set[str]) -> Iterator[Diagnostic]:
        """One finding for each cycle, at the include that closes it."""
        graph: dict[str, list[Edge]] = {}
        for edge in project.edges:
            if edge.target is not None and edge.include.kind in ("requirements", "constraints"):
                graph.setdefault(edge.source.path, []).append(edge)
        done: set[str] = set()
        for start in graph:
            if start not in done:
                for edge, way in _closing_edges(start, graph, done):
                    if edge.source.path in linted:
                        yield self._cycle(edge, way)

    def _cycle(self, edge: Edge, way: Sequence[Edge]) -> Diagnostic:
        if not way:
            message = f"`{edge.include.target}` is this file itself, which pip refuses to read again"
        else:
            message = f"`{edge.include.target}` leads back to this file: they include each other in a circle, which pip refuses"
        return self.found(
            edge.include.location,
            message,
            label="closes the circle",
            related=[Related(each.include.location, "leads on") for each in way[:SHOWN]],
            subject=edge.include.path,
        )


def _leading_nowhere(project: Project, linted: set[str]) -> Iterable[list[Edge]]:
    """The includes that lead nowhere, each for itself; together those of one file into one folder of which nothing at all is known."""
    folders = {folder for manifest in project.manifests for folder in _folders(manifest.path)}
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in project.edges:
        # What code reads it may read only where it is there.
        if edge.source.path in linted and edge.target is None and edge.include.path and edge.source.kind != "setup.py":
            folder = edge.include.path.rpartition("/")[0]
            key = edge.include.path if not folder or folder in folders else f"{folder}/"
            found.setdefault((edge.source.path, key), []).append(edge)
    return found.values()


def _folders(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path


def _closing_edges(start: str, graph: dict[str, list[Edge]], done: set[str]) -> Iterator[tuple[Edge, list[Edge]]]:
    """The edges that lead back to a file on the way to them, each with the edges between the two; depth first without recursion."""
    place = {start: 0}
    way: list[Edge] = []
    waiting = [iter(graph[start])]
    while waiting:
        edge = next(waiting[-1], None)
        if edge is None:
            waiting.pop()
            left = way.pop().include.path if way else start
            done.add(left)
            place.pop(left, None)
            continue
        path = edge.target.path if edge.target else ""
        if path in place:
            yield edge, way[place[path] :]
        elif path not in done and path in graph:
            place[path] = len(place)
            way.append(edge)
            waiting.append(iter(graph[path]))


def _nearest(project: Project, edge: Edge) -> str:
    """A file of the project that was probably meant: the same name elsewhere, or nearly the same name in the same folder."""
    from difflib import get_close_matches
    from posixpath import basename, dirname, relpath

    path = edge.include.path
    others = [manifest.path for manifest in project.manifests if manifest is not edge.source and manifest.kind == edge.source.kind]
    same = [other for other in others if basename(other) == basename(path)]
    beside = {basename(other): other for other in others if dirname(other) == dirname(path)}
    near = same if len(same) == 1 else [beside[name] for name in get_close_matches(basename(path)[:100], beside, 1, 0.8)]
    return relpath(near[0], dirname(edge.source.path) or ".") if near else ""
