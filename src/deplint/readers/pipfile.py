"""Pipfile: Source -> Manifest.

Sources: Pipenv's documentation, "Pipfile & Pipfile.lock" and "Specifiers"; `pipenv.utils.dependencies`.
"""

from __future__ import annotations

from deplint.facts import Dependency, Group, PackageIndex, PythonConstraint
from deplint.names import normalize
from deplint.readers.draft import Draft, broken
from deplint.readers.entry_parts import is_true, with_conditions, with_extras, with_version
from deplint.readers.references import host_of, read_reference
from deplint.regex import regex
from deplint.syntax.toml import TomlError, parse_document
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.model import Source
    from deplint.syntax.node import Node

_GROUPS = {"packages": "runtime", "dev-packages": "dev"}
# Tables of Pipenv's own; every other one is a category of packages.
_RESERVED = frozenset(("source", "requires", "scripts", "pipfile", "pipenv", "default", "develop"))
_MARKERS = (
    "os_name", "sys_platform", "platform_machine", "platform_python_implementation", "platform_release", "platform_system",
    "platform_version", "python_version", "python_full_version", "implementation_name", "implementation_version",
)  # fmt: skip
_KEYS = frozenset(
    (
        "version", "extras", "markers", "git", "hg", "svn", "bzr", "ref", "subdirectory", "path", "file", "url", "uri", "editable",
        "index", "hash", "hashes", "no_binary", "skip_resolver", *_MARKERS,
    )
)  # fmt: skip
_COMPARISON = regex(r"(?:===|==|~=|!=|<=|>=|<|>|in\b|not\b)")
_PLAIN_VERSION = regex(r"[0-9]+(?:\.[0-9]+)*")
# The name that older versions made up for what has none, such as `-e .`.
_MADE_UP = regex(r"[0-9a-f]{7}")


def read(source: Source) -> Manifest:
    """The facts of one Pipfile: groups "runtime", "dev" and, for the categories, "group:NAME"."""
    try:
        document = parse_document(source.text)
    except TomlError as error:
        return broken(source, "pipfile", error)
    draft = Draft(source, document)
    for name, table in document.root.items():
        if name in _GROUPS or name not in _RESERVED:
            _packages(draft, name, table)
    settings = document.root.get("pipenv")
    if settings is not None and is_true(settings, "allow_prereleases"):
        draft.dependencies[:] = [dependency._replace(prereleases=True) for dependency in draft.dependencies]
    _sources(draft, document.root.get("source"))
    _pythons(draft, document.root)
    return draft.manifest("pipfile")


def _packages(draft: Draft, name: str, table: Node) -> None:
    group = _GROUPS.get(name) or f"group:{normalize(name)}"
    if name not in _GROUPS and not table.is_mapping:
        return  # a stray key, not a category
    for written, value in draft.table(table, name, "a table of packages"):
        _package(draft, written, value, group, name)
    if group != "runtime":
        draft.groups.append(Group(group, name, draft.keyed(table)))


def _package(draft: Draft, written: str, value: Node, group: str, where: str) -> None:
    key = value.key or value.span
    start = min(key[0], value.start)
    base = Dependency(
        normalize(written), written, draft.source.text[start : value.end], draft.at((start, value.end)), key, group=group,
        form="pipfile", comment=draft.comment(start, value.end),
    )  # fmt: skip
    if isinstance(value.value, str):
        draft.dependencies.append(with_version(base, value))
    elif not value.is_mapping:
        draft.refuse(value, f"{where}.{written}", "a version or a table")
    elif value.value and _KEYS.isdisjoint(value.value):
        draft.refuse_entry(written, value, start)
    else:
        draft.string(value.get("version"), f"{where}.{written}.version")
        draft.dependencies.append(_from_table(base, value))


def _from_table(dependency: Dependency, table: Node) -> Dependency:
    dependency = with_extras(with_version(dependency, table.get("version")), table.get("extras"))
    dependency = with_conditions(dependency, list(_conditions(table)))
    index, reference = table.get("index"), read_reference(table, ("ref",))
    dependency = dependency._replace(editable=is_true(table, "editable"), index=index.string if index is not None else "")
    if reference is None:
        return dependency
    name = "" if _MADE_UP.fullmatch(dependency.written) else dependency.name
    return dependency._replace(url=reference.url, url_span=reference.span, path=reference.path, name=name)


def _conditions(table: Node) -> Iterator[tuple[str, Node]]:
    """`markers`, and the keys that are the name of a marker variable (`sys_platform = "== 'win32'"`)."""
    for key in ("markers", *_MARKERS):
        node = table.get(key)
        text = node.string.strip() if node is not None else ""
        if node is None or not text:
            continue
        if key != "markers":
            text = f"{key} {text}" if _COMPARISON.match(text) else f'{key} == "{text}"'
        yield text, node


def _sources(draft: Draft, node: Node | None) -> None:
    """The first source is the default one (`pipenv` takes packages without `index` from it), all others stand beside it."""
    for number, table in enumerate(draft.array(node, "source", "an array of tables")):
        url, name, verify = table.get("url"), table.get("name"), table.get("verify_ssl")
        if url is None or not url.string:
            continue
        named = name.string if name is not None else ""
        draft.indexes.append(PackageIndex("extra-index" if number else "index", url.string, draft.inside(url), named))
        if verify is not None and verify.value is False:
            draft.indexes.append(PackageIndex("trusted-host", host_of(url.string), draft.at(verify.span), named))


def _pythons(draft: Draft, root: Node) -> None:
    for key, suffix in (("python_version", ".*"), ("python_full_version", "")):
        node = root.get("requires", key)
        value = draft.string(node, f"requires.{key}").strip()
        if node is not None and value:
            specifier = f"=={value}{suffix}" if _PLAIN_VERSION.fullmatch(value) else ""
            draft.pythons.append(PythonConstraint("pipfile", value, specifier, draft.inside(node)))
