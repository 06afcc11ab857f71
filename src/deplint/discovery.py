"""A path into the kind of manifest that its name promises, and into the reason why it may be only an example of one.

Names alone decide; nothing is opened, except Python files in `find`, where only the text can tell whether there is a PEP 723 block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deplint.tree import Tree

EXACT = {
    "pyproject.toml": "pyproject",
    "setup.cfg": "setup.cfg",
    "setup.py": "setup.py",
    "Pipfile": "pipfile",
    "Pipfile.lock": "Pipfile.lock",
    "poetry.lock": "poetry.lock",
    "uv.lock": "uv.lock",
    "pdm.lock": "pdm.lock",
    "pylock.toml": "pylock",
    "pixi.toml": "pixi",
    "pixi.lock": "pixi.lock",
    ".python-version": "python-version",
    ".python-versions": "python-version",
    ".tool-versions": "tool-versions",
    "runtime.txt": "runtime-txt",
}
"""Names that a tool looks for letter by letter."""

SCRIPT_MARK = re.compile(rb"^# /// script[ \t\r]*$", re.MULTILINE)
"""The first line of a PEP 723 block."""

_WORDS = re.compile(r"[^-_. ]+")
_PLATFORM = re.compile(r"(?:(?:linux|osx|win)-(?:64|32|arm64|aarch64|ppc64le|s390x|armv7l)|noarch)\.(?:lock|txt)$")
"""What conda-lock and `conda list --explicit` are told to call their files: the platform (conda's own names of them) comes last."""
_PYLOCK = re.compile(r"pylock\.[^.]+\.toml$")

_SHORT = frozenset(("req", "reqs"))
_REQUIREMENTS_FOLDERS = frozenset(("requirements", "requirement", "requirements.d", *_SHORT))
_CONSTRAINTS_FOLDERS = frozenset(("constraints", "pip-constraints"))
_DEPENDENCY_FOLDERS = frozenset(("deps", "dependencies", "pip"))
# Names that tell a requirements file in a folder that may hold other things, too.
_STAGES = frozenset((
    "all", "base", "build", "ci", "common", "core", "cpu", "dev", "develop", "development", "doc", "docs", "extras", "gpu", "lint",
    "linting", "local", "main", "mypy", "optional", "prod", "production", "release", "runtime", "staging", "test", "testing", "tests",
    "typing",
))  # fmt: skip
# Lists for other package managers, lists for `pip uninstall -r`, and prose.
_NOT_PIP = frozenset((
    "apk", "apt", "brew", "business", "changelog", "cmakelists", "conda", "cran", "debian", "galaxy", "gem", "hardware", "julia",
    "license", "manifest", "node", "note", "notes", "npm", "readme", "rpm", "system", "ubuntu", "uninstall", "yum",
))  # fmt: skip
_CONDA_FOLDERS = frozenset(("envs", "conda-envs", "conda_envs", "conda-environments", "conda_environments"))


def kind_of(path: str) -> str:
    """The kind of manifest at `path`, "" where the name promises none. A PEP 723 script does not show in its name; see `find`."""
    name = path[path.rfind("/") + 1 :]
    kind = EXACT.get(name)
    if kind is None:
        by_suffix = _BY_SUFFIX.get(name[name.rfind(".") :].lower())
        return by_suffix(path, name.lower()) if by_suffix else ""
    # `runtime.txt` says which Python to run, but not among `base.txt` and `dev.txt`.
    return "requirements" if kind == "runtime-txt" and _below_requirements(path) else kind


def may_hold_facts(path: str) -> bool:
    """Is the path worth keeping in a listing? That is every manifest, and Python files for the sake of PEP 723."""
    return path.endswith(".py") or bool(kind_of(path))


def find(tree: Tree, skip: Callable[[str], bool] | None = None) -> dict[str, str]:
    """All manifests of a tree with their kinds, sorted by path; the text of every Python file that `skip` lets pass is looked at."""
    found = {}
    for path in tree.paths():
        kind = kind_of(path)
        if skip is not None and (kind or path.endswith(".py")) and skip(path):
            continue
        if kind or (path.endswith(".py") and _is_script(tree, path)):
            found[path] = kind or "script"
    return found


def _is_script(tree: Tree, path: str) -> bool:
    from deplint.tree import TreeError

    try:
        data = tree.read(path)
    except TreeError:
        return False
    return b"# /// script" in data and SCRIPT_MARK.search(data) is not None


def _text_kind(path: str, name: str) -> str:
    """`.txt`, `.in` and `.pip`: requirements and constraints by the word in the name, or by the folder."""
    if _PLATFORM.search(name) and name.endswith(".txt"):
        return "conda-explicit"
    words = _WORDS.findall(name[: name.rfind(".")])
    if not words or not _NOT_PIP.isdisjoint(words):
        return ""
    if "requirements" in name or "constraints" in name or name == "constraint.txt" or not _SHORT.isdisjoint((words[0], words[-1])):
        return "requirements"
    if _below_requirements(path):
        return "requirements"
    folder = path.lower().split("/")[-2:-1]
    if _CONSTRAINTS_FOLDERS.intersection(folder) or (_DEPENDENCY_FOLDERS.intersection(folder) and not _STAGES.isdisjoint(words)):
        return "requirements"
    return "requirements" if misspelt(path) else ""


def _below_requirements(path: str) -> bool:
    """Some folder of the path is `requirements`, or `test_requirements`, or short for it."""
    return any(folder in _REQUIREMENTS_FOLDERS or "requirements" in _WORDS.findall(folder) for folder in path.lower().split("/")[:-1])


def _yaml_kind(path: str, name: str) -> str:
    if "conda-lock" in name:
        return "conda-lock"
    words = _WORDS.findall(name)[:-1]
    if "environment" in name or "env" in words or words == ["conda"]:
        return "conda"
    folders = path.lower().split("/")[:-1]
    if _CONDA_FOLDERS.intersection(folders[-1:]) or (folders[-1:] == ["environments"] and ("conda" in folders or "python" in words)):
        return "conda"
    return ""


def _toml_kind(path: str, name: str) -> str:
    return "pylock" if _PYLOCK.match(name) else ""


def _lock_kind(path: str, name: str) -> str:
    if name.endswith(".py.lock"):
        return "uv.lock"
    if name.startswith("pdm.") and name.count(".") == 2:
        return "pdm.lock"
    return "conda-explicit" if _PLATFORM.search(name) else ""


def _misspelt_kind(path: str, name: str) -> str:
    return "requirements" if misspelt(path) else ""


_BY_SUFFIX: dict[str, Callable[[str, str], str]] = {
    ".txt": _text_kind,
    ".in": _text_kind,
    ".pip": _text_kind,
    ".yml": _yaml_kind,
    ".yaml": _yaml_kind,
    ".toml": _toml_kind,
    ".lock": _lock_kind,
    ".tx": _misspelt_kind,
    ".text": _misspelt_kind,
    ".txtt": _misspelt_kind,
    ".txt ": _misspelt_kind,
}


def misspelt(path: str) -> str:
    """The right name of a file that is called nearly `requirements.txt` or `requirements-dev.txt`, "" where the name is right or far off.

    Upper case is not misspelt here. Two letters may be missing, superfluous, different or swapped.
    """
    name = path[path.rfind("/") + 1 :].lower()
    # No other English word that is this near to "requirements" has a q: "retirements" and "recruitment" have none.
    if "q" not in name or not 10 <= len(name) <= 60:
        return ""
    stem, dot, suffix = name.rpartition(".")
    words = _WORDS.findall(stem)
    spelt = any(word.rstrip("0123456789") == "requirements" for word in words)
    if spelt and suffix in ("txt", "in", "pip"):
        return ""
    right = "requirements.txt"
    if 12 <= len(name) <= 18 and suffix.startswith("t") and _distance(name, right) <= 2:
        return right
    if suffix not in ("txt", "in", "pip") or len(words) < 2:
        return ""
    for word in words:
        if "q" in word and word != "requirement" and 10 <= len(word) <= 14 and _distance(word, "requirements") <= 2:
            return stem.replace(word, "requirements", 1) + dot + suffix
    return ""


def _distance(first: str, second: str) -> int:
    """How many letters to insert, delete, replace or swap with the next to get from one word to the other."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and other == first[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


_VENDORED = frozenset((
    "vendor", "_vendor", "vendored", "_vendored", "vendors", "third_party", "third-party", "thirdparty", "3rdparty", "3rd_party",
    "site-packages", "dist-packages", "node_modules", "bower_components",
))  # fmt: skip
_FIXTURES = frozenset((
    "fixture", "fixtures", "__fixtures__", "test_fixtures", "test-fixtures", "testdata", "test_data", "test-data", "testfiles",
    "test_files", "test-files", "test_resources", "test-resources", "snapshots", "__snapshots__", "cassettes", "__mocks__",
))  # fmt: skip
_EXAMPLES = frozenset((
    "demo", "demos", "tutorial", "tutorials", "quickstart", "quickstarts", "cookbook", "cookbooks", "snippets", "getting-started",
    "getting_started",
))  # fmt: skip
_EXAMPLE_WORDS = frozenset(("example", "examples", "sample", "samples"))
_TEMPLATES = frozenset((
    "template", "templates", "project_template", "project-template", "app_template", "app-template", "skeleton", "skeletons",
    "boilerplate", "scaffold", "scaffolds", "scaffolding",
))  # fmt: skip
_TESTS = frozenset(("test", "tests", "testing", "testcases", "test_cases", "test-cases"))
# Folders below `tests` that hold the requirements of the tests themselves, and not projects to test with.
_TEST_KINDS = frozenset((
    "acceptance", "benchmark", "benchmarks", "ci", "compat", "conformance", "docker", "e2e", "end2end", "functional", "integration",
    "integrations", "integration_tests", "load", "perf", "performance", "qa", "regression", "smoke", "stress", "system", "ui", "unit",
    "units", "web", *_REQUIREMENTS_FOLDERS, *_CONSTRAINTS_FOLDERS, *_DEPENDENCY_FOLDERS, *_CONDA_FOLDERS,
))  # fmt: skip


def is_example(path: str, scope: Sequence[str] = ()) -> str:
    """Why the file at `path` is a fixture, an example, a template or vendored, "" where nothing says so.

    scope  the folders and files that the user asked for. What they are called, and what stands above them, does not count: someone who
           lints `tests/fixtures/shop` wants to see it.
    """
    folders = path.split("/")[:-1]
    asked = max((each.count("/") + 1 for each in scope if each not in ("", ".") and (path + "/").startswith(each + "/")), default=0)
    for index in range(asked, len(folders)):
        if reason := _by_folder(folders[index].lower()) or _below_tests(folders, index):
            return reason
    name = path[path.rfind("/") + 1 :]
    return "a template by its name" if ("{{" in name or "{%" in name) and path not in scope else ""


def _by_folder(name: str) -> str:
    if name in _VENDORED:
        return f"vendored, in `{name}`"
    if name in _FIXTURES:
        return f"test data, in `{name}`"
    if name in _TEMPLATES or "{{" in name or "{%" in name or name.startswith("cookiecutter"):
        return f"a template, in `{name}`"
    if name in _EXAMPLES or ("mple" in name and any(word in _EXAMPLE_WORDS for word in _WORDS.findall(name))):
        return f"an example, in `{name}`"
    return ""


def _below_tests(folders: list[str], index: int) -> str:
    """A folder below `tests` that is no kind of test is a project to test with."""
    for depth in (1, 2):
        top = folders[index - depth].lower() if index >= depth else ""
        if top in _TESTS or top.endswith(("-tests", "_tests")):
            between = [folder.lower() for folder in folders[index - depth + 1 : index + 1]]
            if between[-1] not in _TEST_KINDS and all(folder in _TEST_KINDS for folder in between[:-1]):
                return f"test data, in `{top}/{'/'.join(between)}`"
    return ""
