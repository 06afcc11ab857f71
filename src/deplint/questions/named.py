"""A project into every place where it names a package: what manifests ask for, and what locks and compiled files have."""

from __future__ import annotations

from deplint.questions.exemptions import is_interpreter
from deplint.roles import LOCK_KINDS, Role
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Location
    from deplint.project import Project

_NO_USES = frozenset(("constraint", "override"))


class Use(NamedTuple):
    """One place.

    name        normalised
    specifier   PEP 440; "" where there is none, or none that can be said in PEP 440
    resolved    a tool has put it there: a lock or a compiled file
    dependency  None in locks
    """

    name: str
    specifier: str
    location: Location
    manifest: Manifest
    resolved: bool
    dependency: Dependency | None = None

    @property
    def version(self) -> str:
        """The one version that it takes, "" where it takes more."""
        from deplint.versions import exact_version

        return exact_version(self.specifier)


def uses(project: Project) -> Iterator[Use]:
    """What the manifests ask for, then what was resolved from it; no constraints, which ask for nothing, and no interpreters."""
    later: list[Use] = []
    for manifest in sorted(project.manifests, key=lambda each: (each.path.count("/"), each.path)):
        role = project.role(manifest)
        if manifest.kind in LOCK_KINDS:
            later += _locked(manifest, project)
        elif role is not Role.CONSTRAINTS:
            found = _asked(manifest, role is Role.COMPILED)
            if role is Role.COMPILED:
                later += found
            else:
                yield from found
    yield from later


def _asked(manifest: Manifest, resolved: bool) -> Iterator[Use]:
    for each in manifest.dependencies:
        if each.name and each.group not in _NO_USES and not is_interpreter(each):
            yield Use(each.name, _pep440(each), each.part(each.name_span), manifest, resolved, each)


def _locked(lock: Manifest, project: Project) -> Iterator[Use]:
    from deplint.questions.locked import packages_of

    for package in packages_of(lock, project):
        if package.source not in ("virtual", "editable", "directory"):
            yield Use(package.name, f"=={package.version}" if package.version else "", package.location, lock, True)


def _pep440(dependency: Dependency) -> str:
    if not dependency.specifier or dependency.form == "pep440":
        return dependency.specifier
    if dependency.form == "poetry":
        from deplint.versions import poetry_to_pep440

        return poetry_to_pep440(dependency.specifier) or ""
    if dependency.form == "conda":
        from deplint.versions import conda_to_pep440

        return conda_to_pep440(dependency.specifier) or ""
    return "" if dependency.specifier == "*" else dependency.specifier


def brought_in_by(use: Use, project: Project) -> frozenset[str]:
    """The names of what needs a resolved entry, as far as the lock or the notes of the compiled file tell."""
    if use.dependency is not None:
        return frozenset(_names(via.text for via in use.dependency.via))
    if use.manifest.kind == "Pipfile.lock":
        return frozenset()
    from deplint.questions.lock_records import records_of

    return frozenset(
        record.package.name for record in records_of(use.manifest, project) for need in record.requires if need.name == use.name
    )


def _names(notes: Iterable[str]) -> Iterator[str]:
    """What the notes name: distributions, "" for an input."""
    from deplint.names import normalize

    for note in notes:
        text = note.partition(" (")[0].strip()
        yield "" if text.startswith("-") or "." in text or "/" in text else normalize(text)
