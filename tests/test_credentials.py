"""The secrets in a text: found, and never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deplint.config import Config
from deplint.credentials import masked, secrets
from deplint.engine import lint
from deplint.reporters import FORMATS, render
from deplint.tree import MemoryTree

SECRET = "s3cr3t-0123"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://ci:s3cr3t@host/simple", "https://ci:****@host/simple"),
        ("https://user:p@ss@host/x", "https://user:****@host/x"),
        ("git+https://ghp_abcdEFGH12345678abcdEFGH@github.com/a", "git+https://****@github.com/a"),
        ("https://oauth2:glpat-abcdefgh123456@gitlab.com", "https://oauth2:****@gitlab.com"),
        ("https://a1b2c3d4e5f60718293a4b5c:@pypi.acme.example", "https://****:@pypi.acme.example"),
        ("https://admin:admin@host https://ci:x1@host", "https://admin:****@host https://ci:****@host"),
    ],
)
def test_secret_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://${USER}:${TOKEN}@host", "https://ci:$TOKEN@host", "https://ci:{{ token }}@host", "https://ci:%(token)s@host",
        "https://user:password@host", "https://USER:PASSWORD@host", "https://oauth2:YOUR_TOKEN@host", "https://<user>:<token>@host",
        "https://pypi-private:***TOKEN***@host", "https://GITHUB_AUTH_KEY:x-oauth-basic@host", "https://VssSessionToken@host",
        "https://%s:x-oauth-basic@host", 'https://"{keys.token}":x-oauth-basic@host', "https://gitlab+deploy-token-1735743:<TOKEN>@host",
        "https://__token__:YOUR_TOKEN@host", "https://oauth2:***REMOVED***@host", "https://aws:TOKEN@host", "https://user:secret@host",
        "git+ssh://git@github.com/a/b", "https://alice@host", "https://oauth2accesstoken@host", "https://host/@scope", "a:b@c",
        "https://host/a:b@c",
    ],
)  # fmt: skip
def test_what_stands_for_one_is_none(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="ahtps:/@$ \n1é", max_size=80))
def test_masking_in_place_keeps_places(text: str) -> None:
    shown = masked(text, same_length=True)
    assert len(shown) == len(text)
    assert all(set(shown[secret.start : secret.end]) == {"*"} for secret in secrets(text))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "line",
    [
        f"--index-url http://ci:{SECRET}@packages.acme.example/simple",
        f"acme @ git+https://ci:{SECRET}@git.acme.example/acme.git@main",
        f"acme @ https://ci:{SECRET}@files.acme.example/acme-1.0-py3-none-any.whl",
        f"-r https://ci:{SECRET}@files.acme.example/requirements.txt",
        f"acme = https://ci:{SECRET}@files.acme.example/",
        f"# {'x' * 300} https://ci:{SECRET}@packages.acme.example/simple {'y' * 300}",
    ],
)
def test_no_report_shows_a_secret(format: str, line: str) -> None:
    report = lint(MemoryTree({"requirements.txt": f"{line}\nrequests\n"}), Config(profile="pedantic"))
    assert any(diagnostic.name == "credentials-in-url" for diagnostic in report.diagnostics)
    assert SECRET not in render(report, format)
