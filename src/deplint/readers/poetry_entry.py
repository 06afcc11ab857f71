"""One entry of a table of Poetry's dependencies into a `Dependency`.

Source: Poetry's documentation, "Dependency specification"; `poetry.core.factory.Factory.create_dependency`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deplint.facts import Dependency
from deplint.names import normalize
from deplint.readers.references import read_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Span
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
        yield _constrained(base, value)
    elif not value.is_mapping:
        draft.refuse(value, f"{where}.{name}", "a version constraint or a table")
    elif value.value and _KEYS.isdisjoint(value.value):
        draft.refuse_entry(name, value, start)
    else:
        draft.string(value.get("version"), f"{where}.{name}.version")
        yield _from_table(base, value)


def _constrained(dependency: Dependency, node: Node) -> Dependency:
    return dependency._replace(specifier=node.string.strip(), specifier_span=stripped(node))


def stripped(node: Node) -> Span | None:
    """The place of a string without the blanks at its ends; None for a blank one."""
    text = node.string
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return node.inner(start, end) if start < end else None


def _from_table(dependency: Dependency, table: Node) -> Dependency:
    version, source = table.get("version"), table.get("source")
    if version is not None and version.string:
        dependency = _constrained(dependency, version)
    extras = table.get("extras")
    if extras is not None and extras.is_sequence:
        names = tuple(normalize(extra.string) for extra in extras.elements() if extra.string)
        dependency = dependency._replace(extras=names, extras_span=extras.span)
    marker, marker_span = _marker(table)
    dependency = dependency._replace(
        marker=marker, marker_span=marker_span, optional=_is_true(table, "optional"), editable=_is_true(table, "develop"),
        prereleases=_is_true(table, "allow-prereleases", "allows-prereleases"), index=source.string if source is not None else "",
    )  # fmt: skip
    reference = read_reference(table)
    if reference is None:
        return dependency
    return dependency._replace(url=reference.url, url_span=reference.span, path=reference.path)


def _is_true(table: Node, *keys: str) -> bool:
    return any(node is not None and node.value is True for node in map(table.get, keys))


def _marker(table: Node) -> tuple[str, Span | None]:
    """What `markers`, `python` and `platform` say together, as one marker; the place of the first of them."""
    parts: list[str] = []
    span: Span | None = None
    for key in ("markers", "python", "platform"):
        node = table.get(key)
        if node is None or not node.string.strip():
            continue
        text = node.string.strip()
        if key == "python":
            text = python_marker(text)
        elif key == "platform":
            text = _platform_marker(text)
        if text:
            parts.append(text)
            span = span or stripped(node)
    if len(parts) > 1:
        parts = [f"({part})" if " or " in part else part for part in parts]
    return " and ".join(parts), span


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
