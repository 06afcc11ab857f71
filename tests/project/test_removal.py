"""A line that a fix takes out leaves all other lines as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deplint.model import Source
from deplint.questions.removal import removal
from deplint.readers.requirements import read

OTHERS = ["flask==3.0.2", "# a remark", "", "  idna", "-c constraints.txt", "six==1.16.0 ; os_name == 'nt'"]
LINES = st.lists(st.sampled_from(OTHERS), max_size=5)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def _without(text: str, name: str = "pkg-resources") -> str | None:
    manifest = read(Source("requirements.txt", text))
    dependency = next(each for each in manifest.dependencies if each.name == name)
    fix = removal(manifest, dependency, "remove the line")
    if fix is None:
        return None
    ((place, replacement),) = fix.edits
    return text[: place.start] + replacement + text[place.end :]


@given(LINES, LINES, ENDS, st.sampled_from(["pkg-resources==0.0.0", "  pkg_resources==0.0.0\t# why", "pkg-resources"]))
def test_the_other_lines_stay(before: list[str], after: list[str], end: str, line: str) -> None:
    text = "".join(each + end for each in (*before, line, *after))
    assert _without(text) == "".join(each + end for each in (*before, *after))


@given(before=LINES, end=ENDS)
def test_a_last_line_without_an_end(before: list[str], end: str) -> None:
    kept = "".join(each + end for each in before)
    assert _without(f"{kept}pkg-resources==0.0.0") == kept


def test_the_editable_option_goes_with_its_line() -> None:
    commit = "5f0d7a4e0a6c1d9b7c3f2e8d4b6a1907f5c3e2d1"
    assert _without(f"six\n-e git+https://github.com/acme/shop.git@{commit}#egg=shop\nidna\n", "shop") == "six\nidna\n"


def test_a_line_that_goes_on_with_hashes_is_left_alone() -> None:
    assert _without("pkg-resources==0.0.0 \\\n    --hash=sha256:" + "0" * 64 + "\n") is None
