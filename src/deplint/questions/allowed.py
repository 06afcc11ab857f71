"""An address and the policy into a yes or no: is this index, host or repository one that the user allows?"""

from __future__ import annotations

from deplint.data.index_hosts import FILE_HOSTS
from deplint.questions.addresses import host
from deplint.questions.hosts import matches
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deplint.policy import Policy

_REPOSITORY = regex(r"[A-Za-z+]{2,12}://(?:[^/@]{0,1000}@)?([^/:]{1,300})(?::\d+)?[/:](.{0,2000})")
ASKED = ("index", "extra-index", "find-links", "registry")
"""The kinds of addresses that an installer asks for packages: here the path counts as well."""


def allows_index(policy: Policy, url: str, kind: str) -> bool:
    """May packages come from here? Files may come from the host of every index that is allowed, and from where that keeps its files."""
    entries = (*(policy.indexes or ()), *(policy.hosts or ()))
    return any(fits_index(entry, url, kind) for entry in entries)


def fits_index(entry: str, url: str, kind: str) -> bool:
    """Does an entry of the policy mean this address?"""
    name = host(url)
    if "://" not in entry:
        return matches(name, (entry,)) or name in files_of(entry)
    if kind not in ASKED:
        return name == host(entry) or name in files_of(host(entry))
    return is_below(url, entry)


def files_of(index: str) -> tuple[str, ...]:
    """The hosts where the index of this host keeps its files, besides itself."""
    return FILE_HOSTS[index][0] if index in FILE_HOSTS else ()


def index_of(name: str) -> str:
    """The host of the index that keeps files at this host, else the host itself."""
    return next((index for index, (hosts, _, _) in FILE_HOSTS.items() if name in hosts and index != "pypi.python.org"), name)


def is_below(url: str, above: str) -> bool:
    """Is the address this one, or below it? User parts and slashes at the end do not count."""
    url, above = _plain(url), _plain(above)
    return url == above or url.startswith(f"{above}/")


def _plain(url: str) -> str:
    before, mark, rest = url.partition("://")
    server, slash, path = rest.partition("/")
    return f"{before.lower()}{mark}{server.rpartition('@')[2].lower()}{slash}{path}".rstrip("/*")


def known_hosts(indexes: Iterable[str]) -> set[str]:
    """The hosts of these addresses, and those that keep their files."""
    names = {host(url) for url in indexes}
    return names | {each for name in names for each in files_of(name)}


def repository_of(url: str) -> str:
    """Host and path of a repository in lower case: `github.com/acme/client`; "" where the text is no address."""
    found = _REPOSITORY.match(url)
    if found is None:
        return ""
    path = found[2].partition("#")[0].partition("?")[0].partition("@")[0].strip("/").removesuffix(".git")
    return f"{found[1]}/{path}".lower()


def fits_git(entry: str, url: str) -> bool:
    """Does an entry of the policy mean this repository: its host, or the beginning of its path?"""
    entry, repository = entry.lower().partition("://")[2].strip("/") or entry.lower().strip("/"), repository_of(url)
    if "/" in entry:
        return f"{repository}/".startswith(f"{entry.removesuffix('.git')}/")
    return matches(repository.partition("/")[0], (entry,))
