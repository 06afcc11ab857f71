"""DPL201 missing-hash: a requirement without a hash in a file that pip checks by hash."""

from __future__ import annotations

from deplint.hashing import is_hash_checked, unhashable
from deplint.roles import Role
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic, Location
    from deplint.project import Project


class MissingHash(Rule):
    """Requirement without a hash in a file that pip checks by hash.

    ## Why is this bad?
    One `--hash` turns hash checking on for the whole file: pip then refuses every entry that has none, and installs nothing. uv installs
    the entry unverified.

    ## Example
    ```bad requirements.txt
    idna==3.7 --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0
    six==1.16.0
    ```
    ```good requirements.txt
    idna==3.7 --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0
    six==1.16.0 --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    A file is checked by hash when one entry has a hash, when it says `--require-hashes`, or when its header says that it was compiled with
    hashes. In the strict profile every deployed and compiled file is. Constraints and inputs never are. An entry whose hash is there, but
    cut off from it, is told by `orphan-hash`.
    """

    code = "DPL201"
    severity = Severity.ERROR
    security = "6.0"
    only_for = ("requirements",)
    yields_to = ("compiled-not-pinned", "unpinned", "loose-among-pinned")
    allow = Option((), "packages that may stay without a hash")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.COMPILED, Role.DEPLOY, Role.DEV, Role.METADATA):
            if manifest.kind != "requirements":
                continue
            because = is_hash_checked(manifest)
            if because is None and self.profile == "strict" and project.role(manifest) in (Role.COMPILED, Role.DEPLOY):
                because = manifest.start
            if because is not None:
                yield from self._unhashed(manifest, because)

    def _unhashed(self, manifest: Manifest, because: Location) -> Iterator[Diagnostic]:
        cut_off = {problem.subject for problem in manifest.problems if problem.rule == "orphan-hash"}
        bare = [
            each
            for each in manifest.dependencies
            if not (each.hashes or unhashable(each) or _carries_hash(each) or (each.name and each.name in cut_off))
        ]
        if bare and len(bare) == len(manifest.dependencies) and self.profile != "strict":
            bare = bare[:1]  # none has a hash: the file lost them all, which is one story
        for dependency in bare:
            if dependency.name not in self.allow:
                yield self._finding(manifest, dependency, because)

    def _finding(self, manifest: Manifest, dependency: Dependency, because: Location) -> Diagnostic:
        related = (Related(because, "this turns hash checking on"),) if because.end > because.start else ()
        return self.found(
            dependency.part(dependency.name_span),
            f"`{dependency.written or dependency.text}` has no hash in a file that pip checks by hash: pip refuses it and installs nothing",
            label="no `--hash`",
            related=related,
            help=manifest.header.command if manifest.header else "pip-compile --generate-hashes",
            subject=dependency.name,
        )


def _carries_hash(dependency: Dependency) -> bool:
    """A URL with the hash in its fragment is verified by pip."""
    return "#sha256=" in dependency.url or "&sha256=" in dependency.url
