"""Which entries a rule about versions has nothing to say about: the shared exemptions of the catalogue."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Dependency
    from deplint.project import Project

_REASON = regex(
    r"\b(?:un)?pin|\bversions?\b|compatib|\bconflict|\bbr[eo]ak|\bbroke|\bnewer\b|\bolder\b|\blatest\b|\b(?:up|down)grad|\bbecause\b"
    r"|\bdue to\b|\buntil\b|\bfloat|\bloose|\brange|\bcan'?t\b|\bcannot\b|\bdeliberate|\bintention|\bon purpose\b"
    r"|/(?:issues|pull)/|#[0-9]{2}",
    re.IGNORECASE,
)


def says_why(dependency: Dependency) -> bool:
    """A comment at the entry speaks of versions, so that somebody has thought about this one. What speaks to deplint does not count."""
    comment = dependency.comment
    return bool(comment) and "deplint:" not in comment and _REASON.search(comment) is not None


def is_remarked(dependency: Dependency) -> bool:
    """A comment at the entry says something of it. One or two words are a heading (`# Database`) and say nothing."""
    return says_why(dependency) or ("deplint:" not in dependency.comment and len(dependency.comment.split()) > 2)


def is_exempt(dependency: Dependency, project: Project) -> bool:
    """Paths, URLs, entries with unresolved variables, the project's own distributions, `python` itself, and lines without a name.

    What a URL or a repository lacks is told by the rules on URLs, not by those on versions.
    """
    return (
        not dependency.name
        or bool(dependency.url)
        or dependency.path
        or dependency.editable
        or dependency.name in project.first_party
        or is_interpreter(dependency)
        or UNRESOLVED.search(dependency.text) is not None
    )


def chooses_build(dependency: Dependency) -> bool:
    """A conda entry that names a build (`blas=*=openblas`): any version of that variant will do."""
    return any(option.startswith("build=") for option in dependency.options)


def is_interpreter(dependency: Dependency) -> bool:
    """`python` in Poetry and conda files, and conda's virtual packages (`__cuda`): no distribution of the index."""
    return dependency.form in ("poetry", "conda") and (dependency.name == "python" or dependency.written.startswith("__"))
