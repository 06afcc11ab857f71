"""The changes of locks into text, JSON or Markdown."""

from __future__ import annotations

from deplint.reporters.closing import counted, joined
from deplint.reporters.json import rows
from deplint.reporters.markdown import code, prose
from deplint.reporters.paint import paint
from deplint.reporters.visible import visible, visible_path
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.lock_changes import Change, FileChanges

FORMATS = ("text", "json", "markdown")
SIGNS = {"added": "+", "removed": "-", "up": "^", "down": "v", "changed": "~", "source": "!", "hashes": "!"}
STYLES = {"added": "added", "removed": "removed", "down": "warning", "source": "error", "hashes": "error"}
WORDS = {"added": "added", "removed": "removed", "up": "up", "down": "down", "changed": "changed"}
NAMED = 3
"""So many of those that brought a package are named."""
MOST_ROWS = 300
VERSION = 1


def render(found: Sequence[FileChanges], format: str, *, color: bool = False) -> str:
    """The changes in one of FORMATS."""
    if format == "json":
        files = rows({**file._asdict(), "changes": [change._asdict() for change in file.changes]} for file in found)
        return f'{{"version": {VERSION}, "files": {files}}}\n'
    if format == "markdown":
        return "".join(_markdown(found))
    return "".join(f"{line}\n" for line in _text(found, color)) or "No package changed in any lock or compiled file.\n"


def _text(found: Sequence[FileChanges], color: bool) -> Iterator[str]:
    for number, file in enumerate(found):
        yield from [""] if number else []
        yield f"{paint(visible_path(file.path), 'strong', color)}: {_counts(file)}"
        width = max((len(visible(change.name)) for change in file.changes), default=0)
        for change in file.changes:
            sign = paint(SIGNS[change.kind], STYLES.get(change.kind, "strong"), color)
            yield f"  {sign} {visible(change.name):{width}}  {visible(_said(change))}"


def _counts(file: FileChanges) -> str:
    parts = [
        f"{count} {word}" for kind, word in WORDS.items() if (count := sum(change.kind == kind for change in file.changes))
    ]
    alarms = sum(change.alarm for change in file.changes)
    if alarms:
        parts.append(f"{counted(alarms, 'alarm')}")
    lead = {"added": "a new file, ", "removed": "the file is gone, "}.get(file.state, "")
    return lead + (joined(parts) or "nothing in it")


def _said(change: Change) -> str:
    """What happened, in words: `1.0 -> 2.0 (dev)`, `1.0, brought by httpx`."""
    before, after = ", ".join(change.before), ", ".join(change.after)
    groups = f" ({', '.join(change.groups)})" if change.groups else ""
    if change.alarm:
        return f"{after}{groups} {change.detail}, although its version is the same"
    if change.kind == "removed":
        return before + groups
    if change.kind == "added":
        named, more = list(change.brought_by[:NAMED]), len(change.brought_by) - NAMED
        brought = joined([*named, *([f"{more} more"] if more > 0 else [])])
        return after + groups + (f", brought by {brought}" if brought else "")
    return f"{before} -> {after}{groups}"


def _markdown(found: Sequence[FileChanges]) -> Iterator[str]:
    yield "## Dependency changes\n"
    if not found:
        yield "\nNo package changed in any lock or compiled file.\n"
    for file in found:
        yield f"\n### {code(visible_path(file.path))}\n\n{_counts(file)}\n\n| | Package | |\n|---|---|---|\n"
        ordered = sorted(file.changes, key=lambda change: not change.alarm)
        for change in ordered[:MOST_ROWS]:
            sign = "**alarm**" if change.alarm else change.kind
            yield f"| {sign} | {code(visible(change.name))} | {prose(_said(change))} |\n"
        if len(ordered) > MOST_ROWS:
            yield f"\n... and {counted(len(ordered) - MOST_ROWS, 'more change')}\n"
