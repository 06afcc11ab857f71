"""Names that are not what they seem: of packages that moved, of modules that are no packages, of backports, and of extras that are gone.

One entry for each line, by normalised name, with the evidence and the day on which the entry was last looked at. To look at an entry
again, ask the index for the name (`pip index versions <name>`, `pip download --no-deps --only-binary :all: <name>`) and read the
project's own page; CONTRIBUTING.md says how. Left out on purpose is what is only old (`simplejson`, `toml`, `nose`), what has a maintained
fork and not a new name (`python-jose`), and what shares its name with a distribution of its own (`jwt`, `serial`, `crypto`, `docx`).
"""

from __future__ import annotations

from deplint.typing_light import NamedTuple

_DAY = "2026-11-21"
"""When these entries were last gone through; one that is looked at again gets its own. That day pip was asked what the index has under
about 35 of the names: the absent ones, the placeholders, and what the extras bring. What a project says of itself was read, in stored
copies and excerpts of pages, for `bs4`, `discord`, `docker-py`, `fake-factory`, `fuzzywuzzy`, `pandas-profiling`, `pinecone-client`,
`pypdf2`, `slackclient`, `tensorflow-gpu`, `ydata-profiling`, `urllib3[secure]`, `asyncio`, `enum34`, `futures` and `wsgiref`. Of the others
nobody wrote down whether the page that they name was opened; what Python has since when is from its documentation."""
_PYPI = "https://pypi.org/project/"


class Moved(NamedTuple):
    """Where a distribution went.

    name      the one to ask for
    kind      "placeholder" (empty, brings the other one), "renamed" (no further releases under this name), "abandoned" (another one
              takes its place), "absent" (no file to install)
    imports   code has to import it under another name as well
    applies   the first version of which this is true, "" for all
    refuses   the first version that can't be installed, "" where all can
    """

    name: str
    kind: str
    imports: bool
    applies: str
    refuses: str
    source: str
    date: str


MOVED: dict[str, Moved] = {
    "ansible-base": Moved("ansible-core", "renamed", False, "", "", f"{_PYPI}ansible-base/", _DAY),
    "beautifulsoup": Moved("beautifulsoup4", "renamed", True, "", "", f"{_PYPI}BeautifulSoup/", _DAY),
    "bs4": Moved("beautifulsoup4", "placeholder", False, "", "", f"{_PYPI}bs4/", _DAY),
    "discord": Moved("discord.py", "placeholder", False, "", "", f"{_PYPI}discord/", _DAY),
    "docker-py": Moved("docker", "renamed", False, "", "", "https://docker-py.readthedocs.io/en/stable/change-log.html", _DAY),
    "dotenv": Moved("python-dotenv", "placeholder", False, "0.9.9", "", f"{_PYPI}dotenv/", _DAY),
    "fake-factory": Moved("Faker", "renamed", False, "", "", f"{_PYPI}fake-factory/", _DAY),
    "fuzzywuzzy": Moved("thefuzz", "renamed", True, "", "", "https://github.com/seatgeek/fuzzywuzzy", _DAY),
    "imblearn": Moved("imbalanced-learn", "placeholder", False, "", "", f"{_PYPI}imblearn/", _DAY),
    "mysql-python": Moved("mysqlclient", "abandoned", False, "", "", "https://github.com/PyMySQL/mysqlclient", _DAY),
    "pandas-profiling": Moved("fg-data-profiling", "renamed", True, "", "", f"{_PYPI}pandas-profiling/", _DAY),
    "pep8": Moved("pycodestyle", "renamed", True, "", "", "https://github.com/PyCQA/pycodestyle/issues/466", _DAY),
    "pil": Moved("pillow", "absent", False, "", "0", "https://pypi.org/simple/pil/", _DAY),
    "pinecone-client": Moved("pinecone", "renamed", False, "", "", "https://github.com/pinecone-io/python-sdk/releases/tag/v5.1.0", _DAY),
    "pycrypto": Moved("pycryptodome", "abandoned", False, "", "", "https://www.pycryptodome.org/src/vs_pycrypto", _DAY),
    "pypdf2": Moved("pypdf", "renamed", True, "", "", f"{_PYPI}PyPDF2/", _DAY),
    "pytorch": Moved("torch", "placeholder", False, "", "0", f"{_PYPI}pytorch/", _DAY),
    "skimage": Moved("scikit-image", "placeholder", False, "", "0", "https://github.com/scikit-image/scikit-image/issues/5147", _DAY),
    "sklearn": Moved("scikit-learn", "placeholder", False, "", "0.0.post1", f"{_PYPI}sklearn/", _DAY),
    "slackclient": Moved("slack-sdk", "renamed", True, "", "", "https://slack.dev/python-slack-sdk/v3-migration/", _DAY),
    "tensorflow-gpu": Moved("tensorflow", "renamed", False, "2.1", "2.12", f"{_PYPI}tensorflow-gpu/", _DAY),
    "ydata-profiling": Moved("fg-data-profiling", "renamed", True, "", "", f"{_PYPI}ydata-profiling/", _DAY),
    "zmq": Moved("pyzmq", "placeholder", False, "", "", f"{_PYPI}zmq/", _DAY),
}  # fmt: skip

