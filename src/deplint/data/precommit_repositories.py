"""Hook repositories of pre-commit whose `rev` is the version of a distribution, by owner and name in lower case.

Looked up in the repositories' own `.pre-commit-hooks.yaml` and, for mirrors, their README, on 2026-11-21. Left out are repositories with
versions of their own (`pre-commit-hooks`, `mirrors-prettier`) and those whose hooks are not the tool.
"""

from __future__ import annotations

DISTRIBUTIONS = {
    "adamchainz/blacken-docs": "blacken-docs",
    "adamchainz/django-upgrade": "django-upgrade",
    "adrienverge/yamllint": "yamllint",
    "asottile/add-trailing-comma": "add-trailing-comma",
    "asottile/blacken-docs": "blacken-docs",
    "asottile/pyupgrade": "pyupgrade",
    "asottile/reorder-python-imports": "reorder-python-imports",
    "asottile/reorder_python_imports": "reorder-python-imports",
    "asottile/setup-cfg-fmt": "setup-cfg-fmt",
    "astral-sh/ruff-pre-commit": "ruff",
    "astral-sh/uv-pre-commit": "uv",
    "charliermarsh/ruff-pre-commit": "ruff",
    "codespell-project/codespell": "codespell",
    "djlint/djlint": "djlint",
    "executablebooks/mdformat": "mdformat",
    "fpgmaas/deptry": "deptry",
    "google/yapf": "yapf",
    "hadialqattan/pycln": "pycln",
    "hukkin/mdformat": "mdformat",
    "jazzband/pip-tools": "pip-tools",
    "jendrikseipp/vulture": "vulture",
    "jorisroovers/gitlint": "gitlint-core",
    "kynan/nbstripout": "nbstripout",
    "nbqa-dev/nbqa": "nbqa",
    "pdm-project/pdm": "pdm",
    "pre-commit/mirrors-autopep8": "autopep8",
    "pre-commit/mirrors-isort": "isort",
    "pre-commit/mirrors-mypy": "mypy",
    "pre-commit/mirrors-pylint": "pylint",
    "pre-commit/mirrors-yapf": "yapf",
    "psf/black": "black",
    "psf/black-pre-commit-mirror": "black",
    "pycqa/autoflake": "autoflake",
    "pycqa/bandit": "bandit",
    "pycqa/docformatter": "docformatter",
    "pycqa/flake8": "flake8",
    "pycqa/isort": "isort",
    "pycqa/pydocstyle": "pydocstyle",
    "pycqa/pylint": "pylint",
    "pypa/pip-audit": "pip-audit",
    "python-jsonschema/check-jsonschema": "check-jsonschema",
    "python-poetry/poetry": "poetry",
    "rstcheck/rstcheck": "rstcheck",
    "sqlfluff/sqlfluff": "sqlfluff",
    "thibaudcolas/curlylint": "curlylint",
    "timothycrosley/isort": "isort",
    "yelp/detect-secrets": "detect-secrets",
}


def distribution_of(repository: str) -> str:
    """The normalised name of the distribution that a hook repository's tags are versions of; "" where none is known."""
    parts = repository.removesuffix("/").removesuffix(".git").replace(":", "/").split("/")
    return DISTRIBUTIONS.get("/".join(parts[-2:]).lower(), "") if len(parts) >= 2 else ""
