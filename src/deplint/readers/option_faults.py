"""A word where pip takes only options into the problem that says what pip makes of it: refuses the file, or ignores it."""

from __future__ import annotations

from deplint.facts import Problem
from deplint.syntax.pip_options import FORMER, GLOBAL, PER_REQUIREMENT, Given
from deplint.syntax.requirement import NAME
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from deplint.model import Location

_SHOWN = 60


def faulty(option: Given, text: str, place: Location, owner: str = "") -> Problem | None:
    """What is wrong with one word of a line of options, or behind the requirement `owner`; None where pip takes it."""
    if option.fault == "stray":
        return _stray(option, text, place, owner)
    if option.fault:
        return Problem("misspelled-option", _refused(option, text[option.start : option.end]), place, "pip refuses it")
    if not option.name or option.name in FORMER:
        return _unknown(option, place)
    return None


def _refused(option: Given, written: str) -> str:
    if option.fault == "open" and written.endswith("\\"):
        return f"`{_short(written)}` ends in a backslash with nothing after it: pip refuses the whole file"
    if option.fault == "open":
        return f"`{_short(written)}` opens a quotation that nothing closes: pip refuses the whole file"
    if option.fault == "missing":
        return f"`{option.written}` needs a value: pip refuses the whole file"
    return f"`{option.written}` takes no value: pip refuses the whole file"


def _stray(option: Given, text: str, place: Location, owner: str) -> Problem:
    """pip drops every word that is no option without a word of its own."""
    rest = text[option.start :].strip()
    if owner:
        message = f"`{_short(rest)}` is ignored by pip, which takes only options there"
        advice = "a comment begins with ` #`, another requirement with a new line"
        return Problem("misspelled-option", message, place, "ignored here", advice)
    if text.strip().startswith(("- ", "-- ")):
        said = f"`{_short(text)}` begins with `-`, so pip takes the line for options and ignores it; a requirement begins with its name"
        return Problem("invalid-requirement", said, place, "ignored", rest.lstrip("- \t"))
    if rest[0].isalpha() and NAME.match(rest):
        message = f"`{_short(rest)}` stands behind an option, where pip ignores it; a requirement needs a line of its own"
        return Problem("invalid-requirement", message, place, "ignored")
    return Problem("misspelled-option", f"`{_short(rest)}` is ignored by pip: only options count here", place, "ignored here")


def _unknown(option: Given, place: Location) -> Problem:
    name = _short(option.written)
    if option.name in FORMER:
        message = f"`{name}` was an option of an earlier pip; the current one refuses the whole file"
        return Problem("misspelled-option", message, place, "no longer an option", "remove it")
    message = f"`{name}` is no option that pip takes in a requirements file: it refuses the whole file"
    return Problem("misspelled-option", message, place, "unknown option", _nearest(name))


def _nearest(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name[:40], [*GLOBAL, *PER_REQUIREMENT], 1, 0.7)
    return f"did you mean `{near[0]}`?" if near else ""


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
