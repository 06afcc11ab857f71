"""The images that a project builds: which of their stages somebody ships, what they are built from, and which files of the tree they hold.

What a Dockerfile leaves open is asked of the Compose files and workflows that build it, and of what stands in the tree.
"""

from __future__ import annotations

import posixpath

from deplint.readers.places.image_files import HIDDEN, above
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deplint.facts import Manifest
    from deplint.installs import InstallCommand, Installs, Stage
    from deplint.model import Location
    from deplint.project import Project

# What a stage is called that no production runs. `base` and `builder` are none of them: others are made of those.
_WORDS = regex(r"[a-z]+")
_NOT_SHIPPED = frozenset((
    "artifact", "artifacts", "bench", "benchmark", "check", "checks", "ci", "coverage", "debug", "debugger", "debugging", "demo",
    "dev", "devcontainer", "devel", "develop", "developer", "development", "devtools", "doc", "docs", "documentation", "e2e",
    "example", "examples", "export", "format", "integration", "jupyter", "lint", "linter", "lints", "local", "mypy", "notebook",
    "nox", "playground", "pytest", "qa", "sandbox", "test", "tester", "testing", "tests", "tools", "tox", "typecheck", "unit",
    "override", "unittest", "unittests", "workspace",
))  # fmt: skip


_PRODUCTION = frozenset(("prod", "production", "deploy", "release"))


class Build(NamedTuple):
    """Something in the repository that builds a Dockerfile: the folder that it gives it, and the stage that it wants."""

    context: str | None
    target: str
    is_development: bool = False
    """`compose.dev.yaml`, `docker-compose.override.yml`, the workflow of the tests."""
    starts: str = ""
    """What a service starts in place of what the image does."""


class Shipped(NamedTuple):
    """A stage that somebody ships, with the stages that it begins with, itself first."""

    stage: Stage
    chain: tuple[Stage, ...]


def images(project: Project) -> Iterator[tuple[Manifest, Installs]]:
    """The Dockerfiles of the project that may be shipped: those whose name or folder does not say that they serve development."""
    production = set(_with_production(manifest.path for manifest in project.installers if manifest.kind == "dockerfile"))
    for manifest in project.installers:
        installs = manifest.installs if manifest.kind == "dockerfile" else None
        if installs is None or not installs.stages or serves_development(project.asked(manifest.path)):
            continue
        folder, _, name = manifest.path.rpartition("/")
        # `Dockerfile` beside `Dockerfile.prod` is for those who work on it.
        if folder not in production or name.lower() not in ("dockerfile", "containerfile"):
            yield manifest, installs


def _with_production(paths: Iterable[str]) -> Iterator[str]:
    """The folders that have a Dockerfile which is called after production."""
    for path in paths:
        folder, _, name = path.rpartition("/")
        if not _PRODUCTION.isdisjoint(_WORDS.findall(name.lower())):
            yield folder


def serves_development(path: str) -> bool:
    """`Dockerfile.dev`, `.devcontainer/Dockerfile`, `tests/docker/Dockerfile`; not `build/Dockerfile`."""
    *folders, name = path.lower().split("/")
    if _NOT_SHIPPED.intersection(_WORDS.findall(name)):
        return True
    return any(
        folder in _DEVELOPING or folder.endswith(("-tests", "_tests", "-dev", "_dev")) or (folder.startswith(".") and folder not in _HIDDEN)
        for folder in folders
    )


_DEVELOPING = _NOT_SHIPPED - frozenset(("tools", "workspace", "integration", "local", "export", "artifacts", "check", "unit", "format"))
# Hidden folders that hold the Dockerfiles of production as often as not.
_HIDDEN = frozenset((".docker", ".deploy", ".build", ".production", ".prod", ".", ".aws"))


