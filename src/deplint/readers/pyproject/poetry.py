"""`[tool.poetry]` of pyproject.toml, of Poetry 1 and 2, into facts.

Sources: Poetry's documentation, "The pyproject.toml file" and "Dependency specification"; `poetry.core.factory` and
`poetry.core.packages.dependency_group` for what belongs to what where `[project]` stands beside it.
"""

from __future__ import annotations

from deplint.facts import Group, GroupInclude, PackageIndex, PythonConstraint
from deplint.names import normalize
from deplint.readers.poetry_entry import read_entry
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deplint.facts import Dependency
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node


_Additions = dict[tuple[str, str], "Dependency"]
"""What entries add to those that the standard tables declare, by group and name."""


def read_poetry(draft: Draft, root: Node, poetry: Node) -> None:
    """Adds what the table says; what it only adds to an entry of `[project]` or `[dependency-groups]` goes into that entry."""
    name = poetry.get("name")
    if name is not None and name.string and not draft.own_name:
        draft.own_name = normalize(name.string)
    declared = {_table_of(dependency) for dependency in draft.dependencies}
    additions: _Additions = {}
    _main(draft, root, poetry, additions)
    for group, node in draft.table(poetry.get("group"), "tool.poetry.group"):
        _group(draft, group, node, declared, additions)
    developed = poetry.get("dev-dependencies")
    if developed is not None:
        draft.dependencies.extend(_entries(draft, developed, "group:dev", "tool.poetry.dev-dependencies"))
        draft.groups.append(Group("group:dev", "tool.poetry.dev-dependencies", draft.keyed(developed), default=True))
    if additions:
        draft.dependencies[:] = [_enriched(dependency, additions) for dependency in draft.dependencies]
    _sources(draft, poetry)


def optional_groups(poetry: Node) -> frozenset[str]:
    """The names of the dependency groups that `poetry install` leaves out when nobody chooses."""
    groups = poetry.get("group")
    return frozenset(
        f"group:{normalize(name)}" for name, node in (groups.items() if groups else ()) if _is_optional(node)
    )  # fmt: skip


def _is_optional(group: Node) -> bool:
    optional = group.get("optional")
    return optional is not None and optional.value is True


def _table_of(dependency: Dependency) -> str:
    """The group as Poetry has it: what is in extras belongs to the main one."""
    return "runtime" if dependency.group.startswith("extra:") else dependency.group


def _main(draft: Draft, root: Node, poetry: Node, additions: _Additions) -> None:
    declared = [dependency for dependency in draft.dependencies if _table_of(dependency) == "runtime"]
    entries = list(_entries(draft, poetry.get("dependencies"), "runtime", "tool.poetry.dependencies"))
    if declared:
        _collect(additions, entries)
        added = _added_to_project(root, declared)
        draft.dependencies.extend(entry for entry in entries if added(entry))
        return
    extras = _extras(draft, poetry)
    for entry in entries:
        extra = extras.get(entry.name) if entry.optional else None
        draft.dependencies.append(entry._replace(group=extra) if extra else entry)


def _added_to_project(root: Node, declared: list[Dependency]) -> Callable[[Dependency], bool]:
    """Which entries are dependencies beside those of `[project]`: none, unless its `dynamic` leaves these to Poetry."""
    dynamic = root.get("project", "dynamic")
    left = {element.string for element in dynamic.elements()} if dynamic is not None else set()
    if left.isdisjoint(("dependencies", "optional-dependencies")):
        return lambda entry: False
    if all(dependency.optional for dependency in declared):
        return lambda entry: not entry.optional
    if not any(dependency.optional for dependency in declared):
        return lambda entry: entry.optional
    return lambda entry: False


