"""What a file that installs says: the commands in it, the images it builds, the Pythons it sets up, the hooks it runs.

`Manifest.installs` holds it for Dockerfiles, workflows, tox and nox, scripts and the like; it is None for the files that declare
dependencies. Every fact has its place. What a variable hides is None, which is never the same as absent.
"""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deplint.facts import Dependency
    from deplint.model import Location


class CommandOption(NamedTuple):
    """One option of a command, or one environment variable that the tool reads.

    name   the long name where the tool's table knows it ("--requirement" for `-r`), else as written; the variable's name ("UV_LOCKED")
    value  "" for a flag, None where a variable of the shell, a template or a substitution hides it
    """

    name: str
    value: str | None
    location: Location


class CommandFile(NamedTuple):
    """A file or folder that a command installs from.

    kind    "requirements" (-r), "constraints" (-c), "project" (`.`, `./api[dev]`, `-e .`, --project), "wheel", "script", "groups" (pip's
            and uv's `--group file:name`), "environment" (conda's -f), "version" (it names a Python), "release" (it names a tool's own
            version), "cache" (what the key of a cache is made of, globs too), "image" (a Dockerfile that is built; `extras` is the stage
            that is chosen), "context" (the folder that the image before it is built from)
    target  as written
    paths   where it may stand in the tree, the likeliest first; () where a variable, a URL or an unknown folder hides it
    extras  of a project: `.[dev]`
    """

    kind: str
    target: str
    paths: tuple[str, ...]
    location: Location
    extras: tuple[str, ...] = ()
    editable: bool = False


class InImage(NamedTuple):
    """What a stage of an image has for a command, as far as COPY, ADD and mounts tell.

    files        what the tool finds where it runs: its manifest (kind "manifest") and its lock ("lock"), the place is that of the COPY
    environment  what it installs into: "/app/.venv", "/opt/venv", "/install", or "" for the Python of the image; None where
                 that can't be known
    is_closed    nothing unknown can have brought other files there: no variable in a COPY, no stage or image that is not in the file
    on_build     it runs in the images that are built from this one (ONBUILD)
    on_start     it runs when a container starts (CMD, ENTRYPOINT), and not while the image is built
    """

    files: tuple[CommandFile, ...] = ()
    environment: str | None = None
    is_closed: bool = True
    on_build: bool = False
    on_start: bool = False


class InstallCommand(NamedTuple):
    """One command line of a packaging tool that installs, runs in an environment that it makes, locks or compiles.

    tool          "pip", "uv pip", "uv", "uvx", "pipx", "poetry", "pdm", "pipenv", "conda" (mamba, micromamba too), "pixi",
                  "easy_install", "pip-tools", "hatch"; "tox" and "nox" (action "deps") for what those install by their own configuration
    program       as written: "pip3", "python -m pip", "mamba"
    action        the subcommand: "install", "sync", "run", "add", "lock", "compile", "tool install", "create", "env create", ...
    location      the whole command, from the program to the last argument
    requirements  what is named on the command line, in the tool's language (`Dependency.form`)
    environment   the variables in force that the tool reads (PIP_*, UV_*, POETRY_*, PIPENV_*, PDM_*), the nearest of each name
    folder        where it runs, relative to the tree's root; None where that can't be known
    context       what it runs in: the stage of an image ("0", "build"), the job of a workflow, the environment of tox; "" in a script
    is_certain    False where an argument can't be known (`$EXTRA`, `$(...)`, a template): what is absent may be in there
    """

    tool: str
    program: str
    action: str
    location: Location
    requirements: tuple[Dependency, ...] = ()
    files: tuple[CommandFile, ...] = ()
    options: tuple[CommandOption, ...] = ()
    environment: tuple[CommandOption, ...] = ()
    folder: str | None = ""
    context: str = ""
    is_certain: bool = True
    is_conditional: bool = False
    """It stands in a branch of the shell, in a function or after `||`: it may never run."""
    cwd: str | None = None
    """Where it runs in the words of the shell: in an image an absolute path of it ("/app"); None where that can't be known."""
    image: InImage | None = None
    """What is known of the image around it; None outside of images."""

    def option(self, *names: str) -> CommandOption | None:
        """The last option of one of these names on the command line, else None."""
        return next((each for each in reversed(self.options) if each.name in names), None)

    def variable(self, *names: str) -> CommandOption | None:
        """The variable of one of these names that is in force, else None."""
        return next((each for each in self.environment if each.name in names), None)


