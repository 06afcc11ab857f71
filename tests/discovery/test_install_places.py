"""Files that install are known by their names, and by what is in them where names are not enough."""

from __future__ import annotations

import pytest

from deplint.discovery import find, kind_of
from deplint.repository import Repository
from deplint.roles import Role
from deplint.tree import MemoryTree


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("Dockerfile", "dockerfile"),
        ("docker/Dockerfile.prod", "dockerfile"),
        ("Dockerfile-dev", "dockerfile"),
        ("api.Dockerfile", "dockerfile"),
        ("images/web.dockerfile", "dockerfile"),
        ("Containerfile.ubi", "dockerfile"),
        ("Dockerfile.md", ""),
        ("Dockerfile.j2", ""),
        ("Dockerfile.dockerignore", ""),
        ("dockerfiles.py", ""),
        ("compose.yaml", "compose"),
        ("docker-compose.prod.yml", "compose"),
        ("composer.yml", ""),
        (".github/workflows/ci.yml", "workflow"),
        ("sub/.github/workflows/ci.yaml", "workflow"),
        (".github/actions/setup/action.yml", "action"),
        ("action.yml", "action"),
        (".github/dependabot.yml", "dependabot"),
        (".github/labels.yml", ""),
        (".gitlab-ci.yml", "gitlab-ci"),
        ("ci/lint.gitlab-ci.yml", "gitlab-ci"),
        (".circleci/config.yml", "circleci"),
        ("azure-pipelines.yml", "azure-pipelines"),
        ("noxfile.py", "nox"),
        ("tox.ini", "tox"),
        (".pre-commit-config.yaml", "pre-commit"),
        (".readthedocs.yaml", "readthedocs"),
        (".devcontainer/devcontainer.json", "devcontainer"),
        ("scripts/setup.sh", "shell"),
        ("Makefile", "makefile"),
        ("template.yaml", "sam"),
    ],
)
def test_kinds(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_what_never_speaks_of_an_installer_is_not_ours() -> None:
    tree = MemoryTree({"a.sh": "echo hi\n", "b.sh": "pip install x\n", "Makefile": "all:\n\tcc\n", "template.yaml": "a: 1\n"})
    assert find(tree) == {"b.sh": "shell"}


def test_they_make_no_project_and_declare_nothing() -> None:
    tree = MemoryTree({"api/requirements.txt": "six==1.16.0\n", "api/Dockerfile": "FROM a\n", "web/Dockerfile": "FROM b\n"})
    projects = {project.root: project for project in Repository.load(tree).projects}
    assert sorted(projects) == ["", "api"]
    assert [each.path for each in projects["api"].manifests] == ["api/requirements.txt"]
    assert [each.path for each in projects["api"].installers] == ["api/Dockerfile"]
    assert [each.path for each in projects[""].files] == ["web/Dockerfile"]
    assert projects[""].role(projects[""].installers[0]) is Role.INSTALL


def test_an_image_among_fixtures_is_an_example() -> None:
    project = Repository.load(MemoryTree({"tests/fixtures/Dockerfile": "FROM a\n"})).projects[0]
    assert project.installers == ()
    assert [each.path for each in project.examples] == ["tests/fixtures/Dockerfile"]
