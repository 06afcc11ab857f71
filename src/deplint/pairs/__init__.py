"""Compiled requirements files into pairs: the manifests that each was made from, and with which options.

A compiler leaves the command in the header of its output, with paths relative to the folder that it ran in. Where a script ran it, the
notes (`# via -r base.in`) name the files, and the twin of the same name (`dev.in` of `dev.txt`) is the input.
"""

from __future__ import annotations

import posixpath

from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.pairs.command import CompileCommand

    Lookup = Callable[[str], "Manifest | None"]

COMPILERS = ("pip-compile", "uv", "pip-compile-multi")
METADATA_FILES = ("pyproject.toml", "setup.cfg", "setup.py")
_DEFAULT_INPUTS = ("requirements.in", "setup.py", "pyproject.toml", "setup.cfg")
_STANDARD_OUTPUT = ("-", "/dev/stdout")
_TWIN_FOLDERS = ("", "in", "src")
_MOST_INCLUDES = 200


class CompiledPair(NamedTuple):
    """A compiled file with what it was made from.

    command       what the compiler was told; without a tool where a script hid it
    base          the folder in which the command runs, relative to the root
    inputs        the manifests that the command names, in its order
    requirements  the inputs and what they include by `-r`
    constraints, overrides   files read as such, with what they include
    projects      (path as written, manifest) of the local projects that the inputs name
    beside        files that the compiled file itself includes by `-r`, and what those include (pip-compile-multi)
    split_off     names that the file may leave to another one in its folder: a script takes `django==5.2` out into a `django.txt`
    settings      every pyproject.toml from which uv may take what no header tells: that of its folder, of its workspace
    known_by      "header", "twin" or "notes": how the inputs were found; "" where they were not
    complete      every file that was read is known
    undecided     why nothing can be compared, "" where it can
    """

    compiled: Manifest
    command: CompileCommand
    base: str = ""
    inputs: tuple[Manifest, ...] = ()
    requirements: tuple[Manifest, ...] = ()
    constraints: tuple[Manifest, ...] = ()
    overrides: tuple[Manifest, ...] = ()
    projects: tuple[tuple[str, Manifest], ...] = ()
    beside: tuple[Manifest, ...] = ()
    split_off: frozenset[str] = frozenset()
    settings: tuple[Manifest, ...] = ()
    known_by: str = ""
    complete: bool = False
    undecided: str = ""

    @property
    def files(self) -> tuple[Manifest, ...]:
        """Every manifest that the compiler read."""
        return self.requirements + self.constraints + self.overrides

    @property
    def recompile(self) -> str:
        """The command that makes the compiled file again, ready to paste at the root."""
        header = self.compiled.header
        command = header.command if header else ""
        if not command and self.inputs:
            tool = "uv pip compile" if header and header.tool == "uv" else "pip-compile"
            command = f"{tool} {' '.join(manifest.path for manifest in self.inputs)} -o {self.compiled.path}"
        elif self.base and self.known_by == "header":
            command = f"cd {self.base} && {command}"
        return command


def find_pairs(manifests: Iterable[Manifest], lookup: Lookup) -> tuple[CompiledPair, ...]:
    """The compiled files among `manifests`, each with its inputs. `lookup` gives the manifest of a path relative to the root, or None."""
    listed = [manifest for manifest in manifests if manifest.kind == "requirements"]
    found = [pair for manifest in listed for pair in _pair(manifest, lookup)]
    split_off = _split_off(listed) if found else {}
    return tuple(pair._replace(split_off=split_off.get(posixpath.dirname(pair.compiled.path), frozenset())) for pair in found)


def _split_off(listed: Iterable[Manifest]) -> dict[str, frozenset[str]]:
    """By folder, the names that small files without a header pin, each file called after what it pins."""
    found: dict[str, frozenset[str]] = {}
    for manifest in listed:
        folder, file = posixpath.split(manifest.path)
        names = [entry.name for entry in manifest.dependencies]
        if manifest.header is None and names == [normalize(file.rsplit(".", 1)[0])]:
            found[folder] = found.get(folder, frozenset()).union(names)
    return found


