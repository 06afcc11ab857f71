"""DPL313 lock-conflict: what an entry of a lock needs is not in the lock, or in a version that will not do."""

from __future__ import annotations

from deplint.freshness import compared
from deplint.questions.artifacts import disagreement
from deplint.questions.lock_conflicts import conflicts, uninstallable
from deplint.questions.lock_records import records_of, requirement_location, terms_of
from deplint.questions.locked import lock_command, locks_of
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import LockedPackage, LockedRecord, LockedRequirement, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.questions.lock_conflicts import Conflict

SHOWN = 5


class LockConflict(Rule):
    """Entry of a lock that breaks what another entry of the same lock needs, or that is for other Pythons than the lock.

    ## Why is this bad?
    The lock itself records what each distribution needs. Where it then has another version, or nothing of that name, the environment that
    it describes does not work: `pip check` fails in it, or the import. The tools don't notice, as they compare the lock with the manifest
    and not with itself. Edits by hand and badly merged conflicts make such locks.

    ## Example
    ```bad poetry.lock
    [[package]]
    name = "requests"
    version = "2.32.3"
    description = "Python HTTP for Humans."
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "requests-2.32.3-py3-none-any.whl", hash = "sha256:70761cfe03c773ceb22aa2f671b4757976145175cdfca038c02654d061d6dcc6"},
    ]

    [package.dependencies]
    urllib3 = ">=1.21.1,<3"

    [[package]]
    name = "urllib3"
    version = "1.20"
    description = "HTTP library with thread-safe connection pooling, file post, and more."
    optional = false
    python-versions = "*"
    groups = ["main"]
    files = [
        {file = "urllib3-1.20-py2.py3-none-any.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    ```good poetry.lock
    [[package]]
    name = "requests"
    version = "2.32.3"
    description = "Python HTTP for Humans."
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "requests-2.32.3-py3-none-any.whl", hash = "sha256:70761cfe03c773ceb22aa2f671b4757976145175cdfca038c02654d061d6dcc6"},
    ]

    [package.dependencies]
    urllib3 = ">=1.21.1,<3"

    [[package]]
    name = "urllib3"
    version = "2.2.2"
    description = "HTTP library with thread-safe connection pooling, file post, and more."
    optional = false
    python-versions = ">=3.8"
    groups = ["main"]
    files = [
        {file = "urllib3-2.2.2-py3-none-any.whl", hash = "sha256:a448b2f64d686155468037e1ace9f2d2199776e17f0a46610480d311f73e3472"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    Not flagged: what is needed only in environments that the lock is not for, or by an extra that nobody asks for; what the manifest
    overrides or excludes; repositories, URLs and folders, which are taken whatever version they have; what only a marker asks for in a
    lock that was made for one machine (PDM without `cross_platform`); and locks whose format records nothing of the kind (Pipfile.lock).
    In uv.lock the versions that entries need of each other are not recorded, only those that the projects themselves ask for.
    """

    code = "DPL313"
    severity = Severity.ERROR
    only_for = ("locks",)
    yields_to = ("lock-missing-requirement", "lock-violates-constraint", "lock-artifact-mismatch")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in locks_of(project):
            terms = terms_of(lock, project)
            for record in uninstallable(records_of(lock, project), terms):
                yield self._refused(lock, record, terms.requires_python)
            if terms.records:
                asked = {(each.name, extra) for manifest in project.manifests for each in manifest.dependencies for extra in each.extras}
                by_name: dict[str, list[Conflict]] = {}
                for conflict in conflicts(records_of(lock, project), terms, asked, _overridden(project)):
                    by_name.setdefault(conflict.requirement.name, []).append(conflict)
                if by_name:
                    yield from self._told(lock, project, by_name)

    def _told(self, lock: Manifest, project: Project, by_name: dict[str, list[Conflict]]) -> Iterator[Diagnostic]:
        told = {difference.subject for difference in compared(lock, project).differences} | _excluded(project)
        for name, found in by_name.items():
            if name not in told and not any(_is_of_another(each.package) for each in found[0].entries):
                yield self._finding(lock, name, found)

    def _refused(self, lock: Manifest, record: LockedRecord, python: str) -> Diagnostic:
        package = record.package
        return self.found(
            package.location,
            f"`{package.name}` {package.version} is for Python `{record.requires_python}`, but the lock is for `{python}`; lock again",
            label=f"not for Python {python}",
            help=lock_command(lock),
            subject=package.name,
        )

    def _finding(self, lock: Manifest, name: str, found: Sequence[Conflict]) -> Diagnostic:
        record, requirement, entries = found[0]
        owner = f"`{record.package.name}{f' {record.package.version}' if record.package.version else ''}`"
        owners = len({id(each.record) for each in found})
        more = f" and {owners - 1} more" if owners > 1 else ""
        at = [Related(requirement_location(lock, each.record, each.requirement), _needs(each.requirement)) for each in found[:SHOWN]]
        if entries:
            place, label = entries[0].package.location, f"not {requirement.version or requirement.specifier}"
            versions = " and ".join(dict.fromkeys(each.package.version for each in entries))
            what = f"`{name}` is locked as {versions}, but {owner}{more} in the same lock {_needs(requirement)}"
        else:
            place, label, at = at[0].location, "not in the lock", at[1:]
            what = f"`{name}` is what {owner}{more} {'needs' if not more else 'need'}, but the lock has no entry for it"
        return self.found(place, f"{what}; lock again", label=label, related=at, help=lock_command(lock), subject=name)


def _needs(requirement: LockedRequirement) -> str:
    wanted = f"=={requirement.version}" if requirement.version else "" if requirement.specifier == "*" else requirement.specifier
    return f"needs `{requirement.name}{wanted}`"


def _is_of_another(package: LockedPackage) -> bool:
    """The files of the entry are not of its version: that is the cause, and told by the rule that compares them."""
    return any(disagreement(file.name, package.name, package.version) for file in package.files if file.name)


def _overridden(project: Project) -> frozenset[str]:
    """What the manifests override, and the project itself, which a lock does not list (a plugin needs what it is a plugin of)."""
    asked = (each for manifest in project.manifests for each in manifest.dependencies)
    return project.names | frozenset(each.name for each in asked if each.group == "override")


def _excluded(project: Project) -> set[str]:
    """What PDM was told to leave out of the lock."""
    from deplint.freshness.documents import array, string, table, toml_document
    from deplint.names import normalize

    found: set[str] = set()
    for manifest in project.of_kind("pyproject"):
        resolution = table(toml_document(manifest, project), "tool", "pdm", "resolution")
        found.update(normalize(string(each)) for each in array(resolution.get("excludes")))
    return found
