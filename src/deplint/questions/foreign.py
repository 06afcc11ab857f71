"""A lock into the addresses in it that come from where nothing of the project comes from: what a changed lock shows without any policy.

Only what is certain counts. An index may keep its files anywhere, as long as it does so for all; the public index keeps them in one place.
"""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS, VENDORS
from deplint.questions.addresses import addresses_in, host, is_local, of_lock, of_manifest
from deplint.questions.allowed import files_of, known_hosts
from deplint.regex import regex
from deplint.roles import LOCK_KINDS
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.project import Project
    from deplint.questions.addresses import Address

LEAST = 2
"""From so many others on, one can be the odd one out."""
_CONDA = frozenset(("conda.anaconda.org", "repo.anaconda.com", "prefix.dev", "repo.prefix.dev", "conda-static.anaconda.org"))
_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeload.github.com", "codeberg.org")
_PLAIN = ("pypi.org/", "files.pythonhosted.org/", "conda.anaconda.org/", "download.pytorch.org/", "download-r2.pytorch.org/")
_IN_TEXT = ("conda-lock", "conda-explicit", "conda-list", "pixi.lock")
"""Locks that are read address by address, without a document."""
_HOST = regex(r"://([^/\s\"'#]{1,200})")


class Foreign(NamedTuple):
    """Addresses of one host that has no business in the lock; `expected` says where they should come from."""

    addresses: tuple[Address, ...]
    expected: str


def foreign_addresses(lock: Manifest, project: Project) -> Iterator[Foreign]:
    """The foreign addresses of a lock, host by host."""
    if not _is_worth_a_look(lock):
        return
    known = _trusted(project)
    hosts = _HOST.findall(lock.source.text)
    strange = {each.lower() for each in set(hosts)} - known - _CONDA
    if not strange:
        return
    if lock.kind in _IN_TEXT:
        yield from _odd_in_text(lock, hosts, strange - set(_FORGES))
        return
    addresses = list(of_lock(lock, project))
    if lock.kind in ("uv.lock", "pylock"):
        yield from _by_index([each for each in addresses if each.kind == "file"], known)
    elif lock.kind == "poetry.lock":
        yield from _not_configured([each for each in addresses if each.kind == "registry"], known, lock, project)
    elif lock.kind == "Pipfile.lock":
        yield from _not_in_pipfile([each for each in addresses if each.kind == "index"], known, lock, project)
    else:
        yield from _odd_ones([each for each in addresses if each.kind == "file"], known)


def _is_worth_a_look(lock: Manifest) -> bool:
    """Is there an address that is not of the hosts which nearly all locks have? Counting is much faster than reading."""
    text = lock.source.text
    if lock.kind == "poetry.lock":
        return "[package.source]" in text
    if lock.kind == "pdm.lock":
        return "url = " in text
    return text.count("://") > sum(text.count(f"https://{each}") for each in _PLAIN)


def _trusted(project: Project) -> set[str]:
    """Hosts that the manifests of the repository name, and those that everybody knows."""
    known = project.shared(__name__)
    if not known:
        manifests = (manifest for manifest in project.everywhere.values() if manifest.kind not in LOCK_KINDS)
        named = (each.url for manifest in manifests for each in of_manifest(manifest))
        known["trusted"] = known_hosts(named) | set(MIRRORS) | set(VENDORS)
    trusted: set[str] = known["trusted"]
    return trusted


def _by_index(files: Sequence[Address], known: set[str]) -> Iterator[Foreign]:
    """Files that are not where their index keeps all the others."""
    groups: dict[str, list[Address]] = {}
    for file in files:
        groups.setdefault(host(file.registry), []).append(file)
    for name, group in groups.items():
        if not name:
            yield from _odd_ones(group, known)
        elif name in MIRRORS:
            home = (*files_of(name), name)[0]
            yield from _hosts([each for each in group if not _is_fine(each, known)], f"`{name}` keeps its files at `{home}`")
        else:
            yield from _odd_ones(group, known | {name, *files_of(name)}, name)


def _is_fine(address: Address, known: set[str]) -> bool:
    """Is it somewhere that is known, or where nobody can tell? Archives of repositories stand in YAML locks like any file."""
    name = host(address.url)
    if address.location is not None and name in _FORGES:
        return True
    return not name or name in known or is_local(name) or "$" in name or "{" in name


def _odd_ones(files: Sequence[Address], known: set[str], index: str = "") -> Iterator[Foreign]:
    """Files of an entry whose other files are at a host that is known, and the one entry among many that comes from somewhere else."""
    odd = [each for each in files if not _is_fine(each, known)]
    for found in _hosts(odd, ""):
        name, entries = host(found.addresses[0].url), {each.subject for each in found.addresses}
        others = [each for each in files if host(each.url) != name]
        torn = entries <= {each.subject for each in others if host(each.url) in known}
        alone = len(entries) == 1 and len({each.subject for each in others}) >= LEAST
        if torn or alone:
            hosts = [host(each.url) for each in others]
            what = f"the others of `{index}`" if index else "the others"
            yield found._replace(expected=f"{what} come from `{max(dict.fromkeys(hosts), key=hosts.count)}`")


def _odd_in_text(lock: Manifest, hosts: Sequence[str], strange: Iterable[str]) -> Iterator[Foreign]:
    """The one file at a host where no index or channel of the lock is; archives of repositories stand there like any other file."""
    for name in sorted(strange):
        found = [each for each in addresses_in(lock, name) if not _is_fine(each, set())]
        files = [each for each in found if each.kind == "file"]
        if len(files) == len(found) == 1 and len(hosts) - 1 >= LEAST:
            usual = max(dict.fromkeys(hosts), key=hosts.count)
            yield Foreign(tuple(files), f"the others come from `{usual}`")


def _not_configured(registries: Sequence[Address], known: set[str], lock: Manifest, project: Project) -> Iterator[Foreign]:
    """Sources that pyproject.toml doesn't have, where Poetry takes them from; unless all entries come from there, as from a mirror."""
    from deplint.freshness.documents import beside
    from deplint.questions.locked import packages_of

    manifest = beside(lock, project, "pyproject")
    if manifest is None or manifest.metadata is None or "poetry" not in manifest.metadata.tools:
        return
    entries = sum(each.source == "registry" for each in packages_of(lock, project))
    for found in _hosts([each for each in registries if not _is_fine(each, known)], "`pyproject.toml` has no source there"):
        if len(found.addresses) < entries:
            yield found


def _not_in_pipfile(sources: Sequence[Address], known: set[str], lock: Manifest, project: Project) -> Iterator[Foreign]:
    """Sources of the lock that the Pipfile doesn't have, from which Pipenv copies them."""
    from deplint.freshness.documents import beside

    manifest = beside(lock, project, "pipfile")
    if manifest is not None and manifest.indexes and not any("$" in each.url for each in manifest.indexes):
        yield from _hosts([each for each in sources if not _is_fine(each, known)], "the Pipfile has no source there")


def _hosts(addresses: Iterable[Address], expected: str) -> Iterator[Foreign]:
    groups: dict[str, list[Address]] = {}
    for each in addresses:
        groups.setdefault(host(each.url), []).append(each)
    yield from (Foreign(tuple(group), expected) for group in groups.values())
