"""DPL503 requires-python-upper-cap: a library that shuts out Pythons that do not exist yet."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest, PythonConstraint
    from deplint.model import Diagnostic
    from deplint.project import Project


class RequiresPythonUpperCap(Rule):
    """`requires-python` of a library with an upper bound.

    ## Why is this bad?
    The bound can't be taken back: on a newer Python, installers don't say that the library is not made for it, but go back to an old
    release that had no bound. And every project that uses the library has to put the same bound on itself to be locked at all.

    ## Example
    ```bad pyproject.toml
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"

    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10,<3.13"
    classifiers = ["Programming Language :: Python :: 3"]
    dependencies = ["flask>=3"]
    ```
    ```good pyproject.toml
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"

    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    classifiers = ["Programming Language :: Python :: 3"]
    dependencies = ["flask>=3"]
    ```
    Off by default. What says to nobody what it is for (no classifiers, keywords or addresses) is taken for an application and not flagged,
    as Poetry makes those say it; neither are bounds with a comment beside or above them, and a single minor version.
    """

    code = "DPL503"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pyproject", "setup.cfg", "setup.py")
    yields_to = ("invalid-requires-python",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_offered:
            return
        for manifest in project.manifests:
            if manifest.kind != "script":
                for place in manifest.pythons:
                    if place.kind == "requires-python" and not _has_reason(manifest, place):
                        yield from self._judged(place)

    def _judged(self, place: PythonConstraint) -> Iterator[Diagnostic]:
        from deplint.versions import admitted_minors, python_ceiling

        ceiling = python_ceiling(place.specifier) if place.specifier else None
        if ceiling is None or ceiling <= (3, 0) or len(admitted_minors(place.specifier)) < 2:
            return
        yield self.found(
            place.location,
            f"`{place.value}` shuts out Python {ceiling[0]}.{ceiling[1]} and all after it before anybody has tried them; "
            "leave the bound out",
            label="an upper bound",
            subject="requires-python",
        )


def _has_reason(manifest: Manifest, place: PythonConstraint) -> bool:
    """A comment stands behind the value, or alone on the line above."""
    source = manifest.source
    line = source.position(place.location.start).line
    above = source.line(line - 1).strip() if line > 1 else ""
    behind = source.line(source.position(place.location.end).line)[source.position(place.location.end).column - 1 :]
    return above.startswith("#") or "#" in behind
