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
    Off by default. Applications are not flagged, which Poetry makes say it, and neither are bounds with a comment beside or above them that
    says why.
    """

    code = "DPL503"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pyproject", "setup.cfg", "setup.py")
    yields_to = ("invalid-requires-python",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_library:
            return
        for manifest in project.manifests:
            if manifest.kind != "script":
                for place in manifest.pythons:
                    if place.kind == "requires-python" and not _has_reason(manifest, place):
                        yield from self._judged(place)

    def _judged(self, place: PythonConstraint) -> Iterator[Diagnostic]:
        from deplint.versions import python_ceiling, python_floor

        ceiling = python_ceiling(place.specifier) if place.specifier else None
        floor = python_floor(place.specifier) if ceiling else None
        if ceiling is None or ceiling <= (3, 0):
            return
        right = f"; write `>={floor[0]}.{floor[1]}`" if floor else ""
        yield self.found(
            place.location,
            f"`{place.value}` shuts out Python {ceiling[0]}.{ceiling[1]} and all after it before anybody has tried them{right}",
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