# Modules that are no distributions: the index has nothing under the name. Name: the distribution that has the module.
MODULES: dict[str, tuple[str, str, str]] = {
    "cv2": ("opencv-python", f"{_PYPI}opencv-python/", _DAY),
    "dateutil": ("python-dateutil", "https://dateutil.readthedocs.io/en/stable/", _DAY),
    "gi": ("PyGObject", "https://pygobject.gnome.org/", _DAY),
    "git": ("GitPython", "https://gitpython.readthedocs.io/en/stable/intro.html", _DAY),
    "mysqldb": ("mysqlclient", "https://mysqlclient.readthedocs.io/", _DAY),
    "opencv": ("opencv-python", f"{_PYPI}opencv-python/", _DAY),
    "openssl": ("pyOpenSSL", "https://www.pyopenssl.org/en/latest/install.html", _DAY),
    "pptx": ("python-pptx", "https://python-pptx.readthedocs.io/en/latest/user/install.html", _DAY),
    "win32api": ("pywin32", f"{_PYPI}pywin32/", _DAY),
    "wx": ("wxPython", "https://wxpython.org/pages/downloads/", _DAY),
    "yaml": ("PyYAML", "https://pyyaml.org/wiki/PyYAMLDocumentation", _DAY),
}

# Extras that are of no use any more: the first version of which that is true, and why.
EXTRAS: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("black", "python2"): (
        "22.1.0", "is gone since 22.1, with the support of Python 2",
        "https://black.readthedocs.io/en/stable/change_log.html", _DAY,
    ),
    ("pydantic", "dotenv"): (
        "2.0", "is gone since 2.0; `pydantic-settings` reads such files",
        "https://docs.pydantic.dev/latest/migration/", _DAY,
    ),
    ("pymongo", "srv"): (
        "4.3", "brings nothing since 4.3, which always needs `dnspython`",
        "https://jira.mongodb.org/browse/PYTHON-2605", _DAY,
    ),
    ("requests", "security"): ("2.26", "brings nothing since 2.26", "https://github.com/psf/requests/pull/5867", _DAY),
    ("typer", "all"): (
        "0.12.1", "is gone since 0.12.1, which always has what it brought",
        "https://typer.tiangolo.com/release-notes/", _DAY,
    ),
    ("urllib3", "secure"): (
        "1.26.12", "is deprecated since 1.26.12 and gone in 2.1",
        "https://github.com/urllib3/urllib3/issues/2680", _DAY,
    ),
}  # fmt: skip

# The index lets nobody register the name of a module of the standard library (https://pypi.org/help/#project-name): what stands there
# under one was there before that rule, or is the backport for Pythons that nobody has any more. What it is, evidence, day.
HARMFUL: dict[str, tuple[str, str, str]] = {
    "asyncio": ("is a backport of Python 3.3's time, and nothing at all since 4.0", f"{_PYPI}asyncio/", _DAY),
    "enum34": ("is the `enum` of Python 3.4, and can take the place of the newer one", f"{_PYPI}enum34/", _DAY),
    "futures": ("is the `concurrent.futures` of Python 3.2", f"{_PYPI}futures/", _DAY),
    "pathlib": ("is the state of Python 3.4", f"{_PYPI}pathlib/", _DAY),
    "uuid": ("is the state of Python 2.5", f"{_PYPI}uuid/", _DAY),
    "wsgiref": ("is for Pythons before 3.2", f"{_PYPI}wsgiref/", _DAY),
}  # fmt: skip

