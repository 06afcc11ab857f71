"""DPL401 dev-tool-in-production: test tools, linters and the like among what production installs."""

from __future__ import annotations

import re

from deplint.data.dev_tools import category_of
from deplint.data.environments import DATA_SCIENCE, SERVICES
from deplint.questions.purpose import Purpose, has_notebooks, production_lists
from deplint.regex import regex
from deplint.rule import Option, Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project
    from deplint.repository import Repository

STORY = 5
"""From so many tools in one list on it is one story, and one finding."""
KINDS = {
    "test": "a test tool", "lint": "a linter", "format": "a formatter", "typing": "a typing tool", "stubs": "a package of type stubs",
    "automation": "a tool of the development workflow", "debug": "a debugging tool", "build": "a build tool",
    "docs": "a documentation tool", "interactive": "an interactive tool",
}  # fmt: skip
# Tools that people know by name; a list of tools is told by one of them.
FAMILIAR = ("pytest", "black", "ruff", "flake8", "mypy", "pylint", "pre-commit", "tox", "coverage", "isort", "jupyter", "notebook")
# Shells that are installed with a service to look into it where it runs.
SHELLS = frozenset(("ipython", "bpython", "ptpython"))
# A comment that says why the tool is there.
_REASON = regex(r"\b(?:run-?time|prod|production|imports?|imported|(?:used|needed|required) (?:by|for|in|at))\b", re.IGNORECASE)
# A heading that says what the entries below it are for: `# Requirements for forge`.
_PURPOSE = regex(r"\b(?:for|by|because|since)\b", re.IGNORECASE)
_DEVELOPMENT = regex(r"\b(?:dev|devel|develop\w*|tests?|testing|lint\w*|debug\w*|quality|ci|local|docs?)\b", re.IGNORECASE)
_LONGEST_BLOCK = 100


class DevToolInProduction(Rule):
    """Test tool, linter, formatter, type checker or debugger among the dependencies that production installs.

    ## Why is this bad?
    Everything that is installed can be attacked, has to be updated, and makes images bigger and builds slower. Tools that only
    developers run do all that for nothing, and in a library every user of it pays.

    ## Example
    ```bad requirements.txt
    flask==3.0.2
    pytest==8.0.2
    ```
    ```good requirements.txt
    flask==3.0.2
    ```
    ```good requirements-dev.txt
    -r requirements.txt
    pytest==8.0.2
    ```
    Files, groups and extras for development, conda environments, and tools that the project is itself made for (a pytest plugin, a code
    generator) are not flagged; nor are type stubs and documentation tools in libraries, interactive tools in what is not plainly a
    service, and entries whose comment says that they are used at run time. What is compiled from an input is told there, and not again in
    the compiled file. Five tools or more in one list are one finding.
    """

    code = "DPL401"
    severity = Severity.WARNING
    only_for = ("requirements", "pyproject", "pipfile", "setup.cfg", "setup.py")
    yields_in_file = ("freeze-dump",)
    allow = Option((), "tools that production does need")

    def check_repository(self, repository: Repository) -> Iterator[Diagnostic]:
        for project in repository.projects:
            yield from self._of_project(project, repository)

    def _of_project(self, project: Project, repository: Repository) -> Iterator[Diagnostic]:
        purpose = Purpose(project)
        for manifest, entries in production_lists(project):
            tools = list(self._tools(manifest, project, purpose, entries))
            if any(_category(tool) == "interactive" for tool in tools) and has_notebooks(repository, project):
                tools = [tool for tool in tools if _category(tool) != "interactive"]
            if len(tools) >= STORY:
                yield self._story(manifest, project, tools)
            else:
                yield from (self._finding(manifest, project, tool) for tool in tools)

    def _tools(self, manifest: Manifest, project: Project, purpose: Purpose, entries: tuple[Dependency, ...]) -> Iterator[Dependency]:
        judged = _Surroundings(project, purpose, entries)
        kept = {*self.allow, *project.first_party}
        for entry in entries:
            category = _category(entry)
            if category and entry.name not in kept and judged.is_out_of_place(entry, category) and not _is_explained(manifest, entry):
                yield entry

    def _finding(self, manifest: Manifest, project: Project, tool: Dependency) -> Diagnostic:
        return self.found(
            tool.part(tool.name_span),
            f"`{tool.written}` is {KINDS[_category(tool)]}, but production installs it; move it to the dependencies for development",
            label="not needed at run time",
            help=_help(manifest, project, [tool]),
            subject=f"{tool.name} {tool.group}",
        )

    def _story(self, manifest: Manifest, project: Project, tools: list[Dependency]) -> Diagnostic:
        lead = next((tool for name in FAMILIAR for tool in tools if tool.name == name), tools[0])
        others = [tool for tool in tools if tool is not lead]
        return self.found(
            lead.part(lead.name_span),
            f"`{lead.written}` and {len(others)} more entries are development tools, but production installs them; "
            "move them to the dependencies for development",
            label="not needed at run time",
            related=[Related(tool.part(tool.name_span), KINDS[_category(tool)]) for tool in others[:20]],
            help=_help(manifest, project, tools),
            subject=manifest.path,
        )


