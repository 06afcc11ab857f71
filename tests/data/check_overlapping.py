"""Whether two wheels really write the same files, for an entry of src/deplint/data/overlapping.py: is run by hand, needs no network.

    python tests/data/check_overlapping.py FIRST.whl SECOND.whl

Prints how many paths both have, and the first of them. Fetch each with `pip download --no-deps --only-binary :all: NAME`, which runs none
of its code. A distribution without a wheel is not checked so: asking pip for its source would run its `setup.py`.
"""

from __future__ import annotations

import sys
import zipfile


def paths(wheel: str) -> set[str]:
    """What the wheel puts into `site-packages`, without its own metadata, folders and what it has for elsewhere."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    return {name for name in names if not name.endswith("/") and not name.partition("/")[0].endswith((".dist-info", ".data"))}


if __name__ == "__main__":
    shared = sorted(paths(sys.argv[1]) & paths(sys.argv[2]))
    print(f"{len(shared)} paths in both", *shared[:10], sep="\n  ")
