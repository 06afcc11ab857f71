"""What tools are told of the Python, in pyproject.toml, into facts: the targets of Ruff and Black, the version that types are checked for.

Sources: the settings of Ruff, Black, mypy and Pyright.
"""

from __future__ import annotations

from deplint.facts import PythonConstraint
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node

_TARGET = regex(r"py([23])([0-9]{1,2})")
_VERSION = regex(r"[23]\.[0-9]{1,2}")


def read_targets(draft: Draft, tools: Node) -> None:
    """The tables below `[tool]`."""
    for keys in (("ruff", "target-version"), ("black", "target-version"), ("mypy", "python_version"), ("pyright", "pythonVersion")):
        node = tools.get(*keys)
        for each in () if node is None else [*node.elements()] if node.is_sequence else [node]:
            _target(draft, keys[0], each)


def _target(draft: Draft, tool: str, node: Node) -> None:
    value = node.string if isinstance(node.value, str) else draft.source.text[node.start : node.end]
    match = _TARGET.fullmatch(value)
    version = f"{match[1]}.{match[2]}" if match else value if _VERSION.fullmatch(value) else ""
    if version:
        draft.pythons.append(PythonConstraint(tool, value, f"=={version}.*", draft.inside(node)))
