"""Library or application, and whether a library is offered to others."""

from __future__ import annotations

import pytest

from deplint.project import Project
from deplint.questions.vcs import own_organizations
from deplint.repository import Repository, Settings
from deplint.tree import MemoryTree

BUILT = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "acme"\nversion = "1.0"\n'
LOCK = 'version = 1\nrequires-python = ">=3.12"\n'


def project(files: dict[str, str], nature: str = "") -> Project:
    repository = Repository.load(MemoryTree(dict(files)), Settings(nature=nature))
    return next(each for each in repository.projects if each.root == "")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": BUILT}, True),
        ({"pyproject.toml": '[project]\nname = "acme"\nversion = "1.0"\n'}, False),
        ({"pyproject.toml": BUILT + 'classifiers = ["Private :: Do Not Upload"]\n'}, False),
        ({"pyproject.toml": BUILT + "[tool.uv]\npackage = false\n"}, False),
        ({"pyproject.toml": BUILT, "Dockerfile": ""}, False),
        ({"pyproject.toml": BUILT, "manage.py": ""}, False),
        ({"setup.py": "from setuptools import setup\nsetup(name=NAME, version=VERSION)\n"}, True),
        ({"setup.py": "from distutils.core import setup\nprint 'Python 2'\nsetup(name='acme')\n"}, True),
        ({"requirements.txt": "flask\n"}, False),
    ],
)
def test_library(files: dict[str, str], expected: bool) -> None:
    assert project(files).is_library is expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": BUILT}, False),
        ({"pyproject.toml": BUILT + "[project.scripts]\nacme = 'acme:main'\n"}, False),
        ({"pyproject.toml": BUILT + 'classifiers = ["Programming Language :: Python :: 3"]\n'}, True),
        ({"pyproject.toml": BUILT + 'keywords = ["acme"]\n'}, True),
        ({"pyproject.toml": BUILT + '[project.entry-points.pytest11]\nacme = "acme"\n'}, True),
        ({"pyproject.toml": BUILT + '[project.urls]\nHomepage = "https://example.org"\n'}, True),
        ({"pyproject.toml": BUILT + '[project.urls]\nHomepage = "https://example.org"\n', "uv.lock": LOCK}, False),
        ({"pyproject.toml": BUILT + 'keywords = ["acme"]\n', "Dockerfile": ""}, False),
        ({"setup.cfg": "[metadata]\nname = acme\nversion = 1.0\nkeywords = acme, shop\n"}, True),
        ({"setup.cfg": "[metadata]\nname = acme\nversion = 1.0\nproject_urls =\n    Source = https://example.org/acme\n"}, True),
        ({"setup.py": "from setuptools import setup\nsetup(name='acme', version='1.0', url='https://example.org')\n"}, True),
        ({"setup.py": "from setuptools import setup\nsetup(name='acme', version='1.0')\n"}, False),
    ],
)
def test_offered(files: dict[str, str], expected: bool) -> None:
    assert project(files).is_offered is expected


def test_the_word_of_the_user_counts() -> None:
    assert project({"pyproject.toml": BUILT, "Dockerfile": ""}, "library").is_offered
    assert not project({"pyproject.toml": BUILT + 'keywords = ["acme"]\n'}, "application").is_offered


def test_fixtures_name_nothing_of_the_project() -> None:
    files = {"pyproject.toml": BUILT, "tests/fixtures/one/pyproject.toml": BUILT.replace("acme", "requests")}
    assert project(files).first_party == {"acme"}


def test_own_organizations_are_those_of_its_addresses() -> None:
    urls = 'urls = {Home = "https://example.org", Code = "https://github.com/Acme/shop", Chat = "https://chat.example.org/acme"}\n'
    assert own_organizations(project({"pyproject.toml": BUILT + urls})) == {"github.com/acme"}
