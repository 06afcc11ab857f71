"""What locks record about their entries: needs, markers, groups, and what the lock is for."""

from __future__ import annotations

import json

import tomli

from deplint.facts import LockedRecord, LockedRequirement, LockTerms
from deplint.model import Source
from deplint.readers.locks import packages
from deplint.readers.locks.records import records, terms


def read(kind: str, text: str) -> tuple[LockedRecord, ...]:
    document = json.loads(text) if kind == "Pipfile.lock" else tomli.loads(text)
    return records(kind, document, packages(Source("lock", text), kind, document))


def read_terms(kind: str, text: str) -> LockTerms:
    return terms(kind, json.loads(text) if kind == "Pipfile.lock" else tomli.loads(text))


POETRY = """
[[package]]
name = "Requests"
version = "2.32.0"
python-versions = "^3.8"
groups = ["main", "dev"]
markers = {main = "extra == 'net'", dev = "python_version < '3.12'"}

[package.dependencies]
idna = ">=2.5,<4"
PySocks = {version = ">=1.5.6", optional = true, markers = "extra == 'socks'"}
win = {version = "*", optional = true}
numpy = [{version = ">=1", markers = "python_version < '3.9'"}, {version = ">=2", extras = ["Fast"]}]
demo = {git = "https://example.org/demo.git"}

[package.extras]
socks = ["PySocks (>=1.5.6)"]

[metadata]
python-versions = ">=3.8,<4.0"
"""


def test_poetry_needs() -> None:
    assert read("poetry.lock", POETRY)[0].requires == (
        LockedRequirement("idna", ">=2.5,<4", "poetry"),
        LockedRequirement("pysocks", ">=1.5.6", "poetry", "extra == 'socks'", asked_by="extra:socks"),
        LockedRequirement("win", "*", "poetry", optional=True),
        LockedRequirement("numpy", ">=1", "poetry", "python_version < '3.9'"),
        LockedRequirement("numpy", ">=2", "poetry", extras=("fast",)),
        LockedRequirement("demo", "", "poetry", url="https://example.org/demo.git"),
    )


def test_poetry_entry() -> None:
    found = read("poetry.lock", POETRY)[0]
    assert found.markers == ("extra == 'net'", "python_version < '3.12'")
    assert found.groups == ("main", "dev")
    assert found.requires_python == ">=3.8,<4"


def test_poetry_marker_of_one_of_two_groups() -> None:
    assert read("poetry.lock", POETRY.replace(", dev = \"python_version < '3.12'\"", ""))[0].markers == ()


def test_poetry_category() -> None:
    assert read("poetry.lock", '[[package]]\nname = "a"\nversion = "1"\ncategory = "dev"\noptional = true\n')[0].groups == ("dev",)


def test_poetry_condition_on_python_before_1_0() -> None:
    text = '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies.b]\nversion = "*"\npython = "<3.8"\n'
    assert read("poetry.lock", text)[0].requires[0].marker == '(python_version < "3.8")'


def test_poetry_terms() -> None:
    assert read_terms("poetry.lock", POETRY) == LockTerms(">=3.8,<4.0", records=True)


def test_poetry_2_1_marks_every_entry() -> None:
    assert read_terms("poetry.lock", '[metadata]\nlock-version = "2.1"\n').marked


def test_poetry_range_of_several_parts() -> None:
    text = '[metadata]\npython-versions = "~2.7 || ^3.5"\n'
    assert read_terms("poetry.lock", text).environments == (
        '(python_version >= "2.7" and python_version < "2.8") or (python_version >= "3.5" and python_version < "4")',
    )


UV = """
version = 1
requires-python = ">=3.10"
resolution-markers = ["python_version >= '3.12'", "python_version < '3.12'"]
required-markers = ["sys_platform == 'win32'"]

[manifest]
overrides = [{ name = "Idna", specifier = "==3.6" }]

[[package]]
name = "demo"
source = { virtual = "." }
dependencies = [{ name = "numpy", version = "1.26.4", source = { registry = "https://example.org/simple" }, marker = "python_version < '3.12'" }]

[package.optional-dependencies]
net = [{ name = "httpx", extra = ["http2"] }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]

[package.metadata]
requires-dist = [{ name = "numpy", specifier = ">=1.26" }, { name = "httpx", extras = ["http2"], marker = "extra == 'net'" }]

[package.metadata.requires-dev]
dev = [{ name = "pytest", specifier = ">=8" }]
"""


