"""DPL204 unhashable-in-hash-mode: an entry that can have no hash in a file that pip checks by hash."""

from __future__ import annotations

from deplint.questions.hashing import is_hash_checked, unhashable
from deplint.questions.vcs import is_commit, is_repository, revision_of
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic, Location
    from deplint.project import Project


class UnhashableInHashMode(Rule):
    """Editable, folder or version control URL in a file that pip checks by hash.

    ## Why is this bad?
    There is no archive that a hash could be of, so pip refuses the entry and installs nothing from the whole file.

    ## Example
    ```bad requirements.txt
    six==1.16.0 --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    -e .
    ```
    ```good requirements.txt
    six==1.16.0 --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    Install the rest from the hashed file, and this entry by itself: `pip install --no-deps -e .`. An entry with a comment that says so is
    not flagged, nor is an entry at a full commit in a file that uv writes: uv takes it.
    """

    code = "DPL204"
    severity = Severity.ERROR
    only_for = ("hashes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.COMPILED, Role.DEPLOY, Role.DEV, Role.METADATA):
            because = is_hash_checked(manifest) if manifest.kind == "requirements" else None
            if because is None or not any(dependency.hashes for dependency in manifest.dependencies):
                continue
            for dependency in manifest.dependencies:
                if unhashable(dependency) and "--no-deps" not in dependency.comment and not _uv_takes_it(manifest, dependency):
                    yield self._finding(dependency, because)

    def _finding(self, dependency: Dependency, because: Location) -> Diagnostic:
        return self.found(
            dependency.part(dependency.url_span),
            f"`{dependency.written or dependency.url}` can have no hash, and pip checks this file by hash: it refuses the whole file",
            label="nothing to hash",
            related=[Related(because, "this turns hash checking on")],
            help=f"pip install --no-deps {'-e ' if dependency.editable else ''}'{dependency.url}'" if "'" not in dependency.url else "",
            subject=dependency.name or dependency.url,
        )


def _uv_takes_it(manifest: Manifest, dependency: Dependency) -> bool:
    by_uv = manifest.header is not None and manifest.header.tool in ("uv", "uv export")
    if not by_uv:
        return False
    return not is_repository(dependency.url) or is_commit(revision_of(dependency.url))
