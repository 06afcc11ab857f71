"""Rule classes into the pages of docs/rules, their index, and the tables of keys and options in docs/configuration.md.

`python -m deplint.docs [FOLDER]` writes them into FOLDER, which is `docs` where nothing else is said. Nothing in them is written by hand.
"""

from __future__ import annotations

from deplint.config.keys import KEYS
from deplint.examples import FENCE, documentation, examples
from deplint.plugins import builtin
from deplint.testing import report_on
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from deplint.plugins import Entry
    from deplint.rule import Rule

FAMILIES = {
    "files": ("0", "Files and syntax"),
    "pins": ("1", "Pins and bounds"),
    "hashes": ("2", "Hashes and the integrity of locks"),
    "sync": ("3", "Inputs and what is made from them"),
    "groups": ("4", "Groups, and development tools in production"),
    "python": ("5", "Python versions"),
    "sources": ("6", "Indexes and other sources"),
    "consistency": ("7", "Duplicates and conflicts"),
    "installs": ("8", "Commands that install"),
    "identity": ("9", "Names and origins of packages"),
}
"""By folder: the first digit of the family's codes, and its title."""
LANGUAGES = {"toml": "toml", "lock": "toml", "Pipfile": "toml", "json": "json", "yml": "yaml", "yaml": "yaml", "py": "python", "cfg": "ini"}
BEGIN, END = "<!-- begin: {0}, written by `python -m deplint.docs` -->", "<!-- end: {0} -->"
CONFIGURATION = "configuration.md"


def pages() -> dict[str, str]:
    """The text of every generated page by its path in the docs folder."""
    entries = builtin().entries
    return {f"rules/{entry.name}.md": page(entry) for entry in entries} | {"rules/README.md": index(entries)}


def page(entry: Entry) -> str:
    """The page of one rule."""
    rule = entry.load()
    summary, _, rest = documentation(rule).partition("\n\n")
    facts = [
        ("severity", rule.severity.value + (f", {rule.strict_severity.value} in the strict profile" if rule.strict_severity else "")),
        ("on in", _profiles(entry)),
        ("fix", fix_of(entry)),
    ]
    table = "\n".join(["| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in facts)])
    parts = [f"# {entry.name} ({entry.code})", summary, table, *_spaced(rest)]
    if options := _options(rule):
        parts += ["## Options", f"Set under `[tool.deplint.rules.{entry.name}]`.", options]
    parts += ["## Related", f"[All rules](README.md) · [configuration](../{CONFIGURATION})"]
    return "\n\n".join(part for part in parts if part) + "\n"


def index(entries: Iterable[Entry]) -> str:
    """The list of all rules by family."""
    parts = ["# Rules", "By family. Each page says why the rule exists, shows what it finds, and what would be right."]
    every = list(entries)
    for family, (digit, title) in FAMILIES.items():
        if found := [entry for entry in every if entry.family == family]:
            rows = "\n".join(_row(entry) for entry in found)
            parts += [
                f"## {title} (DPL{digit}xx)",
                f"| code | name | what it finds | severity | on in | fix |\n|---|---|---|---|---|---|\n{rows}",
            ]
    return "\n\n".join(parts) + "\n"


def configured(text: str) -> str:
    """docs/configuration.md with the tables of the keys and of the rules' options between their marks."""
    for title, rows in (("keys", _keys()), ("options of the rules", _options_of_all())):
        begin, end = BEGIN.format(title), END.format(title)
        block = "\n".join([begin, *rows, end])
        if begin in text and end in text:
            text = text[: text.index(begin)] + block + text[text.index(end) + len(end) :]
        else:
            text = f"{text.rstrip()}\n\n## {title.capitalize()}\n\n{block}\n".lstrip()
    return text


def _keys() -> Iterator[str]:
    yield from ("| key | default | meaning |", "|---|---|---|")
    for key in KEYS:
        choices = f" ({', '.join(f'`{choice}`' for choice in key.choices)})" if key.choices else ""
        yield f"| `{key.name}` | {key.unset or f'`{_toml(key.default)}`'} | {key.about}{choices} |"


def _options_of_all() -> Iterator[str]:
    yield from ("| rule | option | default | meaning |", "|---|---|---|---|")
    for entry in builtin().entries:
        for key, option in sorted(entry.load().options().items()):
            yield f"| [`{entry.name}`](rules/{entry.name}.md) | `{key}` | `{_toml(option.default)}` | {option.about} |"


def fix_of(entry: Entry) -> str:
    """What the findings in the rule's own examples can be fixed by: "safe", "unsafe" or "none"."""
    fixes = [
        diagnostic.fix
        for example in examples(documentation(entry.load()))
        for diagnostic in report_on(example.trees.get("bad", {}), entry.name, example.config).diagnostics
        if diagnostic.fix and diagnostic.name == entry.name
    ]
    if not fixes:
        return "none"
    return "safe" if all(fix.safe for fix in fixes) else "unsafe"


def _row(entry: Entry) -> str:
    rule = entry.load()
    summary = " ".join(documentation(rule).partition("\n\n")[0].split()).replace("|", "\\|")
    return f"| {entry.code} | [{entry.name}]({entry.name}.md) | {summary} | {rule.severity.value} | {_profiles(entry)} | {fix_of(entry)} |"


def _profiles(entry: Entry) -> str:
    return ", ".join(entry.profiles) or "none: it must be selected"


def _spaced(markdown: str) -> Iterator[str]:
    """The prose and the blocks of a docstring, to be joined by blank lines."""
    done = 0
    for match in FENCE.finditer(markdown):
        yield markdown[done : match.start()].strip()
        yield from _shown(match)
        done = match.end()
    yield markdown[done:].strip()


def _shown(match: re.Match[str]) -> tuple[str, str]:
    """What a block of an example is, and the block in the colours of its language."""
    path = next(iter(match["words"].split()), "")
    language = LANGUAGES.get(path.rpartition(".")[2], "text") if path != "Pipfile.lock" else "json"
    if match["kind"] == "config":
        language = "toml"
    kind = {"with": "Beside it", "config": "Configuration", "expect": "Findings"}.get(match["kind"], match["kind"].capitalize())
    return f"{kind}, `{path}`:" if path else f"{kind}:", f"{match['ticks']}{language}\n{match['text']}{match['ticks']}"


def _options(rule: type[Rule]) -> str:
    rows = [f"| `{key}` | `{_toml(option.default)}` | {option.about} |" for key, option in sorted(rule.options().items())]
    return "\n".join(["| option | default | meaning |", "|---|---|---|", *rows]) if rows else ""


def _toml(value: Any) -> str:
    from json import dumps

    return dumps(list(value) if isinstance(value, tuple) else value)


def write(folder: Path) -> list[Path]:
    """Writes what is not fresh and removes the pages of rules that are gone; the paths of both."""
    changed = []
    wanted = pages()
    target = folder / CONFIGURATION
    before = target.read_text("utf-8") if target.exists() else "# Configuration\n"
    for name, text in {**wanted, CONFIGURATION: configured(before)}.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode("utf-8"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
            changed.append(path)
    for path in (folder / "rules").glob("*.md"):
        if f"rules/{path.name}" not in wanted:
            path.unlink()
            changed.append(path)
    return changed


if __name__ == "__main__":
    import sys
    from pathlib import Path

    write(Path(*sys.argv[1:2] or ["docs"]))
