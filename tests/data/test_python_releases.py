"""The table of Pythons is in order, and answers for its own day."""

from __future__ import annotations

from itertools import pairwise

from deplint.data.python_releases import AS_OF, END_OF_LIFE, ended, oldest_supported


def test_later_versions_of_python_3_end_later() -> None:
    days = [day for minor, (day, _) in sorted(END_OF_LIFE.items()) if minor[0] == 3]
    assert all(earlier < later for earlier, later in pairwise(days))


def test_answers_for_the_day_of_the_table() -> None:
    assert (ended((3, 8)), ended((3, 14)), ended((3, 99))) == ("2024-10-07", "", "")
    assert all(bool(ended(minor)) == (day < AS_OF) for minor, (day, _) in END_OF_LIFE.items())


def test_what_is_older_than_the_table_has_ended() -> None:
    assert ended((2, 5))


def test_the_oldest_with_support() -> None:
    assert oldest_supported() == (3, 11)
