"""Which manifests are fixtures, examples, templates or vendored, and that asking for one by name makes it count."""

from __future__ import annotations

import pytest

from deplint.discovery import is_example


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("tests/fixtures/requirements.txt", "test data, in `fixtures`"),
        ("pkg/testdata/a/pyproject.toml", "test data, in `testdata`"),
        ("tests/data/requirements.txt", "test data, in `tests/data`"),
        ("tests/test-poetry/pyproject.toml", "test data, in `tests/test-poetry`"),
        ("integration_tests/project1/pyproject.toml", "test data, in `integration_tests/project1`"),
        ("tests/integration/project1/pyproject.toml", "test data, in `tests/integration/project1`"),
        ("examples/shop/requirements.txt", "an example, in `examples`"),
        ("docs/Examples/requirements.txt", "an example, in `examples`"),
        ("plugins/plugin-example/pyproject.toml", "an example, in `plugin-example`"),
        ("demo/requirements.txt", "an example, in `demo`"),
        ("src/templates/default/pyproject.toml", "a template, in `templates`"),
        ("docs/quick_tour/forms/setup.py", "an example, in `docs/quick_tour/forms`"),
        ("{{cookiecutter.name}}/pyproject.toml", "a template, in `{{cookiecutter.name}}`"),
        ("cookiecutter-hello/requirements.txt", "a template, in `cookiecutter-hello`"),
        ("a/{% if x %}requirements.txt{% endif %}", "a template by its name"),
        ("src/_vendor/x/pyproject.toml", "vendored, in `_vendor`"),
        ("third_party/x/requirements.txt", "vendored, in `third_party`"),
        ("venv/lib/python3.11/site-packages/x/requirements.txt", "vendored, in `site-packages`"),
    ],
)
def test_example(path: str, reason: str) -> None:
    assert is_example(path, ()) == reason
    assert is_example(path, ("",)) == reason


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt", "tests/requirements.txt", "tests/requirements/base.txt", "tests/integration/requirements.txt",
        "test/pyproject.toml", "integration-tests/pyproject.toml", "tests/e2e/requirements/dev.txt", "src/contest/a/requirements.txt",
        "simple/requirements.txt", "samplesheet/requirements.txt", "requirements/examples.txt", "vendoring/requirements.txt",
        "templating/pyproject.toml", "docs/setup.py", "docs/theme/requirements.txt",
    ],
)  # fmt: skip
def test_no_example(path: str) -> None:
    assert is_example(path, ()) == ""


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("tests/fixtures/requirements.txt", "tests/fixtures"),
        ("tests/fixtures/shop/requirements.txt", "tests/fixtures/shop"),
        ("tests/fixtures/requirements.txt", "tests/fixtures/requirements.txt"),
        ("tests/test-poetry/pyproject.toml", "tests/test-poetry"),
        ("tests/test-poetry/sub/pyproject.toml", "tests/test-poetry"),
        ("examples/shop/requirements.txt", "examples"),
        ("{{x}}/pyproject.toml", "{{x}}"),
        ("a/{{x}}.txt", "a/{{x}}.txt"),
    ],
)
def test_what_is_asked_for_is_no_example(path: str, scope: str) -> None:
    assert is_example(path, (scope,)) == ""


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("tests/fixtures/requirements.txt", "tests"),
        ("tests/test-poetry/pyproject.toml", "tests"),
        ("examples/a/fixtures/requirements.txt", "examples"),
        ("examples/requirements.txt", "exam"),
        ("examples/requirements.txt", "other"),
    ],
)
def test_an_example_below_or_beside_what_is_asked_for_stays_one(path: str, scope: str) -> None:
    assert is_example(path, (scope,))


def test_the_nearest_of_several_scopes_counts() -> None:
    assert is_example("examples/a/requirements.txt", ("", "examples/a")) == ""
