"""Comments as suppressions: what they are about, and what is not accepted. `tests/rules/unused-suppression.md` has what is said of them."""

from __future__ import annotations

import pytest

from deplint.facts import Comment, Dependency, Manifest
from deplint.model import Diagnostic, Edit, Location, Severity, Source
from deplint.readers import read
from deplint.suppress import Ledger, Suppression, suppressions

KNOWN = {"made-up": "ACME001", "ACME001": "ACME001", "other": "ACME002", "ACME002": "ACME002"}


def manifest(text: str, kind: str = "requirements") -> Manifest:
    return read(Source("a.txt", text), kind)


def only(text: str, kind: str = "requirements") -> Suppression:
    (suppression,) = suppressions([manifest(text, kind)], KNOWN)
    return suppression


def finding(text: str, part: str, code: str = "ACME001") -> Diagnostic:
    start = text.index(part)
    return Diagnostic(code, "made-up", Severity.INFO, "here", Location("a.txt", start, start + len(part)))


def ledger_of(text: str, today: str = "2026-11-21") -> Ledger:
    return Ledger(suppressions([manifest(text)], KNOWN), KNOWN, today)


@pytest.mark.parametrize(
    "comment",
    [
        "# deplint: ignore[made-up]",
        "#deplint:ignore[made-up]",
        "# deplint: ignore [made-up]",
        "# deplint: ignore[ACME001]",
        "# deplint: ignore[acme001]",
        "# deplint: ignore[other, made-up] why",
        "# deplint: ignore[other made-up]",
        "# as asked  # deplint: ignore[made-up]",
    ],
)
def test_spellings(comment: str) -> None:
    text = f"x  {comment}\n"
    assert list(ledger_of(text).kept([finding(text, "x")])) == []


@pytest.mark.parametrize(
    "comment", ["# deplint: ignored[made-up]", "# deplint: ignore-files[made-up]", "# nodeplint", "# lint: ignore[made-up]"]
)
def test_other_words_are_no_suppression(comment: str) -> None:
    assert list(suppressions([manifest(f"x  {comment}\n")], KNOWN)) == []


@pytest.mark.parametrize(
    ("comment", "reason", "until"),
    [
        ("# deplint: ignore[made-up]", "", ""),
        ("# deplint: ignore[made-up] the mirror has one", "the mirror has one", ""),
        ("# deplint: ignore[made-up]: the mirror has one", "the mirror has one", ""),
        ("# deplint: ignore[made-up] the mirror has one; until 2027-03-01", "the mirror has one", "2027-03-01"),
        ("# deplint: ignore[made-up] until 2027-03-01", "", "2027-03-01"),
        ("# deplint: ignore[made-up] until they release", "until they release", ""),
        ("# deplint: ignore[made-up] why  # another comment", "why", ""),
    ],
)
def test_reason_and_date(comment: str, reason: str, until: str) -> None:
    suppression = only(f"x  {comment}\n")
    assert (suppression.reason, suppression.until) == (reason, until)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x  # deplint: ignore[made-up]\ny\n", (1, 1)),
        ("# deplint: ignore[made-up]\nx\ny\n", (2, 2)),
        ("# deplint: ignore[made-up]\n# another comment\nx\ny\n", (3, 3)),
        ("w\n# deplint: ignore[made-up]\nx \\\n  ; python_version > '3'\ny\n", (3, 4)),
        ("x \\\n  --hash=sha256:00  # deplint: ignore[made-up]\ny\n", (1, 2)),
        ("x\r\n# deplint: ignore[made-up]\r\ny\r\n", (3, 3)),
        ("x\n# deplint: ignore[made-up]", (2, 2)),
    ],
)
def test_the_lines_it_is_about(text: str, lines: tuple[int, int]) -> None:
    assert only(text).lines == lines


def test_file_wide_in_the_head() -> None:
    assert only("# a header\n\n# deplint: ignore-file[made-up]\nx\n").lines is None


def test_file_wide_below_the_head_is_refused() -> None:
    text = "x\n# deplint: ignore-file[made-up]\ny\n"
    ledger = ledger_of(text)
    assert len(list(ledger.kept([finding(text, "y")]))) == 1
    assert [suppression.problem for suppression in ledger.refused()] != []


@pytest.mark.parametrize("comment", ["# deplint: ignore", "# deplint: ignore[]", "# deplint: ignore[made-up", "# deplint: ignore because"])
def test_what_names_no_rules_silences_nothing(comment: str) -> None:
    text = f"x  {comment}\n"
    assert len(list(ledger_of(text).kept([finding(text, "x")]))) == 1


