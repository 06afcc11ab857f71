"""The parts that entries of Poetry's and of Pipenv's tables have in common: version, extras, a marker from several conditions."""

from __future__ import annotations

from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.facts import Dependency, Span
    from deplint.syntax.node import Node


def with_version(dependency: Dependency, node: Node | None) -> Dependency:
    """The dependency with the constraint that `node` holds, in the language of its form; nothing but blanks is none."""
    if node is None or not node.string.strip():
        return dependency
    return dependency._replace(specifier=node.string.strip(), specifier_span=stripped(node))


def with_extras(dependency: Dependency, node: Node | None) -> Dependency:
    """The dependency with the extras of an array."""
    if node is None or not node.is_sequence:
        return dependency
    extras = tuple(normalize(extra.string) for extra in node.elements() if extra.string)
    return dependency._replace(extras=extras, extras_span=node.span)


def with_conditions(dependency: Dependency, conditions: list[tuple[str, Node]]) -> Dependency:
    """The dependency with markers that must all hold, each with the value that says it; its place is that of the first."""
    if not conditions:
        return dependency
    texts = [text for text, _ in conditions]
    if len(texts) > 1:
        texts = [f"({text})" if " or " in text else text for text in texts]
    return dependency._replace(marker=" and ".join(texts), marker_span=stripped(conditions[0][1]))


def stripped(node: Node) -> Span | None:
    """The place of a string without the blanks at its ends; None for a blank one."""
    text = node.string
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return node.inner(start, end) if start < end else None


def is_true(table: Node, *keys: str) -> bool:
    """Does one of the keys hold `true`?"""
    return any(node is not None and node.value is True for node in map(table.get, keys))
