"""URLs of version control: their revision, their owner, and the command that looks a commit up."""

from __future__ import annotations

import pytest

from deplint.questions.vcs import is_commit, looks_like_tag, lookup_command, organization_of, revision_of


@pytest.mark.parametrize(
    ("url", "revision"),
    [
        ("git+https://github.com/acme/client.git", ""),
        ("git+https://github.com/acme/client.git@main#egg=client", "main"),
        ("git+https://token@github.com/acme/client.git", ""),
        ("git+ssh://git@github.com/acme/client.git@v1.0", "v1.0"),
        ("git+https://github.com/acme/client@feature/x", "feature/x"),
        ("git+https://github.com/acme/client.git#egg=client@2", ""),
    ],
)
def test_revision(url: str, revision: str) -> None:
    assert revision_of(url) == revision


@pytest.mark.parametrize(
    ("url", "organization"),
    [
        ("git+https://github.com/Acme/client.git", "github.com/acme"),
        ("git+ssh://git@GitHub.com/acme/client.git", "github.com/acme"),
        ("git+https://user:secret@gitlab.com/acme/sub/client.git", "gitlab.com/acme"),
        ("./client", ""),
    ],
)
def test_organization(url: str, organization: str) -> None:
    assert organization_of(url) == organization


def test_commits_are_hexadecimal_and_tags_are_versions() -> None:
    assert is_commit("2ac8988") and is_commit("0e322af87745eff34caffe4df68456ebc20d9068")
    assert not is_commit("main") and not is_commit("2ac898")
    assert looks_like_tag("v1.2") and looks_like_tag("release-2024.1") and looks_like_tag("refs/tags/0.5.6")
    assert not looks_like_tag("main") and not looks_like_tag("feature/x")


def test_command_looks_up_what_the_url_names() -> None:
    assert lookup_command("git+https://github.com/acme/client.git@main#egg=client", "main") == (
        "git ls-remote https://github.com/acme/client.git main"
    )
    assert lookup_command("git+ssh://git@github.com/acme/client.git", "HEAD") == "git ls-remote ssh://git@github.com/acme/client.git HEAD"


@pytest.mark.parametrize(
    ("url", "revision"),
    [
        ("git+https://github.com/acme/client;curl", "HEAD"),
        ("git+https://github.com/acme/$(id)", "HEAD"),
        ("git+https://github.com/acme/client@`id`", "`id`"),
        ("git+https://github.com/acme/client@-oProxy", "-oProxy"),
        ("git+--upload-pack=id://x/y", "HEAD"),
        ("hg+https://hg.example.org/tools", "tip"),
    ],
)
def test_no_command_that_a_shell_would_take_for_more(url: str, revision: str) -> None:
    assert lookup_command(url, revision) == ""
