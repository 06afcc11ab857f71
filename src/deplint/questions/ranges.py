"""Dependencies in the languages of all tools into the specifiers that can be compared with each other."""

from __future__ import annotations

from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Dependency


def specifier_of(dependency: Dependency) -> str:
    """The specifier in the language of PEP 440; "" where it says nothing, or can't be said there."""
    if dependency.url or not dependency.specifier or UNRESOLVED.search(dependency.text):
        return ""
    if dependency.form == "poetry":
        from deplint.versions import poetry_to_pep440

        return poetry_to_pep440(dependency.specifier) or ""
    if dependency.form == "conda":
        from deplint.versions import conda_to_pep440

        build = next((option[6:] for option in dependency.options if option.startswith("build=")), "")
        return conda_to_pep440(f"{dependency.specifier}={build}" if build else dependency.specifier) or ""
    if dependency.form == "pipfile" and dependency.specifier[0].isdigit():
        return f"=={dependency.specifier}"
    return "" if dependency.specifier in ("*", "==*") else dependency.specifier


def no_version_is_both(one: Dependency, other: Dependency) -> bool:
    """True only where provably no version satisfies both."""
    specifiers = [specifier_of(one), specifier_of(other)]
    if not all(specifiers) or specifiers[0] == specifiers[1]:
        return False
    from deplint.versions import compatible

    return not compatible(specifiers)
