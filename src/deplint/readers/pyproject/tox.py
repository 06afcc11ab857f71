"""`[tool.tox]` of pyproject.toml into facts: tox's own tables, or an INI file in a string.

Source: tox's documentation, "Configuration", pyproject.toml - native and - INI.
"""

from __future__ import annotations

import posixpath

from deplint.facts import PythonConstraint
from deplint.installs import Installs
from deplint.readers.commands import install_commands_of
from deplint.readers.places.tox_environments import MOST, version_of
from deplint.readers.places.tox_sections import COMMANDS, DependencyLines, Sections, without_braces
from deplint.syntax import ini
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import InstallCommand
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node


def read_tox(draft: Draft, tox: Node) -> None:
    """Adds what the environments install, and the Pythons that they are made for."""
    legacy = tox.get("legacy_tox_ini")
    if legacy is not None:
        _read_legacy(draft, legacy)
        return
    draft.pythons += _pythons(draft, tox.get("env_list"))
    draft.installs = Installs(commands=tuple(_commands(draft, tox)))


def _read_legacy(draft: Draft, node: Node) -> None:
    try:
        root = ini.parse(node.string)
    except ini.IniError:
        return
    sections = Sections(draft.source, root, node.inner)
    draft.pythons += sections.pythons()
    draft.installs = sections.installs()


def _pythons(draft: Draft, listed: Node | None) -> Iterator[PythonConstraint]:
    """Each once. A table among the names (`{ product = [...] }`) makes names of lists of factors."""
    known: set[str] = set()
    for node in _strings(listed, 0):
        for factor in node.string.split("-"):
            version = version_of(factor)
            if version and version not in known:
                known.add(version)
                yield PythonConstraint("tox", factor, f"=={version}.*", draft.inside(node))


def _strings(node: Node | None, depth: int) -> Iterator[Node]:
    """The strings in lists and in the tables of products, as far down as tox has them."""
    if node is None or depth > 4:
        return
    if isinstance(node.value, str):
        yield node
    for element in node.elements():
        yield from _strings(element, depth + 1)
    yield from _strings(node.get("product"), depth + 1)


def _commands(draft: Draft, tox: Node) -> Iterator[InstallCommand]:
    environments = tox.get("env")
    folder = posixpath.dirname(draft.source.path)
    named = [("", tox.get("env_run_base")), *(environments.items() if environments is not None else ())]
    for name, table in named[:MOST]:
        if table is None:
            continue
        for key in COMMANDS:
            for command in _elements(table.get(key)):
                words = [(without_braces(each.string), *each.inner(0, len(each.string))) for each in _elements(command) if each.string]
                found, _ = install_commands_of(words, path=draft.source.path, folder=folder, context=name)
                yield from found
        dependencies = table.get("deps")
        if dependencies is None:
            continue
        reading = DependencyLines(draft.source.path, folder)
        for node in _elements(dependencies):
            if isinstance(node.value, str):
                reading.line(node.value, node.inner)
            else:
                reading.is_certain = False
        yield reading.command(name, draft.at(dependencies.span))


def _elements(node: Node | None) -> list[Node]:
    return [] if node is None else list(node.elements())[:MOST]
