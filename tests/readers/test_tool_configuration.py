"""What the configuration of pre-commit, Read the Docs, development containers and Lambda functions says."""

from __future__ import annotations

import pytest

from deplint.facts import Manifest
from deplint.installs import Installs
from deplint.model import Source
from deplint.readers import read

KINDS = {
    ".pre-commit-config.yaml": "pre-commit", ".readthedocs.yaml": "readthedocs", "devcontainer.json": "devcontainer", "template.yaml": "sam",
    "serverless.yml": "serverless",
}  # fmt: skip


def opened(path: str, text: str) -> tuple[Manifest, Installs]:
    manifest = read(Source(path, text), KINDS[path.rsplit("/", 1)[-1]])
    assert manifest.installs is not None
    return manifest, manifest.installs


def written(manifest: Manifest) -> list[tuple[str, str, str]]:
    """Kind, specifier and the text at the place of what is said of the Python."""
    text = manifest.source.text
    return [(each.kind, each.specifier, text[each.location.start : each.location.end]) for each in manifest.pythons]


def test_pre_commit() -> None:
    text = (
        "default_language_version:\n  python: python3.12\nrepos:\n- repo: https://x/y\n  rev: 'v1.0'\n  hooks:\n"
        "  - id: a\n    additional_dependencies: ['six==1.0', \"idna\", ./lib, -r x.txt, 'a @ https://h/a.zip']\n  - {id: b, language: node}\n"
    )
    manifest, installs = opened(".pre-commit-config.yaml", text)
    (hook,) = installs.hooks
    assert written(manifest) == [("pre-commit", "==3.12.*", "python3.12")]
    assert (hook.repo, hook.rev, hook.hooks, [each.name for each in hook.additional]) == ("https://x/y", "v1.0", ("a", "b"), ["six", "idna", "a"])
    assert hook.rev_location is not None
    assert text[hook.rev_location.start : hook.rev_location.end] == "v1.0"
    assert [text[each.location.start : each.location.end] for each in hook.additional[:2]] == ["six==1.0", "idna"]


@pytest.mark.parametrize(
    "hook",
    [
        "{id: a, language: node, additional_dependencies: [six]}",
        "{id: eslint, additional_dependencies: [six]}",
        "{id: a, additional_dependencies: [six, 'x@1.0']}",
        "{id: a, additional_dependencies: [six, '@types/node']}",
        "{id: a, additional_dependencies: [six, 'cli:ripgrep']}",
    ],
)
def test_hooks_of_other_languages(hook: str) -> None:
    _, installs = opened(".pre-commit-config.yaml", f"repos:\n- repo: https://x/y\n  rev: v1\n  hooks:\n  - {hook}\n")
    assert installs.hooks[0].additional == ()


def test_read_the_docs() -> None:
    text = (
        "build:\n  tools:\n    python: '3.11'\n  jobs:\n    post_install:\n    - pip install six\n    build:\n      html: [uv sync]\n"
        "python:\n  install:\n  - requirements: docs/x.txt\n  - {method: pip, path: ., extra_requirements: [docs]}\nconda: {environment: e.yml}\n"
    )
    manifest, installs = opened(".readthedocs.yaml", text)
    assert written(manifest) == [("readthedocs", "==3.11.*", "3.11")]
    assert [(each.kind, each.paths, each.extras) for each in installs.files] == [
        ("requirements", ("docs/x.txt",), ()), ("project", ("",), ("docs",)), ("environment", ("e.yml",), ()),
    ]  # fmt: skip
    assert [(each.tool, each.context) for each in installs.commands] == [("pip", "post_install"), ("uv", "build html")]


@pytest.mark.parametrize("version", ["miniconda3-4.7", "latest", "nonsense"])
def test_read_the_docs_with_something_else(version: str) -> None:
    manifest, _ = opened(".readthedocs.yaml", f"build:\n  tools:\n    python: {version}\n")
    assert [each.specifier for each in manifest.pythons] == [""]


@pytest.mark.parametrize(("version", "is_told"), [("3.10", True), ("'3.10'", False), ("3.11", False)])
def test_read_the_docs_with_a_number(version: str, is_told: bool) -> None:
    manifest, _ = opened(".readthedocs.yaml", f"build:\n  tools:\n    python: {version}\n")
    assert [each.rule for each in manifest.problems] == (["python-version-as-number"] if is_told else [])
    assert [each.specifier for each in manifest.pythons] == ([] if is_told else [f"=={version.strip(chr(39))}.*"])


def test_a_development_container() -> None:
    text = (
        '{\n\t// comment "with" quotes\n\t"image": "mcr.microsoft.com/devcontainers/python:1-3.11-bullseye", /* // */\n'
        '\t"features": {"ghcr.io/devcontainers/features/python:1": {"version": "3.12"}},\n'
        '\t"postCreateCommand": {"a": "pip install six", "b": ["uv", "sync"],},\n\t"build": {"dockerfile": "../Dockerfile"},\n}\n'
    )
    manifest, installs = opened(".devcontainer/devcontainer.json", text)
    assert written(manifest) == [("devcontainer", "==3.11.*", "3.11"), ("devcontainer", "==3.12.*", "3.12")]
    assert [(each.tool, each.folder) for each in installs.commands] == [("pip", ""), ("uv", "")]
    assert [each.paths for each in installs.files] == [("Dockerfile",)]
    assert text[slice(*installs.commands[0].requirements[0].location[1:])] == "six"


def test_functions_of_sam() -> None:
    text = (
        "Globals:\n  Function: {Runtime: python3.9}\nResources:\n  A: {Type: AWS::Serverless::Function, Properties: {CodeUri: a/}}\n"
        "  B: {Type: AWS::Serverless::Function, Properties: {CodeUri: ., Runtime: python3.12}}\n"
        "  C: {Type: AWS::Serverless::Function, Properties: {PackageType: Image}}\n"
        "  D: {Type: AWS::Serverless::Function, Properties: {CodeUri: s3://x/y.zip, Runtime: nodejs20.x}}\n"
    )
    manifest, _ = opened("template.yaml", text)
    assert [(each.value, each.folder) for each in manifest.pythons] == [("python3.9", "a"), ("python3.12", "")]


def test_functions_of_serverless() -> None:
    text = "provider: {runtime: python3.9}\nfunctions:\n  a: {handler: x}\n  b: {module: b, runtime: python3.12}\n  c: {image: x}\n"
    manifest, _ = opened("api/serverless.yml", text)
    assert [(each.value, each.folder) for each in manifest.pythons] == [("python3.9", "api"), ("python3.12", None)]


def test_layers() -> None:
    arn = "arn:aws:lambda:eu-west-1:1:layer:x"
    text = f"provider: {{layers: ['{arn}', '{arn}:3', '{arn}:${{v}}', {{Ref: Y}}]}}\nfunctions: {{a: {{layers: ['{arn}:4']}}}}\n"
    _, installs = opened("serverless.yml", text)
    assert [(each.version, text[each.location.start : each.location.end]) for each in installs.layers] == [
        ("", arn), ("3", f"{arn}:3"), ("4", f"{arn}:4"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("text", ["", "[", "- a", "a: [b", "\0", "{{ x }}", "a: &a [*a]"])
def test_what_is_no_configuration_says_nothing(path: str, text: str) -> None:
    manifest = read(Source(path, text), KINDS[path])
    assert (manifest.pythons, manifest.problems) == ((), ())