class _Surroundings:
    """What a list of entries and its project say about the tools in it."""

    def __init__(self, project: Project, purpose: Purpose, entries: tuple[Dependency, ...]) -> None:
        self.purpose = purpose
        self.is_published = project.is_published
        names = {entry.name for entry in entries}
        self.leaks = {category_of(name) for name in names} & {"test", "automation", "debug", "lint", "format", "typing"}
        self.is_service = not SERVICES.keys().isdisjoint(names)
        self.is_analysis = not DATA_SCIENCE.keys().isdisjoint(names)

    def is_out_of_place(self, entry: Dependency, category: str) -> bool:
        """No reason is known why production should need this tool."""
        if entry.path or "extra" in entry.marker or self.purpose.needs(entry.name, category):
            return False
        if entry.comment and _REASON.search(entry.comment):
            return False
        if self.is_published:
            return self._is_out_of_place_in_library(entry.name, category)
        if category == "interactive":
            return self.is_service and not self.is_analysis and entry.name not in SHELLS
        return category != "docs" or self.is_service

    def _is_out_of_place_in_library(self, name: str, category: str) -> bool:
        """Libraries use formatters and linters as libraries, command line tools call them: only in company they are surely left over."""
        if category in ("stubs", "docs", "interactive") or name == "build":
            return False
        callable_too = category in ("lint", "format", "typing", "build")
        return not (callable_too and self.purpose.has_command) or bool(self.leaks - {category})


def _is_explained(manifest: Manifest, entry: Dependency) -> bool:
    """The comment above the block that the entry stands in says what the block is for, and that is not development."""
    source = manifest.source
    number = source.position(entry.location.start).line
    for above in range(number - 1, max(number - _LONGEST_BLOCK, 0), -1):
        line = source.line(above).strip()
        if not line or manifest.kind not in ("requirements", "setup.cfg"):
            return False
        if line.startswith("#"):
            return bool(_PURPOSE.search(line)) and not _DEVELOPMENT.search(line)
    return False


def _category(entry: Dependency) -> str:
    return category_of(entry.name)


def _help(manifest: Manifest, project: Project, tools: list[Dependency]) -> str:
    """The commands that move the tools, or the file to move them to."""
    names = " ".join(tool.name for tool in tools[:8]) + (" ..." if len(tools) > 8 else "")
    them = "it" if len(tools) == 1 else "them"
    if manifest.kind == "pipfile":
        return f"pipenv uninstall {names} && pipenv install --dev {names}"
    if manifest.kind == "pyproject":
        used = manifest.metadata.tools if manifest.metadata else ()
        locks = {lock.kind for lock in project.locks}
        for tool, add in (("poetry", "add --group dev"), ("pdm", "add -d"), ("uv", "add --dev")):
            if f"{tool}.lock" in locks or (tool in used and not locks):
                return f"{tool} remove {names} && {tool} {add} {names}"
        return f"put {them} under `[dependency-groups]`, in `dev = [...]`"
    if manifest.kind == "requirements":
        suffix = ".in" if manifest.path.endswith(".in") else ".txt"
        beside = [other for other in project.of_kind("requirements") if project.serves_development(other) and other.path.endswith(suffix)]
        named = next((other.path for other in beside if "dev" in other.path), f"requirements-dev{suffix}")
        return f"move {them} to `{named}`"
    return f"move {them} to a `requirements-dev.txt` or to `[dependency-groups]` of pyproject.toml"
