"""The shape of the program: floors, what is pure, and what a run imports. A module that is new must be put on its floor here."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "deplint"

# From the ground up. A module imports only from floors below its own, and within its own entry. An entry is a module, a package with all
# that is in it, or with a `*` all modules that begin so. What only type checkers import does not count.
FLOORS = (
    ("deplint", "typing_light"),
    ("regex",),
    ("credentials",),
    ("git", "names", "globs", "install_places"),
    ("listing",),
    ("tree", "model"),
    ("revision",),
    ("waivers", "facts", "installs", "fingerprint", "policy"),
    ("encoding", "discovery", "versions", "texts"),
    ("markers", "syntax", "data"),
    ("readers",),
    ("roles", "lock_inputs", "pairs"),
    ("project",),
    ("repository",),
    # What rules have in common, still without judging.
    ("comparison",),
    ("freshness",),
    ("questions",),
    ("lock_changes",),
    ("rule",),
    ("rules",),
    ("plugins", "presence", "report", "suppress", "precedence"),
    ("engine", "fixer", "examples"),
    ("repair",),
    ("reporters", "baseline"),
    ("config*",),
    ("testing",),
    ("docs",),
    ("cli*",),
    ("__main__",),
)
# The only modules that may touch the outside world: disk, processes, the clock, the terminal, the interpreter.
SHELL = {"git", "listing", "tree", "revision", "plugins", "engine", "config*", "testing", "docs", "cli*", "__main__"}
OUTSIDE = {
    "os", "sys", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "subprocess", "socket", "ssl", "http", "urllib.request",
    "ftplib", "logging", "time", "datetime", "random", "secrets", "threading", "multiprocessing", "concurrent", "asyncio", "ctypes",
    "pickle", "marshal", "pip", "requests", "importlib.metadata", "importlib.resources",
}  # fmt: skip
ACTS = {"open", "print", "input", "exec", "eval", "exit", "quit", "breakpoint", "__import__", "compile"}
# What the start of every run pays for. Raise a number only with a measurement of what the new import costs (`python -X importtime`).
VERSION_MODULES = 4
RUN_MODULES = 90
RUN_RULES = 20
EXPENSIVE = {
    "argparse",
    "ast",
    "dataclasses",
    "difflib",
    "hashlib",
    "inspect",
    "json",
    "logging",
    "packaging",
    "pathlib",
    "subprocess",
    "tokenize",
    "tomli",
    "typing",
    "yaml",
}


class Module:
    """One source file: its name without the package's, its tree, and what it imports when it runs."""

    def __init__(self, path: Path) -> None:
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        self.path = path
        self.name = ".".join(part for part in parts if part != "__init__") or "deplint"
        self.tree = ast.parse(path.read_text("utf-8"))

    def imports(self) -> Iterator[str]:
        """The full names of the modules that it imports, at its top or in its functions."""
        for node in self._running(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                assert node.module
                yield from self._meant(node.module, [alias.name for alias in node.names])

    def _meant(self, module: str, names: list[str]) -> Iterator[str]:
        """`from package import module` means the module."""
        for name in names:
            inner = PACKAGE.parent.joinpath(*module.split("."), name)
            yield f"{module}.{name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else module

    def _running(self, node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
                continue
            yield child
            yield from self._running(child)

    @property
    def own(self) -> set[str]:
        """The names of deplint's modules among its imports."""
        found = {name for name in self.imports() if name.partition(".")[0] == "deplint"}
        return {name.removeprefix("deplint.") for name in found}


@cache
def modules() -> dict[str, Module]:
    return {module.name: module for module in map(Module, sorted(PACKAGE.rglob("*.py")))}


def entry_of(name: str) -> str:
    """The entry of FLOORS that a module belongs to, "" for none."""
    top = name.partition(".")[0]
    entries = [entry for floor in FLOORS for entry in floor]
    if top in entries:
        return top
    return next((entry for entry in entries if entry.endswith("*") and top.startswith(entry[:-1])), "")


def floor_of(name: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if entry_of(name) in floor)


MODULES = pytest.mark.parametrize("name", list(modules()))


@MODULES
def test_every_module_has_a_floor(name: str) -> None:
    assert entry_of(name), f"put `{name}` into FLOORS"


@pytest.mark.parametrize("entry", [entry for floor in FLOORS for entry in floor])
def test_no_entry_is_left_over(entry: str) -> None:
    assert any(entry_of(name) == entry for name in modules())


@MODULES
def test_imports_lead_downwards(name: str) -> None:
    for other in modules()[name].own:
        assert entry_of(other) == entry_of(name) or floor_of(other) < floor_of(name), f"{name} imports {other}"


def test_no_imports_go_round() -> None:
    graph = {name: module.own - {name} for name, module in modules().items()}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("name", [name for name in modules() if name.startswith("rules.")])
def test_no_rule_knows_another_rule(name: str) -> None:
    family = name.rpartition(".")[0]
    shared = {other for other in modules()[name].own if other.startswith("rules.")}
    assert all(other.rpartition(".")[0] == family and other.rpartition(".")[2].startswith("_") for other in shared)


@pytest.mark.parametrize("name", [name for name in modules() if entry_of(name) not in SHELL])
def test_pure_modules_import_nothing_that_acts(name: str) -> None:
    imported = {other for other in modules()[name].imports() if not other.startswith("deplint")}
    assert not {other for other in imported if other in OUTSIDE or other.partition(".")[0] in OUTSIDE}


@pytest.mark.parametrize("name", [name for name in modules() if entry_of(name) not in SHELL])
def test_pure_modules_call_nothing_that_acts(name: str) -> None:
    calls = [node for node in ast.walk(modules()[name].tree) if isinstance(node, ast.Call)]
    assert not [call.func.id for call in calls if isinstance(call.func, ast.Name) and call.func.id in ACTS]


@pytest.mark.parametrize("name", [name for name in modules() if entry_of(name) not in ("cli*", "__main__")])
def test_only_the_command_line_prints_and_exits(name: str) -> None:
    for node in ast.walk(modules()[name].tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'":
            break
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in ("print", "sys.exit", "exit", "os._exit", "sys.stdout.write", "sys.stderr.write")
        if isinstance(node, ast.Raise) and node.exc:
            assert "SystemExit" not in ast.unparse(node.exc)


@pytest.mark.parametrize("name", [name for name in modules() if name.startswith(("rules.", "readers"))])
def test_rules_and_readers_keep_no_state(name: str) -> None:
    assert not [node for node in ast.walk(modules()[name].tree) if isinstance(node, (ast.Global, ast.Nonlocal))]


@pytest.mark.parametrize("name", [name for name in modules() if name != "typing_light"])
def test_typing_is_left_to_type_checkers(name: str) -> None:
    assert "typing" not in modules()[name].imports(), "import it from deplint.typing_light, or where TYPE_CHECKING is true"


@pytest.mark.parametrize("name", [name for name in modules() if name != "regex"])
def test_loading_a_module_compiles_nothing(name: str) -> None:
    assert not list(_compiled(modules()[name].tree)), "use deplint.regex, or compile it in the function that needs it"


def _compiled(node: ast.AST) -> Iterator[int]:
    """The lines in which `re.compile` is called as the module loads."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and ast.unparse(child.func) == "re.compile":
            yield child.lineno
        if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield from _compiled(child)


@MODULES
def test_first_line_says_what_the_module_is(name: str) -> None:
    module = modules()[name]
    assert not module.tree.body or ast.get_docstring(module.tree)


@MODULES
def test_no_module_is_too_long(name: str) -> None:
    assert len(modules()[name].path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("folder", sorted({path.parent for path in PACKAGE.rglob("*.py")}), ids=lambda folder: folder.name)
def test_every_folder_is_a_package(folder: Path) -> None:
    assert (folder / "__init__.py").is_file()


LOADED = """
import sys
before = set(sys.modules)
from deplint.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
loaded = sorted(set(sys.modules) - before)
import json
print(json.dumps(loaded), file=sys.stderr)
"""


def loaded_by(arguments: list[str], folder: Path) -> set[str]:
    """The modules that a run imports beyond those of the bare interpreter."""
    done = subprocess.run([sys.executable, "-I", "-c", LOADED, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)
    # To compile `\N{...}`, which only the very first run does, Python loads its table of names.
    return set(json.loads(done.stderr.splitlines()[-1])) - {"unicodedata"}


def test_importing_deplint_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import deplint; print(len(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) <= 2


def test_version_imports_next_to_nothing(tmp_path: Path) -> None:
    assert len(loaded_by(["--version"], tmp_path)) <= VERSION_MODULES


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("project")
    (folder / "requirements.txt").write_text("flask==3.0.2\nrequests==2.31.0  # the client\nurllib3>=2,<3\n")
    return loaded_by(["requirements.txt"], folder)


def test_a_run_on_requirements_imports_little(loaded: set[str]) -> None:
    assert len({name for name in loaded if not name.startswith("deplint.rules.")}) <= RUN_MODULES


def test_a_run_on_requirements_imports_few_rules(loaded: set[str]) -> None:
    assert len({name for name in loaded if name.startswith("deplint.rules.")}) <= RUN_RULES


@pytest.mark.parametrize("name", sorted(EXPENSIVE))
def test_a_run_on_requirements_does_without(loaded: set[str], name: str) -> None:
    assert name not in loaded


def test_rules_for_other_files_are_not_imported(loaded: set[str]) -> None:
    assert "deplint.rules.pins.conda_unpinned" not in loaded
