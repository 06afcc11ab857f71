"""DPL601 insecure-index: an index, a link page or a direct URL that is fetched without encryption, in manifests and locks."""

from __future__ import annotations

from deplint.questions.addresses import Address, host, is_local, of_lock, of_manifest, place, scheme, shown
from deplint.questions.hosts import matches
from deplint.questions.locked import lock_command
from deplint.questions.vcs import is_commit, revision_of
from deplint.roles import LOCK_KINDS, Role
from deplint.rule import Edit, Fix, Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.model import Diagnostic, Location
    from deplint.project import Project

_PLAIN = ("http", "git", "ftp", "svn")
"""Schemes, or what stands after the `+` of one, that neither encrypt nor prove who answers."""
_SIGNS = ("http://", "git://", "ftp://", "svn://")
SHOWN = 5


class InsecureIndex(Rule):
    """Index, page of links, channel or direct URL that is fetched without encryption.

    ## Why is this bad?
    Over `http://` and `git://` nobody proves who answers: whoever sits between the machine and the server can hand out another package,
    which is then installed and run. Locks are no better: `uv lock --check` and its like accept a lock that was switched to `http://`.

    ## Example
    ```bad requirements.txt
    --index-url http://packages.acme.example/simple
    acme-client==2.1.0
    requests==2.32.3
    ```
    ```good requirements.txt
    --index-url https://packages.acme.example/simple
    acme-client==2.1.0
    requests==2.32.3
    ```
    This machine (`localhost`, `127.0.0.1`) is not flagged, nor are the hosts in `allow`. The same address in several files is one
    finding, and so is a lock, however many of its addresses are without encryption. A direct URL whose file is checked by a hash, or
    a repository at a full commit, is a warning.
    """

    code = "DPL601"
    severity = Severity.ERROR
    security = "8.0"
    only_for = ("unencrypted",)
    allow = Option((), "hosts that may be reached without encryption: names, `*.lan`, or networks such as `10.0.0.0/8`")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        found: dict[str, list[tuple[Manifest, Address]]] = {}
        for manifest in project.files:
            if manifest.kind not in LOCK_KINDS:
                for address in of_manifest(manifest):
                    if self._is_insecure(address.url):
                        found.setdefault(address.url.rstrip("/"), []).append((manifest, address))
        told = {host(url) for url in found}
        locks = [(lock, [each for each in of_lock(lock, project) if self._is_insecure(each.url)]) for lock in _suspects(project)]
        for url, places in found.items():
            locked = [(lock, each) for lock, addresses in locks for each in addresses if host(each.url) == host(url)]
            yield self._in_manifests(project, url, places, locked)
        for lock, addresses in locks:
            rest = [address for address in addresses if host(address.url) not in told]
            if rest:
                yield self._in_lock(lock, rest)

    def _is_insecure(self, url: str) -> bool:
        name = host(url)
        return scheme(url).rpartition("+")[2] in _PLAIN and bool(name) and not is_local(name) and not matches(name, self.allow)

    def _in_manifests(
        self, project: Project, url: str, places: Sequence[tuple[Manifest, Address]], locked: Sequence[tuple[Manifest, Address]]
    ) -> Diagnostic:
        manifest, address = min(places, key=lambda each: _order(project, each[0]))
        where = address.location or manifest.start
        others = [each.location for _, each in places if each.location and each is not address]
        related = [Related(each, "and here") for each in others[:SHOWN]]
        for lock in dict.fromkeys(lock.path for lock, _ in locked):
            first, count = next(each for each in locked if each[0].path == lock), sum(each[0].path == lock for each in locked)
            related.append(Related(place(*first), f"{count} addresses of that host in the lock" if count > 1 else "and in the lock"))
        checked = _is_checked(manifest, address)
        files = len({each.path for each, _ in places}) - 1
        also = f" here and in {files} more file{'s' if files > 1 else ''}" if files else ""
        why = "only the hash tells when something else arrives" if checked else "anybody on the way can serve something else"
        return self.found(
            where,
            f"`{shown(url)}` is fetched without encryption{also}, so {why}; use {_better(url)}",
            label="not encrypted",
            related=related,
            help=f"if the server has no certificate, get one, or name the host in `rules.insecure-index.allow`: `{host(url)}`",
            fix=_encrypted(manifest, where) if project.role(manifest) is not Role.COMPILED else None,
            severity=Severity.WARNING if checked else None,
            subject=address.subject or url,
        )

    def _in_lock(self, lock: Manifest, addresses: Sequence[Address]) -> Diagnostic:
        first = addresses[0]
        count = len(addresses) - 1
        more = f", as {'are' if count > 1 else 'is'} {count} more address{'es' if count > 1 else ''} of this lock" if count else ""
        return self.found(
            place(lock, first),
            f"`{shown(first.url)}` is fetched without encryption{more}; lock it again with {_better(first.url)}",
            label="not encrypted",
            related=[Related(place(lock, each), "nor is this") for each in addresses[1:SHOWN]],
            help=lock_command(lock),
            subject=first.subject if len(addresses) == 1 else lock.path,
        )


def _order(project: Project, manifest: Manifest) -> tuple[bool, int, int]:
    """What others are made from comes first, then the plainest path."""
    return project.role(manifest) is Role.COMPILED, manifest.path.count("/"), len(manifest.path)


def _suspects(project: Project) -> list[Manifest]:
    """The locks in whose text some address without encryption stands, perhaps only in a description."""
    return [lock for lock in project.manifests if lock.kind in LOCK_KINDS and any(sign in lock.source.text for sign in _SIGNS)]


def _is_checked(manifest: Manifest, address: Address) -> bool:
    """Is what arrives compared with a hash, of the file or of the commit?"""
    if address.kind == "vcs":
        return is_commit(revision_of(address.url))
    if address.kind != "url":
        return False
    hashed = any(each.url == address.url and each.hashes for each in manifest.dependencies)
    return hashed or any(f"{sign}{name}=" in address.url for sign in "#&" for name in ("sha256", "sha384", "sha512"))


def _better(url: str) -> str:
    system, plus, last = scheme(url).rpartition("+")
    if last in ("git", "svn") and not plus:
        return f"`{last}+https://`"
    return f"`{system}{plus}https://`"


def _encrypted(manifest: Manifest, where: Location) -> Fix | None:
    """`http://` made `https://`: unsafe, as the server may not answer to it."""
    text = manifest.source.text[where.start : where.end]
    at = text.find("http://")
    if at < 0 or text.count("http://") > 1:
        return None
    start = where.start + at
    return Fix("fetch it over https", (Edit(where._replace(start=start, end=start + 4), "https"),))
