"""A pylock.toml without a record of its inputs, beside what its header or its folder says that it was made from.

Nothing is stored, so that only some signs of staleness are certain: a requirement that is not locked, a version that a requirement
rules out, and what nothing can be locked for. The files are compared as a requirements.txt compiled from the same inputs would be.
Source: PEP 751; the headers of `uv export` and `uv pip compile --format pylock.toml`; pip's `lock` command, which writes none.
"""

from __future__ import annotations

import posixpath

from deplint.comparison import Comparison as Compared
from deplint.comparison import violates
from deplint.data.leaf_distributions import LEAVES
from deplint.facts import Dependency, Hash, Manifest
from deplint.freshness import Comparison, Difference
from deplint.freshness.documents import array, string, table, toml_document
from deplint.freshness.export_command import folder_of_run, is_followed, uv_export
from deplint.freshness.exported import differences, export_of, lock_above
from deplint.freshness.uv_markers import bounds
from deplint.model import Related
from deplint.names import normalize
from deplint.pairs import CompiledPair, find_pairs
from deplint.pairs.command import CompileCommand
from deplint.readers.compile_header import read_header
from deplint.readers.locks import packages
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.comparison.demands import Demand
    from deplint.facts import CompileHeader
    from deplint.freshness.documents import Table
    from deplint.project import Project

_COMMENT = regex(r"#([^\r\n]*)(?:\r?\n|\Z)")
_LIKELY_INPUTS = ("requirements.in", "requirements.txt", "pyproject.toml")


def compare(lock: Manifest, project: Project, content: Table) -> Comparison:
    """The certain signs that the file was not made from what its inputs say now."""
    compiled = _as_compiled(lock, content)
    writer = string(content.get("created-by"))
    header = compiled.header
    if header is not None and header.tool == "uv export":
        return _compare_export(compiled, header, lock, project, content)
    if header is not None:
        pair = next(iter(find_pairs([compiled], project.everywhere.get)), None)
        reason = "" if pair and not pair.undecided else "what it was made from is not known"
    elif writer == "pip":
        pair, reason = _guessed(compiled, project)
    else:
        pair, reason = None, f"`{lock.path}` says nothing of its inputs"
    if pair is None or reason:
        return Comparison(undecided=reason)
    found = list(_differences(pair, lock, content, pair.recompile or _command(pair, lock)))
    return Comparison(tuple(found), "" if found else f"`{lock.path}` keeps no record of its inputs")


def _as_compiled(lock: Manifest, content: Table) -> Manifest:
    """The lock in the form of the requirements file that it could be."""
    entries = [each for each in array(content.get("packages")) if isinstance(each, dict) and isinstance(each.get("name"), str)]
    pins = []
    for entry, package in zip(entries, packages(lock.source, "pylock", {"packages": entries}), strict=False):
        direct = package.source != "registry"
        specifier = f"=={package.version}" if package.version and not direct else ""
        pins.append(
            Dependency(
                package.name, string(entry.get("name")), f"{package.name}{specifier}", package.location, specifier=specifier,
                marker=string(entry.get("marker")), url=package.url or package.source if direct else "", path=package.source == "directory",
                hashes=tuple(Hash(*each.partition(":")[::2], package.location) for file in package.files for each in file.hashes),
            )
        )  # fmt: skip
    return Manifest(lock.path, "requirements", lock.source, dependencies=tuple(pins), header=_header(lock))


def _header(lock: Manifest) -> CompileHeader | None:
    """The note of uv in the comments at the head of the file."""
    head: list[tuple[str, int, int]] = []
    place, text = 0, lock.source.text
    while len(head) < 20 and (found := _COMMENT.match(text, place)):
        head.append((found[1].strip(), found.start(), found.end()))
        place = found.end()
    header = read_header(lock.source, head, ())
    return header if header is not None and header.tool in ("uv", "uv export") else None


# What `uv export` has made.


def _compare_export(compiled: Manifest, header: CompileHeader, lock: Manifest, project: Project, content: Table) -> Comparison:
    """The file beside the uv.lock that it was exported from, and beside the manifest of both."""
    pair, reason = _exported(compiled, header, project)
    base = folder_of_run(lock.path, header.arguments)
    origin = lock_above(base, "uv.lock", project)
    document = toml_document(origin, project) if origin is not None else None
    found: list[Difference] = []
    if pair is not None:
        help = header.command if not base else pair.recompile
        if document is None:
            found += _differences(pair, lock, content, help)
        found += _python(pair, lock, content, help)
    if origin is None or document is None:
        return Comparison(tuple(found), "" if found else reason or f"`{lock.path}` keeps no record of its inputs")
    # What the uv.lock itself lacks is told there.
    found += differences(export_of(compiled, header, base, origin, document), project)
    return Comparison(tuple(found), "" if found else reason)


# What it was made from.


def _exported(compiled: Manifest, header: CompileHeader, project: Project) -> tuple[CompiledPair | None, str]:
    """`uv export`: the pyproject.toml of the folder that it ran in, with the extras and groups that it was told."""
    folder = folder_of_run(compiled.path, header.arguments)
    asked = project.everywhere.get(posixpath.join(folder, "pyproject.toml"))
    if asked is None or not is_followed(header.arguments):
        return None, "what it was exported from is not known"
    values = toml_document(asked, project)
    if values is None or "project" not in values:
        return None, f"`{asked.path}` can't be read, or has no `[project]`"
    command = uv_export(header.arguments, table(values, "tool", "uv"), [group.name for group in asked.groups])
    return CompiledPair(compiled, command, folder, (asked,), (asked,), known_by="header", complete=True), ""


