"""DPL123 conda-build-string: builds of one platform in an environment that is kept by hand."""

from __future__ import annotations

import re

from deplint.model import Edit
from deplint.questions.exemptions import is_remarked
from deplint.questions.style import is_made
from deplint.regex import regex
from deplint.rule import Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

# What conda-build makes: `py311h64a7726_0`, `h06a4308_1`, `py39_0`, `pyhd8ed1ab_0`, `3_cp311`; not a variant that people choose (`mkl`).
_EXPORTED = regex(r"(?:[a-z0-9.]+_)+[0-9]+|[0-9]+(?:_[a-z0-9]+)?", re.IGNORECASE)
SHOWN = 20


class CondaBuildString(Rule):
    """Build strings in an environment file.

    ## Why is this bad?
    A build is of one platform, and channels drop old builds: the environment can't be made on another system, and one day not on this one.
    The version is what was meant; what fixes builds, with hashes and for each platform, is conda-lock.

    ## Example
    ```bad environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy=1.26.4=py311h64a7726_0
    ```
    ```good environment.yml
    name: train
    channels: [conda-forge]
    dependencies:
      - python=3.11
      - numpy=1.26.4
    ```
    On in the pedantic profile. Variants (`blas=*=mkl`, `pytorch=2.1=*cuda*`), entries with a comment, and explicit lists (`@EXPLICIT`) are
    not flagged. An environment gets one finding.
    """

    code = "DPL123"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("conda",)
    yields_in_file = ("freeze-dump",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("conda"):
            found = [each for each in manifest.dependencies if each.form == "conda" and _is_exported(each)]
            if found and not is_made(project, manifest):
                yield self._finding(manifest, found)

    def _finding(self, manifest: Manifest, found: Sequence[Dependency]) -> Diagnostic:
        first, *others = found
        count = f" and {len(others)} more name" if others else " names"
        return self.found(
            first.location,
            f"`{first.text}`{count} a build, which is of one platform and will be gone one day; leave it out",
            label=f"the build {_build(first)}",
            related=[Related(other.location, "and this one") for other in others[:SHOWN]],
            help="conda env export --no-builds",
            fix=_without_builds(manifest, found),
            subject=manifest.path,
        )


def _build(dependency: Dependency) -> str:
    return next((option[6:] for option in dependency.options if option.startswith("build=")), "")


def _is_exported(dependency: Dependency) -> bool:
    build = _build(dependency)
    return bool(build) and "*" not in build and _EXPORTED.fullmatch(build) is not None and not is_remarked(dependency)


def _without_builds(manifest: Manifest, found: Sequence[Dependency]) -> Fix | None:
    edits = []
    for each in found:
        place, tail = each.location, f"={_build(each)}"
        if not manifest.source.text[place.start : place.end].endswith(tail):
            return None
        edits.append(Edit(place._replace(start=place.end - len(tail)), ""))
    return Fix("leave the builds out", tuple(edits), safe=True)
