"""Words of an install command into facts: requirements, files and options, each with its place in the file."""

from __future__ import annotations

from deplint.facts import Dependency
from deplint.installs import CommandFile, CommandOption
from deplint.model import Location
from deplint.regex import regex
from deplint.syntax.requirement import NAME, parse_requirement
from deplint.syntax.shell import UNKNOWN, Word
from deplint.syntax.shell_state import joined
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from deplint.facts import Span
    from deplint.readers.commands.options import Given

# A requirement whose name and extras are known, whatever follows: a variable may only hide what comes after an operator.
_SURE_NAME = regex(r"[A-Za-z0-9][A-Za-z0-9._-]*[ \t]*(?:\[[A-Za-z0-9._, \t-]*\][ \t]*)?(?:[=<>!~;@]|\Z)")
_REMOTE = regex(r"(?:https?|ftp|(?:git|hg|bzr|svn)(?:\+[a-z]+)?):|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]{2,}:", 2)
HIDDEN = "${UNKNOWN}"
"""Stands in a requirement for what can't be known, as a variable does in a requirements file."""
_HIDDEN = regex(UNKNOWN + "+")
_ARCHIVES = (".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar")
_EXTRAS = regex(r"\[([A-Za-z0-9._, \t-]*)\]\Z")


class Place(NamedTuple):
    """Where the words of a command stand and run.

    path      the file
    span      offsets in the shell text -> offsets in the file
    text      the shell text
    folder    where the command runs, in the words of the shell
    paths_of  a path in the words of the shell (joined to the folder, normalised) -> where that may be in the tree, the likeliest first
    """

    path: str
    span: Callable[[int, int], Span]
    text: str
    folder: str | None
    paths_of: Callable[[str], tuple[str, ...]]

    def at(self, start: int, end: int) -> Location:
        return Location(self.path, *self.span(start, end))

    def paths(self, target: str) -> tuple[str, ...]:
        """Where a file that the command names may stand in the tree."""
        where = None if _REMOTE.match(target) else joined(self.folder, target.removeprefix("file://"))
        return () if where is None else self.paths_of(where)


def in_tree(path: str) -> tuple[str, ...]:
    """Paths of a shell that runs in the tree itself: those outside of it are not known."""
    return () if path.startswith(("/", "../")) or path == ".." else (path,)


def hidden(text: str) -> str:
    """A value with `HIDDEN` for what can't be known."""
    return _HIDDEN.sub(HIDDEN, text) if UNKNOWN in text else text


def option_of(given: Given, place: Place) -> CommandOption:
    return CommandOption(given.name, given.value, place.at(given.start, given.end))


def file_of(word: Word, at: int, kind: str, place: Place, *, editable: bool = False) -> CommandFile:
    """A file or folder that a word names from offset `at` of its value on."""
    target = word.shape[at:]
    extras: tuple[str, ...] = ()
    bare = target
    if kind == "project" and (match := _EXTRAS.search(target)):
        bare = target[: match.start()]
        extras = tuple(extra.strip() for extra in match[1].split(",") if extra.strip())
    location = place.at(*word.span(at, len(word.shape)))
    paths = () if UNKNOWN in bare or bare == "-" else place.paths(bare)
    return CommandFile(kind, shown(word, at, place), paths, location, extras, editable)


def shown(word: Word, at: int, place: Place) -> str:
    """The value of a word from offset `at` on, with what can't be known as it is written."""
    if UNKNOWN not in word.shape:
        return word.shape[at:]
    start, end = word.span(at, len(word.shape))
    return hidden(place.text[start:end].strip("\"'"))


def is_path(text: str) -> bool:
    """Does pip take it for a file or folder rather than for a requirement?"""
    if text.startswith((".", "/", "~", "\\", "file:")) or (len(text) > 2 and text[1] == ":" and text[2] in "\\/"):
        return True
    head = text.split("@", 1)[0].split(";", 1)[0]
    if "/" in head and "://" not in head:
        return True
    return "@" not in text and (text[: text.rfind("[")] if text.endswith("]") else text).lower().endswith(_ARCHIVES)