def _group(draft: Draft, name: str, node: Node, declared: set[str], additions: _Additions) -> None:
    """`declared`: the groups to which the standard tables give dependencies, so that Poetry's only say more of them."""
    group = "runtime" if normalize(name) == "main" else f"group:{normalize(name)}"
    where = f"tool.poetry.group.{name}"
    if not node.is_mapping:
        draft.refuse(node, where, "a table")
        return
    entries = _entries(draft, node.get("dependencies"), group, f"{where}.dependencies")
    if group in declared:
        _collect(additions, entries)
        return
    draft.dependencies.extend(entries)
    included = draft.strings(node.get("include-groups"), f"{where}.include-groups")
    includes = tuple(GroupInclude(f"group:{normalize(element.string)}", draft.inside(element)) for element in included)
    if group != "runtime":
        draft.groups.append(Group(group, f"{where}.dependencies", draft.keyed(node), includes, not _is_optional(node)))


def _entries(draft: Draft, table: Node | None, group: str, where: str) -> Iterator[Dependency]:
    """One dependency for each entry, and for each element of a list of alternatives."""
    for name, node in draft.table(table, where):
        if name.lower() == "python":
            if group == "runtime":
                _python(draft, node)
        elif node.is_sequence:
            for element in node.elements():
                yield from read_entry(draft, name, node, element, group, where)
        else:
            yield from read_entry(draft, name, node, node, group, where)


def _python(draft: Draft, node: Node) -> None:
    value = node.string.strip()
    if not value:
        return
    from deplint.versions import poetry_to_pep440

    draft.pythons.append(PythonConstraint("requires-python", value, poetry_to_pep440(value) or "", draft.inside(node), "poetry"))


def _collect(additions: _Additions, entries: Iterable[Dependency]) -> None:
    """Joins what the entries of one name say of where it comes from."""
    for entry in entries:
        key = entry.group, entry.name
        known = additions.get(key)
        additions[key] = entry if known is None else _joined(known, entry)


def _enriched(dependency: Dependency, additions: _Additions) -> Dependency:
    addition = additions.get((_table_of(dependency), dependency.name))
    return dependency if addition is None or dependency.form == "poetry" else _joined(dependency, addition)


def _joined(dependency: Dependency, other: Dependency) -> Dependency:
    if other.url and not dependency.url:
        dependency = dependency._replace(url=other.url, url_span=other.url_span, path=other.path)
    return dependency._replace(
        index=dependency.index or other.index, editable=dependency.editable or other.editable,
        prereleases=dependency.prereleases or other.prereleases,
    )  # fmt: skip


def _extras(draft: Draft, poetry: Node) -> dict[str, str]:
    """The groups of `[tool.poetry.extras]`, added to the draft; and for each optional dependency the first extra that names it."""
    where = "tool.poetry.extras"
    named: dict[str, str] = {}
    for extra, node in draft.table(poetry.get("extras"), where):
        group = f"extra:{normalize(extra)}"
        draft.groups.append(Group(group, f"{where}.{extra}", draft.keyed(node)))
        for element in draft.strings(node, f"{where}.{extra}"):
            named.setdefault(normalize(element.string.strip()), group)
    return named


def _sources(draft: Draft, poetry: Node) -> None:
    """The sources by priority: the first one that Poetry always asks is the index, all others come beside it."""
    for table in draft.array(poetry.get("source"), "tool.poetry.source", "an array of tables"):
        url, name = table.get("url"), table.get("name")
        shown = url or name
        if shown is None or not shown.string:
            continue
        priority = _priority(table)
        first = priority in ("default", "primary") and all(index.kind != "index" for index in draft.indexes)
        draft.indexes.append(
            PackageIndex(
                "index" if first else "extra-index", url.string if url else "", draft.inside(shown),
                name.string if name else "", priority == "explicit",
            )
        )  # fmt: skip


def _priority(table: Node) -> str:
    """`priority`, or what `default` and `secondary` were before Poetry 1.5."""
    node = table.get("priority")
    if node is not None and node.string:
        return node.string.lower()
    for former in ("default", "secondary"):
        flag = table.get(former)
        if flag is not None and flag.value is True:
            return former
    return "primary"
