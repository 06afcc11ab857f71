"""DPL814 piped-installer: the installer of a packaging tool that is downloaded and run at once, without a version."""

from __future__ import annotations

from deplint.model import Related
from deplint.questions.installing import is_for_production
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import Piped
    from deplint.model import Diagnostic
    from deplint.project import Project

_NAMES = {"uv": "uv", "poetry": "Poetry", "rye": "rye", "pixi": "pixi", "conda": "conda", "micromamba": "micromamba", "pdm": "PDM"}
_RIGHT = {
    "uv": "`https://astral.sh/uv/<version>/install.sh`",
    "poetry": "`POETRY_VERSION=<version>` before the interpreter",
    "rye": "`RYE_VERSION=<version>` before the shell",
    "pixi": "`PIXI_VERSION=v<version>` before the shell",
    "pdm": "`PDM_VERSION=<version>` before the interpreter",
    "micromamba": "`VERSION=<version>` before the shell",
}
_SHOWN = 20


class PipedInstaller(Rule):
    """Installer of uv, Poetry, PDM, rye, pixi or conda that is downloaded and run without a version: `curl ... | sh`.

    ## Why is this bad?
    Whatever the address holds on that day is run, and installs the newest release: the tool that makes or reads the lock is another one
    tomorrow.

    ## Example
    ```bad Dockerfile
    FROM debian:12.6
    RUN curl -LsSf https://astral.sh/uv/install.sh | sh
    ```
    ```good Dockerfile
    FROM debian:12.6
    RUN curl -LsSf https://astral.sh/uv/0.9.5/install.sh | sh
    ```
    A version in the address, in the tool's variable or among the arguments is enough, also one that a variable hides. What is saved to a
    file and run from there counts as well (`Miniconda3-latest-Linux-x86_64.sh`). The same download in several places is one finding. What
    no image and no pipeline runs (a Makefile, a script) is for information.
    """

    code = "DPL814"
    severity = Severity.WARNING
    security = "5.0"
    only_for = ("piped",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        by_url: dict[tuple[str, str, bool], list[Piped]] = {}
        for manifest in project.installers:
            for piped in manifest.installs.piped if manifest.installs else ():
                if piped.version == "" and piped.tool in _NAMES:
                    by_url.setdefault((piped.tool, piped.url, is_for_production(manifest, "", project)), []).append(piped)
        for (tool, url, matters), found in by_url.items():
            first, others = found[0], found[1:]
            right = f"name one, as in {_RIGHT[tool]}" if tool in _RIGHT else "name the address of one release"
            yield self.found(
                first.location,
                f"`{url}` is run without a version, so each run may get another {_NAMES[tool]}; {right}",
                label="no version",
                related=[Related(each.location, "and here") for each in others[:_SHOWN]],
                severity=None if matters else Severity.INFO,
                subject=tool,
            )
