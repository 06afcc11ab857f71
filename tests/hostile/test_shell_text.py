"""Shell text that nobody writes: it is read in a moment, or not at all, and never a failure."""

from __future__ import annotations

import pytest

from deplint.syntax.shell import commands

from .law import report_on

MANY = 20_000
TEXTS = {
    "substitutions": "pip install " + "$(" * MANY,
    "closed substitutions": "pip install " + "$(" * 5_000 + "x" + ")" * 5_000,
    "parentheses": "(" * MANY + "pip install x",
    "arrays": "a=(" * MANY + "pip install x",
    "braces": "{ " * MANY + "pip install x",
    "conditions": "if pip install x; then " * MANY,
    "heredocs": "pip install x <<A <<B " * MANY,
    "heredocs without end": "cat <<EOF\npip install x\n" * MANY,
    "strings here": "pip install <<<" + "<<<" * MANY,
    "open quotes": "pip install '" + 'a" b' * MANY,
    "backslashes": "pip install " + "\\" * 200_000,
    "continued lines": "pip install \\\n" * MANY,
    "glued lines": "pip install a\\\nb" * MANY,
    "backquotes": "pip `" * MANY,
    "variables": "pip install " + "$A${B}" * MANY,
    "dollars": "pip install " + "$" * 200_000,
    "operators": "pip install a" + "&& || ; | & " * MANY,
    "exports": "export PIP_X=1 A\n" * 2_000 + "pip install x\n",
    "folders": "cd x\n" * 5_000 + "pip install -r y.txt\n",
    "stacked folders": "pushd x\n" * 5_000 + "pip install -r y.txt\n",
    "shells in shells": "sh -c '" * 300 + "pip install x" + "'" * 300,
    "wrappers": "sudo env A=b nohup time " * 5_000 + "pip install x",
    "tools in tools": "uv run " * 5_000 + "pip install x",
    "a long word": "pip install " + "a" * 200_000,
    "a long requirement": "pip install 'a[" + "b," * 50_000 + "]>=1'",
    "options": "pip install" + " -" * MANY + " --" * MANY + " -rx" * 2_000,
    "clusters": "pip install -" + "q" * 100_000 + "r x.txt",
    "templates": "pip install " + "{{ x }} {% y %} ${{ z }}" * 5_000,
    "open templates": "pip install " + "{{" * 100_000,
    "odd characters": "pip install a\x00b \x01 \x02 \x7f \ufeff \u2028 é\ud800",
    "carriage returns": "pip install a\r\npip install b\rpip install c\n" * 200,
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_words_stand_in_the_text(name: str) -> None:
    for command in commands(TEXTS[name]):
        assert all(0 <= word.start <= word.end <= len(TEXTS[name]) for word in command.words)


@pytest.mark.parametrize("name", TEXTS)
def test_a_script(name: str) -> None:
    report_on({"ci/x.sh": TEXTS[name].encode("utf-8", "surrogatepass")})
