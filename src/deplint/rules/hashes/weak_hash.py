"""DPL202 weak-hash: a hash by an algorithm that proves nothing any more."""

from __future__ import annotations

from deplint.questions.hashing import WEAK, command_with_hashes
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class WeakHash(Rule):
    """Hash by md5, sha1 or sha224.

    ## Why is this bad?
    Two files with the same md5 or sha1 can be made at will, so that the hash proves nothing. pip takes only sha256, sha384 and sha512, and
    refuses the whole file.

    ## Example
    ```bad requirements.txt
    six==1.16.0 --hash=md5:a7c927740e4964dd29b72cebfc1429bb
    ```
    ```good requirements.txt
    six==1.16.0 --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    """

    code = "DPL202"
    severity = Severity.ERROR
    security = "6.0"
    only_for = ("hashes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            for dependency in manifest.dependencies:
                for digest in dependency.hashes:
                    if digest.algorithm.lower() in WEAK:
                        yield self.found(
                            digest.location,
                            f"`{dependency.written}` has a hash by `{digest.algorithm}`, which pip refuses; use sha256",
                            label="proves nothing",
                            help=command_with_hashes(manifest, project),
                            subject=dependency.name,
                        )
