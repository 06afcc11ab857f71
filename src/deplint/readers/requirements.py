"""requirements.txt, constraints and .in files: Source -> Manifest.

Reads what pip reads, as pip reads it (`pip._internal.req.req_file` of pip 26.3), keeps the place of every part, and adds what
compilers write into comments: their header and the `# via` notes.
"""

from __future__ import annotations

import re

from deplint.facts import Comment, Manifest, Problem, Via
from deplint.model import Edit, Location
from deplint.readers.requirement_line import Collected, read_line, starts_like_requirement
from deplint.readers.requirements_lines import Line, logical_lines
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import CompileHeader
    from deplint.model import Source

# With the line end before it, it is searched for ten times as fast as with `^`.
_CONDA_LIST = regex(
    r"\n(?:#[ \t]*\$?[ \t]*conda create\b|@EXPLICIT\b|"
    r"[A-Za-z0-9_][A-Za-z0-9_.-]*=[^=\s]+=[^=\s]+[ \t]*$|[a-z0-9-]+::[A-Za-z0-9])",
    re.MULTILINE,
)
_PIP_LIST = regex(r"^Package[ \t]+Version\b[^\r\n]*\r?\n-{3}", re.MULTILINE)
_CONTINUED = (",", "=", "<", ">", "~", ";", "and", "or")
_CONFLICT = regex(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")


def read(source: Source) -> Manifest:
    """Reads a requirements file. What pip refuses becomes a problem at its place, and the next line is read."""
    if ("=" in source.text or "::" in source.text) and _CONDA_LIST.search("\n" + source.text):
        return _conda_list(source)
    return _Reader(source).manifest()


def _conda_list(source: Source) -> Manifest:
    """`conda list --export` and `--explicit` output: a file for conda, exact by its nature, that pip never reads."""
    return Manifest(source.path, "conda-list", source)


def _something_else(source: Source, into: Collected) -> Problem | None:
    """One problem for a text that is no requirements file at all (prose, the output of `pip list`), instead of one for each line."""
    refused = [problem for problem in into.problems if problem.rule in ("invalid-requirement", "invalid-specifier", "misspelled-option")]
    taken = len(into.dependencies) + len(into.includes) + len(into.indexes) + len(into.options) - len(refused)
    if len(refused) < 8 or taken * 4 > len(refused):
        return None
    name = source.path.rpartition("/")[2]
    message = f"`{name}` has {len(refused)} lines that pip refuses, so it does not seem to be a requirements file"
    advice = ""
    if _PIP_LIST.search(source.text):
        message = f"`{name}` is the output of `pip list`, which pip can't read: it refuses {len(refused)} lines"
        advice = "pip freeze"
    return Problem("invalid-requirement", message, refused[0].location, "the first of them", advice)


class _Reader:
    """Goes through the logical lines once; holds what a line means for the lines after it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.into = Collected(source.path)
        self.comments: list[Comment] = []
        self.head: list[tuple[str, int, int]] = []
        self.tail: list[str] = []
        self.above = ""
        self.notes: list[Via] = []
        self.in_note = False
        self.annotated = False
        self.broken = False
        """The line before should have been continued by this one."""

    def manifest(self) -> Manifest:
        source, into = self.source, self.into
        previous: Line | None = None
        for line in logical_lines(source.text):
            self._line(line, previous)
            previous = line
        self._close_note()
        if other := _something_else(source, into):
            return Manifest(source.path, "requirements", source, problems=(other,), comments=tuple(self.comments))
        return Manifest(
            source.path, "requirements", source,
            dependencies=tuple(into.dependencies), includes=tuple(into.includes), indexes=tuple(into.indexes),
            comments=tuple(self.comments), problems=tuple(into.problems), options=tuple(into.options),
            header=self._header(), annotated=self.annotated,
        )  # fmt: skip

    def _header(self) -> CompileHeader | None:
        if not self.head:
            return None
        from deplint.readers.compile_header import read_header

        return read_header(self.source, self.head, self.tail)

    def _line(self, line: Line, previous: Line | None) -> None:
        if not line.text or line.text.isspace():
            self._comment_line(line)
            return
        self._close_note()
        before = len(self.into.dependencies)
        problems = len(self.into.problems)
        if line.text[0] in "<=>|" and _CONFLICT.match(line.text):
            return  # told by the rule on merge conflicts, from the text itself
        note = line.comment.startswith("via ") or line.comment == "via"
        read_line(line.text, line.span, self.into, "" if note else (line.comment or self.above))
        self.above = ""
        if line.comment:
            self._trailing_comment(line, note)
        if self.broken and line.text.lstrip().startswith("-"):
            del self.into.problems[problems:]
            self.into.orphan = None
        self.broken = False
        if len(line.pieces) > 1 and len(self.into.problems) > problems:
            self._joined_by_mistake(line, problems)
        elif "\\" in line.text and len(self.into.problems) > problems:
            self._blank_after_backslash(line, problems)
        if len(self.into.dependencies) == before:
            self._orphan_hash(line, previous)

    # Comments: `# via` notes, headers, reasons, inline ignores.

    def _comment_line(self, line: Line) -> None:
        text = line.comment
        if not text and line.comment_span == (0, 0):
            self.above = ""
            self.in_note = False
            return
        start, end = line.comment_span
        if not self.into.dependencies:
            self.head.append((text, start, end))
        else:
            self.tail.append(text)
        if self.into.dependencies and self._note(line, text):
            return
        self.above = text
        if "deplint" in text:
            self.comments.append(Comment(text, self.source.at(start, end)))

    def _trailing_comment(self, line: Line, note: bool) -> None:
        start, end = line.comment_span
        if note:
            self._note(line, line.comment)
        elif "deplint" in line.comment:
            self.comments.append(Comment(line.comment, self.source.at(start, end)))

    def _note(self, line: Line, text: str) -> bool:
        """Takes a comment that belongs to a `# via` note; False for any other comment."""
        start, end = line.comment_span
        if text == "via":
            self.in_note = True
            return True
        if text.startswith("via "):
            at = max(self.source.text.find(text, start, end) + 4, start)
            for part in text[4:].split(","):
                at = self._source_of_note(part.strip(), at, end)
            self.in_note = True
            return True
        if self.in_note and self.source.text.startswith("#   ", start):
            self._source_of_note(text, start, end)
            return True
        self.in_note = False
        return False

    def _source_of_note(self, name: str, start: int, end: int) -> int:
        """Notes one source of a requirement, and gives where it ends. In a comment on two lines joined by a `\\` it has no own place."""
        offset = self.source.text.find(name, start, end)
        place = (offset, offset + len(name)) if offset >= 0 else (start, end)
        self.notes.append(Via(name, self.source.at(*place)))
        return max(place[1], start) if offset >= 0 else start

    def _close_note(self) -> None:
        """Gives the collected sources to the requirement above them."""
        self.in_note = False
        if self.notes and self.into.dependencies:
            self.annotated = True
            self.into.dependencies[-1] = self.into.dependencies[-1]._replace(via=tuple(self.notes))
        self.notes = []

    # Continuations.

    def _joined_by_mistake(self, line: Line, problems: int) -> None:
        """A backslash that joins two requirements makes pip refuse both: say that, not what is wrong with the sum."""
        offset, place = line.pieces[1]
        if not starts_like_requirement(line.text[offset:]) or line.text[:offset].rstrip().endswith(_CONTINUED):
            return
        backslash = self.source.text.rfind("\\", 0, place)
        at = self.source.at(backslash, backslash + 1)
        del self.into.problems[problems:]
        self.into.problems.append(
            Problem(
                "broken-continuation", "`\\` joins this line and the next, which are two requirements; pip refuses the sum", at,
                "remove this", edits=(Edit(self._with_blanks(backslash), ""),), fix_title="remove the `\\`",
            )
        )  # fmt: skip

    def _blank_after_backslash(self, line: Line, problems: int) -> None:
        stripped = line.text.rstrip(" \t")
        if stripped == line.text or not (len(stripped) - len(stripped.rstrip("\\"))) % 2:
            return
        start, end = line.span(len(stripped) - 1, len(line.text))
        self.broken = True
        del self.into.problems[problems:]
        self.into.problems.append(
            Problem(
                "broken-continuation", "`\\` is followed by blanks and so does not continue the line; pip refuses it",
                self.source.at(start, end), "nothing may stand after the backslash",
                edits=(Edit(self.source.at(start + 1, end), ""),), fix_title="remove the blanks after the `\\`",
            )
        )  # fmt: skip

    def _with_blanks(self, offset: int) -> Location:
        start = offset
        while start and self.source.text[start - 1] in " \t":
            start -= 1
        return self.source.at(start, offset + 1)

    def _orphan_hash(self, line: Line, previous: Line | None) -> None:
        """`--hash` on a line of its own: pip takes it as an option of no requirement and checks nothing."""
        orphan, self.into.orphan = self.into.orphan, None
        if orphan is None:
            return
        owner = self.into.dependencies[-1] if self.into.dependencies else None
        edits: tuple[Edit, ...] = ()
        if owner is not None and previous is not None and previous.text.strip() and not previous.comment:
            end = previous.span(0, len(previous.text.rstrip()))[1]
            edits = (Edit(self.source.at(end, end), " \\"),)
        name = owner.written if owner else "any requirement"
        why = "the line above has no `\\`" if edits else "a comment or a missing `\\` above cuts it off"
        self.into.problems.append(
            Problem(
                "orphan-hash", f"`--hash` is not attached to `{name}`: {why}, and pip ignores it silently", orphan.location,
                "checked by nobody", edits=edits, fix_title="continue the line above with `\\`",
                subject=owner.name if owner else "",
            )
        )  # fmt: skip
