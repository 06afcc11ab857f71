"""Distributions that put the same import package into an environment, one over the other: of each family only one can be installed.

One family for each line: the import package, the normalised names, how it was verified, the page that says so ("" where none was read), and
the day. How:

wheels     the lists of files of the newest wheels of two members were compared, and share paths (`cv2`: not those of the contrib ones)
source     what builds each project was read in a stored copy of its repository (or the wheel of one): both write the package
report     a page, mostly a report to one of the projects, says that two members share the package, are builds of the same thing, or may
           not both be installed; read in a stored copy or an excerpt of one, no file was compared
unchecked  known to those who wrote it down, and nothing more

Of a family with more than two members that says it of two at least, not of each. `python tests/data/check_overlapping.py WHEEL WHEEL`
compares two wheels. Left out on purpose are distributions of which one brings the other (`tensorflow-intel`, `mlflow-skinny`,
`python-levenshtein`, `pyldap`), namespaces that many share, `python-magic-bin`, which people add to `python-magic` for Windows, and those
of which one has a module where the other has a package, so that none of their files is the same: `attr` and `attrs`, `docx` and
`python-docx`, `slugify` and `python-slugify`, `file-magic` and `python-magic`; `gnupg` now installs another module, and of `ffmpeg` no
file is known that `ffmpeg-python` has as well.
"""

from __future__ import annotations

_DAY = "2026-11-21"
"""When all of these entries were last looked at; one that is looked at again gets its own."""

OVERLAPS: tuple[tuple[str, str, str, str, str], ...] = (
    ("avro", "avro avro-python3", "report", "https://github.com/datahub-project/datahub/issues/2919", _DAY),
    ("bson", "bson pymongo", "source", "https://github.com/py-bson/bson", _DAY),
    ("consul", "python-consul python-consul2", "unchecked", "", _DAY),
    ("Crypto", "pycrypto pycryptodome", "report", "https://slackbuilds.org/repository/15.0/python/python3-pycryptodome/", _DAY),
    ("cupy", ("cupy cupy-cuda102 cupy-cuda110 cupy-cuda111 cupy-cuda112 cupy-cuda113 cupy-cuda114 cupy-cuda115 cupy-cuda116 cupy-cuda117 "
     "cupy-cuda11x cupy-cuda12x cupy-cuda13x cupy-rocm-4-3 cupy-rocm-5-0"), "report", "https://github.com/cupy/cupy/pull/5032", _DAY),
    ("cv2", "opencv-python opencv-contrib-python opencv-python-headless opencv-contrib-python-headless", "wheels", "", _DAY),
    ("discord", "discord-py py-cord", "report", "https://github.com/Pycord-Development/pycord/issues/1570", _DAY),
    ("docker", "docker docker-py", "report", "https://github.com/docker/docker-py/issues/1738", _DAY),
    ("faiss", "faiss-cpu faiss-gpu faiss-gpu-cu11 faiss-gpu-cu12", "report", "https://github.com/facebookresearch/faiss/issues/2892", _DAY),
    ("ffmpeg", "ffmpeg-python python-ffmpeg", "source", "https://github.com/kkroening/ffmpeg-python", _DAY),
    ("fitz", "fitz pymupdf", "report", "https://github.com/pymupdf/PyMuPDF/pull/3674", _DAY),
    ("jsonfield", "jsonfield django-jsonfield", "report", "https://github.com/rpkilby/jsonfield/issues/120", _DAY),
    ("jwt", "jwt pyjwt", "report", "https://github.com/GehirnInc/python-jwt/issues/36", _DAY),
    ("kafka", "kafka kafka-python kafka-python-ng", "report", "https://github.com/dpkp/kafka-python/issues/1450", _DAY),
    ("kerberos", "kerberos pykerberos", "source", "https://github.com/02strich/pykerberos", _DAY),
    ("mmcv", "mmcv mmcv-full mmcv-lite", "report", "https://mmcv.readthedocs.io/en/latest/get_started/installation.html", _DAY),
    ("msgpack", "msgpack msgpack-python", "report", "https://github.com/NixOS/nixpkgs/issues/48864", _DAY),
    ("mysql.connector", "mysql-connector mysql-connector-python mysql-connector-python-rf", "unchecked", "", _DAY),
    ("MySQLdb", "mysqlclient mysql-python", "unchecked", "", _DAY),
    ("onnxruntime", "onnxruntime onnxruntime-gpu onnxruntime-directml onnxruntime-openvino", "report",
     "https://github.com/ssube/onnx-web/issues/19", _DAY),
    ("open3d", "open3d open3d-cpu", "unchecked", "", _DAY),
    ("paddle", "paddlepaddle paddlepaddle-gpu", "report", "https://github.com/PaddlePaddle/Paddle/issues/47344", _DAY),
    ("pdfminer", "pdfminer pdfminer-six pdfminer3k", "report", "https://github.com/pdfminer/pdfminer.six/issues/870", _DAY),
    ("PIL", "pillow pillow-simd", "report", "https://discuss.pytorch.org/t/would-torchvision-depend-on-pillow-simd-or-pillow/32096", _DAY),
    ("polars", "polars polars-lts-cpu polars-u64-idx", "report", "https://github.com/pola-rs/polars/issues/26534", _DAY),
    ("psycopg2", "psycopg2 psycopg2-binary", "report", "https://github.com/psycopg/psycopg2/issues/885", _DAY),
    ("pygame", "pygame pygame-ce", "wheels", "", _DAY),
    ("pyspark", "pyspark databricks-connect", "report",
     "https://docs.databricks.com/en/dev-tools/databricks-connect/python/install.html", _DAY),
    ("rest_framework_jwt", "djangorestframework-jwt drf-jwt", "report",
     "https://github.com/Styria-Digital/django-rest-framework-jwt/issues/4", _DAY),
    ("serial", "serial pyserial", "wheels", "", _DAY),
    ("slugify", "python-slugify awesome-slugify unicode-slugify", "report", "https://github.com/TACC-Cloud/tapis-cli/issues/332", _DAY),
    ("telegram", "telegram python-telegram-bot", "report", "https://github.com/python-telegram-bot/python-telegram-bot/issues/948", _DAY),
    ("tensorflow", "tensorflow tensorflow-gpu tensorflow-cpu tensorflow-rocm intel-tensorflow tf-nightly", "report",
     "https://github.com/apple/turicreate/issues/3405", _DAY),
    ("websocket", "websocket websocket-client", "report", "https://github.com/websocket-client/websocket-client/issues/745", _DAY),
    ("xgboost", "xgboost xgboost-cpu", "report", "https://github.com/dmlc/xgboost/issues/10807", _DAY),
)  # fmt: skip

FAMILIES: dict[str, str] = {name: module for module, names, *_ in OVERLAPS for name in names.split()}
"""The import package by the normalised name of a distribution."""