class Copy(NamedTuple):
    """One `COPY` or `ADD` of an image, or a bind mount of a `RUN`.

    sources  paths in the build context as written; in the stage or image `origin` where that is not ""
    target   the path in the image, absolute where WORKDIR is known
    """

    sources: tuple[str, ...]
    target: str
    origin: str
    location: Location
    mount: bool = False


class Stage(NamedTuple):
    """One stage of an image.

    name      as written after AS, "" where it has none
    base      the image or stage after FROM with known ARGs filled in, None where a variable without a value is in it
    number    from 0
    ships     it is what the build gives by default (the last one), or a stage that that one is FROM
    origins   the stages that it is FROM or copies from
    location  of the base as written
    starts    what CMD and ENTRYPOINT start in it, as written, "" where there is neither
    tests     a RUN of it starts a test runner or a linter
    """

    name: str
    base: str | None
    number: int
    ships: bool
    location: Location
    copies: tuple[Copy, ...] = ()
    origins: tuple[str, ...] = ()
    starts: str = ""
    tests: bool = False


class Setup(NamedTuple):
    """A step that provides a Python or a packaging tool: `actions/setup-python`, `astral-sh/setup-uv`, `conda-incubator/setup-miniconda`.

    tool      "python", "uv", "conda", "poetry", "pdm", "pipenv", "pixi"
    versions  the Pythons it may provide, as written, with the places; () where none is given; None in place of a value that can't be known
    files     version files, requirement files and locks that its inputs name
    release   the versions of the tool itself, where it is no Python
    folder    the folder of the tree that the job begins in, None where that can't be known or has no checkout
    """

    tool: str
    versions: tuple[CommandOption, ...]
    files: tuple[CommandFile, ...]
    location: Location
    context: str = ""
    release: tuple[CommandOption, ...] = ()
    folder: str | None = None


class Hook(NamedTuple):
    """One hook repository of pre-commit with its revision, and what its hooks need besides.

    repo       as written ("local" and "meta" too)
    rev        as written, "" where it has none
    hooks      ids
    additional what `additional_dependencies` of Python hooks names, as requirements; entries for other languages are left out
    """

    repo: str
    rev: str
    hooks: tuple[str, ...]
    location: Location
    rev_location: Location | None = None
    additional: tuple[Dependency, ...] = ()


class Update(NamedTuple):
    """One entry of an update automation: an ecosystem and the folders of the tree that it watches (globs where Dependabot takes them).

    ecosystem    as Dependabot calls it; "renovate" for a configuration of Renovate, which watches everything
    directories  relative to the tree, "" for the tree itself
    places       of the directories, in their order
    """

    ecosystem: str
    directories: tuple[str, ...]
    location: Location
    places: tuple[Location, ...] = ()


class Piped(NamedTuple):
    """A download that is run at once (`curl … | sh`) to get a packaging tool.

    version  as found in the URL or the environment, "" where none is, None where it can't be known
    """

    tool: str
    url: str
    version: str | None
    location: Location


class Layer(NamedTuple):
    """A layer that a Lambda function is given by its ARN; what a variable, a `!Ref` or an export hides is left out.

    arn      as written, variables and all
    version  its last part ("3"), "" where the ARN ends with the name of the layer
    """

    arn: str
    version: str
    location: Location


class Installs(NamedTuple):
    """Everything that one file that installs says."""

    commands: tuple[InstallCommand, ...] = ()
    stages: tuple[Stage, ...] = ()
    setups: tuple[Setup, ...] = ()
    hooks: tuple[Hook, ...] = ()
    updates: tuple[Update, ...] = ()
    piped: tuple[Piped, ...] = ()
    files: tuple[CommandFile, ...] = ()
    """Other files that it names: the Dockerfile and context of a compose service, the cache key's locks."""
    layers: tuple[Layer, ...] = ()
