"""A report into text, in the format that its reader wants."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.report import Report

FORMATS = (
    "text", "concise", "grouped", "json", "json-lines", "sarif", "github", "gitlab", "azure", "teamcity", "rdjson", "junit", "checkstyle",
    "sonar", "pylint", "markdown",
)  # fmt: skip
WIDTH = 120
"""Columns of a line where no terminal says otherwise."""


def render(report: Report, format: str, *, color: bool = False, width: int = WIDTH, quiet: bool = False) -> str:
    """The report as text that ends with a line end, or "" where there is nothing to say.

    format  one of FORMATS
    color   ANSI colours, in the formats that have them (text, concise, grouped)
    width   the columns that a line of source may take in `text`
    quiet   without the summary (text, concise, grouped, github, azure); the other formats are data and always whole
    """
    if format not in FORMATS:
        raise ValueError(f"`{format}` is no format; there are {', '.join(FORMATS)}")
    from importlib import import_module  # one format is one import: a run pays only for what it prints

    text: str = import_module(f"deplint.reporters.{format.replace('-', '_')}").render(report, color=color, width=width, quiet=quiet)
    return text
