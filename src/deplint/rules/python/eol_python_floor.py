"""DPL505 eol-python-floor: a project that lets in a Python without support."""

from __future__ import annotations

from deplint.rule import Option, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import PythonConstraint
    from deplint.model import Diagnostic
    from deplint.project import Project


class EolPythonFloor(Rule):
    """`requires-python` that lets in a Python that gets no security fixes any more.

    ## Why is this bad?
    Whoever takes the promise at its word runs the project on a Python with known holes, and the project keeps code, markers and backports
    for it; the packages that it needs have left that Python behind, so that the resolver takes their old releases there.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.8"
    dependencies = ["flask>=3"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.11"
    dependencies = ["flask>=3"]
    ```
    Off by default: many projects support an old Python on purpose. The days come from a table that deplint brings along, so that the
    findings change with its releases and not overnight. `allow` names the oldest Python that is fine all the same.
    """

    code = "DPL505"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pyproject", "setup.cfg", "setup.py")
    allow = Option("", 'the oldest Python without support that is fine, such as "3.8"')

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            if manifest.kind != "script":
                for place in manifest.pythons:
                    if place.kind == "requires-python" and place.specifier:
                        yield from self._judged(place)

    def _judged(self, place: PythonConstraint) -> Iterator[Diagnostic]:
        from deplint.data.python_releases import ended, oldest_supported
        from deplint.versions import python_floor

        floor = python_floor(place.specifier)
        day = ended(floor) if floor else ""
        if not floor or not day or floor >= _minor(self.allow):
            return
        oldest = oldest_supported()
        yield self.found(
            place.location,
            f"`{place.value}` lets in Python {floor[0]}.{floor[1]}, which has got no security fixes since {day}; "
            f"the oldest with support is {oldest[0]}.{oldest[1]}",
            label=f"no support since {day}",
            subject="requires-python",
        )


def _minor(version: str) -> tuple[int, int]:
    """The numbers of "3.8"; what is none is above every Python."""
    major, _, minor = version.partition(".")
    return (int(major), int(minor)) if major.isdecimal() and minor.isdecimal() else (99, 0)
