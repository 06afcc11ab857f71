"""The minor versions of Python: until when each gets, or got, security fixes.

From the release schedules (one PEP for each version) and the table "Status of Python versions" of the developer's guide
(https://devguide.python.org/versions/), looked up on 2026-11-21. Days of versions that are still supported are as planned: the end of
the month that the schedule names.
"""

from __future__ import annotations

AS_OF = "2026-11-21"
"""The day for which `ended` answers: what a rule says must not depend on when it is run."""

END_OF_LIFE: dict[tuple[int, int], tuple[str, str]] = {
    (2, 6): ("2013-10-29", "PEP 361"),
    (2, 7): ("2020-01-01", "PEP 373"),
    (3, 0): ("2009-06-27", "PEP 361"),
    (3, 1): ("2012-04-09", "PEP 375"),
    (3, 2): ("2016-02-20", "PEP 392"),
    (3, 3): ("2017-09-29", "PEP 398"),
    (3, 4): ("2019-03-18", "PEP 429"),
    (3, 5): ("2020-09-30", "PEP 478"),
    (3, 6): ("2021-12-23", "PEP 494"),
    (3, 7): ("2023-06-27", "PEP 537"),
    (3, 8): ("2024-10-07", "PEP 569"),
    (3, 9): ("2025-10-31", "PEP 596"),
    (3, 10): ("2026-10-31", "PEP 619"),
    (3, 11): ("2027-10-31", "PEP 664"),
    (3, 12): ("2028-10-31", "PEP 693"),
    (3, 13): ("2029-10-31", "PEP 719"),
    (3, 14): ("2030-10-31", "PEP 745"),
    (3, 15): ("2031-10-31", "PEP 790"),
}
"""Minor version -> the day on which support ends, and where that stands."""


def ended(minor: tuple[int, int]) -> str:
    """The day on which support of a minor version ended, "" where it had not on the day of this table, or the table has none."""
    day, _ = END_OF_LIFE.get(minor, ("", ""))
    if not day and minor < (2, 6):
        return "2013-10-29"
    return day if day and day < AS_OF else ""


def oldest_supported() -> tuple[int, int]:
    """The oldest minor version that got fixes on the day of this table."""
    return min(minor for minor in END_OF_LIFE if minor[0] == 3 and not ended(minor))
