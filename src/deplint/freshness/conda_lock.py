"""conda-lock.yml and the files that it was made from into what no longer agrees, as `conda-lock --check-input-hash` decides it.

conda-lock keeps a hash for each platform, and checks those of the platforms that are asked for now.
"""

from __future__ import annotations

import posixpath

from deplint.freshness import Comparison, Difference
from deplint.freshness.conda_lock_hash import hashes, superfluous
from deplint.freshness.conda_lock_specs import DEFAULT_PLATFORMS, Inputs, Spec, UndecidedError, inputs_of, yaml_values
from deplint.freshness.documents import array, string, table
from deplint.lock_inputs import VIRTUAL_PACKAGES_NAMES, upwards, within
from deplint.model import Related
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import conda_to_pep440, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.freshness.documents import Table
    from deplint.model import Location
    from deplint.project import Project

_TOP = regex(r"\n(?=[a-z_]+:)")
_MOST_TRIED = 100


def compare(lock: Manifest, project: Project) -> Comparison:
    """What the input hashes say, with the entries that explain it where the lock has them."""
    try:
        metadata = _metadata(lock)
        recorded = {key: string(value) for key, value in table(metadata, "content_hash").items()}
        sources = _sources(lock, metadata, project)
        inputs = inputs_of(sources, project, list(recorded))
        tables = _tables(lock, project)
    except UndecidedError as error:
        return Comparison(undecided=str(error))
    found = tuple(_Check(lock, sources, inputs, metadata, tables).differences(recorded))
    if any(difference.subject == lock.path for difference in found) and _asks_for_cuda(inputs):
        return Comparison(undecided="its version of CUDA may have been given on the command line, which changes the input hash")
    return Comparison(found)


def _asks_for_cuda(inputs: Inputs) -> bool:
    """Who needs CUDA runs conda-lock with `--with-cuda`, and which version is not recorded."""
    return any("cuda" in f"{spec.name} {spec.build}" or "nvidia" in spec.name for specs in inputs.specs.values() for spec in specs)


def _metadata(lock: Manifest) -> Table:
    """The part of the lock that says what it was made from: the rest is large and not looked at."""
    for part in _TOP.split(f"\n{lock.source.text}"):
        if part.startswith("metadata:"):
            found = table(yaml_values(part), "metadata")
            if found:
                return found
    raise UndecidedError(f"`{lock.path}` has no metadata")


def _sources(lock: Manifest, metadata: Table, project: Project) -> list[Manifest]:
    folder = posixpath.dirname(lock.path)
    found = []
    for each in array(metadata.get("sources")):
        path = within(folder, string(each).replace("\\", "/"))
        manifest = project.everywhere.get(path)
        if manifest is None or manifest.kind not in ("conda", "pyproject"):
            raise UndecidedError(f"`{string(each)}`, which it was made from, is not among the files that are read")
        found.append(manifest)
    if not found:
        raise UndecidedError(f"`{lock.path}` does not say what it was made from")
    return found


def _tables(lock: Manifest, project: Project) -> dict[str, dict[str, str]]:
    """The virtual packages by platform of a `virtual-packages.yml`, which conda-lock takes from the folder that it runs in."""
    for folder in upwards(posixpath.dirname(lock.path)):
        for name in VIRTUAL_PACKAGES_NAMES:
            manifest = project.everywhere.get(posixpath.join(folder, name))
            if manifest is not None:
                subdirs = table(yaml_values(manifest.source.text), "subdirs")
                return {name: {key: string(value) for key, value in table(subdirs, name, "packages").items()} for name in subdirs}
    return {}


