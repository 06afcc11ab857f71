"""What pyproject.toml says of the project itself into `Metadata`, whichever tool's table says it."""

from __future__ import annotations

from deplint.facts import Metadata
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node

TOOLS = ("poetry", "pdm", "uv", "hatch", "flit", "setuptools", "pixi", "comfy")
_SETUPTOOLS = "setuptools.build_meta:__legacy__"
# The tables that may name the project, the first one that does wins.
_TABLES = (("project",), ("tool", "poetry"), ("tool", "flit", "metadata"))


def read_metadata(draft: Draft, root: Node) -> Metadata:
    """The facts about the project as a whole."""
    name = _first(root, "name") or root.get("tool", "flit", "metadata", "dist-name") or root.get("tool", "flit", "metadata", "module")
    version = _first(root, "version")
    classifiers = tuple(dict.fromkeys(_classifiers(root)))
    return Metadata(
        name=name.string if name is not None else "",
        version=version.string if version is not None else "",
        dynamic=_strings(root.get("project", "dynamic")),
        backend=_backend(root.get("build-system")),
        private=_is_private(root, classifiers),
        classifiers=classifiers,
        tools=tuple(tool for tool in TOOLS if root.get("tool", tool) is not None),
        entry_points=tuple(dict.fromkeys(_entry_points(root))),
        name_location=draft.inside(name) if name is not None else None,
        keywords=tuple(keyword for table in _TABLES for keyword in _strings(root.get(*table, "keywords"))),
        urls=tuple(dict.fromkeys(_urls(root))),
    )


def _first(root: Node, key: str) -> Node | None:
    """The first string of that key in the tables that describe the project."""
    found = (root.get(*table, key) for table in _TABLES)
    return next((node for node in found if node is not None and node.string), None)


def _backend(build_system: Node | None) -> str:
    """The build backend; a `[build-system]` that names none means setuptools (PEP 517)."""
    if build_system is None or not build_system.is_mapping:
        return ""
    backend = build_system.get("build-backend")
    return backend.string if backend is not None and backend.string else _SETUPTOOLS


def _is_private(root: Node, classifiers: tuple[str, ...]) -> bool:
    """Is the project not to be published, or not even a package, by its own words?"""
    flags = (root.get("tool", "uv", "package"), root.get("tool", "poetry", "package-mode"), root.get("tool", "pdm", "distribution"))
    return any(flag is not None and flag.value is False for flag in flags) or any(
        classifier.startswith("Private ::") for classifier in classifiers
    )


def _classifiers(root: Node) -> Iterator[str]:
    for table in _TABLES:
        yield from _strings(root.get(*table, "classifiers"))


def _urls(root: Node) -> Iterator[str]:
    for table in _TABLES:
        named = root.get(*table, "urls")
        yield from (node.string for _, node in (named.items() if named is not None else ()) if node.string)
        for key in ("homepage", "repository", "documentation", "home-page"):
            node = root.get(*table, key)
            if node is not None and node.string:
                yield node.string


def _strings(node: Node | None) -> tuple[str, ...]:
    return tuple(element.string for element in node.elements() if element.string) if node is not None else ()


def _entry_points(root: Node) -> Iterator[str]:
    """The groups under which the project offers something to others (entry points specification)."""
    scripts = (("project",), ("tool", "poetry"), ("tool", "flit"))
    if any(root.get(*table, "scripts") is not None for table in scripts):
        yield "console_scripts"
    if root.get("project", "gui-scripts") is not None:
        yield "gui_scripts"
    for path in (("project", "entry-points"), ("tool", "poetry", "plugins"), ("tool", "flit", "entrypoints")):
        groups = root.get(*path)
        for name, _ in groups.items() if groups is not None else ():
            yield name
