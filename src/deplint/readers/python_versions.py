""".python-version, .tool-versions and runtime.txt: Source -> Manifest.

.python-version as pyenv and uv read it (several versions, one on each line or side by side), .tool-versions as asdf and mise do,
runtime.txt as Heroku, Binder and Cloud Foundry do. Lines for other tools say nothing here.
"""

from __future__ import annotations

import re

from deplint.facts import Comment, Manifest, PythonConstraint
from deplint.model import LINE_END
from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Source

_WORD = regex(r"[^\s]+")
_COMMENT = regex(r"(?:(?<=\s)|^)#.*", re.DOTALL)
_RUNTIME = regex(r"(?:python-?)?[23](?:\.\S*)?", re.IGNORECASE)
# An implementation may stand before the version: `cpython@3.12`, `cpython-3.12.1-linux-x86_64-gnu`, `python3.11`, `pypy3.9-7.3.11`.
_VERSION = regex(
    r"(?:(?:cpython|python|cp)[@-]?|pypy[@-]?(?=3\.))?v?([0-9]+(?:\.[0-9]+){0,2})((?:a|b|rc)[0-9]+)?"
    r"(t|-dev|\.[xX*]|/envs/.*|-[0-9a-z][0-9a-zA-Z_.+-]*|\+[a-z+]+)?",
    re.DOTALL,
)
_RANGE = regex(r"(?:cpython[@]?)?((?:[<>=!~]=?|===?)[0-9][0-9.*a-z]*(?:,(?:[<>=!~]=?|===?)[0-9][0-9.*a-z]*)*)")


def read(source: Source) -> Manifest:
    """Reads the file that the path says it is. What names no version of Python that can be said in PEP 440 has the specifier ""."""
    name = source.path[source.path.rfind("/") + 1 :]
    if name == ".tool-versions":
        kind, found = "tool-versions", _tool_versions(source)
    elif name == "runtime.txt":
        kind, found = "runtime-txt", _runtime(source)
    else:
        kind, found = "python-version", _words(source)
    pythons = () if "\0" in source.text else tuple(found)
    return Manifest(source.path, kind, source, pythons=pythons, comments=tuple(_comments(source)))


def _words(source: Source) -> Iterator[PythonConstraint]:
    for start, line in _lines(source):
        for word in _WORD.finditer(line):
            yield _constraint(source, word[0], start + word.start())


def _tool_versions(source: Source) -> Iterator[PythonConstraint]:
    for start, line in _lines(source):
        words = list(_WORD.finditer(line))
        if words and words[0][0] == "python":
            for word in words[1:]:
                yield _constraint(source, word[0], start + word.start())


def _runtime(source: Source) -> Iterator[PythonConstraint]:
    for start, line in _lines(source):
        word = line.strip()
        if _RUNTIME.fullmatch(word):
            yield _constraint(source, word, start + line.index(word))


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """The offset and the text of each line, without its comment."""
    start = 0
    for line in LINE_END.split(source.text):
        yield start, _COMMENT.sub("", line)
        start += len(line)
        start += 2 if source.text.startswith("\r\n", start) else 1


def _comments(source: Source) -> Iterator[Comment]:
    if "deplint" not in source.text:
        return
    start = 0
    for line in LINE_END.split(source.text):
        if match := _COMMENT.search(line):
            yield Comment(match[0].lstrip("#").strip(), source.at(start + match.start(), start + match.end()))
        start += len(line) + (2 if source.text.startswith("\r\n", start + len(line)) else 1)


def _constraint(source: Source, word: str, start: int) -> PythonConstraint:
    return PythonConstraint("version-file", word, specifier(word), source.at(start, start + len(word)))


def specifier(version: str) -> str:
    """What a version as such a file names it lets in: "3.11" is "==3.11.*", "3.11.4" is "==3.11.4"; "" where that can't be said."""
    if match := _RANGE.fullmatch(version):
        return match[1]
    match = _VERSION.fullmatch(version.removeprefix("latest:"))
    if match is None:
        return ""
    release, prerelease, rest = match[1], match[2] or "", match[3] or ""
    if len(release) > 1 and "." not in release:  # uv: `312`, `cp312`
        release = f"{release[0]}.{release[1:]}"
    if prerelease and rest != "-dev":
        return f"=={release}{prerelease}" if release.count(".") else ""
    whole = release.count(".") == 2 and not rest.startswith("-dev") and not match[0].startswith("pypy")
    return f"=={release}" if whole else f"=={release}.*"
