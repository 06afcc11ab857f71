"""DPL915 legacy-manifest: dependencies that only a run of setup.py tells."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_LINKS = regex(r"^[ \t]*(dependency_links)[ \t]*=", re.MULTILINE)


class LegacyManifest(Rule):
    """Dependencies in `setup.py`, in `setup_requires`, or by `dependency_links`.

    ## Why is this bad?
    To know what a `setup.py` asks for, a tool has to run it. `setup_requires` is deprecated and comes late: setuptools hears of it when it
    runs already. pip has ignored `dependency_links` since version 19. `[project]` and `[build-system]` in pyproject.toml say it as data.

    ## Example
    ```bad setup.py
    from setuptools import setup

    setup(
        name="shop",
        version="1.0",
        python_requires=">=3.10",
        install_requires=["flask>=3"],
        setup_requires=["setuptools-scm>=8"],
    )
    ```
    ```good pyproject.toml
    [build-system]
    requires = ["setuptools>=70", "setuptools-scm>=8"]
    build-backend = "setuptools.build_meta"

    [project]
    name = "shop"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["flask>=3"]
    ```
    Lists that the code works out are not flagged, as they may have no other form; `deplint files` names them.

    ## References
    [Is setup.py deprecated?](https://packaging.python.org/en/latest/discussions/setup-py-deprecated/)
    """

    code = "DPL915"
    severity = Severity.WARNING
    profiles = ("pedantic",)
    only_for = ("setup.py", "setup.cfg")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("setup.py", "setup.cfg"):
            yield from self._setup_requires(manifest)
            yield from self._links(manifest)
            if manifest.kind == "setup.py":
                yield from self._install_requires(manifest)

    def _install_requires(self, manifest: Manifest) -> Iterator[Diagnostic]:
        computed = manifest.metadata.dynamic if manifest.metadata else ()
        first = next((each for each in manifest.dependencies if each.group == "runtime" and not each.path), None)
        if first is not None and "install_requires" not in computed:
            yield self.found(
                first.part(first.name_span),
                "`install_requires` in `setup.py` is known only to those who run the file; say it in `[project]` of pyproject.toml",
                label="only a run tells this",
                help="pyproject.toml: [project] with `dependencies`, and [build-system] with `requires`",
                subject="install_requires",
            )

    def _setup_requires(self, manifest: Manifest) -> Iterator[Diagnostic]:
        first = next((each for each in manifest.dependencies if each.group == "build"), None)
        if first is not None:
            yield self.found(
                first.part(first.name_span),
                f"`setup_requires` is deprecated, and heard only when the build runs already; name `{first.written}` in `[build-system]`",
                label="heard too late",
                help=f'pyproject.toml: [build-system] with `requires = ["setuptools", "{first.written}"]`',
                subject="setup_requires",
            )

    def _links(self, manifest: Manifest) -> Iterator[Diagnostic]:
        found = _LINKS.search(manifest.source.text)
        if found is not None:
            yield self.found(
                manifest.source.at(*found.span(1)),
                "`dependency_links` has no effect: pip passes over it; write `name @ https://...` in the list of dependencies",
                label="of no effect",
                help="`name @ git+https://...@<commit>` in the dependencies",
                subject="dependency_links",
            )
