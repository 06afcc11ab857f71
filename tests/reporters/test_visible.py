"""What comes from linted files, in every format: nothing in it acts on a terminal, a runner or a renderer."""

from __future__ import annotations

import re
from unicodedata import bidirectional, category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.model import Diagnostic, Edit, Fix, Location, Related, Severity, Source
from deplint.report import FileInfo, NotChecked, Report, RuleInfo
from deplint.reporters import FORMATS, render
from deplint.reporters.visible import cells, visible, visible_path, width

HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://a.example\x07link",
    "a\r\n::error file=x::owned",
    "::stop-commands::x",
    "  ::add-mask::x",
    "##[error]owned",
    "###[group]x",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[message text='x']",
    "\u202ereversed\u202c",
    "\u2066x\u2069",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "\x00\x07\x08\x7f\x9b31m",
    "</td></tr><script>alert(1)</script>",
    "`|`| x | y |",
    "![x](https://a.example/x.png)",
    "\ud800",
    "\ufeffx\u200by",
]
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text: ünïcödé 名前", "plain text: ünïcödé 名前"),
        ("a\x1b[1m", "a␛[1m"),
        ("a\r\nb\tc", "a␍␊b␉c"),
        ("\x7f\x9b", "␡\\u009b"),
        ("\u202e\ufeff\U000e0041", "\\u202e\\ufeff\\U000e0041"),
        ("a\u00a0b", "a\\u00a0b"),
        ("##[error]", "##⟦error]"),
        ("##vso[x]", "##vso⟦x]"),
        ("## [x]", "## [x]"),
        (" ::error::x", " \N{RATIO}:error::x"),
        ("std::string", "std::string"),
    ],
)
def test_what_is_written_for_it(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_path_that_begins_like_a_command_stays_a_path() -> None:
    assert visible_path("::error::x") == "./::error::x"


@given(st.text(st.characters(exclude_categories=[])))
def test_it_is_one_harmless_line(text: str) -> None:
    shown = visible(text)
    assert not ACTS.search(shown) and "\n" not in shown
    assert not re.search(r"##\w{0,16}\[", shown) and not shown.lstrip().startswith("::")
    assert not any(category(c) in ("Cc", "Cs", "Zl", "Zp") or bidirectional(c) in ("RLO", "LRO", "RLI", "LRI", "FSI") for c in shown)


@given(st.text())
def test_it_changes_nothing_the_second_time(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text())
def test_every_character_has_a_cell(text: str) -> None:
    assert len(cells(text)) == len(text)


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("名前", 4), ("e\u0301", 1), ("", 0)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def hostile_report(text: str) -> Report:
    """A report in which a hostile text stands in every place that a linted file can fill."""
    path = f"{text}/requirements.txt"
    place = Location(path, 0, len(text))
    found = [
        Diagnostic("DPL101", "unpinned", severity, text, place, text, (Related(place, text),), text, Fix(text, (Edit(place, text),)), text)
        for severity in Severity
    ]
    found += [found[0]._replace(message=f"{text} `{text}` {n}") for n in range(12)]
    found += [found[0]._replace(location=Location(path, 0, 0)), found[0]._replace(location=Location(text, 0, 3))]
    return Report(
        found,
        files=[FileInfo(path, "requirements", "deploy", text)],
        sources={path: Source(path, f"{text}\n{text}\n")},
        rules=[RuleInfo("DPL101", "unpinned", Severity.ERROR, "Something.")],
        not_checked=[NotChecked(path, text), NotChecked(text, text, "DPL101", broken=True)],
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_format_passes_on_what_acts(text: str, format: str) -> None:
    printed = render(hostile_report(text), format)
    assert not ACTS.search(printed)
    own = {"azure": r"(?m)^##vso\[task\.logissue type=", "teamcity": r"(?m)^##teamcity\[inspection(Type id| typeId)="}
    assert not re.search(r"##\w{0,16}\[", re.sub(own.get(format, "$^"), "", printed))
    commands = [line for line in printed.splitlines() if line.lstrip().startswith("::")]
    ours = r"::(error|warning|notice) file=[^:,]*,line=\d+,(col=\d+,)?(endLine=\d+,)?(endColumn=\d+,)?title=DPL101 unpinned::"
    # The arrow `:::` of the text report is no command: the runner knows none that is named `:`.
    assert all(re.match(ours, line) if format == "github" else format == "text" and re.match(r" +::: ", line) for line in commands)
    printed.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_table_of_a_job_summary(text: str) -> None:
    rows = [line for line in render(hostile_report(text), "markdown").splitlines() if line.startswith(("| error", "| warning", "| info"))]
    assert rows and all(row.count("|") == 5 for row in rows)
    assert "<script" not in re.sub(r"`[^`]*`", "", "\n".join(rows))
