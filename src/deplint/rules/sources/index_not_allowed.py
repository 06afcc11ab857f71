"""DPL604 index-not-allowed: an index or the host of a file that the policy, or the rest of the lock, knows nothing of."""

from __future__ import annotations

from deplint.questions.addresses import Address, host, is_local, of_lock, of_manifest, place, shown
from deplint.questions.allowed import allows_index, index_of
from deplint.questions.foreign import foreign_addresses
from deplint.questions.locked import lock_command
from deplint.roles import LOCK_KINDS
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.policy import Policy
    from deplint.project import Project

SHOWN = 5
_NAMED = ("uv.lock", "pylock", "poetry.lock", "pdm.lock")
_CONDA = ("conda-lock", "conda-explicit", "conda-list", "pixi.lock")
_KINDS = ("index", "extra-index", "find-links", "url", "registry", "file", "include")


class IndexNotAllowed(Rule):
    """Index, or file of a lock, at a host that is not allowed.

    ## Why is this bad?
    A lock is a long file that nobody reads: one address in it that leads somewhere else is enough to have another package installed, and
    the tools accept it (`uv lock --check` and `poetry check --lock` never look at the addresses of files). A platform team also wants to
    know that everything comes through the index that it watches over.

    ## Example
    ```bad uv.lock
    version = 1
    revision = 3
    requires-python = ">=3.12"

    [[package]]
    name = "idna"
    version = "3.7"
    source = { registry = "https://pypi.org/simple" }

    [[package.wheels]]
    url = "https://files.pythonhested.example/packages/e5/3e/idna-3.7-py3-none-any.whl"
    hash = "sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0"

    [[package]]
    name = "shop"
    version = "0.1.0"
    source = { virtual = "." }
    dependencies = [{ name = "idna" }]

    [package.metadata]
    requires-dist = [{ name = "idna" }]
    ```
    ```good uv.lock
    version = 1
    revision = 3
    requires-python = ">=3.12"

    [[package]]
    name = "idna"
    version = "3.7"
    source = { registry = "https://pypi.org/simple" }

    [[package.wheels]]
    url = "https://files.pythonhosted.org/packages/e5/3e/idna-3.7-py3-none-any.whl"
    hash = "sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0"

    [[package]]
    name = "shop"
    version = "0.1.0"
    source = { virtual = "." }
    dependencies = [{ name = "idna" }]

    [package.metadata]
    requires-dist = [{ name = "idna" }]
    ```
    With `policy.allowed-indexes` or `policy.allowed-hosts`, everything that manifests and locks fetch must come from there: indexes, pages
    of links, direct URLs, and each file of a lock. Files may come from the host of each allowed index and from where it keeps its
    files. One finding tells all addresses of one host.

    Without a policy only locks are looked at, and only what can't be right is told: a file of the public index that is not where it keeps
    its files, a file at another host than all others of its index, a source that the manifest has not. Hosts that a manifest names,
    mirrors of the public index, and the index that the lock records for an entry are not flagged. Repositories are up to
    [`git-source-not-allowed`](git-source-not-allowed.md), channels to [`conda-channel-policy`](conda-channel-policy.md).
    """

    code = "DPL604"
    severity = Severity.ERROR
    security = "7.5"
    yields_to = ("insecure-index",)
    only_for = ("locks", "policy")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        policy = project.policy
        if policy is not None and (policy.indexes is not None or policy.hosts is not None):
            yield from self._by_policy(project, policy)
            return
        for lock in project.manifests:
            if lock.kind in LOCK_KINDS:
                for foreign in foreign_addresses(lock, project):
                    yield self._foreign(lock, foreign.addresses, foreign.expected)

    def _foreign(self, lock: Manifest, addresses: Sequence[Address], expected: str) -> Diagnostic:
        first = addresses[0]
        count = len(addresses) - 1
        more = f", as {'are' if count > 1 else 'is'} {count} more address{'es' if count > 1 else ''} of this lock" if count else ""
        entry = f", for `{first.subject}`," if lock.kind in _NAMED else ""
        name = host(first.url)
        return self.found(
            place(lock, first),
            f"`{shown(first.url)}`{entry} is at a host that does not belong here{more}: {expected}; lock again",
            label=f"`{name}`",
            related=[Related(place(lock, each), "and this") for each in addresses[1:SHOWN]],
            help="\n".join(filter(None, (_command(lock, first.subject), f'if the host is yours: `policy.allowed-hosts = ["{name}"]`'))),
            subject=first.subject if not count else name,
        )

    def _by_policy(self, project: Project, policy: Policy) -> Iterator[Diagnostic]:
        groups: dict[str, list[tuple[Manifest, Address]]] = {}
        manifests = sorted(project.files, key=lambda each: (each.kind in LOCK_KINDS, each.path.count("/"), each.path))
        for manifest in manifests:
            for address in of_lock(manifest, project) if manifest.kind in LOCK_KINDS else of_manifest(manifest):
                name = host(address.url)
                if address.kind not in _KINDS or not name or is_local(name) or "$" in name or "{" in name or _is_channel(manifest, address):
                    continue
                if not allows_index(policy, address.url, address.kind):
                    groups.setdefault(index_of(name), []).append((manifest, address))
        for name, places in groups.items():
            yield self._not_allowed(name, places, policy)

    def _not_allowed(self, name: str, places: Sequence[tuple[Manifest, Address]], policy: Policy) -> Diagnostic:
        manifest, address = places[0]
        count = len(places) - 1
        more = f", nor {'are' if count > 1 else 'is'} {count} more address{'es' if count > 1 else ''} of that host" if count else ""
        entries = [*(policy.indexes or ()), *(policy.hosts or ())]
        wanted = f", such as `{entries[0]}`" if entries else ""
        return self.found(
            place(manifest, address),
            f"`{shown(address.url)}` is not at an index or host that the policy allows{more}; use one that it allows{wanted}",
            label="not allowed",
            related=[Related(place(*each), "nor is this") for each in places[1:SHOWN]],
            help=f'if it is to be allowed, add `"{name}"` to `policy.allowed-hosts`',
            subject=name,
        )


def _is_channel(manifest: Manifest, address: Address) -> bool:
    """Is it a conda channel, or comes from one? Another list of the policy is for these."""
    if manifest.kind not in _CONDA:
        return False
    if address.kind == "registry":
        return not address.url.rstrip("/").endswith("/simple")
    return address.url.partition("#")[0].endswith((".conda", ".tar.bz2"))


def _command(lock: Manifest, name: str) -> str:
    """uv keeps an entry as it is until it is told to look for it again."""
    return lock_command(lock, f"uv lock --upgrade-package {name}" if lock.kind == "uv.lock" else "")
