"""DPL603 extra-index-url: a second index that is asked for every name, so that a stranger's package can take another's place."""

from __future__ import annotations

from deplint.data.index_hosts import MIRRORS, VENDORS
from deplint.questions.addresses import host, shown
from deplint.questions.several_indexes import Beside, asked_side_by_side, at_risk, is_hashed, read_together
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_TORCH = frozenset(
    ("torch", "torchvision", "torchaudio", "torchtext", "torchdata", "torchao", "torchcodec", "torchrec", "functorch", "fbgemm-gpu")
)
_TORCH_HOSTS = ("download.pytorch.org", "download-r2.pytorch.org")
_TEST_INDEX = "test.pypi.org"
SHOWN = 3


class ExtraIndexUrl(Rule):
    """Second index that is asked for every name: `--extra-index-url`, `unsafe-best-match`, and their like.

    ## Why is this bad?
    pip does not know which index a package belongs to: it takes the highest version that any of them has. Who registers the name of one of
    your private packages on the public index, with a higher version, gets their code installed (dependency confusion).

    ## Example
    ```bad requirements.txt
    --extra-index-url https://packages.acme.example/simple
    acme-client==2.1.0
    requests==2.32.3
    ```
    ```good requirements.txt
    --index-url https://packages.acme.example/simple
    acme-client==2.1.0
    requests==2.32.3
    ```
    uv (which asks in order and stops at the first index that has the name), sources with `priority = "explicit"`, `include_packages`, and
    Pipfiles that bind entries to their index are not flagged, nor are mirrors of the public index beside it, and an index on this machine.
    It is information only where every entry has a hash, where a lock has them, and for the index of PyTorch and its like;
    these are not flagged at all where the pins are exact (`torch==2.5.1+cu121`). An index in several files is one finding.
    """

    code = "DPL603"
    severity = Severity.WARNING
    security = "7.0"
    only_for = ("indexes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        groups: dict[str, list[tuple[Manifest, Beside]]] = {}
        for manifest in project.files:
            for beside in asked_side_by_side(manifest, project):
                if not _says_the_build(beside, _installed_by(manifest, project)):
                    name = host(beside.extra.url)
                    key = name if name in VENDORS else beside.extra.url.rstrip("/")
                    groups.setdefault(f"{key} {beside.tool}", []).append((manifest, beside))
        for places in groups.values():
            yield self._finding(project, places)

    def _finding(self, project: Project, places: Sequence[tuple[Manifest, Beside]]) -> Diagnostic:
        _, beside = min(places, key=lambda each: _order(project, each[0]))
        names = list(dict.fromkeys(name for one, each in places for name in at_risk(each, one, read_together(one, project))))
        return self.found(
            beside.location,
            f"`{shown(beside.extra.url)}` is asked beside `{beside.others[0]}`, and {beside.tool}: {self._danger(beside, names)}",
            label="asked for every name",
            related=[Related(each.location, "and here") for _, each in places if each is not beside][:5],
            help=beside.remedy,
            severity=self._severity_of(project, places, names),
            subject=beside.extra.url,
        )

    def _danger(self, beside: Beside, names: Sequence[str]) -> str:
        if _TEST_INDEX in (host(beside.extra.url), *beside.others):
            return f"anybody can upload anything to `{_TEST_INDEX}`"
        if host(beside.extra.url) in VENDORS:
            return "which build is installed depends on who released last; pin it exactly, as in `torch==2.5.1+cu121`"
        if names:
            more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            return f"a stranger's {', '.join(f'`{each}`' for each in names[:SHOWN])}{more} could take the place of yours"
        return "every name can come from either, whoever put it there"

    def _severity_of(self, project: Project, places: Sequence[tuple[Manifest, Beside]], names: Sequence[str]) -> Severity | None:
        if self.strict_severity is not None and self.profile == "strict":
            return None
        if all(host(each.extra.url) in VENDORS for _, each in places):
            return Severity.INFO
        installed = [one for one, _ in places if project.role(one) is not Role.INPUT or one.kind != "requirements"]
        hashed = all(is_hashed(one, project) for one in installed or [one for one, _ in places])
        # A lock has hashes until it is made anew, which is when a stranger would come in.
        locked = any(one.kind in ("pyproject", "pipfile") for one, _ in places)
        return Severity.INFO if hashed and not (locked and names) else None


def _order(project: Project, manifest: Manifest) -> tuple[bool, int, int]:
    """What others are made from comes first, then the plainest path."""
    return project.role(manifest) is Role.COMPILED, manifest.path.count("/"), len(manifest.path)


def _installed_by(manifest: Manifest, project: Project) -> list[Dependency]:
    """What an installer gets to read of a file: what was made of it, where something was."""
    compiled = [pair.compiled for pair in project.pairs if manifest in pair.inputs]
    return [each for part in compiled for each in read_together(part, project)] or read_together(manifest, project)


def _says_the_build(beside: Beside, dependencies: Sequence[Dependency]) -> bool:
    """Is the second index that of PyTorch, and is every entry that it has pinned? Of equal versions pip takes the one with a build."""
    name = host(beside.extra.url)
    if name not in VENDORS:
        return False
    found = [each for each in dependencies if each.name in _TORCH] if name in _TORCH_HOSTS else []
    return all("==" in each.specifier and "*" not in each.specifier for each in found) and beside.others[0] in MIRRORS
