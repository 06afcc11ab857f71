"""SAM's template.yaml and serverless.yml: Source -> Manifest with the Python of the functions and their layers.

Sources: AWS::Serverless::Function and AWS::Lambda::Function of CloudFormation, the Serverless Framework's serverless.yml reference.
"""

from __future__ import annotations

import posixpath

from deplint.facts import Manifest, PythonConstraint
from deplint.installs import Installs, Layer
from deplint.readers.places.yaml_settings import elements, entries, opened, text_of, unread
from deplint.readers.python_versions import specifier
from deplint.readers.requirement_line import resolve
from deplint.regex import regex
from deplint.syntax.yaml import type_of
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source
    from deplint.readers.places.yaml_settings import Settings
    from deplint.syntax.node import Node

_RUNTIME = regex(r"python[0-9]+\.[0-9]+")
_FUNCTIONS = ("AWS::Serverless::Function", "AWS::Lambda::Function")


def read(source: Source) -> Manifest:
    """Reads either of the two, told apart by the name of the file."""
    kind = "serverless" if source.path.rpartition("/")[2].startswith("serverless") else "sam"
    settings = opened(source)
    if settings is None:
        return unread(source, kind)
    functions = list(_serverless(settings) if kind == "serverless" else _sam(settings))
    pythons = tuple(dict.fromkeys(constraint for node, folder, _ in functions for constraint in _python(settings, node, folder)))
    layers = tuple(layer for _, _, nodes in functions for layer in _layers(settings, nodes))
    return Manifest(source.path, kind, source, pythons=pythons, comments=settings.comments, installs=Installs(layers=layers))


Function = tuple["Node | None", "str | None", "Node | None"]
"""The runtime, the folder of the code, and the layers."""


def _sam(settings: Settings) -> Iterator[Function]:
    """What a function does not say itself, `Globals` says for it. Functions that are images have no runtime."""
    path = settings.source.path
    common = settings.root.get("Globals", "Function")
    runtime, code = (common.get("Runtime"), common.get("CodeUri")) if common else (None, None)
    if common is not None:
        yield None, None, common.get("Layers")
    for _, resource in entries(settings.root.get("Resources")):
        properties = resource.get("Properties")
        if text_of(resource.get("Type")) in _FUNCTIONS and properties is not None:
            is_image = text_of(properties.get("PackageType")) == "Image"
            python = None if is_image else properties.get("Runtime") or runtime
            yield python, _folder(path, properties.get("CodeUri") or code), properties.get("Layers")


def _serverless(settings: Settings) -> Iterator[Function]:
    """All functions are packaged together from the folder of the file, unless the plugin for Python is told to take a `module`.

    A function with an `image` has no runtime.
    """
    own = posixpath.dirname(settings.source.path)
    provider = settings.root.get("provider")
    runtime = provider.get("runtime") if provider is not None else None
    if provider is not None:
        yield None, None, provider.get("layers")
    for _, function in entries(settings.root.get("functions")):
        folder = None if function.get("module") is not None else own
        python = None if function.get("image") is not None else function.get("runtime") or runtime
        yield python, folder, function.get("layers")


def _folder(path: str, node: Node | None) -> str | None:
    """The folder that `CodeUri` names."""
    target = text_of(node)
    if not target or target.startswith("s3:"):
        return None
    found = resolve(path, target)
    if found == ".":
        return ""
    return found or None


def _python(settings: Settings, node: Node | None, folder: str | None) -> Iterator[PythonConstraint]:
    value = text_of(node)
    if node is not None and _RUNTIME.fullmatch(value):
        yield PythonConstraint("lambda", value, specifier(value), settings.at(node), folder=folder)


def _layers(settings: Settings, nodes: Node | None) -> Iterator[Layer]:
    """The ARNs: `!Sub` may fill in the region and the account, but what else has a tag or a variable at its end is not known."""
    for node in elements(nodes):
        arn = node.value if isinstance(node.value, str) and type_of(node) in ("str", "!Sub") else text_of(node.get("Fn::Sub"))
        place = node if isinstance(node.value, str) else node.get("Fn::Sub")
        before, _, rest = arn.partition(":layer:")
        if place is None or not before.startswith("arn:") or ":lambda:" not in before:
            continue
        name, _, version = rest.partition(":")
        if name and "$" not in rest:
            yield Layer(arn, version, settings.at(place))
