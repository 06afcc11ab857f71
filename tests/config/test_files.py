"""Which file the configuration comes from, and what is wrong with one that can't be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from deplint.config import ConfigError, configured
from deplint.config.files import from_file, is_assignment, nearest
from deplint.plugins import Catalogue

Rules = Callable[[], Catalogue]
TABLE = '[tool.deplint]\nprofile = "strict"\n'


def put(root: Path, path: str, text: str = "") -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
    return root / path


@pytest.mark.parametrize("name", [".deplint.toml", "deplint.toml"])
def test_finds_the_nearest_file_upwards(tmp_path: Path, name: str) -> None:
    expected = put(tmp_path, f"a/{name}")
    put(tmp_path, "deplint.toml")
    (tmp_path / "a" / "b").mkdir()
    assert nearest(str(tmp_path / "a" / "b")) == str(expected)


def test_passes_over_a_pyproject_without_the_table(tmp_path: Path) -> None:
    put(tmp_path, "pyproject.toml", TABLE)
    put(tmp_path, "a/pyproject.toml", '[project]\nname = "deplint-plugin"\n')
    assert nearest(str(tmp_path / "a")) == str(tmp_path / "pyproject.toml")


@pytest.mark.parametrize(
    "text", [TABLE, 'tool.deplint.profile = "x"', "[tool]\ndeplint = {}", '["tool" . "deplint"]', "[tool.deplint.rules.x]"]
)
def test_knows_the_table_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert nearest(str(tmp_path)) != (path := str(put(tmp_path, "pyproject.toml", text)))
    assert nearest(str(tmp_path)) == path


def test_a_broken_pyproject_counts_only_if_it_has_the_table(tmp_path: Path) -> None:
    put(tmp_path, "pyproject.toml", "[project\n# deplint")
    assert nearest(str(tmp_path), str(tmp_path)) == ""
    put(tmp_path, "pyproject.toml", "[tool.deplint]\nx = [")
    assert nearest(str(tmp_path), str(tmp_path)) == str(tmp_path / "pyproject.toml")


def test_a_file_of_its_own_comes_before_pyproject(tmp_path: Path) -> None:
    put(tmp_path, "pyproject.toml", TABLE)
    put(tmp_path, "deplint.toml")
    assert nearest(str(tmp_path)) == str(tmp_path / "deplint.toml")


def test_looks_no_higher_than_the_top(tmp_path: Path) -> None:
    put(tmp_path, "deplint.toml")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert nearest(str(tmp_path / "a" / "b"), str(tmp_path / "a")) == ""


def test_a_folder_of_that_name_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "deplint.toml").mkdir()
    assert nearest(str(tmp_path), str(tmp_path)) == ""


def test_places_in_pyproject_are_those_of_the_file(tmp_path: Path, rules: Rules) -> None:
    path = put(tmp_path, "pyproject.toml", '[project]\nname = "x"\n\n[tool.deplint]\nselct = []\n')
    with pytest.raises(ConfigError, match=r"^sub/pyproject\.toml:5:1: unknown key `selct`, did you mean `select`\?$"):
        from_file(str(path), "sub/pyproject.toml", rules)


def test_the_table_must_be_a_table(tmp_path: Path, rules: Rules) -> None:
    path = put(tmp_path, "pyproject.toml", "[tool]\ndeplint = 1\n")
    with pytest.raises(ConfigError, match=r"^p:2:11: `tool\.deplint` must be a table, not an integer$"):
        from_file(str(path), "p", rules)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe", "c: is not valid UTF-8"), (b"x = \n", "c:1:5: invalid value"), (b"a=" + b"[" * 100_000, "c:1:103: values are nested")],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, rules: Rules, content: bytes, message: str) -> None:
    (tmp_path / "c.toml").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        from_file(str(tmp_path / "c.toml"), "c", rules)
    assert str(caught.value).startswith(message)


def test_a_byte_order_mark_is_no_error(tmp_path: Path, rules: Rules) -> None:
    (tmp_path / "deplint.toml").write_bytes(b'\xef\xbb\xbfprofile = "strict"\n')
    ((setting),) = from_file(str(tmp_path / "deplint.toml"), "deplint.toml", rules)
    assert (setting.value, setting.origin, setting.base) == ("strict", "deplint.toml:1:1", str(tmp_path))


def test_a_missing_file_is_refused(tmp_path: Path, rules: Rules) -> None:
    with pytest.raises(ConfigError, match=r"^x\.toml: does not exist$"):
        from_file(str(tmp_path / "x.toml"), "x.toml", rules)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")
def test_a_fifo_is_refused(tmp_path: Path, rules: Rules) -> None:
    os.mkfifo(tmp_path / "deplint.toml")
    assert nearest(str(tmp_path), str(tmp_path)) == ""
    with pytest.raises(ConfigError, match="is not a regular file"):
        from_file(str(tmp_path / "deplint.toml"), "deplint.toml", rules)


@pytest.mark.parametrize(
    ("folder", "root", "path", "covered"),
    [
        ("", "", "deps/a.txt", True),
        ("", "", "sub/deps/a.txt", False),
        ("sub", "", "sub/deps/a.txt", True),
        ("sub", "", "deps/a.txt", False),
        ("", "deps", "a.txt", True),
        ("", "sub", "a.txt", False),
    ],
)
def test_globs_start_at_the_folder_of_their_file(
    tmp_path: Path, rules: Rules, folder: str, root: str, path: str, covered: bool
) -> None:
    file = put(tmp_path, f"{folder}/deplint.toml".lstrip("/"), 'exclude = ["deps/*.txt"]')
    config = configured([from_file(str(file), "c", rules)], rules, root=str(tmp_path / root))
    assert config.excludes(path) is covered


@pytest.mark.parametrize(
    ("text", "assignment"),
    [("select=[]", True), ("rules.a-b.c = 1", True), ("x.toml", False), ("dir/x.toml", False), ("=", False), ('files."a/*.txt"=1', True)],
)
def test_an_argument_is_a_file_or_an_assignment(text: str, assignment: bool) -> None:
    assert is_assignment(text) is assignment
