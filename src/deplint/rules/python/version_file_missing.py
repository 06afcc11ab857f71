"""DPL514 version-file-missing: a workflow or an image that is pointed to a file which is not in the repository."""

from __future__ import annotations

from itertools import islice

from deplint.discovery import kind_of
from deplint.install_places import INSTALL_KINDS
from deplint.questions.update_automation import within
from deplint.regex import regex
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Manifest
    from deplint.installs import CommandFile, Installs
    from deplint.model import Diagnostic, Location
    from deplint.project import Project

SHOWN = 20
MOST = 100
"""Files of one image that are looked for."""
_COPIED = frozenset((
    "requirements", "pyproject", "pipfile", "conda", "python-version", "uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "setup.py",
))  # fmt: skip
_KINDS = frozenset(("version", "release", "requirements", "constraints", "environment"))
_WHAT = {
    "version": "the action should find the Python version in it", "release": "the action should find the version of the tool in it",
    "cache": "the action should make the key of its cache from it, and fails without",
    "environment": "the job should make its environment from it", "constraints": "the job should take its constraints from it",
}  # fmt: skip
# What brings files into a job that nobody can see here.
_BRINGS = regex(
    r"download-artifact|\bgit (?:clone|checkout|submodule|worktree|switch|apply|merge)\b"
    r"|attach_workspace|cookiecutter|copier|startproject|\bunzip\b|\btar\b|\bwget\b|\brsync\b|\bscp\b|\baws s3\b|\bgsutil\b"
    r"|\bdocker cp\b|release download"
)
# Lines that name a file without making it: what a job starts on, and keys of caches.
_ONLY_NAMES = regex(r"hashFiles\(|^[ \t]*#|^[ \t]*-[ \t]*['\"]?[^\s'\"]*['\"]?[ \t\r\n]*$|cache-dependency")
_WORD = regex(r"[\w.+-]+")


class Missing(NamedTuple):
    """A file that is named and not there."""

    file: CommandFile
    path: str


class VersionFileMissing(Rule):
    """Workflow, pipeline or image that is pointed to a version file, a requirements file or a lock that the repository does not have.

    ## Why is this bad?
    The step or the build fails, or goes on without: the file was renamed or removed, and the job is for nothing, perhaps only the one that
    runs before a release.

    ## Example
    ```bad .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
            with:
              python-version-file: .python-version
    ```
    ```good .github/workflows/ci.yml
    on: push
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
            with:
              python-version-file: .python-version
    ```
    ```good .python-version
    3.12.8
    ```
    Nothing is said where the file may be there all the same: a variable or a pattern in its name, a folder that another checkout, a
    submodule, an artifact or a download may have filled, a file that the job mentions elsewhere and so perhaps makes, and commands that
    run only under a condition (`if [ -f requirements.txt ]`).
    """

    code = "DPL514"
    severity = Severity.ERROR
    only_for = ("workflow", "action", "gitlab-ci", "azure-pipelines", "circleci", "dockerfile")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.installers:
            if manifest.kind not in self.only_for or manifest.installs is None:
                continue
            if manifest.kind == "dockerfile":
                yield from self._of_image(manifest, manifest.installs, project)
                continue
            found: dict[str, list[Missing]] = {}
            for each in _missing(manifest.installs, project):
                found.setdefault(each.path, []).append(each)
            if found and not _BRINGS.search(manifest.source.text):
                mentioned = _mentioned(manifest, [file.location for file in _named(manifest.installs)])
                for path, missing in found.items():
                    name = path.rpartition("/")[2]
                    if name not in mentioned and _WORD.fullmatch(name) and not _may_be_elsewhere(path, project):
                        yield self._finding(missing, _nearest(path, project) if len(found) <= SHOWN else "")

    def _of_image(self, manifest: Manifest, installs: Installs, project: Project) -> Iterator[Diagnostic]:
        """What `COPY` names and no build context can have: one finding, as the build stops at the first."""
        copies = (each for stage in installs.stages for each in stage.copies if not each.origin and not each.mount)
        for copy, source in islice(((each, source) for each in copies for source in each.sources), MOST):
            if _is_nowhere(source, manifest, project):
                at = max(copy.location.start, manifest.source.text.find(source, copy.location.start, copy.location.end))
                near = _nearest(source, project)
                yield self.found(
                    manifest.source.at(at, at + len(source)),
                    f"`{source}` does not exist, so that the image can't be built",
                    label="no such file",
                    help=f"did you mean `{near}`?" if near else "",
                    subject=source,
                )
                return

    def _finding(self, missing: list[Missing], near: str) -> Diagnostic:
        file, path = missing[0]
        base = file.location.path.rpartition(".github/")[0].rstrip("/")
        path = within(path, base)
        return self.found(
            file.location,
            f"`{file.target}` does not exist, though {_WHAT.get(file.kind, 'the job should install from it')}",
            label=f"no such file: {path}",
            related=[Related(each.file.location, "here too") for each in missing[1:SHOWN]],
            help=f"did you mean `{within(near, base)}`?" if near else "",
            subject=path,
        )


