"""Development tools: which distributions no application needs while it runs, by what they are for.

One entry for each line: normalised name, category, the project's own repository as the evidence of what it is for, and the day
on which the entry was last looked at. Left out on purpose is what applications do import or start: `mock`, `faker`, `factory-boy`,
`setuptools`, `wheel`, `debugpy`, `typeguard`, `mypy-extensions`, `selenium`, `locust`, `behave`, `robotframework`, `docutils`, `nbconvert`.

Categories: "test", "lint", "format", "typing", "stubs", "automation", "debug", "build"; and two that a project may want at runtime
when it is made for documentation or notebooks: "docs", "interactive".
"""

from __future__ import annotations

TOOLS: dict[str, tuple[str, str, str]] = {
    "aioresponses": ("test", "https://github.com/pnuckowski/aioresponses", "2026-11-21"),
    "allure-pytest": ("test", "https://github.com/allure-framework/allure-python", "2026-11-21"),
    "assertpy": ("test", "https://github.com/assertpy/assertpy", "2026-11-21"),
    "codecov": ("test", "https://github.com/codecov/codecov-python", "2026-11-21"),
    "coverage": ("test", "https://github.com/nedbat/coveragepy", "2026-11-21"),
    "coveralls": ("test", "https://github.com/TheKevJames/coveralls-python", "2026-11-21"),
    "ddt": ("test", "https://github.com/datadriventests/ddt", "2026-11-21"),
    "diff-cover": ("test", "https://github.com/Bachmann1234/diff_cover", "2026-11-21"),
    "freezegun": ("test", "https://github.com/spulec/freezegun", "2026-11-21"),
    "httpretty": ("test", "https://github.com/gabrielfalcao/HTTPretty", "2026-11-21"),
    "hypothesis": ("test", "https://github.com/HypothesisWorks/hypothesis", "2026-11-21"),
    "inline-snapshot": ("test", "https://github.com/15r10nk/inline-snapshot", "2026-11-21"),
    "model-bakery": ("test", "https://github.com/model-bakers/model_bakery", "2026-11-21"),
    "moto": ("test", "https://github.com/getmoto/moto", "2026-11-21"),
    "mutmut": ("test", "https://github.com/boxed/mutmut", "2026-11-21"),
    "nose": ("test", "https://github.com/nose-devs/nose", "2026-11-21"),
    "nose2": ("test", "https://github.com/nose-devs/nose2", "2026-11-21"),
    "parameterized": ("test", "https://github.com/wolever/parameterized", "2026-11-21"),
    "pyfakefs": ("test", "https://github.com/pytest-dev/pyfakefs", "2026-11-21"),
    "pyhamcrest": ("test", "https://github.com/hamcrest/PyHamcrest", "2026-11-21"),
    "pytest": ("test", "https://github.com/pytest-dev/pytest", "2026-11-21"),
    "requests-mock": ("test", "https://github.com/jamielennox/requests-mock", "2026-11-21"),
    "responses": ("test", "https://github.com/getsentry/responses", "2026-11-21"),
    "respx": ("test", "https://github.com/lundberg/respx", "2026-11-21"),
    "schemathesis": ("test", "https://github.com/schemathesis/schemathesis", "2026-11-21"),
    "slipcover": ("test", "https://github.com/plasma-umass/slipcover", "2026-11-21"),
    "stestr": ("test", "https://github.com/mtreinish/stestr", "2026-11-21"),
    "syrupy": ("test", "https://github.com/syrupy-project/syrupy", "2026-11-21"),
    "testcontainers": ("test", "https://github.com/testcontainers/testcontainers-python", "2026-11-21"),
    "testfixtures": ("test", "https://github.com/simplistix/testfixtures", "2026-11-21"),
    "testtools": ("test", "https://github.com/testing-cabal/testtools", "2026-11-21"),
    "time-machine": ("test", "https://github.com/adamchainz/time-machine", "2026-11-21"),
    "unittest-xml-reporting": ("test", "https://github.com/xmlrunner/unittest-xml-reporting", "2026-11-21"),
    "vcrpy": ("test", "https://github.com/kevin1024/vcrpy", "2026-11-21"),
    "webtest": ("test", "https://github.com/Pylons/webtest", "2026-11-21"),
    "autoflake": ("lint", "https://github.com/PyCQA/autoflake", "2026-11-21"),
    "bandit": ("lint", "https://github.com/PyCQA/bandit", "2026-11-21"),
    "check-manifest": ("lint", "https://github.com/mgedmin/check-manifest", "2026-11-21"),
    "codespell": ("lint", "https://github.com/codespell-project/codespell", "2026-11-21"),
    "darglint": ("lint", "https://github.com/terrencepreilly/darglint", "2026-11-21"),
    "deptry": ("lint", "https://github.com/fpgmaas/deptry", "2026-11-21"),
    "detect-secrets": ("lint", "https://github.com/Yelp/detect-secrets", "2026-11-21"),
    "djlint": ("lint", "https://github.com/djlint/djLint", "2026-11-21"),
    "doc8": ("lint", "https://github.com/PyCQA/doc8", "2026-11-21"),
    "eradicate": ("lint", "https://github.com/PyCQA/eradicate", "2026-11-21"),
    "flake8": ("lint", "https://github.com/PyCQA/flake8", "2026-11-21"),
    "import-linter": ("lint", "https://github.com/seddonym/import-linter", "2026-11-21"),
    "interrogate": ("lint", "https://github.com/econchick/interrogate", "2026-11-21"),
    "mccabe": ("lint", "https://github.com/PyCQA/mccabe", "2026-11-21"),
    "pep8": ("lint", "https://github.com/PyCQA/pycodestyle", "2026-11-21"),
    "pep8-naming": ("lint", "https://github.com/PyCQA/pep8-naming", "2026-11-21"),
    "pip-audit": ("lint", "https://github.com/pypa/pip-audit", "2026-11-21"),
    "pip-licenses": ("lint", "https://github.com/raimon49/pip-licenses", "2026-11-21"),
    "prospector": ("lint", "https://github.com/prospector-dev/prospector", "2026-11-21"),
    "pycodestyle": ("lint", "https://github.com/PyCQA/pycodestyle", "2026-11-21"),
    "pydoclint": ("lint", "https://github.com/jsh9/pydoclint", "2026-11-21"),
    "pydocstyle": ("lint", "https://github.com/PyCQA/pydocstyle", "2026-11-21"),
    "pyflakes": ("lint", "https://github.com/PyCQA/pyflakes", "2026-11-21"),
    "pylama": ("lint", "https://github.com/klen/pylama", "2026-11-21"),
    "pylint": ("lint", "https://github.com/pylint-dev/pylint", "2026-11-21"),
    "pyroma": ("lint", "https://github.com/regebro/pyroma", "2026-11-21"),
    "pyupgrade": ("lint", "https://github.com/asottile/pyupgrade", "2026-11-21"),
    "radon": ("lint", "https://github.com/rubik/radon", "2026-11-21"),
    "refurb": ("lint", "https://github.com/dosisod/refurb", "2026-11-21"),
    "reorder-python-imports": ("lint", "https://github.com/asottile/reorder-python-imports", "2026-11-21"),
    "ruff": ("lint", "https://github.com/astral-sh/ruff", "2026-11-21"),
    "safety": ("lint", "https://github.com/pyupio/safety", "2026-11-21"),
    "validate-pyproject": ("lint", "https://github.com/abravalheri/validate-pyproject", "2026-11-21"),
    "vermin": ("lint", "https://github.com/netromdk/vermin", "2026-11-21"),
    "vulture": ("lint", "https://github.com/jendrikseipp/vulture", "2026-11-21"),
    "wemake-python-styleguide": ("lint", "https://github.com/wemake-services/wemake-python-styleguide", "2026-11-21"),
    "xenon": ("lint", "https://github.com/rubik/xenon", "2026-11-21"),
    "yamllint": ("lint", "https://github.com/adrienverge/yamllint", "2026-11-21"),
    "yesqa": ("lint", "https://github.com/asottile/yesqa", "2026-11-21"),
    "zizmor": ("lint", "https://github.com/zizmorcore/zizmor", "2026-11-21"),
    "autopep8": ("format", "https://github.com/hhatto/autopep8", "2026-11-21"),
    "black": ("format", "https://github.com/psf/black", "2026-11-21"),
    "blacken-docs": ("format", "https://github.com/adamchainz/blacken-docs", "2026-11-21"),
    "darker": ("format", "https://github.com/akaihola/darker", "2026-11-21"),
    "docformatter": ("format", "https://github.com/PyCQA/docformatter", "2026-11-21"),
    "isort": ("format", "https://github.com/PyCQA/isort", "2026-11-21"),
    "nbqa": ("format", "https://github.com/nbQA-dev/nbQA", "2026-11-21"),
    "nbstripout": ("format", "https://github.com/kynan/nbstripout", "2026-11-21"),
    "pyproject-fmt": ("format", "https://github.com/tox-dev/pyproject-fmt", "2026-11-21"),
    "ufmt": ("format", "https://github.com/omnilib/ufmt", "2026-11-21"),
    "usort": ("format", "https://github.com/facebook/usort", "2026-11-21"),
    "yapf": ("format", "https://github.com/google/yapf", "2026-11-21"),
    "basedpyright": ("typing", "https://github.com/DetachHead/basedpyright", "2026-11-21"),
    "monkeytype": ("typing", "https://github.com/Instagram/MonkeyType", "2026-11-21"),
    "mypy": ("typing", "https://github.com/python/mypy", "2026-11-21"),
    "mypy-protobuf": ("typing", "https://github.com/nipunn1313/mypy-protobuf", "2026-11-21"),
    "pyre-check": ("typing", "https://github.com/facebook/pyre-check", "2026-11-21"),
    "pyrefly": ("typing", "https://github.com/facebook/pyrefly", "2026-11-21"),
    "pyright": ("typing", "https://github.com/RobertCraigie/pyright-python", "2026-11-21"),
    "pytype": ("typing", "https://github.com/google/pytype", "2026-11-21"),
    "ty": ("typing", "https://github.com/astral-sh/ty", "2026-11-21"),
    "bump-my-version": ("automation", "https://github.com/callowayproject/bump-my-version", "2026-11-21"),
    "bump2version": ("automation", "https://github.com/c4urself/bump2version", "2026-11-21"),
    "bumpver": ("automation", "https://github.com/mbarkhau/bumpver", "2026-11-21"),
    "bumpversion": ("automation", "https://github.com/peritus/bumpversion", "2026-11-21"),
    "commitizen": ("automation", "https://github.com/commitizen-tools/commitizen", "2026-11-21"),
    "gitlint": ("automation", "https://github.com/jorisroovers/gitlint", "2026-11-21"),
    "nox": ("automation", "https://github.com/wntrblm/nox", "2026-11-21"),
    "pip-chill": ("automation", "https://github.com/rbanffy/pip-chill", "2026-11-21"),
    "pip-tools": ("automation", "https://github.com/jazzband/pip-tools", "2026-11-21"),
    "pipdeptree": ("automation", "https://github.com/tox-dev/pipdeptree", "2026-11-21"),
    "pipreqs": ("automation", "https://github.com/bndr/pipreqs", "2026-11-21"),
    "poethepoet": ("automation", "https://github.com/nat-n/poethepoet", "2026-11-21"),
    "pre-commit": ("automation", "https://github.com/pre-commit/pre-commit", "2026-11-21"),
    "pre-commit-hooks": ("automation", "https://github.com/pre-commit/pre-commit-hooks", "2026-11-21"),
    "python-semantic-release": ("automation", "https://github.com/python-semantic-release/python-semantic-release", "2026-11-21"),
    "taskipy": ("automation", "https://github.com/taskipy/taskipy", "2026-11-21"),
    "towncrier": ("automation", "https://github.com/twisted/towncrier", "2026-11-21"),
    "tox": ("automation", "https://github.com/tox-dev/tox", "2026-11-21"),
    "tox-conda": ("automation", "https://github.com/tox-dev/tox-conda", "2026-11-21"),
    "tox-gh": ("automation", "https://github.com/tox-dev/tox-gh", "2026-11-21"),
    "tox-gh-actions": ("automation", "https://github.com/ymyzk/tox-gh-actions", "2026-11-21"),
    "tox-uv": ("automation", "https://github.com/tox-dev/tox-uv", "2026-11-21"),
    "django-debug-toolbar": ("debug", "https://github.com/django-commons/django-debug-toolbar", "2026-11-21"),
    "flask-debugtoolbar": ("debug", "https://github.com/pallets-eco/flask-debugtoolbar", "2026-11-21"),
    "ipdb": ("debug", "https://github.com/gotcha/ipdb", "2026-11-21"),
    "pdbpp": ("debug", "https://github.com/pdbpp/pdbpp", "2026-11-21"),
    "pdbr": ("debug", "https://github.com/cansarigol/pdbr", "2026-11-21"),
    "pudb": ("debug", "https://github.com/inducer/pudb", "2026-11-21"),
    "remote-pdb": ("debug", "https://github.com/ionelmc/python-remote-pdb", "2026-11-21"),
    "web-pdb": ("debug", "https://github.com/romanvm/python-web-pdb", "2026-11-21"),
    "auditwheel": ("build", "https://github.com/pypa/auditwheel", "2026-11-21"),
    "auto-py-to-exe": ("build", "https://github.com/brentvollebregt/auto-py-to-exe", "2026-11-21"),
    "build": ("build", "https://github.com/pypa/build", "2026-11-21"),
    "cibuildwheel": ("build", "https://github.com/pypa/cibuildwheel", "2026-11-21"),
    "delocate": ("build", "https://github.com/matthew-brett/delocate", "2026-11-21"),
    "delvewheel": ("build", "https://github.com/adang1345/delvewheel", "2026-11-21"),
    "py2app": ("build", "https://github.com/ronaldoussoren/py2app", "2026-11-21"),
    "py2exe": ("build", "https://github.com/py2exe/py2exe", "2026-11-21"),
    "pyinstaller": ("build", "https://github.com/pyinstaller/pyinstaller", "2026-11-21"),
    "pyinstaller-hooks-contrib": ("build", "https://github.com/pyinstaller/pyinstaller-hooks-contrib", "2026-11-21"),
    "twine": ("build", "https://github.com/pypa/twine", "2026-11-21"),
    "alabaster": ("docs", "https://github.com/sphinx-doc/alabaster", "2026-11-21"),
    "breathe": ("docs", "https://github.com/breathe-doc/breathe", "2026-11-21"),
    "furo": ("docs", "https://github.com/pradyunsg/furo", "2026-11-21"),
    "jupyter-book": ("docs", "https://github.com/jupyter-book/jupyter-book", "2026-11-21"),
    "mike": ("docs", "https://github.com/jimporter/mike", "2026-11-21"),
    "mkdocs": ("docs", "https://github.com/mkdocs/mkdocs", "2026-11-21"),
    "mkdocstrings": ("docs", "https://github.com/mkdocstrings/mkdocstrings", "2026-11-21"),
    "mkdocstrings-python": ("docs", "https://github.com/mkdocstrings/python", "2026-11-21"),
    "myst-parser": ("docs", "https://github.com/executablebooks/MyST-Parser", "2026-11-21"),
    "nbsphinx": ("docs", "https://github.com/spatialaudio/nbsphinx", "2026-11-21"),
    "numpydoc": ("docs", "https://github.com/numpy/numpydoc", "2026-11-21"),
    "pdoc": ("docs", "https://github.com/mitmproxy/pdoc", "2026-11-21"),
    "pdoc3": ("docs", "https://github.com/pdoc3/pdoc", "2026-11-21"),
    "pydata-sphinx-theme": ("docs", "https://github.com/pydata/pydata-sphinx-theme", "2026-11-21"),
    "pydoctor": ("docs", "https://github.com/twisted/pydoctor", "2026-11-21"),
    "recommonmark": ("docs", "https://github.com/readthedocs/recommonmark", "2026-11-21"),
    "sphinx": ("docs", "https://github.com/sphinx-doc/sphinx", "2026-11-21"),
    "sphinxext-opengraph": ("docs", "https://github.com/sphinx-doc/sphinxext-opengraph", "2026-11-21"),
    "bpython": ("interactive", "https://github.com/bpython/bpython", "2026-11-21"),
    "ipykernel": ("interactive", "https://github.com/ipython/ipykernel", "2026-11-21"),
    "ipython": ("interactive", "https://github.com/ipython/ipython", "2026-11-21"),
    "jupyter": ("interactive", "https://github.com/jupyter/jupyter", "2026-11-21"),
    "jupyter-console": ("interactive", "https://github.com/jupyter/jupyter_console", "2026-11-21"),
    "jupyterlab": ("interactive", "https://github.com/jupyterlab/jupyterlab", "2026-11-21"),
    "nbclassic": ("interactive", "https://github.com/jupyter/nbclassic", "2026-11-21"),
    "notebook": ("interactive", "https://github.com/jupyter/notebook", "2026-11-21"),
    "ptpython": ("interactive", "https://github.com/prompt-toolkit/ptpython", "2026-11-21"),
    "qtconsole": ("interactive", "https://github.com/jupyter/qtconsole", "2026-11-21"),
}

