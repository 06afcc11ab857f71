"""Rules into what people and programs read about them: `deplint rule`, and the schema of the configuration."""

from __future__ import annotations

from deplint.cli.options import UsageError
from deplint.cli.output import wants_color, write_report
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace
    from typing import Any

    from deplint.plugins import Catalogue, Entry
    from deplint.report import RuleInfo


def rule(options: SimpleNamespace) -> int:
    """Runs `deplint rule`: explains the named rules, or all; without any name lists them."""
    from deplint.plugins import catalogue

    rules = catalogue()
    if options.operands and options.all:
        raise UsageError(f"--all explains all rules, not only `{options.operands[0]}`")
    chosen = [_entry(name, rules) for name in options.operands] or list(rules.entries)
    show = {"json": _json, "markdown": _markdown, "text": _text if options.operands or options.all else _list}[options.output_format]
    write_report(show(chosen, options), "json" if options.output_format == "json" else "text")
    return 0


def schema(options: SimpleNamespace) -> int:
    """Runs `deplint schema`."""
    import json

    from deplint.config.schema import schema
    from deplint.plugins import catalogue

    write_report(json.dumps(schema(catalogue()), indent=2) + "\n", "json")
    return 0


def _entry(name: str, rules: Catalogue) -> Entry:
    entry = rules.find(name) or rules.find(name.upper()) or rules.find(name.lower())
    if entry is None:
        from deplint.config.words import unknown_selector

        message = unknown_selector(name, rules) or f"`{name}` stands for several rules; `deplint rule` lists them"
        raise UsageError(message)
    return entry


def _information(entry: Entry) -> RuleInfo:
    from deplint.engine import DOCS
    from deplint.report import RuleInfo

    information = RuleInfo.of(entry.load())
    return information if entry.origin else information._replace(url=f"{DOCS}/{entry.name}.md")


def _list(entries: list[Entry], options: SimpleNamespace) -> str:
    import sys

    from deplint.reporters.paint import paint

    color = wants_color(options.color, sys.stdout)
    wide = max((len(entry.name) for entry in entries), default=0)
    lines = []
    for entry in entries:
        information = _information(entry)
        severity = information.severity.value
        where = "default" if "default" in entry.profiles else entry.profiles[0] if entry.profiles else "if selected"
        word = paint(severity, severity, color) + " " * (7 - len(severity))
        lines.append(f"{paint(entry.code, 'strong', color)}  {entry.name:{wide}}  {word}  {where:11}  {information.summary}\n")
    return "".join(lines)


def _text(entries: list[Entry], options: SimpleNamespace) -> str:
    import sys

    from deplint.reporters.documentation import plain
    from deplint.reporters.paint import paint

    color = wants_color(options.color, sys.stdout)
    parts = []
    for entry in entries:
        information = _information(entry)
        severity = information.severity.value
        head = f"{paint(f'{entry.code} {entry.name}', 'strong', color)} ({paint(severity, severity, color)}, {_where(entry)})"
        set_up = [f"    rules.{entry.name}.{name} = {_toml(option.default)}  # {option.about}" for name, option in _options(entry)]
        configured = "\n\nOptions\n\n" + "\n".join(set_up) if set_up else ""
        more = f"\n\n{information.url}" if information.url else ""
        parts.append(f"{head}\n\n{plain(information)}{configured}{more}\n")
    return "\n\n".join(parts)


def _where(entry: Entry) -> str:
    """Where the rule runs, in words."""
    if not entry.profiles:
        return "runs only if selected"
    if "default" in entry.profiles:
        return "on by default"
    return f"runs in the profile{'s' if len(entry.profiles) > 1 else ''} {' and '.join(entry.profiles)}"


def _markdown(entries: list[Entry], options: SimpleNamespace) -> str:
    from deplint.config.schema import option_table
    from deplint.reporters.documentation import markdown

    parts = []
    for entry in entries:
        table = option_table(dict(_options(entry)))
        parts.append(markdown(_information(entry)) + (f"\n## Options\n\n{table}" if table else ""))
    return "\n".join(parts)


def _json(entries: list[Entry], options: SimpleNamespace) -> str:
    import json

    return json.dumps([_described(entry) for entry in entries], indent=2) + "\n"


def _described(entry: Entry) -> dict[str, Any]:
    information = _information(entry)
    return {
        "code": entry.code,
        "name": entry.name,
        "family": entry.family,
        "severity": information.severity.value,
        "profiles": list(entry.profiles),
        "summary": information.summary,
        "documentation": information.doc,
        "options": [{"name": name, "default": option.default, "about": option.about} for name, option in _options(entry)],
        "url": information.url,
    }


def _options(entry: Entry) -> list[tuple[str, Any]]:
    return sorted(entry.load().options().items())


def _toml(value: object) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value)
