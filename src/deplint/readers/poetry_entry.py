"""One entry of a table of Poetry's dependencies into a `Dependency`.

Source: Poetry's documentation, "Dependency specification"; `poetry.core.factory.Factory.create_dependency`.
"""

from __future__ import annotations

from deplint.facts import Dependency
from deplint.names import normalize
from deplint.readers.entry_parts import is_true, with_conditions, with_extras, with_version
from deplint.readers.references import read_reference
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node

_KEYS = frozenset(
    (
        "version", "python", "platform", "markers", "allow-prereleases", "allows-prereleases", "optional", "extras", "develop",
        "source", "git", "branch", "tag", "rev", "subdirectory", "url", "file", "path", "hg", "svn",
    )
)  # fmt: skip


def read_entry(draft: Draft, name: str, entry: Node, value: Node, group: str, where: str) -> Iterator[Dependency]:
    """`entry` is what `name` leads to, `value` the same or one element of it: a constraint, or a table of properties.

    Yields nothing where it is neither, which is told.
    """
    key = entry.key or entry.span
    start = min(key[0], entry.start) if value is entry else value.start
    end = value.end
    base = Dependency(
        normalize(name), name, draft.source.text[start:end], draft.at((start, end)), key, group=group, form="poetry",
        comment=draft.comment(start, end),
    )  # fmt: skip
    if isinstance(value.value, str):
        yield with_version(base, value)
    elif not value.is_mapping:
        draft.refuse(value, f"{where}.{name}", "a version constraint or a table")
    elif value.value and _KEYS.isdisjoint(value.value):
        draft.refuse_entry(name, value, start)
    else:
        draft.string(value.get("version"), f"{where}.{name}.version")
        yield _from_table(base, value)


def _from_table(dependency: Dependency, table: Node) -> Dependency:
    dependency = with_extras(with_version(dependency, table.get("version")), table.get("extras"))
    dependency = with_conditions(dependency, list(_conditions(table)))
    source, reference = table.get("source"), read_reference(table)
    dependency = dependency._replace(
        optional=is_true(table, "optional"), editable=is_true(table, "develop"),
        prereleases=is_true(table, "allow-prereleases", "allows-prereleases"), index=source.string if source is not None else "",
    )  # fmt: skip
    if reference is None:
        return dependency
    return dependency._replace(url=reference.url, url_span=reference.span, path=reference.path)


def _conditions(table: Node) -> Iterator[tuple[str, Node]]:
    """What `markers`, `python` and `platform` say, as markers."""
    for key in ("markers", "python", "platform"):
        node = table.get(key)
        text = node.string.strip() if node is not None else ""
        if key == "python" and text:
            text = python_marker(text)
        elif key == "platform" and text:
            text = _platform_marker(text)
        if node is not None and text:
            yield text, node


def python_marker(constraint: str) -> str:
    """Poetry's constraint on Python as a marker; "" for any Python and for what can't be said.

    >>> python_marker("^3.8"), python_marker("2.7 || >=3.6.1"), python_marker("*")
    ('python_version >= "3.8" and python_version < "4"', 'python_version == "2.7" or python_full_version >= "3.6.1"', '')
    """
    from deplint.versions import clauses, poetry_union

    union = poetry_union(constraint)
    if union is None or "" in union:
        return ""
    ways = [" and ".join(_python_clause(clause.operator, clause.version) for clause in clauses(part)) for part in union]
    if len(ways) > 1:
        ways = [f"({way})" if " and " in way else way for way in ways]
    return " or ".join(ways)


def _python_clause(operator: str, version: str) -> str:
    """`python_version` knows two numbers; a bound beyond a minor version speaks of the full one (`>3.8` lets 3.8.1 in)."""
    numbers = version.removesuffix(".*").count(".") + 1
    full = numbers > 2 or operator in (">", "<=")
    if version.endswith(".*") and numbers == 2:
        version = version[:-2]
    return f'{"python_full_version" if full else "python_version"} {operator} "{version}"'


def _platform_marker(text: str) -> str:
    """`win32`, `!=win32` or several joined by `||`, as a marker."""
    ways = []
    for part in text.split("||"):
        part = part.strip()
        operator = "!=" if part.startswith("!") else "=="
        ways.append(f'sys_platform {operator} "{part.lstrip("!= ")}"')
    return " or ".join(ways)
