"""The tables in which tools write a direct reference (`git = ...`, `path = ...`) into one PEP 508 URL with the place that decides."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.syntax.requirement import is_local
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.facts import Span
    from deplint.syntax.node import Node

_SYSTEMS = ("git", "hg", "svn", "bzr")
# `git@host:owner/name.git`, which ssh knows and a URL does not; no port, no scheme.
_SCP = regex(r"(?:([A-Za-z0-9._-]+)@)?([A-Za-z0-9._-]{2,}):(?![0-9]+/|//|\\)(.+)", re.DOTALL)

_HOST = regex(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]+)")


class Reference(NamedTuple):
    """Where a distribution comes from instead of an index.

    url   `git+https://host/name.git@main#subdirectory=x`, a URL, or a path as written
    span  the place of the value that decides: the revision, branch or tag, where there is one, else the URL or path
    path  it is on this machine
    """

    url: str
    span: Span
    path: bool


def read_reference(table: Node, revisions: tuple[str, ...] = ("rev", "tag", "branch")) -> Reference | None:
    """The reference that the keys of `table` make; None where it names an index or nothing.

    Keys as in Poetry's, uv's and Pipenv's documentation: a version control system with one of `revisions`, or `url`, `path`,
    `file`; and `subdirectory`.
    """
    for system in _SYSTEMS:
        node = table.get(system)
        if node is not None and node.string:
            found = (table.get(key) for key in revisions)
            revision = next((value for value in found if value is not None and value.string), None)
            url = _vcs_url(system, node.string)
            if revision is not None:
                url = f"{url}@{revision.string}"
            decisive = revision or node
            return Reference(url + _fragment(table), decisive.inner(0, len(decisive.string)), False)
    for key in ("url", "file", "path"):
        node = table.get(key)
        if node is not None and node.string:
            return Reference(node.string + _fragment(table), node.inner(0, len(node.string)), is_local(node.string))
    return None


def _vcs_url(system: str, written: str) -> str:
    if written.startswith(f"{system}+"):
        return written
    scp = _SCP.fullmatch(written)
    if scp and "://" not in written:
        user = f"{scp[1]}@" if scp[1] else ""
        return f"{system}+ssh://{user}{scp[2]}/{scp[3].lstrip('/')}"
    return f"{system}+{written}"


def _fragment(table: Node) -> str:
    node = table.get("subdirectory")
    return f"#subdirectory={node.string}" if node is not None and node.string else ""


def host_of(url: str) -> str:
    """The host, with its port, of an index's URL; the whole text where it is no URL."""
    match = _HOST.match(url)
    return match[1] if match else url
