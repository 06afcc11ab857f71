"""Pipfile.lock beside its Pipfile. The hashes are what plette gave, with and without names in normal form."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deplint.freshness import Comparison

Compare = Callable[[dict[str, str]], Comparison]

PIPFILE = """\
[[source]]
name = "pypi"
url = "https://pypi.org/simple"
verify_ssl = true

[packages]
Flask_Login = "*"

[docs]
six = ">=1.15"

[requires]
python_version = "3.12"
"""
AS_WRITTEN = "06ddb9475e3ae842ee65fdb317b1ed090dcce61d61aac3307e69f880bd841f72"
IN_NORMAL_FORM = "fd02bde455841acbc211f618af4e5c06ce51431aa076467e0ed7435d0a348491"
SHORT = '[packages]\nsix = ">=1.15"\n'
OF_SHORT = "b19c696494038314a1718183b905dc24f3806b4de978381d71a3d3c9eff6daec"
SOURCES = [{"name": "pypi", "url": "https://pypi.org/simple", "verify_ssl": True}]
SIX = {"hashes": ["sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"], "index": "pypi", "version": "==1.17.0"}


def lock(hash: str, python: str = "3.12", **sections: Any) -> str:
    meta: dict[str, Any] = {"pipfile-spec": 6, "requires": {"python_version": python} if python else {}, "sources": SOURCES}
    if hash:
        meta["hash"] = {"sha256": hash}
    return json.dumps({"_meta": dict(sorted(meta.items())), "default": {}, "develop": {}, **sections}, indent=4)


LOCKED: dict[str, Any] = {"default": {"flask-login": {"version": "==0.6.3"}}, "docs": {"six": SIX}}


def kinds(found: Comparison) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in found.differences]


@pytest.mark.parametrize("hash", [AS_WRITTEN, IN_NORMAL_FORM])
def test_every_way_to_hash_counts(compare: Compare, hash: str) -> None:
    assert compare({"Pipfile": PIPFILE, "Pipfile.lock": lock(hash, **LOCKED)}) == Comparison()


def test_names_may_change_their_form_since_2026(compare: Compare) -> None:
    files = {"Pipfile": PIPFILE.replace("Flask_Login", "FLASK-login"), "Pipfile.lock": lock(IN_NORMAL_FORM, **LOCKED)}
    assert compare(files) == Comparison()


def test_names_as_written_may_not(compare: Compare) -> None:
    files = {"Pipfile": PIPFILE.replace("Flask_Login", "FLASK-login"), "Pipfile.lock": lock(AS_WRITTEN, **LOCKED)}
    assert kinds(compare(files)) == [("inputs", "Pipfile.lock")]


@pytest.mark.parametrize(
    "more", ["", "[requires]\n", "[dev-packages]\n", "[scripts]\nrun = 'x'\n", "[pipenv]\nallow_prereleases = true\n", "# é\n"]
)
def test_what_is_not_hashed_may_change(compare: Compare, more: str) -> None:
    assert compare({"Pipfile": f"{SHORT}\n{more}", "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})}) == Comparison()


def test_the_source_that_is_the_default_may_be_written_out(compare: Compare) -> None:
    head = PIPFILE.partition("[packages]")[0]
    assert compare({"Pipfile": head + SHORT, "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})}) == Comparison()


def test_a_new_category_is_not_overlooked(compare: Compare) -> None:
    found = compare({"Pipfile": f"{SHORT}\n[docs]\n", "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})})
    (difference,) = found.differences
    assert (difference.kind, "`docs` is new" in difference.message) == ("inputs", True)


def test_a_table_of_another_tool_is_no_category(compare: Compare) -> None:
    files = {"Pipfile": f"{SHORT}\n[tool.black]\nline-length = 88\n", "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})}
    assert compare(files) == Comparison()


def test_a_missing_package_is_named(compare: Compare) -> None:
    manifest = SHORT + 'rich = "*"\n'
    (difference,) = compare({"Pipfile": manifest, "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})}).differences
    assert (difference.kind, difference.help) == ("missing", "pipenv lock")
    assert manifest[difference.location.start : difference.location.end] == "rich"


def test_a_package_may_be_missing_in_its_section_alone(compare: Compare) -> None:
    files = {"Pipfile": f'{SHORT}\n[dev-packages]\nsix = "*"\n', "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})}
    (difference,) = compare(files).differences
    assert (difference.kind, "`develop`" in difference.message) == ("missing", True)


def test_a_pin_outside_the_specifier_is_named(compare: Compare) -> None:
    text = lock(OF_SHORT, "", default={"six": SIX})
    (difference,) = compare({"Pipfile": SHORT.replace(">=1.15", ">=2"), "Pipfile.lock": text}).differences
    assert difference.kind == "violation"
    (related,) = difference.related
    assert text[related.location.start : related.location.end] == "==1.17.0"


def test_a_package_of_that_name_in_another_section_does_not_hide_it(compare: Compare) -> None:
    text = lock(OF_SHORT, "", default={"six": SIX}, develop={"six": {"version": "==2.0"}})
    assert kinds(compare({"Pipfile": SHORT.replace(">=1.15", ">=2"), "Pipfile.lock": text})) == [("violation", "six")]


def test_another_python_is_named(compare: Compare) -> None:
    text = lock(OF_SHORT, "3.11", default={"six": SIX})
    found = compare({"Pipfile": f'{SHORT}\n[requires]\npython_version = "3.12"\n', "Pipfile.lock": text})
    assert kinds(found) == [("python", "python")]


def test_other_sources_are_told(compare: Compare) -> None:
    manifest = f'[[source]]\nname = "own"\nurl = "https://example.org/simple"\nverify_ssl = true\n\n{SHORT}'
    (difference,) = compare({"Pipfile": manifest, "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})}).differences
    assert (difference.kind, "`source` is no longer what it was" in difference.message) == ("inputs", True)


def test_the_place_is_that_of_the_hash(compare: Compare) -> None:
    text = lock(OF_SHORT, "", default={"six": SIX})
    (difference,) = compare({"Pipfile": SHORT.replace(">=1.15", ">= 1.15"), "Pipfile.lock": text}).differences
    assert text[difference.location.start : difference.location.end] == OF_SHORT


def test_a_lock_without_hash_is_stale(compare: Compare) -> None:
    (difference,) = compare({"Pipfile": SHORT, "Pipfile.lock": lock("", "", default={"six": SIX})}).differences
    assert "it has no hash" in difference.message


def test_what_is_wanted_from_its_source_is_not_looked_for_by_name(compare: Compare) -> None:
    manifest = SHORT + 'e1839a8 = {path = ".", editable = true}\n'
    assert kinds(compare({"Pipfile": manifest, "Pipfile.lock": lock(OF_SHORT, "", default={"six": SIX})})) == [("inputs", "Pipfile.lock")]


@pytest.mark.parametrize(
    ("manifest", "text"),
    [("[packages", lock(OF_SHORT)), (SHORT, "{"), (SHORT, "[]"), (f"{SHORT}when = 2026-11-21\n", lock(OF_SHORT))],
    ids=["manifest not TOML", "lock not JSON", "lock no object", "a date"],
)
def test_what_cannot_be_said_is_not_said(compare: Compare, manifest: str, text: str) -> None:
    found = compare({"Pipfile": manifest, "Pipfile.lock": text})
    assert (found.undecided != "", found.differences) == (True, ())


VALUES = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, VALUES, VALUES)
def test_any_lock_gets_an_answer(compare: Compare, meta: object, default: object, entry: object) -> None:
    compare({"Pipfile": PIPFILE, "Pipfile.lock": json.dumps({"_meta": meta, "default": default, "docs": {"six": entry}})})


def test_the_real_tool_agrees(disagreements: Callable[[str, set[str]], list[str]]) -> None:
    # Names are compared in normal form since 2026.4: the version that wrote these locks calls them stale, the current one fresh.
    assert disagreements("pipenv", {"old-basic--name-case"}) == []
