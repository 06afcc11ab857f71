"""Compose files: Source -> Manifest with the images that their services build: Dockerfile, context and target stage.

Source: the Compose specification, "Compose Build Specification". Each build is two entries of `Installs.files`: "image", the Dockerfile
with the target stage as its extra, and behind it "context", the folder that it is built from, with what the service starts as its extra.
"""

from __future__ import annotations

import posixpath

from deplint.facts import Manifest
from deplint.installs import CommandFile, Installs
from deplint.readers.places.image_files import HIDDEN
from deplint.readers.places.yaml_settings import elements, entries, opened, text_of, unread
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_KIND = "compose"
_DEFAULT = regex(r"\$\{[A-Za-z_][A-Za-z0-9_]*:?-([^{}$]*)\}")


def read(source: Source) -> Manifest:
    """Reads a Compose file; one that is no YAML says nothing."""
    settings = opened(source) if "build" in source.text else None
    if settings is None:
        return unread(source, _KIND)
    files = [file for _, service in entries(settings.root.get("services")) for file in _build(settings, service)]
    return Manifest(source.path, _KIND, source, installs=Installs(files=tuple(files)), comments=settings.comments)


def _build(settings: Settings, service: Node) -> Iterator[CommandFile]:
    """The image that a service builds; `<<: *common` brings a build from elsewhere."""
    build = service.get("build") or service.get("<<", "build")
    if build is None:
        return
    context = build if build.string else build.get("context")
    if build.get("dockerfile_inline") or (context is not None and not context.string):
        return
    inside = _plain(context.string) if context is not None else "."
    folder = _in_tree(posixpath.dirname(settings.source.path), inside)
    file = build.get("dockerfile")
    written = _plain(file.string) if file is not None else "Dockerfile"
    path = None if folder is None else _in_tree(folder, written)
    target = build.get("target")
    stages = (_plain(target.string),) if target is not None and target.string else ()
    place = settings.at(file or context or build)
    yield CommandFile("image", written, () if path is None else (path,), place, stages)
    yield CommandFile("context", inside, () if folder is None else (folder,), place, _started(service))


def _started(service: Node) -> tuple[str, ...]:
    """What the service starts in place of what the image does."""
    found = [text_of(part) for name in ("entrypoint", "command") for part in _parts(service.get(name))]
    return (" ".join(found),) if found else ()


def _parts(node: Node | None) -> list[Node]:
    return [] if node is None else elements(node) or [node]


def _plain(value: str) -> str:
    """A value with the defaults of its variables, `$` where there is none."""
    value = _DEFAULT.sub(r"\1", value) if "$" in value else value
    return HIDDEN if "$" in value else value


def _in_tree(folder: str, path: str) -> str | None:
    """A path relative to a folder of the tree, None where it is a URL, unknown, or out of the tree."""
    if HIDDEN in path or "://" in path or path.startswith(("/", "~", "git@")):
        return None
    found = posixpath.normpath(posixpath.join(folder, path))
    return None if found.startswith("..") else "" if found == "." else found
