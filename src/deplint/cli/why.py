"""`deplint why PACKAGE`: who needs a package, in which lock, and by which way."""

from __future__ import annotations

import sys

from deplint.cli.options import UsageError
from deplint.cli.output import say, wants_color, write_report
from deplint.cli.paths import posix
from deplint.cli.session import current_folder, prepared
from deplint.names import normalize
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import SimpleNamespace

    from deplint.project import Project
    from deplint.questions.need import Locked
    from deplint.report import Report

NOT_FOUND = 1


def why(options: SimpleNamespace) -> int:
    """Runs `deplint why`; 1 where nothing has the package."""
    from deplint.report import Report
    from deplint.repository import Repository

    if len(options.operands) != 1:
        raise UsageError("`deplint why` needs the name of one package")
    name, cwd = normalize(options.operands[0]), current_folder()
    options.operands = []
    place, tree, config = prepared(options, cwd)
    report = Report(root=posix(place.root), cwd=posix(cwd))
    color = wants_color(options.color, sys.stdout)
    parts = [part for project in Repository.load(tree, config.files()).projects for part in _told(name, project, report, color)]
    write_report("".join(f"{line}\n" for line in parts))
    if not parts:
        say(f"nothing here asks for `{name}`, and no lock has it")
    return 0 if parts else NOT_FOUND


def _told(name: str, project: Project, report: Report, color: bool) -> Iterator[str]:
    from deplint.questions.need import asked_for, locked
    from deplint.reporters.paint import paint
    from deplint.reporters.visible import visible, visible_path

    for each in asked_for(name, project):
        line = each.manifest.source.position(each.dependency.location.start).line
        place = paint(f"{visible_path(report.display(each.manifest.path))}:{line}", "strong", color)
        yield f"{place} asks for {visible(each.dependency.text)} ({visible(each.dependency.group)})"
    for found in locked(name, project):
        place = paint(visible_path(report.display(found.manifest.path)), "strong", color)
        yield f"{place} has {visible(name)} {visible(', '.join(found.versions))}"
        yield from _ways(found)
    project.forget()


def _ways(found: Locked) -> Iterator[str]:
    from deplint.reporters.visible import visible

    for way in found.ways:
        steps = (f"{name} {specifier}".strip() for name, specifier in zip(way.names, way.specifiers, strict=True))
        yield f"    {visible(way.group)}: {visible(' -> '.join(steps))}"
    if found.via:
        yield f"    via {visible(', '.join(found.via))}"
