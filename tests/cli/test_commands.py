"""The commands beside `check`: rule, files, schema, completion, and help."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import deplint as package
from deplint.cli.options import COMMANDS
from deplint.plugins import catalogue

Run = Callable[..., "tuple[int, str, str]"]
Write = Callable[..., Path]


@pytest.mark.parametrize("arguments", [["--version"], ["-V"], ["check", "--version"], ["--quiet", "-V"]])
def test_version(deplint: Run, arguments: list[str]) -> None:
    assert deplint(*arguments) == (0, f"deplint {package.__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_of_each_command(deplint: Run, command: object) -> None:
    name = command.name  # type: ignore[attr-defined]
    status, out, err = deplint(name, "--help")
    assert (status, err) == (0, "")
    assert out.startswith("usage: deplint")
    assert all(option.name in out for option in command.options)  # type: ignore[attr-defined]


def test_help_names_the_commands(deplint: Run) -> None:
    out = deplint("-h")[1]
    assert [command.name for command in COMMANDS if f"  {command.name} " not in out] == []


class TestRule:
    @pytest.mark.parametrize("name", ["DPL101", "unpinned", "dpl101", "Unpinned"])
    def test_explains_one_by_code_or_name(self, deplint: Run, name: str) -> None:
        status, out, err = deplint("rule", name)
        assert (status, err) == (0, "")
        assert out.startswith("DPL101 unpinned (warning, on by default)\n\n")
        assert "Why is this bad?" in out and "```" not in out and out.endswith("/docs/rules/unpinned.md\n")

    def test_lists_them(self, deplint: Run) -> None:
        first, second = (line.split()[:4] for line in deplint("rule")[1].splitlines())
        assert first == ["DPL001", "unreadable-file", "error", "default"]
        assert second == ["DPL101", "unpinned", "warning", "default"]

    def test_explains_all(self, deplint: Run) -> None:
        out = deplint("rule", "--all")[1]
        assert "DPL001 unreadable-file (error" in out and "DPL101 unpinned (warning" in out

    def test_in_markdown(self, deplint: Run) -> None:
        assert deplint("rule", "unpinned", "--output-format", "markdown")[1].startswith("# unpinned (DPL101)\n")

    def test_in_json(self, deplint: Run) -> None:
        (rule,) = json.loads(deplint("rule", "unpinned", "--output-format=json")[1])
        assert (rule["code"], rule["name"], rule["severity"], rule["family"]) == ("DPL101", "unpinned", "warning", "pins")
        assert rule["summary"] and rule["documentation"].startswith(rule["summary"].split(".")[0])
        assert len(json.loads(deplint("rule", "--output-format=json")[1])) == 2

    @pytest.mark.parametrize("layout", ["text", "json", "markdown"])
    def test_every_rule_can_be_shown(self, all_rules: None, deplint: Run, layout: str) -> None:
        status, out, err = deplint("rule", "--all", "--output-format", layout)
        assert (status, err) == (0, "")
        assert [entry.name for entry in catalogue().entries if entry.name not in out] == []

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["DPL102"], "unknown rule `DPL102`, did you mean `DPL101`?"),
            (["unpined"], "unknown rule `unpined`, did you mean `unpinned`?"),
            (["DPL"], "`DPL` stands for several rules; `deplint rule` lists them"),
            (["DPL101", "--all"], "--all explains all rules, not only `DPL101`"),
            (["--output-format", "sarif"], "--output-format must be `text`, `json` or `markdown`, not `sarif`"),
        ],
    )
    def test_wrong_use(self, deplint: Run, arguments: list[str], message: str) -> None:
        assert deplint("rule", *arguments) == (2, "", f"deplint: {message}\n")


FILES = {"requirements.txt": "six\n", "tests/fixtures/requirements.txt": "six\n", "constraints.txt": "six==1.16.0\n", "README.md": ""}


class TestFiles:
    def test_shows_kind_and_role(self, write: Write, deplint: Run) -> None:
        write(FILES)
        status, out, err = deplint("files")
        assert (status, err) == (0, "")
        assert [line.split() for line in out.splitlines()] == [
            ["constraints.txt", "requirements", "constraints"],
            ["requirements.txt", "requirements", "deploy"],
            ["tests/fixtures/requirements.txt", "requirements", "example"],
        ]

    def test_explains_how_it_knows(self, write: Write, deplint: Run) -> None:
        write(FILES)
        out = deplint("files", "--explain", "tests")[1]
        assert out == "tests/fixtures/requirements.txt  requirements  example  test data, in `fixtures`\n"
        assert deplint("tests", "--show-files")[1] == out

    def test_lints_nothing(self, write: Write, deplint: Run) -> None:
        write({"requirements.txt": "===\n"})
        assert deplint("files")[:2] == (0, "requirements.txt  requirements  deploy\n")

    def test_no_files(self, write: Write, deplint: Run) -> None:
        write()
        assert deplint("files") == (0, "", "deplint: no file here declares or installs dependencies\n")

    def test_follows_the_configuration(self, write: Write, deplint: Run) -> None:
        write(FILES | {"deplint.toml": 'exclude = ["constraints.txt"]\nfiles = { "requirements.txt" = "dev" }\n'})
        assert deplint("files", "--explain")[1].splitlines()[0].split(maxsplit=3) == [
            "requirements.txt", "requirements", "dev", "the configuration says so",
        ]  # fmt: skip


def test_schema(all_rules: None, deplint: Run) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    status, out, err = deplint("schema")
    assert (status, err) == (0, "")
    jsonschema.Draft7Validator.check_schema(json.loads(out))


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_knows_every_option(self, deplint: Run, shell: str) -> None:
        status, out, err = deplint("completion", shell)
        assert (status, err) == (0, "")
        names = {option.name for command in COMMANDS for option in command.options}
        assert [name for name in names if (f"-l {name[2:]} " if shell == "fish" else name) not in out] == []

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_is_valid_for_the_shell(self, deplint: Run, tmp_path: Path, shell: str) -> None:
        if shutil.which(shell) is None:
            pytest.skip(f"needs {shell}")
        (tmp_path / "script").write_text(deplint("completion", shell)[1])
        done = subprocess.run([shell, "-n", str(tmp_path / "script")], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.parametrize(
        ("words", "proposed"),
        [
            (["deplint", "--prof"], ["--profile"]),
            (["deplint", "--profile", "s"], ["strict"]),
            (["deplint", "ru"], ["rule"]),
            (["deplint", "rule", "--output-format", ""], ["text", "json", "markdown"]),
            (["deplint", "completion", "f"], ["fish"]),
            (["deplint", "files", "--ex"], ["--explain"]),
        ],
    )
    def test_proposes_in_bash(self, deplint: Run, tmp_path: Path, words: list[str], proposed: list[str]) -> None:
        bash = shutil.which("bash")
        if bash is None:
            pytest.skip("needs bash")
        script = deplint("completion", "bash")[1]
        quoted = " ".join(f"'{word}'" for word in words)
        script += f'COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _deplint; printf "%s\\n" "${{COMPREPLY[@]}}"\n'
        done = subprocess.run([bash, "--norc", "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.split() == proposed

    @pytest.mark.parametrize("arguments", [[], ["tcsh"], ["bash", "zsh"]])
    def test_wrong_use(self, deplint: Run, arguments: list[str]) -> None:
        assert deplint("completion", *arguments) == (2, "", "deplint: `deplint completion` needs `bash`, `zsh` or `fish`\n")