# Where the tool's own documentation names its plugins by a prefix, each of them is what the tool is.
PREFIXES: dict[str, tuple[str, str, str]] = {
    "flake8-": ("lint", "https://flake8.pycqa.org/en/latest/plugin-development/registering-plugins.html", "2026-11-21"),
    "mkdocs-": ("docs", "https://github.com/mkdocs/catalog", "2026-11-21"),
    "pylint-": ("lint", "https://pylint.readthedocs.io/en/latest/user_guide/usage/run.html", "2026-11-21"),
    "pytest-": ("test", "https://docs.pytest.org/en/stable/reference/plugin_list.html", "2026-11-21"),
    "sphinx-": ("docs", "https://www.sphinx-doc.org/en/master/usage/extensions/index.html", "2026-11-21"),
    "sphinxcontrib-": ("docs", "https://www.sphinx-doc.org/en/master/usage/extensions/index.html", "2026-11-21"),
    "types-": ("stubs", "https://github.com/python/typeshed/blob/main/CONTRIBUTING.md", "2026-11-21"),
}

_BEGINNINGS = tuple(PREFIXES)

# Stubs by PEP 561; what gRPC and other generators call stubs is code that runs.
STUBS_SUFFIX = ("-stubs", ("stubs", "https://peps.python.org/pep-0561/", "2026-11-21"))
GENERATED = ("api", "client", "proto", "protos", "protobuf", "rpc", "service", "services")

# Distributions that only look like one of a family: programs are linked with the one (it is conda's) and import the other.
NOT_TOOLS: dict[str, tuple[str, str]] = {
    "pthread-stubs": ("https://gitlab.freedesktop.org/xorg/lib/pthread-stubs", "2026-11-21"),
    "types-linq": ("https://github.com/cleoold/types-linq", "2026-11-21"),
}


def entry_of(name: str) -> tuple[str, str, str] | None:
    """The category, the evidence and the day of a development tool, by its normalised name; None for all else."""
    known = TOOLS.get(name)
    if known is not None or name in NOT_TOOLS:
        return known
    if name.startswith(_BEGINNINGS):
        return next(entry for prefix, entry in PREFIXES.items() if name.startswith(prefix))
    suffix, entry = STUBS_SUFFIX
    stem = name.removesuffix(suffix)
    return entry if stem != name and stem.rpartition("-")[2] not in GENERATED else None


def category_of(name: str) -> str:
    """What a distribution is for, by its normalised name ("test", "stubs", "interactive"); "" for what is no development tool."""
    entry = entry_of(name)
    return "" if entry is None else entry[0]
