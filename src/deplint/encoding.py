"""Bytes into a `Source`, in every encoding that pip, TOML and YAML readers meet.

Follows pip's reading of requirements files: a byte order mark wins, then a PEP 263 comment in the first two lines, then UTF-8.
"""

from __future__ import annotations

from deplint.facts import Problem
from deplint.model import Location, Source
from deplint.regex import regex

# The order matters: the UTF-16 mark is the beginning of the UTF-32 one.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_COOKIE = regex(rb"coding[:=][ \t]*([-\w.]{1,40})")
UNREADABLE = "unreadable-file"


def decode(path: str, data: bytes, *, cookie: bool = False) -> tuple[Source, tuple[Problem, ...]]:
    """The decoded file and what was wrong with its bytes. `cookie` honours a PEP 263 comment, as pip and Python do.

    Never fails: bytes that fit no encoding become U+FFFD, and the problem says where the first of them stands.
    """
    encoding, body = _encoding_of(data, cookie)
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return _damaged(path, body, encoding)
    source = Source(path, text, encoding)
    if "\0" in text:
        offset = text.index("\0")
        return source, (_problem(path, offset, "holds NUL characters and is not a text file", "NUL"),)
    return source, ()


def encoded(before: bytes, encoding: str, text: str) -> bytes | None:
    """The bytes of a changed text, as the file was written before: its byte order mark and its encoding. None where that can't be done.

    before    the bytes that the file has now, and `encoding` the one of its Source
    """
    mark = next((mark for mark, name in _MARKS if name == encoding and before.startswith(mark)), b"")
    try:
        # An encoding that does not give back what it took (UTF-7, most with state) would change more than the text.
        return mark + text.encode(encoding) if mark + before[len(mark) :].decode(encoding).encode(encoding) == before else None
    except (UnicodeError, LookupError, ValueError):
        return None


def _encoding_of(data: bytes, cookie: bool) -> tuple[str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    if cookie:
        for line in data[:400].split(b"\n")[:2]:
            found = _COOKIE.search(line) if line.startswith(b"#") and b"coding" in line else None
            if found:
                return found[1].decode("ascii", "replace"), data
    return "utf-8", data


def _damaged(path: str, body: bytes, encoding: str) -> tuple[Source, tuple[Problem, ...]]:
    try:
        text = body.decode(encoding, errors="replace")
        said = f"is not valid {encoding.upper()}"
    except (LookupError, ValueError):
        text = body.decode("utf-8", errors="replace")
        said = f"names the encoding `{encoding}`, which does not exist or is no text encoding"
    source = Source(path, text, encoding)
    offset = max(text.find("\ufffd"), 0)
    return source, (_problem(path, offset, said, "this can't be decoded", "save the file as UTF-8"),)


def _problem(path: str, offset: int, said: str, label: str, help: str = "") -> Problem:
    name = path.rsplit("/", 1)[-1]
    return Problem(UNREADABLE, f"`{name}` {said}", Location(path, offset, offset + 1), label, help)
