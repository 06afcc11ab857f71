"""pixi.lock beside its manifest: what certainly no longer agrees is told, everything else is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deplint.freshness import Comparison

Compare = Callable[[dict[str, str]], Comparison]

CHANNEL = "https://conda.anaconda.org/conda-forge"
NUMPY = f"{CHANNEL}/linux-64/numpy-1.26.4-py311h64a7726_0.conda"
PYTHON = f"{CHANNEL}/linux-64/python-3.11.9-hb806964_0_cpython.conda"
PYTEST = f"{CHANNEL}/noarch/pytest-8.2.0-pyhd8ed1ab_0.conda"
FLASK = "https://files.pythonhosted.org/packages/61/80/flask-3.0.3-py3-none-any.whl"

MANIFEST = """[workspace]
name = "shop"
channels = ["conda-forge"]
platforms = ["linux-64"]

[dependencies]
python = "3.11.*"
numpy = ">=1.26,<2"

[pypi-dependencies]
Flask = ">=3"

[feature.test.dependencies]
pytest = "*"

[environments]
test = ["test"]
"""


def lock(*, version: int = 6, default: tuple[str, ...] = (PYTHON, NUMPY, FLASK), test: tuple[str, ...] | None = (PYTHON, NUMPY, PYTEST, FLASK)) -> str:
    def environment(name: str, references: tuple[str, ...]) -> str:
        lines = "".join(f"      - {'pypi' if 'pythonhosted' in each else 'conda'}: {each}\n" for each in references)
        return f"  {name}:\n    channels:\n    - url: {CHANNEL}/\n    packages:\n      linux-64:\n{lines}"

    found = "".join(f"- conda: {each}\n  sha256: aa\n" for each in sorted({*default, *(test or ())} - {FLASK}))
    flask = f"- pypi: {FLASK}\n  name: flask\n  version: 3.0.3\n  sha256: bb\n"
    return f"version: {version}\nenvironments:\n{environment('default', default)}{environment('test', test) if test is not None else ''}packages:\n{found}{flask}"


def kinds(found: Comparison) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in found.differences]


def project(manifest: str = MANIFEST, text: str = "", name: str = "pixi.toml") -> dict[str, str]:
    return {name: manifest, "pixi.lock": text or lock()}


def test_nothing_is_told_of_a_lock_that_has_everything(compare: Compare) -> None:
    assert compare(project()) == Comparison()


def test_a_dependency_that_is_not_locked(compare: Compare) -> None:
    found = compare(project(MANIFEST.replace("numpy =", "scipy = '*'\nnumpy =")))
    assert kinds(found) == [("missing", "scipy")]
    assert found.differences[0].message == "`scipy` is required here, but `pixi.lock` does not have it for `linux-64`; lock again"
    assert found.differences[0].help == "pixi lock"


def test_a_requirement_of_an_index_that_is_not_locked(compare: Compare) -> None:
    assert kinds(compare(project(MANIFEST.replace("Flask =", "rich = '*'\nFlask =")))) == [("missing", "rich")]


def test_a_requirement_of_an_index_that_conda_provides(compare: Compare) -> None:
    assert kinds(compare(project(MANIFEST.replace("Flask =", "numpy = '*'\nFlask =")))) == []
    provided = lock().replace("  sha256: aa\n", "  sha256: aa\n  purls:\n  - pkg:pypi/torch?source=hash-mapping\n")
    assert kinds(compare(project(MANIFEST.replace("Flask =", "torch = '*'\nFlask ="), provided))) == []


def test_a_version_outside(compare: Compare) -> None:
    text = MANIFEST.replace(">=1.26,<2", ">=2")
    found = compare(project(text))
    assert kinds(found) == [("violation", "numpy")]
    assert found.differences[0].message == "`numpy` is locked at `1.26.4` for `linux-64`, which is outside `>=2`; lock again"
    start, end = found.differences[0].location[1:]
    assert text[start:end] == ">=2"
    assert kinds(compare(project(MANIFEST.replace('">=3"', '">=4"')))) == [("violation", "flask")]


@pytest.mark.parametrize("version", ["1.26.*", "==1.26.4", "~=1.26", ">=1.26|<1", "=1.26", "*", "1.26", "2", "^1", ">=2.0a1|1.*", ""])
def test_versions_that_fit_or_of_which_nothing_can_be_said(compare: Compare, version: str) -> None:
    assert kinds(compare(project(MANIFEST.replace(">=1.26,<2", version)))) == []


@pytest.mark.parametrize("version", ["1.25.*", "==1.26", "~=1.27", ">=2|<1", "=1.2"])
def test_versions_that_do_not_fit(compare: Compare, version: str) -> None:
    assert kinds(compare(project(MANIFEST.replace(">=1.26,<2", version)))) == [("violation", "numpy")]


def test_a_dependency_of_one_environment(compare: Compare) -> None:
    found = compare(project(text=lock(test=(PYTHON, NUMPY, FLASK))))
    assert kinds(found) == [("missing", "pytest")]
    assert "for the environment `test` on `linux-64`" in found.differences[0].message


def test_an_environment_that_is_not_locked(compare: Compare) -> None:
    assert kinds(compare(project(text=lock(test=None)))) == [("inputs", "test")]


def test_an_environment_without_the_default_feature(compare: Compare) -> None:
    text = MANIFEST.replace('test = ["test"]', 'test = { features = ["test"], no-default-feature = true }')
    assert compare(project(text, lock(test=(PYTEST,)))) == Comparison()


def test_a_platform_and_a_channel_that_the_lock_was_made_without(compare: Compare) -> None:
    assert kinds(compare(project(MANIFEST.replace('["linux-64"]', '["linux-64", "osx-arm64"]')))) == [("inputs", "osx-arm64")]
    assert kinds(compare(project(MANIFEST.replace('["conda-forge"]', '["conda-forge", "bioconda"]')))) == [("inputs", "bioconda")]


@pytest.mark.parametrize("channel", ["https://conda.anaconda.org/conda-forge/", "https://prefix.dev/conda-forge", "${CHANNEL}", ""])
def test_the_same_channel_by_another_address(compare: Compare, channel: str) -> None:
    assert compare(project(MANIFEST.replace('["conda-forge"]', f'["{channel}"]'))) == Comparison()


def test_platforms_with_names_of_their_own(compare: Compare) -> None:
    text = lock(version=7).replace("      linux-64:", "      p1:").replace("environments:", "platforms:\n- name: p1\n  subdir: linux-64\nenvironments:")
    assert compare(project(text=text)) == Comparison()
    assert kinds(compare(project(MANIFEST.replace("numpy =", "scipy = '*'\nnumpy ="), text))) == [("missing", "scipy")]


def test_targets(compare: Compare) -> None:
    more = MANIFEST + '\n[target.win-64.dependencies]\npywin32 = "*"\n\n[target.linux.dependencies]\nnumpy = ">=1"\n'
    assert compare(project(more.replace(">=1.26,<2", ">=9"))) == Comparison()
    assert kinds(compare(project(MANIFEST + '\n[target.unix.dependencies]\nxz = "*"\n'))) == [("missing", "xz")]
    assert kinds(compare(project(MANIFEST + '\n[target.osx.dependencies]\nxz = "*"\n'))) == []


def test_what_a_feature_leaves_out(compare: Compare) -> None:
    text = MANIFEST.replace("[feature.test.dependencies]", '[feature.test]\nplatforms = ["osx-64"]\n\n[feature.test.dependencies]\nxz = "*"')
    assert compare(project(text)) == Comparison()


def test_packages_that_are_built(compare: Compare) -> None:
    text = MANIFEST.replace("numpy =", 'shop-tools = { path = "tools" }\nnumpy =')
    built = lock(version=7).replace(f"      - conda: {NUMPY}\n", f"      - conda: {NUMPY}\n      - conda_source: shop-tools[01e1d6de] @ tools\n")
    assert compare(project(text, f"{built}- conda_source: shop-tools[01e1d6de] @ tools\n  depends: []\n")) == Comparison()
    assert kinds(compare(project(text, built))) == []  # it refers to something that is not there: nothing can be missed
    assert kinds(compare(project(text))) == [("missing", "shop-tools")]


def test_conditional_and_overridden_entries(compare: Compare) -> None:
    assert compare(project(MANIFEST.replace("numpy =", 'x = { version = "1", when = "y" }\nnumpy ='))) == Comparison()
    overridden = MANIFEST.replace('">=3"', '">=4"') + '\n[pypi-options.dependency-overrides]\nflask = "==3.0.3"\n'
    assert compare(project(overridden)) == Comparison()


def test_in_pyproject(compare: Compare) -> None:
    text = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["rich"]\n\n' + "\n".join(
        line.replace("[", "[tool.pixi.", 1) if line.startswith("[") else line for line in MANIFEST.splitlines()
    )
    assert compare(project(text, name="pyproject.toml")) == Comparison()
    found = compare(project(text.replace("numpy =", "scipy = '*'\nnumpy ="), name="pyproject.toml"))
    assert kinds(found) == [("missing", "scipy")]


def test_what_can_not_be_compared(compare: Compare) -> None:
    assert compare(project(text=lock(version=3))).undecided
    assert compare(project(text=lock(version=8))).undecided
    assert compare({"pixi.lock": lock(), "pyproject.toml": '[project]\nname = "shop"\n'}).undecided
    assert compare(project("[workspace\n")).undecided


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
def test_anything_in_either_file_is_taken(compare: Compare, data: st.DataObject) -> None:
    values = st.sampled_from(["1", "true", '""', '"*"', "[]", "[1]", "{}", '{ version = 1 }', '["linux-64"]', '{ features = 1 }', "1979-05-27"])
    lines = [line for line in MANIFEST.splitlines() if "=" in line]
    line = data.draw(st.sampled_from(lines))
    changed = f"{line.partition('=')[0]}= {data.draw(values)}"
    place = data.draw(st.integers(0, len(lock())))
    assert isinstance(compare(project(MANIFEST.replace(line, changed), lock()[:place])), Comparison)
    assert isinstance(compare(project(MANIFEST.replace(line, changed))), Comparison)


def test_a_package_that_nothing_needs(compare: Compare) -> None:
    extra = f"{CHANNEL}/linux-64/xz-5.4.6-0.conda"
    found = compare(project(text=lock(default=(PYTHON, NUMPY, FLASK, extra))))
    assert kinds(found) == [("orphan", "xz")]
    needed = lock(default=(PYTHON, NUMPY, FLASK, extra)).replace(f"- conda: {PYTHON}\n  sha256: aa\n", f"- conda: {PYTHON}\n  depends:\n  - xz >=5\n")
    assert compare(project(text=needed)) == Comparison()
    assert compare(project(f"{MANIFEST}\n[dev]\nshop = {{ path = '.' }}\n", lock(default=(PYTHON, NUMPY, FLASK, extra)))) == Comparison()


def test_what_an_environment_asks_for_of_its_own(compare: Compare) -> None:
    text = MANIFEST.replace('test = ["test"]', 'test = { features = ["test"], dependencies = { xz = "*" } }')
    found = compare(project(text))
    assert kinds(found) == [("missing", "xz")]
    start, end = found.differences[0].location[1:]
    assert text[start:end] == "xz"


def test_where_an_entry_was_taken_out_nothing_is_left_over(compare: Compare) -> None:
    extra = f"{CHANNEL}/linux-64/xz-5.4.6-0.conda"
    text = lock(default=(PYTHON, NUMPY, FLASK, extra)).replace(f"- conda: {PYTHON}\n  sha256: aa\n", "")
    assert compare(project(text=text)) == Comparison()