def is_remote(text: str) -> bool:
    return _REMOTE.match(text) is not None


def requirement_of(word: Word, at: int, place: Place, form: str = "pep440") -> Dependency | None:
    """The requirement that a word names from offset `at` of its value on; None where not even its name is known."""
    text = word.shape[at:]
    if is_remote(text):
        return _direct(word, at, place)
    if UNKNOWN in text and not _SURE_NAME.match(text.split(UNKNOWN, 1)[0]):
        return None
    if UNKNOWN in text and NAME.fullmatch(text.split(UNKNOWN, 1)[0]):
        return None

    def span(start: int, end: int) -> Span:
        return place.span(*word.span(at + start, at + end))

    if form == "conda":
        return _conda(text, word, at, span, place)
    if form == "poetry":
        return _poetry(text, span, place)
    dependency, _ = parse_requirement(text, span, place.path)
    if dependency is None or UNKNOWN not in text:
        return dependency
    return _revealed(dependency, shown(word, at, place), text)


def _revealed(dependency: Dependency, written: str, shape: str) -> Dependency:
    """What is hidden, as it is written (`flask==$VERSION`): whoever reads it sees that there is something."""
    return dependency._replace(
        text=written, specifier=hidden(dependency.specifier), marker=hidden(dependency.marker), url=hidden(dependency.url)
    )


def _direct(word: Word, at: int, place: Place) -> Dependency | None:
    from deplint.readers.requirement_line import Collected, read_line

    text = word.shape[at:].replace(UNKNOWN, "$")

    def span(start: int, end: int) -> Span:
        return place.span(*word.span(at + start, at + end))

    if "\n" in text or " -" in text:
        return None
    into = Collected(place.path)
    dependency = read_line(text, span, into)
    if dependency is not None and UNKNOWN in word.shape:
        dependency = dependency._replace(text=shown(word, at, place), url=dependency.url.replace("$", HIDDEN))
    if dependency is None:  # an address for ssh, or one that pip does not know
        return Dependency("", "", text, place.at(*word.span(at, len(word.shape))), url=text, url_span=span(0, len(text)))
    return dependency


def _conda(text: str, word: Word, at: int, span: Callable[[int, int], Span], place: Place) -> Dependency | None:
    from deplint.syntax.matchspec import parse_matchspec

    if UNKNOWN not in text:
        return parse_matchspec(text, span, place.path)[0]
    match = NAME.match(text)
    if match is None:
        return None
    specifier = hidden(text[match.end() :].strip())
    return Dependency(
        match[0].lower(), match[0], shown(word, at, place), Location(place.path, *span(0, len(text))), span(*match.span()),
        specifier=specifier, specifier_span=span(match.end(), len(text)), form="conda",
    )  # fmt: skip


def _poetry(text: str, span: Callable[[int, int], Span], place: Place) -> Dependency | None:
    """`name@constraint`, `name[extra]>=1`, `name`; `name@latest` asks for no version."""
    head, sign, constraint = text.partition("@")
    if not sign or is_remote(constraint.strip()) or is_path(constraint.strip()):
        dependency, _ = parse_requirement(text.replace(UNKNOWN, "0"), span, place.path)
        if dependency is None or UNKNOWN not in text:
            return dependency
        return dependency._replace(specifier=HIDDEN if dependency.specifier else "")
    dependency, _ = parse_requirement(head, span, place.path)
    if dependency is None:
        return None
    wanted = "" if constraint.strip() == "latest" else hidden(constraint.strip())
    return dependency._replace(
        form="poetry", specifier=wanted, specifier_span=span(len(head) + 1, len(text)), text=hidden(text),
        location=Location(place.path, *span(0, len(text))),
    )  # fmt: skip
