"""DPL151 library-upper-cap: a major version that a library shuts out before it exists."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.regex import regex
from deplint.roles import Role, development_word
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_CAP = regex(r"<[ \t]*[0-9]+(?:\.0+)*(?![0-9.])|\^|~=[ \t]*[0-9]+\.[0-9]+(?![0-9.])|==[ \t]*[0-9]+\.\*")
STORY = 5
"""From so many caps in one file on it is a policy, and one finding."""
SHOWN = 20


class LibraryUpperCap(Rule):
    """Upper bound at a major version, in what a published library asks of its users.

    ## Why is this bad?
    Users can't take the next major version of the dependency until the library is released again, even if nothing breaks; and resolvers
    walk back to old releases of the library that have no bound.

    ## Example
    ```bad pyproject.toml
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"

    [project]
    name = "acme-client"
    version = "1.0"
    requires-python = ">=3.10"
    classifiers = ["Development Status :: 5 - Production/Stable"]
    dependencies = ["requests>=2.31,<3"]
    ```
    ```good pyproject.toml
    [build-system]
    requires = ["hatchling"]
    build-backend = "hatchling.build"

    [project]
    name = "acme-client"
    version = "1.0"
    requires-python = ">=3.10"
    classifiers = ["Development Status :: 5 - Production/Stable"]
    dependencies = ["requests>=2.31"]
    ```
    Off by default, as many libraries want such bounds. Entries with a comment or a marker, distributions of the same repository, extras for
    development, build requirements, and projects that nothing says are published are not flagged.
    """

    code = "DPL151"
    severity = Severity.INFO
    profiles = ()
    only_for = ("pyproject", "setup.cfg", "setup.py")
    yields_to = ("library-exact-pin", "impossible-specifier")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.METADATA) if project.is_offered else ():
            if manifest.kind != "script" and not project.serves_development(manifest):
                capped: dict[str, Dependency] = {}
                for each in manifest.dependencies:
                    if _is_capped(each) and not is_exempt(each, project):
                        capped.setdefault(each.name, each)
                found = list(capped.values())
                groups = [found] if len(found) >= STORY else [[each] for each in found]
                yield from (self._finding(manifest, group) for group in groups)

    def _finding(self, manifest: Manifest, found: Sequence[Dependency]) -> Diagnostic:
        first, *others = found
        also = f" and {len(others)} more dependencies are" if others else " is"
        return self.found(
            first.part(first.specifier_span),
            f"`{first.written}`{also} bounded at a major version in a library, which nobody can lift but a new release of it; "
            "leave the bound out, or say in a comment what breaks",
            label="a cap",
            related=[Related(other.part(other.specifier_span), "and this one") for other in others[:SHOWN]],
            subject=f"{first.name} {first.group}" if not others else manifest.path,
        )


def _is_capped(dependency: Dependency) -> bool:
    extra = dependency.group.removeprefix("extra:")
    published = dependency.group == "runtime" or (extra != dependency.group and not development_word(extra))
    return (
        published
        and pin_kind(dependency) == "range"
        and _CAP.search(dependency.specifier) is not None
        and not dependency.marker
        and not is_remarked(dependency)
    )
