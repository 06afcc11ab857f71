"""setup.py: what the code says without being run, each requirement at its place; what it does at run time is not known, quietly."""

from __future__ import annotations

import pytest

from deplint.facts import Manifest
from deplint.model import Source
from deplint.readers.setup_py import read

HEAD = "from setuptools import setup\n"


def manifest(code: str, path: str = "pkg/setup.py") -> Manifest:
    return read(Source(path, HEAD + code))


def given(keywords: str, before: str = "") -> Manifest:
    return manifest(f"{before}\nsetup({keywords})\n")


def at(result: Manifest, location: tuple[str, int, int]) -> str:
    return result.source.text[location[1] : location[2]]


def entries(result: Manifest) -> list[tuple[str, str, str]]:
    """Each dependency as (group, name and specifier, the text at its place)."""
    return [(each.group, each.name + each.specifier, at(result, each.location)) for each in result.dependencies]


def dynamic(result: Manifest) -> tuple[str, ...]:
    assert result.metadata is not None
    return result.metadata.dynamic


def files(result: Manifest) -> list[str]:
    assert {each.kind for each in result.includes} <= {"dynamic"}
    return [each.path for each in result.includes]


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        ("", "['a>=1', \"b\"]", ["a>=1", "b"]),
        ("", "('a', 'b')", ["a", "b"]),
        ("", "['a'] + ['b']", ["a", "b"]),
        ("A = ['a']\nB = ['b']", "A + B + ['c']", ["a", "b", "c"]),
        ("A = ['a']\nB = A + ['b']", "[*A, 'c'] + list(B)", ["a", "c", "a", "b"]),
        ("A: list[str] = ['a']", "A", ["a"]),
        ("V = 'a==1'", "[V, 'b']", ["a==1", "b"]),
        ("E = {'x': ['a']}", "E['x']", ["a"]),
        ("", "'a\\nb'", ["a", "b"]),
        ("", "'''\n  a>=1\n  # c\n  b\n'''", ["a>=1", "b"]),
        ("", "'a b'.split()", ["a", "b"]),
        ("T = '''\na\nb'''", "T.splitlines()", ["a", "b"]),
        ("A, B = ['a'], ['b']", "A", ["a"]),
        ("", "['a  # why']", ["a"]),
        ("", "[]", []),
        ("", "None", []),
    ],
)
def test_literals_are_read(before: str, value: str, expected: list[str]) -> None:
    result = given(f"install_requires={value}", before)
    assert [name for _, name, _ in entries(result)] == expected
    assert dynamic(result) == ()


def test_every_requirement_has_its_place() -> None:
    result = given(
        """install_requires=['é-ü', "b ==1"  , 'c' '>=2', r'd', "e\\x31", '''
    f==1
    ''']""".replace("é-ü", 'a; sys_platform == "ü"')
    )
    assert [place for _, _, place in entries(result)] == ['a; sys_platform == "ü"', "b ==1", "'c' '>=2'", "d", '"e\\x31"', "f==1"]


