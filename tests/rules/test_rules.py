"""Every rule is held to its own examples: those in its docstring and those in `tests/rules/<rule-name>.md`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deplint.examples import Example, documentation, examples
from deplint.plugins import builtin
from deplint.testing import failures, report_on

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent
COMMENTED = (".txt", ".in", ".toml", ".yml", ".yaml", ".cfg", "Pipfile")
# Nobody knows what is a comment in a file that can't be parsed.
UNREADABLE = ("unreadable-file", "merge-conflict-marker")


def _documented() -> Iterator[tuple[str, Example]]:
    for entry in builtin().entries:
        try:
            found = examples(documentation(entry.load()))
        except Exception:  # test_form.py says that it can't be loaded
            continue
        yield from ((entry.name, example) for example in found)


def _cases() -> Iterator[tuple[str, Example]]:
    for path in sorted(CASES.glob("*.md")):
        yield from ((path.stem, example) for example in examples(path.read_bytes().decode("utf-8")))


def _parameters(found: Iterator[tuple[str, Example]]) -> list[Any]:
    """One parameter for each example, with an id to read and to choose by: `missing-hash-two-files`."""
    parameters, seen = [], dict[str, int]()
    for rule, example in found:
        words = re.sub(r"[^a-z0-9]+", "-", example.title.lower()).strip("-")
        name = f"{rule}-{words}"
        seen[name] = seen.get(name, 0) + 1
        parameters.append(pytest.param(rule, example, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return parameters


def hold(example: Example, rule: str) -> None:
    wrong = list(failures(example, rule))
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize(("rule", "example"), _parameters(_documented()))
def test_documentation_is_true(rule: str, example: Example) -> None:
    hold(example, rule)


@pytest.mark.parametrize(("rule", "example"), _parameters(_documented()))
def test_can_be_ignored_in_a_file(rule: str, example: Example) -> None:
    files = dict(example.subject)
    found = {each.location.path for each in report_on(files, rule, example.config).diagnostics if each.name == rule}
    commented = {path for path in found if path.endswith(COMMENTED) and isinstance(files.get(path), str)}
    report = report_on({**files, **{path: f"# deplint: ignore-file[{rule}]\n{files[path]!s}" for path in commented}}, rule, example.config)
    left = {each.location.path for each in report.diagnostics if each.name == rule} & commented
    unreadable = {path for path in left if path.endswith(".toml")} if rule in UNREADABLE else set()
    assert left == unreadable


@pytest.mark.parametrize(("rule", "example"), _parameters(_cases()))
def test_case(rule: str, example: Example) -> None:
    hold(example, rule)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_case_file_belongs_to_a_rule(path: Path) -> None:
    assert builtin().find(path.stem), f"there is no rule `{path.stem}`"


@pytest.mark.parametrize(("rule", "example"), _parameters(_cases()))
def test_bad_files_say_what_to_expect(rule: str, example: Example) -> None:
    assert "bad" not in example.trees or example.expect is not None, f"run `python -m deplint.testing update tests/rules/{rule}.md`"
