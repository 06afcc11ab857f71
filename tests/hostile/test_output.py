"""What stands in the linted files acts on nobody who reads a report: no terminal, no runner, no page."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from .law import everything_shown, report_on

POISON = {
    "colour": "\x1b[31mred",
    "a title": "\x1b]0;title\x07",
    "one byte of control": "\x9b31m",
    "a command": "::error file=x::boom",
    "an encoded command": "%0A::error::boom",
    "an old command": "##[error]boom",
    "another old command": "##vso[task.complete]",
    "right to left": "\u202egnp.exe",
    "isolates": "\u2066x\u2069\u200f\u061c",
    "other line ends": "a\u2028b\u2029c\x85d\x0be",
    "a carriage return": "a\rb",
    "HTML": "<img src=x onerror=alert(1)>",
    "a comment": "<!-- x -->",
    "a link": "[x](https://evil.example)",
    "an image": "![x](https://evil.example/x.png)",
    "a table": "| a | b |",
    "backticks": "``` ` ``",
    "a mention": "@everyone #1",
    "an invisible character": "a\u200bb\ufeffc\u00ad",
    "tags": "\U000e0041\U000e0042",
    "a NUL in TOML": "\\u0000",
    "a placeholder": "{0} {1}%s",
}
ALLOWED = frozenset("\n")
BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def files(poison: str) -> dict[str, str]:
    """The same text wherever a file has room for text that may come up in a finding."""
    quoted = json.dumps(poison, ensure_ascii=False)
    plain = poison.replace("\\", "").replace('"', "")
    return {
        "requirements.txt": f"six{poison}==1.0\nflask>={poison}\nidna==3.6; {poison}\nx @ {poison}\n-r {poison}\n--{poison}\n"
        f"a==1 --hash={poison}\nb  # {poison}\nc # deplint: ignore[{poison}]; until {poison}\n-e {poison}\n{poison}\n",
        f"sub/requirements-{plain.replace('/', '')}.txt": "six\nsix\n",
        "pyproject.toml": f"[project]\nname = {quoted}\nversion = '1.0'\nrequires-python = {quoted}\ndependencies = ['six', {quoted}]\n"
        f"[dependency-groups]\n{quoted} = [{{include-group = {quoted}}}]\n[tool.poetry.dependencies]\n{quoted} = {quoted}\n",
        "environment.yml": f"name: x\nchannels: [{quoted}]\ndependencies:\n  - {quoted}\n  - six={plain}\n  - pip:\n    - {quoted}\n",
        "Pipfile": f"[packages]\n{quoted} = {quoted}\nsix = {quoted}\n[requires]\npython_version = {quoted}\n",
        "setup.cfg": f"[options]\npython_requires = {plain}\ninstall_requires =\n    six{plain}\n",
        "setup.py": f"from setuptools import setup\nsetup(name={quoted}, install_requires=[{quoted}], python_requires={quoted})\n",
        "runtime.txt": f"python-{poison}\n",
        "broken/pyproject.toml": f"[{poison}\n",
    }


@pytest.mark.parametrize("kind", POISON)
def test_it_reaches_a_report(kind: str) -> None:
    assert len(report_on(files(POISON[kind])).diagnostics) > 5


@pytest.mark.parametrize("kind", POISON)
def test_no_format_passes_it_on(kind: str) -> None:
    for layout, text in everything_shown(report_on(files(POISON[kind]))).items():
        controls = {character for character in text if unicodedata.category(character) in ("Cc", "Cs") and character not in ALLOWED}
        assert not controls, layout
        assert not BIDIRECTIONAL.search(text), layout
        assert "\u2028" not in text and "\u2029" not in text, layout


@pytest.mark.parametrize("kind", ["a command", "an encoded command", "an old command", "another old command", "a carriage return"])
def test_no_line_is_a_command_of_the_runner(kind: str) -> None:
    for layout, text in everything_shown(report_on(files(POISON[kind]))).items():
        foreign = re.sub(r"(?m)^##vso\[task\.(?:logissue type=(?:error|warning);|complete result=)", "", text) if layout == "azure" else text
        assert "##[" not in foreign and "##vso[" not in foreign, layout
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        assert layout == "github" or not commands
        assert all(re.match(r"::(?:error|warning|notice) [a-zA-Z]+=", line) for line in commands)


@pytest.mark.parametrize("kind", ["HTML", "a comment", "a link", "an image", "a table", "backticks", "a mention"])
def test_a_job_summary_shows_it_as_text(kind: str) -> None:
    text = everything_shown(report_on(files(POISON[kind])))["markdown"]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    columns = {len(re.findall(r"(?<!\\)\|", line)) for line in rows}
    assert len(columns) <= 1
    outside = re.sub(r"(`+).+?\1", "", text)
    assert "<img" not in outside and "<!--" not in outside
    assert "](https://evil" not in outside and "@everyone" not in outside


@pytest.mark.parametrize("kind", POISON)
def test_data_can_be_read_back(kind: str) -> None:
    shown = everything_shown(report_on(files(POISON[kind])))
    assert json.loads(shown["json"])["diagnostics"]
    assert json.loads(shown["sarif"])["runs"][0]["results"]
