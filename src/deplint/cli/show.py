"""What a run would do, for people: the files with kind and role, and the settings with their origins."""

from __future__ import annotations

from deplint.cli.output import say, write_report
from deplint.cli.paths import posix
from deplint.cli.session import current_folder, prepared
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import SimpleNamespace
    from typing import Any

    from deplint.cli.paths import Target
    from deplint.config import Config
    from deplint.repository import Repository
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
    from deplint.reporters.closing import counted

    def toml(value: Any) -> str:
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            return "{" + ", ".join(f"{json.dumps(glob)} = {toml(content)}" for glob, content in value) + "}"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key} = {toml(content)}" for key, content in value.items()) + "}"
        return json.dumps(list(value) if isinstance(value, tuple) else value)

    lines = [f"{key} = {toml(value)}  # {origin}" for key, value, origin in shown(config)]
    running = [f"#   {entry.code} {entry.name}" for entry in catalogue().entries if config.selects(entry)]
    write_report("\n".join([*lines, f"# {counted(len(running), 'rule')} selected:", *running, ""]))
    return 0


def show_files(place: Target, tree: Tree, config: Config, cwd: str, *, explain: bool) -> int:
    """The files that are linted, and those that are only examples: path, kind, role.

    With `explain` also how the role was found, and what each project says of its Python.
    """
    from deplint.discovery import is_within
    from deplint.report import Report
    from deplint.reporters.visible import visible, visible_path
    from deplint.repository import Repository

    shown = Report(root=posix(place.root), cwd=posix(cwd)).display
    repository = Repository.load(tree, config.files())
    rows = [
        [visible_path(shown(path)), kind, role, *([visible(reason)] if explain else [])]
        for path, kind, role, reason in sorted(_found(repository, config))
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if explain:
        from deplint.cli.pythons import python_lines

        lines += python_lines(repository, shown, lambda path: is_within(path, config.scope))
    write_report("".join(f"{line}\n" for line in lines))
    if not lines:
        say("no file here declares or installs dependencies")
    return 0


def _found(repository: Repository, config: Config) -> Iterator[tuple[str, str, str, str]]:
    """Path, kind, role and reason of the files in the scope."""
    from deplint.discovery import is_within

    for project in repository.projects:
        for manifest in (*project.files, *project.examples):
            if is_within(manifest.path, config.scope):
                role, reason = project.found_role(manifest)
                yield manifest.path, manifest.kind, role.value, reason
