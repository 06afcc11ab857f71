"""A file that every environment has (pyvenv.cfg, conda-meta/history): Source -> Manifest. That it is there is what it says."""

from __future__ import annotations

import re

from deplint.facts import Comment, Manifest
from deplint.installs import Installs
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Source

_COMMENT = regex(r"^#[^\n]*deplint[^\n]*", re.MULTILINE)


def read(source: Source) -> Manifest:
    """Its comments, and nothing else."""
    found = _COMMENT.finditer(source.text) if "deplint" in source.text else ()
    comments = tuple(Comment(match[0].lstrip("#").strip(), source.at(*match.span())) for match in found)
    return Manifest(source.path, "environment", source, comments=comments, installs=Installs())
