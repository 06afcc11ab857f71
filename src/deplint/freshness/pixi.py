"""pixi.lock and the manifest beside it into what certainly no longer agrees.

`pixi lock --check` follows all that the packages need in turn. Here only what the manifest itself asks for is held against the packages
of each environment and platform, and only where nothing but the two files decides. So no difference does not mean that pixi calls the
lock fresh.

Source: pixi, `crates/pixi_core/src/lock_file/satisfiability`, and its manifest reference.
"""

from __future__ import annotations

from deplint.freshness import Comparison, Difference
from deplint.freshness.documents import array, beside, pixi_entries, pixi_environments, pixi_packages, table, toml_document
from deplint.freshness.pixi_features import OWN, Feature, Wanted, channels_of, features_of, wanted_by
from deplint.freshness.pixi_orphans import is_known, unreached
from deplint.model import Related
from deplint.names import normalize
from deplint.readers.locks.pixi import conda_needs, subdirs
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple
from deplint.versions import conda_to_pep440, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, LockedPackage, Manifest
    from deplint.freshness.documents import Table
    from deplint.model import Location
    from deplint.project import Project
    from deplint.readers.locks.pixi import Environment

_VERSION = regex(r"(?:\A|\n)version:[ \t]*([0-9]+)")
_NUMBERS = regex(r"[0-9]+(?:\.[0-9]+)*")
_PLAIN_CHANNEL = regex(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*|https?://[^\s?#@]+")
_OLDEST, _NEWEST = 4, 7
_MOST_ORPHANS = 20


class Locked(NamedTuple):
    """The packages of one environment on one platform, by name: conda's as written in lower case, those of an index normalised."""

    conda: dict[str, list[LockedPackage]]
    pypi: dict[str, list[LockedPackage]]
    complete: bool
    """Every reference of the environment leads to a package."""


def compare(lock: Manifest, project: Project) -> Comparison:
    """Environments, platforms, channels and direct dependencies of the manifest that the lock does not have, or has otherwise."""
    version = _VERSION.search(lock.source.text)
    if version is None or not _OLDEST <= int(version[1][:9]) <= _NEWEST:
        return Comparison(undecided="its version is not one that can be compared")
    manifest = _manifest(lock, project)
    if manifest is None:
        return Comparison(undecided="there is no manifest of pixi beside it")
    values = toml_document(manifest, project)
    if not values:
        return Comparison(undecided=f"`{manifest.path}` can't be read")
    check = _Check(lock, manifest, values if manifest.kind == "pixi" else table(values, "tool", "pixi"), project)
    return Comparison(tuple(check.differences()))


def _manifest(lock: Manifest, project: Project) -> Manifest | None:
    """pixi.toml, which pixi prefers, or a pyproject.toml with a table of pixi."""
    found = beside(lock, project, "pixi")
    if found is None:
        found = beside(lock, project, "pyproject")
        if found is None or not table(toml_document(found, project) or {}, "tool", "pixi"):
            return None
    return found


class _Check:
    """One lock with its manifest."""

    def __init__(self, lock: Manifest, manifest: Manifest, root: Table, project: Project) -> None:
        self.lock, self.manifest, self.root = lock, manifest, root
        self.workspace = table(root, "workspace") or table(root, "project")
        self.locked = pixi_environments(lock, project)
        self.subdirs = subdirs(lock.source.text)
        self.packages = pixi_packages(lock, project)
        self.entries = pixi_entries(lock, project)
        self.overridden = {normalize(name) for name in table(root, "pypi-options", "dependency-overrides")}
        folder = lock.path.rpartition("/")[0]
        self.command = f"cd {folder} && pixi lock" if folder else "pixi lock"
        self.told: set[tuple[str, ...]] = set()

    def differences(self) -> Iterator[Difference]:
        for name, features in features_of(self.root).items():
            environment = self.locked.get(name)
            if environment is None:
                if self.locked and name != "default":
                    yield self._inputs(f"the environment `{name}` is declared here, but `{self.lock.path}` does not have it", name)
                continue
            yield from self._channels(name, features, environment)
            yield from self._platforms(name, features, environment)
            for written, references in environment.platforms.items():
                platform = self.subdirs.get(written, written)
                if self._is_asked(platform, features):
                    yield from self._dependencies(name, platform, features, self._at(references))
        if not self.told and is_known(self.root):
            yield from self._orphans()

    # What an environment is made for.

    def _channels(self, name: str, features: Sequence[Feature], environment: Environment) -> Iterator[Difference]:
        """A channel that the lock was made without. What it has beyond those may come from elsewhere."""
        locked = {channel.rstrip("/") for channel in environment.channels}
        for channel in (each for values in (self.workspace, *(each.values for each in features)) for each in channels_of(values)):
            written = channel.rstrip("/")
            if not written or not _PLAIN_CHANNEL.fullmatch(written) or ("channel", written) in self.told:
                continue
            if any(each == written or ("://" not in written and each.endswith(f"/{written}")) for each in locked):
                continue
            if any(each.rpartition("/")[2] == written.rpartition("/")[2] for each in locked):
                continue  # the same channel by another address: a mirror
            self.told.add(("channel", written))
            message = f"the channel `{written}` is asked for here, but `{self.lock.path}` was made without it for the environment `{name}`"
            yield self._inputs(message, written)

    def _platforms(self, name: str, features: Sequence[Feature], environment: Environment) -> Iterator[Difference]:
        """A platform that the environment is wanted for now. One without packages may be left out."""
        asked = array(self.workspace.get("platforms"))
        locked = {self.subdirs.get(each, each) for each in environment.platforms}
        if not all(isinstance(each, str) for each in asked) or not environment.platforms:
            return
        for platform in asked:
            if platform in locked or not self._is_asked(platform, features) or ("platform", platform) in self.told:
                continue
            if any(True for feature in features for _ in wanted_by(feature, platform)):
                self.told.add(("platform", platform))
                lacks = f"`{self.lock.path}` does not have it for the environment `{name}`"
                yield self._inputs(f"the platform `{platform}` is asked for here, but {lacks}", platform)

    def _is_asked(self, platform: str, features: Sequence[Feature]) -> bool:
        """The environment is for this platform: no feature of it, and not the workspace, leaves it out."""
        lists = [self.workspace.get("platforms"), *(feature.values.get("platforms") for feature in features if feature.name)]
        return all(platform in listed for listed in lists if isinstance(listed, list))

    def _inputs(self, message: str, text: str) -> Difference:
        return Difference("inputs", f"{message}; lock again", self._text_place(text), "not so in the lock", (), self.command, text)

    # What is in it.

    def _at(self, references: Sequence[str]) -> Locked:
        conda: dict[str, list[LockedPackage]] = {}
        pypi: dict[str, list[LockedPackage]] = {}
        complete = True
        for reference in references:
            found = self.packages.get(reference, ())
            complete = complete and bool(found)
            for is_conda, package in found:
                (conda if is_conda else pypi).setdefault(package.name, []).append(package)
        return Locked(conda, pypi, complete)

    def _dependencies(self, name: str, platform: str, features: Sequence[Feature], locked: Locked) -> Iterator[Difference]:
        wanted = [each for feature in features for each in wanted_by(feature, platform)]
        for each in wanted:
            key = ("pypi" if each.is_pypi else "conda", each.name, each.feature)
            if key in self.told:
                continue
            found = locked.pypi.get(each.name, []) if each.is_pypi else locked.conda.get(each.name, [])
            difference = self._violation(each, found, platform) if found else self._missing(each, name, platform, locked)
            if difference is not None:
                self.told.add(key)
                yield difference

    def _missing(self, wanted: Wanted, name: str, platform: str, locked: Locked) -> Difference | None:
        if not locked.complete or wanted.is_conditional or (wanted.is_pypi and self._is_a_conda_package(wanted.name, locked)):
            return None
        where = f"the environment `{name}` on `{platform}`" if name != "default" else f"`{platform}`"
        entry = self._entry(wanted)
        message = f"`{wanted.written}` is required here, but `{self.lock.path}` does not have it for {where}; lock again"
        place = entry.part(entry.name_span) if entry is not None else self._text_place(wanted.written)
        return Difference("missing", message, place, f"not in {self.lock.path}", (), self.command, wanted.name)

    def _is_a_conda_package(self, name: str, locked: Locked) -> bool:
        """A distribution that some package of conda provides, under its own name or, as the lock may say, under another."""
        return any(normalize(each) == name for each in locked.conda) or f"pkg:pypi/{name}" in self.lock.source.text

    def _violation(self, wanted: Wanted, found: Sequence[LockedPackage], platform: str) -> Difference | None:
        if not wanted.version or wanted.is_conditional or (wanted.is_pypi and wanted.name in self.overridden):
            return None
        fits = _pypi_fits if wanted.is_pypi else _conda_fits
        if not all(fits(wanted.version, package.version) is False for package in found):
            return None
        entry, package = self._entry(wanted), found[0]
        message = f"`{wanted.written}` is locked at `{package.version}` for `{platform}`, which is outside `{wanted.version}`; lock again"
        place = entry.part(entry.specifier_span) if entry is not None else self._text_place(wanted.written)
        related = (Related(package.location, "locked here"),)
        return Difference("violation", message, place, f"not what {self.lock.path} has", related, self.command, wanted.name)

    # What is in it for nothing.

    def _orphans(self) -> Iterator[Difference]:
        """Packages of conda that nothing needs, one for each chain of them; told only where all that is wanted is there."""
        platforms = {self.subdirs.get(each, each) for environment in self.locked.values() for each in environment.platforms}
        # What is only there to build packages with stands in no environment.
        used = {each for environment in self.locked.values() for listed in environment.platforms.values() for each in listed}
        if not used <= self.packages.keys():
            return  # something was taken out: what needed the others is not known
        names = {package.name for each in used for is_conda, package in self.packages.get(each, ()) if is_conda}
        for orphan in unreached(names, conda_needs(self.entries), self.root, sorted(platforms))[:_MOST_ORPHANS]:
            packages = (package for found in self.packages.values() for is_conda, package in found if is_conda)
            message = f"`{orphan}` is locked, but neither `{self.manifest.path}` nor another locked package asks for it; lock again"
            place = next((package.location for package in packages if package.name == orphan), self.lock.start)
            yield Difference("orphan", message, place, "nothing needs it any more", (), self.command, orphan)

    # Places.

    def _entry(self, wanted: Wanted) -> Dependency | None:
        """The entry of the manifest that says it; the one of the same feature with the same version."""
        base = "runtime" if self.manifest.kind == "pixi" else "group:pixi"
        feature = wanted.feature.removeprefix(OWN)
        own = f"group:{feature}" if base == "runtime" else f"group:pixi:{feature}"
        groups = (own,) if wanted.feature else (base, "build")
        form = "pep440" if wanted.is_pypi else "conda"
        found = [
            each
            for each in self.manifest.dependencies
            if each.written == wanted.written and each.form == form and (each.group in groups or each.group == "build")
        ]
        version = "".join(wanted.version.split())
        return next((each for each in found if "".join(each.specifier.split()) == version), found[0] if found else None)

    def _text_place(self, text: str) -> Location:
        at = self.manifest.source.text.find(text)
        return self.manifest.source.at(at, at + len(text)) if at >= 0 else self.manifest.start


def _conda_fits(specifier: str, version: str) -> bool | None:
    """None where the version or the specifier is more than numbers: conda orders letters otherwise. A bare version may mean two things."""
    if not _NUMBERS.fullmatch(version):
        return None
    verdicts = []
    for part in specifier.replace(" ", "").split("|"):
        translated = None if part[:1].isdigit() and "*" not in part else conda_to_pep440(part)
        verdicts.append(None if translated is None else verdict(translated, version))
    return True if True in verdicts else None if None in verdicts else False


def _pypi_fits(specifier: str, version: str) -> bool | None:
    return verdict(specifier, version) if version else None
