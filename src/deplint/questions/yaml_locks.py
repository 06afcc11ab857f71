"""A lock in YAML into what makes it unreadable: text that is no YAML, and references of pixi.lock that lead nowhere.

Parsing takes a second for a megabyte. So it is done only where a line shows that the text can't be what a tool has written.
"""

from __future__ import annotations

from deplint.facts import Problem
from deplint.freshness.documents import pixi_environments, pixi_packages
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Manifest
    from deplint.project import Project

YAML_KINDS = ("pixi.lock", "conda-lock")
_TOOLS = {"pixi.lock": "pixi", "conda-lock": "conda-lock"}
# At the left edge the tools write comments, keys and elements of lists, and nothing else.
_ODD = regex(r"\n(?:[ ]*\t|[^\s#A-Za-z_'\"-]|[A-Za-z_](?![^\r\n]*:))")
# How a text ends that was cut off: within a line, within quotes, within a key.
_CUT = regex(r"[^\r\n]\Z|: ['\"][^'\"\r\n]*\r?\n\Z|\n[ ]+[A-Za-z0-9_]+\r?\n\Z")
_END = 500
_CONFLICT = regex(r"(?:\A|\n)(?:<{7}|>{7})(?=[ \r\n]|\Z)")
_FIRST_OF_NEW = 4
_VERSION = regex(r"(?:\A|\n)version:[ \t]*([0-9]{1,9})")


def unreadable_yaml(lock: Manifest, project: Project) -> Problem | None:
    """Why the tool can't read the lock, at the place where that shows."""
    text = lock.source.text
    if ("<<<<<<<" in text or ">>>>>>>" in text) and _CONFLICT.search(text):
        return None  # which is told by itself
    if _ODD.search(text) or _CUT.search(text[-_END:]) or text.startswith(("{", "[", "\t")):
        from deplint.syntax.yaml import YamlError, parse

        try:
            parse(text)
        except YamlError as error:
            return _problem(lock, f"is not valid YAML, so {_TOOLS[lock.kind]} can't read it: {error.message}", error.start, error.end)
    return _dangling(lock, project) if lock.kind == "pixi.lock" else None


def _dangling(lock: Manifest, project: Project) -> Problem | None:
    """pixi refuses a lock in which an environment names a package that has no entry; before version 4 it has no such names."""
    text = lock.source.text
    version = _VERSION.search(text)
    if version is None or int(version[1]) < _FIRST_OF_NEW:
        return None
    packages = pixi_packages(lock, project)
    for name, environment in pixi_environments(lock, project).items():
        for references in environment.platforms.values():
            for reference in references:
                if reference and reference not in packages:
                    at = max(text.find(reference), 0)
                    shown = reference.rpartition("/")[2] or reference
                    what = f"lists `{shown}` for the environment `{name}`, but has no entry for it, so pixi can't read it"
                    return _problem(lock, what, at, at + len(reference) if text.startswith(reference, at) else at)
    return None


def _problem(lock: Manifest, what: str, start: int, end: int) -> Problem:
    folder, _, name = lock.path.rpartition("/")
    command = "pixi lock" if lock.kind == "pixi.lock" else "conda-lock lock"
    command = f"cd {folder} && {command}" if folder else command
    return Problem("unreadable-file", f"`{name}` {what}", lock.source.at(start, end), "here", command)
