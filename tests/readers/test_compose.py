"""Compose files: which Dockerfile a service builds, from which folder, and up to which stage."""

from __future__ import annotations

import pytest

from deplint.model import Source
from deplint.readers.places.compose import read


def builds(text: str, path: str = "docker-compose.yml") -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    installs = read(Source(path, text)).installs
    return [(file.kind, file.paths, file.extras) for file in installs.files] if installs else []


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("build: .", [("image", ("Dockerfile",), ()), ("context", ("",), ())]),
        ("build: ./api", [("image", ("api/Dockerfile",), ()), ("context", ("api",), ())]),
        ("build: {context: ., dockerfile: docker/a.Dockerfile, target: dev}", [("image", ("docker/a.Dockerfile",), ("dev",)), ("context", ("",), ())]),
        ("build: {target: dev}", [("image", ("Dockerfile",), ("dev",)), ("context", ("",), ())]),
        ("build: {context: '${CTX:-api}'}", [("image", ("api/Dockerfile",), ()), ("context", ("api",), ())]),
        ("build: {context: $CTX}", [("image", (), ()), ("context", (), ())]),
        ("build: https://example.com/a.git", [("image", (), ()), ("context", (), ())]),
        ("build: {context: .., dockerfile: x}", [("image", (), ()), ("context", (), ())]),
        ("build: {dockerfile_inline: FROM a}", []),
        ("build: [a]", [("image", ("Dockerfile",), ()), ("context", ("",), ())]),
        ("image: a", []),
    ],
)  # fmt: skip
def test_builds(build: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert builds(f"services:\n  web:\n    {build}\n") == expected


def test_paths_are_relative_to_the_file() -> None:
    text = "services:\n  web:\n    build:\n      context: ..\n      dockerfile: docker/Dockerfile\n"
    assert builds(text, "deploy/compose.yaml") == [("image", ("docker/Dockerfile",), ()), ("context", ("",), ())]


def test_a_build_that_several_services_share() -> None:
    text = "x-c: &c\n  build: {context: ., target: prod}\nservices:\n  a:\n    <<: *c\n  b:\n    <<: *c\n"
    assert builds(text) == [("image", ("Dockerfile",), ("prod",)), ("context", ("",), ())] * 2


@pytest.mark.parametrize("text", ["", "build", "services: [build]", "services: {a: build}", "services:\n\tbuild: .", "build: {{ x }}"])
def test_what_is_none(text: str) -> None:
    assert builds(text) == []


def test_comments() -> None:
    assert [each.text for each in read(Source("compose.yml", "# deplint: ignore[DPL808] why\nservices: {a: {build: .}}\n")).comments]


def test_what_a_service_starts() -> None:
    text = "services:\n  a:\n    build: .\n    entrypoint: [sh, -c]\n    command: python x.py\n"
    assert builds(text) == [("image", ("Dockerfile",), ()), ("context", ("",), ("sh -c python x.py",))]
