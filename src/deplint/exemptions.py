"""Which entries a rule about versions has nothing to say about: the shared exemptions of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.syntax.requirement import UNRESOLVED

if TYPE_CHECKING:
    from deplint.facts import Dependency
    from deplint.project import Project


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


def is_interpreter(dependency: Dependency) -> bool:
    """`python` in Poetry and conda files, and conda's virtual packages (`__cuda`): no distribution of the index."""
    return dependency.form in ("poetry", "conda") and (dependency.name == "python" or dependency.written.startswith("__"))
