"""What a run would do, for people: the files with kind and role, and the settings with their origins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deplint.cli_output import say, write_report
from deplint.cli_paths import posix
from deplint.cli_setup import current_folder, prepared

if TYPE_CHECKING:
    from types import SimpleNamespace

    from deplint.cli_paths import Target
    from deplint.config import Config
    from deplint.tree import Tree


def files(options: SimpleNamespace) -> int:
    """Runs `deplint files`."""
    cwd = current_folder()
    place, tree, config = prepared(options, cwd)
    return show_files(place, tree, config, cwd, explain=options.explain)


def show_settings(config: Config) -> int:
    """Every key in TOML, with where its value comes from, and the rules that run."""
    import json

    from deplint.config import shown
    from deplint.plugins import catalogue

    def toml(value: Any) -> str:
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            return "{" + ", ".join(f"{json.dumps(glob)} = {toml(content)}" for glob, content in value) + "}"
        return json.dumps(list(value) if isinstance(value, tuple) else value)

    lines = [f"{key} = {toml(value)}  # {origin}" for key, value, origin in shown(config)]
    running = [f"#   {entry.code} {entry.name}" for entry in catalogue().entries if config.selects(entry)]
    write_report("\n".join([*lines, f"# {len(running)} rules run:", *running, ""]), "text")
    return 0


def show_files(place: Target, tree: Tree, config: Config, cwd: str, *, explain: bool) -> int:
    """The files that are linted, one to a line: path, kind, role, and with `explain` how the role was found."""
    from deplint.config import Selection
    from deplint.engine import lint
    from deplint.reporters.visible import visible, visible_path

    nothing = config._replace(selections=(Selection(select=()),))
    report = lint(tree, nothing, root=posix(place.root), cwd=posix(cwd))
    rows = [[visible_path(report.display(file.path)), file.kind, file.role, visible(file.reason)] for file in report.files]
    used = rows if explain else [row[:3] for row in rows]
    widths = [max((len(row[index]) for row in used), default=0) for index in range(4 if explain else 3)]
    lines = ["  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in used]
    write_report("".join(f"{line}\n" for line in lines), "text")
    if not lines:
        say("no file here declares or installs dependencies")
    return 0