def test_uv_needs() -> None:
    index = "https://example.org/simple"
    assert read("uv.lock", UV)[0].requires == (
        LockedRequirement("numpy", marker="python_version < '3.12'", version="1.26.4", url=index),
        LockedRequirement("httpx", extras=("http2",), asked_by="extra:net"),
        LockedRequirement("pytest", asked_by="group:dev"),
    )


def test_uv_metadata() -> None:
    found = read("uv.lock", UV)[0]
    assert found.is_root
    assert found.declared == (
        LockedRequirement("numpy", ">=1.26"),
        LockedRequirement("httpx", marker="extra == 'net'", extras=("http2",)),
        LockedRequirement("pytest", ">=8", asked_by="group:dev"),
    )


def test_uv_terms() -> None:
    assert read_terms("uv.lock", UV) == LockTerms(
        ">=3.10", ("python_version >= '3.12'", "python_version < '3.12'"), required=("sys_platform == 'win32'",),
        overridden=frozenset(("idna",)), records=True, marked=True,
    )  # fmt: skip


PDM = """
[metadata]
strategy = []
lock_version = "4.5.0"

[[metadata.targets]]
requires_python = ">=3.10"
platform = "manylinux_2_17_x86_64"

[[package]]
name = "aiocache"
version = "0.12.3"
extras = ["redis"]
requires_python = ">=3.8"
groups = ["default"]
marker = "python_version < \\"3.12\\""
dependencies = ["aiocache==0.12.3", "redis[hiredis]>=4.2.0; os_name == \\"posix\\"", "demo @ https://example.org/a;b.zip ; os_name == \\"nt\\"", "(what)"]
"""


def test_pdm_needs() -> None:
    assert read("pdm.lock", PDM)[0].requires == (
        LockedRequirement("aiocache", "==0.12.3"),
        LockedRequirement("redis", ">=4.2.0", marker='os_name == "posix"', extras=("hiredis",)),
        LockedRequirement("demo", marker='os_name == "nt"', url="https://example.org/a;b.zip"),
    )


def test_pdm_entry() -> None:
    found = read("pdm.lock", PDM)[0]
    assert (found.extras, found.groups, found.markers) == (("redis",), ("default",), ('python_version < "3.12"',))


def test_pdm_targets() -> None:
    assert read_terms("pdm.lock", PDM) == LockTerms(">=3.10", ('sys_platform == "linux"',), records=True)


def test_pdm_for_one_machine() -> None:
    assert not read_terms("pdm.lock", '[metadata]\nstrategy = ["inherit_metadata"]\nlock_version = "4.4"\n').marked


def test_pipfile_entry() -> None:
    text = '{"_meta": {"requires": {"python_version": "3.11"}}, "develop": {"Six": {"version": "==1", "markers": "os_name == \'nt\'"}}}'
    assert read("Pipfile.lock", text)[0][2:4] == (("os_name == 'nt'",), ("develop",))
    assert read_terms("Pipfile.lock", text) == LockTerms("==3.11.*")


def test_pylock_entry() -> None:
    text = """
requires-python = ">=3.10"
[[packages]]
name = "a"
marker = "'dev' in dependency_groups or 'test' in dependency_groups"
dependencies = [{name = "B", version = "1.0"}, {name = "c"}]
"""
    found = read("pylock", text)[0]
    assert found.requires == (LockedRequirement("b", version="1.0"), LockedRequirement("c"))
    assert found.groups == ("dev", "test")


def test_odd_types_are_passed_over() -> None:
    for kind, text in (
        ("poetry.lock", '[[package]]\nname = "a"\ndependencies = [1]\nextras = 1\nmarkers = 2\ngroups = "x"\n'),
        ("poetry.lock", '[[package]]\nname = "a"\n[package.dependencies]\nb = {version = 1, optional = true}\nc = 2\nd = [3]\n'),
        ("uv.lock", '[[package]]\nname = "a"\ndependencies = [{name = 1}, 2]\noptional-dependencies = {x = 1}\nmetadata = 3\nsource = 1\n'),
        ("pdm.lock", '[[package]]\nname = "a"\ndependencies = [1, "!"]\nextras = 2\n'),
        ("pylock", '[[packages]]\nname = "a"\ndependencies = [1]\ntool = 2\n'),
    ):
        assert len(read(kind, text)) == 1