# Modules that every Python 3 has, and under whose names nothing else is known. Left out are those that are gone from a newer Python, and
# words that somebody may well have taken for a package of their own (`code`, `email`, `html`, `platform`, `queue`, `secrets`, `test`).
STDLIB = frozenset(
    (
        "argparse", "base64", "codecs", "collections", "contextlib", "csv", "ctypes", "datetime", "decimal", "fractions", "ftplib",
        "functools", "getpass", "glob", "gzip", "hashlib", "heapq", "imaplib", "importlib", "inspect", "io", "itertools", "json",
        "logging", "math", "multiprocessing", "os", "pickle", "pprint", "random", "re", "shutil", "smtplib", "socket", "sqlite3", "ssl",
        "struct", "subprocess", "sys", "tempfile", "textwrap", "threading", "time", "tkinter", "traceback", "unittest", "urllib",
        "warnings", "weakref", "webbrowser", "winreg", "winsound", "zipfile", "zlib",
    )
)  # fmt: skip

# Backports: the first Python that needs none, what it has instead, is the module's name the same (so that the standard library's one is
# imported whatever is installed), evidence, day.
BACKPORTS: dict[str, tuple[tuple[int, int], str, bool, str, str]] = {
    "backports-asyncio-runner": ((3, 11), "asyncio.Runner", False, f"{_PYPI}backports.asyncio.runner/", _DAY),
    "backports-cached-property": ((3, 8), "functools.cached_property", False, f"{_PYPI}backports.cached-property/", _DAY),
    "backports-csv": ((3, 0), "csv", False, f"{_PYPI}backports.csv/", _DAY),
    "backports-datetime-fromisoformat": ((3, 11), "datetime.fromisoformat", False, f"{_PYPI}backports-datetime-fromisoformat/", _DAY),
    "backports-entry-points-selectable": ((3, 10), "importlib.metadata", False, f"{_PYPI}backports.entry-points-selectable/", _DAY),
    "backports-functools-lru-cache": ((3, 3), "functools.lru_cache", False, f"{_PYPI}backports.functools-lru-cache/", _DAY),
    "backports-ssl-match-hostname": ((3, 5), "ssl", False, f"{_PYPI}backports.ssl-match-hostname/", _DAY),
    "backports-strenum": ((3, 11), "enum.StrEnum", False, f"{_PYPI}backports.strenum/", _DAY),
    "backports-tarfile": ((3, 12), "tarfile", False, f"{_PYPI}backports.tarfile/", _DAY),
    "backports-zoneinfo": ((3, 9), "zoneinfo", False, f"{_PYPI}backports.zoneinfo/", _DAY),
    "backports-zstd": ((3, 14), "compression.zstd", False, f"{_PYPI}backports.zstd/", _DAY),
    "configparser": ((3, 0), "configparser", True, f"{_PYPI}configparser/", _DAY),
    "contextvars": ((3, 7), "contextvars", True, f"{_PYPI}contextvars/", _DAY),
    "dataclasses": ((3, 7), "dataclasses", True, f"{_PYPI}dataclasses/", _DAY),
    "exceptiongroup": ((3, 11), "ExceptionGroup", False, f"{_PYPI}exceptiongroup/", _DAY),
    "funcsigs": ((3, 3), "inspect.signature", False, f"{_PYPI}funcsigs/", _DAY),
    "functools32": ((3, 2), "functools", False, f"{_PYPI}functools32/", _DAY),
    "graphlib-backport": ((3, 9), "graphlib", True, f"{_PYPI}graphlib-backport/", _DAY),
    "importlib-metadata": ((3, 10), "importlib.metadata", False, f"{_PYPI}importlib-metadata/", _DAY),
    "importlib-resources": ((3, 10), "importlib.resources", False, f"{_PYPI}importlib-resources/", _DAY),
    "ipaddress": ((3, 3), "ipaddress", True, f"{_PYPI}ipaddress/", _DAY),
    "ordereddict": ((2, 7), "collections.OrderedDict", False, f"{_PYPI}ordereddict/", _DAY),
    "pathlib2": ((3, 5), "pathlib", False, f"{_PYPI}pathlib2/", _DAY),
    "scandir": ((3, 5), "os.scandir", False, f"{_PYPI}scandir/", _DAY),
    "singledispatch": ((3, 4), "functools.singledispatch", False, f"{_PYPI}singledispatch/", _DAY),
    "statistics": ((3, 4), "statistics", True, f"{_PYPI}statistics/", _DAY),
    "subprocess32": ((3, 5), "subprocess", False, f"{_PYPI}subprocess32/", _DAY),
    "tomli": ((3, 11), "tomllib", False, f"{_PYPI}tomli/", _DAY),
    "typing": ((3, 5), "typing", True, f"{_PYPI}typing/", _DAY),
    "zipp": ((3, 8), "zipfile.Path", False, f"{_PYPI}zipp/", _DAY),
}  # fmt: skip
