"""DPL208 require-hashes-not-enforced: uv installs names without hashes beside a file that has them, and does not mind."""

from __future__ import annotations

from deplint.model import Related
from deplint.questions.installing import commands_of, sources_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project


class RequireHashesNotEnforced(Rule):
    """`uv pip install` of a file with hashes and of names without them, but without `--require-hashes`.

    ## Why is this bad?
    uv checks the hashes that it finds and asks for no others: what the command names itself is installed unchecked, though the file looks
    as if everything were. (pip would refuse the command.)

    ## Example
    ```with requirements.txt
    idna==3.7 \\
        --hash=sha256:82fee1fc78add43492d3a1898bfa6d8a904cc97d8427f683ed8e798d07761aa0
    six==1.16.0 \\
        --hash=sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254
    ```
    ```bad Dockerfile
    FROM python:3.12.4-slim
    COPY requirements.txt .
    RUN uv pip install --system -r requirements.txt gunicorn==23.0.0
    ```
    ```good Dockerfile
    FROM python:3.12.4-slim
    COPY requirements.txt .
    RUN uv pip install --system --require-hashes -r requirements.txt
    ```
    Part of the strict profile. A file of which nothing else is installed is not flagged: all of it is checked.
    """

    code = "DPL208"
    severity = Severity.INFO
    profiles = ("strict",)
    only_for = ("hashes",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for _, command in commands_of(project):
            if (command.tool, command.action) != ("uv pip", "install") or command.option("--require-hashes") or not command.requirements:
                continue
            if command.variable("UV_REQUIRE_HASHES"):
                continue
            for manifest in sources_of(command, project, "requirements"):
                entry = next((each for each in manifest.dependencies if each.hashes), None)
                if entry is not None:
                    first = command.requirements[0]
                    yield self.found(
                        first.location,
                        f"`{first.written or first.url}` is installed unchecked beside `{manifest.path}`, which has hashes; add it to the "
                        "file and `--require-hashes` to the command",
                        label="no hash",
                        related=[Related(entry.hashes[0].location, "hashes here")],
                        subject=first.name,
                    )
                    break