def _named(installs: Installs) -> Iterator[CommandFile]:
    """The files that the actions and commands are given."""
    for setup in installs.setups:
        yield from setup.files
    for command in installs.commands:
        yield from command.files


def _missing(installs: Installs, project: Project) -> Iterator[Missing]:
    conditional = {id(file) for command in installs.commands if command.is_conditional for file in command.files}
    for file in _named(installs):
        if file.kind not in _KINDS or not file.paths or id(file) in conditional or "\\" in file.target:
            continue
        if not any(map(project.is_there, file.paths)):
            yield Missing(file, file.paths[0])
    for setup in installs.setups:
        keys = [file for file in setup.files if file.kind == "cache"] if setup.tool == "python" else []
        # The action fails where nothing at all is there to make the key of.
        if keys and all(file.paths and not project.is_there(file.paths[0]) for file in keys):
            yield Missing(keys[0], keys[0].paths[0])


def _is_nowhere(written: str, image: Manifest, project: Project) -> bool:
    """A manifest that is in none of the folders that may be the build context, that nothing else speaks of, and that can't be elsewhere."""
    from posixpath import dirname, join, normpath

    path = normpath(written.lstrip("/"))
    name = path.rpartition("/")[2]
    if kind_of(path) not in _COPIED or not _WORD.fullmatch(name) or any(sign in written for sign in "*?[$"):
        return False
    context = dirname(image.path)
    while True:
        if project.is_there(join(context, path)):
            return False
        if not context:
            break
        context = dirname(context)
    others = (each for each in project.everywhere.values() if each is not image)
    first = path.partition("/")[0]
    if first != path and not any(f"/{first}/" in f"/{each}" for each in project.everywhere):
        return False  # perhaps the folder of this repository in another one
    return not any(each.path.endswith(f"/{path}") or (each.kind in INSTALL_KINDS and name in each.source.text) for each in others)


def _may_be_elsewhere(path: str, project: Project) -> bool:
    """A submodule may have filled the folder: nothing of it is known here."""
    folder = path.rpartition("/")[0]
    if not folder or not project.is_there(".gitmodules"):
        return False
    return not any(each.startswith(f"{folder}/") for each in project.everywhere)


def _mentioned(manifest: Manifest, places: list[Location]) -> set[str]:
    """The words of the text where nothing is installed from them: something there may make a file of that name."""
    from bisect import bisect_right

    starts = sorted((place.start, place.end) for place in places)
    words: set[str] = set()
    start = 0
    for line in manifest.source.text.splitlines(keepends=True):
        if not _ONLY_NAMES.search(line):
            for match in _WORD.finditer(line):
                at = start + match.start()
                index = bisect_right(starts, (at, len(manifest.source.text))) - 1
                if index < 0 or at >= starts[index][1]:
                    words.add(match[0])
        start += len(line)
    return words


def _nearest(path: str, project: Project) -> str:
    """The file that was probably meant: of nearly this name in the same folder, or the only one of this name."""
    from difflib import get_close_matches
    from posixpath import basename, dirname

    beside = {basename(each): each for each in project.everywhere if dirname(each) == dirname(path)}
    near = [beside[name] for name in get_close_matches(basename(path)[:100], beside, 1, 0.8)]
    near = near or [each for each in project.everywhere if basename(each) == basename(path)]
    return near[0] if len(near) == 1 else ""
