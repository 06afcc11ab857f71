"""pixi.toml, and `[tool.pixi]` of pyproject.toml, into facts.

Source: pixi's manifest reference (`reference/pixi_manifest.md`): `dependencies` are versions of conda packages, or tables;
`pypi-dependencies` are versions of PEP 440, or tables. Both may stand in a feature and in a target (a platform). What `[package]`
needs is a recipe's affair and not read.
"""

from __future__ import annotations

from deplint.facts import Dependency, Group, PackageIndex, PythonConstraint
from deplint.names import normalize
from deplint.readers.draft import Draft, broken
from deplint.readers.entry_parts import stripped, with_extras
from deplint.readers.references import read_reference
from deplint.syntax.conda_version import invalid_version, to_pep440
from deplint.syntax.toml import TomlError, parse_document
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Source
    from deplint.syntax.node import Node

_SYSTEMS = {"linux": "linux", "osx": "darwin", "win": "win32"}
_MACHINES = {"64": "x86_64", "arm64": "arm64", "aarch64": "aarch64", "ppc64le": "ppc64le"}
_FIELDS = ("build", "build-number", "subdir", "file-name", "sha256", "md5", "license")
_BASE = "runtime"
_TABLES = ("dependencies", "pypi-dependencies", "target", "host-dependencies", "build-dependencies")


def read(source: Source) -> Manifest:
    """The facts of a pixi.toml. The dependencies of all environments are in group "runtime", those of a feature in "group:NAME".

    So are those that a single environment asks for.
    """
    try:
        document = parse_document(source.text)
    except TomlError as error:
        return broken(source, "pixi", error)
    draft = Draft(source, document)
    read_pixi(draft, document.root)
    return draft.manifest("pixi")


def read_pixi(draft: Draft, root: Node, where: str = "", base: str = _BASE) -> None:
    """The tables of pixi below `root`.

    where  the dotted key of `root` with its dot, "" for that of the document
    base   the group of what stands outside of features: theirs are "group:NAME", or "BASE:NAME" for another base
    """
    for table in (root.get("workspace"), root.get("project")):
        if table is not None:
            _sources(draft, table)
    _sources(draft, root)
    _feature(draft, root, where, base)
    for name, feature in draft.table(root.get("feature"), f"{where}feature"):
        if not feature.is_mapping:
            draft.refuse(feature, f"{where}feature.{name}", "a table")
        else:
            _named(draft, name, feature, f"{where}feature.{name}", base)
    environments = root.get("environments")
    for name, environment in environments.items() if environments is not None else ():
        if environment.is_mapping and any(environment.get(key) is not None for key in _TABLES):
            _named(draft, name, environment, f"{where}environments.{name}", base)


def _named(draft: Draft, name: str, table: Node, where: str, base: str) -> None:
    """A feature, or what an environment asks for of its own."""
    group = f"group:{name}" if base == _BASE else f"{base}:{name}"
    draft.groups.append(Group(group, where, draft.keyed(table)))
    _sources(draft, table)
    _feature(draft, table, f"{where}.", group)


def _feature(draft: Draft, table: Node, where: str, group: str) -> None:
    """The dependencies of one feature, for all platforms and for single ones."""
    _dependencies(draft, table, where, group, "")
    for platform, target in draft.table(table.get("target"), f"{where}target"):
        if target.is_mapping:
            _dependencies(draft, target, f"{where}target.{platform}.", group, platform_marker(platform))
        else:
            draft.refuse(target, f"{where}target.{platform}", "a table")


def _dependencies(draft: Draft, table: Node, where: str, group: str, marker: str) -> None:
    for key, into in (("dependencies", group), ("host-dependencies", group), ("build-dependencies", "build")):
        for name, node in draft.table(table.get(key), f"{where}{key}"):
            _conda(draft, name, node, f"{where}{key}.{name}", into, marker)
    for name, node in draft.table(table.get("pypi-dependencies"), f"{where}pypi-dependencies"):
        _pypi(draft, name, node, f"{where}pypi-dependencies.{name}", group, marker)


def _entry(draft: Draft, written: str, node: Node, group: str, marker: str) -> Dependency:
    key = node.key or node.span
    start, end = min(key[0], node.start), max(key[1], node.end)
    text = draft.source.text[start:end]
    comment = draft.comment(start, end)
    return Dependency(normalize(written), written, text, draft.at((start, end)), key, marker=marker, group=group, comment=comment)


