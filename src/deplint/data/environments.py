"""Distributions that say what an environment is: what serves, what comes with notebooks, what nobody names, what only a dump holds.

One entry for each line: normalised name, the evidence of what it is for, and the day on which the entry was last looked at.
"""

from __future__ import annotations

# Frameworks and servers: who installs one of them runs a service.
SERVICES: dict[str, tuple[str, str]] = {
    "bottle": ("https://github.com/bottlepy/bottle", "2026-11-21"),
    "celery": ("https://github.com/celery/celery", "2026-11-21"),
    "daphne": ("https://github.com/django/daphne", "2026-11-21"),
    "django": ("https://github.com/django/django", "2026-11-21"),
    "djangorestframework": ("https://github.com/encode/django-rest-framework", "2026-11-21"),
    "falcon": ("https://github.com/falconry/falcon", "2026-11-21"),
    "fastapi": ("https://github.com/fastapi/fastapi", "2026-11-21"),
    "flask": ("https://github.com/pallets/flask", "2026-11-21"),
    "gunicorn": ("https://github.com/benoitc/gunicorn", "2026-11-21"),
    "hypercorn": ("https://github.com/pgjones/hypercorn", "2026-11-21"),
    "litestar": ("https://github.com/litestar-org/litestar", "2026-11-21"),
    "mod-wsgi": ("https://github.com/GrahamDumpleton/mod_wsgi", "2026-11-21"),
    "pyramid": ("https://github.com/Pylons/pyramid", "2026-11-21"),
    "quart": ("https://github.com/pallets/quart", "2026-11-21"),
    "sanic": ("https://github.com/sanic-org/sanic", "2026-11-21"),
    "starlette": ("https://github.com/encode/starlette", "2026-11-21"),
    "uvicorn": ("https://github.com/encode/uvicorn", "2026-11-21"),
    "uwsgi": ("https://github.com/unbit/uwsgi", "2026-11-21"),
    "waitress": ("https://github.com/Pylons/waitress", "2026-11-21"),
}

# Tools for experiments that depend on a service framework without the project being a service.
BRINGS_SERVICES: dict[str, tuple[str, str]] = {
    "anaconda-navigator": ("https://docs.anaconda.com/navigator/", "2026-11-21"),
    "conda": ("https://github.com/conda/conda", "2026-11-21"),
    "jupyter-dash": ("https://github.com/plotly/jupyter-dash", "2026-11-21"),
    "mlflow": ("https://github.com/mlflow/mlflow", "2026-11-21"),
}

# What is analysed and modelled with, in notebooks more often than not.
DATA_SCIENCE: dict[str, tuple[str, str]] = {
    "catboost": ("https://github.com/catboost/catboost", "2026-11-21"),
    "geopandas": ("https://github.com/geopandas/geopandas", "2026-11-21"),
    "keras": ("https://github.com/keras-team/keras", "2026-11-21"),
    "lightgbm": ("https://github.com/microsoft/LightGBM", "2026-11-21"),
    "matplotlib": ("https://github.com/matplotlib/matplotlib", "2026-11-21"),
    "numpy": ("https://github.com/numpy/numpy", "2026-11-21"),
    "pandas": ("https://github.com/pandas-dev/pandas", "2026-11-21"),
    "plotly": ("https://github.com/plotly/plotly.py", "2026-11-21"),
    "polars": ("https://github.com/pola-rs/polars", "2026-11-21"),
    "pyspark": ("https://github.com/apache/spark", "2026-11-21"),
    "scikit-learn": ("https://github.com/scikit-learn/scikit-learn", "2026-11-21"),
    "scipy": ("https://github.com/scipy/scipy", "2026-11-21"),
    "seaborn": ("https://github.com/mwaskom/seaborn", "2026-11-21"),
    "tensorflow": ("https://github.com/tensorflow/tensorflow", "2026-11-21"),
    "torch": ("https://github.com/pytorch/pytorch", "2026-11-21"),
    "xgboost": ("https://github.com/dmlc/xgboost", "2026-11-21"),
}