def builds_of(project: Project, manifest: Manifest) -> tuple[Build, ...]:
    """What Compose files and workflows anywhere in the repository say of how this Dockerfile is built."""
    memory = project.shared(__name__)
    if "builds" not in memory:
        found: dict[str, list[Build]] = {}
        for each in project.everywhere.values():
            files = each.installs.files if each.installs is not None else ()
            name = each.path.rpartition("/")[2]
            is_development = serves_development(project.asked(each.path) if each.kind == "compose" else name)
            for number, file in enumerate(files):
                if file.kind != "image":
                    continue
                following = files[number + 1] if number + 1 < len(files) else None
                given = following if following is not None and following.kind == "context" else None
                context = given.paths[0] if given is not None and given.paths else None
                starts = given.extras[0] if given is not None and given.extras else ""
                for path in file.paths:
                    target = file.extras[0] if file.extras else ""
                    found.setdefault(path, []).append(Build(context, target, is_development, starts))
        memory["builds"] = found
    return tuple(memory["builds"].get(manifest.path, ()))


def shipped(project: Project, manifest: Manifest) -> tuple[Shipped, ...]:
    """The stages that somebody ships: the last one, and those that Compose files and workflows want, without those for development."""
    installs = manifest.installs
    if installs is None or not installs.stages:
        return ()
    targets = {build.target.lower() for build in builds_of(project, manifest) if not build.is_development} - {""}
    found = [stage for stage in installs.stages if stage.name.lower() in targets or str(stage.number) in targets]
    last = installs.stages[-1]
    if last not in found:
        found.append(last)
    return tuple(Shipped(stage, tuple(chain(installs.stages, stage))) for stage in found if not is_for_development(stage))


# What an image starts that somebody develops or tests in.
_STARTS_DEVELOPMENT = regex(
    r"\b(?:pytest|tox|nox|mypy|ruff|flake8|pylint|black|pre-commit|runserver(?:_plus)?|jupyter|jupyter-lab|ipython|notebook|mkdocs|sphinx-build)\b"
    r"|--(?:reload|debug|dev)\b|(?<![/\w.-])dev(?![/\w.-])|\bsleep\b|\btail\b|\bunittest\b|\b(?:make|manage\.py)\"?,?\s*\"?(?:test|check)\b"
    r"|entrypoint[.-](?:dev|test)|(?:^|[\s\[\"/])(?:ba|z)?sh\"?\]?\s*$",
    2,
)


def starts_development(project: Project, manifest: Manifest, shipped: Shipped) -> bool:
    """The image starts a shell, a test runner or a server for development, or runs tests while it is built.

    Where it starts nothing itself, it is what all Compose services that are made of it start.
    """
    if any(stage.tests for stage in shipped.chain):
        return True
    own = starts(shipped)
    others = [build.starts for build in builds_of(project, manifest) if build.starts]
    started = [own] if own else others
    return bool(started) and all(_STARTS_DEVELOPMENT.search(each) for each in started)


def starts(shipped: Shipped) -> str:
    """What CMD and ENTRYPOINT of the image start, "" where it has neither."""
    return next((stage.starts for stage in shipped.chain if stage.starts), "")


def is_for_development(stage: Stage) -> bool:
    """The name of the stage says so."""
    return bool(_NOT_SHIPPED.intersection(_WORDS.findall(stage.name.lower())))


def chain(stages: Sequence[Stage], stage: Stage) -> Iterator[Stage]:
    """A stage and those that it begins with."""
    current: Stage | None = stage
    while current is not None:
        yield current
        base = (current.base or "").lower()
        number = current.number
        current = next((each for each in reversed(stages[:number]) if each.name and each.name.lower() == base), None)


def external(manifest: Manifest, stages: Sequence[Stage]) -> Iterator[Stage]:
    """Those stages whose base comes from elsewhere and is written out, without a variable."""
    names = set()
    for stage in stages:
        written = manifest.source.text[stage.location.start : stage.location.end]
        base = (stage.base or "").lower()
        if base and base not in names and base != "scratch" and HIDDEN not in written:
            yield stage
        names.add(stage.name.lower() or "scratch")


def has_python(installs: Installs, stages: Sequence[Stage] = ()) -> bool:
    """Some command in these stages installs Python packages, or some base is an image of Python; without any, in the whole file."""
    from deplint.readers.places.base_images import python_of

    judged = stages or installs.stages
    numbers = {str(stage.number) for stage in judged}
    return any(command.context in numbers for command in installs.commands) or any(
        stage.base and (python_of(stage.base) or stage.base.startswith("python")) for stage in judged
    )


