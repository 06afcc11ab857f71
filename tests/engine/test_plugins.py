"""Rules are found by where they stand; plugins by their metadata, and one that fails is named and takes nothing along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deplint.plugins import (
    Announcement,
    BrokenRuleError,
    Catalogue,
    Entry,
    Failure,
    builtin,
    entry_points,
    joined,
    rule_in,
    rules_in,
    site_folders,
)

Package = Callable[..., tuple[str, Path]]
RULE = 'from deplint.rule import *\n\nclass {name}(Rule):\n    """Made up."""\n\n    code = "{code}"\n    severity = Severity.INFO\n{more}'


def rule(name: str, code: str, more: str = "") -> str:
    return RULE.format(name=name, code=code, more=more)


def found(package: Package, files: dict[str, str]) -> list[Entry | Failure]:
    name, folder = package(files)
    return list(rules_in(name, str(folder)))


def join(package: Package, files: dict[str, str], prefix: str = "ACME") -> Catalogue:
    name, _ = package(files)
    return joined(builtin(), [Announcement(prefix, name, "acme-deplint-1.0")])


def test_code_and_name_are_known_without_an_import(package: Package) -> None:
    (entry,) = found(package, {"family/made_up.py": rule("MadeUp", "ACME001") + "raise RuntimeError\n"})
    assert isinstance(entry, Entry)
    assert (entry.code, entry.name, entry.family, entry.profiles) == ("ACME001", "made-up", "family", ("default", "strict", "pedantic"))


@pytest.mark.parametrize(
    ("written", "profiles"),
    [
        ("", ("default", "strict", "pedantic")),
        ("profiles = ALWAYS", ("default", "strict", "pedantic")),
        ('profiles = ("strict",)', ("strict",)),
        ('profiles = ("strict", "pedantic")', ("strict", "pedantic")),
        ("profiles = ()", ()),
        ('profiles: tuple[str, ...] = ("strict",)', ("strict",)),
        ('profiles = (\n        "strict",\n    )', ("strict",)),
        ('profiles = tuple(["strict"])', ("strict",)),
    ],
)
def test_profiles_are_known_however_they_are_written(package: Package, written: str, profiles: tuple[str, ...]) -> None:
    (entry,) = found(package, {"made_up.py": rule("MadeUp", "ACME001", f"    {written}\n")})
    assert isinstance(entry, Entry) and entry.profiles == profiles


def test_names_with_an_underscore_hold_no_rules(package: Package) -> None:
    assert found(package, {"_words.py": "", "family/_words.py": "", "_family/made_up.py": ""}) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "has no rule class `MadeUp`"),
        ("class MadeUp: pass\n", "has no rule class `MadeUp`"),
        ("from deplint.rule import *\nclass MadeUp(Rule): pass\n", "has no code or no severity"),
        ("raise ValueError('gone')\n", "ValueError: gone"),
        ("raise SystemExit\n", "SystemExit"),
        ("class MadeUp(\n", "SyntaxError"),
    ],
)
def test_a_file_without_a_rule_is_a_failure(package: Package, text: str, reason: str) -> None:
    (failure,) = found(package, {"made_up.py": text})
    assert isinstance(failure, Failure) and reason in failure.reason


def test_a_code_that_the_class_does_not_have_is_refused(package: Package) -> None:
    (entry,) = found(package, {"made_up.py": rule("MadeUp", "ACME001", "MadeUp.code = 'ACME002'\n")})
    with pytest.raises(BrokenRuleError, match="ACME002"):
        assert isinstance(entry, Entry) and entry.load()


def test_a_module_without_a_rule_is_refused() -> None:
    with pytest.raises(BrokenRuleError, match="has no rule class `Model`"):
        rule_in("deplint.model")


def test_rules_of_a_plugin_join_the_own_ones(package: Package) -> None:
    catalogue = join(package, {"made_up.py": rule("MadeUp", "ACME001")})
    assert len(catalogue.entries) == len(builtin().entries) + 1
    entry = catalogue.find("made-up")
    assert entry and (entry.code, entry.origin) == ("ACME001", "acme-deplint-1.0")


@pytest.mark.parametrize("prefix", ["DPL", "DPLX", "D", "acme", "AC ME", ""])
def test_a_prefix_that_is_taken_or_none_is_refused(package: Package, prefix: str) -> None:
    catalogue = join(package, {"made_up.py": rule("MadeUp", f"{prefix}001")}, prefix)
    assert catalogue.entries == builtin().entries
    assert [failure.origin for failure in catalogue.failures] == ["acme-deplint-1.0"]


def test_a_prefix_belongs_to_the_first_plugin_that_claims_it(package: Package) -> None:
    first, _ = package({"made_up.py": rule("MadeUp", "ACME001")})
    second, _ = package({"made_up_too.py": rule("MadeUpToo", "ACME002")})
    catalogue = joined(builtin(), [Announcement("ACME", first, "first-1"), Announcement("ACME", second, "second-1")])
    assert catalogue.find("ACME001") and not catalogue.find("ACME002")
    assert [failure.origin for failure in catalogue.failures] == ["second-1"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"made_up.py": rule("MadeUp", "OTHER001")}, "does not start with its prefix `ACME`"),
        ({"unused_suppression.py": rule("UnusedSuppression", "ACME001")}, "there is a rule `unused-suppression` already"),
        ({"made_up.py": "import nothing_of_that_name\n"}, "ModuleNotFoundError"),
        ({"__init__.py": "raise OSError('no disk')\n"}, "OSError: no disk"),
        ({}, "no rule in it"),
    ],
)
def test_a_plugin_that_fails_is_named_and_takes_nothing_along(package: Package, files: dict[str, str], reason: str) -> None:
    catalogue = join(package, files)
    assert catalogue.entries == builtin().entries
    (failure,) = catalogue.failures
    assert failure.origin == "acme-deplint-1.0" and reason in failure.reason


def test_a_package_that_is_not_there_is_named() -> None:
    (failure,) = joined(builtin(), [Announcement("ACME", "nothing_of_that_name", "acme-1.0")]).failures
    assert failure.reason == "`nothing_of_that_name` can't be used: ModuleNotFoundError: No module named 'nothing_of_that_name'"


def test_one_bad_rule_leaves_the_others_of_its_plugin(package: Package) -> None:
    catalogue = join(package, {"bad.py": "", "made_up.py": rule("MadeUp", "ACME001")})
    assert catalogue.find("made-up") and len(catalogue.failures) == 1


def test_plugins_are_announced_by_their_metadata(tmp_path: Path) -> None:
    metadata = tmp_path / "acme_deplint-1.0.dist-info"
    metadata.mkdir()
    text = "[console_scripts]\nacme = acme:main\n\n[deplint.rules]\n# ours\nACME = acme.rules\n  B2=acme.more\n[other]\nC = c\n"
    (metadata / "entry_points.txt").write_text(text, encoding="utf-8")
    (tmp_path / "plain-1.0.dist-info").mkdir()
    assert list(entry_points([str(tmp_path), str(tmp_path / "nowhere")])) == [
        Announcement("ACME", "acme.rules", "acme_deplint-1.0"),
        Announcement("B2", "acme.more", "acme_deplint-1.0"),
    ]


def test_the_current_folder_is_no_place_for_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", ["", str(tmp_path), "/usr/lib/python3/dist-packages/", "/venv/lib/site-packages"])
    assert site_folders() == ["/usr/lib/python3/dist-packages/", "/venv/lib/site-packages"]


def test_rules_are_found_by_code_and_by_name() -> None:
    catalogue = builtin()
    assert catalogue.find("DPL010") is catalogue.find("unused-suppression") is not None
    assert catalogue.find("DPL") is None
