"""DPL611 unmatched-policy-entry: something that is allowed or exempted, but that nothing in the repository is."""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS
from deplint.freshness.documents import table, toml_document
from deplint.names import normalize
from deplint.questions.addresses import Address, host, of_lock, of_manifest
from deplint.questions.allowed import fits_git, fits_index
from deplint.questions.channels import channel_of, fits_channel, named_channels
from deplint.questions.named import uses
from deplint.roles import LOCK_KINDS
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.policy import Entry, Policy
    from deplint.project import Project
    from deplint.repository import Repository

_CHANNEL_KINDS = ("conda", "pixi", "conda-lock", "conda-explicit", "pixi.lock")


class UnmatchedPolicyEntry(Rule):
    """Entry of the policy that fits nothing: an index, host, repository, channel or package that nothing uses, or an exemption of it.

    ## Why is this bad?
    What is allowed and not used is a door that nobody watches: whatever comes through it later was never looked at. Often it is a
    misspelt entry, and what it was meant for is flagged, or bound to an exception that does not work.

    ## Example
    ```config
    policy.allowed-git = ["github.com/acme"]
    ignore = ["git-source-not-allowed"]
    ```
    ```bad requirements.txt
    acme-client @ git+https://github.com/acme-labs/client.git@0e322af87745eff34caffe4df68456ebc20d9068
    ```
    ```good requirements.txt
    acme-client @ git+https://github.com/acme/client.git@0e322af87745eff34caffe4df68456ebc20d9068
    ```
    What is banned is not expected to be there, and the public index is asked without being named. Nothing is told of entries of a shared
    file (`extend`), of the command line, and where only a part of the repository is linted. Of `exclude-newer-package`, which is uv's, only
    what no manifest and no lock has is told, where there is a uv.lock.
    """

    code = "DPL611"
    severity = Severity.WARNING
    only_for = ("policy", "exemptions")

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        policy = repository.settings.policy
        if policy is not None and not any(each not in ("", ".") for each in repository.settings.scope):
            yield from self._policy(policy, repository)
        for project in repository.projects:
            for manifest in project.of_kind("pyproject"):
                if "exclude-newer-package" in manifest.source.text:
                    yield from self._newer(manifest, project)

    def _policy(self, policy: Policy, repository: Repository) -> Iterator[Diagnostic]:
        """What each list allows, held against all that there is of its kind."""
        asked = _Asked(repository)
        lists = (
            ("allowed-indexes", policy.indexes, asked.has_index, "no index, page of links or file of a lock is there"),
            ("allowed-hosts", policy.hosts, asked.has_index, "no index, page of links or file of a lock is there"),
            ("allowed-git", policy.git, asked.has_repository, "no package comes from a repository there"),
            ("allowed-channels", policy.channels, asked.has_channel, "nothing uses this channel"),
            ("allowed-packages", policy.packages, asked.has_package, "nothing uses this package"),
        )
        for key, entries, has, why in lists:
            for entry in entries or ():
                if entry.location is not None and not has(entry):
                    yield self._finding(entry, f"policy.{key}", why)
        for ban in policy.banned:
            for entry in ban.unless:
                if entry.location is not None and not asked.has_package(entry):
                    yield self._finding(entry, f"policy.banned.{ban.entry}.unless", "nothing uses this package")

    def _finding(self, entry: Entry, key: str, why: str) -> Diagnostic:
        assert entry.location is not None
        return self.found(
            entry.location,
            f"`{entry}` in `{key}` fits nothing: {why}; remove it, or spell it as it is meant",
            label="fits nothing",
            help=f"remove `{entry}` from `{key}`",
            subject=f"{key} {entry}",
        )

    def _newer(self, manifest: Manifest, project: Project) -> Iterator[Diagnostic]:
        document = toml_document(manifest, project)
        names = table(document or {}, "tool", "uv", "exclude-newer-package")
        if not names or not any(lock.kind == "uv.lock" for lock in project.locks):
            return
        used = {use.name for use in uses(project)} | _locked_above(project)
        text = manifest.source.text
        start = text.find("exclude-newer-package")
        for name in names:
            if normalize(name) not in used:
                at = text.find(name, start + len("exclude-newer-package"))
                yield self.found(
                    manifest.source.at(at, at + len(name)) if at >= 0 else manifest.source.at(start, start + len("exclude-newer-package")),
                    f"`{name}` in `exclude-newer-package` fits nothing: neither a manifest nor the lock has it; remove it, or spell it as "
                    "it is meant",
                    label="fits nothing",
                    help=f"remove `{name}` from `exclude-newer-package`",
                    subject=f"exclude-newer-package {name}",
                )


def _locked_above(project: Project) -> set[str]:
    """What the lock of a workspace has."""
    from deplint.questions.locked import packages_of

    found = {each.name for lock in project.locks for each in packages_of(lock, project)}
    known: dict[str, set[str]] = project.shared(__name__)
    if not known:
        known["asked for"] = {each.name for manifest in project.everywhere.values() for each in manifest.dependencies}
    return found | known["asked for"]


class _Asked:
    """All that the projects of a repository ask for, worked out where an entry asks for it."""

    def __init__(self, repository: Repository) -> None:
        self.projects = repository.projects
        self._addresses: list[Address] | None = None
        self._names: set[str] | None = None

    def _all(self) -> list[Address]:
        if self._addresses is None:
            self._addresses = [each for project in self.projects for manifest in project.files for each in _of(manifest, project)]
        return self._addresses

    def has_index(self, entry: str) -> bool:
        """The public index is what everything is asked for that names no other."""
        name = host(entry) or entry
        if name in MIRRORS and any(manifest.dependencies for project in self.projects for manifest in project.manifests):
            return True
        return any(each.kind not in ("vcs", "channel") and fits_index(entry, each.url, each.kind) for each in self._all())

    def has_repository(self, entry: str) -> bool:
        return any(each.kind == "vcs" and fits_git(entry, each.url) for each in self._all())

    def has_channel(self, entry: str) -> bool:
        manifests = [manifest for project in self.projects for manifest in project.manifests if manifest.kind in _CHANNEL_KINDS]
        if entry in ("nodefaults", "defaults") and manifests:
            return True
        if any(fits_channel(entry, each) for manifest in manifests for each in named_channels(manifest)):
            return True
        channels = {channel_of(each.url) or each.url for each in self._all() if each.kind in ("file", "registry", "channel")}
        return any(fits_channel(entry, each) for each in channels)

    def has_package(self, entry: str) -> bool:
        if self._names is None:
            self._names = {use.name for project in self.projects for use in uses(project)}
            self._names |= {name for project in self.projects for name in project.names}
        end = next((place for place, sign in enumerate(entry) if sign in "<>=!~ ;["), len(entry))
        name = entry[:end]
        if name.endswith("*"):
            beginning = f"{normalize(name.rstrip('*').rstrip('-_.'))}-"
            return any(each.startswith(beginning) for each in self._names)
        return normalize(name) in self._names


def _of(manifest: Manifest, project: Project) -> Iterator[Address]:
    yield from of_lock(manifest, project) if manifest.kind in LOCK_KINDS else of_manifest(manifest)
