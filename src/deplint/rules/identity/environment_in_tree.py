"""DPL916 environment-in-tree: an environment in which packages are installed, among the files of the project."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project

_MARKS = (("/pyvenv.cfg", "a virtual environment"), ("/conda-meta/history", "a conda environment"))


class EnvironmentInTree(Rule):
    """Virtual environment, conda environment or `__pypackages__` that git tracks, or that nothing ignores.

    ## Why is this bad?
    An environment holds paths of one machine, programs for one platform and copies of everything that is installed: it works for nobody
    else, hides what the project really depends on, and keeps old releases with known holes in the history for good.

    ## Example
    ```with requirements.txt
    flask==3.0.2
    ```
    ```with .python-version
    3.12
    ```
    ```bad .venv/pyvenv.cfg
    home = /usr/bin
    include-system-site-packages = false
    version = 3.12.3
    ```
    Remove it from git and ignore it.
    ```good .gitignore
    .venv/
    ```
    Only git can tell what is ignored, so that nothing is said of a folder that is no git repository. Fixtures for tests are not flagged.
    """

    code = "DPL916"
    severity = Severity.WARNING
    only_for = ("environment",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        seen: set[str] = set()
        for manifest in project.installers:
            if manifest.kind != "environment":
                continue
            folder, what = _environment(manifest.path)
            if folder and folder not in seen:
                seen.add(folder)
                yield self.found(
                    manifest.start,
                    f"`{folder}` is {what} that git does not ignore; take it out of git and ignore it",
                    label="made by a tool, for this machine alone",
                    help=f"git rm -r --cached --quiet --ignore-unmatch {folder} && echo '{folder}/' >> .gitignore",
                    subject=folder,
                )


def _environment(path: str) -> tuple[str, str]:
    """The folder of the environment that a file in it shows, and what it is."""
    for mark, what in _MARKS:
        if path.endswith(mark):
            return path.removesuffix(mark), what
    before, found, _ = path.partition("__pypackages__/")
    return (f"{before}__pypackages__", "a folder of installed packages") if found else ("", "")
