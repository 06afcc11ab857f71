"""uv.lock beside its manifests. What is fresh and what is stale was seen in uv 0.13.8; the hostile cases are there for what must not fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deplint.freshness import Comparison
from deplint.freshness.uv_markers import bounds, opposite, same
from deplint.freshness.uv_requirement import direct, locked_git, url
from deplint.freshness.uv_settings import cutoff

Compare = Callable[[dict[str, str]], Comparison]

HEAD = 'version = 1\nrevision = {revision}\nrequires-python = "{python}"\n'
PACKAGES = """
[[package]]
name = "idna"
version = "3.20"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "six" }]

[[package]]
name = "six"
version = "1.17.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "idna" }]
wheels = [
    { url = "https://files.example/six-1.17.0-py2.py3-none-any.whl", hash = "sha256:aa" },
]
"""
OWN = """
[[package]]
name = "shop"
version = "1.0"
source = {{ {source} }}
{more}
[package.metadata]
requires-dist = [{required}]
provides-extras = [{extras}]

[package.metadata.requires-dev]
{groups}
"""


def manifest(dependencies: str = '"six>=1.15"', *, python: str = ">=3.10", version: str = '"1.0"', more: str = "") -> str:
    return f'[project]\nname = "shop"\nversion = {version}\nrequires-python = "{python}"\ndependencies = [{dependencies}]\n{more}\n'


def lock(
    required: str = '{ name = "six", specifier = ">=1.15" }', *, head: str = "", extras: str = "", groups: str = "", revision: int = 5,
    python: str = ">=3.10", source: str = 'virtual = "."', more: str = "", packages: str = PACKAGES,
) -> str:  # fmt: skip
    own = OWN.format(required=required, extras=extras, groups=groups, source=source, more=more)
    return HEAD.format(revision=revision, python=python) + head + own + packages


def kinds(found: Comparison) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in found.differences]


def is_fresh(found: Comparison) -> bool:
    return not found.differences and not found.undecided


# Requirements.


@pytest.mark.parametrize(
    ("dependencies", "required"),
    [
        ('"six>=1.15"', '{ name = "six", specifier = ">=1.15" }'),
        ('"SIX >= 1.15.0"', '{ name = "six", specifier = ">=1.15" }'),
        ('"six<2,>=1.15"', '{ name = "six", specifier = ">=1.15,<2" }'),
        ('"six>=1.15", "six<2"', '{ name = "six", specifier = ">=1.15,<2" }'),
        ('"six~=1.16"', '{ name = "six", specifier = ">=1.16,<2" }'),
        ('"six", "six; sys_platform == \'linux\'"', '{ name = "six" }'),
        ("\"six; python_version >= '3.8'\"", '{ name = "six" }'),
        ("\"six; python_version < '3.12'\"", '{ name = "six", marker = "python_full_version < \'3.12\'" }'),
        ("\"six; platform_system == 'Windows'\"", '{ name = "six", marker = "sys_platform == \'win32\'" }'),
        ('"six[b,A]"', '{ name = "six", extras = ["a", "b"] }'),
        ('"six @ git+https://github.com/x/six@v1"', '{ name = "six", git = "https://github.com/x/six?rev=v1" }'),
        ('"six @ https://x.org/six-1.zip#subdirectory=a"', '{ name = "six", url = "https://x.org/six-1.zip", subdirectory = "a" }'),
    ],
)
def test_what_comes_to_the_same_is_fresh(compare: Compare, dependencies: str, required: str) -> None:
    assert is_fresh(compare({"pyproject.toml": manifest(dependencies), "uv.lock": lock(required)}))


@pytest.mark.parametrize(
    ("dependencies", "expected"),
    [
        ('"six>=1.15", "rich"', [("missing", "rich")]),
        ('"six>=1.15", "idna"', [("missing", "idna")]),
        ('"six<1.17"', [("violation", "six")]),
        ('"six>=1.10"', [("inputs", "six")]),
        ('"six[x]>=1.15"', [("inputs", "six")]),
        ("\"six>=1.15; os_name == 'nt'\"", [("inputs", "six")]),
        ("", [("orphan", "six")]),
        ('"six @ https://x.org/six-1.zip"', [("inputs", "six")]),
    ],
)
def test_each_entry_that_differs_is_named_once(compare: Compare, dependencies: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(compare({"pyproject.toml": manifest(dependencies), "uv.lock": lock()})) == expected


def test_a_pin_that_still_fits_is_said_to_fit(compare: Compare) -> None:
    found = compare({"pyproject.toml": manifest('"six>=1.10"'), "uv.lock": lock()}).differences[0]
    assert "the locked `1.17.0` still fits" in found.message


def test_the_place_is_the_specifier(compare: Compare) -> None:
    text = manifest('"six>=1.10"')
    place = compare({"pyproject.toml": text, "uv.lock": lock()}).differences[0].location
    assert text[place.start : place.end] == ">=1.10"


def test_what_is_left_over_is_shown_in_the_lock(compare: Compare) -> None:
    text = lock()
    place = compare({"pyproject.toml": manifest(""), "uv.lock": text}).differences[0].location
    assert text[place.start : place.end] == '{ name = "six", specifier = ">=1.15" }'


# What it says of the project.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (manifest(version='"1.0.0"'), []),
        (manifest(version='"1.1"'), [("version", "shop")]),
        (manifest(python=">=3.10.0"), []),
        (manifest(python=">=3.11"), [("python", "python")]),
        (manifest(python=">=3.10,<4"), [("python", "python")]),
        (manifest(more='[build-system]\nrequires = ["x"]'), [("inputs", "shop")]),
        (manifest(more="[tool.uv]\npackage = true"), [("inputs", "shop")]),
        (manifest(more="[project.optional-dependencies]\nx = []"), [("missing", "extra:x")]),
        (manifest(more="[dependency-groups]\nx = []"), [("missing", "group:x")]),
        (manifest(more='[dependency-groups]\nx = [{include-group = "x"}]'), []),
        (manifest().replace("shop", "store"), [("inputs", "store")]),
        (manifest().replace('version = "1.0"', 'dynamic = ["version"]'), [("inputs", "shop")]),
    ],
)
def test_what_the_project_says_of_itself(compare: Compare, text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(compare({"pyproject.toml": text, "uv.lock": lock()})) == expected


def test_empty_extras_and_groups_are_not_in_early_locks(compare: Compare) -> None:
    text = manifest(more="[project.optional-dependencies]\nx = []\n[dependency-groups]\ny = []")
    assert is_fresh(compare({"pyproject.toml": text, "uv.lock": lock(revision=0)}))


@pytest.mark.parametrize(
    "groups",
    [
        '[dependency-groups]\nbase = ["idna"]\ndev = [{include-group = "base"}]',
        '[dependency-groups]\nBase = ["idna"]\n[tool.uv]\ndev-dependencies = ["idna"]',
    ],
)
def test_groups_are_flattened(compare: Compare, groups: str) -> None:
    recorded = 'base = [{ name = "idna" }]\ndev = [{ name = "idna" }]'
    assert is_fresh(compare({"pyproject.toml": manifest(more=groups), "uv.lock": lock(groups=recorded)}))


def test_an_extra_that_names_the_project_may_be_written_out_where_the_version_is_dynamic(compare: Compare) -> None:
    text = manifest(more='[project.optional-dependencies]\nall = ["shop[a]"]\na = ["idna"]').replace(
        'version = "1.0"', 'dynamic = ["version"]'
    )
    flat = '{ name = "six", specifier = ">=1.15" }, { name = "idna", marker = "extra == \'a\'" }, { name = "idna", marker = "extra == \'all\'" }'
    content = lock(flat, extras='"a", "all"').replace('version = "1.0"\n', "", 1)
    assert is_fresh(compare({"pyproject.toml": text, "uv.lock": content}))


@pytest.mark.parametrize("field", ["dependencies", "optional-dependencies"])
def test_dynamic_dependencies_are_not_decided(compare: Compare, field: str) -> None:
    text = manifest().replace('dependencies = ["six>=1.15"]', f'dynamic = ["{field}"]')
    assert "dynamic" in compare({"pyproject.toml": text, "uv.lock": lock()}).undecided


def test_without_any_python_only_differences_are_told(compare: Compare) -> None:
    text = manifest().replace('requires-python = ">=3.10"\n', "")
    assert "requires-python" in compare({"pyproject.toml": text, "uv.lock": lock()}).undecided
    assert kinds(compare({"pyproject.toml": text.replace("1.15", "1.16"), "uv.lock": lock()})) == [("inputs", "six")]


# Sources.


@pytest.mark.parametrize(
    ("source", "required"),
    [
        ('{ git = "https://github.com/x/six", tag = "v1" }', 'git = "https://github.com/x/six?tag=v1"'),
        (
            '{ git = "https://github.com/x/six", subdirectory = "a", branch = "b" }',
            'git = "https://github.com/x/six?subdirectory=a&branch=b"',
        ),
        ('{ url = "https://x.org/six-1.zip" }', 'url = "https://x.org/six-1.zip"'),
        ('{ path = "./six", editable = true }', 'editable = "six"'),
        ('{ path = "six.whl" }', 'path = "six.whl"'),
        ('{ index = "m" }', 'specifier = ">=1.15", index = "https://m.example/simple/"'),
    ],
)
def test_sources(compare: Compare, source: str, required: str) -> None:
    text = manifest(
        more=f'[tool.uv.sources]\nsix = {source}\n[[tool.uv.index]]\nname = "m"\nurl = "https://M.example/simple/"\nexplicit = true'
    )
    assert is_fresh(compare({"pyproject.toml": text, "uv.lock": lock(f'{{ name = "six", {required} }}')}))


def test_sources_for_some_platforms_leave_the_rest(compare: Compare) -> None:
    text = manifest(more='[tool.uv.sources]\nsix = { git = "https://x.org/six", marker = "sys_platform == \'linux\'" }')
    required = (
        '{ name = "six", marker = "sys_platform == \'linux\'", git = "https://x.org/six" }, '
        '{ name = "six", marker = "sys_platform != \'linux\'", specifier = ">=1.15" }'
    )
    assert is_fresh(compare({"pyproject.toml": text, "uv.lock": lock(required)}))


def test_an_index_that_is_gone(compare: Compare) -> None:
    text = manifest(more='[[tool.uv.index]]\nurl = "https://m.example/simple"\ndefault = true')
    assert kinds(compare({"pyproject.toml": text, "uv.lock": lock()})) == [("inputs", "idna")]


def test_the_first_requirement_of_a_project(compare: Compare) -> None:
    """uv writes no [package.metadata] where nothing is asked for."""
    content = lock().split("[package.metadata]")[0]
    assert is_fresh(compare({"pyproject.toml": manifest(""), "uv.lock": content}))
    assert kinds(compare({"pyproject.toml": manifest(), "uv.lock": content})) == [("missing", "six")]
    assert kinds(compare({"pyproject.toml": manifest("", more='[dependency-groups]\ndev = ["six"]'), "uv.lock": content})) == [
        ("missing", "group:dev")
    ]


def test_the_python_of_a_group_is_told_once(compare: Compare) -> None:
    """It is in the markers of the requirements too."""
    text = manifest(more='[dependency-groups]\ndev = ["idna"]\n[tool.uv.dependency-groups]\ndev = { requires-python = ">=3.12" }')
    had = lock(
        groups='dev = [{ name = "idna", marker = "python_full_version >= \'3.11\'" }]', more='group-requires-python = { dev = ">=3.11" }'
    )
    assert kinds(compare({"pyproject.toml": text, "uv.lock": had})) == [("inputs", "dev")]
    assert is_fresh(compare({"pyproject.toml": text.replace("3.12", "3.11"), "uv.lock": had}))
    assert kinds(compare({"pyproject.toml": text.replace('"idna"', '"idna>1"'), "uv.lock": had})) == [("inputs", "dev"), ("inputs", "idna")]


# Workspaces.

MEMBER = '[project]\nname = "member"\nversion = "1.0"\nrequires-python = ">=3.10"\ndependencies = []\n[build-system]\nrequires = ["x"]\n'
ROOT = manifest('"member"', more='[tool.uv.sources]\nmember = { workspace = true }\n[tool.uv.workspace]\nmembers = ["packages/*"]')
LOCKED_MEMBER = '\n[[package]]\nname = "member"\nversion = "1.0"\nsource = { editable = "packages/member" }\n'
OF_WORKSPACE = lock(
    '{ name = "member", editable = "packages/member" }',
    head='\n[manifest]\nmembers = ["member", "shop"]\n',
    packages=LOCKED_MEMBER,
)


def test_a_workspace_is_fresh(compare: Compare) -> None:
    assert is_fresh(compare({"pyproject.toml": ROOT, "packages/member/pyproject.toml": MEMBER, "uv.lock": OF_WORKSPACE}))


@pytest.mark.parametrize(
    ("root", "member", "expected"),
    [
        (ROOT, MEMBER.replace("[]", '["idna"]', 1), [("missing", "idna")]),
        (ROOT, MEMBER.replace('"1.0"', '"2.0"'), [("version", "member")]),
        (ROOT, MEMBER.replace(">=3.10", ">=3.11"), [("python", "python")]),
        (ROOT, MEMBER.replace('name = "member"', 'name = "other"'), [("missing", "other"), ("orphan", "member"), ("inputs", "member")]),
        (ROOT.replace("workspace = true", "workspace = true, editable = false"), MEMBER, [("inputs", "member")]),
        (ROOT.replace("member = { workspace = true }", ""), MEMBER, [("inputs", "member")]),
    ],
)
def test_members(compare: Compare, root: str, member: str, expected: list[tuple[str, str]]) -> None:
    found = compare({"pyproject.toml": root, "packages/member/pyproject.toml": member, "uv.lock": OF_WORKSPACE})
    assert kinds(found)[: len(expected)] == expected[: len(kinds(found))]
    assert found.differences


def test_a_neighbour_that_has_moved_on_is_one_story(compare: Compare) -> None:
    """A folder outside the workspace, and groups of it that the lock records but does not lock."""
    root = manifest('"member"', more='[tool.uv.sources]\nmember = { path = "packages/member", editable = true }')
    locked = lock('{ name = "member", editable = "packages/member" }', packages=LOCKED_MEMBER)
    member = MEMBER + '[dependency-groups]\ntest = ["coverage==7.1", "idna"]\nall = [{ include-group = "test" }]\n'
    found = compare({"pyproject.toml": root, "packages/member/pyproject.toml": member.replace("[]", '["six"]', 1), "uv.lock": locked})
    assert kinds(found) == [("inputs", "member")]


def test_a_new_member(compare: Compare) -> None:
    files = {"pyproject.toml": ROOT, "packages/member/pyproject.toml": MEMBER, "uv.lock": OF_WORKSPACE}
    assert kinds(compare({**files, "packages/new/pyproject.toml": MEMBER.replace("member", "new")})) == [("missing", "new")]


def test_a_member_below_another_project_does_not_see_the_sources_of_the_root(compare: Compare) -> None:
    """uv looks for the root upwards, and stops at the first pyproject.toml."""
    root = ROOT.replace('"packages/*"', '"packages", "packages/member"')
    between = MEMBER.replace("member", "between")
    member = MEMBER.replace("[]", '["between"]', 1)
    locked = LOCKED_MEMBER + '\n[package.metadata]\nrequires-dist = [{ name = "between" }]\n'
    locked += LOCKED_MEMBER.replace("packages/member", "packages").replace("member", "between")
    content = lock(
        '{ name = "member", editable = "packages/member" }', head='\n[manifest]\nmembers = ["between", "member", "shop"]\n',
        packages=locked,
    )  # fmt: skip
    files = {"pyproject.toml": root, "packages/pyproject.toml": between, "packages/member/pyproject.toml": member, "uv.lock": content}
    assert is_fresh(compare(files))


# Settings.


@pytest.mark.parametrize(
    ("setting", "head", "expected"),
    [
        ('resolution = "highest"', "", []),
        ('resolution = "lowest"', "", ["resolution"]),
        ("", '\n[options]\nresolution-mode = "lowest"\n', ["resolution"]),
        ('exclude-newer = "2026-02-01T01:00:00+01:00"', '\n[options]\nexclude-newer = "2026-02-01T00:00:00Z"\n', []),
        ('exclude-newer = "2026-02-02T00:00:00Z"', '\n[options]\nexclude-newer = "2026-02-01T00:00:00Z"\n', []),
        ('exclude-newer = "2026-01-31T00:00:00Z"', '\n[options]\nexclude-newer = "2026-02-01T00:00:00Z"\n', ["exclude-newer"]),
        ('exclude-newer = "1 week"', '\n[options]\nexclude-newer = "0001-01-01T00:00:00Z"\nexclude-newer-span = "P1W"\n', []),
        (
            'exclude-newer = "7 days"',
            '\n[options]\nexclude-newer = "0001-01-01T00:00:00Z"\nexclude-newer-span = "P1W"\n',
            ["exclude-newer"],
        ),
        ('exclude-newer-package = { rich = "2026-01-01T00:00:00Z" }', "", []),
        ('exclude-newer-package = { six = "2026-01-01T00:00:00Z" }', "", ["exclude-newer-package"]),
        ('constraint-dependencies = ["rich>=13"]', "", []),
        ('constraint-dependencies = ["six>=1"]', "", ["six"]),
        ("", '\n[manifest]\nconstraints = [{ name = "six" }]\n', ["six"]),
        ('build-constraint-dependencies = ["rich>=13"]', "", ["rich"]),
        ('exclude-dependencies = ["rich"]', "", []),
        ('exclude-dependencies = ["Six"]', "", ["excludes"]),
        ("environments = [\"sys_platform == 'linux'\"]", "supported-markers = [\"sys_platform == 'linux'\"]\n", []),
        ("environments = \"platform_system == 'Linux'\"", "supported-markers = [\"sys_platform == 'linux'\"]\n", []),
        ("environments = [\"os_name == 'nt'\"]", "supported-markers = [\"sys_platform == 'linux'\"]\n", ["environments"]),
        ('default-groups = ["dev"]', "", []),
        ("default-groups = []", "", ["default-groups"]),
        ('conflicts = [[{ extra = "a" }, { extra = "b" }]]', "", ["conflicts"]),
    ],
)
def test_settings(compare: Compare, setting: str, head: str, expected: list[str]) -> None:
    found = compare({"pyproject.toml": manifest(more=f"[tool.uv]\n{setting}"), "uv.lock": lock(head=head)})
    assert [subject for _, subject in kinds(found)] == expected


def test_uv_toml_takes_the_place_of_the_table(compare: Compare) -> None:
    text = manifest(more='[tool.uv]\nresolution = "lowest"')
    assert is_fresh(compare({"pyproject.toml": text, "uv.toml": "", "uv.lock": lock()}))


# Scripts.


def test_a_script(compare: Compare) -> None:
    script = '# /// script\n# requires-python = ">=3.10"\n# dependencies = ["six>=1.15"]\n# ///\n'
    content = (
        HEAD.format(revision=5, python=">=3.10") + '\n[manifest]\nrequirements = [{ name = "six", specifier = ">=1.15" }]\n' + PACKAGES
    )
    assert is_fresh(compare({"tool.py": script, "tool.py.lock": content}))
    assert kinds(compare({"tool.py": script.replace("1.15", "1.18"), "tool.py.lock": content})) == [("violation", "six")]


@pytest.mark.parametrize("member", ["", "[manifest]\nmembers = [\"shop\", \"tool\"]\n"])
def test_what_nothing_needs_is_told(compare: Compare, member: str) -> None:
    chain = '\n[[package]]\nname = "tool"\nversion = "1"\ndependencies = [{ name = "left" }]\n\n[[package]]\nname = "left"\nversion = "2"\n'
    found = compare({"pyproject.toml": manifest(), "uv.lock": lock(packages=PACKAGES + chain, head=member)})
    assert kinds(found) == [("orphan", "tool")]


# Locks that uv does not even read.


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lock().replace("version = 1\n", "version = 2\n", 1), [("inputs", "version")]),
        (lock(more='dependencies = [{ name = "rich" }]'), [("missing", "rich")]),
        (lock().replace('"1.17.0"', '"1.16.0"'), [("violation", "six")]),
        ("<<<<<<< HEAD\n" + lock(), [("inputs", "uv.lock")]),
        (lock(more='dependencies = [{ name = "six" }]').split("[package.metadata]")[0] + PACKAGES, [("inputs", "shop")]),
    ],
)
def test_locks_that_uv_refuses(compare: Compare, content: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(compare({"pyproject.toml": manifest(), "uv.lock": content})) == expected


def test_a_lock_without_its_manifest_is_not_decided(compare: Compare) -> None:
    assert "pyproject.toml" in compare({"uv.lock": lock()}).undecided


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(["5", '""', "[]", "{}", "[[]]", '["x"]', "true", "[{ name = 5 }]"]), st.integers(0, 40))
def test_any_value_anywhere_is_survived(compare: Compare, value: str, number: int) -> None:
    lines = OF_WORKSPACE.splitlines()
    keys = [place for place, line in enumerate(lines) if " = " in line and not line.startswith(" ")]
    place = keys[number % len(keys)]
    lines[place] = lines[place].partition(" = ")[0] + f" = {value}"
    compare({"pyproject.toml": ROOT, "packages/member/pyproject.toml": MEMBER, "uv.lock": "\n".join(lines)})


# The parts.


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("python_version <= '3.9'", "python_full_version < '3.10'", True),
        ("sys_platform == 'linux' or sys_platform != 'linux'", "", True),
        ("os_name == 'nt'", "sys_platform == 'win32'", False),
        ("python_version < '3.9'", "python_version < '3.8'", True),
        ("python_version in '3.11 3.12'", "python_full_version >= '3.11' and python_full_version < '3.13'", True),
        ("not a marker", "", None),
    ],
)
def test_markers_are_compared_as_uv_does(left: str, right: str, verdict: bool | None) -> None:
    assert same(left, right, ">=3.10") is verdict


@pytest.mark.parametrize("marker", ["sys_platform == 'linux'", "python_version < '3.12' and os_name != 'nt'", "'x' in platform_machine"])
def test_the_opposite_of_the_opposite(marker: str) -> None:
    turned = opposite(marker)
    assert turned is not None
    assert same(opposite(turned) or "", marker, "") is True
    assert same(turned, marker, "") is False


@pytest.mark.parametrize(
    ("specifiers", "expected"),
    [
        ((">=3.10",), (((3, 10), True), None)),
        ((">=3.8", ">=3.10.0,<4"), (((3, 10), True), ((4,), False))),
        (("==3.12.*",), (((3, 12), True), ((3, 13), False))),
        (("~=3.10",), (((3, 10), True), ((4,), False))),
        ((">=3.10,!=3.10.*",), (((3, 11), True), None)),
        ((">=3.10,<3.10",), None),
    ],
)
def test_bounds(specifiers: tuple[str, ...], expected: object) -> None:
    assert bounds(specifiers) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://User:pw@X.org:443", "https://x.org/"),
        ("ssh://git@github.com/x/y.git", "ssh://git@github.com/x/y.git"),
        ("https://x.org/Simple/?a=b#c", "https://x.org/Simple/?a=b"),
    ],
)
def test_urls_are_spelt_as_uv_does(text: str, expected: str) -> None:
    assert url(text) == expected


def test_repositories_of_both_sides_are_the_same() -> None:
    kind, target = direct("git+https://github.com/x/y@feat%2Fa#subdirectory=b")
    assert (kind, target) == ("git", locked_git("https://github.com/x/y?subdirectory=b&rev=feat%2Fa#0123"))


def test_a_date_ends_at_the_next_midnight_of_some_zone() -> None:
    _, (earliest, latest) = cutoff("2026-02-01")
    _, (instant, _) = cutoff("2026-02-02T00:00:00Z")
    assert earliest < instant < latest


# The real tool.


def test_the_verdicts_of_uv(disagreements: Callable[[str, set[str]], list[str]]) -> None:
    undecidable = {"no-python--fresh"}  # uv took the Python of the machine
    assert not disagreements("uv", undecidable)
