"""DPL150 library-exact-pin: an exact version in what a library asks of its users."""

from __future__ import annotations

from deplint.model import Edit
from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.regex import regex
from deplint.roles import Role, development_word
from deplint.rule import Fix, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

# Extras whose versions are the least ones that a test installs: `min-versions`, `oldest`.
_LEAST = regex(r"(?:^|[-_.])(?:min|mins|minimum|minimal|lowest|oldest|minver|mindeps)(?:$|[-_.])")
_PIN = regex(r"==[ \t]*[0-9][0-9A-Za-z.!]*")
STORY = 5
"""From so many exact entries in one file on it is one story, and one finding."""

# First words of names that say what a distribution is for, and not whose it is.
_ECOSYSTEMS = frozenset(
    "python py pip django djangorestframework drf flask fastapi pytest sphinx mkdocs types jupyter jupyterlab ipython google azure "
    "apache airflow boto3 opentelemetry pylint flake8 mypy celery kivy wagtail scikit torch pytorch tensorflow keras ml data web "
    "async aio open simple".split()
)


class LibraryExactPin(Rule):
    """Exact version in the dependencies that a published library asks of its users.

    ## Why is this bad?
    Two libraries that pin the same package differently can't be installed together, and a security release of the pinned package reaches
    nobody until this library is released again.

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
    dependencies = ["requests==2.31.0"]
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
    dependencies = ["requests>=2.31,<3"]
    ```
    Distributions of the same repository or family (`acme-core` of `acme-client`), which are released in step, extras for development and
    for tests with the least versions (`min-versions`), entries with a marker or a comment, projects that something deploys, and projects
    that show no sign of being published (classifiers, keywords, URLs) are not flagged; nor are programs for end users (a command, and the
    classifier `Intended Audience :: End Users/Desktop`), which are installed by themselves.
    """

    code = "DPL150"
    severity = Severity.WARNING
    only_for = ("pyproject", "setup.cfg", "setup.py")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_offered or _is_program(project):
            return
        families = {name.partition("-")[0] for name in project.names} - _ECOSYSTEMS
        for manifest in project.with_role(Role.METADATA):
            if project.serves_development(manifest):
                continue
            exact: dict[str, list[Dependency]] = {}
            for dependency in manifest.dependencies:
                if self._is_flagged(dependency, project) and dependency.name.partition("-")[0] not in families:
                    exact.setdefault(dependency.name, []).append(dependency)
            if len(exact) >= STORY:
                yield self._story(manifest, [same[0] for same in exact.values()])
            else:
                yield from (self._finding(*same) for same in exact.values())

    def _is_flagged(self, dependency: Dependency, project: Project) -> bool:
        extra = dependency.group.removeprefix("extra:")
        for_users = extra != dependency.group and not development_word(extra) and not _LEAST.search(extra)
        published = dependency.group == "runtime" or for_users
        return (
            published
            and pin_kind(dependency) == "exact"
            and not dependency.marker
            and not is_remarked(dependency)
            and not is_exempt(dependency, project)
        )

    def _finding(self, dependency: Dependency, *again: Dependency) -> Diagnostic:
        return self.found(
            dependency.part(dependency.specifier_span),
            f"`{dependency.written}` is pinned to one version in a library, which forces it on everybody who installs the library; "
            "give a range",
            label="only this one",
            related=[Related(each.part(each.specifier_span), "and here") for each in again[:20]],
            fix=_loosened((dependency, *again)),
            subject=f"{dependency.name} {dependency.group}",
        )

    def _story(self, manifest: Manifest, exact: list[Dependency]) -> Diagnostic:
        first, *others = exact
        return self.found(
            first.part(first.specifier_span),
            f"`{first.written}` and {len(others)} more dependencies of a library are pinned to one version, which forces them on everybody "
            "who installs it; give ranges, and keep exact versions in a lock",
            label="only this one",
            related=[Related(other.part(other.specifier_span), "and this one") for other in others[:20]],
            fix=_loosened(exact),
            subject=manifest.path,
        )


def _is_program(project: Project) -> bool:
    """It says that it is for people who run it, and gives them a command."""
    described = [manifest.metadata for manifest in project.manifests if manifest.metadata]
    audience = any("End Users" in classifier for each in described for classifier in each.classifiers)
    return audience and any("console_scripts" in each.entry_points or "gui_scripts" in each.entry_points for each in described)


def _loosened(exact: Sequence[Dependency]) -> Fix | None:
    """The pinned version as the least one. None where some of the pins can't be written so (Poetry's, local versions)."""
    places = [dependency.part(dependency.specifier_span) for dependency in exact if _PIN.fullmatch(dependency.specifier)]
    if len(places) < len(exact):
        return None
    edits = (Edit(place._replace(end=place.start + 2), ">=") for place in dict.fromkeys(places))
    return Fix("allow later versions", tuple(edits))
