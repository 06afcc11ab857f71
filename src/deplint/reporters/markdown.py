"""A report into a job summary: GitHub-flavoured Markdown that no text of a linted file can break out of."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.reporters.closing import counted, reason, verdict
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Diagnostic
    from deplint.report import Report

MOST_ROWS = 200
MOST_UNCHECKED = 50
MOST_BYTES = 900 * 1024
"""GitHub refuses a summary of more than 1 MiB for one step, and other tools may write to the same one."""
LONGEST_TEXT = 1000
ACTIVE = regex(r"[`*_\[\]<>&|\\~$#@{}^]|:(?=\S)|(?<=\bwww)\.")
"""What Markdown, HTML, mathematics, mentions or the links that GitHub makes by itself could begin with."""
PLAIN_CODE = regex(r"[^`|\\]+\Z")


def render(report: Report, **_: object) -> str:
    """A heading with the counts, and a table of the findings, the most severe first, as far as a summary can hold them."""
    parts = [f"## {report.tool}\n\n{prose(verdict(report))}\n"]
    parts += [f"\n- not checked: {prose(reason(report, entry, path=entry.path))}" for entry in report.not_checked[:MOST_UNCHECKED]]
    if len(report.not_checked) > MOST_UNCHECKED:
        parts.append(f"\n- ... and {len(report.not_checked) - MOST_UNCHECKED:,} more that were not checked")
    if report.not_checked:
        parts.append("\n")
    if report.diagnostics:
        parts.append("\n| | Rule | Place | Finding |\n|---|---|---|---|\n")
    left = len(report.diagnostics)
    size = sum(len(part.encode()) for part in parts)
    for diagnostic in report.most_severe()[:MOST_ROWS]:
        line = _row(report, diagnostic)
        size += len(line.encode())
        if size > MOST_BYTES:
            break
        parts.append(line)
        left -= 1
    if left:
        parts.append(f"\n... and {counted(left, 'more finding')}\n")
    return "".join(parts)


def _row(report: Report, diagnostic: Diagnostic) -> str:
    rule = report.rules.get(diagnostic.code)
    name = f"{prose(diagnostic.code)} {prose(diagnostic.name)}"
    linked = f"[{name}]({rule.url})" if rule and re.fullmatch(r"https://[\w./#-]+", rule.url) else name
    start = report.start(diagnostic.location)
    place = code(f"{visible_path(diagnostic.location.path)}:{start.line}:{start.column}")
    text = prose(diagnostic.message)
    repair = "<br>".join(code(line) for line in diagnostic.help.splitlines())
    return f"| {diagnostic.severity.value} | {linked} | {place} | {text}{f'<br>{repair}' if repair else ''} |\n"


def prose(text: str) -> str:
    """A sentence of ours with words from files in backticks: these as code, all else as text."""
    parts = visible(_cut(text)).split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner
        return _escaped("`".join(parts))
    return "".join(code(part) if index % 2 and part else _escaped(part) for index, part in enumerate(parts))


def code(text: str) -> str:
    """A code span; where one can't hold the text in a table, an element with every character written as its number."""
    text = visible(_cut(text)).strip()
    if PLAIN_CODE.match(text):
        return f"`{text}`"
    return f"<code>{_escaped(text)}</code>"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _escaped(text: str) -> str:
    return ACTIVE.sub(lambda match: f"&#{ord(match[0])};", text)
