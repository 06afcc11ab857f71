"""Contents that no honest file has, in the files that configure tools which install: silence, or a finding, never a failure."""

from __future__ import annotations

import pytest

from .law import report_on
from .test_contents import DEEP, EVERYWHERE

NAMES = (
    "tox.ini", "noxfile.py", "Makefile", "justfile", "Procfile", ".pre-commit-config.yaml", ".readthedocs.yaml", ".devcontainer/devcontainer.json",
    "template.yaml", "serverless.yml", "venv/pyvenv.cfg",
)  # fmt: skip
LARGE = 200_000

INSIDE = {
    "tox.ini": {
        "braces": "[tox]\nenvlist = " + "{" * DEEP,
        "pairs of braces": "[tox]\nenvlist = " + "py{3,4}" * 20_000,
        "products": "[tox]\nenvlist = " + "-".join(["{a,b}"] * 5_000),
        "ranges": "[tox]\nenvlist = py3{0-999999999},py3{9-1}\n",
        "many environments": "[tox]\nenvlist = " + ",".join(f"py{number}" for number in range(20_000)),
        "many sections": "".join(f"[testenv:x{number}]\ndeps = a\n" for number in range(3_000)),
        "factors": "[testenv]\ndeps =\n    " + "a," * LARGE + ": x\n    " + "a: " * 20_000,
        "references": "[testenv]\ndeps =\n    {[testenv]deps}\n    -r{toxinidir}\n    -c\n    -e\n    {\n    }\n",
        "nested braces in commands": "[testenv]\ncommands =\n    pip install " + "{posargs:" * 20_000,
        "names of Pythons": "[tox]\nenvlist = py, py3, pypy, py999999999, 3., .3, python, cp, py-\n",
    },
    "noxfile.py": {
        "decorators": "import nox\n" + "@nox.session\n" * 500 + "def x(session):\n    session.install('a')\n",
        "no parameters": "import nox\n@nox.session\ndef x():\n    pass\n",
        "wrong values": "import nox\n@nox.session(python=3.9, py=[3, None, {}], name=x)\ndef x(session, *a):\n    session.install(1, None, *2, **3)\n",
        "itself": "import nox\nP = P + P\n@nox.session(python=P)\ndef x(s):\n    s.install(*P)\n",
        "many calls": "import nox\n@nox.session\ndef x(s):\n" + "    s.install('a', 'b')\n" * 3_000,
        "a long call": "import nox\n@nox.session\ndef x(s):\n    s.run(" + "'pip'," * 20_000 + ")\n",
        "brackets": "x = " + "[" * DEEP,
    },
    "Makefile": {
        "variables": "x:\n\tpip install " + "$(" * DEEP,
        "dollars": "x:\n\tpip install " + "$" * LARGE,
        "continuations": "x:\n\tpip install " + "\\\n\t" * 20_000,
        "signs": "x:\n\t" + "@-+" * LARGE + "pip install x\n",
        "colons": "x" + ":" * LARGE + "\n\tpip install x\n",
        "no target": "\tpip install x\n",
        "many": "x:\n" + "\tpip install a\n" * 2_000,
    },
    "justfile": {
        "templates": "x:\n  pip install " + "{{" * DEEP,
        "a head without end": "x" + " a" * LARGE + ":\n  pip install x\n",
        "a script": "x:\n  #!/bin/sh\n" + "  pip install a\n" * 2_000,
        "a script of another language": "x:\n  #!/usr/bin/perl\n  pip install a\n",
    },
    "Procfile": {"names": "a" * LARGE + ": pip install x\n", "colons": ":" * LARGE + "pip install x\n"},
    ".pre-commit-config.yaml": {
        "wrong types": "repos: {a: [1, {b: c}]}\ndefault_language_version: [python]\n",
        "wrong types below": "repos:\n- 1\n- [a]\n- {repo: [a], rev: {b: c}, hooks: {id: x}}\n- {repo: a, rev: 1.0, hooks: [1, [2], {id: [3]}]}\n"
        "- {repo: a, hooks: [{id: x, language: [python], additional_dependencies: {a: b}}, {additional_dependencies: [1, [2], {c: d}, ~, '', '==']}]}\n",
        "aliases": "a: &a [six, six]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8))
        + "repos: *i\n",
        "aliases of hooks": "x: &x [" + "a," * 2_000 + "]\nh: &h [" + "{id: y, additional_dependencies: *x}," * 2_000 + "]\nrepos:\n"
        + "- {repo: r, hooks: *h}\n" * 2_000,
        "brackets": "repos: " + "[" * DEEP,
        "a long revision": "repos:\n- repo: x\n  rev: " + "a" * LARGE + "\n  hooks: []\n",
        "long dependencies": "repos:\n- repo: x\n  hooks:\n  - id: x\n    additional_dependencies: ['" + "a@" * LARGE + "', '" + "a:" * LARGE + "']\n",
    },
    ".readthedocs.yaml": {
        "wrong types": "build: [python]\npython: {install: {path: .}, version: [3]}\nconda: x\n",
        "wrong types below": "build: {tools: {python: [3]}, jobs: [a], commands: {a: b}}\npython: {install: [1, {path: [.]}, {requirements: {}}]}\n"
        "conda: {environment: [x]}\n",
        "paths": "python: {install: [{requirements: ../../x}, {requirements: /etc/x}, {path: '${X}'}, {path: '\\0'}, {path: ''}]}\n",
    },
    ".devcontainer/devcontainer.json": {
        "comments": "{" + "/*" * LARGE,
        "slashes": "/" * LARGE,
        "wrong types": '{"image": ["x"], "features": [1], "build": "x", "postCreateCommand": {"a": {"b": "pip install x"}, "c": [1, ["pip"], null]}}',
        "objects": '{"a":' * DEEP,
        "a long image": '{"image": "' + "a:" * LARGE + '"}',
        "not closed": '{"postCreateCommand": "pip install x',
    },
    "template.yaml": {
        "wrong types": "Resources: [AWS::Lambda::Function]\nGlobals: {Function: [x]}\n",
        "wrong types below": "Resources:\n  A: x\n  B: {Type: AWS::Lambda::Function, Properties: [Runtime]}\n  C: {Type: AWS::Lambda::Function, Properties: "
        "{Runtime: [python3.9], CodeUri: [x], Layers: {a: b}}}\n  D: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.999999, "
        "CodeUri: '../..', Layers: [1, {Fn::Sub: [x]}, {Fn::Sub: {a: b}}]}}\n",
        "a long ARN": "Resources:\n  D: {Type: AWS::Lambda::Function, Properties: {Layers: ['arn:aws:lambda:" + ":layer:" * LARGE + "']}}\n",
    },
    "serverless.yml": {
        "wrong types": "provider: [python3.9]\nfunctions: [a, {b: c}]\n",
        "wrong types below": "provider: {runtime: {a: b}, layers: x}\nfunctions: {a: [1], b: ~, c: {runtime: [x], layers: {d: e}, module: [x], image: 3}}\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", EVERYWHERE.values(), ids=EVERYWHERE)
def test_in_every_file(name: str, content: bytes) -> None:
    report_on({name: content, "requirements.txt": b"six==1.16.0\n"})


@pytest.mark.parametrize(("name", "content"), [(name, text) for name, texts in INSIDE.items() for text in texts.values()])
def test_inside(name: str, content: str) -> None:
    report_on({name: content, "pyproject.toml": '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'})
