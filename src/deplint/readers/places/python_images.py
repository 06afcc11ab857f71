"""The name of a container image into the Python that it provides: `python:3.11-slim`, `cimg/python:3.12`."""

from __future__ import annotations

from deplint.installs import CommandOption
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Source
    from deplint.syntax.node import Node

# The official image wherever it is mirrored, and CircleCI's.
_IMAGE = regex(r"(?:[\w.-]+(?::\d+)?/)*python:(\d+\.\d+(?:\.\d+)?(?:(?:a|b|rc)\d+)?)(?=[-@]|$)")


def python_of_image(source: Source, node: Node) -> CommandOption | None:
    """The version in the tag, with its place; None where it names none, or a variable is in it."""
    match = _IMAGE.match(node.string)
    return CommandOption("image", match[1], source.at(*node.inner(*match.span(1)))) if match else None
