"""DPL913 missing-final-newline: a requirements file without a line end at its end, or with blanks at the ends of lines."""

from __future__ import annotations

from deplint.model import Edit
from deplint.questions.style import kept_by_hand
from deplint.regex import regex
from deplint.rule import Fix, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_LAST = regex(r"\r\n|\n|\r")
_BLANK = " \t"


class MissingFinalNewline(Rule):
    r"""Requirements file without a line end behind its last line, or with blanks at the ends of lines.

    ## Why is this bad?
    `echo flask >> requirements.txt` glues the name to the last line where that has no end. Both show up as changes in lines that nobody
    meant to change.

    ## Example
    ```bad requirements.in
    click>=8  
    flask>=3
    ```
    ```good requirements.in
    click>=8
    flask>=3
    ```
    On in the pedantic profile. Compiled files, and blanks behind a backslash, which are `broken-continuation`, are not flagged. A file gets
    one finding for each of the two.
    """

    code = "DPL913"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("requirements",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in kept_by_hand(project):
            if manifest.kind == "requirements":
                yield from self._blanks(manifest)
                yield from self._end(manifest)

    def _blanks(self, manifest: Manifest) -> Iterator[Diagnostic]:
        source, edits = manifest.source, []
        for number in range(1, len(source.line_starts) + 1):
            line = source.line(number)
            kept = line.rstrip(_BLANK)
            if len(kept) < len(line) and not kept.endswith("\\"):
                start = source.line_starts[number - 1]
                edits.append(Edit(source.at(start + len(kept), start + len(line)), ""))
        if edits:
            lines = f"the ends of {len(edits)} lines" if len(edits) > 1 else "the end of a line"
            yield self.found(
                edits[0].location,
                f"`{manifest.path.rpartition('/')[2]}` has blanks at {lines}; remove them",
                label="blanks",
                fix=Fix("remove the blanks", tuple(edits), safe=True),
                subject="blanks",
            )

    def _end(self, manifest: Manifest) -> Iterator[Diagnostic]:
        text = manifest.source.text
        if not text or text[-1] in "\r\n" or not text.strip():
            return
        newline = _LAST.search(text)
        place = manifest.source.at(len(text), len(text))
        yield self.found(
            place,
            f"`{manifest.path.rpartition('/')[2]}` has no line end behind its last line; add one",
            label="no line end",
            fix=Fix("add the line end", (Edit(place, newline[0] if newline else "\n"),), safe=True),
            subject="end",
        )
