"""Names of conda's packages into those of the index, where the two differ.

One entry for each line: the name at conda (normalised), the name at the index, "" where the package is none of the index's (a library in C,
a program, a server) or counts its versions otherwise, the recipe as the evidence, and the day on which the entry was last looked at. All
other names are taken to be the same at both. To look at one again, read `source: url` in that recipe; conda-forge's own map
(https://github.com/conda-forge/cf-graph-countyfair/tree/master/mappings/pypi) is made of them.
"""

from __future__ import annotations

_DAY = "2026-11-21"
"""When all of these entries were last looked at; one that is looked at again gets its own."""

NAMES: dict[str, tuple[str, str, str]] = {
    "brotli": ("", "https://github.com/conda-forge/brotli-feedstock", _DAY),
    "brotli-python": ("brotli", "https://github.com/conda-forge/brotli-feedstock", _DAY),
    "cmake": ("", "https://github.com/conda-forge/cmake-feedstock", _DAY),
    "cudatoolkit": ("", "https://github.com/conda-forge/cudatoolkit-feedstock", _DAY),
    "cudnn": ("", "https://github.com/conda-forge/cudnn-feedstock", _DAY),
    "curl": ("", "https://github.com/conda-forge/curl-feedstock", _DAY),
    "dask-core": ("dask", "https://github.com/conda-forge/dask-core-feedstock", _DAY),
    "docker-py": ("docker", "https://github.com/conda-forge/docker-py-feedstock", _DAY),
    "ffmpeg": ("", "https://github.com/conda-forge/ffmpeg-feedstock", _DAY),
    "flatbuffers": ("", "https://github.com/conda-forge/flatbuffers-feedstock", _DAY),
    "git": ("", "https://github.com/conda-forge/git-feedstock", _DAY),
    "graphviz": ("", "https://github.com/conda-forge/graphviz-feedstock", _DAY),
    "hdf5": ("", "https://github.com/conda-forge/hdf5-feedstock", _DAY),
    "jq": ("", "https://github.com/conda-forge/jq-feedstock", _DAY),
    "libopencv": ("", "https://github.com/conda-forge/opencv-feedstock", _DAY),
    "make": ("", "https://github.com/conda-forge/make-feedstock", _DAY),
    "matplotlib-base": ("matplotlib", "https://github.com/conda-forge/matplotlib-feedstock", _DAY),
    "mkl": ("", "https://github.com/conda-forge/intel_repack-feedstock", _DAY),
    "msgpack-python": ("msgpack", "https://github.com/conda-forge/msgpack-python-feedstock", _DAY),
    "ninja": ("", "https://github.com/conda-forge/ninja-feedstock", _DAY),
    "nodejs": ("", "https://github.com/conda-forge/nodejs-feedstock", _DAY),
    "opencv": ("", "https://github.com/conda-forge/opencv-feedstock", _DAY),
    "openjdk": ("", "https://github.com/conda-forge/openjdk-feedstock", _DAY),
    "openssl": ("", "https://github.com/conda-forge/openssl-feedstock", _DAY),
    "pandoc": ("", "https://github.com/conda-forge/pandoc-feedstock", _DAY),
    "postgresql": ("", "https://github.com/conda-forge/postgresql-feedstock", _DAY),
    "py-lightgbm": ("lightgbm", "https://github.com/conda-forge/lightgbm-feedstock", _DAY),
    "py-opencv": ("", "https://github.com/conda-forge/opencv-feedstock", _DAY),
    "py-xgboost": ("xgboost", "https://github.com/conda-forge/xgboost-feedstock", _DAY),
    "pyqt": ("pyqt5", "https://github.com/conda-forge/pyqt-feedstock", _DAY),
    "pytables": ("tables", "https://github.com/conda-forge/pytables-feedstock", _DAY),
    "python-flatbuffers": ("flatbuffers", "https://github.com/conda-forge/python-flatbuffers-feedstock", _DAY),
    "python-graphviz": ("graphviz", "https://github.com/conda-forge/python-graphviz-feedstock", _DAY),
    "python-wget": ("wget", "https://github.com/conda-forge/python-wget-feedstock", _DAY),
    "pytorch": ("torch", "https://github.com/conda-forge/pytorch-cpu-feedstock", _DAY),
    "pytorch-cpu": ("torch", "https://github.com/conda-forge/pytorch-cpu-feedstock", _DAY),
    "pytorch-gpu": ("torch", "https://github.com/conda-forge/pytorch-cpu-feedstock", _DAY),
    "redis": ("", "https://github.com/conda-forge/redis-server-feedstock", _DAY),
    "redis-py": ("redis", "https://github.com/conda-forge/redis-py-feedstock", _DAY),
    "seaborn-base": ("seaborn", "https://github.com/conda-forge/seaborn-feedstock", _DAY),
    "snappy": ("", "https://github.com/conda-forge/snappy-feedstock", _DAY),
    "sqlite": ("", "https://github.com/conda-forge/sqlite-feedstock", _DAY),
    "tensorflow-base": ("tensorflow", "https://github.com/conda-forge/tensorflow-feedstock", _DAY),
    "tesseract": ("", "https://github.com/conda-forge/tesseract-feedstock", _DAY),
    "tk": ("", "https://github.com/conda-forge/tk-feedstock", _DAY),
    "wget": ("", "https://github.com/conda-forge/wget-feedstock", _DAY),
    "yaml": ("", "https://github.com/conda-forge/yaml-feedstock", _DAY),
    "zlib": ("", "https://github.com/conda-forge/zlib-feedstock", _DAY),
}


def index_name(name: str) -> str:
    """The name at the index of a conda package (normalised), "" where it has none whose versions could be compared."""
    entry = NAMES.get(name)
    return name if entry is None else entry[0]
