"""The tables of Hatch, setuptools and Flit in pyproject.toml into facts.

Sources: Hatch's documentation, "Environments"; hatch-requirements-txt's; setuptools', "Dynamic metadata"; Flit's, "The
pyproject.toml config file" (old style metadata).
"""

from __future__ import annotations

from deplint.facts import Group, GroupInclude, Include
from deplint.names import normalize
from deplint.readers.pyproject.project import read_classifiers, read_requires_python
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node


def read_hatch(draft: Draft, hatch: Node) -> None:
    """`[tool.hatch.envs.X]`: a group "group:hatch:X" for each; and the files of the hook that reads requirements."""
    for name, node in draft.table(hatch.get("envs"), "tool.hatch.envs"):
        if node.is_mapping:
            _environment(draft, name, node)
    hook = hatch.get("metadata", "hooks", "requirements_txt")
    if hook is not None:
        where = "tool.hatch.metadata.hooks.requirements_txt"
        _dynamic(draft, hook.get("files"), f"{where}.files")
        for extra, node in draft.table(hook.get("optional-dependencies"), f"{where}.optional-dependencies"):
            _dynamic(draft, node, f"{where}.optional-dependencies.{extra}")


def _environment(draft: Draft, name: str, node: Node) -> None:
    group = f"group:hatch:{normalize(name)}"
    where = f"tool.hatch.envs.{name}"
    for key in ("dependencies", "extra-dependencies"):
        for element in draft.array(node.get(key), f"{where}.{key}", "an array of requirement strings"):
            told = len(draft.problems)
            draft.requirement(element, group, f"{where}.{key}")
            if "{" in element.string:  # Hatch fills in `{root:uri}`, `{env:NAME}` and the like
                del draft.problems[told:]
    includes = [
        GroupInclude(f"{kind}:{normalize(element.string)}", draft.inside(element))
        for key, kind in (("features", "extra"), ("dependency-groups", "group"))
        for element in draft.strings(node.get(key), f"{where}.{key}")
    ]
    draft.groups.append(Group(group, where, draft.keyed(node), tuple(includes)))


def read_setuptools(draft: Draft, setuptools: Node) -> None:
    """`[tool.setuptools.dynamic]`: the files that dependencies and extras are read from when the project is built."""
    where = "tool.setuptools.dynamic"
    dynamic = setuptools.get("dynamic")
    if dynamic is None:
        return
    _file(draft, dynamic.get("dependencies"), f"{where}.dependencies")
    for extra, node in draft.table(dynamic.get("optional-dependencies"), f"{where}.optional-dependencies"):
        _file(draft, node, f"{where}.optional-dependencies.{extra}")


def _file(draft: Draft, node: Node | None, where: str) -> None:
    files = node.get("file") if node is not None else None
    if files is not None:
        _dynamic(draft, files, f"{where}.file")


def _dynamic(draft: Draft, files: Node | None, where: str) -> None:
    """A path or an array of paths."""
    from deplint.readers.requirement_line import resolve

    nodes = [files] if files is not None and files.string else draft.strings(files, where)
    for node in nodes:
        target = node.string
        draft.includes.append(Include("dynamic", target, resolve(draft.source.path, target), draft.inside(node)))


def read_flit(draft: Draft, flit: Node) -> None:
    """`[tool.flit.metadata]`, which Flit used before PEP 621."""
    where = "tool.flit.metadata"
    metadata = flit.get("metadata")
    if metadata is None or not metadata.is_mapping:
        return
    draft.requirements(metadata.get("requires"), "runtime", f"{where}.requires")
    developed = metadata.get("dev-requires")
    if developed is not None:  # Flit publishes it as the extra `dev`
        draft.group("extra:dev", developed, f"{where}.dev-requires")
    for extra, node in draft.table(metadata.get("requires-extra"), f"{where}.requires-extra"):
        draft.group(f"extra:{normalize(extra)}", node, f"{where}.requires-extra.{extra}")
    read_requires_python(draft, metadata.get("requires-python"), f"{where}.requires-python")
    read_classifiers(draft, metadata.get("classifiers"))
