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
from deplint.facts import Dependency, Manifest
from deplint.freshness import Comparison, Difference
from deplint.freshness.documents import array, string, table, toml_document
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
    from collections.abc import Iterator, Sequence

    from deplint.comparison.demands import Demand
    from deplint.facts import CompileHeader
    from deplint.freshness.documents import Table
    from deplint.project import Project

_COMMENT = regex(r"#([^\r\n]*)(?:\r?\n|\Z)")
# What changes the meaning of `uv export` in ways that are not followed here.
_NOT_FOLLOWED = frozenset((
    "--package", "--all-packages", "--script", "--prune", "--directory", "--project", "--no-project", "--only-emit-project",
    "--only-emit-workspace", "--only-emit-local", "--no-sources", "--no-sources-package",
))  # fmt: skip
_GROUP_OPTIONS = frozenset(("--group", "--only-group", "--no-group", "--extra", "--no-extra", "--no-emit-package", "--no-install-package"))
_LIKELY_INPUTS = ("requirements.in", "requirements.txt", "pyproject.toml")


def compare(lock: Manifest, project: Project, content: Table) -> Comparison:
    """The certain signs that the file was not made from what its inputs say now."""
    compiled = _as_compiled(lock, content)
    writer = string(content.get("created-by"))
    header = compiled.header
    if header is not None and header.tool == "uv export":
        pair, reason = _exported(compiled, header, project)
    elif header is not None:
        pair = next(iter(find_pairs([compiled], project.everywhere.get)), None)
        reason = "" if pair and not pair.undecided else "what it was made from is not known"
    elif writer == "pip":
        pair, reason = _guessed(compiled, project)
    else:
        pair, reason = None, f"`{lock.path}` says nothing of its inputs"
    if pair is None or reason:
        return Comparison(undecided=reason)
    found = list(_differences(pair, lock, content, project))
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
                marker=string(entry.get("marker")), url=package.url or package.source if direct else "",
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


# What it was made from.


def _exported(compiled: Manifest, header: CompileHeader, project: Project) -> tuple[CompiledPair | None, str]:
    """`uv export`: the pyproject.toml of the folder that it ran in, with the extras and groups that it was told."""
    folder = _ran_in(compiled.path, header.arguments)
    asked = project.everywhere.get(posixpath.join(folder, "pyproject.toml"))
    if asked is None or _NOT_FOLLOWED.intersection(word.partition("=")[0] for word in header.arguments):
        return None, "what it was exported from is not known"
    values = toml_document(asked, project)
    if values is None or "project" not in values:
        return None, f"`{asked.path}` can't be read, or has no `[project]`"
    command = _export_command(header.arguments, table(values, "tool", "uv"), [group.name for group in asked.groups])
    return CompiledPair(compiled, command, folder, (asked,), (asked,), known_by="header", complete=True), ""


def _ran_in(path: str, arguments: Sequence[str]) -> str:
    """The folder in which the command has written the file."""
    output = ""
    for number, word in enumerate(arguments):
        if word in ("-o", "--output-file"):
            output = arguments[number + 1] if number + 1 < len(arguments) else ""
        elif word.startswith("--output-file="):
            output = word.partition("=")[2]
    output = posixpath.normpath(output or posixpath.basename(path))
    return path[: -len(output)].rstrip("/") if path == output or path.endswith(f"/{output}") else posixpath.dirname(path)


def _export_command(arguments: Sequence[str], settings: Table, known: Sequence[str]) -> CompileCommand:
    """The options of `uv export` in the words of `uv pip compile --universal`."""
    options: dict[str, list[str]] = {}
    rest = iter(arguments)
    for word in rest:
        name, sign, value = word.partition("=")
        options.setdefault(name, []).append(value if sign or name not in _GROUP_OPTIONS else next(rest, ""))
    groups = [name.removeprefix("group:") for name in known if name.startswith("group:")]
    default = settings.get("default-groups", ["dev"])
    chosen = set(groups) if default == "all" or "--all-groups" in options else {normalize(string(each)) for each in array(default)}
    if "--no-default-groups" in options:
        chosen = set(groups) if "--all-groups" in options else set()
    if "--no-dev" in options:
        chosen.discard("dev")
    only = [*options.get("--only-group", ()), *(["dev"] if "--only-dev" in options else ())]
    chosen = set(map(normalize, only)) if only else chosen | {normalize(each) for each in options.get("--group", ())}
    chosen -= {normalize(each) for each in options.get("--no-group", ())}
    return CompileCommand(
        tool="uv", inputs=() if only else ("pyproject.toml",), universal=True, all_extras="--all-extras" in options and not only,
        groups=tuple(sorted(chosen.intersection(groups))) or (("",) if only else ()),
        extras=frozenset(normalize(each) for each in options.get("--extra", ())),
        omitted=frozenset(normalize(each) for each in (*options.get("--no-emit-package", ()), *options.get("--no-install-package", ()))),
    )  # fmt: skip


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


def _differences(pair: CompiledPair, lock: Manifest, content: Table, project: Project) -> Iterator[Difference]:
    compared = Compared(pair)
    header = pair.compiled.header
    is_export = header is not None and header.tool == "uv export"
    help = (header.command if header and is_export and not pair.base else pair.recompile) or _command(pair, lock)
    for demand in compared.missing:
        yield _missing(demand, lock, help)
    if is_export:
        yield from _python(pair, lock, content, help)
        beside = project.everywhere.get(posixpath.join(pair.base, "uv.lock"))
        if beside is not None:
            yield from _against_lock(pair, beside, project, help)
            return
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


def _against_lock(pair: CompiledPair, beside: Manifest, project: Project, help: str) -> Iterator[Difference]:
    """An export has exactly the versions of the uv.lock that it was made from: one finding for all that it has otherwise."""
    content = toml_document(beside, project)
    if content is None:
        return
    versions: dict[str, set[str]] = {}
    for package in array(content.get("package")):
        if isinstance(package, dict):
            versions.setdefault(normalize(string(package.get("name"))), set()).add(string(package.get("version")))
    told = []
    for entry in pair.compiled.dependencies:
        version, known = entry.specifier.removeprefix("=="), versions.get(entry.name)
        if known is None:
            told.append((entry, f"`{entry.written}` is not in `{beside.path}`"))
        elif version and version not in known and "" not in known:
            told.append((entry, f"`{entry.written}` is `{version}` here, but {' or '.join(f'`{each}`' for each in sorted(known))} there"))
    if told:
        entry, what = told[0]
        more = f", and {len(told) - 1} more are not the same" if len(told) > 1 else ""
        message = f"this was exported before `{beside.path}` changed: {what}{more}; export again"
        related = [Related(each.location, "not the same either") for each, _ in told[1:10]]
        yield Difference("inputs", message, entry.location, f"not so in {beside.path}", tuple(related), help, beside.path)


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
