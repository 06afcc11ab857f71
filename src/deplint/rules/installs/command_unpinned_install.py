"""DPL801 command-unpinned-install: a command that installs a distribution without a version."""

from __future__ import annotations

from deplint.model import Related
from deplint.questions.installing import BOOTSTRAP, commands_of, is_for_production, is_judged, is_open, named_at_once, pinned_beside
from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.installs import InstallCommand
    from deplint.model import Diagnostic
    from deplint.project import Project

_SHOWN = 20
_NAMED = 4
_MOST = 3
"""Findings in one image; more of them are one story."""
_PIPELINES = "pipelines"


class Open(NamedTuple):
    """A command, and what it installs without a version."""

    manifest: Manifest
    command: InstallCommand
    dependencies: tuple[Dependency, ...]


class CommandUnpinnedInstall(Rule):
    """Command that installs a distribution without a version: in an image, a workflow or a script.

    ## Why is this bad?
    The image or job of tomorrow gets another release than that of today, though nobody has changed a line: a build breaks over night, and
    what was tested is not what is shipped.

    ## Example
    ```bad Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --no-cache-dir gunicorn
    ```
    ```good Dockerfile
    FROM python:3.12.4-slim
    RUN pip install --no-cache-dir gunicorn==23.0.0
    ```
    pip, `uv pip`, uvx, `uv tool install`, pipx and easy_install are read by their own tables of options. Requirements files, constraints
    (`-c`, `PIP_CONSTRAINT`), paths, wheels, the project's own distributions, versions in variables, repositories with a revision, names
    that a file pins which is installed beside them, `--pre`, `--no-index` and `--exclude-newer` are not flagged, nor is
    `pip install --upgrade pip` outside of the strict profile. What the pipelines and scripts of a project install is one finding. What no
    image and no pipeline runs (a Makefile, a script), and what the pipelines of a library test it with, is for information.
    """

    code = "DPL801"
    severity = Severity.WARNING
    only_for = ("commands",)
    yields_to = ("hashed-file-installed-loosely",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        by_names: dict[tuple[bool, tuple[str, ...]], list[Open]] = {}
        for found in self._open(project):
            names = tuple(sorted({_called(each) for each in found.dependencies}))
            matters = _matters(found, project)
            if _redirected(found.dependencies[0], found.manifest):
                yield self._finding([found], matters)
                continue
            by_names.setdefault((matters, names), []).append(found)
        by_file: dict[tuple[bool, str], list[list[Open]]] = {}
        for (matters, _), group in by_names.items():
            group.sort(key=lambda each: (each.manifest.path.count("/"), each.manifest.path))
            # An image is built and shipped by itself. What pipelines and scripts install is one habit of the whole project.
            image = group[0].manifest.kind == "dockerfile"
            by_file.setdefault((matters, group[0].manifest.path if image else _PIPELINES), []).append(group)
        for (matters, place), groups in by_file.items():
            if len(groups) > (_MOST if place != _PIPELINES else 1):
                groups = [[found for group in groups for found in group]]
            for group in groups:
                yield self._finding(group, matters)

    def _open(self, project: Project) -> Iterator[Open]:
        for manifest, command in commands_of(project):
            found = [each for each in named_at_once(command) if is_judged(each, project) and is_open(each)]
            if manifest.kind != "dockerfile":  # elsewhere it is done to test against what is newest there
                found = [each for each in found if not each.url]
            if all(each.name in BOOTSTRAP for each in found) and self.profile != "strict":
                continue
            pinned = pinned_beside(manifest, command, project)
            found = [each for each in found if each.name not in pinned and each.name not in BOOTSTRAP] or [
                each for each in found if each.name not in pinned and self.profile == "strict"
            ]
            if found:
                yield Open(manifest, command, tuple(found))

    def _finding(self, group: list[Open], matters: bool) -> Diagnostic:
        places = [each for found in group for each in found.dependencies]
        first = places[0]
        if sign := _redirected(first, group[0].manifest):
            return self._redirection(first, sign, matters)
        names = list(dict.fromkeys(_called(each) for each in places))
        where = _elsewhere(group)
        pin = f"pin {'it' if len(names) == 1 else 'them'} (`{first.written}==<version>`)"
        right = "add `@<full commit hash>`" if first.url else pin
        verb = "is" if len(names) == 1 else "are"
        what = "without a revision" if first.url else "without a version"
        return self.found(
            first.location,
            f"{_listed(names)} {verb} installed {what}{where}, so each run may get another release; {right}, or name a constraints file",
            label="any release fits",
            related=[Related(each.location, "and here") for each in places[1 : _SHOWN + 1]],
            severity=None if matters else Severity.INFO,
            subject=" ".join(names[:_NAMED]),
        )


    def _redirection(self, dependency: Dependency, written: str, matters: bool) -> Diagnostic:
        return self.found(
            dependency.location,
            f"`{dependency.written}` is installed without a version: the shell takes `{written[0]}` in `{dependency.written}{written}` "
            "for a redirection; put quotation marks around the requirement",
            label="all that pip gets to see",
            help=f'"{dependency.written}{written}"',
            severity=None if matters else Severity.INFO,
            subject=dependency.name,
        )


def _matters(found: Open, project: Project) -> bool:
    in_production = is_for_production(found.manifest, found.command.context, project)
    return in_production and not all(each.name in BOOTSTRAP for each in found.dependencies)


def _redirected(dependency: Dependency, manifest: Manifest) -> str:
    """The specifier that the shell has taken for a redirection (`flask>=2` without quotation marks), "" where there is none."""
    text, end = manifest.source.text, dependency.location.end
    if text[end : end + 1] not in ("<", ">"):
        return ""
    return text[end : end + 40].split(maxsplit=1)[0].rstrip("\"',;")


def _called(dependency: Dependency) -> str:
    return dependency.written or dependency.url.split("#", 1)[0]


def _listed(names: list[str]) -> str:
    shown = names if len(names) <= _NAMED else names[: _NAMED - 1]
    parts = [f"`{name}`" for name in shown]
    if len(names) > len(shown):
        parts.append(f"{len(names) - len(shown)} more")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _elsewhere(group: Iterable[Open]) -> str:
    group = list(group)
    files = {found.manifest.path for found in group}
    if len(files) > 1:
        return f" here and in {len(files) - 1} more file{'s' if len(files) > 2 else ''}"
    return f" by {len(group)} commands" if len(group) > 1 else ""
