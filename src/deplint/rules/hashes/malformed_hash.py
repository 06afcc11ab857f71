"""DPL203 malformed-hash: a hash that can't be one, or that stands twice."""

from __future__ import annotations

from deplint.model import Location
from deplint.questions.hashing import STRONG, WEAK, command_with_hashes
from deplint.regex import regex
from deplint.rule import Edit, Fix, Related, Rule, Severity
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Hash, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_HEX = regex(r"[0-9a-fA-F]*")


class MalformedHash(Rule):
    """Hash with the wrong length, with characters that are no hexadecimal digits, by an unknown algorithm, or given twice.

    ## Why is this bad?
    No file has such a hash: pip refuses every download for this entry. A hash that stands twice does no harm, and shows that the file was
    edited by hand; where a compiler wrote it twice, as some do, nobody is told.

    ## Example
    ```bad requirements.txt
    six==1.16.0 --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e02
    ```
    ```good requirements.txt
    six==1.16.0 --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    """

    code = "DPL203"
    severity = Severity.ERROR
    only_for = ("hashes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            again: list[tuple[Dependency, Hash, Hash]] = []
            for dependency in manifest.dependencies:
                seen: dict[tuple[str, str], Hash] = {}
                for digest in dependency.hashes:
                    key = (digest.algorithm, digest.digest.lower())
                    if reason := _fault(digest):
                        yield self._malformed(dependency, digest, reason, command_with_hashes(manifest, project))
                    elif key in seen:
                        again.append((dependency, seen[key], digest))
                    seen.setdefault(key, digest)
            if again and not manifest.header:
                yield self._twice(manifest, again)

    def _malformed(self, dependency: Dependency, digest: Hash, reason: str, command: str) -> Diagnostic:
        return self.found(
            digest.location,
            f"`{dependency.written}` has a hash that no file can have: {reason}",
            label=reason,
            help=command,
            subject=dependency.name,
        )

    def _twice(self, manifest: Manifest, again: list[tuple[Dependency, Hash, Hash]]) -> Diagnostic:
        """One finding for the file: a repeated hash does no harm, so that the first one tells the story of all."""
        dependency, first, digest = again[0]
        more = f", and {len(again) - 1} more hashes in this file are repeated" if len(again) > 1 else ""
        return self.found(
            digest.location,
            f"`{dependency.written}` has the same hash twice{more}; once is enough",
            label="again",
            related=[Related(first.location, "first here")],
            fix=_removal(manifest, again),
            severity=Severity.WARNING,
            subject=dependency.name,
        )


def _fault(digest: Hash) -> str:
    if len(digest.digest) == STRONG.get(digest.algorithm) and _HEX.fullmatch(digest.digest):
        return ""
    if UNRESOLVED.search(digest.digest) or digest.algorithm.lower() in WEAK:
        return ""
    if not digest.digest:
        return "it has no `algorithm:` before the digest" if digest.algorithm else "it is empty"
    length = STRONG.get(digest.algorithm)
    if length is None:
        return f"pip knows no algorithm `{digest.algorithm[:20]}`"
    if not _HEX.fullmatch(digest.digest):
        return "it has characters that are no hexadecimal digits"
    if len(digest.digest) != length:
        return f"it has {len(digest.digest)} digits, and {digest.algorithm} has {length}"
    return ""


def _removal(manifest: Manifest, again: list[tuple[Dependency, Hash, Hash]]) -> Fix | None:
    """Cuts the repeated ones out, each together with the continuation before it."""
    text = manifest.source.text
    edits: list[Edit] = []
    for _, first, digest in again:
        option = text.rfind("--hash", first.location.end, digest.location.start)
        if option < 0:
            return None
        start = option
        while start > first.location.end and text[start - 1] in " \t\r\n\\":
            start -= 1
        edits.append(Edit(Location(manifest.path, start, digest.location.end), ""))
    return Fix("remove the repeated ones", tuple(edits), safe=True)
