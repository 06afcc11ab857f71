"""The document of a pylock.toml into what breaks the specification in it, with its place. `packaging` is the judge.

Source: pylock.toml specification (PEP 751). The entries are read by `readers.locks`, whether they keep to it or not.
"""

from __future__ import annotations

from deplint.facts import Problem
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from deplint.model import Location, Source
    from deplint.syntax.node import Node

_STEP = regex(r"([^.\[\]]+)|\[([0-9]+)\]")
_MINOR = regex(r"1\.[0-9]+")
_KNOWN = "1.0"
_RULE = "unreadable-file"


def breach(source: Source, document: dict[str, Any]) -> Problem | None:
    """The first thing in the document that the specification does not allow, None where all is well.

    Installers refuse such a file as a whole. A newer minor version is read as the one that is known: others tell that it is new.
    """
    from packaging.pylock import Pylock, PylockValidationError

    version = document.get("lock-version")
    if isinstance(version, str) and _MINOR.fullmatch(version):
        document = {**document, "lock-version": _KNOWN}
    try:
        Pylock.from_dict(document)
    except PylockValidationError as error:
        path = error.context or "lock-version"
        said = error.message.splitlines()[0].replace("'", "`").strip().rstrip(":") if error.message else "it is not valid"
        message = f"`{path[:120]}` is not what the specification of pylock.toml (PEP 751) allows: {said[:1].lower()}{said[1:200]}"
        return Problem(_RULE, message, _place(source, path), "installers refuse the file for this", subject=path)
    except (ValueError, TypeError, RecursionError):
        return None
    return None


def _place(source: Source, path: str) -> Location:
    """The value at a path such as `packages[2].wheels[0]`, else the last thing on the way that is there.

    For hashes that is the file that they belong to, so that they are not told again where others look for them.
    """
    from deplint.syntax.toml import TomlError, parse

    try:
        node: Node | None = parse(source.text)
    except TomlError:
        return source.at(0, 0)
    span = 0, 0
    for name, number in _STEP.findall(path.removesuffix(".hashes")):
        if name:
            node = node.get(name) if node is not None else None
        else:
            elements = list(node.elements()) if node is not None else []
            node = elements[int(number)] if int(number) < len(elements) else None
        if node is None:
            break
        span = node.key if isinstance(node.value, list) and node.key else node.span
    return source.at(*span)
