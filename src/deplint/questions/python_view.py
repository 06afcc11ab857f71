"""A project into everything that it says of its Python: what it asks for, what runs it, what tests it, what its tools take it for.

One list of `Statement`s, whatever file they stand in. Nothing here judges; `python_conflicts` says which of them can't all be true.
"""

from __future__ import annotations

import posixpath

from deplint.names import normalize
from deplint.readers.python_versions import specifier as specifier_of
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Manifest, PythonConstraint
    from deplint.installs import InstallCommand, Setup, Stage
    from deplint.model import Location
    from deplint.project import Project

_KEY = "python view"
_WORKFLOWS = ("workflow", "action")
_IN_PROJECT = frozenset(("uv", "poetry", "pdm", "pipenv"))
"""Tools whose commands install the project of the folder that they run in."""
_LAID_ASIDE = (".backup", ".bak", ".old", ".orig", ".disabled", ".deprecated", ".unused")
_ACTIONS = frozenset(("install", "sync", "run", "update", "lock", "add", "build"))

ORDER = (
    "requires-python", "lock", "classifier", "version-file", "pipfile", "conda", "image", "lambda", "devcontainer", "setup", "tox", "nox",
    "readthedocs", "ruff", "black", "mypy", "pyright", "pre-commit",
)  # fmt: skip
"""The kinds of statements, those of `PythonConstraint` and these: "image" (the Python in a stage of an image), "setup" (a step of a
workflow that provides a Python), "lock" (the Pythons that a lock is for)."""


class Statement(NamedTuple):
    """One thing that is said of the Python.

    kind       one of ORDER
    value      as written
    specifier  the same in PEP 440, "" where it can't be said
    concerns   it is certain that the project itself is meant: the image or job installs it, the version file stands in its folder
    context    the job or stage, else ""
    """

    kind: str
    value: str
    specifier: str
    location: Location
    concerns: bool = True
    context: str = ""

    @property
    def minors(self) -> frozenset[tuple[int, int]]:
        """The minor versions from 2.0 to 3.30 that are meant; empty where that can't be said."""
        from deplint.versions import admitted_minors

        return admitted_minors(self.specifier) if self.specifier else frozenset()


def statements(project: Project) -> tuple[Statement, ...]:
    """All that is said of the project's Python, by kind and place."""
    known = project.remembered(_KEY)
    if not known:
        found = (*_declared(project), *_of_images(project), *_of_workflows(project))
        known["all"] = tuple(sorted(found, key=lambda each: (ORDER.index(each.kind), each.location)))
    result: tuple[Statement, ...] = known["all"]
    return result


def lock_statements(project: Project) -> Iterator[Statement]:
    """The Pythons that its locks are for. That those are the project's own is another rule's question (lock-requires-python-drift)."""
    from deplint.questions.lock_records import terms_of

    for lock in project.locks:
        python = terms_of(lock, project).requires_python
        if python:
            yield Statement("lock", python, python, lock.start)


def locked_python(project: Project) -> PythonConstraint | None:
    """The one range that all its locks are for, where no manifest requires any; None where they differ or don't say."""
    if any(each.kind == "requires-python" for manifest in project.manifests if manifest.kind != "script" for each in manifest.pythons):
        return None
    found = list(lock_statements(project))
    if len({each.value for each in found}) != 1:
        return None
    from deplint.facts import PythonConstraint

    return PythonConstraint("lock", found[0].value, found[0].value, found[0].location)


# What stands in manifests and in the configuration of tools.


def _declared(project: Project) -> Iterator[Statement]:
    for manifest in project.files:
        if manifest.kind in ("script", "dockerfile"):
            continue
        for constraint in manifest.pythons:
            if constraint.kind in ORDER:
                yield Statement(
                    constraint.kind, constraint.value, constraint.specifier, constraint.location, _concerns(project, manifest, constraint)
                )


def _concerns(project: Project, manifest: Manifest, constraint: PythonConstraint) -> bool:
    """A file of a folder of its own may be about what is in that folder."""
    folder = posixpath.dirname(manifest.path)
    if constraint.kind == "lambda":
        return constraint.folder is not None and _is_within(project, constraint.folder)
    if constraint.kind == "conda":
        return not project.serves_development(manifest) and project.role(manifest) is not Role.DEV
    if constraint.kind == "devcontainer":
        return folder in (project.root, posixpath.join(project.root, ".devcontainer"))
    if constraint.kind == "readthedocs":
        installs = manifest.installs
        named = installs.files if installs else ()
        return any(each.kind == "project" and project.root in each.paths for each in named)
    return constraint.kind != "pre-commit" and folder == project.root


def _is_within(project: Project, folder: str) -> bool:
    """The folder is the project's own: no other project stands between the two, which tools that look upwards would find first."""
    own = project.remembered(f"{_KEY} folders")
    if not own:
        own.update(_counted(manifest.path for manifest in project.files))
        own.setdefault(project.root, 0)
    everywhere = _folders(project)
    while folder != project.root:
        if not folder or everywhere.get(folder, 0) > own.get(folder, 0):
            return False
        folder = posixpath.dirname(folder)
    return True


def _folders(project: Project) -> dict[str, int]:
    """How many manifests stand in each folder of the repository."""
    known: dict[str, int] = project.shared(f"{_KEY} folders")
    if not known:
        known.update(_counted(project.everywhere))
    return known


