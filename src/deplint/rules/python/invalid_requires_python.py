"""DPL502 invalid-requires-python: a Python requirement that is invalid, or that does not mean what it says."""

from __future__ import annotations

from deplint.regex import regex
from deplint.rule import Rule, Severity
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import PythonConstraint
    from deplint.model import Diagnostic, Location
    from deplint.project import Project

_MINOR = regex(r"\s*(==|>|<=|!=)\s*(3\.[0-9]{1,2}|3)\s*")


class InvalidRequiresPython(Rule):
    """Python requirement that is not valid, or that admits other versions than it seems to.

    ## Why is this bad?
    Installers refuse what is not valid. `==3.11` and `<=3.11` mean 3.11.0 and shut out every bug-fix release, 3.11.1 and all that follow;
    `>3.11` and `!=3.11` shut out 3.11.0 alone.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = "==3.11"
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = "==3.11.*"
    ```
    Versions of three numbers are taken at their word. `requires-python` and its older forms in pyproject.toml, setup.cfg and setup.py are
    looked at, `python` of Poetry and scripts.
    """

    code = "DPL502"
    severity = Severity.WARNING
    only_for = ("pyproject", "setup.cfg", "setup.py", "script")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            for place in manifest.pythons:
                if place.kind == "requires-python" and not UNRESOLVED.search(place.value):
                    yield from self._judged(place)

    def _judged(self, place: PythonConstraint) -> Iterator[Diagnostic]:
        from deplint.versions import invalid_clause

        fault = invalid_clause(place.value) if place.form == "pep440" else None
        if fault is not None:
            start, end, reason = fault
            yield self.found(
                _part(place, start, end), f"`{place.value[start:end]}` is not a valid Python requirement: {reason}",
                label="not PEP 440", severity=Severity.ERROR, subject="requires-python",
            )  # fmt: skip
            return
        for clause in place.specifier.split(","):
            found = _MINOR.fullmatch(clause)
            if found:
                yield self._misleading(place, found[1], found[2])
                return

    def _misleading(self, place: PythonConstraint, operator: str, minor: str) -> Diagnostic:
        following = f"3.{int(minor[2:]) + 1}" if "." in minor else "4"
        first = f"{minor}.0" if "." in minor else "3.0.0"
        series = f"~{minor}" if place.form == "poetry" else f"=={minor}.*"
        said, right = {
            "==": (f"means {first} alone, and no release after it", f"`{series}`"),
            "<=": (f"shuts out every release after {first}", f"`<{following}`"),
            ">": (f"shuts out {first} alone and lets in what follows it", f"`>={minor}` or `>={following}`"),
            "!=": (f"shuts out {first} alone and lets in what follows it", f"`!={minor}.*`"),
        }[operator]
        return self.found(place.location, f"`{place.value}` {said}; write {right}", label="not what it seems", subject="requires-python")


def _part(place: PythonConstraint, start: int, end: int) -> Location:
    """A part of the value, where the value stands in the file as it is read, without escapes."""
    whole = place.location
    return whole._replace(start=whole.start + start, end=whole.start + end) if whole.end - whole.start == len(place.value) else whole
