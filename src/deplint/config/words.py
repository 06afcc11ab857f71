"""What is said where a configuration or a command is wrong: the words of the messages, and the error that carries them."""

from __future__ import annotations

from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deplint.plugins import Catalogue


class ConfigError(Exception):
    """The user's configuration or command line is wrong. The text is one line, with the place in front where there is one."""

    def __init__(self, message: str) -> None:
        from deplint.reporters.visible import visible

        super().__init__(visible(message))


def unknown_selector(selector: str, rules: Catalogue) -> str:
    """Why a selector fits no rule, "" where it does fit one."""
    if selector == "ALL" or any(entry.name == selector or (selector and entry.code.startswith(selector)) for entry in rules.entries):
        return ""
    known = [name for entry in rules.entries for name in (entry.code, entry.name)]
    upper = selector.upper()
    if upper and any(code.startswith(upper) for code in known):
        return f"unknown rule `{selector}`, did you mean `{upper}`?"
    return f"unknown rule `{selector}`{suggestion(selector, known) or '; `deplint rule --all` lists them'}"


def suggestion(word: str, known: Iterable[str]) -> str:
    """`, did you mean ...?` with the nearest of the known words, "" where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word[:100], list(known), 1, 0.6)
    return f", did you mean `{near[0]}`?" if near else ""


def one_of(choices: Iterable[str]) -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{choice}`" for choice in choices]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}" if len(quoted) > 1 else quoted[0]


def described(value: object) -> str:
    """What a TOML value is, in words."""
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "true or false"), (int, "an integer"), (float, "a number"), (str, "a string"), (list, "a list"), (tuple, "a list"),
        (dict, "a table"),
    )  # fmt: skip
    return next((words for kind, words in kinds if isinstance(value, kind)), "a date")