def test_groups() -> None:
    result = given(
        "name='shop', install_requires=['a'], setup_requires=['b'], tests_require=['c'],"
        "extras_require={'Web_UI': ['d'], ':os_name==\"nt\"': ['e'], 'x:os_name==\"nt\"': ['f'], 'all': ['shop[web-ui]']}"
    )
    assert [(group, name) for group, name, _ in entries(result)] == [
        ("runtime", "a"), ("build", "b"), ("dev", "c"), ("extra:web-ui", "d"), ("runtime", "e"), ("extra:x", "f"), ("extra:all", "shop"),
    ]  # fmt: skip
    assert [each.marker for each in result.dependencies if each.name in "ef"] == ['os_name=="nt"', 'os_name=="nt"']
    assert [(group.name, group.table, [each.name for each in group.includes]) for group in result.groups] == [
        ("extra:web-ui", "Web_UI", []), ("extra:x", "x", []), ("extra:all", "all", ["extra:web-ui"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "extras", "expected"),
    [
        ("X = {'a': ['b']}", "X", ["b"]),
        ("X = {'a': ['b']}", "{**X, 'c': ['d']}", ["b", "d"]),
        ("", "dict(a=['b'])", ["b"]),
    ],
)
def test_extras_by_name(before: str, extras: str, expected: list[str]) -> None:
    result = given(f"extras_require={extras}", before)
    assert [name for _, name, _ in entries(result)] == expected
    assert dynamic(result) == ()


@pytest.mark.parametrize(
    ("before", "keywords", "expected", "unknown"),
    [
        ("A = ['a']\nA.append(x)", "install_requires=A", ["a"], ("install_requires",)),
        ("A = ['a']\nA += more()", "install_requires=A", ["a"], ("install_requires",)),
        ("A = ['a']\nif x:\n    A = ['b']", "install_requires=A", [], ("install_requires",)),
        ("", "install_requires=compute()", [], ("install_requires",)),
        ("", "install_requires=[f'a=={V}', 'b']", ["b"], ("install_requires",)),
        ("", "install_requires=['a==' + V]", [], ("install_requires",)),
        ("", "install_requires=['a'] if x else ['b']", [], ("install_requires",)),
        ("", "name=NAME, version=version()", [], ("name", "version")),
        ("X = {'a': ['b']}\nX['all'] = sum(X.values(), [])", "extras_require=X", ["b"], ("extras_require",)),
        ("", "extras_require={k: [k] for k in ks}", [], ("extras_require",)),
        ("", "use_scm_version=True", [], ("version",)),
        ("A = B\nB = A", "install_requires=A", [], ("install_requires",)),
    ],
)
def test_what_happens_at_run_time_is_not_known(before: str, keywords: str, expected: list[str], unknown: tuple[str, ...]) -> None:
    result = given(keywords, before)
    assert [name for _, name, _ in entries(result)] == expected
    assert dynamic(result) == unknown
    assert result.problems == ()


FUNCTION = """
import os
def read(*names):
    with open(os.path.join(os.path.dirname(__file__), *names)) as file:
        return file.read()
def requirements(name="base.txt"):
    found = []
    for line in read("requirements", name).splitlines():
        if line and not line.startswith("#"):
            found.append(line)
    return found
"""


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        ("", "open('requirements.txt').read().splitlines()", ["requirements.txt"]),
        ("with open('requirements.txt') as f:\n    lines = f.read().split()", "lines", ["requirements.txt"]),
        ("with open('requirements.txt') as f:\n    lines = f.readlines()", "[l for l in lines if l]", ["requirements.txt"]),
        ("found = []\nwith open('requirements.txt') as f:\n    found.extend(f.readlines())", "found", ["requirements.txt"]),
        ("found = []\nfor line in open('requirements.txt'):\n    found.append(line)", "found", ["requirements.txt"]),
        ("here = os.path.abspath(os.path.dirname(__file__))", "open(os.path.join(here, 'a', 'base.in'))", ["a/base.in"]),
        ("here = Path(__file__).parent", "(here / 'a' / 'base.txt').read_text()", ["a/base.txt"]),
        ("here = Path(__file__).parent", "open(f'{here}/a.txt').read()", ["a.txt"]),
        ("here = '.'", "open(here + '/a.txt').read()", ["a.txt"]),
        ("", "open('%s/%s' % (os.path.dirname(__file__), 'a.txt'))", ["a.txt"]),
        ("", "[str(r.req) for r in parse_requirements('requirements.txt', session=False)]", ["requirements.txt"]),
        (FUNCTION, "requirements()", ["requirements/base.txt"]),
        (FUNCTION, "requirements('dev.txt')", ["requirements/dev.txt"]),
        (FUNCTION, "read('r.txt').split('\\n')", ["r.txt"]),
        (
            "def deps():\n    a, b = [], []\n    for l in open('a.txt'):\n        a.append(l)\n    return a, b\nx, y = deps()",
            "x",
            ["a.txt"],
        ),
        ("", "open('../shared/requirements.txt').readlines()", ["shared/requirements.txt"]),
        ("def again(x):\n    return again(again(x))", "again('a.txt')", ["a.txt"]),
    ],
)
def test_files_that_the_code_reads_are_includes(before: str, value: str, expected: list[str]) -> None:
    result = given(f"install_requires={value}", "import os\nfrom pathlib import Path\n" + before)
    assert files(result) == [path if path.startswith("shared") else f"pkg/{path}" for path in expected]
    assert dynamic(result) == ()


def test_an_include_is_placed_at_the_name_of_the_file() -> None:
    result = given("install_requires=open('requirements.txt').readlines()")
    assert [(each.target, at(result, each.location)) for each in result.includes] == [("requirements.txt", "requirements.txt")]


@pytest.mark.parametrize(
    "value",
    ["open('README.txt').read()", "[x + '.txt' for x in xs]", "open(name + '-requirements.txt')", "read(f'{x}.txt')", "open('VERSION')"],
)
def test_other_files_are_no_includes(value: str) -> None:
    assert files(given(f"install_requires={value}")) == []


def test_a_long_description_is_no_requirement() -> None:
    result = given("install_requires=['a'], long_description=open('requirements.txt').read()")
    assert files(result) == []