def _counted(paths: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for path in paths:
        folder = posixpath.dirname(path)
        found[folder] = found.get(folder, 0) + 1
    return found


# Images.


def _of_images(project: Project) -> Iterator[Statement]:
    """The Pythons of base images, and those that uv is told to install, each for the stage that it stands in."""
    for manifest in project.installers:
        installs = manifest.installs
        if manifest.kind != "dockerfile" or installs is None:
            continue
        contexts = {command.context for command in installs.commands if installs_project(project, command)}
        is_kept = not manifest.path.lower().endswith(_LAID_ASIDE)
        for constraint in manifest.pythons:
            before = [stage for stage in installs.stages if stage.location.start <= constraint.location.start]
            number = len(before) - 1
            concerns = is_kept and number >= 0 and _runs(number, installs.stages, contexts)
            yield Statement("image", constraint.value, constraint.specifier, constraint.location, concerns, str(max(number, 0)))


def _runs(number: int, stages: tuple[Stage, ...], contexts: set[str]) -> bool:
    """The project is installed in the stage, or in one that is built from it."""
    if str(number) in contexts:
        return True
    name = stages[number].name.lower()
    after = stages[number + 1 :]
    return bool(name) and any((each.base or "").lower() == name and _runs(each.number, stages, contexts) for each in after)


# Workflows.


def _of_workflows(project: Project) -> Iterator[Statement]:
    """The jobs that set up a Python: those of the project's own files, and those elsewhere that install it."""
    own = {manifest.path: manifest for manifest in project.installers if manifest.kind in _WORKFLOWS and project.everywhere}
    for path, manifest in {**own, **_concerning(project)}.items():
        installs = manifest.installs
        if installs is None or not installs.setups:
            continue
        installing = {command.context for command in installs.commands if installs_project(project, command)}
        for setup in installs.setups:
            if path in own or setup.context in installing:
                yield from _of_setup(setup, setup.context in installing)


def _concerning(project: Project) -> dict[str, Manifest]:
    """The workflows that may install the project: those that name its folder, one of its files, or itself."""
    known: dict[str, dict[str, Manifest]] = project.shared(f"{_KEY} workflows")
    if not known:
        known[""] = {}
        for manifest in project.everywhere_of(*_WORKFLOWS):
            if manifest.installs is not None and manifest.installs.setups:
                for command in manifest.installs.commands:
                    for sign in _signs(command):
                        known.setdefault(sign, {})[manifest.path] = manifest
    signs = [f"folder {project.root}", f"file {project.root}", *(f"name {name}" for name in project.names)]
    signs += [f"file {manifest.path}" for manifest in project.manifests]
    return {path: manifest for sign in signs for path, manifest in known.get(sign, {}).items()}


def _signs(command: InstallCommand) -> Iterator[str]:
    """What `installs_project` looks at."""
    if command.tool in _IN_PROJECT:
        folder = command.folder
        while folder:
            yield f"folder {folder}"
            folder = posixpath.dirname(folder)
        if folder is not None:
            yield "folder "
        return
    yield from (f"file {path}" for file in command.files for path in file.paths)
    yield from (f"name {normalize(each.name)}" for each in command.requirements if each.path)


def _of_setup(setup: Setup, concerns: bool) -> Iterator[Statement]:
    """One for each version; one of which nothing is known where the step finds the version elsewhere, or takes what is there."""
    if setup.tool in ("python", "uv", "conda"):
        if not setup.versions:
            yield Statement("setup", "", "", setup.location, concerns, setup.context)
        for version in setup.versions:
            value = version.value
            yield Statement(
                "setup", value or "", setup_specifier(value) if value else "", version.location, concerns, setup.context
            )


def setup_specifier(value: str) -> str:
    """What a `python-version` of actions/setup-python lets in: a version, or a range of npm's ("3.x", ">=3.9 <3.14", "~3.12.0-0")."""
    text = value.strip()
    found = specifier_of(text)
    if found:
        return found
    from deplint.versions import is_valid

    joined = ",".join(text.removesuffix("-0").split())
    return joined if joined[:1] in ("<", ">") and is_valid(joined) else ""


# What a command installs.


def installs_project(project: Project, command: InstallCommand) -> bool:
    """Is it certain that the command installs this project or its requirements, and for the Python that is there?"""
    if command.option("--python", "-p") is not None or command.variable("UV_PYTHON") is not None:
        return False
    if command.tool in _IN_PROJECT and command.action in _ACTIONS:
        return command.folder is not None and _is_within(project, command.folder) and not _only_a_script(command)
    if command.tool not in ("pip", "uv pip", "pip-tools"):
        return False
    names = _deployed(project) if command.files else ()
    for file in command.files:
        # Of the places where a file may be, the first is meant in which something is.
        if file.kind == "project" and next((path for path in file.paths if _can_be_built(project, path)), None) == project.root:
            return True
        if file.kind == "requirements" and next((path for path in file.paths if path in project.everywhere), None) in names:
            return True
    return any(each.path and normalize(each.name) in project.names for each in command.requirements)


def _deployed(project: Project) -> frozenset[str]:
    """The paths of what is installed to run the project, and not only to work on it."""
    known = project.remembered(f"{_KEY} deployed")
    if not known:
        known["paths"] = frozenset(each.path for each in project.manifests if not project.serves_development(each))
    found: frozenset[str] = known["paths"]
    return found


def _can_be_built(project: Project, folder: str) -> bool:
    return any(posixpath.join(folder, name) in project.everywhere for name in ("pyproject.toml", "setup.py", "setup.cfg"))


def _only_a_script(command: InstallCommand) -> bool:
    """`uv run x.py` may take the metadata of the script, `uv run --no-project` and `--isolated` have none."""
    named = {option.name for option in command.options}
    return bool(named & {"--no-project", "--only-group", "--script"}) or any(each.kind == "script" for each in command.files)