# What comes with IPython and Jupyter, and what nobody asks for by name.
NOTEBOOK_PARTS: dict[str, tuple[str, str]] = {
    "argon2-cffi-bindings": ("https://github.com/hynek/argon2-cffi-bindings", "2026-11-21"),
    "asttokens": ("https://github.com/gristlabs/asttokens", "2026-11-21"),
    "backcall": ("https://github.com/takluyver/backcall", "2026-11-21"),
    "comm": ("https://github.com/ipython/comm", "2026-11-21"),
    "executing": ("https://github.com/alexmojaki/executing", "2026-11-21"),
    "ipython-genutils": ("https://github.com/ipython/ipython_genutils", "2026-11-21"),
    "ipython-pygments-lexers": ("https://github.com/ipython/ipython-pygments-lexers", "2026-11-21"),
    "jedi": ("https://github.com/davidhalter/jedi", "2026-11-21"),
    "jupyter-client": ("https://github.com/jupyter/jupyter_client", "2026-11-21"),
    "jupyter-core": ("https://github.com/jupyter/jupyter_core", "2026-11-21"),
    "jupyter-events": ("https://github.com/jupyter/jupyter_events", "2026-11-21"),
    "jupyter-server": ("https://github.com/jupyter-server/jupyter_server", "2026-11-21"),
    "jupyter-server-terminals": ("https://github.com/jupyter-server/jupyter_server_terminals", "2026-11-21"),
    "jupyterlab-pygments": ("https://github.com/jupyterlab/jupyterlab_pygments", "2026-11-21"),
    "jupyterlab-server": ("https://github.com/jupyterlab/jupyterlab_server", "2026-11-21"),
    "jupyterlab-widgets": ("https://github.com/jupyter-widgets/ipywidgets", "2026-11-21"),
    "matplotlib-inline": ("https://github.com/ipython/matplotlib-inline", "2026-11-21"),
    "nbclient": ("https://github.com/jupyter/nbclient", "2026-11-21"),
    "nest-asyncio": ("https://github.com/erdewit/nest_asyncio", "2026-11-21"),
    "notebook-shim": ("https://github.com/jupyter/notebook_shim", "2026-11-21"),
    "pandocfilters": ("https://github.com/jgm/pandocfilters", "2026-11-21"),
    "parso": ("https://github.com/davidhalter/parso", "2026-11-21"),
    "pexpect": ("https://github.com/pexpect/pexpect", "2026-11-21"),
    "pickleshare": ("https://github.com/pickleshare/pickleshare", "2026-11-21"),
    "ptyprocess": ("https://github.com/pexpect/ptyprocess", "2026-11-21"),
    "pure-eval": ("https://github.com/alexmojaki/pure_eval", "2026-11-21"),
    "pyzmq": ("https://github.com/zeromq/pyzmq", "2026-11-21"),
    "send2trash": ("https://github.com/arsenetar/send2trash", "2026-11-21"),
    "stack-data": ("https://github.com/alexmojaki/stack_data", "2026-11-21"),
    "terminado": ("https://github.com/jupyter/terminado", "2026-11-21"),
    "testpath": ("https://github.com/jupyter/testpath", "2026-11-21"),
    "traitlets": ("https://github.com/ipython/traitlets", "2026-11-21"),
    "wcwidth": ("https://github.com/jquast/wcwidth", "2026-11-21"),
    "widgetsnbextension": ("https://github.com/jupyter-widgets/ipywidgets", "2026-11-21"),
}

