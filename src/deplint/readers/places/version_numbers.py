"""YAML values that name a Python version into the `Problem`s of those that a parser takes for a number, and so for another version.

`3.10` without quotes is the number 3.1 to GitHub's runner, to GitLab and to Read the Docs. Only where a digit is lost is anything told.
"""

from __future__ import annotations

from deplint.facts import Problem
from deplint.model import Edit
from deplint.regex import regex
from deplint.syntax.yaml import type_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.syntax.node import Node

_LOSES = regex(r"3\.[1-9]0+")
_PYTHON_KEY = regex(r"(?:.*[^a-z])?(?:python|py)(?:[-_. ]?(?:version|ver)s?)?|pythons|pyvers?|.*python[-_. ]?(?:version|ver)s?", 0)
_LONGEST_KEY = 60


def names_a_python(key: str) -> bool:
    """Is a key of this name one for versions of Python: `python-version`, `python`, `PYTHON_VERSION`, `pyver`, `test-python`?"""
    return len(key) <= _LONGEST_KEY and _PYTHON_KEY.fullmatch(key.lower()) is not None


def number_problems(source: Source, key: str, node: Node) -> Iterator[Problem]:
    """The versions below a key for Pythons that lose a digit: the value itself, or the elements of a list."""
    if not names_a_python(key):
        return
    for each in (node, *node.elements()):
        if isinstance(each.value, str) and _LOSES.fullmatch(each.value) and type_of(each) == "number" and each.content is not None:
            yield number_problem(source, each)


def number_problem(source: Source, node: Node) -> Problem:
    """What is told of one such value."""
    written, read = node.string, node.string.rstrip("0")
    place = source.at(*node.inner(0, len(written)))
    quote = '"' if source.text.count('"') >= source.text.count("'") else "'"
    message = f"`{written}` is a number here, the same as {read}, so that Python {read} is asked for; put it in quotes"
    quoted = f"{quote}{written}{quote}"
    return Problem(
        "python-version-as-number", message, place, f"read as {read}", f"write {quoted}", (Edit(place, quoted),),
        "put the version in quotes", subject=written,
    )  # fmt: skip
