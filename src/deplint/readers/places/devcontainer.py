"""devcontainer.json: Source -> Manifest with its image, its Python and what its commands install (https://containers.dev/implementors/json_reference/).

It is JSON with comments and trailing commas. Without the comments it is YAML, too, which is how it is read: so every value has its place.
"""

from __future__ import annotations

import posixpath
import re

from deplint.facts import Comment, Manifest, PythonConstraint
from deplint.installs import CommandFile, Installs, Stage
from deplint.readers.commands import install_commands, install_commands_of
from deplint.readers.places.base_images import python_of
from deplint.readers.places.yaml_settings import LARGEST, elements, entries, text_of, unread
from deplint.readers.python_versions import specifier
from deplint.readers.requirement_line import resolve
from deplint.regex import regex
from deplint.syntax.yaml import YamlError, parse
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.installs import InstallCommand, Piped
    from deplint.model import Source
    from deplint.syntax.node import Node

_KIND = "devcontainer"
_COMMANDS = ("initializeCommand", "onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand")
_TOKEN = regex(r'"(?:[^"\\\n]|\\.)*(?:"|$)|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|\t', re.MULTILINE)
_FEATURE = regex(r"ghcr\.io/devcontainers/features/python(?::[^@]*)?(?:@.*)?|python")


def read(source: Source) -> Manifest:
    """Reads a devcontainer.json; one that is no JSON says nothing."""
    text = source.text
    if len(text) > LARGEST or "\0" in text:
        return unread(source, _KIND)
    try:
        root = parse(_TOKEN.sub(_blank, text))
    except YamlError:
        return unread(source, _KIND)
    reader = _Reader(source, root)
    return Manifest(
        source.path, _KIND, source, pythons=tuple(reader.pythons()), comments=tuple(_comments(source)), installs=reader.installs()
    )


def _blank(token: re.Match[str]) -> str:
    """Blanks in place of a comment or tab; the ends of lines stay."""
    found = token[0]
    return found if found[0] == '"' else "".join("\n" if character == "\n" else " " for character in found)


def _comments(source: Source) -> Iterator[Comment]:
    for match in _TOKEN.finditer(source.text) if "deplint" in source.text else ():
        if match[0].startswith("//") and "deplint" in match[0]:
            yield Comment(match[0].lstrip("/").strip(), source.at(match.start(), match.end()))


class _Reader:
    """Goes through the keys once."""

    def __init__(self, source: Source, root: Node) -> None:
        self.source = source
        self.root = root
        folder = posixpath.dirname(source.path)
        # Commands run in the folder of the workspace, above `.devcontainer`.
        parts = folder.split("/")
        self.folder = "/".join(parts[: parts.index(".devcontainer")]) if ".devcontainer" in parts else folder

    def pythons(self) -> Iterator[PythonConstraint]:
        """The Python of the image and of the feature that installs one."""
        image = self.root.get("image")
        found = python_of(text_of(image)) if image is not None else None
        if image is not None and found:
            version, span = found
            yield PythonConstraint(_KIND, version, specifier(version), self.source.at(*image.inner(*span)))
        for name, feature in entries(self.root.get("features")):
            node = feature.get("version") if feature.is_mapping else feature
            version = text_of(node)
            if _FEATURE.fullmatch(name) and node is not None and specifier(version):
                yield PythonConstraint(_KIND, version, specifier(version), self.source.at(*node.inner(0, len(version))))

    def installs(self) -> Installs:
        """The image, the Dockerfile, and the commands."""
        commands: list[InstallCommand] = []
        piped: list[Piped] = []
        for key in _COMMANDS:
            node = self.root.get(key)
            for each in [node, *(value for _, value in entries(node))] if node is not None else ():
                found = self._installed(each, key)
                commands += found[0]
                piped += found[1]
        image = self.root.get("image")
        stages = (Stage("", text_of(image), 0, False, self.source.at(*image.span)),) if image is not None and text_of(image) else ()
        return Installs(commands=tuple(commands), stages=stages, piped=tuple(piped), files=tuple(self._files()))

    def _installed(self, node: Node, key: str) -> tuple[tuple[InstallCommand, ...], tuple[Piped, ...]]:
        """A string is for a shell, a list is run as it is."""
        if text_of(node):
            return install_commands(node.string, path=self.source.path, span=node.inner, folder=self.folder, context=key)
        words = [(each.string, *each.inner(0, len(each.string))) for each in elements(node) if text_of(each)]
        return install_commands_of(words, path=self.source.path, folder=self.folder, context=key)

    def _files(self) -> Iterator[CommandFile]:
        for node in (self.root.get("build", "dockerfile"), self.root.get("dockerFile")):
            if node is not None and text_of(node):
                found = resolve(self.source.path, node.string)
                yield CommandFile("dockerfile", node.string, (found,) if found else (), self.source.at(*node.span))
