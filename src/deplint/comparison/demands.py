"""A compiled pair into what its inputs ask for: each requirement with the file that the compiler credits for it."""

from __future__ import annotations

from deplint.names import normalize
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.pairs import CompiledPair

METADATA_KINDS = ("pyproject", "setup.cfg", "setup.py")


class Demand(NamedTuple):
    """One requirement that the compiler read.

    kind    "requirement"; "project" (of a local project that an input names); "constraint", "override"
    credit  the path of the file that the notes name for it; for kind "project" the project's normalised name
    owner   the normalised name of the project whose metadata has it: notes name that for what an extra of the project brings in
    """

    dependency: Dependency
    kind: str
    credit: str
    owner: str = ""


def demands(pair: CompiledPair) -> tuple[Demand, ...]:
    """Everything that the inputs ask for and can be known from the tree. Entries with an unresolved variable are left out."""
    return tuple(demand for demand in _all(pair) if not UNRESOLVED.search(demand.dependency.text))


def _all(pair: CompiledPair) -> Iterator[Demand]:
    for manifest in pair.requirements:
        if manifest.kind in METADATA_KINDS:
            yield from _of_metadata(manifest, pair)
        else:
            yield from (Demand(entry, "requirement", manifest.path) for entry in manifest.dependencies)
    for manifest in pair.constraints:
        yield from (Demand(entry, "constraint", manifest.path) for entry in manifest.dependencies)
    for manifest in pair.overrides:
        yield from (Demand(entry, "override", manifest.path) for entry in manifest.dependencies)
    if pair.compiled.header and pair.compiled.header.tool == "uv":
        for manifest in pair.settings:
            yield from (Demand(entry, entry.group, "") for entry in manifest.dependencies if entry.group in ("constraint", "override"))
    for path, manifest in pair.projects:
        yield from _of_local_project(path, manifest, pair)


def _of_metadata(manifest: Manifest, pair: CompiledPair) -> Iterator[Demand]:
    groups = compiled_groups(manifest, pair)
    own = normalize(manifest.metadata.name) if manifest.metadata else ""
    for entry in manifest.dependencies:
        if entry.group in groups and not (entry.name == own and entry.extras):
            yield Demand(entry, "requirement", manifest.path, own)


def compiled_groups(manifest: Manifest, pair: CompiledPair) -> frozenset[str]:
    """The groups of a pyproject.toml, setup.cfg or setup.py that the command compiles, with those that they include."""
    command = pair.command
    named = {group.rpartition(":")[2] for group in command.groups if _means(group.rpartition(":")[0], manifest)}
    wanted = {f"group:{normalize(name)}" for name in named}
    positional = not command.groups or any(path.rsplit("/", 1)[-1] == manifest.path.rsplit("/", 1)[-1] for path in command.inputs)
    if positional and not command.only_build_requires:
        wanted.add("runtime")
        wanted.update(f"extra:{extra}" for extra in command.extras)
        if command.all_extras:
            wanted.update(group.name for group in manifest.groups if group.name.startswith("extra:"))
            wanted.update(entry.group for entry in manifest.dependencies if entry.group.startswith("extra:"))
    return _with_includes(manifest, wanted)


def _means(path: str, manifest: Manifest) -> bool:
    return (path or "pyproject.toml").removeprefix("./") == manifest.path or manifest.path.endswith("/" + (path or "pyproject.toml"))


def _with_includes(manifest: Manifest, names: Iterable[str]) -> frozenset[str]:
    wanted = {_normal(name) for name in names}
    groups = {_normal(group.name): group for group in manifest.groups}
    waiting = list(wanted)
    while waiting:
        group = groups.get(waiting.pop())
        for include in group.includes if group else ():
            name = _normal(include.name)
            if name not in wanted:
                wanted.add(name)
                waiting.append(name)
    spelt = {group.name for group in manifest.groups if _normal(group.name) in wanted}
    spelt |= {entry.group for entry in manifest.dependencies if _normal(entry.group) in wanted}
    return frozenset(spelt)


def _normal(group: str) -> str:
    kind, colon, name = group.partition(":")
    return f"{kind}:{normalize(name)}" if colon else group


def is_static(manifest: Manifest) -> bool:
    """Whether all that the project needs stands in the file itself (PEP 621, nothing of it dynamic)."""
    metadata = manifest.metadata
    return (
        manifest.kind == "pyproject"
        and metadata is not None
        and bool(metadata.name)
        and not {"dependencies", "optional-dependencies"} & set(metadata.dynamic)
        and all(entry.form == "pep440" for entry in manifest.dependencies)
        and not any(include.kind == "dynamic" for include in manifest.includes)
    )


def _of_local_project(path: str, manifest: Manifest, pair: CompiledPair) -> Iterator[Demand]:
    if not is_static(manifest) or manifest.metadata is None or manifest in pair.requirements:
        return
    own = normalize(manifest.metadata.name)
    extras = {extra for each in pair.requirements for entry in each.dependencies if entry.url == path for extra in entry.extras}
    groups = _with_includes(manifest, {"runtime", *(f"extra:{extra}" for extra in extras)})
    for entry in manifest.dependencies:
        if entry.group in groups and entry.name != own:
            yield Demand(entry, "project", own, own)
