"""DPL205 lock-missing-hash: an entry of a lock whose files can't be checked, as the lock has no hash of them."""

from __future__ import annotations

from deplint.questions.locked import all_locks_of, file_location, lock_command, packages_of
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deplint.facts import LockedFile, LockedPackage, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

SHOWN = 5
MANY = 10
"""From so many entries on it is the lock that lost its hashes, and one finding."""
# Tools that refuse an archive by URL or path without a hash, which the others record only for some.
_HASH_ALL_ARCHIVES = frozenset(("uv.lock", "pylock"))
# Tools that write an entry with an empty list of files only where something went wrong.
_LIST_ALL_FILES = frozenset(("poetry.lock", "pdm.lock"))
_WITH_SHA256 = frozenset(("conda-lock", "pixi.lock"))
# Lists of URLs that conda writes without hashes unless it is told to.
_LISTS = frozenset(("conda-explicit", "conda-list"))
_PUBLIC = ("https://pypi.org/", "http://pypi.org/", "https://pypi.python.org/", "http://pypi.python.org/")


class Lost(NamedTuple):
    """An entry without hashes: of the files named, or of all that it has."""

    package: LockedPackage
    files: tuple[LockedFile, ...]
    everything: bool


class LockMissingHash(Rule):
    """Entry of a lock without the hash of one of its files, or of all of them.

    ## Why is this bad?
    The hash is what makes a lock more than a list of versions: without it an index, a mirror or a proxy can serve another file under the
    same name. The tools do not complain: `uv lock --check`, `poetry check --lock` and `pipenv verify` accept a lock from which every hash
    was removed.

    ## Example
    ```bad poetry.lock
    [[package]]
    name = "six"
    version = "1.17.0"
    description = "Python 2 and 3 compatibility utilities"
    optional = false
    python-versions = ">=2.7"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py2.py3-none-any.whl"},
        {file = "six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    ```good poetry.lock
    [[package]]
    name = "six"
    version = "1.17.0"
    description = "Python 2 and 3 compatibility utilities"
    optional = false
    python-versions = ">=2.7"
    groups = ["main"]
    files = [
        {file = "six-1.17.0-py2.py3-none-any.whl", hash = "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"},
        {file = "six-1.17.0.tar.gz", hash = "sha256:ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81"},
    ]

    [metadata]
    lock-version = "2.1"
    python-versions = ">=3.12"
    content-hash = "3737ffee688cc8ac87e564617334b89332bd32fbcacb72516c6f49f95b3bbd9c"
    ```
    What has no archive is not flagged: repositories, folders, editable and virtual packages. Nor are entries of a private index of which
    the whole lock has no hash at all, as some indexes offer none (a pylock.toml must have them all the
    same). A lock that lost its hashes is one finding.

    Nor is a list of URLs below `@EXPLICIT` in which none has a hash, as `conda list --explicit` writes it unless `--md5` asks for them.
    There any hash will do, and in conda-lock.yml and pixi.lock as well where a channel offers nothing but md5.
    """

    code = "DPL205"
    severity = Severity.ERROR
    security = "7.0"
    only_for = ("locks",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for lock in all_locks_of(project):
            packages = packages_of(lock, project)
            lost = [found for package in packages if (found := _lost(lock.kind, package)) is not None]
            if lock.kind in _WITH_SHA256:
                yield from (self._weakened(lock, package) for package in _weaker(packages))
            if lost and not (lock.kind in _LISTS and not any(file.hashes for package in packages for file in package.files)):
                silent = _without_hashes(packages) if lock.kind != "pylock" else ()
                yield from self._told(lock, packages, [each for each in lost if each.package.url not in silent])

    def _told(self, lock: Manifest, packages: Sequence[LockedPackage], lost: Sequence[Lost]) -> Iterator[Diagnostic]:
        hashed = any(file.hashes for package in packages for file in package.files)
        if len(lost) >= MANY or (len(lost) > 1 and not hashed):
            yield self._whole(lock, lost, hashed)
        else:
            for each in lost:
                yield self._entry(lock, each)

    def _whole(self, lock: Manifest, lost: Sequence[Lost], hashed: bool) -> Diagnostic:
        name = lock.path.rpartition("/")[2]
        some = f"has {len(lost)} entries with files that have no hash"
        none = f"has no hash for any of its {len(lost)} entries from an index"
        what = some if hashed else none
        return self.found(
            lost[0].package.location,
            f"`{name}` {what}, so nothing tells when another file is served; lock again with hashes",
            label="the first of them",
            related=[Related(each.package.location, "no hash here either") for each in lost[1:SHOWN]],
            help=_command(lock, ""),
            subject=lock.path,
        )

    def _weakened(self, lock: Manifest, package: LockedPackage) -> Diagnostic:
        return self.found(
            package.location,
            f"`{package.name}` has nothing but an md5 in this lock, where others of its channel have a sha256: a file with the same md5 "
            "can be made; lock it again",
            label="no sha256",
            help=_command(lock, package.name),
            subject=package.name,
        )

    def _entry(self, lock: Manifest, lost: Lost) -> Diagnostic:
        package, files = lost.package, [file for file in lost.files if file.name]
        if lost.everything or not files:
            what, place = f"`{package.name}` has no hash in this lock", package.location
        else:
            more = f" and {len(files) - 1} more of the entry have" if len(files) > 1 else " has"
            what, place = f"`{files[0].name}`{more} no hash in this lock", file_location(lock, package, files[0])
        return self.found(
            place,
            f"{what}, so nothing tells when another file is served; lock it again",
            label="no hash",
            help=_command(lock, package.name),
            subject=package.name,
        )


def _weaker(packages: Sequence[LockedPackage]) -> Iterator[LockedPackage]:
    """Entries that have nothing but an md5 though their channel gives a sha256: all tools write both."""
    strong = {package.url for package in packages for file in package.files if _has_sha256(file)}
    for package in packages:
        if package.url in strong and any(file.hashes and not _has_sha256(file) for file in package.files):
            yield package


def _has_sha256(file: LockedFile) -> bool:
    return any(each.startswith("sha256:") for each in file.hashes)


def _lost(kind: str, package: LockedPackage) -> Lost | None:
    """The files of an entry that should have a hash and have none."""
    missing = tuple([file for file in package.files if not file.hashes])
    if not missing and (package.files or kind not in _LIST_ALL_FILES):
        return None
    everything = len(missing) == len(package.files)
    if package.source not in ("registry", "url", "path") or (kind == "Pipfile.lock" and not package.version):
        return None
    if package.source != "registry" and everything and (kind not in _HASH_ALL_ARCHIVES or not missing):
        return None
    return Lost(package, missing, everything)


def _without_hashes(packages: Iterable[LockedPackage]) -> set[str]:
    """The private indexes that don't give a single hash in the whole lock. A channel of conda always has one to give."""
    private: dict[str, bool] = {}
    for package in packages:
        if package.source == "registry" and package.url and not package.url.startswith(_PUBLIC) and not _is_conda(package):
            private[package.url] = private.get(package.url, False) or any(file.hashes for file in package.files)
    return {url for url, hashed in private.items() if not hashed}


def _is_conda(package: LockedPackage) -> bool:
    return any(file.name.endswith((".conda", ".tar.bz2")) for file in package.files)


def _command(lock: Manifest, name: str) -> str:
    """What writes the hashes anew: uv and Pipenv keep an entry as it is until they are told to look for it again."""
    if lock.kind == "uv.lock":
        return lock_command(lock, f"uv lock --upgrade-package {name}" if name else "rm uv.lock && uv lock")
    if lock.kind == "pdm.lock":
        return lock_command(lock, "pdm lock --refresh")
    if lock.kind == "Pipfile.lock" and name:
        return lock_command(lock, f"pipenv upgrade {name}")
    if lock.kind == "pixi.lock":
        return lock_command(lock, f"pixi update {name}" if name else "rm pixi.lock && pixi lock")
    return lock_command(lock)
