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
    from deplint.questions.python_view import Statement

_EXACT = regex(r"(?<![0-9])[0-9]+\.[0-9]+\.[0-9]")


class PythonVersionNotExact(Rule):
    """`.python-version`, `.tool-versions`, `runtime.txt`, Pipfile, image or workflow that names a Python without its patch release.

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
    On in the strict profile. Libraries, which are tested on many Pythons, files and jobs that name several versions, images with a digest,
    and images and jobs that don't install the project are not flagged.
    """

    code = "DPL510"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("python-version", "tool-versions", "runtime-txt", "pipfile", "dockerfile", "workflow")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library:
            return
        for manifest in project.manifests:
            places = [place for place in manifest.pythons if place.kind in ("version-file", "pipfile")]
            if len(places) == 1 and places[0].specifier and not _EXACT.search(places[0].value):
                yield self._finding(manifest, places[0])
        for manifest in project.installers:
            for each in _chosen(project, manifest):
                yield self.found(
                    each.location,
                    f"`{each.value}` leaves the patch release open, so that each build takes another one; write three numbers",
                    label="which patch release?",
                    subject=f"{each.kind} {each.context}",
                )

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


def _chosen(project: Project, manifest: Manifest) -> Iterator[Statement]:
    """The Pythons without a patch release that an image or a job chooses, where it chooses one."""
    from deplint.questions.python_view import statements

    if manifest.kind != "dockerfile" and not (manifest.kind == "workflow" and project.is_application):
        return
    said = [each for each in statements(project) if each.location.path == manifest.path and each.concerns]
    for each in said:
        text = manifest.source.text
        digest = "@sha256:" in text[each.location.end : each.location.end + 200].split("\n")[0]
        alone = sum(other.context == each.context for other in said) == 1
        if each.kind in ("image", "setup") and alone and each.specifier and not digest and not _EXACT.search(each.value):
            yield each
