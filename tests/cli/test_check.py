"""`deplint check`: what goes in, what comes out on which stream, and the exit code."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "tuple[int, str, str]"]
Write = Callable[..., Path]
CONCISE = ("--output-format", "concise", "-q")


def codes(out: str) -> list[tuple[str, str]]:
    """The path and code of each finding of a JSON report."""
    return [(found["path"], found["code"]) for found in json.loads(out)["diagnostics"]]


class TestExitCodes:
    def test_clean(self, write: Write, deplint: Run) -> None:
        write({"requirements.txt": "six==1.16.0\n"})
        assert deplint() == (0, "Found nothing to report in 1 file.\n", "")

    def test_findings(self, tiny: Path, deplint: Run) -> None:
        status, out, err = deplint()
        assert (status, err) == (1, "")
        assert "warning[DPL101 unpinned]" in out

    @pytest.mark.parametrize(
        ("arguments", "status"),
        [(["--exit-zero"], 0), (["--fail-on", "error"], 0), (["--fail-on=info"], 1), (["--fail-on=warning"], 1), (["--ignore", "ALL"], 0)],
    )
    def test_what_counts(self, tiny: Path, deplint: Run, arguments: list[str], status: int) -> None:
        assert deplint(*arguments)[0] == status

    def test_information_alone_does_not_fail(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text('[rules.unpinned]\nseverity = "info"\n')
        status, out, _ = deplint("--select", "DPL101")
        assert (status, "info[DPL101 unpinned]" in out) == (0, True)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["nowhere"], "`nowhere` does not exist"),
            (["-q", "rule"], "`rule` does not exist; commands come before all options: `deplint rule ...`"),
            ([""], "`` is no path"),
            (["-"], "`-` needs --stdin-filename, so that deplint knows what it reads"),
            (["--stdin-filename", "a.txt", "b.txt"], "--stdin-filename takes the place of a PATH"),
            (["--selct", "X"], "unknown option `--selct`, did you mean `--select`? (see `deplint --help`)"),
            (["--select"], "--select: expected one argument (see `deplint --help`)"),
            (["--select", "DPL1O1"], "--select: unknown rule `DPL1O1`, did you mean `DPL101`?"),
            (["--ignore", "DPL1,unpined"], "--ignore: unknown rule `unpined`, did you mean `unpinned`?"),
            (["--profile", "x"], "--profile must be `default`, `strict` or `pedantic`, not `x`"),
            (["--fail-on=never"], "--fail-on must be `error`, `warning` or `info`, not `never`"),
            (["--output-format", "xml"], "--output-format must be `auto`, `text`, `concise`, `grouped`, `json`, `json-lines`, `sarif`, `github`, `gitlab`, `azure`, `teamcity`, `rdjson`, `junit`, `checkstyle`, `sonar`, `pylint` or `markdown`, not `xml`"),
            (["--output", "json"], "--output must be FORMAT=FILE, such as `sarif=report.sarif`, not `json`"),
            (["--output", "sariff=x"], "--output: there is no format `sariff`, did you mean `sarif`?"),
            (["--output", "json=missing/x"], "--output: the folder of `missing/x` does not exist"),
            (["--output", "json=."], "--output: `.` is a folder; name a file in it"),
            (["--config", "missing.toml"], "missing.toml: does not exist"),
            (["--config", "a.toml", "--config", "b.toml"], "--config can name one file only, not `a.toml` and `b.toml`"),
            (["--config", "a.toml", "--isolated"], "--isolated is without any configuration file, but --config names one"),
            (["--config", "profil=strict"], "--config profil: unknown key `profil`, did you mean `profile`?"),
            (["--statistics", "--output-format=json"], "--statistics is a text; it does not go with the format `json`"),
        ],
    )
    def test_wrong_use(self, tiny: Path, deplint: Run, arguments: list[str], message: str) -> None:
        assert deplint(*arguments) == (2, "", f"deplint: {message}\n")

    def test_wrong_configuration(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text("\nselct = []\n")
        assert deplint() == (2, "", "deplint: deplint.toml:2:1: unknown key `selct`, did you mean `select`?\n")

    def test_something_broken(self, tiny: Path, deplint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("deplint.engine.lint", lambda *_, **__: 1 / 0)
        status, out, err = deplint()
        assert (status, out) == (3, "")
        assert err == "deplint: deplint broke on ZeroDivisionError: division by zero; run with --debug to see where\n"
        assert "Traceback (most recent call last)" in deplint("--debug")[2]

    def test_a_broken_rule(self, tiny: Path, deplint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("deplint.rules.pins.unpinned.Unpinned.check", lambda *_: (1 / each for each in (0,)))
        status, out, err = deplint("--exit-zero")
        assert (status, err) == (3, "")
        assert "not checked" in out and "Traceback" in deplint("--debug")[2]

    def test_interrupted(self, tiny: Path, deplint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("deplint.engine.lint", interrupt)
        assert deplint() == (130, "", "deplint: interrupted\n")

    def test_a_folder_that_is_gone(self, tiny: Path, process: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
        if os.name == "nt":
            pytest.skip("Windows keeps it")
        script = "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); from deplint.cli import main; sys.exit(main([]))"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (2, b"deplint: the current folder does not exist any more\n")


class TestPaths:
    def test_check_is_the_default_command(self, tiny: Path, deplint: Run) -> None:
        assert deplint("check", ".") == deplint(".") == deplint() == deplint("--", ".") == deplint("check", "--")

    def test_a_path_that_is_called_like_a_command(self, write: Write, deplint: Run) -> None:
        write({"rule/requirements.txt": "requests\n", "files": "requests\n"})
        assert "rule/requirements.txt:1:1" in deplint(*CONCISE, "./rule")[1]
        assert "files:1:1" in deplint(*CONCISE, "./files")[1]
        assert "rule/requirements.txt:1:1" in deplint("check", "rule", *CONCISE)[1]

    def test_options_may_stand_between_paths(self, write: Write, deplint: Run) -> None:
        write({"a/requirements.txt": "requests\n", "b/requirements.txt": "requests\n", "c/requirements.txt": "requests\n"})
        out = deplint("a", "--output-format", "json", "b")[1]
        assert [path for path, _ in codes(out)] == ["a/requirements.txt", "b/requirements.txt"]

    def test_a_file_alone(self, write: Write, deplint: Run) -> None:
        write({"requirements.txt": "requests\n", "other-requirements.txt": "requests\n"})
        assert [path for path, _ in codes(deplint("requirements.txt", "--output-format=json")[1])] == ["requirements.txt"]

    def test_a_named_file_of_any_name(self, write: Write, deplint: Run) -> None:
        write({"pins.txt": "requests\n"})
        assert deplint(*CONCISE)[1] == ""
        assert "pins.txt:1:1" in deplint(*CONCISE, "pins.txt")[1]

    def test_a_named_file_that_is_nothing_to_deplint(self, write: Write, deplint: Run) -> None:
        write({"README.md": "requests\n", "requirements.txt": "requests\n"})
        status, out, err = deplint("README.md", *CONCISE)
        assert (status, out, err) == (0, "", "deplint: `README.md` is not a file that deplint reads\n")

    def test_shows_paths_as_seen_from_the_current_folder(self, write: Write, deplint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        root = write({"a/requirements.txt": "requests\n", "b/x": ""})
        monkeypatch.chdir(root / "b")
        assert deplint("../a", *CONCISE)[1].startswith("../a/requirements.txt:1:1")
        assert deplint(str(root / "a"), *CONCISE)[1].startswith("../a/requirements.txt:1:1")

    @pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
    def test_a_sub_folder_gives_what_the_whole_repository_gives_for_it(
        self, write: Write, deplint: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = write({
            "requirements.txt": "-r deps/base.txt\n",
            "constraints.txt": "idna==3.7\n",
            "deps/base.txt": "-c ../constraints.txt\nidna\nrequests\n",
            "service/requirements.txt": "flask\n-r ../deps/base.txt\n",
        })  # fmt: skip
        subprocess.run(["git", "init", "-q"], check=True, cwd=root)
        whole = json.loads(deplint("--output-format", "json")[1])["diagnostics"]
        for folder in ("deps", "service"):
            monkeypatch.chdir(root / folder)
            part = json.loads(deplint("--output-format", "json")[1])["diagnostics"]
            monkeypatch.chdir(root)
            named = json.loads(deplint(folder, "--output-format", "json")[1])["diagnostics"]
            expected = [found for found in whole if found["path"].startswith(f"{folder}/")]
            assert named == expected
            assert [(found["code"], found["message"], found["start"], found["fingerprint"]) for found in part] == [
                (found["code"], found["message"], found["start"], found["fingerprint"]) for found in expected
            ]

    def test_several_repositories_at_once(self, write: Write, deplint: Run) -> None:
        root = write({"a/requirements.txt": "requests\n", "b/requirements.txt": "requests\n", "c/requirements.txt": "requests\n"})
        for folder in ("a", "b"):
            (root / folder / ".git").mkdir()
        assert [path for path, _ in codes(deplint("a", "b", "--output-format", "json")[1])] == ["a/requirements.txt", "b/requirements.txt"]

    @pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
    def test_a_link_to_a_folder_is_followed_if_named(self, write: Write, deplint: Run) -> None:
        root = write({"a/requirements.txt": "requests\n"})
        (root / "link").symlink_to("a")
        assert deplint("link", *CONCISE)[1].startswith("a/requirements.txt:1:1")

    def test_a_folder_called_like_a_file_is_a_finding(self, write: Write, deplint: Run) -> None:
        (write() / "requirements.txt").mkdir()
        status, out, err = deplint(*CONCISE)
        assert (status, err) == (1, "")
        assert "is a folder, not a file" in out

    def test_nothing_to_lint(self, write: Write, deplint: Run) -> None:
        write()
        assert deplint() == (0, "Found no file that declares or installs dependencies.\n", "")


class TestOutput:
    @pytest.mark.parametrize("name", ["text", "concise", "json", "sarif", "github", "markdown"])
    def test_every_format_goes_to_standard_output(self, tiny: Path, deplint: Run, name: str) -> None:
        status, out, err = deplint("--output-format", name)
        assert (status, err) == (1, "")
        assert "DPL101" in out or "unpinned" in out

    def test_several_reports_in_one_run(self, tiny: Path, deplint: Run) -> None:
        status, out, _ = deplint("--output", "json=a.json", "--output=sarif=b.sarif", "--output-format", "concise")
        assert (status, out.startswith("requirements.txt:1:1")) == (1, True)
        assert codes((tiny / "a.json").read_text()) == [("requirements.txt", "DPL101")]
        assert json.loads((tiny / "b.sarif").read_text())["version"] == "2.1.0"
        assert sorted(os.listdir(tiny)) == ["a.json", "b.sarif", "requirements.txt"]

    def test_a_report_replaces_another_and_keeps_its_mode(self, tiny: Path, deplint: Run) -> None:
        (tiny / "a.json").write_text("old")
        (tiny / "a.json").chmod(0o640)
        deplint("--output", "json=a.json")
        assert json.loads((tiny / "a.json").read_text())["version"] == 1
        assert os.name == "nt" or (tiny / "a.json").stat().st_mode & 0o777 == 0o640

    @pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")
    def test_a_report_goes_through_no_link(self, tiny: Path, deplint: Run) -> None:
        (tiny / "a.json").symlink_to("requirements.txt")
        status, out, err = deplint("--output", "json=a.json")
        assert (status, out, err) == (2, "", "deplint: --output: `a.json` is a symbolic link; name the file itself\n")

    @pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")
    def test_a_report_to_a_device_leaves_the_device(self, tiny: Path, deplint: Run) -> None:
        assert deplint("--output", f"json={os.devnull}")[0] == 1
        assert not os.path.isfile(os.devnull)

    def test_a_report_that_cant_be_written_is_told_after_the_one_that_can(
        self, tiny: Path, deplint: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("deplint.cli.output.os.replace", fail)
        status, out, err = deplint("--output", "json=a.json")
        assert (status, "DPL101" in out) == (2, True)
        assert err.endswith("a.json` can't be written: no space left on device\n")
        assert os.listdir(tiny) == ["requirements.txt"]

    def test_quiet(self, tiny: Path, deplint: Run) -> None:
        assert "Found" not in deplint("-q")[1]
        assert deplint("-q", "--ignore", "ALL") == (0, "", "")

    def test_verbose_tells_on_standard_error(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text('fail-on = "error"\n')
        status, out, err = deplint("--verbose", "--profile", "pedantic")
        assert status == 0
        assert f"{tiny}: 1 file" in err and "settings from --profile, deplint.toml" in err and "deplint.toml" not in out

    def test_statistics(self, tiny: Path, deplint: Run) -> None:
        assert deplint("--statistics", "-q", "--select", "DPL101") == (1, "1  DPL101  warning  unpinned\n", "")

    def test_the_same_bytes_twice(self, tiny: Path, deplint: Run) -> None:
        assert deplint("--output-format", "sarif") == deplint("--output-format", "sarif")


class TestColor:
    def test_none_in_a_pipe(self, tiny: Path, deplint: Run) -> None:
        assert "\x1b" not in deplint()[1]

    @pytest.mark.parametrize(
        ("environment", "arguments", "colored"),
        [
            ({}, ["--color", "always"], True),
            ({"NO_COLOR": "1"}, ["--color=always"], True),
            ({"FORCE_COLOR": "1"}, [], True),
            ({"CLICOLOR_FORCE": "1"}, [], True),
            ({"FORCE_COLOR": "0"}, [], False),
            ({"FORCE_COLOR": ""}, [], False),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
            ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
            ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ],
    )
    def test_who_decides(
        self, tiny: Path, deplint: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], arguments: list[str], colored: bool
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert ("\x1b[" in deplint(*arguments)[1]) is colored

    @pytest.mark.parametrize(("terminal", "colored"), [("xterm", True), ("dumb", False)])
    def test_a_terminal(self, monkeypatch: pytest.MonkeyPatch, terminal: str, colored: bool) -> None:
        from deplint.cli.output import wants_color

        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda: True)
        monkeypatch.setenv("TERM", terminal)
        assert wants_color("auto", stream) is colored


class TestConfiguration:
    def test_the_nearest_file_counts(self, write: Write, deplint: Run) -> None:
        write({"a/requirements.txt": "requests\n", "a/deplint.toml": "select = []\n", "deplint.toml": 'select = ["DPL101"]\n'})
        assert deplint("a", *CONCISE)[0] == 0
        assert deplint(".", *CONCISE)[0] == 1

    def test_isolated_is_without_it(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text("nonsense = 1\n")
        assert deplint("--isolated")[0] == 1

    def test_a_named_file_takes_its_place(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text("nonsense = 1\n")
        (tiny / "other.toml").write_text('ignore = ["DPL101"]\n')
        assert deplint("--config", "other.toml", *CONCISE)[:2] == (0, "")

    def test_globs_of_a_named_file_start_at_the_current_folder(self, write: Write, deplint: Run) -> None:
        write({"ci/deplint.toml": 'exclude = ["old/*.txt"]\n', "old/requirements.txt": "requests\n"})
        assert deplint("--config", "ci/deplint.toml", *CONCISE)[0] == 0

    def test_single_keys(self, tiny: Path, deplint: Run) -> None:
        assert deplint("--config", 'ignore=["DPL101"]', *CONCISE)[0] == 0
        assert deplint("--config", "output-format=concise", "-q")[1].startswith("requirements.txt:1:1")
        assert deplint("--config", 'exclude=["requirements.txt"]', *CONCISE)[0] == 0

    def test_the_command_line_is_stronger(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text('ignore = ["DPL101"]\nfail-on = "error"\n')
        assert deplint("--select", "DPL101", "--fail-on", "warning")[0] == 1

    def test_excluded_files_are_linted_if_named_but_not_by_force(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text('exclude = ["*.txt"]\n')
        assert deplint()[0] == 0
        assert deplint("requirements.txt")[0] == 1
        assert deplint("requirements.txt", "--force-exclude") == (0, "Found no file that declares or installs dependencies.\n", "")

    def test_show_settings_says_where_each_comes_from(self, tiny: Path, deplint: Run) -> None:
        (tiny / "deplint.toml").write_text('profile = "strict"\nper-file-ignores = { "a" = ["DPL0"] }\n')
        status, out, err = deplint("--show-settings", "--select", "DPL101", "--config", "fail-on=info")
        assert (status, err) == (0, "")
        for line in (
            'select = ["DPL101"]  # --select',
            'profile = "strict"  # deplint.toml:1:1',
            'fail-on = "info"  # --config fail-on',
            'per-file-ignores = {"a" = ["DPL0"]}  # deplint.toml:2:1',
            "exclude = []  # default",
            "# 1 rule selected:",
            "#   DPL101 unpinned",
        ):
            assert line in out.splitlines()


class TestStandardInput:
    @pytest.fixture
    def feed(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
        def set_input(content: bytes) -> None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

        return set_input

    def test_takes_the_place_of_the_file(self, write: Write, deplint: Run, feed: Callable[[bytes], None]) -> None:
        write({"requirements.txt": "six==1.16.0\n"})
        feed(b"six==1.16.0\nrequests\n")
        assert deplint("--stdin-filename", "requirements.txt", *CONCISE)[1].startswith("requirements.txt:2:1")

    def test_knows_the_project_around_it(self, write: Write, deplint: Run, feed: Callable[[bytes], None]) -> None:
        write({"requirements.txt": "-c deps/constraints.txt\nidna\n", "deps/constraints.txt": "idna==3.7\n", "x/requirements.txt": "six\n"})
        feed(b"-c deps/constraints.txt\nidna\nflask\n")
        out = deplint("--stdin-filename", "requirements.txt", "-", "--output-format", "json")[1]
        found = [(each["path"], each["start"]["line"]) for each in json.loads(out)["diagnostics"] if each["code"] == "DPL101"]
        assert found == [("requirements.txt", 3)]

    def test_the_file_need_not_exist(self, write: Write, deplint: Run, feed: Callable[[bytes], None]) -> None:
        write()
        feed(b"requests\n")
        assert deplint("--stdin-filename", "new/requirements.txt", *CONCISE)[1].startswith("new/requirements.txt:1:1")

    def test_odd_bytes_are_a_finding(self, write: Write, deplint: Run, feed: Callable[[bytes], None]) -> None:
        write()
        feed(b"\0\xff")
        assert "DPL001" in deplint("--stdin-filename", "requirements.txt", *CONCISE)[1]


@pytest.mark.parametrize(
    ("mark", "begin"), [("GITHUB_ACTIONS", "::warning "), ("TF_BUILD", "##vso["), ("TEAMCITY_VERSION", "##teamcity["), ("", "warning[")]
)
def test_auto_is_what_the_ci_shows(tiny: Path, deplint: Run, monkeypatch: pytest.MonkeyPatch, mark: str, begin: str) -> None:
    for each in ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"):
        monkeypatch.delenv(each, raising=False)
    if mark:
        monkeypatch.setenv(mark, "true")
    assert deplint("--output-format", "auto")[1].startswith(begin)
