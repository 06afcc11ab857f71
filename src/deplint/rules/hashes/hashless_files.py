"""DPL211 hashless-files: pinned files in which no entry has a hash, told once for a project."""

from __future__ import annotations

from deplint.questions.hashing import command_with_hashes, is_hash_checked, is_hashless
from deplint.questions.repeats import one_habit
from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.repository import Repository

_WORDS = regex(r"[a-z0-9]+")
_PRODUCTION = frozenset(("prod", "production", "deploy", "deployment"))
_SHARED = frozenset(("base", "main", "common", "core", "app", "server"))


class HashlessFiles(Rule):
    """Compiled, frozen or fully pinned files in which no entry has a hash.

    ## Why is this bad?
    A version names a release, not a file: whoever can replace the file on the index or on the way, or upload another wheel for the same
    version, decides what is installed. Hashes close that gap, and the compilers write them when asked.

    ## Example
    ```bad requirements.txt
    certifi==2024.2.2
    idna==3.7
    ```
    ```good requirements.txt
    certifi==2024.2.2 --hash=sha256:dc383c07b76109f368f6106eee2b593b04a011ea4d55f652c6ca24a754d1cdd1
    idna==3.7 --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0
    ```
    One finding for each project (or one for all, where six or more lack them), at the file that production installs from; a warning where
    other files of the project have hashes. Constraints, inputs, files for development, compiled files of libraries, files exported without
    hashes beside a lock that has them, and files with fewer than two entries are not counted.
    """

    code = "DPL211"
    severity = Severity.INFO
    strict_severity = Severity.ERROR
    only_for = ("requirements",)
    absence = True
    yields_in_file = ("freeze-dump",)

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        found = (diagnostic for project in repository.projects for diagnostic in self._of_project(project))
        yield from one_habit(found, repository.settings.scope, _of_many)

    def _of_project(self, project: Project) -> Iterator[Diagnostic]:
        judged = [manifest for manifest in project.with_role(Role.COMPILED, Role.DEPLOY) if manifest.kind == "requirements"]
        bare = [manifest for manifest in judged if not project.serves_development(manifest) and is_hashless(manifest, project)]
        if not bare or project.is_library:
            return
        bare.sort(key=lambda manifest: _rank(manifest.path))
        hashed = next((manifest for manifest in judged if is_hash_checked(manifest)), None)
        yield self._finding(bare, hashed, project)

    def _finding(self, bare: list[Manifest], hashed: Manifest | None, project: Project) -> Diagnostic:
        first, *others = bare
        name = first.path.rsplit("/", 1)[-1]
        more = f" (nor {'have' if others[1:] else 'has'} {len(others)} more file{'s' if others[1:] else ''})" if others else ""
        severity = Severity.WARNING if hashed and self.profile != "strict" else None
        related = [Related(other.dependencies[0].location, "no hashes here either") for other in others[:20]]
        if hashed and (place := is_hash_checked(hashed)):
            related.append(Related(place, "other files of the project have them"))
        return self.found(
            first.dependencies[0].location,
            f"`{name}` pins every version but has no hashes{more}, so that nothing verifies what is downloaded",
            label="and no entry below has a hash",
            related=related,
            help=command_with_hashes(first, project),
            severity=severity,
            subject=project.root,
        )


def _of_many(finding: Diagnostic, others: int) -> str:
    return finding.message.replace(", so that", f", and neither have those of {others} more projects here, so that")


def _rank(path: str) -> tuple[int, int, str]:
    """The file that production installs from comes first: its name says so, or it is the plain `requirements.txt` nearest to the root."""
    words = set(_WORDS.findall(path.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()))
    named = 0 if words & _PRODUCTION else 1 if words <= {"requirements"} else 2 if words & _SHARED else 3
    return named, path.count("/"), path
