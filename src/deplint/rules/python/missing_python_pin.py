"""DPL501 missing-python-pin: a project that does not say which Python it needs."""

from __future__ import annotations

from deplint.questions.channels import fits_channel, named_channels
from deplint.questions.repeats import one_habit
from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import CompileHeader, Manifest, PythonConstraint
    from deplint.model import Diagnostic, Location
    from deplint.project import Project
    from deplint.repository import Repository

_ADVICE = {
    "pyproject": 'add `requires-python = ">=3.X"` to [project]',
    "setup.cfg": "add `python_requires = >=3.X` to [options]",
    "setup.py": 'add `python_requires=">=3.X"` to setup()',
    "pipfile": 'add a [requires] table with `python_version = "3.X"`',
    "conda": "add `python=3.X` to the dependencies",
}
# What decides which Python the project runs on; classifiers bind nobody, and tools only assume one.
_BINDING = ("requires-python", "version-file", "pipfile", "conda")
_VERSION_FILES = ("python-version", "tool-versions", "runtime-txt")
# Locks that have the Python itself among their packages.
_CONDA_LOCKS = ("conda-lock", "conda-explicit", "pixi.lock")

# A name that says the Python: `requirements_py312.txt`, `requirements-python3.9.txt`.
_NAMED = regex(r"(?<![a-z])(?:py|python|cp)[-_]?[23][._-]?[0-9]+(?![0-9a-z])")


class MissingPythonPin(Rule):
    """Project in which nothing says which Python it needs.

    ## Why is this bad?
    The same dependencies resolve differently on each Python, and many have no wheel for the newest one. Whoever installs the project on
    another Python than yours gets an error from deep inside a build, or an old release that never worked.

    ## Example
    ```bad pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    dependencies = ["flask>=3"]
    ```
    ```good pyproject.toml
    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]
    ```
    `requires-python` and its older forms, `.python-version`, `.tool-versions`, `runtime.txt`, `[requires]` in a Pipfile and `python` in an
    environment.yml all say it, also in a folder above; so does the lock of a conda environment. Where there is nothing but requirements
    files it is only a remark, and it is not said at all beside a Dockerfile, below another project, of files for development, and of
    files whose header or name (`requirements_py312.txt`) says the Python. An environment of bioconda without pip holds programs, and needs
    no Python.
    """

    code = "DPL501"
    severity = Severity.WARNING
    absence = True

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        found = [diagnostic for project in repository.projects for diagnostic in self._of_project(project)]
        remarks = [diagnostic for diagnostic in found if diagnostic.severity is Severity.INFO]
        yield from (diagnostic for diagnostic in found if diagnostic.severity is not Severity.INFO)
        yield from one_habit(remarks, repository.settings.scope, _of_many)

    def _of_project(self, project: Project) -> Iterator[Diagnostic]:
        if project.says_python_above or any(_says_python(manifest, project) for manifest in project.manifests):
            return
        for kind in ("pyproject", "pipfile", "setup.cfg", "setup.py", "conda"):
            if kind == "conda" and any(lock.kind in _CONDA_LOCKS for lock in project.locks):
                return
            for manifest in project.of_kind(kind):
                if _is_computed(manifest):
                    return
                if _declares(manifest, project):
                    yield self._finding(manifest, _place(manifest), _locked(project))
                    return
        if not project.is_deployed and not project.below_another and _locked(project) is None:
            yield from self._remark(project)

    def _finding(self, manifest: Manifest, place: Location, locked: PythonConstraint | None) -> Diagnostic:
        name = manifest.path.rsplit("/", 1)[-1]
        return self.found(
            place, f"`{name}` does not say which Python the project needs; {_ADVICE[manifest.kind]}", label="for which Python?",
            related=[Related(locked.location, f"made for `{locked.value}`")] if locked else (),
            help=f'requires-python = "{locked.value}"' if locked and manifest.kind == "pyproject" else "",
            subject=manifest.path,
        )  # fmt: skip

    def _remark(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.with_role(Role.DEPLOY, Role.COMPILED):
            if manifest.kind != "requirements" or not manifest.dependencies or project.serves_development(manifest):
                continue
            if _NAMED.search(manifest.path.lower()):
                return
            if manifest.header is None or not _compiled_for(manifest.header):
                name = manifest.path.rsplit("/", 1)[-1]
                yield self.found(
                    manifest.dependencies[0].location,
                    f"`{name}` does not say for which Python it was made, and nothing beside it does; add a `.python-version`",
                    label="for which Python?",
                    help="python -c 'import platform; print(platform.python_version())' > .python-version",
                    severity=Severity.INFO,
                    subject=project.root,
                )
            return


def _locked(project: Project) -> PythonConstraint | None:
    """What its locks were made for, where there are any."""
    if not project.locks:
        return None
    from deplint.questions.python_view import locked_python

    return locked_python(project)


def _of_many(remark: Diagnostic, others: int) -> str:
    return (
        f"`{remark.location.path}` does not say for which Python it was made, nor do the requirements of {others} more projects here; "
        "add a `.python-version` above them"
    )


def _says_python(manifest: Manifest, project: Project) -> bool:
    """It names the Pythons of the project. A script speaks of itself alone, a version file of its folder, and classifiers bind nobody."""
    if manifest.kind == "script" or (manifest.kind in _VERSION_FILES and manifest.path.rpartition("/")[0] != project.root):
        return False
    return any(place.kind in _BINDING for place in manifest.pythons)


def _declares(manifest: Manifest, project: Project) -> bool:
    """The file declares dependencies, or a project that has some or is offered to others; it is neither settings of tools nor a stub."""
    metadata = manifest.metadata
    if manifest.kind == "conda" and _is_for_programs(manifest):
        return False
    if any(each.group == "runtime" for each in manifest.dependencies):
        return True
    if metadata is None or not metadata.name:
        return False
    # What pixi puts into environments is not what the project itself asks for.
    groups = (each.group for other in project.manifests if other.kind != "pixi" for each in other.dependencies)
    asked = any(group != "build" and not group.startswith("group:pixi") for group in groups)
    return asked or bool(metadata.classifiers) or any(each.endswith(("dependencies", "requires")) for each in metadata.dynamic)


def _is_for_programs(manifest: Manifest) -> bool:
    """An environment of bioconda without pip: programs for a step of a workflow, most of which aren't written in Python."""
    if any(each.form != "conda" or each.name == "pip" for each in manifest.dependencies):
        return False
    return any(fits_channel("bioconda", channel) for channel in named_channels(manifest))


def _is_computed(manifest: Manifest) -> bool:
    """Its Python requirement is there, but can't be read without running the file."""
    dynamic = manifest.metadata.dynamic if manifest.metadata else ()
    return "requires-python" in dynamic or "python_requires" in dynamic


def _place(manifest: Manifest) -> Location:
    if manifest.metadata and manifest.metadata.name_location:
        return manifest.metadata.name_location
    return manifest.dependencies[0].part(manifest.dependencies[0].name_span) if manifest.dependencies else manifest.start


def _compiled_for(header: CompileHeader) -> str:
    """The Python that a compiled file was made for, as far as its header says."""
    from deplint.pairs.command import read_command

    return read_command(header).python
