"""`python -m deplint` into the command line, without the current folder among the places that modules are imported from."""

import os
import sys

# `python -m` puts the current folder first, and that may be the tree to lint: its `yaml.py` must not be taken for the real one.
if not getattr(sys.flags, "safe_path", False) and sys.path and sys.path[0] in ("", os.getcwd()):
    del sys.path[0]

from deplint.cli import main

sys.exit(main())