def named_in_header(compiled: Manifest) -> Iterator[str]:
    """Paths, relative to the root, of the requirements files that the command in a header names, for each folder it may have run in."""
    header = compiled.header
    if header is None or header.tool not in ("pip-compile", "uv"):
        return
    from deplint.pairs.command import read_command

    command = read_command(header)
    written = [path for path in (*command.inputs, *command.constraints, *command.overrides) if path.endswith((".in", ".txt"))]
    for place in _places(compiled.path, command, lambda path: None) if written else ():
        yield from (path for path in map(place.resolve, written) if path)


def _pair(compiled: Manifest, lookup: Lookup) -> Iterator[CompiledPair]:
    header = compiled.header
    twin = find_twin(compiled, lookup) if header is None else None
    if header is None and (twin is None or not _looks_compiled_from(compiled, twin)):
        return
    # Most projects compile nothing, and need not know how compilers are called.
    from deplint.pairs.command import CompileCommand, read_command

    if header is None:
        yield _by_notes(compiled, CompileCommand(), lookup)
        return
    if header.tool not in COMPILERS:
        return
    command = read_command(header)
    found = _by_command(compiled, command, lookup) if command.tool in ("pip-compile", "uv") else None
    yield found or _by_notes(compiled, command, lookup)


# By the command in the header.


def _by_command(compiled: Manifest, command: CompileCommand, lookup: Lookup) -> CompiledPair | None:
    places = list(_places(compiled.path, command, lookup))
    for place in places:
        inputs = [(path, lookup(path)) for path in _input_paths(command, place, lookup)]
        known = tuple(manifest for _, manifest in inputs if manifest is not None and manifest is not compiled)
        if known and (len(known) == len(inputs) or len(places) == 1):
            complete = command.complete and len(known) == len(inputs)
            return _assembled(compiled, command, place.folder, known, lookup, "header", complete, place)
    return None


class _Place(NamedTuple):
    """A folder that the command may have run in; absolute paths that begin with `elsewhere` stand below `here`."""

    folder: str
    elsewhere: str = ""
    here: str = ""

    def resolve(self, path: str) -> str:
        """A path of the command relative to the root, "" where it leads out of the tree."""
        if self.elsewhere and path.startswith(self.elsewhere):
            return _joined(self.here, path[len(self.elsewhere) :].lstrip("/"))
        return "" if _is_absolute(path) else _joined(self.folder, path)


def _places(path: str, command: CompileCommand, lookup: Lookup) -> Iterator[_Place]:
    """The folders in which the command would have written `path`, the nearest first."""
    output = "" if command.output in _STANDARD_OUTPUT else command.output
    if _is_absolute(output):
        yield from _mounted(path, output)
        return
    for folder in _folders(path):
        place = _Place(folder)
        if output:
            written = _joined(folder, output)
        elif command.tool == "uv" or command.output:
            written = path
        else:
            written = _default_output(command, place, lookup)
        if written == path:
            yield place


def _mounted(path: str, output: str) -> Iterator[_Place]:
    """`/app/requirements.txt` made in a container, where `/app` is some folder of this tree."""
    there, here = output, path
    while here and posixpath.basename(there) == posixpath.basename(here):
        there, here = posixpath.dirname(there), posixpath.dirname(here)
        yield _Place(here, there.rstrip("/") + "/", here)
        if there in ("", "/"):
            return


def _input_paths(command: CompileCommand, place: _Place, lookup: Lookup) -> list[str]:
    paths = [place.resolve(path) for path in command.inputs]
    groups = [_joined(place.folder, group.rpartition(":")[0] or "pyproject.toml") for group in command.groups]
    paths += [path for path in dict.fromkeys(groups) if path not in paths]
    if not paths and command.tool == "pip-compile" and command.complete:
        defaults = (_joined(place.folder, name) for name in _DEFAULT_INPUTS)
        paths = [path for path in defaults if lookup(path) is not None][:1]
    return paths


