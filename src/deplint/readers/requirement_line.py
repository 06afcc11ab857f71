"""One logical line of a requirements file into facts: a requirement, an editable, an include, an index or an option.

Also reads the entries of the `pip:` section of an environment.yml, which pip reads as such lines.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from deplint.facts import Dependency, Hash, Include, Option, PackageIndex, Problem, Span
from deplint.model import Location
from deplint.regex import regex
from deplint.syntax.requirement import NAME, UNRESOLVED, normalize, parse_requirement
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.syntax.pip_options import Given

Spans = Callable[[int, int], Span]

_URL = regex(r"(?:https?|file|ftp|(?:git|hg|bzr|svn)\+[a-z]+):", re.IGNORECASE)
_OTHER_URL = regex(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SCP = regex(r"(?:git\+)?([A-Za-z0-9_.-]+@(?!file:)[A-Za-z0-9.-]{2,}):(?!//)(\S+)")
_SPECIFIED = regex(r"[A-Za-z0-9._-]+(?:\[[A-Za-z0-9,._ -]*\])?(?:==|>=|<=|~=|!=|<|>)")
_ARCHIVES = (".zip", ".whl", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma")
_EGG = regex(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?(?:==([0-9][A-Za-z0-9.+!]*))?")
_WHEEL = regex(r"([A-Za-z0-9][A-Za-z0-9._]*)-([0-9][A-Za-z0-9._!+]*)-(?:[0-9][A-Za-z0-9_.]*-)?[^-]+-[^-]+-[^-]+\.whl", re.IGNORECASE)
_HASH = regex(r"[ \t]+--hash=([A-Za-z0-9]+):([A-Za-z0-9]+)(?![^ \t])")
_INDEX_KINDS = {
    "--index-url": "index", "--extra-index-url": "extra-index", "--find-links": "find-links",
    "--no-index": "no-index", "--trusted-host": "trusted-host",
}  # fmt: skip
_COMMAND = regex(
    r"(?:[!%$][ \t]*)?(?:sudo[ \t]+)?(?:python[0-9.]*[ \t]+-m[ \t]+)?(?:pip[0-9.]*|conda|mamba|uv)[ \t]+"
    r"(?:pip[ \t]+)?(?:install|freeze|add)\b"
)


class Collected:
    """What the lines read so far hold; the reader turns it into a manifest."""

    def __init__(self, path: str, group: str = "runtime") -> None:
        self.path = path
        self.group = group
        self.dependencies: list[Dependency] = []
        self.includes: list[Include] = []
        self.indexes: list[PackageIndex] = []
        self.options: list[Option] = []
        self.problems: list[Problem] = []
        self.orphan: Option | None = None
        """A `--hash` on a line without a requirement, until the reader has told it."""


def read_line(text: str, span: Spans, into: Collected, comment: str = "") -> Dependency | None:
    """Reads one logical line, without its comment, into `into`; returns the dependency that it declares, if any.

    As pip's `break_args_options`: what stands before the first word that begins with `-` is the requirement, the rest are options.
    """
    start = len(text) - len(text.lstrip())
    text = text.rstrip()
    if start >= len(text):
        return None
    if text[start] == "-":
        return _option_line(text, start, span, into, comment)
    cut = text.find(" -", start)
    dependency = _requirement(text[:cut] if cut >= 0 else text, span, into, comment)
    if dependency is None:
        return None
    if cut >= 0:
        hashes = _plain_hashes(text, cut, span, into.path)
        if hashes:
            dependency = dependency._replace(hashes=hashes)
        else:
            dependency = _with_options(dependency, text, cut, span, into)
    into.dependencies.append(dependency)
    return dependency


def _requirement(text: str, span: Spans, into: Collected, comment: str) -> Dependency | None:
    stripped = text.strip()
    start = len(text) - len(text.lstrip())
    end = start + len(stripped)
    if ":" in stripped and _URL.match(stripped):
        return _url(text, start, end, span, into, comment)
    if ":" in stripped and (scp := _SCP.match(stripped)):
        into.problems.append(_scp(scp, Location(into.path, *span(start, end))))
        return None
    if "://" in stripped and _OTHER_URL.match(stripped):
        place = Location(into.path, *span(start, end))
        message = f"`{stripped[:60]}` is no address that pip knows: version control URLs begin with `git+`, as in `git+https://`"
        into.problems.append(Problem("invalid-requirement", message, place))
        return None
    if _is_path(stripped):
        return _path(text, start, end, span, into, comment)
    if (" " in stripped or "\t" in stripped) and _COMMAND.match(stripped):
        place = Location(into.path, *span(start, end))
        message = f"`{stripped[:60]}` is a command, not a requirement: pip refuses the whole file"
        into.problems.append(Problem("invalid-requirement", message, place, "one requirement for each line, without the command"))
        return None
    if stripped.endswith(";"):  # pip takes an empty marker, PEP 508 does not
        text = text[: end - 1]
    # pip and uv take `url; marker` here, where PEP 508 wants a blank before the semicolon
    dependency, problems = parse_requirement(text, span, into.path, group=into.group, comment=comment, url_ends=";")
    into.problems.extend(problems)
    return dependency


def _scp(match: re.Match[str], place: Location) -> Problem:
    message = f"`{match[0][:60]}` is an address for ssh, which pip does not take for a URL"
    right = f"git+ssh://{match[1]}/{match[2]}"
    return Problem("invalid-requirement", message, place, "not a URL", right if len(right) <= 200 else "")


def _is_path(text: str) -> bool:
    """As pip sees it: it begins with a dot or a slash, or it has a slash and is no `name @ url`; or it ends like an archive."""
    if text.startswith((".", "/", "~", "\\")) or (len(text) > 2 and text[1] == ":" and text[2] in "\\/"):
        return True
    head = text.split("@", 1)[0].split(";", 1)[0]
    return ("/" in head and not head.rstrip().endswith("]")) or ("@" not in text and _is_archive(text.split(" ", 1)[0]))


def _is_archive(name: str) -> bool:
    """The name of a file, with or without extras, that ends like those that pip unpacks."""
    return (name[: name.rfind("[")] if name.endswith("]") else name).lower().endswith(_ARCHIVES)


def _url(text: str, start: int, end: int, span: Spans, into: Collected, comment: str) -> Dependency:
    """A bare URL; its marker begins at `; ` (a semicolon may stand in a URL)."""
    semicolon = text.find("; ", start, end)
    if semicolon < 0:
        semicolon = text.find(" ;", start, end)
    stop = end if semicolon < 0 else semicolon
    url = text[start:stop].rstrip()
    marker = text[stop:end].strip("; \t")
    name, extras, version = _named_by(url)
    return Dependency(
        normalize(name), name, text[start:end], Location(into.path, *span(start, end)), extras=extras, marker=marker, url=url,
        url_span=span(start, start + len(url)), group=into.group, path=url.lower().startswith("file:"), comment=comment,
        specifier=f"=={version}" if version else "",
    )  # fmt: skip


def _path(text: str, start: int, end: int, span: Spans, into: Collected, comment: str) -> Dependency:
    semicolon = text.find(";", start, end)
    stop = end if semicolon < 0 else semicolon
    target = text[start:stop].rstrip()
    name, extras, version = _named_by(target)
    extras = extras or _extras_of(target)
    return Dependency(
        normalize(name), name, text[start:end], Location(into.path, *span(start, end)), extras=extras, marker=text[stop:end].strip("; \t"),
        url=target, url_span=span(start, start + len(target)), group=into.group, path=True, comment=comment,
        specifier=f"=={version}" if version else "",
    )  # fmt: skip


def _named_by(url: str) -> tuple[str, tuple[str, ...], str]:
    """The name, extras and version that a URL or path tells: by `#egg=`, or by the file name of a wheel."""
    egg = _EGG.search(url)
    if egg:
        extras = tuple(normalize(extra.strip()) for extra in (egg[2] or "[]")[1:-1].split(",") if extra.strip())
        return egg[1], extras, egg[3] or ""
    file = url.split("#", 1)[0].split("?", 1)[0].replace("\\", "/").rsplit("/", 1)[-1]
    wheel = _WHEEL.match(file.replace("%2B", "+").replace("%2b", "+"))
    return (wheel[1], (), wheel[2]) if wheel else ("", (), "")


def _plain_hashes(text: str, start: int, span: Spans, path: str) -> tuple[Hash, ...]:
    """The hashes of a line with nothing else from offset `start` on, as compilers write them; none where there is anything else.

    Large files consist of little but hashes, and to read these as options of any kind takes four times as long.
    """
    hashes: list[Hash] = []
    position = start
    while found := _HASH.match(text, position):
        position = found.end()
        hashes.append(Hash(found[1], found[2], Location(path, *span(found.start(1), position))))
    return tuple(hashes) if position == len(text) else ()


def _extras_of(path: str) -> tuple[str, ...]:
    """`./lib[test]` has the extra `test`."""
    if not path.endswith("]") or "[" not in path:
        return ()
    return tuple(normalize(extra.strip()) for extra in path[path.rindex("[") + 1 : -1].split(",") if extra.strip())


def _with_options(dependency: Dependency, text: str, start: int, span: Spans, into: Collected) -> Dependency:
    from deplint.readers.option_faults import faulty
    from deplint.syntax.pip_options import PER_REQUIREMENT, read_options

    hashes: list[Hash] = []
    options: list[str] = []
    for option in read_options(text, start):
        place = Location(into.path, *span(option.start, option.end))
        if problem := faulty(option, text, place, dependency.written):
            into.problems.append(problem)
            break  # what follows may be its value, or a part of the same mistake
        if option.name == "--hash":
            algorithm, _, digest = option.value.partition(":")
            hashes.append(Hash(algorithm, digest, Location(into.path, *span(option.value_start, option.value_end))))
        elif option.name in PER_REQUIREMENT:
            options.append(f"{option.name}={option.value}")
        else:
            message = f"`{option.written}` is an option for the whole file; on the line of `{dependency.written}` pip ignores it"
            into.problems.append(Problem("misspelled-option", message, place, "ignored here", "put it on a line of its own"))
    return dependency._replace(hashes=tuple(hashes), options=tuple(options))


def _option_line(text: str, start: int, span: Spans, into: Collected, comment: str) -> Dependency | None:
    from deplint.readers.option_faults import faulty
    from deplint.syntax.pip_options import PER_REQUIREMENT, read_options

    editable: Given | None = None
    named: list[tuple[Include, Location]] = []
    loose: list[tuple[Given, Location]] = []
    strayed = False
    for option in read_options(text, start):
        place = Location(into.path, *span(option.start, option.end))
        value_place = Location(into.path, *span(option.value_start, option.value_end))
        if option.fault == "stray" and (editable or strayed):
            continue  # uv takes a marker behind an editable, pip ignores it
        if problem := faulty(option, text, place):
            into.problems.append(problem)
            strayed = option.fault == "stray"
            if strayed:
                continue
            break  # what follows may be its value
        if option.name in ("--requirement", "--constraint"):
            kind = "requirements" if option.name == "--requirement" else "constraints"
            written = text[option.value_start : option.value_end]
            if "\\" in written and "\\" not in option.value and " " not in written:
                into.problems.append(_backslash(written, option.value, value_place))
            else:
                written = option.value
            named.append((Include(kind, written, resolve(into.path, written), value_place), place))
        elif option.name == "--editable":
            if editable is not None:
                into.problems.append(_second(option, place))
            editable = editable or option
        elif option.name in _INDEX_KINDS:
            into.indexes.append(PackageIndex(_INDEX_KINDS[option.name], option.value, value_place if option.value else place))
        elif option.name in PER_REQUIREMENT:
            loose.append((option, place))
        else:
            into.options.append(Option(option.name, option.value, place))
    _include(named, into, counts=editable is None)
    for option, place in loose:
        _loose(option, place, editable, into)
    return _editable(text, editable, span, into, comment) if editable else None


def _loose(option: Given, place: Location, editable: Given | None, into: Collected) -> None:
    """An option of a requirement on a line that names none but an editable, which can be configured, but not checked."""
    if editable is not None and option.name == "--hash":
        message = f"`--hash` is ignored by pip on the line of `-e {editable.value[:60]}`: what is edited has no hash"
        into.problems.append(Problem("misspelled-option", message, place, "ignored here"))
    elif option.name == "--hash":
        into.orphan = into.orphan or Option(option.name, option.value, place)
    elif editable is None:
        message = f"`{option.written}` belongs to one requirement; on a line of its own pip ignores it"
        into.problems.append(Problem("misspelled-option", message, place, "ignored here", "put it on the line of its requirement"))


def _second(option: Given, place: Location) -> Problem:
    message = f"`{option.value[:60]}` is ignored by pip, which takes one `{option.written}` on each line"
    return Problem("misspelled-option", message, place, "ignored here", "put it on a line of its own")


def _include(named: list[tuple[Include, Location]], into: Collected, *, counts: bool) -> None:
    """As pip does it: of several files on one line, the first `-r` counts, or else the first `-c`; none beside an editable."""
    read = next((include for include, _ in named if include.kind == "requirements"), named[0][0] if named else None)
    for include, place in named:
        into.includes.append(include)
        if include is not read or not counts:
            message = f"`{include.target[:60]}` is ignored by pip, which takes one file or folder on each line"
            into.problems.append(Problem("misspelled-option", message, place, "ignored here", "put it on a line of its own"))


def _backslash(written: str, sought: str, place: Location) -> Problem:
    right = written.replace("\\", "/")
    message = f"`{written[:60]}` has `\\` in it, which pip takes for an escape: it looks for `{sought[:60]}`; write `{right[:60]}`"
    return Problem("unreadable-file", message, place, "not a separator for pip", subject=right)


def _editable(text: str, option: Given, span: Spans, into: Collected, comment: str) -> Dependency:
    """`-e path[extra]`, `-e git+https://...#egg=name`, `-e name @ git+https://...`."""
    start, end = option.value_start, option.value_end
    value = option.value
    marker = ""
    if text[end:].lstrip().startswith("@"):
        end = len(text)
        dependency, problems = parse_requirement(text[start:end], lambda a, b: span(start + a, start + b), into.path, group=into.group)
        into.problems.extend(problems)
        if dependency is not None:
            into.dependencies.append(dependency._replace(editable=True, comment=comment))
            return into.dependencies[-1]
    place = Location(into.path, *span(start, end))
    if scp := _SCP.match(value):
        into.problems.append(_scp(scp, place))
    elif _SPECIFIED.match(value):
        message = f"`{value[:60]}` is neither a folder nor a version control URL, which is all that `-e` takes"
        into.problems.append(Problem("invalid-requirement", message, place, "can't be edited"))
    if ";" in value and not _URL.match(value):
        value, _, marker = value.partition(";")
    name, extras, version = _named_by(value)
    if not _URL.match(value):
        extras = _extras_of(value) or extras
    local = not _URL.match(value) or value.lower().startswith("file:")
    dependency = Dependency(
        normalize(name), name, text[option.start : option.end], Location(into.path, *span(option.start, option.end)), extras=extras,
        marker=marker.strip(), url=value, url_span=span(start, start + len(value)), group=into.group, editable=True, path=local,
        comment=comment, specifier=f"=={version}" if version else "",
    )  # fmt: skip
    into.dependencies.append(dependency)
    return dependency


def resolve(path: str, target: str) -> str:
    """The path, relative to the root, of a file that `path` names; "" for URLs, variables and places out of the tree."""
    if not target or _URL.match(target) or UNRESOLVED.search(target) or "$" in target or target.startswith(("/", "~")) or "\0" in target:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.replace("\\", "/")))
    return "" if joined.startswith("../") or joined == ".." else joined


def starts_like_requirement(text: str) -> bool:
    """Could `text` be the beginning of a requirement of its own (and not of an option or a continued specifier)?"""
    return NAME.match(text.lstrip()) is not None
