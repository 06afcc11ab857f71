"""DPL307 lock-missing: an application whose tool writes a lock, without that lock."""

from __future__ import annotations

from deplint.roles import Role
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

# The tools that write a lock: the table that shows them, the lock, the command.
TOOLS = {
    "poetry": ("poetry.lock", "poetry lock"),
    "pdm": ("pdm.lock", "pdm lock"),
    "uv": ("uv.lock", "uv lock"),
    "pipfile": ("Pipfile.lock", "pipenv lock"),
}


class LockMissing(Rule):
    """Application managed with Poetry, PDM, uv or Pipenv that has no lock file.

    ## Why is this bad?
    The manifest says which versions would do, the lock which ones were tested. Without it every install resolves anew, and two machines
    get different versions from the same commit.

    ## Example
    ```with Pipfile
    [[source]]
    url = "https://pypi.org/simple"
    verify_ssl = true
    name = "pypi"

    [packages]
    flask = "~=3.0"

    [requires]
    python_version = "3.12"
    ```
    ```bad Dockerfile
    FROM python:3.12-slim
    RUN pip install pipenv==2026.10.3 && pipenv install --system
    ```
    ```good Dockerfile
    FROM python:3.12-slim
    RUN pip install pipenv==2026.10.3 && pipenv sync --system
    ```
    ```good Pipfile.lock
    {
        "_meta": {
            "hash": {"sha256": "a9d3abd66cdb7a2930262b94717698d0e4ddc6482403dba9d5309563238e141d"},
            "pipfile-spec": 6,
            "requires": {"python_version": "3.12"},
            "sources": [{"name": "pypi", "url": "https://pypi.org/simple", "verify_ssl": true}]
        },
        "default": {
            "flask": {
                "hashes": ["sha256:34e815dfaa43340d1d15a5c3a02b8476004037eb4840b34910c6e21679d288f3"],
                "index": "pypi",
                "version": "==3.0.3"
            }
        },
        "develop": {}
    }
    ```
    Libraries are not flagged, as their users resolve for themselves, nor are projects that pin everything in another way: by a lock of the
    workspace above, or by compiled requirements.
    """

    code = "DPL307"
    severity = Severity.WARNING
    only_for = ("pyproject", "pipfile")
    yields_to = ("lock-git-ignored",)
    absence = True

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_library or not project.is_application or project.locks or _is_pinned(project):
            return
        for manifest in project.of_kind("pyproject", "pipfile"):
            tool = _tool(manifest)
            if tool and project.role(manifest) is not Role.EXAMPLE and _has_dependencies(manifest):
                lock, command = TOOLS[tool]
                yield self.found(
                    (manifest.metadata.name_location if manifest.metadata else None) or manifest.start,
                    f"`{manifest.path}` has no `{lock}` beside it, so every install may get other versions; write one and commit it",
                    label=f"no {lock}",
                    help=command,
                    subject=lock,
                )
                return


def _tool(manifest: Manifest) -> str:
    """The locking tool that a manifest belongs to; "" where none or several show."""
    if manifest.kind == "pipfile":
        return "pipfile"
    shown = [tool for tool in (manifest.metadata.tools if manifest.metadata else ()) if tool in TOOLS]
    return shown[0] if len(shown) == 1 else ""


def _has_dependencies(manifest: Manifest) -> bool:
    return any(entry.name and entry.name != "python" and not entry.path and entry.group != "build" for entry in manifest.dependencies)


def _is_pinned(project: Project) -> bool:
    """Some file of the project pins all that it lists: compiled, or written by hand."""
    if any(project.with_role(Role.COMPILED)):
        return True
    deployed = [manifest for manifest in project.of_kind("requirements") if manifest.dependencies]
    return any(all(pin_kind(entry) in ("exact", "arbitrary", "unknown") for entry in manifest.dependencies) for manifest in deployed)