def _default_output(command: CompileCommand, place: _Place, lookup: Lookup) -> str:
    """Where pip-compile writes to when it is told no output."""
    paths = _input_paths(command, place, lookup)
    if len(paths) != 1:
        return ""
    folder, name = posixpath.split(paths[0])
    return _joined(folder, "requirements.txt" if name in METADATA_FILES else name.rsplit(".", 1)[0] + ".txt")


# By the twin and the notes.


def find_twin(compiled: Manifest, lookup: Lookup) -> Manifest | None:
    """The input of the same name: `dev.in` of `dev.txt`, beside it or in a folder `in` or `src` beside it."""
    folder, name = posixpath.split(compiled.path)
    stem, extension = posixpath.splitext(name)
    if extension == ".in":
        return None
    found = (lookup(_joined(folder, posixpath.join(below, stem + ".in"))) for below in _TWIN_FOLDERS)
    return next((manifest for manifest in found if manifest is not None and manifest.kind == "requirements"), None)


def _looks_compiled_from(compiled: Manifest, twin: Manifest) -> bool:
    """Without a header: the notes name the twin, or all is exact and nearly all that the twin lists is there."""
    name = posixpath.basename(twin.path)
    if compiled.annotated:
        return any(posixpath.basename(via.text) == name or via.text == f"-r {name}" for pin in compiled.dependencies for via in pin.via)
    from deplint.versions import is_exact

    if not compiled.dependencies or not all(is_exact(pin.specifier) or pin.url for pin in compiled.dependencies):
        return False
    wanted = {entry.name for entry in twin.dependencies if entry.name and not entry.marker}
    pinned = {entry.name for entry in compiled.dependencies}
    return bool(wanted) and len(pinned) > len(wanted) and len(wanted & pinned) >= 0.8 * len(wanted)


def _by_notes(compiled: Manifest, command: CompileCommand, lookup: Lookup) -> CompiledPair:
    twin = find_twin(compiled, lookup)
    noted = _noted(compiled, "-r ")
    base, found = _resolved_notes(compiled.path, noted, lookup)
    constraints = _noted(compiled, "-c ")
    if not found:
        base = _resolved_notes(compiled.path, constraints, lookup)[0]
    if twin is None and not _may_be_output(compiled, command):
        return CompiledPair(compiled, command, undecided="the header belongs to a file of another name")
    inputs = [twin] if twin else []
    reached = {manifest.path for manifest in _closure(inputs, "requirements", lookup)[0]}
    inputs += [manifest for manifest in found if manifest.path not in reached and manifest is not compiled]
    if not inputs:
        return CompiledPair(compiled, command, base, undecided="neither the header nor the notes name an input that is in the tree")
    if not command.tool:
        command = command._replace(constraints=tuple(constraints))
    complete = twin is not None and len(found) == len(noted)
    return _assembled(compiled, command, base, tuple(inputs), lookup, "twin" if twin else "notes", complete, _Place(base))


def _noted(compiled: Manifest, option: str) -> list[str]:
    """The paths that the notes name after an option."""
    texts = (via.text for pin in compiled.dependencies for via in pin.via if via.text.startswith(option))
    return list(dict.fromkeys(text[len(option) :].strip().replace("\\", "/") for text in texts if not text.endswith(")")))


def _may_be_output(compiled: Manifest, command: CompileCommand) -> bool:
    """Whether the command could have written the file: a copy under another name is nobody's output."""
    output = command.output
    return not command.tool or not output or output in _STANDARD_OUTPUT or posixpath.basename(output) == posixpath.basename(compiled.path)


