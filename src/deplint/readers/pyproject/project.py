"""The tables of pyproject.toml that the packaging specifications define, into facts.

Sources: pyproject.toml specification (PEP 518, PEP 621), dependency groups (PEP 735).
"""

from __future__ import annotations

from deplint.facts import PythonConstraint
from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node

_PYTHON_CLASSIFIER = regex(r"Programming Language :: Python :: ([0-9]+\.[0-9]+)")


def read_project(draft: Draft, root: Node) -> None:
    """`[build-system]`, `[project]` and `[dependency-groups]`."""
    draft.requirements(root.get("build-system", "requires"), "build", "build-system.requires")
    name = root.get("project", "name")
    if name is not None and name.string:
        draft.own_name = normalize(name.string)
    draft.requirements(root.get("project", "dependencies"), "runtime", "project.dependencies")
    where = "project.optional-dependencies"
    for extra, node in draft.table(root.get("project", "optional-dependencies"), where):
        draft.group(f"extra:{normalize(extra)}", node, f"{where}.{extra}")
    for group, node in draft.table(root.get("dependency-groups"), "dependency-groups"):
        draft.group(f"group:{normalize(group)}", node, f"dependency-groups.{group}", includes_groups=True)
    read_requires_python(draft, root.get("project", "requires-python"), "project.requires-python")
    read_classifiers(draft, root.get("project", "classifiers"))


def read_requires_python(draft: Draft, node: Node | None, where: str) -> None:
    """A `requires-python` in the language of PEP 440; `specifier` stays empty where it is not in it."""
    value = draft.string(node, where)
    if node is None or not value.strip():
        return
    from deplint.versions import is_valid

    specifier = value.strip() if is_valid(value) else ""
    draft.pythons.append(PythonConstraint("requires-python", value, specifier, draft.inside(node)))


def read_classifiers(draft: Draft, node: Node | None) -> None:
    """The classifiers that name a minor version of Python."""
    for element in node.elements() if node is not None else ():
        match = _PYTHON_CLASSIFIER.fullmatch(element.string.strip()) if element.string else None
        if match:
            at = element.string.index(match[1])
            place = draft.at(element.inner(at, at + len(match[1])))
            draft.pythons.append(PythonConstraint("classifier", match[1], f"=={match[1]}.*", place))