def test_metadata() -> None:
    result = given(
        "name='Shop', version=V, python_requires='>=3.8', entry_points={'console_scripts': ['a=b:c'], 'pytest11': x()},"
        "classifiers=['Private :: Do Not Upload', 'Programming Language :: Python :: 3.9']",
        "V = '1.0'",
    )
    metadata = result.metadata
    assert metadata is not None and metadata.name_location is not None
    assert (metadata.name, metadata.version, metadata.backend, metadata.private) == ("Shop", "1.0", "setuptools", True)
    assert (metadata.entry_points, metadata.dynamic) == (("console_scripts", "pytest11"), ())
    assert at(result, metadata.name_location) == "Shop"
    assert [(each.kind, each.specifier, at(result, each.location)) for each in result.pythons] == [
        ("requires-python", ">=3.8", ">=3.8"),
        ("classifier", "==3.9.*", "3.9"),
    ]


def test_entry_points_in_a_string() -> None:
    metadata = given("entry_points='''\n[console_scripts]\na = b:c\n[x.y]\nd = e\n'''").metadata
    assert metadata is not None and metadata.entry_points == ("console_scripts", "x.y")


@pytest.mark.parametrize(
    "code",
    [
        "def main():\n    needs = ['a']\n    setup(install_requires=needs)\nmain()",
        "if __name__ == '__main__':\n    setup(install_requires=['a'])",
        "arguments = {'install_requires': ['a']}\nsetup(**arguments)",
        "setup(**dict(install_requires=['a']))",
        "import setuptools\nsetuptools.setup(install_requires=['a'])",
        "try:\n    setup(name='x', install_requires=['a'])\nexcept X:\n    setup(name='x')",
    ],
)
def test_the_call_is_found(code: str) -> None:
    assert [name for _, name, _ in entries(manifest(code))] == ["a"]


@pytest.mark.parametrize(
    "code", ["", "import django\ndjango.setup(install_requires=['a'])", "def setup(**k): ...\nsetup(install_requires=['a'])", "x = 1"]
)
def test_without_a_call_there_is_nothing(code: str) -> None:
    result = manifest(code)
    assert (result.dependencies, result.metadata) == ((), None)


@pytest.mark.parametrize(
    ("requirement", "rule", "place"),
    [("a>=1;<2", "semicolon-for-comma", ";"), ("a==x.y!", "invalid-specifier", "==x.y!"), ("=a", "invalid-requirement", "=a")],
)
def test_what_setuptools_refuses_is_a_problem_at_its_place(requirement: str, rule: str, place: str) -> None:
    result = given(f"install_requires=['{requirement}']")
    assert [(problem.rule, at(result, problem.location)) for problem in result.problems] == [(rule, place)]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("x = (\n", "("), ("def f(:\n  pass\n", ":"), ("setup('a\n", "'"), ("ü = 'é' x y\n", "x"), ("(" * 100_000, "("),
        ("1" + "+1" * 100_000, "+"),
    ],
)  # fmt: skip
def test_broken_code_is_a_problem_at_its_place(code: str, place: str) -> None:
    result = manifest(code)
    (problem,) = result.problems
    assert (problem.rule, at(result, problem.location)[:1]) == ("unreadable-file", place)


@pytest.mark.parametrize(
    "code",
    [
        "print 'x'\nsetup(\n", "try:\n  x\nexcept E, e:\n  pass\n", "raise E, 'x'\n", "exec 'x'\n", "x = 0777\n",
        "{{ cookiecutter.name }}\n",
        "{% if x %}\nsetup()\n", "x = ur'y'\n", "a\0b", "if x <> y: pass\n",
    ],
)  # fmt: skip
def test_python_2_and_templates_are_nothing(code: str) -> None:
    result = manifest(code)
    assert (result.dependencies, result.problems) == ((), ())


@pytest.mark.parametrize(
    "code",
    [
        "if 1: pass\n" + "elif 1: pass\n" * 100_000, "a" + ".b" * 100_000, "'" * 100_000, '"' + "\\" * 1_000_000, "-" * 100_000 + "1",
        "\n" * 1_000_000,
        "".join(f"a{n} = a{n + 1} + a{n + 1}\n" for n in range(100)) + "setup(install_requires=a0)",
        "".join(f"def f{n}(x): return f{n + 1}(f{n + 1}(x))\n" for n in range(100)) + "setup(install_requires=f0(y))",
        "setup(install_requires=[" + "'a', " * 20_000 + "])",
    ],
)  # fmt: skip
def test_hostile_code_is_read(code: str) -> None:
    manifest(code)


def test_inline_ignores_are_comments() -> None:
    result = manifest("x = '# deplint: no'\nsetup()  # deplint: ignore[x] y\n")
    assert [(each.text, at(result, each.location)) for each in result.comments] == [("deplint: ignore[x] y", "# deplint: ignore[x] y")]
