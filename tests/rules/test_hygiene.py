"""Laws of the safe fixes of style: nothing that is installed changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers import read
from deplint.rules.identity.unsorted import _groups, _is_sorted, _sorted
from deplint.rules.pins.redundant_specifier import redundant
from deplint.versions.specifier import pieces

VERSIONS = ["0.9", "1.0.dev1", "1.0a1", "1.0", "1.0+local", "1.0.post1", "1.1rc1", "1.1", "1.5", "2.0.dev1", "2.0", "2.0.post1", "3.0"]
clauses = st.tuples(st.sampled_from([">=", ">", "<", "<=", "==", "!="]), st.sampled_from(["1.0", "1.1", "1.5", "2", "2.0"])).map("".join)
specifiers = st.lists(clauses, min_size=1, max_size=4).map(",".join)

HASH = "--hash=sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"
lines = st.sampled_from(
    [
        "six==1.17.0", "Flask==3.0.2  # web", f"idna==3.7 \\\n    {HASH}", "", "# a heading", "-e ./local", "attrs>=23; os_name == 'nt'",
        "--pre", "bottle \\",
    ]
)  # fmt: skip


def requirements(text: str) -> Manifest:
    return read(Source("requirements.txt", text), "requirements")


@given(specifiers)
def test_what_is_redundant_decides_nothing(specifier: str) -> None:
    number = redundant(specifier)
    if number is not None:
        kept = ",".join(specifier[start:end] for place, (start, end) in enumerate(pieces(specifier)) if place != number)
        before, after = SpecifierSet(specifier), SpecifierSet(kept)
        assert [before.contains(each, prereleases=True) for each in VERSIONS] == [after.contains(each, prereleases=True) for each in VERSIONS]


@given(st.lists(lines, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_sorting_keeps_every_entry_whole(chosen: list[str], newline: str, ends: bool) -> None:
    text = "\n".join(chosen).replace("\n", newline) + (newline if ends else "")
    manifest = requirements(text)
    edits = [edit for group in _groups(manifest) if not _is_sorted(group) for edit in _sorted(manifest, group)]
    for edit in sorted(edits, key=lambda each: -each.location.start):
        text = text[: edit.location.start] + edit.replacement + text[edit.location.end :]
    after = requirements(text)
    assert sorted(said(manifest)) == sorted(said(after))
    assert all(_is_sorted(group) for group in _groups(after))


def said(manifest: Manifest) -> list[tuple[str, str, str, int]]:
    return [(each.written, each.specifier, each.marker, len(each.hashes)) for each in manifest.dependencies]
