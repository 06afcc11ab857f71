"""A project into the entries whose names the public index is asked for: only there does a name say what one gets.

A name of the project's own, a path, a URL, an entry bound to an index, and everything where a private index may have the name are none of
these, and neither are conda's own packages. What a compiler or a lock wrote down has its reason elsewhere.
"""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS, VENDORS
from deplint.questions.exemptions import is_exempt
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest, PackageIndex
    from deplint.model import Edit, Fix, Location
    from deplint.project import Project

_SILENT = (Role.COMPILED, Role.CONSTRAINTS, Role.LOCK, Role.EXAMPLE)

_CONDA = frozenset(("conda", "mamba", "micromamba", "boa", "python", "libmambapy"))


def public_entries(project: Project) -> Iterator[tuple[Manifest, Dependency]]:
    """The entries that somebody wrote, and that come from the public index by their name, with their manifests."""
    if any(_is_private(index) for manifest in project.manifests for index in manifest.indexes):
        return
    for manifest in project.manifests:
        if project.role(manifest) in _SILENT or _is_for_conda(manifest):
            continue
        for dependency in manifest.dependencies:
            bound = dependency.index or dependency.form == "conda" or dependency.group in ("constraint", "override")
            if not bound and not is_exempt(dependency, project):
                yield manifest, dependency


def python_of(manifest: Manifest, project: Project) -> str:
    """The Pythons that an entry of the file is for, as a specifier; "" where neither the file nor the project says it."""
    own = next((each.specifier for each in manifest.pythons if each.kind in ("requires-python", "pipfile", "conda") and each.specifier), "")
    if own or manifest.kind == "script":
        return own
    required = project.requires_python
    return required.specifier if required is not None else ""


def admits(dependency: Dependency, version: str) -> bool:
    """Can the entry be this version or a later one? True where its language is not PEP 440 and nobody can tell."""
    if not version or dependency.specifier in ("", "*"):
        return True
    if dependency.form == "poetry":
        from deplint.versions import poetry_to_pep440

        specifier = poetry_to_pep440(dependency.specifier)
    else:
        specifier = dependency.specifier
    from deplint.versions import compatible

    return not specifier or compatible([specifier, f">={version}"])


def stands_beside(manifest: Manifest, dependency: Dependency, name: str) -> bool:
    """Is a distribution of this name in the list already?"""
    from deplint.names import normalize

    wanted = normalize(name)
    return any(each.name == wanted and each.group == dependency.group for each in manifest.dependencies)


def renaming(manifest: Manifest, dependency: Dependency, name: str, *, keeps_version: bool) -> Fix | None:
    """An unsafe fix that writes another name in the place of this one, and drops a version that is the old one's.

    None where the new name stands beside it, or where something in the entry would not be true of the other package.
    """
    from deplint.model import Edit, Fix

    if dependency.name_span is None or dependency.hashes or dependency.extras or stands_beside(manifest, dependency, name):
        return None
    place: Location = dependency.part(dependency.name_span)
    if dependency.specifier not in ("", "*") and not keeps_version:
        if dependency.form != "pep440" or dependency.specifier_span is None or dependency.specifier_span[0] < place.end:
            return None
        place = place._replace(end=dependency.specifier_span[1])
    edits: tuple[Edit, ...] = (Edit(place, name),)
    return Fix(f"ask for {name}", edits)


def _is_for_conda(manifest: Manifest) -> bool:
    """Requirements that conda installs (`conda install --file`): the path says so, or they hold conda itself, which a freeze would pin."""
    if manifest.kind != "requirements":
        return False
    if "conda" in manifest.path.lower():
        return True
    named = (each for each in manifest.dependencies if each.name in _CONDA or each.name.startswith("conda-"))
    return any(not each.specifier.startswith("==") for each in named)


def _is_private(index: PackageIndex) -> bool:
    """May it have names that the public index has not?"""
    if index.kind == "no-index":
        return True
    if index.kind not in ("index", "extra-index", "find-links") or index.explicit or not index.url:
        return False
    from deplint.questions.addresses import host

    name = host(index.url)
    return name not in MIRRORS and name not in VENDORS
