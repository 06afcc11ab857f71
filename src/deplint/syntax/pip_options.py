"""The options that pip takes in a requirements file, and one line's options read as pip reads them.

The table is pip 26.3's (`pip._internal.req.req_file`); a test compares it with the pip that is installed.
"""

from __future__ import annotations

from deplint.regex import regex
from deplint.typing_light import NamedTuple

# Option -> does it take a value.
GLOBAL = {
    "-i": True, "--index-url": True, "--pypi-url": True, "--extra-index-url": True, "--no-index": False,
    "-c": True, "--constraint": True, "-r": True, "--requirement": True, "-e": True, "--editable": True,
    "-f": True, "--find-links": True, "--no-binary": True, "--only-binary": True, "--prefer-binary": False,
    "--require-hashes": False, "--no-require-hashes": False, "--pre": False, "--all-releases": True, "--only-final": True,
    "--trusted-host": True, "--use-feature": True,
}  # fmt: skip
PER_REQUIREMENT = {"--hash": True, "--config-settings": True, "--config-setting": True, "-C": True}
# Taken by some earlier pip, refused by the current one.
FORMER = {
    "--install-option": True, "--global-option": True,
    "--process-dependency-links": False, "--allow-external": True, "--allow-all-external": False,
    "--allow-unverified": True, "--use-wheel": False, "--no-use-wheel": False, "--always-unzip": False, "-Z": False,
    "--use-mirrors": False, "--mirrors": True, "--download-cache": True,
}  # fmt: skip
CANONICAL = {
    "-i": "--index-url", "--pypi-url": "--index-url", "-c": "--constraint", "-r": "--requirement", "-e": "--editable",
    "-f": "--find-links", "-C": "--config-settings", "--config-setting": "--config-settings",
}  # fmt: skip
_TABLE = {**GLOBAL, **PER_REQUIREMENT, **FORMER}
# Words as a POSIX shell splits them, which is what pip asks for. A quotation mark or backslash of its own is one that nothing closes.
_WORD = regex(r"""(?:[^ \t"'\\]+|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|["'\\])+""")
_CLOSED = regex(r"""(?:[^"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+""")
_LONGEST = 10_000


class Given(NamedTuple):
    """One word that begins with `-`, with its value, as it stands in a line; or a word that is no option where only options may stand.

    name    the long form, "" where pip has no such option
    value   as pip sees it, without quotation marks and backslashes; the range of the value is without quotation marks around it
    fault   "stray" (no option: pip ignores it), "missing" (its value), "value" (it takes none), "open" (a quotation that nothing closes,
            or a backslash before nothing), "" where all is well
    The ranges are those of the line's text.
    """

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int
    written: str
    fault: str = ""


def read_options(text: str, start: int) -> list[Given]:
    """The options of a line from offset `start` on, with their values in all spellings (`-rfile`, `--requirement=file`, `-r file`)."""
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text, start)]
    given: list[Given] = []
    position = 0
    while position < len(words):
        word, at, stop = words[position]
        position += 1
        if _is_open(word):  # pip can't split the line
            given.append(_no_option(word, at, stop, "open"))
            break
        if word == "--":  # what follows is no option any more, and pip ignores it
            given.append(_no_option(word, at, len(text.rstrip()), "stray"))
            break
        if not word.startswith("-") or word == "-":
            given.append(_no_option(word, at, stop, "stray"))
            continue
        written, value, value_at = _split(word, at)
        name = _long_name(written)
        takes = _TABLE.get(name, False)
        fault = "value" if name and value is not None and not takes else ""
        if value is None and takes and position < len(words):
            value, value_at, stop = words[position]
            position += 1
            fault = "open" if _is_open(value) else ""
        elif value is None and takes:
            fault = "missing"
        raw = value or ""
        if len(raw) >= 2 and raw[0] in "\"'" and raw[-1] == raw[0]:
            raw, value_at = raw[1:-1], value_at + 1
        read = _unquoted(value or "") if name and not fault else raw
        given.append(Given(CANONICAL.get(name, name), read, at, stop, value_at, value_at + len(raw), written, fault))
    return given


def _unquoted(word: str) -> str:
    """What a shell makes of a word: quotation marks and backslashes taken away."""
    if ("\\" not in word and '"' not in word and "'" not in word) or len(word) > _LONGEST:
        return word
    import shlex

    return "".join(shlex.split(word))


def _is_open(word: str) -> bool:
    return ("\\" in word or '"' in word or "'" in word) and _CLOSED.fullmatch(word) is None


def _no_option(word: str, start: int, end: int, fault: str) -> Given:
    return Given("", "", start, end, end, end, word, fault)


def _split(word: str, at: int) -> tuple[str, str | None, int]:
    """The option and the value that is glued to it: `--name=value`, `-nvalue`."""
    if word.startswith("--"):
        name, sign, value = word.partition("=")
        return name, (value if sign else None), at + len(name) + 1
    if len(word) > 2:
        return word[:2], word[2:], at + 2
    return word, None, at + len(word)


def _long_name(written: str) -> str:
    """The option meant: exact, or an abbreviation that only one option begins with (as optparse takes it); "" where there is none."""
    if written in _TABLE:
        return written
    if not written.startswith("--") or len(written) < 3:
        return ""
    candidates = [name for name in (*GLOBAL, *PER_REQUIREMENT) if name.startswith(written)]
    return candidates[0] if len({CANONICAL.get(name, name) for name in candidates}) == 1 else ""
