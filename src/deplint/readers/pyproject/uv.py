"""`[tool.uv]` of pyproject.toml, or of the block of a script, into facts.

Source: uv's documentation, "Settings", "Managing dependencies" and "Using workspaces".
"""

from __future__ import annotations

from deplint.facts import Include, Option, PackageIndex
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node

_MOST_SOURCES = 100
"""Sources of one package that are looked at; who has more means harm."""


def read_uv(draft: Draft, uv: Node) -> None:
    """Adds what the table says, and gives the dependencies read before their `[tool.uv.sources]`."""
    developed = uv.get("dev-dependencies")
    if developed is not None:
        chosen = default_groups(uv)
        draft.group("group:dev", developed, "tool.uv.dev-dependencies", default=chosen is None or "group:dev" in chosen)
    table = uv.get("sources")
    if table is not None:
        sources = {normalize(name): node for name, node in table.items()}
        draft.dependencies[:] = [_from_source(dependency, sources.get(dependency.name)) for dependency in draft.dependencies]
    draft.requirements(uv.get("constraint-dependencies"), "constraint", "tool.uv.constraint-dependencies")
    draft.requirements(uv.get("override-dependencies"), "override", "tool.uv.override-dependencies")
    read_indexes(draft, uv)
    for member in draft.strings(uv.get("workspace", "members"), "tool.uv.workspace.members"):
        draft.includes.append(Include("member", member.string, "", draft.inside(member)))


def default_groups(uv: Node | None) -> frozenset[str] | None:
    """The names of the dependency groups that `uv sync` installs when nobody chooses; None for all of them."""
    node = uv.get("default-groups") if uv is not None else None
    if node is None:
        return frozenset(("group:dev",))
    if node.string == "all":
        return None
    return frozenset(f"group:{normalize(element.string)}" for element in node.elements())


def _from_source(dependency: Dependency, source: Node | None) -> Dependency:
    """The dependency with what its entry in `sources` says of where it comes from.

    Several sources divide the environments by markers. The dependency then stands for the most particular one: a repository,
    URL or path before an index.
    """
    if source is None or dependency.url:
        return dependency
    from deplint.readers.references import read_reference

    index = None
    for table in source.value[:_MOST_SOURCES] if source.is_sequence else (source,):
        if not _applies(table, dependency):
            continue
        member = table.get("workspace")
        if member is not None and member.value is True:
            return dependency._replace(path=True, editable=_flag(table, "editable", True))
        reference = read_reference(table)
        if reference is not None:
            return dependency._replace(
                url=reference.url, url_span=reference.span, path=reference.path, editable=_flag(table, "editable", False)
            )
        index = index or table.get("index")
    return dependency._replace(index=index.string) if index is not None else dependency


def _applies(table: Node, dependency: Dependency) -> bool:
    """Is the source for this dependency's extra or group? One that names none is for all."""
    for kind in ("extra", "group"):
        named = table.get(kind)
        if named is not None and named.string and dependency.group != f"{kind}:{normalize(named.string)}":
            return False
    return table.is_mapping


def _flag(table: Node, key: str, default: bool) -> bool:
    node = table.get(key)
    return node.value if node is not None and isinstance(node.value, bool) else default


def read_indexes(draft: Draft, uv: Node) -> None:
    """Adds the indexes of `[tool.uv]`, or of a uv.toml, and how they are asked."""
    for table in draft.array(uv.get("index"), "tool.uv.index", "an array of tables"):
        url, name = table.get("url"), table.get("name")
        if url is None or not url.string:
            continue
        flat = table.get("format")
        kind = "index" if _flag(table, "default", False) else "extra-index"
        if flat is not None and flat.string == "flat":
            kind = "find-links"
        explicit = _flag(table, "explicit", False)
        draft.indexes.append(PackageIndex(kind, url.string, draft.inside(url), name.string if name else "", explicit))
    for settings in (uv, uv.get("pip")):
        if settings is not None:
            draft.indexes.extend(_older_indexes(draft, settings))
            strategy = settings.get("index-strategy")
            if strategy is not None and strategy.string:
                draft.options.append(Option("index-strategy", strategy.string, draft.inside(strategy)))


def _older_indexes(draft: Draft, settings: Node) -> Iterator[PackageIndex]:
    """`index-url` and its companions, in `[tool.uv]` and `[tool.uv.pip]`."""
    url = settings.get("index-url")
    if url is not None and url.string:
        yield PackageIndex("index", url.string, draft.inside(url))
    for key, kind in (("extra-index-url", "extra-index"), ("find-links", "find-links"), ("allow-insecure-host", "trusted-host")):
        node = settings.get(key)
        for element in node.elements() if node is not None else ():
            if element.string:
                yield PackageIndex(kind, element.string, draft.inside(element))
    none = settings.get("no-index")
    if none is not None and none.value is True:
        yield PackageIndex("no-index", "", draft.keyed(none))