def _resolved_notes(path: str, noted: list[str], lookup: Lookup) -> tuple[str, list[Manifest]]:
    """The folder against which most of the noted paths lead to a file, and those files."""
    best: tuple[str, list[Manifest]] = ("", [])
    for folder in _folders(path):
        found = [manifest for text in noted if (manifest := lookup(_joined(folder, text)))]
        if len(found) > len(best[1]):
            best = folder, found
    return best


# From the inputs to all that was read.


def _assembled(
    compiled: Manifest, command: CompileCommand, base: str, inputs: tuple[Manifest, ...], lookup: Lookup, known_by: str, complete: bool,
    place: _Place,
) -> CompiledPair:  # fmt: skip
    requirements, all_found = _closure(inputs, "requirements", lookup)
    named = [lookup(place.resolve(path)) for path in command.constraints]
    included = [lookup(include.path) for manifest in requirements for include in manifest.includes if include.kind == "constraints"]
    constraints, constraints_found = _closure([found for found in (*named, *included) if found], "", lookup)
    overrides = [found for path in command.overrides if (found := lookup(place.resolve(path)))]
    complete = complete and all_found and constraints_found and None not in (*named, *included)
    return CompiledPair(
        compiled, command, base, inputs, tuple(requirements), tuple(constraints), tuple(overrides),
        projects=tuple(_local_projects(requirements, base, lookup)),
        beside=tuple(_closure([compiled], "requirements", lookup)[0][1:]),
        settings=_settings(base, lookup),
        known_by=known_by,
        complete=complete and len(overrides) == len(command.overrides),
    )  # fmt: skip


def _settings(base: str, lookup: Lookup) -> tuple[Manifest, ...]:
    found = (lookup(_joined(folder, "pyproject.toml")) for folder in _folders(posixpath.join(base, "pyproject.toml")))
    return tuple(manifest for manifest in found if manifest is not None)


def _closure(roots: Iterable[Manifest], kind: str, lookup: Lookup) -> tuple[list[Manifest], bool]:
    """The manifests and what they include (`kind` "" follows every include), each once; False where an included file is unknown."""
    found = {manifest.path: manifest for manifest in roots}
    queue = list(found.values())
    complete = True
    while queue and len(found) < _MOST_INCLUDES:
        for include in queue.pop(0).includes:
            if include.kind != kind and (kind or include.kind not in ("requirements", "constraints")):
                continue
            manifest = lookup(include.path) if include.path else None
            if manifest is None:
                complete = False
            elif manifest.path not in found:
                found[manifest.path] = manifest
                queue.append(manifest)
    return list(found.values()), complete and not queue


def _local_projects(requirements: Iterable[Manifest], base: str, lookup: Lookup) -> Iterator[tuple[str, Manifest]]:
    for manifest in requirements:
        for dependency in manifest.dependencies:
            if dependency.path and dependency.url:
                found = local_project(dependency, posixpath.dirname(manifest.path), base, lookup)
                if found is not None:
                    yield dependency.url, found


def local_project(dependency: Dependency, folder: str, base: str, lookup: Lookup) -> Manifest | None:
    """The pyproject.toml of a local project that a requirement names. pip reads its path from where it runs, uv from the file's folder."""
    target = dependency.url.removeprefix("file:").split("[", 1)[0].split("#", 1)[0].replace("\\", "/")
    if _is_absolute(target):
        return None
    places = dict.fromkeys(_joined(start, posixpath.join(target, "pyproject.toml")) for start in (base, folder))
    found = [manifest for path in places if (manifest := lookup(path)) is not None]
    return found[0] if len(found) == 1 else None


# Paths.


def _folders(path: str) -> list[str]:
    """The folder of a file and all above it up to the root, the nearest first."""
    folders = []
    while path:
        path = posixpath.dirname(path)
        folders.append(path)
    return folders


def _joined(folder: str, path: str) -> str:
    """`path` as seen from `folder`, normalised; "" where it leads out of the tree."""
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." or joined.startswith(("../", "/")) or joined == ".." else joined


def _is_absolute(path: str) -> bool:
    return path.startswith(("/", "~")) or path[1:3] == ":/"
