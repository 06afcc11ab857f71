"""The bytes of a file into the `primaryLocationLineHash` of its lines, by which GitHub's code scanning knows an alert again.

The algorithm is that of github/codeql-action (src/fingerprints.ts). It hashes the hundred UTF-16 code units that start at a line, blanks
and tabs left out, and tells equal lines apart by a count. A value that differs from GitHub's own gives a warning for each result.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

BLOCK = 100
BASE = 37
MASK = (1 << 64) - 1
END = "\uffff"
ASTRAL = regex("[\U00010000-\U0010ffff]")


def line_hashes(data: bytes, lines: Iterable[int]) -> dict[int, str]:
    """The hashes of some lines of a file (1-based): `{2: "a7f2ff13bc495cf2:1"}`; lines that the file does not have are left out."""
    wanted = set(lines)
    units = _units(data)
    blocks = {number: block for number, block in _blocks(units) if number in wanted}
    seen = dict.fromkeys(blocks.values(), 0)
    hashes = {}
    for number, block in _blocks(units):
        if block in seen:
            seen[block] += 1
            if number in wanted:
                hashes[number] = f"{_hash(block):x}:{seen[block]}"
    return hashes


def _units(data: bytes) -> str:
    """The code units that count, each as one character, and the unit that stands for the end of the file."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    return ASTRAL.sub(_surrogates, text) + END


def _blocks(units: str) -> Iterator[tuple[int, str]]:
    """Each line's number and the units that its hash is made of, filled up with NUL to a hundred."""
    start, number = 0, 1
    while True:
        yield number, units[start : start + BLOCK].ljust(BLOCK, "\0")
        start = units.find("\n", start) + 1
        if not start:
            return
        number += 1


def _hash(block: str) -> int:
    value = 0
    for unit in block:
        value = (value * BASE + ord(unit)) & MASK
    return value


def _surrogates(match: re.Match[str]) -> str:
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
