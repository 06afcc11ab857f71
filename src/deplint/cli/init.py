"""`deplint init`: a configuration where there is none, a baseline where there are findings, and the snippets that make others run it."""

from __future__ import annotations

import os

from deplint import __version__
from deplint.cli.options import UsageError
from deplint.cli.output import say, write_file, write_report
from deplint.cli.paths import BASELINE, posix
from deplint.cli.session import current_folder, prepared
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace

    from deplint.report import Report

SETTINGS = """\
# deplint needs no settings; `deplint schema` knows all that there are.
profile = "default"  # "strict" for those who want every deployed file exact and hashed
"""
HOOK = f"""\
# .pre-commit-config.yaml
repos:
  - repo: https://github.com/deplint/deplint
    rev: v{__version__}
    hooks:
      - id: deplint
"""
WORKFLOW = f"""\
# a step of a GitHub workflow, after actions/checkout; pin it to a commit
- uses: deplint/deplint@v{__version__}
"""


def init(options: SimpleNamespace) -> int:
    """Runs `deplint init`. What is there already stays as it is."""
    from deplint.engine import lint

    cwd = current_folder()
    place, tree, config = prepared(options, cwd)
    if not config.settings:
        _write_settings(place.root, cwd)
    report = lint(tree, config, root=posix(place.root), cwd=posix(cwd))
    if report.diagnostics:
        _write_baseline(report, place.root, cwd)
    write_report(f"{HOOK}\n{WORKFLOW}")
    return 3 if report.broken else 0


def _write_settings(root: str, cwd: str) -> None:
    """Into pyproject.toml, where there is one that can be read as text, else into a file of its own."""
    pyproject = os.path.join(root, "pyproject.toml")
    path, text = os.path.join(root, "deplint.toml"), SETTINGS
    if os.path.isfile(pyproject) and not os.path.islink(pyproject):
        try:
            with open(pyproject, encoding="utf-8", newline="") as file:
                before = file.read()
        except (OSError, UnicodeDecodeError):
            before = ""
        if _is_toml(before):
            end = "\r\n" if "\r\n" in before else "\n"
            lead = "" if before.endswith("\n") else end
            path, text = pyproject, before + lead + f"\n[tool.deplint]\n{SETTINGS}".replace("\n", end)
    _write(path, text, cwd, "settings")


def _is_toml(text: str) -> bool:
    from deplint.syntax.toml import TomlError, plain

    try:
        return bool(plain(text))
    except TomlError:
        return False


def _write_baseline(report: Report, root: str, cwd: str) -> None:
    from deplint.baseline import known_in, written
    from deplint.reporters.closing import counted

    path = os.path.join(root, BASELINE)
    if not os.path.lexists(path):
        _write(path, written(known_in(report)), cwd, f"{counted(len(report.diagnostics), 'known finding')}")


def _write(path: str, text: str, cwd: str, what: str) -> None:
    name = posix(os.path.relpath(path, cwd))
    try:
        write_file(path, text)
    except OSError as error:
        raise UsageError(f"`{name}` can't be written: {(error.strerror or 'unknown error').lower()}") from None
    say(f"{what} in `{name}`")
