"""What the reports in XML share: values that can stand in an attribute whatever the linted files hold."""

from __future__ import annotations

from deplint.reporters.visible import visible

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def attribute(value: object) -> str:
    """`="..."`, escaped; control characters, which XML 1.0 can't hold even as numbers, are written out."""
    from xml.sax.saxutils import quoteattr

    return f"={quoteattr(visible(str(value)))}"


def attributes(**values: object) -> str:
    """` name="value" ...`; a trailing underscore of a name is left out, so that Python's words can be used."""
    return "".join(f" {name.rstrip('_')}{attribute(value)}" for name, value in values.items())
