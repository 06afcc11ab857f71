"""`[tool.pdm]` of pyproject.toml into facts.

Source: PDM's documentation, "Manage dependencies" and "Configure the project".
"""

from __future__ import annotations

from deplint.facts import Dependency, Group, PackageIndex
from deplint.names import normalize
from deplint.readers.references import host_of
from deplint.regex import regex
from deplint.syntax.requirement import is_local
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.readers.draft import Draft
    from deplint.syntax.node import Node

_EDITABLE = regex(r"(?:-e|--editable)[ \t=]+")
_EGG = regex(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?")


def read_pdm(draft: Draft, pdm: Node) -> None:
    """Development groups, sources and overrides."""
    where = "tool.pdm.dev-dependencies"
    for name, node in draft.table(pdm.get("dev-dependencies"), where, "a table of arrays"):
        _group(draft, f"group:{normalize(name)}", node, f"{where}.{name}")
    for keys in (("resolution", "overrides"), ("overrides",)):
        where = ".".join(("tool.pdm", *keys))
        for name, node in draft.table(pdm.get(*keys), where):
            _override(draft, name, node, where)
    for table in draft.array(pdm.get("source"), "tool.pdm.source", "an array of tables"):
        _source(draft, table)


def _group(draft: Draft, group: str, node: Node, where: str) -> None:
    """An array of PEP 508 strings and of `-e` lines, as pip has them."""
    for element in draft.array(node, where, "an array of requirement strings"):
        editable = _EDITABLE.match(element.string)
        if editable:
            _editable(draft, element, editable.end(), group)
        else:
            draft.requirement(element, group, where)
    draft.groups.append(Group(group, where, draft.keyed(node), default=True))


def _editable(draft: Draft, node: Node, start: int, group: str) -> None:
    """`-e file:///${PROJECT_ROOT}/sub#egg=name` or `-e git+https://...#egg=name`."""
    url = node.string[start:].strip()
    egg = _EGG.search(url)
    written = egg[1] if egg else ""
    extras = tuple(normalize(extra) for extra in (egg[2] or "").split(",") if extra.strip()) if egg else ()
    draft.dependencies.append(
        Dependency(
            normalize(written), written, node.string, draft.inside(node), extras=extras, url=url,
            url_span=node.inner(start, len(node.string)), group=group, editable=True, path=is_local(url),
            comment=draft.comment(node.start, node.end),
        )
    )  # fmt: skip


def _override(draft: Draft, name: str, node: Node, where: str) -> None:
    """`name = "1.0"` (that version), `">=1.0"` (a specifier) or a URL."""
    value = draft.string(node, f"{where}.{name}").strip()
    if not value:
        return
    key = node.key or node.span
    place = draft.at((key[0], node.end))
    text, comment = draft.source.text[key[0] : node.end], draft.comment(key[0], node.end)
    base = Dependency(normalize(name), name, text, place, key, group="override", comment=comment)
    span = node.inner(0, len(node.string))
    if "://" in value:
        draft.dependencies.append(base._replace(url=value, url_span=span, path=is_local(value)))
        return
    specifier = f"=={value}" if value[0].isdigit() else value
    draft.dependencies.append(base._replace(specifier=specifier, specifier_span=span))


def _source(draft: Draft, table: Node) -> None:
    url, name, kind = table.get("url"), table.get("name"), table.get("type")
    if url is None or not url.string:
        return
    named = name.string if name is not None else ""
    found = "index" if named == "pypi" else "extra-index"  # the name of the default index is what replaces it
    if kind is not None and kind.string == "find_links":
        found = "find-links"
    draft.indexes.append(PackageIndex(found, url.string, draft.inside(url), named))
    verify = table.get("verify_ssl")
    if verify is not None and verify.value is False:
        draft.indexes.append(PackageIndex("trusted-host", host_of(url.string), draft.at(verify.span), named))
