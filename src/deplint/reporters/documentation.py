"""A rule's docstring into help that code scanning and editors show: plain Markdown, and text without any marks."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.report import RuleInfo

EXAMPLE = regex(r"^(`{3,})(bad|good|with|fixed|unsafe-fixed|expect|config)\b(?: +([^\s`]+))?[^\n`]*$", re.MULTILINE)
"""The fence of an example (deplint.examples): ```` ```bad requirements.txt ````."""
FENCE = regex(r"^`{3,}")
LANGUAGES = {"toml": "toml", "lock": "toml", "json": "json", "yml": "yaml", "yaml": "yaml", "cfg": "ini", "py": "python"}
CAPTIONS = {
    "bad": "Reported",
    "good": "Accepted",
    "with": "Beside it",
    "fixed": "After the fix",
    "unsafe-fixed": "After the unsafe fix",
    "expect": "Gives",
    "config": "With the configuration",
}


def markdown(rule: RuleInfo) -> str:
    """The documentation as any Markdown renderer shows it: the examples have a caption and a language that renderers know."""
    doc = EXAMPLE.sub(_captioned, rule.doc)
    return f"# {rule.name} ({rule.code})\n\n{doc}\n" if doc else f"# {rule.name} ({rule.code})\n"


def plain(rule: RuleInfo) -> str:
    """The documentation as plain text: examples indented, headings and fences gone."""
    lines, fence, closed = [], "", False
    for line in rule.doc.splitlines():
        ticks = FENCE.match(line)
        if closed and line.strip() and not ticks:
            lines.append("")
        closed = False
        if fence and line.rstrip() == fence:
            fence, closed = "", True
        elif fence:
            lines.append(f"    {line}".rstrip())
        elif ticks:
            fence = ticks[0]
            example = EXAMPLE.match(line)
            apart = [""] if lines and lines[-1] else []
            lines += [*apart, _caption(example), ""] if example else apart
        else:
            lines.append(re.sub(r"^#+ +", "", line))
    return "\n".join(lines).strip() or f"{rule.name} ({rule.code})"


def _captioned(match: re.Match[str]) -> str:
    language = LANGUAGES.get((match[3] or "").rpartition(".")[2], "toml" if match[2] == "config" else "text")
    apart = "" if match.string[: match.start()].endswith("\n\n") else "\n"
    return f"{apart}{_caption(match)}\n\n{match[1]}{language}"


def _caption(match: re.Match[str]) -> str:
    caption = CAPTIONS[match[2]]
    return f"{caption}, in `{match[3]}`:" if match[3] else f"{caption}:"
