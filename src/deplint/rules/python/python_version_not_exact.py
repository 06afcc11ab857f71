"""DPL510 python-version-not-exact: a file that chooses the Python, and leaves the patch release open."""

from __future__ import annotations

from deplint.regex import regex
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest, PythonConstraint
    from deplint.model import Diagnostic
    from deplint.project import Project

_EXACT = regex(r"(?<![0-9])[0-9]+\.[0-9]+\.[0-9]")


class PythonVersionNotExact(Rule):
    """`.python-version`, `.tool-versions`, `runtime.txt` or Pipfile that names a Python without its patch release.

    ## Why is this bad?
    Two machines take two patch releases, with other bugs and other security fixes. Where the policy is that production runs what was
    tested, the version has three numbers.

    ## Example
    ```bad .python-version
    3.11
    ```
    ```good .python-version
    3.11.8
    ```
    On in the strict profile. Libraries, which are tested on many Pythons, and files that name several versions are not flagged.
    """

    code = "DPL510"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("python-version", "tool-versions", "runtime-txt", "pipfile")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library:
            return
        for manifest in project.manifests:
            places = [place for place in manifest.pythons if place.kind in ("version-file", "pipfile")]
            if len(places) == 1 and places[0].specifier and not _EXACT.search(places[0].value):
                yield self._finding(manifest, places[0])

    def _finding(self, manifest: Manifest, place: PythonConstraint) -> Diagnostic:
        name = manifest.path.rsplit("/", 1)[-1]
        key = "write `python_full_version` with three numbers" if place.kind == "pipfile" else "write three numbers"
        ask = "python -c 'import platform; print(platform.python_version())'"
        return self.found(
            place.location,
            f"`{place.value}` leaves the patch release open, so that each machine takes another one; {key}",
            label="which patch release?",
            help=f"{ask} > {name}" if name == ".python-version" else ask,
            subject=place.kind,
        )