def _conda(draft: Draft, name: str, node: Node, where: str, group: str, marker: str) -> None:
    """`name = "version"` or a table with `version`, `build`, `channel`, or with a source that the package is built from."""
    version = node.get("version") if node.is_mapping else node
    if not node.is_mapping and not isinstance(node.value, str):
        draft.refuse(node, where, "a version or a table")
        return
    entry = _entry(draft, name, node, group, marker)._replace(name=name.lower(), form="conda")
    if version is not None and version.string.strip():
        specifier = "".join(version.string.split())
        entry = entry._replace(specifier=specifier, specifier_span=stripped(version))
    options = tuple(f"{key}={text}" for key in _FIELDS if (text := _text(node, key)))
    entry = entry._replace(index=_text(node, "channel"), options=options)
    reference = read_reference(node) if node.is_mapping else None
    if reference is not None:
        entry = entry._replace(url=reference.url, url_span=reference.span, path=reference.path)
    draft.dependencies.append(entry)
    if name == "python" and entry.specifier not in ("", "*") and not group.startswith("group:pixi"):
        build = next((option for option in options if option.startswith("build=")), "")
        specifier = "" if invalid_version(entry.specifier, build) else to_pep440(entry.specifier, build)
        draft.pythons.append(PythonConstraint("conda", entry.specifier, specifier, entry.part(entry.specifier_span)))


def _pypi(draft: Draft, name: str, node: Node, where: str, group: str, marker: str) -> None:
    """`name = "specifier"` or a table with `version`, `extras`, `index`, or with a source; `"*"` is any version."""
    version = node.get("version") if node.is_mapping else node
    if not node.is_mapping and not isinstance(node.value, str):
        draft.refuse(node, where, "a version or a table")
        return
    condition = _text(node, "env-markers")
    entry = _entry(draft, name, node, group, " and ".join(filter(None, (marker, condition))))
    if version is not None and version.string.strip() not in ("", "*"):
        entry = entry._replace(specifier=version.string.strip(), specifier_span=stripped(version))
    entry = with_extras(entry, node.get("extras") if node.is_mapping else None)
    reference = read_reference(node) if node.is_mapping else None
    if reference is not None:
        editable = node.get("editable")
        entry = entry._replace(
            url=reference.url, url_span=reference.span, path=reference.path, editable=editable is not None and editable.value is True
        )
    draft.dependencies.append(entry._replace(index=_text(node, "index")))


def _sources(draft: Draft, table: Node) -> None:
    """Channels by name, URL or `{channel = ...}`, and the indexes of `pypi-options`."""
    for node in _elements(table.get("channels")):
        named = node.get("channel") if node.is_mapping else node
        if named is not None and named.string:
            name = "" if "://" in named.string else named.string
            draft.indexes.append(PackageIndex("channel", named.string, draft.inside(named), name=name))
    options = table.get("pypi-options")
    if options is None:
        return
    for key, kind in (("index-url", "index"), ("extra-index-urls", "extra-index")):
        listed = options.get(key)
        for address in () if listed is None else listed.elements() if listed.is_sequence else (listed,):
            if address.string:
                draft.indexes.append(PackageIndex(kind, address.string, draft.inside(address)))
    for link in _elements(options.get("find-links")):
        url = link.get("url") or link.get("path")
        if url is not None and url.string:
            draft.indexes.append(PackageIndex("find-links", url.string, draft.inside(url)))


def _elements(node: Node | None) -> Iterator[Node]:
    return iter(()) if node is None else node.elements()


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return found.string if found is not None else ""


def platform_marker(platform: str) -> str:
    """The marker that says what the name of a target says: "linux-64", "osx", "unix"; "" for one that no marker can say."""
    if platform == "unix":
        return 'sys_platform != "win32"'
    system, _, machine = platform.partition("-")
    if system not in _SYSTEMS:
        return ""
    marker = f'sys_platform == "{_SYSTEMS[system]}"'
    if not machine:
        return marker
    name = _MACHINES.get(machine, "")
    if system == "win":
        name = {"x86_64": "AMD64", "arm64": "ARM64"}.get(name, "")
    return f'{marker} and platform_machine == "{name}"' if name else ""
