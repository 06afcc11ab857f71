"""DPL609 git-source-not-allowed: a repository at a host or of an organisation that the policy does not allow."""

from __future__ import annotations

from deplint.questions.addresses import Address, of_lock, of_manifest, place, shown
from deplint.questions.allowed import fits_git, repository_of
from deplint.roles import LOCK_KINDS
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

SHOWN = 5


class GitSourceNotAllowed(Rule):
    """Package from a repository that the policy does not allow.

    ## Why is this bad?
    What comes from a repository has passed no index, and nobody but its owner decides what it holds. A policy says whose may be used.

    ## Example
    ```config
    policy.allowed-git = ["github.com/acme"]
    ```
    ```bad requirements.txt
    acme-client @ git+https://github.com/acme/client.git@0e322af87745eff34caffe4df68456ebc20d9068
    idna @ git+https://github.com/someone/idna.git@0e322af87745eff34caffe4df68456ebc20d9068
    ```
    ```good requirements.txt
    acme-client @ git+https://github.com/acme/client.git@0e322af87745eff34caffe4df68456ebc20d9068
    ```
    Entries are hosts, hosts with the beginning of a path (`github.com/acme`, `gitlab.com/acme/tools`), or `*.acme.example`. The owner of a
    repository is one finding, in manifests and locks. Without `policy.allowed-git` the rule finds nothing.
    """

    code = "DPL609"
    severity = Severity.WARNING
    security = "5.0"
    only_for = ("policy",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        allowed = project.policy.git if project.policy is not None else None
        if allowed is None:
            return
        groups: dict[str, list[tuple[Manifest, Address]]] = {}
        for manifest in sorted(project.manifests, key=lambda each: (each.kind in LOCK_KINDS, each.path.count("/"), each.path)):
            for address in of_lock(manifest, project) if manifest.kind in LOCK_KINDS else of_manifest(manifest):
                if address.kind == "vcs" and "$" not in address.url and not any(fits_git(each, address.url) for each in allowed):
                    groups.setdefault("/".join(repository_of(address.url).split("/")[:2]), []).append((manifest, address))
        for owner, places in groups.items():
            yield self._finding(owner, places, allowed)

    def _finding(self, owner: str, places: Sequence[tuple[Manifest, Address]], allowed: Sequence[str]) -> Diagnostic:
        manifest, address = places[0]
        wanted = f"the policy allows {', '.join(f'`{each}`' for each in allowed[:3])}" if allowed else "the policy allows none"
        count = len(places) - 1
        more = f", as {'do' if count > 1 else 'does'} {count} more entr{'ies' if count > 1 else 'y'}" if count else ""
        return self.found(
            place(manifest, address),
            f"`{address.subject or shown(address.url)}` comes from a repository of `{owner}`{more}; {wanted}",
            label="not allowed",
            related=[Related(place(*each), "and this") for each in places[1:SHOWN]],
            help=f'take a release from an index, or have `"{owner}"` added to `policy.allowed-git`',
            subject=address.subject or owner,
        )