def _guessed(compiled: Manifest, project: Project) -> tuple[CompiledPair | None, str]:
    """`pip lock` says nothing: the one file beside it that can be its input, where all but a few of its names are locked."""
    folder = posixpath.dirname(compiled.path)
    if posixpath.basename(compiled.path) != "pylock.toml":
        return None, f"`{compiled.path}` says nothing of its inputs"
    beside = [project.everywhere.get(posixpath.join(folder, name)) for name in _LIKELY_INPUTS]
    found = [each for each in beside if each is not None and each.dependencies]
    if len(found) != 1:
        return None, f"`{compiled.path}` says nothing of its inputs"
    asked = found[0]
    names = {each.name for each in asked.dependencies if asked.kind == "requirements" or each.group == "runtime"}
    locked = {each.name for each in compiled.dependencies}
    if asked.problems or asked.includes or len(names - locked) * 2 > len(names):
        return None, f"what `{compiled.path}` was made from is not certain"
    command = CompileCommand(tool="pip", inputs=(posixpath.basename(asked.path),), allows_unsafe=True)
    return CompiledPair(compiled, command, folder, (asked,), (asked,), known_by="header", complete=True), ""


# What differs.


def _differences(pair: CompiledPair, lock: Manifest, content: Table, help: str) -> Iterator[Difference]:
    compared = Compared(pair)
    for demand in compared.missing:
        yield _missing(demand, lock, help)
    for name, asked in compared.demanded.items():
        for pin in compared.pinned.get(name, ()):
            broken = next((demand for demand in asked if violates(pin, demand) and compared.binds(demand, pin)), None)
            if broken is not None:
                yield _violation(broken, pin.version, pin.entry, lock, help)
    if compared.is_complete and not compared.missing:
        yield from _orphans(compared, lock, content, help)


def _command(pair: CompiledPair, lock: Manifest) -> str:
    command = f"pip lock -r {posixpath.basename(pair.inputs[0].path)} -o {posixpath.basename(lock.path)}"
    if pair.inputs[0].kind == "pyproject":
        command = f"pip lock . -o {posixpath.basename(lock.path)}"
    return f"cd {pair.base} && {command}" if pair.base else command


def _missing(demand: Demand, lock: Manifest, help: str) -> Difference:
    dependency = demand.dependency
    message = f"`{dependency.written}` is required here, but `{lock.path}` does not have it; lock again"
    return Difference("missing", message, dependency.part(dependency.name_span), f"not in {lock.path}", (), help, dependency.name)


def _violation(demand: Demand, version: str, entry: Dependency, lock: Manifest, help: str) -> Difference:
    dependency = demand.dependency
    message = f"`{dependency.written}` is locked at `{version}`, which is outside `{dependency.specifier}`; lock again"
    related = (Related(entry.location, "locked here"),)
    place = dependency.part(dependency.specifier_span)
    return Difference("violation", message, place, f"not what {lock.path} has", related, help, dependency.name)


def _python(pair: CompiledPair, lock: Manifest, content: Table, help: str) -> Iterator[Difference]:
    """An export has the Pythons of its project; those of a workspace are not put together here."""
    asked = pair.inputs[0]
    said = next((each for each in asked.pythons if each.kind == "requires-python" and each.specifier), None)
    locked = string(content.get("requires-python"))
    if said is None or not locked or any(include.kind == "member" for include in asked.includes):
        return
    now, then = bounds((said.specifier,)), bounds((locked,))
    if now is not None and then is not None and now != then:
        at = lock.source.text.find(locked)
        message = f"`{said.value}` is the Python required here, but `{lock.path}` was made for `{locked}`; lock again"
        related = (Related(lock.source.at(at, at + len(locked)), "locked for this"),) if at >= 0 else ()
        yield Difference("python", message, said.location, f"`{locked}` in {lock.path}", related, help, "python")


def _orphans(compared: Compared, lock: Manifest, content: Table, help: str) -> Iterator[Difference]:
    """What no input asks for and nothing else in the lock can need."""
    needs = {
        normalize(string(each.get("name"))): {normalize(string(table(need).get("name"))) for need in array(each.get("dependencies"))}
        for each in array(content.get("packages"))
        if isinstance(each, dict) and "dependencies" in each
    }
    extras = {demand.dependency.name for demand in compared.demands if demand.dependency.extras}
    opaque = {pin.entry.name for pin in compared.pins if pin.entry.name not in needs and not _is_leaf(pin.entry, extras)}
    for pin in compared.pins:
        entry = pin.entry
        needed = any(entry.name in found for name, found in needs.items() if name != entry.name)
        if entry.name and not compared.demanded.get(entry.name) and not needed and not opaque - {entry.name} and not entry.url:
            message = f"`{entry.written}` is locked, but no input asks for it, and nothing else that is locked needs it; lock again"
            yield Difference("orphan", message, entry.location, "nothing needs it any more", (), help, entry.name)


def _is_leaf(entry: Dependency, extras: set[str]) -> bool:
    """Is it known to need nothing, as it is locked?"""
    since = LEAVES.get(entry.name)
    version = entry.specifier.removeprefix("==")
    return since is not None and entry.name not in extras and bool(version) and verdict(f">={since}", version) is True
