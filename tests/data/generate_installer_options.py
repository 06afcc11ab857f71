"""The options of the installed pip and uv, as src/deplint/data/pip_commands.py and uv_commands.py hold them.

    python tests/data/generate_installer_options.py pip [PYTHON ...]     pip of these Pythons, the newest last (older pips add what is gone)
    python tests/data/generate_installer_options.py uv [UV]

prints the body of the table. pip is asked for its parsers, uv for the completion that it writes for zsh, which names the hidden options, too.
Names that uv takes but tells nobody (clap's aliases) are tried one by one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

PIP_COMMANDS = ("install", "download", "wheel", "lock", "uninstall")
UV_COMMANDS = (
    "pip install", "pip sync", "pip compile", "pip uninstall", "run", "add", "remove", "sync", "lock", "export", "tool run", "tool install",
    "tool upgrade", "venv", "build", "python install",
)  # fmt: skip
# Names that uv has had, or has for pip's sake.
UV_ALIASES = {
    "--requirement": "--requirements", "--constraint": "--constraints", "--override": "--overrides", "--exclude": "--excludes",
    "--build-constraint": "--build-constraints", "--with-requirement": "--with-requirements", "--no-dev-dependencies": "--no-dev",
    "--no-cache-dir": "--no-cache", "--force-reinstall": "--reinstall", "--trusted-host": "--allow-insecure-host",
    "--preview-feature": "--preview-features", "--all-dev": "--all-groups", "--no-hashes": "--no-generate-hashes",
}  # fmt: skip
ASK_PIP = f"""
import json
from pip import __version__
from pip._internal.commands import commands_dict, create_command
print(json.dumps([__version__, {{name: [
    [option._long_opts, option._short_opts, option.takes_value(), option.action in ("append", "callback")]
    for option in create_command(name).parser.option_list_all
] for name in {PIP_COMMANDS} if name in commands_dict}}]))
"""
ZSH_OPTION = re.compile(r"'(?:\([^)]*\))?(\*?)(-[A-Za-z0-9-]+)([=+]?)\[(.*)")

Table = dict[str, dict[str, tuple[tuple[str, ...], bool, bool]]]
"""Command -> long name -> (other names, takes a value, may be repeated)."""


def pip_table(python: str) -> tuple[str, Table]:
    """The version and the options of the pip of an interpreter."""
    version, commands = json.loads(subprocess.run([python, "-I", "-c", ASK_PIP], capture_output=True, text=True, check=True).stdout)
    table: Table = {}
    for command, options in commands.items():
        for long, short, takes, many in options:
            table.setdefault(command, {})[long[0]] = ((*short, *long[1:]), takes, takes and many)
    return version, table


def uv_table(uv: str) -> tuple[str, Table]:
    """The version and the options of a uv."""
    version = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    text = subprocess.run([uv, "generate-shell-completion", "zsh"], capture_output=True, text=True, check=True).stdout
    table: Table = {}
    for command, entries in _zsh_commands(text).items():
        if command in UV_COMMANDS:
            table[command] = _joined(entries)
            for alias in _aliases(uv, command, table[command]):
                names, takes, many = table[command][UV_ALIASES[alias]]
                table[command][UV_ALIASES[alias]] = ((*names, alias), takes, many)
    return version, table


def _zsh_commands(text: str) -> dict[str, list[tuple[str, bool, bool, str]]]:
    """Command -> (option, takes a value, may be repeated, what is said of it)."""
    found: dict[str, list[tuple[str, bool, bool, str]]] = {}
    group = command = ""
    for line in text.splitlines():
        if context := re.search(r":uv((?:-[a-z]+)*)-command-\$line", line):
            group = context[1].replace("-", " ").strip()
        elif line == "esac":
            group = group.rpartition(" ")[0]
        elif name := re.fullmatch(r"\s*\(([a-z-]+)\)", line):
            command = f"{group} {'run' if name[1] == 'uvx' else name[1]}".strip()
        elif option := ZSH_OPTION.match(line):
            found.setdefault(command, []).append((option[2], bool(option[3]), bool(option[1]), option[4]))
    return found


def _joined(entries: list[tuple[str, bool, bool, str]]) -> dict[str, tuple[tuple[str, ...], bool, bool]]:
    """Options with the same text are names of one; the first long one stands for all."""
    by_text: dict[str, list[tuple[str, bool, bool]]] = {}
    for number, (name, takes, many, text) in enumerate(entries):
        by_text.setdefault(text if len(text) > 6 else str(number), []).append((name, takes, many))
    joined = {}
    for group in by_text.values():
        long = list(dict.fromkeys(name for name, _, _ in group if name.startswith("--")))
        short = [name for name, _, _ in group if not name.startswith("--")]
        # Two long options may be told in the same words; a short one stands before its long one.
        for number, name in enumerate(long):
            _, takes, many = next(each for each in group if each[0] == name)
            joined[name] = (tuple(dict.fromkeys(short)) if number == 0 else (), takes, takes and many)
    return joined


def _aliases(uv: str, command: str, options: dict[str, tuple[tuple[str, ...], bool, bool]]) -> list[str]:
    """The names among UV_ALIASES that uv takes besides those of the table."""
    known = []
    for alias, name in UV_ALIASES.items():
        if name in options and alias not in options:
            arguments = [uv, *command.split(), alias, *(["x"] if options[name][1] else []), "--help"]
            said = subprocess.run(arguments, capture_output=True, text=True, check=False).stderr
            if "unexpected argument" not in said:
                known.append(alias)
    return known


def merged(tables: list[Table]) -> Table:
    """Several versions of one tool, the newest last: what it says holds."""
    result: Table = {}
    for table in tables:
        for command, options in table.items():
            result.setdefault(command, {}).update(options)
    return result


def written(table: Table) -> str:
    """The table as Python: one string for each command, and one for what all of them share."""
    words = {
        command: {"/".join((name, *others)) + "=" * takes + "*" * many for name, (others, takes, many) in options.items()}
        for command, options in table.items()
    }
    shared = set.intersection(*words.values())
    parts = [_constant('    "": """', shared)]
    parts += [_constant(f'    "{command}": """', each - shared) for command, each in words.items()]
    return "OPTIONS = {\n" + "\n".join(parts) + "\n}\n"


def _constant(head: str, words: set[str]) -> str:
    lines = [""]
    for word in sorted(words, key=lambda word: word.lstrip("-")):
        if len(lines[-1]) + len(word) > 130:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return head + "\n" + "\n".join("        " + line for line in lines) + '\n    """,'


if __name__ == "__main__":
    tool, *programs = sys.argv[1:]
    versions, tables = zip(*((pip_table if tool == "pip" else uv_table)(program) for program in programs or [sys.executable]), strict=True)
    print(f"{tool.upper()} {', '.join(versions)}\n{written(merged(list(tables)))}")
