"""A path into the kind of file that installs: an image, a workflow, a script, the configuration of a tool that makes environments.

Names alone decide. Nothing here declares dependencies, so that no project begins where such a file stands.
"""

from __future__ import annotations

import re

from deplint.regex import regex

EXACT = {
    "Dockerfile": "dockerfile",
    "Containerfile": "dockerfile",
    "dockerfile": "dockerfile",
    "tox.ini": "tox",
    "noxfile.py": "nox",
    "Makefile": "makefile",
    "makefile": "makefile",
    "GNUmakefile": "makefile",
    "justfile": "justfile",
    "Justfile": "justfile",
    ".justfile": "justfile",
    "Procfile": "procfile",
    "pip.conf": "pip.conf",
    "pip.ini": "pip.conf",
    "uv.toml": "uv.toml",
    ".pre-commit-config.yaml": "pre-commit",
    ".pre-commit-config.yml": "pre-commit",
    ".readthedocs.yaml": "readthedocs",
    ".readthedocs.yml": "readthedocs",
    "readthedocs.yml": "readthedocs",
    "readthedocs.yaml": "readthedocs",
    ".gitlab-ci.yml": "gitlab-ci",
    ".gitlab-ci.yaml": "gitlab-ci",
    "azure-pipelines.yml": "azure-pipelines",
    "azure-pipelines.yaml": "azure-pipelines",
    ".azure-pipelines.yml": "azure-pipelines",
    "devcontainer.json": "devcontainer",
    ".devcontainer.json": "devcontainer",
    "serverless.yml": "serverless",
    "serverless.yaml": "serverless",
    "renovate.json": "renovate",
    "renovate.json5": "renovate",
    "renovate.jsonc": "renovate",
    ".renovaterc": "renovate",
    ".renovaterc.json": "renovate",
    ".renovaterc.json5": "renovate",
    "pyvenv.cfg": "environment",
    "flake.nix": "flake",
    "devbox.json": "devbox",
}
"""Names that a tool looks for letter by letter."""

INSTALL_KINDS = frozenset((*EXACT.values(), "action", "circleci", "compose", "dependabot", "sam", "shell", "workflow"))
"""All kinds of files that install."""

# Every name that the shell layer knows as an installer.
_INSTALLER = regex(rb"\b(?:pip3?|uvx?|pipx|poetry|pdm|pipenv|conda|mamba|micromamba|pixi|easy_install|pip-sync|pip-compile|hatch)\b")
MARKS = {
    "shell": _INSTALLER,
    "makefile": _INSTALLER,
    "justfile": _INSTALLER,
    "sam": regex(rb"AWS::(?:Serverless|Lambda)"),
    "action": regex(rb"^runs:", re.MULTILINE),
}
"""What must stand in a file whose name is not enough, or of which most have nothing to do with Python."""


def install_kind(path: str, name: str) -> str:
    """The kind of the file called `name` at `path`, "" where the name promises nothing."""
    kind = EXACT.get(name)
    if kind:
        return kind
    if name == "history" and path.endswith("conda-meta/history"):
        return "environment"
    if name == "METADATA" and "__pypackages__/" in path:
        return "environment"
    dot = name.rfind(".")
    suffix = name[dot:].lower() if dot > 0 else ""
    if suffix in (".yml", ".yaml"):
        return _yaml(path, name)
    if suffix in (".sh", ".bash"):
        return "shell"
    if suffix in (".dockerfile", ".containerfile"):
        return "dockerfile"
    lower = name.lower()
    if lower.startswith(("dockerfile", "containerfile")) and suffix not in _NOT_IMAGES and lower[lower.find("file") + 4] in ".-_":
        return "dockerfile"
    return ""


# What stands beside a Dockerfile and is called after it.
_NOT_IMAGES = frozenset(
    (
        ".dockerignore", ".bak", ".backup", ".orig", ".old", ".sample", ".md", ".py", ".txt", ".rst", ".json", ".j2", ".jinja",
        ".jinja2", ".tmpl", ".tpl", ".erb", ".in", ".lock",
    )
)  # fmt: skip


def _yaml(path: str, name: str) -> str:
    folder = path[: -len(name) - 1]
    parts = folder.split("/")
    if ".github" in parts:
        return _of_github(folder, name)
    if name in ("action.yml", "action.yaml"):
        return "action"
    if name.startswith(("docker-compose", "compose")) and name[name.find("compose") + 7] in ".-_":
        return "compose"
    if parts[-1] == ".circleci" and name.startswith("config."):
        return "circleci"
    if name in ("template.yaml", "template.yml", "sam.yaml", "sam.yml"):
        return "sam"
    if parts[-1] in (".gitlab", ".gitlab-ci") or name.endswith((".gitlab-ci.yml", ".gitlab-ci.yaml")):
        return "gitlab-ci"
    return "azure-pipelines" if parts[-1] in (".azure-pipelines", "azure-pipelines", ".azure") else ""


def _of_github(folder: str, name: str) -> str:
    if folder == ".github/workflows" or folder.endswith("/.github/workflows"):
        return "workflow"
    if name in ("action.yml", "action.yaml"):
        return "action"
    return "dependabot" if name.startswith("dependabot.") else ""
