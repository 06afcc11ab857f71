"""Markers: the tree and the verdicts are those of `packaging`, and what is claimed of all environments holds in each."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from packaging.markers import InvalidMarker, Marker, UndefinedComparison
from packaging.specifiers import SpecifierSet

from deplint import markers
from deplint.markers import (
    Clause,
    always_true,
    could_hold,
    disjoint,
    equal,
    evaluate,
    implies,
    never_true,
    parse,
    python_condition,
    split_clauses,
    string_compared,
)

pythons = st.sampled_from(
    ["2.7", "3", "3.5", "3.7", "3.8", "3.8.1", "3.9", "3.10", "3.10.4", "3.11", "3.12", "4", "3.*", "3.9.*", "3.13.0rc1", "3.x"]
)
orders = st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "~=", "===", ">=", "<"])
equalities = st.sampled_from(["==", "!=", "==", "in", "not in"])
platforms = st.one_of(
    st.tuples(
        st.just("sys_platform"), equalities, st.sampled_from(["linux", "win32", "darwin", "linux2", "haiku", "win32 linux", "cygwin"])
    ),
    st.tuples(st.just("platform_system"), equalities, st.sampled_from(["Linux", "Windows", "Darwin", "Haiku", "Linux, Windows"])),
    st.tuples(st.just("os_name"), equalities, st.sampled_from(["posix", "nt", "java", "ce"])),
)
others = st.one_of(
    st.tuples(st.just("platform_machine"), equalities, st.sampled_from(["x86_64", "arm64", "x86_64 AMD64", "mips"])),
    st.tuples(st.just("platform_python_implementation"), equalities, st.sampled_from(["CPython", "PyPy", "Weird"])),
    st.tuples(st.just("implementation_name"), equalities, st.sampled_from(["cpython", "pypy"])),
    st.tuples(st.just("extra"), st.sampled_from(["==", "!="]), st.sampled_from(["test", "Test", "dev_x", "dev-x"])),
    st.tuples(st.just("platform_release"), orders, st.sampled_from(["5.4", "5.4.0-generic", "10"])),
    st.tuples(st.just("platform_version"), st.one_of(orders, equalities), st.sampled_from(["10", "#1 SMP"])),
    st.tuples(st.just("implementation_version"), orders, st.sampled_from(["3.9.1", "7.3"])),
)
items = st.one_of(
    st.tuples(st.sampled_from(["python_version", "python_full_version"]), st.one_of(orders, equalities), pythons),
    st.tuples(st.sampled_from(["python_version", "python_full_version"]), orders, pythons),
    platforms,
    others,
)


def written(item: tuple[str, str, str], is_reversed: bool, quote: str) -> str:
    variable, operator, value = item
    string = f"{quote}{value}{quote}"
    return f"{string} {operator} {variable}" if is_reversed else f"{variable} {operator} {string}"


clauses = st.builds(written, items, st.sampled_from([False, False, False, True]), st.sampled_from(["'", '"']))
trees = st.recursive(clauses, lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner), max_leaves=6)
texts = st.one_of(
    trees, st.lists(clauses, min_size=1, max_size=4).map(" and ".join), st.lists(clauses, min_size=2, max_size=3).map(" or ".join)
)

environments = st.builds(
    lambda python, platform, implementation, machine, release, extra: {
        "python_version": ".".join(python.split(".")[:2]),
        "python_full_version": python,
        **dict(zip(("sys_platform", "platform_system", "os_name"), platform, strict=True)),
        **dict(zip(("platform_python_implementation", "implementation_name"), implementation, strict=True)),
        "platform_machine": machine,
        "platform_release": release,
        "platform_version": "#1 SMP",
        "implementation_version": python,
        "extra": extra,
    },
    st.one_of(
        st.builds("3.{}.{}".format, st.integers(5, 15), st.integers(0, 6)), st.sampled_from(["2.7.18", "3.8.0", "3.8.1", "3.10.4", "4.0.0"])
    ),
    st.sampled_from(
        [
            ("linux", "Linux", "posix"),
            ("win32", "Windows", "nt"),
            ("darwin", "Darwin", "posix"),
            ("haiku1", "Haiku", "posix"),
            ("linux2", "Linux", "posix"),
        ]
    ),
    st.sampled_from([("CPython", "cpython"), ("PyPy", "pypy"), ("Else", "else")]),
    st.sampled_from(["x86_64", "arm64", "AMD64", "mips", "sparc"]),
    st.sampled_from(["5.4", "6.1.0-arch1", "10"]),
    st.sampled_from(["", "test", "dev-x"]),
)


@given(texts, environments)
@settings(max_examples=250)
def test_a_verdict_is_that_of_packaging(marker: str, environment: dict[str, str]) -> None:
    found = evaluate(marker, environment)
    if found is not None:
        try:
            assert found is Marker(marker).evaluate(environment)
        except UndefinedComparison:
            # Packaging evaluates every clause, also those that can't change the verdict.
            assume(False)


@given(texts, environments)
@settings(max_examples=250)
def test_what_is_claimed_of_one_marker_holds_in_each_environment(marker: str, environment: dict[str, str]) -> None:
    found = evaluate(marker, environment)
    if never_true(marker):
        assert found is not True
    if always_true(marker):
        assert found is not False
    if found:
        assert could_hold(marker, environment["python_full_version"], environment["sys_platform"])
        assert could_hold(marker, environment["python_version"])
        assert could_hold(marker)


@given(texts, texts, environments)
@settings(max_examples=250)
def test_what_is_claimed_of_two_markers_holds_in_each_environment(left: str, right: str, environment: dict[str, str]) -> None:
    one, two = evaluate(left, environment), evaluate(right, environment)
    if disjoint(left, right):
        assert not (one and two)
    if implies(left, right) and one:
        assert two is not False
    if equal(left, right) and None not in (one, two):
        assert one is two


@given(clauses, clauses, environments)
@settings(max_examples=250)
def test_what_is_claimed_of_two_clauses_holds_in_each_environment(left: str, right: str, environment: dict[str, str]) -> None:
    one, two = evaluate(left, environment), evaluate(right, environment)
    if disjoint(left, right):
        assert not (one and two)
    if implies(left, right) and one:
        assert two is not False
    if equal(left, right) and None not in (one, two):
        assert one is two


@given(texts, st.sampled_from([">=3.8", ">=3.10,<3.12", ">3.8", "<3", ">=3.8.1", "==3.10.4"]), environments)
@settings(max_examples=250)
def test_what_is_claimed_for_a_project_holds_on_its_pythons(marker: str, requires: str, environment: dict[str, str]) -> None:
    if SpecifierSet(requires).contains(environment["python_full_version"]):
        found = evaluate(marker, environment)
        if never_true(marker, requires):
            assert found is not True
        if always_true(marker, requires):
            assert found is not False


pieces = st.sampled_from(
    [
        "python_version",
        "os.name",
        "extra",
        "extras",
        "platform.machine",
        "os_nam",
        "'a'",
        '"3.8"',
        "'x\\'",
        "'é'",
        "'a\nb'",
        "==",
        "in",
        "not in",
        "not  in",
        "notin",
        "and",
        "or",
        "(",
        ")",
        " ",
        " ",
        "\t",
        "===",
        "~=",
        "=",
        "\n",
        "'",
        "'\\x41'",
        "é",
    ]
)
near_markers = st.one_of(st.lists(pieces, max_size=9).map(" ".join), st.lists(pieces, max_size=9).map("".join), st.text(max_size=20))


@given(near_markers)
@settings(max_examples=250)
@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
def test_what_is_a_marker_is_what_packaging_takes_for_one(text: str) -> None:
    assume(text.strip())
    try:
        Marker(text)
    except InvalidMarker:
        assert parse(text) is None
    else:
        assert parse(text) is not None


@given(near_markers, near_markers)
@settings(max_examples=300)
def test_no_text_raises(left: str, right: str) -> None:
    for function in (disjoint, equal, implies, never_true, always_true, could_hold):
        function(left, right)
    for one in (split_clauses, string_compared, python_condition):
        one(left)
    evaluate(left, {"python_full_version": right, "extra": right, "extras": frozenset((right,))})
    could_hold(left, right, right, right)


@given(texts)
def test_the_clauses_stand_where_they_say(marker: str) -> None:
    for clause in split_clauses(marker):
        again = split_clauses(marker[clause.start : clause.end])
        assert again == (clause._replace(start=0, end=clause.end - clause.start),)


HOSTILE = {
    "deep": "(" * 100_000 + "os_name == 'nt'" + ")" * 100_000,
    "deep but short": "(" * 3000 + "os_name == 'nt'" + ")" * 3000,
    "long": " or ".join(["os_name == 'nt'"] * 10_000),
    "wide": " or ".join(f"platform_machine == 'm{n}' and platform_system == 's{n}' and os_name == 'o{n}'" for n in range(120)),
    "free": " or ".join(f"extra == 'e{n}'" for n in range(90)),
    "blank": "os_name" + " " * 15_000,
    "digits": f"python_version >= '{'9' * 9000}'",
    "many": " or ".join(f"python_version == '3.{n}.{n}.{n}'" for n in range(300)),
}


@pytest.mark.parametrize("marker", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_claims_nothing(marker: str) -> None:
    assert not disjoint(marker, "os_name == 'posix' and extra == 'e0'")
    assert not always_true(marker)
    assert could_hold(marker)


def test_a_wide_marker_is_judged_within_bounds() -> None:
    assert not never_true(HOSTILE["wide"])
    assert not implies(HOSTILE["free"], "extra == 'e1'")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ('python_version < "3.8"', 'python_version >= "3.8"'),
        ('python_version < "3.8"', 'python_full_version >= "3.8"'),
        ('python_version == "3.8"', 'python_version == "3.9"'),
        ('python_version == "3.8.*"', 'python_version > "3.8"'),
        ('python_version in "3.8 3.9"', 'python_version == "3.11"'),
        ('sys_platform == "win32"', 'sys_platform != "win32"'),
        ('sys_platform == "win32"', 'platform_system == "Linux"'),
        ('os_name == "nt"', 'sys_platform == "darwin"'),
        ('"linux" in sys_platform', 'sys_platform == "darwin"'),
        ('platform_machine == "arm64"', 'platform_machine == "x86_64"'),
        ('platform_python_implementation == "PyPy"', 'implementation_name == "cpython"'),
        ('extra == "a"', 'extra != "A"'),
        ('platform_version == "1"', 'platform_version != "1"'),
        ('python_version < "3.8" and os_name == "nt"', 'python_version >= "3.8" or os_name == "posix"'),
        ('python_full_version < "3.11.4"', 'python_full_version >= "3.11.4"'),
    ],
)
def test_disjoint(left: str, right: str) -> None:
    assert disjoint(left, right)
    assert disjoint(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("", 'python_version < "3"'),
        ('extra == "a"', 'extra == "b"'),
        ('python_version < "3.9"', 'python_version >= "3.8"'),
        ('python_full_version <= "3.8.5"', 'python_full_version >= "3.8.5"'),
        ('sys_platform == "linux"', 'platform_machine == "x86_64"'),
        ('platform_release >= "5"', 'platform_release < "5"'),
        ('platform_version >= "5"', 'platform_version < "5"'),
        ("what", 'python_version < "3"'),
        ('sys_platform == "haiku"', 'os_name == "posix"'),
        ("'a' == 'b'", "'a' != 'b'"),
    ],
)
def test_not_disjoint(left: str, right: str) -> None:
    assert not disjoint(left, right)
    assert not disjoint(right, left)


@pytest.mark.parametrize(
    ("marker", "requires"),
    [
        ('python_version < "3.8"', ">=3.8"),
        ('python_version == "2.7"', ">=3"),
        ('python_version < "3" and os_name == "nt"', ">=3.6"),
        ('python_version >= "3.12"', ">=3.8,<3.12"),
        ('python_full_version < "3.8.1"', ">=3.8.1"),
        ('os_name == "nt" and os_name == "posix"', ""),
        ('python_version < "3.8" and python_version > "3.9"', ""),
    ],
)
def test_never_true(marker: str, requires: str) -> None:
    assert never_true(marker, requires)


@pytest.mark.parametrize(
    ("marker", "requires"),
    [
        ('python_version < "3.8"', ">=3.7"),
        ('python_version < "3.8"', ""),
        ('python_version <= "3.8"', ">=3.8"),
        ('python_version < "3.8" or os_name == "nt"', ">=3.8"),
        ('python_full_version <= "3.8.1"', ">3.8"),
        ('python_version < "3.8"', "^3.8"),
        ('python_version < "3.8"', ">=3.9,<3.8"),
        ('python_version >= "3.30"', ">=3.8"),
        ("nonsense", ">=3.8"),
        ("", ">=3.8"),
        ('python_version < "3.8.*"', ">=3.8"),
        ('extra == "a" and extra == "b"', ""),
    ],
)
def test_sometimes_true(marker: str, requires: str) -> None:
    assert not never_true(marker, requires)


@pytest.mark.parametrize(
    ("marker", "requires"),
    [
        ('python_version >= "3.8"', ">=3.8"),
        ('python_version > "2.7"', ">=3.6"),
        ('python_version != "3.0"', ">=3.8"),
        ('python_version < "3.12"', ">=3.8,<3.12"),
        ('os_name == "nt" or os_name != "nt"', ""),
        ("", ""),
        ('python_version >= "3"', ">=3.8"),
    ],
)
def test_always_true(marker: str, requires: str) -> None:
    assert always_true(marker, requires)


@pytest.mark.parametrize(
    ("marker", "requires"),
    [
        ('python_version < "4"', ">=3.8"),
        ('python_version > "3.8"', ">=3.8"),
        ('python_full_version > "3.8.0"', ">=3.8"),
        ('python_version >= "3.8"', ">=3.7"),
        ('python_version >= "3.8"', ""),
        ('sys_platform == "win32" or os_name == "posix"', ""),
        ("nonsense", ">=3.8"),
        ('python_version >= "3.8"', "^3.8"),
    ],
)
def test_not_always_true(marker: str, requires: str) -> None:
    assert not always_true(marker, requires)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ('platform_system == "Windows"', 'sys_platform == "win32"'),
        ('python_version <= "3.9"', 'python_full_version < "3.10"'),
        ('python_version >= "3.8" and (os_name == "nt" or extra == "x")', "(extra=='X' or os_name=='nt') and python_full_version>='3.8'"),
        ('python_version == "3.8"', 'python_version == "3.8.*"'),
        ('python_version < "3.8"', '"3.8" > python_version'),
        ('os.name == "nt"', "os_name=='nt'"),
        ("nonsense", " nonsense "),
        ("", 'python_version < "3.8" or python_version >= "3.8"'),
    ],
)
def test_equal(left: str, right: str) -> None:
    assert equal(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ('python_version < "3.8"', 'python_version <= "3.8"'),
        ('python_full_version <= "3.9"', 'python_version <= "3.9"'),
        ('os_name == "posix"', 'sys_platform == "linux"'),
        ('extra == "a"', 'extra == "b"'),
        ("nonsense", "other nonsense"),
        ("", 'os_name == "nt"'),
        ('"a" == "b"', '"c" == "d"'),
    ],
)
def test_not_equal(left: str, right: str) -> None:
    assert not equal(left, right)


def test_implies() -> None:
    assert implies('python_version < "3.7"', 'python_version < "3.8"')
    assert implies('sys_platform == "win32" and extra == "x"', 'os_name == "nt"')
    assert implies('os_name == "nt"', 'python_version >= "3.8"', ">=3.9")
    assert not implies('python_version < "3.8"', 'python_version < "3.7"')


@pytest.mark.parametrize(
    ("marker", "python", "platform", "expected"),
    [
        ('python_version < "3.8"', "3.11", None, False),
        ('python_full_version >= "3.11.4"', "3.11", None, True),
        ('python_full_version >= "3.11.4"', "3.11.3", None, False),
        ('sys_platform == "win32"', "3.11", "linux", False),
        ('platform_system == "Windows"', "", "linux", False),
        ('platform_system == "Windows"', "", "win32", True),
        ('os_name == "nt"', "", "haiku", True),
        ('platform_machine == "arm64"', "3.11", "linux", True),
        ("nonsense", "3.11", "linux", True),
        ("", "3.11", None, True),
        ('python_version == "3.25"', "3.25", None, True),
        ('python_version < "3.8"', "what", None, True),
    ],
)
def test_could_hold(marker: str, python: str, platform: str | None, expected: bool) -> None:
    assert could_hold(marker, python, platform) is expected


def test_python_condition() -> None:
    assert python_condition('python_version >= "3.8" and python_version < "3.10"') == frozenset({(3, 8), (3, 9)})
    assert python_condition('python_version < "3" and os_name == "nt"') == frozenset({(2, 6), (2, 7)})
    assert len(python_condition("") or ()) == 23
    assert python_condition("nonsense") is None


def test_what_is_not_given_is_not_known() -> None:
    assert evaluate('python_version < "3" and os_name == "nt"', {"python_full_version": "3.8.1"}) is False
    assert evaluate('python_version < "3" or os_name == "nt"', {"python_full_version": "3.8.1"}) is None
    assert evaluate('python_version >= "3" or os_name == "nt"', {"python_full_version": "3.8.1"}) is True
    assert evaluate('"x" in extras', {"extras": frozenset({"X"})}) is True
    assert evaluate("", {}) is True


@pytest.mark.parametrize(
    ("marker", "compared"),
    [
        ('python_version in "3.9,3.10"', ["python_version"]),
        ('"3.9" in python_version', ["python_version"]),
        ('platform_version >= "10"', ["platform_version"]),
        ('python_version >= "3.8.*" and os_name == "nt"', ["python_version"]),
        ('platform_release >= "5.4.0-generic"', ["platform_release"]),
        ('python_version >= "3.10"', []),
        ('"3.10" <= python_version', []),
        ('python_version == "3.9.*" or python_version ~= "3.9"', []),
        ('sys_platform in "linux win32"', []),
        ('"Ubuntu" in platform_version', []),
        ('platform_release >= "5.4"', []),
        ("nonsense", []),
    ],
)
def test_string_compared(marker: str, compared: list[str]) -> None:
    assert [clause.variable for clause in string_compared(marker)] == compared


def test_split_clauses() -> None:
    marker = '(python_version < "3.8" or os.name == \'nt\') and "a" not  in platform_version'
    assert split_clauses(marker) == (
        Clause("python_version", "<", "3.8", False, 1, 23),
        Clause("os_name", "==", "nt", False, 27, 42),
        Clause("platform_version", "not in", "a", True, 48, 76),
    )


def test_all_that_is_public_is_there() -> None:
    assert all(hasattr(markers, name) for name in markers.__all__)
