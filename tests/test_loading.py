"""The lighter stand-ins for named tuples and regular expressions do what the real ones do."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from deplint.regex import regex
from deplint.typing_light import NamedTuple

PACKAGE = Path(__file__).parent.parent / "src" / "deplint"


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 2

    @property
    def sum(self) -> int:
        return self.x + self.y


def test_a_named_tuple_is_a_tuple() -> None:
    assert Point(1) == (1, 2)


def test_a_named_tuple_can_be_changed_into_another() -> None:
    assert Point(1)._replace(y=3) == Point(1, 3)


def test_a_named_tuple_keeps_its_documentation() -> None:
    assert (Point.__doc__, Point.__name__, Point.__module__) == ("A place.", "Point", __name__)


def test_a_named_tuple_keeps_what_its_class_defines() -> None:
    assert Point(1).sum == 3


def test_a_named_tuple_needs_its_fields() -> None:
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


@pytest.mark.parametrize("again", [False, True])
def test_an_expression_matches_the_first_time_and_later(again: bool) -> None:
    digits = regex(r"(\d+)", re.ASCII)
    if again:
        digits.search("")
    found = digits.search("a 12")
    assert found is not None
    assert found[1] == "12"


def test_an_expression_knows_its_text() -> None:
    assert regex("a+").pattern == "a+"


@cache
def expressions() -> dict[str, object]:
    """Every expression that a module keeps under a name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("deplint", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        if path.stem != "__main__":
            values = vars(importlib.import_module(name)).items()
            found.update({f"{name}.{key}": value for key, value in values if isinstance(value, regex)})  # type: ignore[arg-type]
    return found


def test_there_are_expressions() -> None:
    assert len(expressions()) > 50


@pytest.mark.parametrize("name", expressions())
def test_every_expression_can_be_compiled(name: str) -> None:
    assert expressions()[name].pattern  # type: ignore[attr-defined]
