"""A rule's documentation and case files into checked examples: for deplint's own rules and for those of plugins.

`deplint.examples` says what an example looks like. `python -m deplint.testing update FILE ...` writes the `expect` blocks of case files
anew from what the rules find now; read the difference before you keep it.
"""

from __future__ import annotations

from deplint.config import Config, configured
from deplint.config.files import from_text
from deplint.examples import Example, examples
from deplint.plugins import builtin, catalogue
from deplint.tree import MemoryTree
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deplint.engine import Policy
    from deplint.plugins import Entry
    from deplint.report import Report

TODAY = "2026-11-21"
"""The date of every example, so that suppressions that expire give the same findings for ever."""


class Fixed(NamedTuple):
    """The text files after fixing, by path; `stable` says that another round would change nothing."""

    texts: dict[str, str]
    stable: bool


class ForRule:
    """Another policy with one rule switched on, and without the other rules that say what a project lacks."""

    def __init__(self, rule: str, policy: Policy) -> None:
        self.rule = rule
        self.profile = policy.profile
        self.plugins = policy.plugins
        self.options = policy.options
        self.severity = policy.severity
        self.ignores = policy.ignores
        self.files = policy.files
        self.waivers = policy.waivers
        self._selects = policy.selects

    def selects(self, entry: Entry) -> bool:
        return entry.name == self.rule or (self._selects(entry) and not entry.absence)


def report_on(files: Mapping[str, bytes | str], rule: str, config: str = "") -> Report:
    """What all default rules and this one find in these files; `config` is TOML, as in [tool.deplint]."""
    from deplint.engine import lint

    return lint(MemoryTree(files), ForRule(rule, _policy(config)), today=TODAY)


def _policy(config: str) -> Policy:
    return configured([from_text(config, builtin)], builtin) if config else Config()


def lines(report: Report) -> str:
    """The findings as the concise reporter prints them."""
    from deplint.reporters import render

    return render(report, "concise", quiet=True)


def fixed(files: Mapping[str, bytes | str], rule: str, config: str = "", *, unsafe: bool = False) -> Fixed:
    """The text files of a tree after all fixes of this rule."""
    from deplint.repair import repaired

    result = repaired(
        MemoryTree(files), ForRule(rule, _policy(config)), unsafe=unsafe, wanted=lambda each: each.name == rule, today=TODAY
    )
    texts = {path: text for path, text in files.items() if isinstance(text, str)}
    return Fixed({**texts, **{change.path: change.new for change in result.changes}}, result.stable)


def failures(example: Example, rule: str) -> Iterator[str]:
    """What is wrong with an example, in words; nothing where it holds. A test asserts that there is nothing."""
    if "bad" in example.trees:
        yield from _bad(example, rule)
    if "good" in example.trees:
        shown = lines(report_on(example.trees["good"], rule, example.config))
        wanted = example.expect or "" if "bad" not in example.trees else ""
        if shown != wanted or f"[{rule}]" in shown:
            yield f"the good files should give\n{wanted or 'nothing'}\nbut give\n{shown}"
    for kind in ("fixed", "unsafe-fixed"):
        if kind in example.trees:
            yield from _fix(example, rule, kind, unsafe=kind == "unsafe-fixed")


def _bad(example: Example, rule: str) -> Iterator[str]:
    report = report_on(example.trees["bad"], rule, example.config)
    shown = lines(report)
    for entry in report.not_checked:
        if entry.broken and entry.reason.startswith(f"`{rule}`"):
            yield entry.reason
    if not any(diagnostic.name == rule for diagnostic in report.diagnostics):
        yield f"the bad files should give a finding of {rule}, but give\n{shown or 'nothing'}"
    if example.expect is not None and shown != example.expect:
        yield f"the bad files should give\n{example.expect}\nbut give\n{shown}"
    if example.expect is None and any(diagnostic.name != rule for diagnostic in report.diagnostics):
        yield f"the bad files should give findings of {rule} only, but give\n{shown}"
    safe = any(diagnostic.fix and diagnostic.fix.safe for diagnostic in report.diagnostics if diagnostic.name == rule)
    if safe and "good" in example.trees and "fixed" not in example.trees:
        yield from _fix(example, rule, "good", unsafe=False)
    if not fixed(example.trees["bad"], rule, example.config, unsafe=True).stable:
        yield "the fixes never come to an end"


def _fix(example: Example, rule: str, kind: str, *, unsafe: bool) -> Iterator[str]:
    result = fixed(example.trees["bad"], rule, example.config, unsafe=unsafe)
    for path, text in result.texts.items():
        wanted = example.trees[kind].get(path, "")
        if text != wanted:
            yield f"fixing `{path}` of the bad files should give\n{wanted!r}\nbut gives\n{text!r}"


def updated(markdown: str, rule: str) -> str:
    """A case file with the expect blocks that fit what is found now, one added to each bad tree that has none."""
    parts, done = [], 0
    for example in examples(markdown):
        if "bad" not in example.trees and example.expect is None:
            continue
        shown = lines(report_on(example.subject, rule, example.config))
        if example.expect_span:
            begin, end = example.expect_span
            parts += [markdown[done:begin], shown]
        else:
            begin = end = markdown.index("\n", example.after) + 1 if "\n" in markdown[example.after :] else len(markdown)
            parts += [markdown[done:begin], f"```expect\n{shown}```\n"]
        done = end
    return "".join([*parts, markdown[done:]])


def main(arguments: list[str]) -> str:
    """`update FILE ...`; the name of each file is its rule's. Gives what is wrong with the arguments, or ""."""
    from pathlib import Path

    command, *names = arguments or [""]
    paths = [Path(name) for name in names]
    if command != "update" or not paths or not all(catalogue().find(path.stem) for path in paths):
        return "usage: python -m deplint.testing update tests/rules/<rule-name>.md ..."
    for path in paths:
        before = path.read_bytes().decode("utf-8")
        after = updated(before, path.stem)
        if after != before:
            path.write_bytes(after.encode("utf-8"))
    return ""


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]) or 0)
