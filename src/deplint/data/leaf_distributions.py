"""Distributions that need nothing else: no release from the given one on has a requirement outside of its extras.

Whoever looks for what in a lock nobody asks for can count them out: they are not why something else is locked. Left out on purpose is
what needs something on some platform or some Python only (`click`, `tqdm`, `multidict`).
"""

from __future__ import annotations

LEAVES: dict[str, str] = {
    "annotated-types": "0.6", "attrs": "25.1", "blinker": "1.7", "cachetools": "4", "certifi": "0", "charset-normalizer": "3.1",
    "colorama": "0", "cycler": "0.12", "defusedxml": "0", "distro": "1.6", "docutils": "0", "et-xmlfile": "1", "filelock": "3.13",
    "frozenlist": "1.4", "fsspec": "2023.1", "greenlet": "2", "h11": "0.16", "idna": "0", "iniconfig": "0", "itsdangerous": "2",
    "jmespath": "1", "joblib": "1", "lxml": "4.9", "markupsafe": "2.1", "mdurl": "0", "mypy-extensions": "1", "numpy": "1.21",
    "orjson": "3.8", "packaging": "22", "pathspec": "0.10", "pillow": "9", "platformdirs": "4", "pluggy": "1.6", "ply": "0",
    "psutil": "5.8", "pyasn1": "0", "pycparser": "2", "pygments": "2.16", "pyparsing": "3", "python-dotenv": "1", "pytz": "0",
    "pyyaml": "5", "regex": "2022.1", "simplejson": "3", "six": "0", "sniffio": "1.3", "sortedcontainers": "2", "soupsieve": "2.3",
    "tabulate": "0.8", "termcolor": "2", "text-unidecode": "0", "threadpoolctl": "3", "toml": "0", "tomli": "1", "tomlkit": "0.11",
    "toolz": "0.10", "typing-extensions": "4", "ujson": "5", "urllib3": "1.26", "webencodings": "0", "wrapt": "1.14", "xmltodict": "0.13",
    "zipp": "3.8",
}  # fmt: skip
"""The first release of each, by normalised name; "0" where there was never one with a requirement."""
