"""pyproject.toml: Source -> Manifest, whichever of the packaging tools the project uses."""

from __future__ import annotations

from deplint.readers.draft import Draft, broken
from deplint.readers.pyproject.metadata import read_metadata
from deplint.readers.pyproject.project import read_project
from deplint.syntax.toml import TomlError, parse_document
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Manifest
    from deplint.model import Source
    from deplint.syntax.node import Node

# Tools that are told for which Python they work.
_TOLD = ("ruff", "black", "mypy", "pyright")


def read(source: Source) -> Manifest:
    """The facts of one pyproject.toml. Groups are named as in `Dependency.group`; Hatch's environments are "group:hatch:NAME",
    pixi's features "group:pixi:NAME"."""
    try:
        document = parse_document(source.text)
    except TomlError as error:
        return broken(source, "pyproject", error)
    draft = Draft(source, document)
    root = document.root
    read_project(draft, root)
    _read_tools(draft, root)
    _mark_default_groups(draft, root)
    return draft.manifest("pyproject", read_metadata(draft, root))


def _read_tools(draft: Draft, root: Node) -> None:
    """The tables of the tools, Poetry's first, as uv's sources are for what all others declare."""
    poetry, pdm, hatch = root.get("tool", "poetry"), root.get("tool", "pdm"), root.get("tool", "hatch")
    if poetry is not None:
        from deplint.readers.pyproject.poetry import read_poetry

        read_poetry(draft, root, poetry)
    if pdm is not None:
        from deplint.readers.pyproject.pdm import read_pdm

        read_pdm(draft, pdm)
    setuptools, flit, uv = root.get("tool", "setuptools"), root.get("tool", "flit"), root.get("tool", "uv")
    if hatch is not None or setuptools is not None or flit is not None:
        from deplint.readers.pyproject.backends import read_flit, read_hatch, read_setuptools

        for node, reader in ((hatch, read_hatch), (setuptools, read_setuptools), (flit, read_flit)):
            if node is not None:
                reader(draft, node)
    if uv is not None:
        from deplint.readers.pyproject.uv import read_uv

        read_uv(draft, uv)
    pixi = root.get("tool", "pixi")
    if pixi is not None:
        from deplint.readers.pixi import read_pixi

        read_pixi(draft, pixi, "tool.pixi.", "group:pixi")
    tools = root.get("tool")
    if tools is not None and any(tools.get(name) is not None for name in _TOLD):
        from deplint.readers.pyproject.targets import read_targets

        read_targets(draft, tools)
    tox = root.get("tool", "tox")
    if tox is not None:
        from deplint.readers.pyproject.tox import read_tox

        read_tox(draft, tox)


def _mark_default_groups(draft: Draft, root: Node) -> None:
    """Says of each group of `[dependency-groups]` whether the project's tool installs it when nobody chooses.

    uv: `default-groups`, or `dev`. Poetry: all that are not optional. PDM: all. Without any of their tables uv's way is assumed,
    as only it installs what no table of its own asks for.
    """
    if all(not group.table.startswith("dependency-groups.") for group in draft.groups):
        return
    from deplint.readers.pyproject.uv import default_groups

    uv, poetry, pdm = root.get("tool", "uv"), root.get("tool", "poetry"), root.get("tool", "pdm")
    chosen = default_groups(uv)
    omitted: frozenset[str] = frozenset()
    if uv is None and poetry is not None:
        from deplint.readers.pyproject.poetry import optional_groups

        chosen, omitted = None, optional_groups(poetry)
    elif uv is None and pdm is not None:
        chosen = None
    for number, group in enumerate(draft.groups):
        if group.table.startswith("dependency-groups."):
            default = group.name not in omitted and (chosen is None or group.name in chosen)
            draft.groups[number] = group._replace(default=default)
