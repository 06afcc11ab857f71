"""DPL201 missing-hash: a requirement without a hash in a file that pip checks by hash."""

from __future__ import annotations

from deplint.questions.hashing import command_with_hashes, is_export, is_hash_checked, is_hashless, unhashable
from deplint.roles import Role
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic, Location
    from deplint.project import Project


STORY = 5
"""From so many on, where they are half of the file, it is one story, and one finding."""


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
    hashes. In the strict profile every deployed file should be. Constraints and inputs never are. An entry whose hash is there, but
    cut off from it, is told by `orphan-hash`. Where half of a file has none, it is one finding.
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
            if because is None and self.profile == "strict" and _should_be_checked(manifest, project):
                because = manifest.start
            if because is not None:
                yield from self._unhashed(manifest, because, command_with_hashes(manifest, project))

    def _unhashed(self, manifest: Manifest, because: Location, command: str) -> Iterator[Diagnostic]:
        excused = {problem.subject for problem in manifest.problems if problem.rule == "orphan-hash" and problem.subject} | set(self.allow)
        bare = [
            each
            for each in manifest.dependencies
            if not (each.hashes or unhashable(each) or _carries_hash(each) or each.name in excused)
        ]
        lost_all = bare and len(bare) == len(manifest.dependencies)
        if lost_all or (len(bare) >= STORY and len(bare) * 2 >= len(manifest.dependencies)):
            yield self._finding(bare[0], because, command, bare[1:])
        else:
            yield from (self._finding(dependency, because, command, []) for dependency in bare)

    def _finding(self, dependency: Dependency, because: Location, command: str, others: list[Dependency]) -> Diagnostic:
        related = [Related(because, "this turns hash checking on")] if because.end > because.start else []
        name = dependency.written or dependency.text
        more = "1 more entry" if len(others) == 1 else f"{len(others)} more entries"
        has = f"`{name}` and {more} have" if others else f"`{name}` has"
        refuses = "them" if others else "it"
        if because.end > because.start:
            said = f"no hash in a file that pip checks by hash: pip refuses {refuses} and installs nothing"
        else:
            said = "no hash, so that nothing verifies what is downloaded"
        return self.found(
            dependency.part(dependency.name_span),
            f"{has} {said}",
            label="no `--hash`",
            related=related + [Related(other.part(other.name_span), "nor here") for other in others[:20]],
            help=command,
            subject=dependency.name,
        )


def _should_be_checked(manifest: Manifest, project: Project) -> bool:
    """Something is installed from it that should be verified. Files that pin everything are told together, by `hashless-files`."""
    deployed = project.role(manifest) in (Role.COMPILED, Role.DEPLOY) and not project.is_library
    if not deployed or project.serves_development(manifest):
        return False
    return not is_hashless(manifest, project) and not is_export(manifest, project)


def _carries_hash(dependency: Dependency) -> bool:
    """A URL with the hash in its fragment is verified by pip."""
    return "#sha256=" in dependency.url or "&sha256=" in dependency.url
