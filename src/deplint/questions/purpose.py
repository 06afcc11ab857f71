"""A project into what it is made for: whether a development tool among its dependencies is its trade, and which lists serve development.

A pytest plugin needs pytest, a code generator needs black, and a list of nothing but tools serves development whatever it is called.
"""

from __future__ import annotations

from deplint.data.dev_tools import category_of
from deplint.regex import regex
from deplint.roles import Role
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.project import Project
    from deplint.repository import Repository

# Classifiers by the part that says it, https://pypi.org/classifiers/, and the categories of tools that such a project works with.
_TOPICS = (
    (":: Testing", "test"),
    (":: Quality Assurance", "test lint format typing"),
    (":: Code Generators", "lint format"),
    (":: Debuggers", "debug"),
    ("Documentation", "docs"),
    (":: Build Tools", "build automation"),
    (":: Packaging", "build automation"),
    (":: Software Distribution", "build automation"),
    (":: Stubs Only", "stubs typing"),
    ("Framework :: Pytest", "test"),
    ("Framework :: Hypothesis", "test"),
    ("Framework :: Flake8", "lint"),
    ("Framework :: tox", "automation"),
    ("Framework :: Sphinx", "docs"),
    ("Framework :: Jupyter", "interactive"),
    ("Framework :: IPython", "interactive"),
)
# Words in the name of a project, or of a folder, that say that all of it serves development.
_WORDS = frozenset(
    (
        "ci", "cookiecutter", "dev", "devcontainer", "develop", "development", "devtools", "example", "examples",
        "lint", "linter", "linters", "nox", "qa",
        "test", "tests", "testing", "testinfra", "tox", "typing", "constraint", "constraints",
    )
)  # fmt: skip
_AGGREGATES = frozenset(("all", "full", "everything", "complete", "combined"))
_DEPLOYED = frozenset(("prod", "production", "deploy", "deployment", "release", "heroku", "live", "staging", "server", "web", "app"))
_WORD = regex(r"[a-z]+(?:[0-9]+[a-z]+)*")
_INSTALLERS = frozenset(("pip", "setuptools", "wheel", "uv"))
_PLAIN = frozenset(("requirements", "requirement", "requirments", "pyproject", "pipfile", "setup"))


def words_of(name: str) -> frozenset[str]:
    """The words of a name or path in lower case, without the numbers behind them."""
    return frozenset(_WORD.findall(name.lower()))


class Purpose:
    """What a project is made for, as far as its metadata tells."""

    def __init__(self, project: Project) -> None:
        described = [manifest.metadata for manifest in project.manifests if manifest.metadata]
        offered = [group for each in described for group in each.entry_points]
        classifiers = [classifier for each in described for classifier in each.classifiers]
        self._said = [words_of(text) for text in (*project.names, *offered)]
        self._categories = {word for line in classifiers for topic, words in _TOPICS if topic in line for word in words.split()}
        self._is_tooling = any(category_of(name) or _WORDS & words_of(name) for name in project.names)
        self.has_command = "console_scripts" in offered
        """The project is called from the command line, and may call tools from there itself."""

    def needs(self, name: str, category: str) -> bool:
        """Is a tool of this name and category what the project works with?"""
        return self._is_tooling or category in self._categories or any(_family(name) <= words for words in self._said)


def _family(name: str) -> frozenset[str]:
    """What a tool's plugins have in their names: "pytest" for pytest-cov, but "diff" and "cover" for diff-cover."""
    first = name.partition("-")[0]
    return words_of(first if category_of(first) else name)


def has_notebooks(repository: Repository, project: Project) -> bool:
    """Some notebook stands in the folder of the project, or below it."""
    folder = f"{project.root}/" if project.root else ""
    return any(path.endswith(".ipynb") and path.startswith(folder) for path in repository.tree.paths())


def is_aggregate(manifest: Manifest) -> bool:
    """A file that puts production and development together on purpose: `all.txt`, or a bare list of files for some service to read."""
    words = words_of(manifest.path.rsplit("/", 1)[-1].rpartition(".")[0])
    if _AGGREGATES & words:
        return True
    if manifest.dependencies or _DEPLOYED & words:
        return False
    files = sum(include.kind == "requirements" for include in manifest.includes)
    return files > 2 or (files > 1 and manifest.source.text.lstrip().startswith("#"))


def production_lists(project: Project) -> Iterator[tuple[Manifest, tuple[Dependency, ...]]]:
    """The entries that production installs, file by file, at the place where somebody wrote them.

    Conda environments are not among them: they are what people work in, and have no other place for tools.
    """
    for manifest in project.of_kind("requirements", "pyproject", "pipfile", "setup.cfg", "setup.py"):
        if not serves_production(project, manifest):
            continue
        entries = tuple(each for each in manifest.dependencies if each.group == "runtime" and each.name and not each.optional)
        if project.role(manifest) is Role.COMPILED:
            entries = tuple(_asked_for(project, manifest, entries))
        if entries and not _holds_tools_only(project, manifest, entries):
            yield manifest, entries


def serves_production(project: Project, manifest: Manifest) -> bool:
    """Nothing says that the file is for development, for constraints, for an example or for everything at once."""
    if project.role(manifest) in (Role.DEV, Role.CONSTRAINTS, Role.LOCK, Role.EXAMPLE) or project.serves_development(manifest):
        return False
    below = manifest.path[project.root.rfind("/") + 1 :]  # from the project's own folder on, as what stands above it says nothing
    hidden = manifest.path.startswith(".") or "/." in manifest.path
    return not (hidden or _WORDS & words_of(below) or is_aggregate(manifest))


def _asked_for(project: Project, manifest: Manifest, entries: Iterable[Dependency]) -> Iterator[Dependency]:
    """What a compiled file holds because somebody wrote it down, where that place is not known to be linted itself."""
    pair = next((pair for pair in project.pairs if pair.compiled is manifest), None)
    if pair is not None and pair.inputs:
        return
    if manifest.header is None and not manifest.annotated:
        yield from entries
        return
    for entry in entries:
        sources = [via.text.removeprefix("-r ") for via in entry.via if via.text.startswith("-r ")]
        if any(not _WORDS & words_of(source) for source in sources):
            yield entry


def _holds_tools_only(project: Project, manifest: Manifest, entries: tuple[Dependency, ...]) -> bool:
    """Whether the content says that the file serves development: mostly tools, or in a file without a telling name nothing else."""
    if manifest.kind != "requirements" and project.is_published:
        return False
    judged = [entry for entry in entries if entry.name not in _INSTALLERS]
    tools = sum(bool(category_of(entry.name)) for entry in judged)
    others = len(judged) - tools
    if words_of(manifest.path.rsplit("/", 1)[-1].rpartition(".")[0] or manifest.path) <= _PLAIN:
        return not others and not any(include.kind == "requirements" for include in manifest.includes)
    return tools > others
