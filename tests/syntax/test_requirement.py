"""The fast path for requirements and its judge, packaging, say the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement, Requirement

from deplint.syntax.requirement import UNRESOLVED, normalize, parse_requirement

_pieces = st.sampled_from(
    [
        "six",
        "a-b",
        "A.b_c",
        "[x]",
        "[x, y]",
        "[]",
        "==",
        ">=",
        "<",
        "~=",
        "!=",
        "===",
        "1",
        "1.0",
        "1.*",
        "2!1.0",
        "1.0a1",
        "1.0.post1",
        "1.0.dev0",
        "1.0+l.1",
        ",",
        ";",
        " ",
        "python_version",
        "sys_platform",
        "'3.8'",
        '"win32"',
        "and",
        "or",
        "in",
        "not in",
        "(",
        ")",
        "@",
        "https://h/x",
        "-",
        "\t",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(_pieces, max_size=12).map("".join))
def test_agrees_with_packaging(text: str) -> None:
    dependency, problems = parse_requirement(text, lambda start, end: (start, end), "r.txt")
    try:
        judge = Requirement(text)
    except InvalidRequirement:
        assert problems or not text.strip() or UNRESOLVED.search(text)
        return
    # packaging takes everything behind `@` for a URL; pip refuses a version there.
    assert problems == () or "is not a URL" in problems[0].message
    assert dependency is not None
    assert dependency.name == normalize(judge.name)
    assert set(dependency.extras) == {normalize(extra) for extra in judge.extras}
    assert dependency.url == (judge.url or "")
    if not judge.url:
        assert Requirement(f"x{dependency.specifier}").specifier == judge.specifier
    if judge.marker:
        assert str(Requirement(f"x;{dependency.marker}").marker) == str(judge.marker)
    else:
        assert dependency.marker == ""


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    dependency, problems = parse_requirement(text, lambda start, end: (start, end), "r.txt")
    for problem in problems:
        assert 0 <= problem.location.start <= problem.location.end <= len(text) + 1
    assert dependency is None or text[slice(*dependency.location[1:])] == dependency.text
