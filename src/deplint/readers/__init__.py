"""One reader for each format: a decoded file into its facts. Readers never raise, print, open a file or judge."""

from __future__ import annotations

from importlib import import_module

from deplint.facts import Manifest
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Comment
    from deplint.model import Source

_READERS = {
    "requirements": "requirements",
    "pyproject": "pyproject",
    "setup.cfg": "setup_cfg",
    "setup.py": "setup_py",
    "pipfile": "pipfile",
    "conda": "conda",
    "script": "script",
    "pixi": "pixi",
    "python-version": "python_versions",
    "tool-versions": "python_versions",
    "runtime-txt": "python_versions",
    "dockerfile": "places.dockerfile",
    "compose": "places.compose",
    "pre-commit": "places.pre_commit",
    "readthedocs": "places.readthedocs",
    "tox": "places.tox",
    "nox": "places.nox",
    "environment": "places.environment",
    "makefile": "places.recipes",
    "justfile": "places.recipes",
    "procfile": "places.recipes",
    "shell": "places.shell_script",
    "devcontainer": "places.devcontainer",
    "workflow": "places.workflow",
    "action": "places.workflow",
    "gitlab-ci": "places.gitlab_ci",
    "azure-pipelines": "places.azure_pipelines",
    "circleci": "places.circleci",
    "dependabot": "places.updates",
    "renovate": "places.updates",
    "pip.conf": "places.installer_settings",
    "uv.toml": "places.installer_settings",
    "sam": "places.lambda_functions",
    "serverless": "places.lambda_functions",
}


def read(source: Source, kind: str) -> Manifest:
    """The facts of one file. A kind without a reader (the locks) gives a manifest that says that the file is there, and what in it speaks
    to deplint."""
    module = _READERS.get(kind)
    if module is None:
        return Manifest(source.path, kind, source, comments=_comments_for_us(source, kind) if "deplint:" in source.text else ())
    manifest: Manifest = import_module(f"deplint.readers.{module}").read(source)
    return manifest


def _comments_for_us(source: Source, kind: str) -> tuple[Comment, ...]:
    from deplint.readers.locks.comments import COMMENTED, comments

    return comments(source) if kind in COMMENTED else ()


def has_reader(kind: str) -> bool:
    """Is the content of this kind of file looked at, or only its presence?"""
    return kind in _READERS
