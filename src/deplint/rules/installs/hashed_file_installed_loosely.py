"""DPL813 hashed-file-installed-loosely: a command whose arguments have no hashes beside a file that has them."""

from __future__ import annotations

from deplint.model import Related
from deplint.questions.installing import commands_of, sources_of
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic, Location
    from deplint.project import Project


class HashedFileInstalledLoosely(Rule):
    """Requirements file with hashes that is installed on one command line with something that has none.

    ## Why is this bad?
    One hash anywhere makes pip ask for a hash everywhere: it refuses the whole command, for names, for files without hashes and for
    folders.

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
    RUN pip install -r requirements.txt gunicorn==23.0.0
    ```
    ```good Dockerfile
    FROM python:3.12.4-slim
    COPY requirements.txt .
    RUN pip install -r requirements.txt && pip install gunicorn==23.0.0
    ```
    uv checks only the hashes that it finds; for it, see `require-hashes-not-enforced`.
    """

    code = "DPL813"
    severity = Severity.ERROR
    only_for = ("commands",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for _, command in commands_of(project):
            if command.tool != "pip" or command.action not in ("install", "download", "wheel") or command.option("--no-require-hashes"):
                continue
            hashed = next((each for each in sources_of(command, project, "requirements") if _is_hashed(each)), None)
            loose = _loose(command, project) if hashed is not None else []
            if hashed is not None and loose:
                yield self._finding(hashed, loose)

    def _finding(self, hashed: Manifest, loose: list[tuple[str, Location]]) -> Diagnostic:
        (what, place), others = loose[0], loose[1:]
        entry = next(each for each in hashed.dependencies if each.hashes)
        return self.found(
            place,
            f"`{what}` has no hash, but `{hashed.path}` on the same command line has them, so pip refuses the command; "
            "install it by a command of its own, or add it to the file with its hash",
            label="no hash",
            related=[Related(entry.hashes[0].location, "hashes here"), *(Related(each, "and no hash here") for _, each in others)],
            subject=what,
        )


def _is_hashed(manifest: Manifest) -> bool:
    return any(dependency.hashes for dependency in manifest.dependencies)


def _loose(command: InstallCommand, project: Project) -> list[tuple[str, Location]]:
    """What pip finds no hash of: names, URLs without one, folders, and files without any."""
    found = [
        (each.written or each.url, each.location)
        for each in command.requirements
        if not ("#" in each.url and ("sha256=" in each.url or "sha512=" in each.url or "sha384=" in each.url))
    ]
    for file in command.files:
        if file.kind == "project" or (file.kind == "wheel" and "#sha" not in file.target):
            found.append((file.target, file.location))
        elif file.kind == "requirements":
            one = command._replace(files=(file,))
            found += [
                (file.target, file.location)
                for each in sources_of(one, project, "requirements")
                if each.dependencies and not any(_is_hashed(part) for part in project.reach(each, "requirements"))
            ]
    return found
