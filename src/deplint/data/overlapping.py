"""Distributions that put the same import package into an environment, one over the other: of each family only one can be installed.

One family for each line: the import package, the normalised names, a page that says so or shows it, and the day on which the entry was
last looked at. To look at one again, read that page, and compare the top-level folders of the wheels of its members. Left out on purpose
are distributions of which one brings the other (`tensorflow-intel`, `mlflow-skinny`, `python-levenshtein`), namespaces that many share,
and `python-magic-bin`, which people add to `python-magic` for Windows.
"""

from __future__ import annotations

_DAY = "2026-11-21"
"""When all of these entries were last looked at; one that is looked at again gets its own."""

OVERLAPS: tuple[tuple[str, str, str, str], ...] = (
    ("attr", "attr attrs", "https://www.attrs.org/en/stable/names.html", _DAY),
    ("avro", "avro avro-python3", "https://github.com/apache/avro/tree/main/lang", _DAY),
    ("bson", "bson pymongo", "https://pymongo.readthedocs.io/en/stable/installation.html", _DAY),
    ("consul", "python-consul python-consul2", "https://github.com/poppyred/python-consul2", _DAY),
    ("Crypto", "pycrypto pycryptodome", "https://www.pycryptodome.org/src/installation", _DAY),
    ("cupy", ("cupy cupy-cuda102 cupy-cuda110 cupy-cuda111 cupy-cuda112 cupy-cuda113 cupy-cuda114 cupy-cuda115 cupy-cuda116 cupy-cuda117 "
     "cupy-cuda11x cupy-cuda12x cupy-cuda13x cupy-rocm-4-3 cupy-rocm-5-0"), "https://docs.cupy.dev/en/stable/install.html", _DAY),
    ("cv2", "opencv-python opencv-contrib-python opencv-python-headless opencv-contrib-python-headless",
     "https://github.com/opencv/opencv-python#installation-and-usage", _DAY),
    ("discord", "discord-py py-cord", "https://docs.pycord.dev/en/stable/installing.html", _DAY),
    ("docker", "docker docker-py", "https://docker-py.readthedocs.io/en/stable/change-log.html", _DAY),
    ("docx", "docx python-docx", "https://python-docx.readthedocs.io/en/latest/user/install.html", _DAY),
    ("faiss", "faiss-cpu faiss-gpu faiss-gpu-cu11 faiss-gpu-cu12", "https://github.com/kyamagu/faiss-wheels", _DAY),
    ("ffmpeg", "ffmpeg ffmpeg-python python-ffmpeg", "https://github.com/kkroening/ffmpeg-python#installation", _DAY),
    ("fitz", "fitz pymupdf", "https://pymupdf.readthedocs.io/en/latest/installation.html", _DAY),
    ("gnupg", "gnupg python-gnupg", "https://gnupg.readthedocs.io/en/latest/", _DAY),
    ("jsonfield", "jsonfield django-jsonfield", "https://github.com/rpkilby/jsonfield", _DAY),
    ("jwt", "jwt pyjwt", "https://github.com/jpadilla/pyjwt/issues?q=jwt+conflict", _DAY),
    ("kafka", "kafka kafka-python kafka-python-ng", "https://github.com/wbarnha/kafka-python-ng", _DAY),
    ("kerberos", "kerberos pykerberos", "https://github.com/02strich/pykerberos", _DAY),
    ("ldap", "python-ldap pyldap", "https://www.python-ldap.org/en/latest/installing.html", _DAY),
    ("magic", "python-magic file-magic", "https://github.com/ahupp/python-magic#readme", _DAY),
    ("mmcv", "mmcv mmcv-full mmcv-lite", "https://mmcv.readthedocs.io/en/latest/get_started/installation.html", _DAY),
    ("msgpack", "msgpack msgpack-python", "https://github.com/msgpack/msgpack-python#readme", _DAY),
    ("mysql.connector", "mysql-connector mysql-connector-python mysql-connector-python-rf",
     "https://dev.mysql.com/doc/connector-python/en/connector-python-installation.html", _DAY),
    ("MySQLdb", "mysqlclient mysql-python", "https://github.com/PyMySQL/mysqlclient#readme", _DAY),
    ("onnxruntime", "onnxruntime onnxruntime-gpu onnxruntime-directml onnxruntime-openvino",
     "https://onnxruntime.ai/docs/get-started/with-python.html", _DAY),
    ("open3d", "open3d open3d-cpu", "https://www.open3d.org/docs/release/getting_started.html", _DAY),
    ("paddle", "paddlepaddle paddlepaddle-gpu", "https://www.paddlepaddle.org.cn/documentation/docs/en/install/index_en.html", _DAY),
    ("pdfminer", "pdfminer pdfminer-six pdfminer3k", "https://pdfminersix.readthedocs.io/en/latest/", _DAY),
    ("PIL", "pillow pillow-simd", "https://github.com/uploadcare/pillow-simd#pillow-simd", _DAY),
    ("polars", "polars polars-lts-cpu polars-u64-idx", "https://docs.pola.rs/user-guide/installation/", _DAY),
    ("psycopg2", "psycopg2 psycopg2-binary", "https://www.psycopg.org/docs/install.html", _DAY),
    ("pygame", "pygame pygame-ce", "https://github.com/pygame-community/pygame-ce#installation", _DAY),
    ("pyspark", "pyspark databricks-connect", "https://docs.databricks.com/aws/en/dev-tools/databricks-connect/python/install", _DAY),
    ("rest_framework_jwt", "djangorestframework-jwt drf-jwt", "https://github.com/Styria-Digital/django-rest-framework-jwt", _DAY),
    ("serial", "serial pyserial", "https://pyserial.readthedocs.io/en/latest/pyserial.html", _DAY),
    ("slugify", "slugify python-slugify awesome-slugify unicode-slugify", "https://github.com/un33k/python-slugify#readme", _DAY),
    ("telegram", "telegram python-telegram-bot", "https://github.com/python-telegram-bot/python-telegram-bot#installing", _DAY),
    ("tensorflow", "tensorflow tensorflow-gpu tensorflow-cpu tensorflow-rocm intel-tensorflow tf-nightly",
     "https://www.tensorflow.org/install/pip", _DAY),
    ("websocket", "websocket websocket-client", "https://websocket-client.readthedocs.io/en/latest/installation.html", _DAY),
    ("xgboost", "xgboost xgboost-cpu", "https://xgboost.readthedocs.io/en/stable/install.html", _DAY),
)  # fmt: skip

FAMILIES: dict[str, str] = {name: module for module, names, _, _ in OVERLAPS for name in names.split()}
"""The import package by the normalised name of a distribution."""