# What nearly always stands in a list because another distribution depends on it.
INDIRECT: dict[str, tuple[str, str]] = {
    "certifi": ("https://github.com/certifi/python-certifi", "2026-11-21"),
    "cffi": ("https://github.com/python-cffi/cffi", "2026-11-21"),
    "chardet": ("https://github.com/chardet/chardet", "2026-11-21"),
    "charset-normalizer": ("https://github.com/jawah/charset_normalizer", "2026-11-21"),
    "contourpy": ("https://github.com/contourpy/contourpy", "2026-11-21"),
    "cycler": ("https://github.com/matplotlib/cycler", "2026-11-21"),
    "decorator": ("https://github.com/micheles/decorator", "2026-11-21"),
    "fonttools": ("https://github.com/fonttools/fonttools", "2026-11-21"),
    "h11": ("https://github.com/python-hyper/h11", "2026-11-21"),
    "idna": ("https://github.com/kjd/idna", "2026-11-21"),
    "importlib-metadata": ("https://github.com/python/importlib_metadata", "2026-11-21"),
    "iniconfig": ("https://github.com/pytest-dev/iniconfig", "2026-11-21"),
    "itsdangerous": ("https://github.com/pallets/itsdangerous", "2026-11-21"),
    "kiwisolver": ("https://github.com/nucleic/kiwi", "2026-11-21"),
    "markupsafe": ("https://github.com/pallets/markupsafe", "2026-11-21"),
    "mdurl": ("https://github.com/executablebooks/mdurl", "2026-11-21"),
    "mypy-extensions": ("https://github.com/python/mypy_extensions", "2026-11-21"),
    "pluggy": ("https://github.com/pytest-dev/pluggy", "2026-11-21"),
    "pycparser": ("https://github.com/eliben/pycparser", "2026-11-21"),
    "pyparsing": ("https://github.com/pyparsing/pyparsing", "2026-11-21"),
    "pytz": ("https://github.com/stub42/pytz", "2026-11-21"),
    "six": ("https://github.com/benjaminp/six", "2026-11-21"),
    "sniffio": ("https://github.com/python-trio/sniffio", "2026-11-21"),
    "soupsieve": ("https://github.com/facelessuser/soupsieve", "2026-11-21"),
    "sqlparse": ("https://github.com/andialbrecht/sqlparse", "2026-11-21"),
    "threadpoolctl": ("https://github.com/joblib/threadpoolctl", "2026-11-21"),
    "typing-extensions": ("https://github.com/python/typing_extensions", "2026-11-21"),
    "tzdata": ("https://github.com/python/tzdata", "2026-11-21"),
    "urllib3": ("https://github.com/urllib3/urllib3", "2026-11-21"),
    "webencodings": ("https://github.com/gsnedders/python-webencodings", "2026-11-21"),
    "zipp": ("https://github.com/jaraco/zipp", "2026-11-21"),
}

# What a list of requirements holds only if everything that was installed went into it: installers, and conda's own programs.
ONLY_IN_DUMPS: dict[str, tuple[str, str]] = {
    "anaconda-client": ("https://github.com/anaconda/anaconda-client", "2026-11-21"),
    "anaconda-navigator": ("https://docs.anaconda.com/navigator/", "2026-11-21"),
    "anaconda-project": ("https://github.com/anaconda/anaconda-project", "2026-11-21"),
    "conda": ("https://github.com/conda/conda", "2026-11-21"),
    "conda-build": ("https://github.com/conda/conda-build", "2026-11-21"),
    "conda-package-handling": ("https://github.com/conda/conda-package-handling", "2026-11-21"),
    "distribute": ("https://setuptools.pypa.io/en/latest/history.html", "2026-11-21"),
    "menuinst": ("https://github.com/conda/menuinst", "2026-11-21"),
    "pip": ("https://github.com/pypa/pip", "2026-11-21"),
    "pkg-resources": ("https://bugs.launchpad.net/ubuntu/+source/python-pip/+bug/1635463", "2026-11-21"),
    "spyder": ("https://github.com/spyder-ide/spyder", "2026-11-21"),
    "spyder-kernels": ("https://github.com/spyder-ide/spyder-kernels", "2026-11-21"),
    "wheel": ("https://github.com/pypa/wheel", "2026-11-21"),
}
