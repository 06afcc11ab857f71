"""Names that nearly everybody knows, and names that are close to one of them and belong to a project of their own.

Chosen by hand on 2026-11-21 from what tutorials, templates and the projects' own guides have people install, as the names that somebody is
likely to mistype and somebody else to register. It is no ranking, and need not be complete. Short names are left out on purpose: too
many honest names are one letter away from `attrs`, `click` or `numpy`. To look after the lists: run the rule over projects that are known
to be sound, and put each name that it finds there among the neighbours.
"""

from __future__ import annotations

LEAST = 6
"""Letters from which on a name is long enough that a neighbour is no coincidence."""

WELL_KNOWN = frozenset(
    (
        "accelerate", "aiofiles", "aiohttp", "alembic", "annotated-types", "ansible", "anthropic", "apache-airflow", "apscheduler",
        "argcomplete", "asgiref", "asyncpg", "authlib", "awscli", "azure-core", "azure-identity", "azure-storage-blob", "bandit",
        "bcrypt", "beautifulsoup4", "bitsandbytes", "botocore", "cachetools", "catboost", "celery", "certifi", "channels", "chardet",
        "charset-normalizer", "cloudpickle", "colorama", "coverage", "croniter", "cryptography", "cython", "dagster", "databricks-sdk",
        "datasets", "debugpy", "deepspeed", "defusedxml", "diffusers", "django", "django-allauth", "django-cors-headers",
        "django-debug-toolbar", "django-environ", "django-extensions", "django-filter", "django-redis", "django-storages",
        "djangorestframework", "dnspython", "docker", "docutils", "drf-spectacular", "elasticsearch", "email-validator", "fabric",
        "factory-boy", "fastapi", "feedparser", "filelock", "flake8", "flask-cors", "flask-login", "flask-migrate", "flask-sqlalchemy",
        "freezegun", "frozenlist", "fsspec", "gensim", "geopandas", "gevent", "gitpython", "google-api-python-client", "google-auth",
        "google-cloud-bigquery", "google-cloud-storage", "gradio", "graphene", "greenlet", "grpcio", "grpcio-tools", "gunicorn",
        "hatchling", "html5lib", "httplib2", "httptools", "huggingface-hub", "humanize", "hydra-core", "hypothesis", "imageio",
        "importlib-metadata", "importlib-resources", "influxdb-client", "ipykernel", "ipython", "ipywidgets", "itsdangerous", "jinja2",
        "joblib", "jsonschema", "jupyter", "jupyterlab", "kubernetes", "langchain", "librosa", "lightgbm", "markdown", "markdown-it-py",
        "markupsafe", "marshmallow", "matplotlib", "mkdocs", "mkdocs-material", "mlflow", "more-itertools", "moviepy", "msgpack",
        "multidict", "mysql-connector-python", "mysqlclient", "networkx", "notebook", "omegaconf", "onnxruntime", "openai",
        "opencv-python", "openpyxl", "opentelemetry-api", "opentelemetry-sdk", "optuna", "orjson", "packaging", "pandas", "paramiko",
        "passlib", "pathspec", "peewee", "pendulum", "pexpect", "pillow", "pipenv", "platformdirs", "playwright", "plotly", "polars",
        "prefect", "prometheus-client", "prompt-toolkit", "protobuf", "psutil", "psycopg2", "psycopg2-binary", "pyarrow", "pyasn1",
        "pycparser", "pycryptodome", "pydantic", "pydantic-settings", "pygame", "pygithub", "pygments", "pyinstaller", "pylint",
        "pymongo", "pymysql", "pynacl", "pyodbc", "pyopenssl", "pyparsing", "pyproj", "pyserial", "pyside6", "pyspark", "pytesseract",
        "pytest", "pytest-asyncio", "pytest-cov", "pytest-django", "pytest-mock", "pytest-xdist", "python-dateutil", "python-docx",
        "python-dotenv", "python-jose", "python-multipart", "python-pptx", "python-slugify", "python-telegram-bot", "pytorch-lightning",
        "pywin32", "pyyaml", "qrcode", "rapidfuzz", "rasterio", "reportlab", "requests", "requests-oauthlib", "requests-toolbelt",
        "ruamel-yaml", "s3transfer", "safetensors", "scikit-image", "scikit-learn", "scrapy", "seaborn", "selenium",
        "sentence-transformers", "sentencepiece", "sentry-sdk", "setuptools", "setuptools-scm", "shapely", "simplejson", "slack-sdk",
        "snowflake-connector-python", "sortedcontainers", "soundfile", "sphinx", "sphinx-rtd-theme", "sqlalchemy", "sqlmodel",
        "starlette", "statsmodels", "streamlit", "stripe", "structlog", "tabulate", "tenacity", "tensorboard", "tensorflow", "termcolor",
        "threadpoolctl", "tiktoken", "tokenizers", "tomlkit", "torchaudio", "torchvision", "tornado", "trafilatura", "transformers",
        "tweepy", "twilio", "twisted", "typing-extensions", "urllib3", "uvicorn", "uvloop", "virtualenv", "watchdog", "weasyprint",
        "websocket-client", "websockets", "werkzeug", "whitenoise", "xgboost", "xlsxwriter", "xmltodict", "zstandard",
    )
)  # fmt: skip

# Projects of their own, one letter from a name above.
NEIGHBOURS = frozenset(
    (
        "aiofile", "bpython", "channel", "cpython", "dataset", "djongo", "dockerfile", "dweepy", "elasticsearch5", "elasticsearch6",
        "elasticsearch7", "elasticsearch8", "fabric2", "fabric3", "fastai", "jython", "markdown2", "oauthlib", "openapi", "progressbar",
        "psycopg", "psycopg-binary", "psycopg3", "pyaml", "pycryptodomex", "pymssql", "pyside", "pyside2", "pytest-mocks", "python",
        "scapy", "spython", "tensorboardx", "websocket", "willow",
    )
)  # fmt: skip
