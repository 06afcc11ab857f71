"""DPL409 image-installs-dev: development dependencies in an image that is shipped."""

from __future__ import annotations

import posixpath

from deplint.questions.development_parts import Part, development_parts
from deplint.questions.image_contents import Arrival, arrivals
from deplint.questions.images import images, shipped, starts, starts_development
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import Installs
    from deplint.model import Diagnostic, Location
    from deplint.project import Project
    from deplint.questions.images import Shipped

SHOWN = 3
MANY = 3
"""Who asks for so many lists of tools has made an image to work in."""


class ImageInstallsDev(Rule):
    """Development dependencies in the image that is shipped: a default group, `--dev`, `requirements-dev.txt`, or the extra `dev`.

    ## Why is this bad?
    uv, Poetry and PDM install the group for development when nobody says no. So test tools and linters go into production, with all that
    they need: more to download, more to patch, more for an intruder to use.

    ## Example
    ```with pyproject.toml
    [project]
    name = "app"
    version = "1.0"
    requires-python = ">=3.12"
    dependencies = []

    [dependency-groups]
    dev = ["pytest>=8", "ruff>=0.4"]

    [tool.uv]
    package = false
    ```
    ```bad Dockerfile
    FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
    WORKDIR /app
    COPY . .
    RUN uv sync --frozen
    CMD ["python", "-m", "app"]
    ```
    ```good Dockerfile
    FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim
    WORKDIR /app
    COPY . .
    RUN uv sync --frozen --no-dev
    CMD ["python", "-m", "app"]
    ```
    What a command installs is followed through the stages: a stage counts if the one that is shipped begins with it, or copies the
    environment out of it. The stage that is shipped is the last one, or the one that a Compose file or workflow names. Not flagged are
    stages and Dockerfiles whose name says that they are for development or tests, and the plain `Dockerfile` beside a `Dockerfile.prod`;
    images of libraries; images that start a shell, a test runner or a server for development, or that run the tests themselves; commands
    in a branch of the shell, or with unknown arguments; tools that are asked for in an image that starts nothing, or three lists of them
    at once; and those in extras that nobody asks for.
    """

    code = "DPL409"
    severity = Severity.WARNING
    only_for = ("dockerfile",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library:
            return  # whose images serve those who work on it
        for manifest, installs in images(project):
            found: dict[Location, tuple[Arrival, list[Part]]] = {}
            for each in shipped(project, manifest):
                for arrival, part in _left(project, manifest, installs, each):
                    parts = found.setdefault(arrival.command.location, (arrival, []))[1]
                    if part.what not in [other.what for other in parts]:
                        parts.append(part)
            stories: dict[tuple[str, tuple[str, ...]], list[tuple[Arrival, list[Part]]]] = {}
            for arrival, parts in found.values():
                if sum(part.is_asked for part in parts) < MANY:
                    stories.setdefault((arrival.command.tool, tuple(part.what for part in parts)), []).append((arrival, parts))
            for story in stories.values():
                yield self._finding(*story[0], [arrival.command.location for arrival, _ in story[1:]])

    def _finding(self, arrival: Arrival, parts: list[Part], again: list[Location]) -> Diagnostic:
        """All that one command brings is one finding, and so are several commands that bring the same."""
        command, stage, way = arrival
        part = next((each for each in parts if not each.is_asked), parts[0])
        all_names = tuple(dict.fromkeys(name for each in (part, *parts) for name in each.names))
        names = ", ".join(f"`{name}`" for name in all_names[:SHOWN])
        more = f" and {len(all_names) - SHOWN} more" if len(all_names) > SHOWN else ""
        here = f", in stage `{stage.name or stage.number}` that the image copies from," if way else ""
        which = " and ".join([_called(part), *(each.what for each in parts if each is not part)])
        where = "whenever a container starts" if command.image is not None and command.image.on_start else "into what is shipped"
        added = f"; add `{part.without}`" if part.without else "; leave it out of the image"
        related = [Related(place, "and here again") for place in again[:SHOWN]]
        related += [Related(copy.location, "brings it into the image") for copy in way]
        related += [Related(include.location, "leads on") for include in part.chain]
        related += [Related(each.declared, _counted(len(each.names))) for each in parts if each.declared and not each.chain]
        return self.found(
            part.place,
            f"`{command.tool} {command.action}`{here} installs {which} ({names}{more}) {where}{added}",
            label="for development",
            related=related,
            help=f"{command.tool} {command.action} {part.without}" if part.without else "",
            subject=part.what,
        )


def _counted(number: int) -> str:
    return f"{number} development {'dependency' if number == 1 else 'dependencies'}"


def _called(part: Part) -> str:
    return f"{part.what}, to which `{posixpath.basename(part.chain[0].location.path)}` leads" if part.chain else part.what


def _left(project: Project, manifest: Manifest, installs: Installs, shipped: Shipped) -> Iterator[tuple[Arrival, Part]]:
    """What the commands leave: a later one that makes the environment exact removes what the ones before have brought."""
    if starts_development(project, manifest, shipped):
        return
    found: dict[tuple[str, str | None], list[tuple[Arrival, Part]]] = {}
    for arrival in arrivals(installs, shipped):
        command = arrival.command
        key = (command.tool, command.image.environment if command.image is not None else None)
        exact = command.action == "sync" and not command.option("--inexact", "--no-clean")
        if (exact or command.option("--sync")) and not command.is_conditional:
            found[key] = []
        found.setdefault(key, []).extend((arrival, part) for part in development_parts(project, manifest, command))
    for parts in found.values():
        # Who asks for the tools in an image that starts nothing may well have made it to work in.
        yield from ((arrival, part) for arrival, part in parts if starts(shipped) or not part.is_asked)
