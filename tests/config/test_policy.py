"""The table `policy`, and files that extend others: what is read, what is refused, and where its entries stand."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from deplint.config import Config, ConfigError, configured
from deplint.config.files import from_text, layers_of
from deplint.engine import lint
from deplint.plugins import Catalogue, builtin
from deplint.tree import DiskTree

Rules = Callable[[], Catalogue]


def config(text: str) -> Config:
    return configured([from_text(text, builtin)], builtin)


def put(root: Path, path: str, text: str) -> str:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return str(root / path)


def of_file(path: str, root: Path) -> Config:
    return configured(layers_of(path, os.path.relpath(path, root), builtin), builtin, root=str(root))


def test_nothing_is_said_by_default() -> None:
    assert config('profile = "strict"').policy is None


def test_lists_and_bans() -> None:
    policy = config("""
        [policy]
        allowed-indexes = ["https://pypi.org/simple"]
        allowed-git = []
        cooldown = "2 weeks"
        [policy.banned]
        PyCrypto = { reason = "dead", use-instead = "pycryptodome", unless = ["x"], versions = "<3" }
        six = "no Python 2"
    """).policy
    assert policy is not None
    assert (policy.indexes, policy.git, policy.channels, policy.cooldown) == (("https://pypi.org/simple",), (), None, 14)
    first, second = policy.banned
    assert (first.name, first.reason, first.use, first.versions, first.unless) == ("pycrypto", "dead", "pycryptodome", "<3", ("x",))
    assert (second.name, second.reason, second.use) == ("six", "no Python 2", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policy = 1", "deplint.toml:1:10: `policy` must be a table of policies, not an integer"),
        ("policy.allow = []", "deplint.toml:1:8: unknown key `policy.allow`"),
        ("policy.allowed-index = []", "deplint.toml:1:8: unknown key `policy.allowed-index`, did you mean `allowed-indexes`?"),
        ("policy.allowed-git = [1]", "deplint.toml:1:23: `policy.allowed-git` must be a list of strings, not one with an integer"),
        ("policy.banned.x = 1", "deplint.toml:1:19: `policy.banned.x` must be a table of"),
        ('policy.banned.x = { why = "" }', "deplint.toml:1:21: unknown key `policy.banned.x.why`"),
        ('policy.banned.x = { versions = "new" }', "deplint.toml:1:32: `new` is no version specifier, such as `<2`"),
        ('policy.banned."x y" = ""', "deplint.toml:1:15: `x y` is no name of a package"),
        ('policy.cooldown = "soon"', "deplint.toml:1:19: `policy.cooldown` must be a number of days or weeks, such as `7d`, not `soon`"),
        ("policy.cooldown = 7", "deplint.toml:1:19: `policy.cooldown` must be a string, not an integer"),
        ("extend = 1", "deplint.toml:1:10: `extend` must be a string, not an integer"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        config(text)
    assert str(error.value).startswith(message)


def test_a_shared_file_is_weaker_and_its_policy_adds_up(tmp_path: Path) -> None:
    put(tmp_path, "shared/base.toml", 'profile = "strict"\nfail-on = "info"\n[policy]\nallowed-git = ["git.acme.example"]\n')
    path = put(tmp_path, "app/deplint.toml", 'extend = "../shared/base.toml"\nfail-on = "error"\n[policy]\nallowed-git = ["github.com/a"]\n')
    found = of_file(path, tmp_path / "app")
    assert (found.profile, found.fail_on) == ("strict", "error")
    assert found.policy is not None
    assert found.policy.git == ("git.acme.example", "github.com/a")
    shared, own = found.policy.git
    assert shared.location is None
    assert own.location is not None
    assert own.location.path == "deplint.toml"


def test_globs_of_a_shared_file_are_those_of_the_project(tmp_path: Path) -> None:
    put(tmp_path, "shared/base.toml", 'exclude = ["legacy/**"]\n')
    path = put(tmp_path, "app/deplint.toml", 'extend = "../shared/base.toml"\n')
    found = of_file(path, tmp_path / "app")
    assert found.excludes("legacy/requirements.txt")


def test_a_pyproject_can_extend_and_be_extended(tmp_path: Path) -> None:
    put(tmp_path, "base/pyproject.toml", '[tool.deplint]\nprofile = "pedantic"\n')
    path = put(tmp_path, "app/pyproject.toml", '[tool.deplint]\nextend = "../base/pyproject.toml"\n')
    assert of_file(path, tmp_path).profile == "pedantic"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("https://acme.example/policy.toml", "`extend` must be a file on this machine, not the address `https://acme.example/policy.toml`"),
        ("/etc/passwd", "`extend` must name a TOML file, such as `../policy.toml`, not `/etc/passwd`"),
        ("missing.toml", "`extend` names `missing.toml`, which is not there"),
        ("folder.toml", "`extend` names `folder.toml`, which is not there"),
        ("deplint.toml", "`extend` leads back to a file that extends this one: deplint.toml -> deplint.toml"),
    ],
)
def test_what_cannot_be_extended(tmp_path: Path, value: str, message: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    path = put(tmp_path, "deplint.toml", f'extend = "{value}"\n')
    with pytest.raises(ConfigError) as error:
        of_file(path, tmp_path)
    assert str(error.value) == f"deplint.toml:1:1: {message}"


def test_a_circle_of_several_files_ends(tmp_path: Path) -> None:
    path = put(tmp_path, "deplint.toml", 'extend = "a/b.toml"\n')
    put(tmp_path, "a/b.toml", 'profile = "strict"\nextend = "../deplint.toml"\n')
    with pytest.raises(ConfigError) as error:
        of_file(path, tmp_path)
    assert str(error.value) == (
        "a/b.toml:2:1: `extend` leads back to a file that extends this one: deplint.toml -> a/b.toml -> deplint.toml"
    )


def test_an_error_in_a_shared_file_is_told_there(tmp_path: Path) -> None:
    path = put(tmp_path, "deplint.toml", 'extend = "base.toml"\n')
    put(tmp_path, "base.toml", "\npolicies = 1\n")
    with pytest.raises(ConfigError, match=r"^base\.toml:2:1: unknown key `policies`"):
        of_file(path, tmp_path)


def test_unmatched_entries_point_into_the_file_and_not_into_a_shared_one(tmp_path: Path) -> None:
    put(tmp_path, "base.toml", '[policy]\nallowed-git = ["git.acme.example"]\n')
    path = put(tmp_path, "deplint.toml", 'extend = "base.toml"\n[policy]\nallowed-git = ["github.com/acme"]\n')
    put(tmp_path, "requirements.txt", "requests==2.32.3\n")
    report = lint(DiskTree(str(tmp_path)), of_file(path, tmp_path))
    (found,) = [each for each in report.diagnostics if each.name == "unmatched-policy-entry"]
    assert (found.location.path, report.start(found.location)) == ("deplint.toml", (3, 17))
    assert "github.com/acme" in found.message
