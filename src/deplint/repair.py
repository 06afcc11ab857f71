"""A tree and the user's policy into the files as all fixes leave them, with what is still found afterwards. Nothing is written."""

from __future__ import annotations

from deplint.discovery import kind_of
from deplint.encoding import UNREADABLE, encoded
from deplint.engine import lint
from deplint.fixer import fix_until_stable
from deplint.model import Source
from deplint.readers import read
from deplint.tree import OverlayTree
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from deplint.engine import Policy
    from deplint.model import Diagnostic
    from deplint.report import Report
    from deplint.tree import Tree


class Change(NamedTuple):
    """One file before and after: the bytes, and the text that they are."""

    path: str
    before: bytes
    after: bytes
    old: str
    new: str


class Repair(NamedTuple):
    """What fixing makes of a tree.

    report   of the files as they are after it
    changes  the files that are different, by path
    applied  how many fixes that took
    stable   a second run would change nothing
    """

    report: Report
    changes: tuple[Change, ...]
    applied: int
    stable: bool


def repaired(
    tree: Tree, policy: Policy, *, unsafe: bool = False, wanted: Callable[[Diagnostic], bool] | None = None, **run: Any
) -> Repair:
    """The tree after all safe fixes, and with `unsafe` after all others, too.

    wanted  says which findings are fixed; None for all
    run     the other parameters of `deplint.engine.lint`
    Only files that were asked for are changed.
    """
    first = report = lint(tree, policy, **run)
    kinds = {file.path: file.kind for file in first.files}
    originals = {path: source for path, source in first.sources.items() if path in kinds}

    def bytes_of(path: str, text: str) -> bytes | None:
        source = originals[path]
        return encoded(tree.read(path), source.encoding, text) if text != source.text else tree.read(path)

    def found(texts: Mapping[str, str]) -> list[Diagnostic]:
        nonlocal report
        files = {path: bytes_of(path, text) for path, text in texts.items() if text != originals[path].text}
        if files:
            report = lint(OverlayTree(tree, {path: data for path, data in files.items() if data is not None}), policy, **run)
        else:
            report = first
        return [each if wanted is None or wanted(each) else each._replace(fix=None) for each in report.diagnostics]

    def readable(path: str, text: str) -> bool:
        sound = all(problem.rule != UNREADABLE for problem in read(Source(path, text), kinds[path] or kind_of(path)).problems)
        return sound and bytes_of(path, text) is not None

    outcome = fix_until_stable({path: source.text for path, source in originals.items()}, found, unsafe=unsafe, readable=readable)
    changes = [
        Change(path, tree.read(path), bytes_of(path, text) or b"", originals[path].text, text)
        for path, text in sorted(outcome.texts.items())
        if text != originals[path].text
    ]
    return Repair(report, tuple(changes), outcome.applied, outcome.stable)
