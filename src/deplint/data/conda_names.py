"""Names of conda's packages into those of the index, where the two differ.

`NAMES` has one entry for each line: the name at conda (normalised), the name at the index, the recipe, and the day. That day each recipe
was read in a stored copy, which need not be its newest: its `source: url` fetches the project of the index, or, where it fetches a
repository (`brotli`, `matplotlib`, `pytorch`, `redis-py`, `tensorflow`, `xgboost`), the recipe builds and tests the module of that project.
`docker-py` below 2 was `docker-py` at the index too, and `pyqt` is version 5, the last under that name.

`NOT_COMPARED` are the names whose versions are not those of the index: libraries in C, programs, servers. Only the recipes of `brotli` and
of OpenCV were read for it. One too many costs a comparison, never a false finding.

All other names are taken to be the same at both.
"""

from __future__ import annotations

_DAY = "2026-11-21"
"""When all of these entries were last looked at; one that is looked at again gets its own."""

NAMES: dict[str, tuple[str, str, str]] = {
    "brotli-python": ("brotli", "https://github.com/conda-forge/brotli-feedstock", _DAY),
    "dask-core": ("dask", "https://github.com/conda-forge/dask-core-feedstock", _DAY),
    "docker-py": ("docker", "https://github.com/conda-forge/docker-py-feedstock", _DAY),
    "matplotlib-base": ("matplotlib", "https://github.com/conda-forge/matplotlib-feedstock", _DAY),
    "msgpack-python": ("msgpack", "https://github.com/conda-forge/msgpack-python-feedstock", _DAY),
    "py-xgboost": ("xgboost", "https://github.com/conda-forge/xgboost-feedstock", _DAY),
    "pyqt": ("pyqt5", "https://github.com/conda-forge/pyqt-feedstock", _DAY),
    "pytables": ("tables", "https://github.com/conda-forge/pytables-feedstock", _DAY),
    "python-flatbuffers": ("flatbuffers", "https://github.com/conda-forge/python-flatbuffers-feedstock", _DAY),
    "python-graphviz": ("graphviz", "https://github.com/conda-forge/python-graphviz-feedstock", _DAY),
    "python-wget": ("wget", "https://github.com/conda-forge/python-wget-feedstock", _DAY),
    "pytorch": ("torch", "https://github.com/conda-forge/pytorch-cpu-feedstock", _DAY),
    "pytorch-cpu": ("torch", "https://github.com/conda-forge/pytorch-cpu-feedstock", _DAY),
    "pytorch-gpu": ("torch", "https://github.com/conda-forge/pytorch-cpu-feedstock", _DAY),
    "redis-py": ("redis", "https://github.com/conda-forge/redis-py-feedstock", _DAY),
    "seaborn-base": ("seaborn", "https://github.com/conda-forge/seaborn-feedstock", _DAY),
    "tensorflow-base": ("tensorflow", "https://github.com/conda-forge/tensorflow-feedstock", _DAY),
}

NOT_COMPARED = frozenset(
    (
        "brotli", "cmake", "cudatoolkit", "cudnn", "curl", "ffmpeg", "flatbuffers", "git", "graphviz", "hdf5", "jq", "libopencv",
        "make", "mkl", "ninja", "nodejs", "opencv", "openjdk", "openssl", "pandoc", "postgresql", "py-opencv", "redis", "snappy",
        "sqlite", "tesseract", "tk", "wget", "yaml", "zlib",
    )
)  # fmt: skip


def index_name(name: str) -> str:
    """The name at the index of a conda package (normalised), "" where it has none whose versions could be compared."""
    if name in NOT_COMPARED:
        return ""
    entry = NAMES.get(name)
    return name if entry is None else entry[0]
