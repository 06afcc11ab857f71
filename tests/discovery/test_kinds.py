"""What a name promises: one line for each kind of name, and for the names that look like one and are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.discovery import find, kind_of, may_hold_facts, misspelt
from deplint.tree import MemoryTree


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt", "Requirements.txt", "REQUIREMENTS.TXT", "requirements.in", "requirements.pip", "requirements-dev.txt",
        "requirements_dev.txt", "requirements.dev.txt", "dev-requirements.txt", "dev_requirements.in", "requirements3.txt",
        "a/b/requirements.txt", "docs/requirements.txt", "requirements/base.txt", "requirements/linux/base.in", "Requirements/Base.txt",
        "requirements/webui.pip", "test_requirements/django.txt", "reqs/dev.txt", "req.txt", "reqs.txt", "reqs-dev.txt", "dev-reqs.txt",
        "deps/dev.in", "deps/base.txt", "requirements/runtime.txt", "constraints.txt", "constraint.txt", "constraints-3.11.txt",
        "ci_constraints.txt", "constraints/py311.txt", "requirements/common_constraints.txt", "requirments.txt", "requirement.txt",
        "requirements.tx",
    ],
)  # fmt: skip
def test_requirements(path: str) -> None:
    assert kind_of(path) == "requirements"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("pyproject.toml", "pyproject"),
        ("a/pyproject.toml", "pyproject"),
        ("setup.cfg", "setup.cfg"),
        ("setup.py", "setup.py"),
        ("Pipfile", "pipfile"),
        ("Pipfile.lock", "Pipfile.lock"),
        ("poetry.lock", "poetry.lock"),
        ("uv.lock", "uv.lock"),
        ("tool.py.lock", "uv.lock"),
        ("pdm.lock", "pdm.lock"),
        ("pdm.prod.lock", "pdm.lock"),
        ("pylock.toml", "pylock"),
        ("pylock.dev.toml", "pylock"),
        ("pixi.toml", "pixi"),
        ("pixi.lock", "pixi.lock"),
        ("conda-lock.yml", "conda-lock"),
        ("prod.conda-lock.yml", "conda-lock"),
        ("conda-linux-64.lock", "conda-explicit"),
        ("environment.py-3.10-linux-64.lock", "conda-explicit"),
        ("conda-osx-arm64.txt", "conda-explicit"),
        ("requirements-win-64.txt", "conda-explicit"),
        (".python-version", "python-version"),
        (".tool-versions", "tool-versions"),
        ("runtime.txt", "runtime-txt"),
        ("environment.yml", "conda"),
        ("environment.yaml", "conda"),
        ("environment-dev.yml", "conda"),
        ("dev-environment.yml", "conda"),
        ("environment_win.yml", "conda"),
        ("env.yml", "conda"),
        ("env.gpu.yaml", "conda"),
        ("conda_env_1.yml", "conda"),
        ("conda.yaml", "conda"),
        ("workflow/envs/mapping.yaml", "conda"),
        ("environments/python-3.10.yaml", "conda"),
        ("conda/environments/all.yaml", "conda"),
    ],
)
def test_other_kinds(path: str, kind: str) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    "path",
    [
        "docs/requirements.rst", "requirements.md", "requirements.yml", "requirements.py", "version_requirements.md", "robots.txt",
        "MANIFEST.in", "requirements/README.txt", "requirements/MANIFEST.in", "config.h.in", "deps/zlib/CMakeLists.txt",
        "deps/zlib/notes.txt", "apt-requirements.txt", "requirements-apt.txt", "system_requirements.txt", "requirements_uninstall.txt",
        "conda-requirements.txt", "hardware-requirements.txt", "packages.txt", "LICENSE.txt", "retirements.txt",
        "requirement-analysis.txt", "", "/", ".txt", "Pipfile.bak", "pyproject.toml.orig", "poetry.toml", "Cargo.lock",
        "package-lock.json", "environments/prod.yaml", "envoy.yaml", "mkdocs.yml", ".env", "main.py",
        "PyProject.toml", "pipfile",
    ],
)  # fmt: skip
def test_none_of_ours(path: str) -> None:
    assert kind_of(path) == ""


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("requirments.txt", "requirements.txt"),
        ("a/requirements.tx", "requirements.txt"),
        ("Requirments.txt", "requirements.txt"),
        ("requirement.txt", "requirements.txt"),
        ("requiremnets.txt", "requirements.txt"),
        ("requirementss.txt", "requirements.txt"),
        ("requirements.text", "requirements.txt"),
        ("requirments-dev.txt", "requirements-dev.txt"),
        ("dev_requirments.in", "dev_requirements.in"),
        ("requirements.txt", ""),
        ("Requirements.txt", ""),
        ("requirements2.txt", ""),
        ("requirements_dev.txt", ""),
        ("requests.txt", ""),
        ("retirements.txt", ""),
        ("requirment.md", ""),
    ],
)
def test_misspelt(path: str, right: str) -> None:
    assert misspelt(path) == right


@given(st.text())
def test_any_path_has_a_kind_or_none(path: str) -> None:
    assert isinstance(kind_of(path), str)
    assert not misspelt(path) or misspelt(misspelt(path)) == ""


def test_a_listing_keeps_manifests_and_python_files() -> None:
    paths = ("requirements.txt", "a.py", "README.md", "image.png")
    assert [path for path in paths if may_hold_facts(path)] == ["requirements.txt", "a.py"]


def test_find_looks_into_python_files_for_a_script_block() -> None:
    tree = MemoryTree({
        "setup.py": "",
        "tool.py": "#!/usr/bin/env python\n# /// script\r\n# dependencies = []\n# ///\n",
        "text.py": 'print("# /// script")\n',
        "plain.py": "import os\n",
        "late.py": "import os\n\n# /// script\n# ///\n",
        "pyproject.toml": "",
    })  # fmt: skip
    assert find(tree) == {"late.py": "script", "pyproject.toml": "pyproject", "setup.py": "setup.py", "tool.py": "script"}


def test_find_looks_for_scripts_only_where_the_user_asked() -> None:
    tree = MemoryTree({"a/tool.py": "# /// script\n# ///\n", "b/tool.py": "# /// script\n# ///\n", "setup.cfg": ""})
    assert find(tree, scope=("a",)) == {"a/tool.py": "script", "setup.cfg": "setup.cfg"}


def test_find_takes_a_named_file_for_what_its_suffix_allows() -> None:
    tree = MemoryTree({"pins.txt": "", "pins": "", "README.md": "", "a.py": "", "folder/x": "", "old.txt": ""})
    found = find(tree, lambda path: path == "old.txt", ("pins.txt", "pins", "README.md", "a.py", "folder", "old.txt"))
    assert found == {"pins.txt": "requirements", "pins": "requirements", "a.py": "script"}


def test_find_knows_the_input_of_a_compiled_file() -> None:
    header = "#\n# This file is autogenerated by pip-compile with Python 3.12\n"
    tree = MemoryTree({"ci/dev.in": "six\n", "ci/dev.txt": header, "x/dev.in": "", "x/dev.txt": "prose\n"})
    assert find(tree) == {"ci/dev.in": "requirements", "ci/dev.txt": "requirements"}


def test_find_leaves_out_what_is_to_be_skipped_without_reading_it() -> None:
    class Counting(MemoryTree):
        def read(self, path: str) -> bytes:
            raise AssertionError(path)

    tree = Counting({"skipped/tool.py": "# /// script\n", "skipped/setup.py": "", "setup.cfg": ""})
    assert find(tree, lambda path: path.startswith("skipped/")) == {"setup.cfg": "setup.cfg"}


def test_a_module_called_setup_is_no_manifest() -> None:
    tree = MemoryTree({"app/setup.py": "def prepared():\n    return 1\n", "setup.py": "from setuptools import setup\nsetup()\n"})
    assert find(tree) == {"setup.py": "setup.py"}