class _Check:
    """One lock with its inputs."""

    def __init__(
        self, lock: Manifest, sources: Sequence[Manifest], inputs: Inputs, metadata: Table, tables: dict[str, dict[str, str]]
    ) -> None:
        self.lock, self.sources, self.inputs, self.tables = lock, sources, inputs, tables
        self.channels = tuple(string(each.get("url")) for each in array(metadata.get("channels")) if isinstance(each, dict))
        folder = posixpath.dirname(lock.path)
        files = " ".join(f"-f {string(each)}" for each in array(metadata.get("sources")))
        command = f"conda-lock {files} --lockfile {posixpath.basename(lock.path)}"
        self.command = f"cd {folder} && {command}" if folder else command

    def differences(self, recorded: dict[str, str]) -> Iterator[Difference]:
        asked = self.inputs.platforms or tuple(each for each in DEFAULT_PLATFORMS if each in recorded) or tuple(recorded)
        missing = [platform for platform in asked if platform not in recorded]
        for platform in missing:
            message = f"the platform `{platform}` is asked for here, but `{self.lock.path}` does not have it"
            yield self._inputs(message, platform, "platforms")
        if self.inputs.channels and self.channels and self.channels not in (self.inputs.channels, self.inputs.written):
            now, then = (", ".join(f"`{each}`" for each in channels) for channels in (self.inputs.channels, self.channels))
            message = f"the channels are {now} here, but `{self.lock.path}` was made from {then}"
            yield self._inputs(message, self.inputs.channels[0], "channels")
            return
        inputs = self.inputs if self.inputs.channels else self.inputs._replace(channels=self.channels, written=self.channels)
        stale = [platform for platform in asked if platform in recorded and not self._matches(inputs, platform, recorded[platform])]
        if stale:
            found = list(self._named(stale))
            yield from found or [self._unnamed(inputs, stale, recorded)]
        else:
            yield from self._edited([platform for platform in asked if platform in recorded])

    def _matches(self, inputs: Inputs, platform: str, recorded: str) -> bool:
        return any(found == recorded for found in hashes(inputs, platform, self._given(platform)))

    def _given(self, platform: str) -> tuple[dict[str, str], ...]:
        return (self.tables.get(platform, {}),) if self.tables else ()

    # What explains it.

    def _named(self, platforms: Sequence[str], wanted: Callable[[Spec], bool] = bool) -> Iterator[Difference]:
        """Entries that are not locked for a platform, or locked outside of what they ask for; each is told once."""
        locked = _locked(self.lock)
        told: set[tuple[str, str]] = set()
        for platform in platforms:
            known = locked.get(platform)
            for spec in self.inputs.specs[platform] if known else ():
                versions = known.get((spec.manager, spec.name)) if known else None
                if (spec.manager, spec.name) in told or spec.name.startswith("__") or not wanted(spec):
                    continue
                if versions is None:
                    told.add((spec.manager, spec.name))
                    message = f"`{spec.written}` is required here, but `{self.lock.path}` does not have it for `{platform}`; lock again"
                    yield Difference("missing", message, self._place(spec), f"not in {self.lock.path}", (), self.command, spec.name)
                elif all(_breaks(spec, version) for version in versions):
                    told.add((spec.manager, spec.name))
                    shown = " and ".join(f"`{version}`" for version in sorted(versions))
                    message = f"`{spec.written}` is locked at {shown} for `{platform}`, which is outside; lock again"
                    yield Difference("violation", message, self._place(spec), f"not what {self.lock.path} has", (), self.command, spec.name)

    def _edited(self, platforms: Sequence[str]) -> Iterator[Difference]:
        """What somebody has changed since in a lock with the hash of its inputs, of what conda takes under the name it is asked for."""
        certain = {source.path for source in self.sources if source.kind == "conda"}
        for each in self._named(platforms, lambda spec: spec.manager == "conda" and spec.category == "main" and spec.path in certain):
            message = each.message.replace("; lock again", "; conda-lock takes the lock for fresh all the same; lock again")
            yield each._replace(message=message)

    def _unnamed(self, inputs: Inputs, stale: Sequence[str], recorded: dict[str, str]) -> Difference:
        platforms = ", ".join(f"`{platform}`" for platform in stale)
        related = tuple(Related(self._hash_place(recorded[platform]), "the recorded hash") for platform in stale[:3])
        added = superfluous(inputs, stale[0], self._given(stale[0]), recorded[stale[0]], _MOST_TRIED)
        if added is not None:
            message = f"`{added.written}` is new here: `{self.lock.path}` was made without it; lock again"
            return Difference("inputs", message, self._place(added), f"not in {self.lock.path}", related, self.command, added.name)
        files = " and ".join(f"`{source.path}`" for source in self.sources)
        message = (
            f"`{self.lock.path}` was not made from {files} as {'they are' if len(self.sources) > 1 else 'it is'} now: the input hash of "
            f"{platforms} differs; lock again"
        )
        place = self._hash_place(recorded[stale[0]])
        return Difference("inputs", message, place, "made from other inputs", related[1:], self.command, self.lock.path)

    def _inputs(self, message: str, text: str, subject: str) -> Difference:
        return Difference("inputs", f"{message}; lock again", self._text_place(text), "not so in the lock", (), self.command, subject)

    # Places.

    def _place(self, spec: Spec) -> Location:
        for source in self.sources:
            if source.path == spec.path:
                found = next((each for each in source.dependencies if each.name == spec.name), None)
                if found is not None:
                    return found.part(found.name_span)
                return self._text_place(spec.written)
        return self.sources[0].start

    def _text_place(self, text: str) -> Location:
        for source in self.sources:
            at = source.source.text.find(text)
            if at >= 0:
                return source.source.at(at, at + len(text))
        return self.sources[0].start

    def _hash_place(self, recorded: str) -> Location:
        at = self.lock.source.text.find(recorded)
        return self.lock.source.at(at, at + len(recorded)) if recorded and at >= 0 else self.lock.start


_ENTRY = regex(r"\n- ")
_FIELD = regex(r"(?:\A|\n  )(name|version|manager|platform): *['\"]?([^'\"\r\n]+)")


def _locked(lock: Manifest) -> dict[str, dict[tuple[str, str], set[str]]]:
    """platform -> (manager, name) -> versions of all entries: read with a search, as YAML takes a second for a megabyte."""
    found: dict[str, dict[tuple[str, str], set[str]]] = {}
    for entry in _ENTRY.split(lock.source.text)[1:]:
        fields = dict(reversed(_FIELD.findall(entry)))
        if len(fields) == 4:
            by_name = found.setdefault(fields["platform"], {})
            by_name.setdefault((fields["manager"], fields["name"]), set()).add(fields["version"])
    return found


def _breaks(spec: Spec, version: str) -> bool:
    """Is the locked version certainly not what is asked for?"""
    if not spec.version or spec.version == "*":
        return False
    specifier = spec.version if spec.manager == "pip" else conda_to_pep440(spec.version)
    return specifier is not None and verdict(specifier, version) is False
