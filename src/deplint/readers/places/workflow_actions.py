"""The actions that provide a Python or a packaging tool: which of their inputs name versions, and which name files.

From the `action.yml` of each, in November 2026. An action that is not here says nothing.
"""

from __future__ import annotations

from deplint.typing_light import NamedTuple


class Provider(NamedTuple):
    """What the inputs of an action mean.

    tool      "python", "uv", "conda", "poetry", "pdm", "pixi", "pipenv": as in `Setup.tool`
    pythons   inputs for Python versions
    release   inputs for the version of the tool itself
    files     inputs for files, with their `CommandFile.kind`
    arguments the input for the arguments of a `pip install`
    """

    tool: str
    pythons: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    arguments: str = ""


_PYTHON_FILES = (("python-version-file", "version"), ("cache-dependency-path", "cache"))
_MICROMAMBA = Provider("conda", (), ("micromamba-version",), (("environment-file", "environment"), ("cache-dependency-path", "cache")))
_POETRY = Provider("poetry", (), ("version", "poetry-version"))

PROVIDERS = {
    "actions/setup-python": Provider("python", ("python-version",), (), _PYTHON_FILES, "pip-install"),
    "deadsnakes/action": Provider("python", ("python-version",)),
    "matteoh2o1999/setup-python": Provider("python", ("python-version",), (), _PYTHON_FILES),
    "astral-sh/setup-uv": Provider(
        "uv", ("python-version",), ("version",), (("version-file", "release"), ("cache-dependency-glob", "cache"))
    ),
    "hynek/setup-cached-uv": Provider("uv", (), (), (("cache-dependency-path", "cache"),)),
    "yezz123/setup-uv": Provider("uv", (), ("uv-version",)),
    "conda-incubator/setup-miniconda": Provider(
        "conda", ("python-version",), ("miniconda-version", "miniforge-version"), (("environment-file", "environment"),)
    ),
    "mamba-org/setup-micromamba": _MICROMAMBA,
    "mamba-org/provision-with-micromamba": _MICROMAMBA,
    "prefix-dev/setup-pixi": Provider("pixi", (), ("pixi-version",), (("manifest-path", "project"),)),
    "snok/install-poetry": _POETRY,
    "abatilo/actions-poetry": _POETRY,
    "gr1n/setup-poetry": _POETRY,
    "pdm-project/setup-pdm": Provider("pdm", ("python-version",), ("version",), _PYTHON_FILES),
    "dschep/install-pipenv-action": Provider("pipenv", (), ("version",)),
}
"""By the name of the action in lower case, without its version."""


def provider_of(uses: str) -> Provider | None:
    """The provider that `uses:` names, None for every other action."""
    return PROVIDERS.get(uses.partition("@")[0].strip().lower())