def test_other_rules_are_not_silenced() -> None:
    text = "x  # deplint: ignore[other]\n"
    assert len(list(ledger_of(text).kept([finding(text, "x")]))) == 1


def test_other_lines_are_not_silenced() -> None:
    text = "x  # deplint: ignore[made-up]\ny\n"
    assert len(list(ledger_of(text).kept([finding(text, "y")]))) == 1


@pytest.mark.parametrize(("today", "kept"), [("2027-02-28", 0), ("2027-03-01", 0), ("2027-03-02", 1)])
def test_the_last_day_counts(today: str, kept: int) -> None:
    text = "x  # deplint: ignore[made-up]; until 2027-03-01\n"
    assert len(list(ledger_of(text, today).kept([finding(text, "x")]))) == kept


def test_unneeded_is_what_ran_and_matched_nothing() -> None:
    text = "x  # deplint: ignore[made-up, other]\n"
    ledger = ledger_of(text)
    list(ledger.kept([finding(text, "x")]))
    ledger.ran = frozenset(["ACME001", "ACME002"])
    assert [mention.text for _, mentions in ledger.unneeded() for mention in mentions] == ["other"]


def test_what_did_not_run_is_not_judged() -> None:
    ledger = ledger_of("x  # deplint: ignore[made-up]\n")
    assert list(ledger.unneeded()) == []


def test_what_is_noted_is_needed_but_not_counted() -> None:
    text = "x  # deplint: ignore[made-up]\n"
    ledger = ledger_of(text)
    ledger.note([finding(text, "x")])
    ledger.ran = frozenset(["ACME001"])
    assert (list(ledger.unneeded()), ledger.suppressed) == ([], 0)


def test_an_expired_suppression_is_not_called_unneeded() -> None:
    ledger = ledger_of("x  # deplint: ignore[made-up] until 2020-01-01\n")
    ledger.ran = frozenset(["ACME001"])
    assert list(ledger.unneeded()) == []


@pytest.mark.parametrize(
    ("text", "kind", "after"),
    [
        ("x  # deplint: ignore[made-up]\ny\n", "requirements", "x\ny\n"),
        ("x\n  # deplint: ignore[made-up]\ny\n", "requirements", "x\ny\n"),
        ("x\r\n# deplint: ignore[made-up]\r\ny\r\n", "requirements", "x\r\ny\r\n"),
        ("x\n# deplint: ignore[made-up]", "requirements", "x\n"),
        ("x  # why  # deplint: ignore[made-up] x\n", "requirements", "x  # why\n"),
        ('[project]\nname = "x" # deplint: ignore[made-up]\n', "pyproject", '[project]\nname = "x"\n'),
        ("dependencies:\n  - x # deplint: ignore[made-up]\n", "conda", "dependencies:\n  - x\n"),
    ],
)
def test_removal_leaves_no_trace(text: str, kind: str, after: str) -> None:
    location, replacement = only(text, kind).removal()
    assert text[: location.start] + replacement + text[location.end :] == after


def test_removal_of_one_name_keeps_the_others() -> None:
    suppression = only("x  # deplint: ignore[made-up,  other] why\n")
    assert suppression.removal(suppression.mentions[:1]) == Edit(Location("a.txt", 21, 36), "other")


def test_in_a_script_the_block_has_comments_of_its_own() -> None:
    text = '# /// script\n# dependencies = [\n#   # deplint: ignore[made-up]\n#   "x",\n# ]\n# ///\n'
    start = text.index("# deplint")
    comment = Comment("deplint: ignore[made-up]", Location("a.py", start, start + 26))
    found = Manifest("a.py", "script", Source("a.py", text), comments=(comment,))
    assert [suppression.lines for suppression in suppressions([found], KNOWN)] == [(4, 4)]


@pytest.mark.parametrize("line", ["# deplint: ignore-file[made-up]", "# deplint: ignore[made-up]", "x \\", "# deplint: ignore[made-up] \\"])
def test_many_lines_are_no_burden(line: str) -> None:
    count = 20_000
    text = f"{line}\n" * count
    places = [index * (len(line) + 1) for index in range(count)]
    found = Manifest(
        "a.txt",
        "requirements",
        Source("a.txt", text),
        dependencies=tuple(Dependency("x", "x", "x", Location("a.txt", place, place + 1)) for place in places),
        comments=tuple(Comment("", Location("a.txt", place, place + len(line))) for place in places),
    )
    ledger = Ledger(suppressions([found], KNOWN), KNOWN)
    ledger.ran = frozenset(["ACME001"])
    list(ledger.kept(finding(text, line)._replace(location=Location("a.txt", place, place + 1)) for place in places))
    list(ledger.unneeded())
