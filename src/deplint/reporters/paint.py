"""Words into coloured words, where colour is wanted."""

from __future__ import annotations

STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "message": "1",
    "frame": "94",
    "place": "36",
    "related": "1;94",
    "removed": "31",
    "added": "32",
    "good": "1;32",
    "strong": "1",
    "faint": "2",
}


def paint(text: str, style: str, color: bool) -> str:
    """`text` in a style of STYLES; as it is where there is no colour or nothing to see."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if color and text else text
