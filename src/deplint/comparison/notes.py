"""The `# via` notes of a compiled file into what each of them names: an input, a constraints file, a project, or another distribution."""

from __future__ import annotations

import posixpath

from deplint.names import normalize
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest, Via
    from deplint.pairs import CompiledPair

_OPTIONS = {"-r": "input", "-c": "constraint", "--override": "override", "--overrides": "override"}
_LINE = regex(r" \(line [0-9]+\)$")
_PROJECT = regex(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])? \(([^()]+)\)$")
_DISTRIBUTION = regex(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?$")


class Note(NamedTuple):
    """One source in a `# via` note.

    kind  "input" (-r), "constraint" (-c), "override", "project" (`name (pyproject.toml)`), "parent" (a distribution), "other"
    path  the file it names, relative to the root; "" where it is none of those that the compiler read
    name  the normalised name of the project or distribution
    """

    kind: str
    path: str
    name: str
    via: Via


def read_notes(pair: CompiledPair) -> dict[int, tuple[Note, ...]]:
    """The notes of each entry of the compiled file, by the entry's number."""
    files = {manifest.path for manifest in pair.files}
    resolved: dict[str, str] = {}

    def resolve(written: str) -> str:
        if written not in resolved:
            resolved[written] = _resolve(written.replace("\\", "/"), pair, files)
        return resolved[written]

    def note(via: Via) -> Note:
        kind, written, name = parse(via.text)
        return Note(kind, resolve(written) if written else "", name, via)

    text = pair.compiled.source.text
    return {number: tuple(map(note, _own(pin, text))) for number, pin in enumerate(pair.compiled.dependencies)}


def left_over(compiled: Manifest) -> frozenset[str]:
    """The texts of the sources in notes that are left over from pins which a script took out, as `sed '/^django==/d'` does."""
    text = compiled.source.text
    return frozenset(via.text for pin in compiled.dependencies for via in pin.via[len(tuple(_own(pin, text))) :])


def _own(pin: Dependency, text: str) -> Iterator[Via]:
    """The sources in the first note below a pin: a second one is left over from a pin that a script took out between the two."""
    end = pin.via[0].location.start if pin.via else 0
    for via in pin.via:
        if "# via" in text[end : via.location.start]:
            return
        yield via
        end = via.location.end


def parse(text: str) -> tuple[str, str, str]:
    """(kind, path as written, normalised name) of a note: `-r a.in`, `demo (pyproject.toml:dev)`, `requests[socks]`."""
    option, _, rest = text.partition(" ")
    if option in _OPTIONS and rest:
        if rest.startswith("("):
            return "other", "", ""  # `-c (workspace)`: what uv takes from `[tool.uv]`
        return _OPTIONS[option], _LINE.sub("", rest.strip()), ""
    project = _PROJECT.match(text)
    if project:
        path = project[2]
        for name in ("pyproject.toml", "setup.cfg", "setup.py"):
            if f"{name}:" in path:
                return "project", path[: path.index(name) + len(name)], normalize(project[1])
        return "project", path, normalize(project[1])
    distribution = _DISTRIBUTION.match(text)
    return ("parent", "", normalize(distribution[1])) if distribution else ("other", "", "")


def is_outside(text: str, base: str) -> bool:
    """Whether a note names what can't be in the tree: an absolute path, a URL, standard input, a path that leads out of the root."""
    path = text.partition(" ")[2].strip().replace("\\", "/")
    leads_out = posixpath.normpath(posixpath.join(base, path)).startswith("../")
    return path.startswith(("/", "~", "-")) or ":" in path or "$" in path or not path or leads_out


def _resolve(written: str, pair: CompiledPair, files: set[str]) -> str:
    """The file among `files` that a note means. Tools write paths as given, relative to the folder of the run, or to the output."""
    if not posixpath.isabs(written):
        folder = pair.base
        for start in (folder, *_folders(pair.compiled.path)):
            path = posixpath.normpath(posixpath.join(start, written))
            if path in files:
                return path
    tail = written.lstrip("./")
    found = [path for path in files if path.endswith("/" + tail) or written.endswith("/" + path)]
    if not found and posixpath.isabs(written):
        found = [path for path in files if posixpath.basename(path) == posixpath.basename(written)]
    return found[0] if len(found) == 1 else ""


def _folders(path: str) -> list[str]:
    folders = []
    while path:
        path = posixpath.dirname(path)
        folders.append(path)
    return folders
