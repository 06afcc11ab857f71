"""DPL001 unreadable-file: a file that can't be read, decoded or parsed, or that is named and not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.rule import Related, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Edge, Project


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
    Files whose name holds a variable, URLs, and files outside the linted folder are not looked for.
    """

    code = "DPL001"
    severity = Severity.ERROR
    only_for = ("problems", "includes")
    yields_to = ("merge-conflict-marker",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        linted = {manifest.path for manifest in project.manifests}
        yield from self.problems(project.manifests)
        missing: dict[str, list[Edge]] = {}
        for edge in project.edges:
            # What setup.py opens is only guessed from its text, and it may look first whether the file is there.
            guessed = edge.include.kind == "dynamic" and edge.source.kind == "setup.py"
            if edge.source.path in linted and edge.target is None and edge.include.path and not guessed:
                missing.setdefault(edge.source.path, []).append(edge)
        yield from (self._missing(edges) for edges in missing.values())
        yield from self._cycles(project, linted)

    def _missing(self, edges: list[Edge]) -> Diagnostic:
        """One finding for a file: where one of its includes is gone, its neighbours often are."""
        first, *others = edges
        option = {"requirements": "-r ", "constraints": "-c "}.get(first.include.kind, "")
        more = f", and {len(others)} more includes of this file name none" if others else ""
        return self.found(
            first.include.location,
            f"`{option}{first.include.target}` names a file that does not exist{more}",
            label=f"no such file: {first.include.path}",
            related=[Related(other.include.location, "nor does this one exist") for other in others[:20]],
            subject=first.include.path,
        )

    def _cycles(self, project: Project, linted: set[str]) -> Iterator[Diagnostic]:
        """One finding for each cycle, at the include that closes it; pip follows it until it gives up."""
        graph: dict[str, list[Edge]] = {}
        for edge in project.edges:
            if edge.target is not None and edge.include.kind in ("requirements", "constraints"):
                graph.setdefault(edge.source.path, []).append(edge)
        done: set[str] = set()
        for start in graph:
            if start not in done:
                for edge in _closing_edges(start, graph, done):
                    if edge.source.path in linted and edge.target is not None:
                        yield self._cycle(edge, edge.target)

    def _cycle(self, edge: Edge, target: Manifest) -> Diagnostic:
        related = () if target is edge.source else (Related(target.start, "included again from here"),)
        return self.found(
            edge.include.location,
            f"`{edge.include.target}` leads back to this file: the includes form a cycle",
            label="closes the cycle",
            related=related,
            subject=edge.include.path,
        )


def _closing_edges(start: str, graph: dict[str, list[Edge]], done: set[str]) -> Iterator[Edge]:
    """The edges that lead back to a file on the way to them; depth first without recursion."""
    on_the_way = [start]
    waiting = [iter(graph[start])]
    while waiting:
        edge = next(waiting[-1], None)
        if edge is None:
            waiting.pop()
            done.add(on_the_way.pop())
            continue
        path = edge.target.path if edge.target else ""
        if path in on_the_way:
            yield edge
        elif path not in done and path in graph:
            on_the_way.append(path)
            waiting.append(iter(graph[path]))