def context_of(project: Project, manifest: Manifest) -> str | None:
    """The folder that the image is built from, None where nothing tells.

    What builds it knows; else it is the nearest folder above the Dockerfile in which all that it copies is there.
    """
    memory = project.remembered("images contexts")
    if manifest.path not in memory:
        told = {build.context for build in builds_of(project, manifest) if build.context is not None}
        memory[manifest.path] = told.pop() if len(told) == 1 else _guessed(project, manifest)
    found: str | None = memory[manifest.path]
    return found


def _guessed(project: Project, manifest: Manifest) -> str | None:
    copied = [
        source.lstrip("/")
        for stage in (manifest.installs.stages if manifest.installs else ())
        for copy in stage.copies
        if not copy.origin
        for source in copy.sources
        if not any(sign in source for sign in f"{HIDDEN}*?[:") and posixpath.normpath(source.lstrip("/") or ".") != "."
    ]
    folders = above(manifest.path)
    if not copied:
        return folders[0] if len(folders) == 1 else None
    counts = [sum(project.is_there(posixpath.normpath(posixpath.join(folder, source))) for source in copied[:50]) for folder in folders]
    best = max(counts)
    return folders[counts.index(best)] if best and counts.count(best) == 1 else None


def standing(project: Project, manifest: Manifest, paths: Sequence[str]) -> str | None:
    """Which of the paths that a reader gives for a file of an image stands in the tree; None where none does, or nobody can tell which."""
    context = context_of(project, manifest)
    folders = above(manifest.path)
    if context is not None:
        # A reader gives each path of the context below every folder above the Dockerfile, the root among them.
        known = set(paths)
        inner = [path for path in paths if all(posixpath.join(folder, path) in known for folder in folders)]
        if context in folders and inner:
            paths = [posixpath.join(context, path) for path in inner]
    found = [path for path in dict.fromkeys(paths) if project.is_there(path)]
    return found[0] if found and (context is not None or len(found) == 1) else None


def in_image(command: InstallCommand, kind: str) -> tuple[tuple[str, ...], Location | None]:
    """Where the tool's "manifest" or "lock" that the image holds for a command may stand in the tree, and the COPY that brings it."""
    for file in command.image.files if command.image is not None else ():
        if file.kind == kind:
            return file.paths, file.location
    return (), None


def commands_of(installs: Installs, stage: Stage) -> Iterator[InstallCommand]:
    """What is installed in one stage, in its order."""
    context = str(stage.number)
    return (command for command in installs.commands if command.context == context and not (command.image and command.image.on_build))


def contributing(project: Project, manifest: Manifest) -> frozenset[int]:
    """The numbers of the stages of which something may be shipped: by FROM, or by a COPY out of them. Images to develop in don't count."""
    stages = manifest.installs.stages if manifest.installs is not None else ()
    waiting = [stage for each in shipped(project, manifest) if not starts_development(project, manifest, each) for stage in each.chain]
    found = {stage.number for stage in waiting}
    while waiting:
        for copy in waiting.pop().copies:
            origin = None if copy.mount else stage_called(stages, copy.origin)
            for stage in chain(stages, origin) if origin is not None else ():
                if stage.number not in found:
                    found.add(stage.number)
                    waiting.append(stage)
    return frozenset(found)


def stage_called(stages: Sequence[Stage], name: str) -> Stage | None:
    """The stage that `--from` names, by its name or number."""
    if not name:
        return None
    return next((stage for stage in stages if (stage.name and stage.name.lower() == name.lower()) or str(stage.number) == name), None)


def is_set(command: InstallCommand, *names: str) -> bool:
    """One of these variables is on, or may be."""
    found = (command.variable(name) for name in names)
    return any(each is not None and (each.value is None or each.value.lower() not in ("", "0", "false", "no", "off")) for each in found)


def manifest_of(project: Project, image: Manifest, command: InstallCommand) -> Manifest | None:
    """The manifest that the command finds in the image, as it stands in the tree."""
    paths, _ = in_image(command, "manifest")
    path = standing(project, image, paths) if paths else None
    return project.everywhere.get(path) if path is not None else None
