"""DPL008: the marks that git leaves where two branches changed the same lines."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic, Source
    from deplint.project import Project

MARK = regex(r"^(?:<{7}|>{7})(?=[ \r\n]|\Z)[^\r\n]*", re.MULTILINE)
"""`=======` alone proves nothing, as headings in reStructuredText are underlined so."""


class MergeConflictMarker(Rule):
    """Merge conflict that was committed before anyone resolved it.

    ## Why is this bad?
    git writes `<<<<<<<`, `=======` and `>>>>>>>` around the lines that two branches changed differently, for a person to choose. A file
    that still holds them can't be installed from: pip refuses the marks as invalid requirements, and TOML, YAML and JSON with them can't
    be read.

    ## Example
    ```bad requirements.txt
    idna==3.7
    <<<<<<< HEAD
    requests==2.32.3
    =======
    requests==2.31.0
    >>>>>>> security-update
    ```
    ```good requirements.txt
    idna==3.7
    requests==2.32.3
    ```

    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    <<<<<<< HEAD
    requires-python = ">=3.10"
    =======
    requires-python = ">=3.9"
    >>>>>>> old-servers
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    ```
    """

    code = "DPL008"
    severity = Severity.ERROR
    only_for = ("conflicts",)
    alone = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            if "<<<<<<<" in manifest.source.text or ">>>>>>>" in manifest.source.text:
                yield from self._conflicts(manifest.source)

    def _conflicts(self, source: Source) -> Iterator[Diagnostic]:
        """A finding for each conflict, from its first to its last mark."""
        begin: re.Match[str] | None = None
        for mark in MARK.finditer(source.text):
            if mark[0].startswith("<"):
                begin = begin or mark
            elif begin:
                end = Related(source.at(*mark.span()), "it ends here")
                yield self.found(
                    source.at(begin.start(), mark.end()),
                    "`<<<<<<<` begins a merge conflict that nobody has resolved",
                    label="a conflict",
                    related=[end],
                    help="keep the lines of one side, and delete those of the other and the marks",
                )
                begin = None
            else:
                yield self._rest(source, mark)
        if begin:
            yield self._rest(source, begin)

    def _rest(self, source: Source, mark: re.Match[str]) -> Diagnostic:
        message = f"`{mark[0][:7]}` is left over from a merge conflict"
        return self.found(source.at(*mark.span()), message, label="left over", help="delete the line, and what came with it")
