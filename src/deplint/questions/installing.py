"""The install commands of a project: what they name themselves, what they install from, and what else has a say in the versions."""

from __future__ import annotations

from deplint.questions.vcs import is_repository, revision_of
from deplint.regex import regex
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.installs import InstallCommand
    from deplint.project import Project

# Tools and actions whose arguments are installed there and then; the rest write a manifest or a lock first.
_AT_ONCE = frozenset((
    ("pip", "install"), ("pip", "download"), ("pip", "wheel"), ("uv pip", "install"), ("uvx", "run"), ("uv", "tool install"),
    ("pipx", "install"), ("pipx", "run"), ("pipx", "inject"), ("easy_install", "install"),
))  # fmt: skip
# Options and variables that decide versions: a constraints file, a day, a folder of distributions; and those by which the newest is wanted.
_DECIDES = (
    "--constraint", "--constraints", "--overrides", "--no-index", "--exclude-newer", "--exclude-newer-package", "--uploaded-prior-to",
    "--resolution", "--dry-run",
)  # fmt: skip
_THROUGH = ("-c", "--constraint", "--no-index", "--pre", "--uploaded-prior-to")
_WANTS_NEWEST = ("--pre", "--prerelease", "--all-releases")
_VARIABLES = (
    "PIP_CONSTRAINT", "UV_CONSTRAINT", "UV_OVERRIDE", "UV_EXCLUDE_NEWER", "PIP_UPLOADED_PRIOR_TO", "PIP_NO_INDEX", "UV_NO_INDEX", "PIP_PRE",
    "UV_PRERELEASE",
)  # fmt: skip
# What everything else is installed with: `pip install --upgrade pip` is how one begins.
BOOTSTRAP = frozenset(("pip", "setuptools", "wheel"))
_IN_PRODUCTION = frozenset((
    "dockerfile", "workflow", "action", "gitlab-ci", "azure-pipelines", "circleci", "sam", "serverless", "procfile", "compose",
))  # fmt: skip

_PUBLISHES = regex(r"publish|release|deploy|pypi|upload|wheel|dist|docker|image|package")


def commands_of(project: Project) -> Iterator[tuple[Manifest, InstallCommand]]:
    """Every install command of the project with the file that it stands in."""
    for manifest in project.installers:
        if manifest.installs is not None:
            for command in manifest.installs.commands:
                yield manifest, command


def named_at_once(command: InstallCommand) -> tuple[Dependency, ...]:
    """The requirements that the command names and installs there and then, with nothing known that would decide their versions."""
    if (command.tool, command.action) not in _AT_ONCE or command.option(*_DECIDES, *_WANTS_NEWEST) or command.variable(*_VARIABLES):
        return ()
    through = command.option("--pip-args")
    if through is not None and (through.value is None or any(each.startswith(_THROUGH) for each in through.value.split())):
        return ()
    return command.requirements


def is_judged(dependency: Dependency, project: Project) -> bool:
    """Is it a distribution from an index or a repository, whose version the command could have named? Not one of the project's own."""
    return (
        (bool(dependency.name) or is_repository(dependency.url))
        and not dependency.path
        and dependency.name not in project.first_party
        and UNRESOLVED.search(dependency.specifier + dependency.url + dependency.marker) is None
    )


def is_open(dependency: Dependency) -> bool:
    """Names neither a version nor, in a repository, a revision."""
    if dependency.url:
        return is_repository(dependency.url) and not revision_of(dependency.url)
    return not dependency.editable and pin_kind(dependency) == "none"


def sources_of(command: InstallCommand, project: Project, *kinds: str) -> Iterator[Manifest]:
    """The files of these kinds that the command installs from and that were read; the likeliest where several may be meant."""
    for file in command.files:
        if file.kind in kinds:
            found = next((manifest for path in file.paths if (manifest := project.manifest_at(path)) is not None), None)
            if found is not None:
                yield found


def pinned_beside(manifest: Manifest, command: InstallCommand, project: Project) -> frozenset[str]:
    """The names that files pin which are installed by this command, or by another one in the same context: the stage, the job."""
    known: dict[str, dict[str, frozenset[str]]] = project.remembered(__name__)
    if manifest.path not in known:
        known[manifest.path] = _pinned(manifest, project)
    return known[manifest.path].get(command.context, frozenset())


def _pinned(manifest: Manifest, project: Project) -> dict[str, frozenset[str]]:
    """Context -> the names that the files pin which are installed there."""
    sources: dict[str, dict[str, Manifest]] = {}
    for command in manifest.installs.commands if manifest.installs else ():
        found = sources_of(command, project, "requirements", "constraints")
        sources.setdefault(command.context, {}).update((source.path, source) for source in found)
    return {
        context: frozenset(
            dependency.name
            for source in each.values()
            for part in project.reach(source, "requirements", "constraints")
            for dependency in part.dependencies
            if pin_kind(dependency) == "exact"
        )
        for context, each in sources.items()
    }


def is_for_production(manifest: Manifest, context: str, project: Project) -> bool:
    """Do images and pipelines install by this, and not just a person at a desk?

    The pipelines of a library test it with what is newest, as its users will have it; what publishes it is another matter.
    """
    if manifest.kind == "dockerfile":
        from deplint.questions.images import serves_development

        return not serves_development(manifest.path)
    if manifest.kind not in _IN_PRODUCTION:
        return False
    return not project.is_library or _PUBLISHES.search(f"{manifest.path.rpartition('/')[2]} {context}".lower()) is not None
