"""deplint: a linter for Python dependency hygiene."""

__version__ = "0.1.0"
