"""DPL902 freeze-local-file: entries that come from a folder of one machine."""

from __future__ import annotations

import re

from deplint.regex import regex
from deplint.roles import Role
from deplint.rule import Option, Related, Rule, Severity
from deplint.syntax.requirement import UNRESOLVED
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.facts import Dependency, Manifest
    from deplint.model import Diagnostic
    from deplint.project import Project

_FILE = regex(r"file:(?://(?:localhost)?(?=/))?", re.IGNORECASE)
_DRIVE = regex(r"/?[A-Za-z](?::|%3A|\|)[\\/]", re.IGNORECASE)
# Where conda's build machines and pip's own builds work: what stands there came from an index, under a version.
_BUILD = regex(
    r"[\\/](?:croot|conda-bld|feedstock_root|build_artifacts|_h_env[^\\/]*|abs_[a-z0-9_]+|concourse|perseverance-python-buildout)[\\/]"
    r"|^(?:/?[A-Za-z]:)?[\\/](?:ci(?:_[0-9a-z]+)?|b|bld|work[\\/]ci[^\\/]*)[\\/]|^/tmp/build/|^/(?:tmp|work)/ci",
    re.IGNORECASE,
)
# Folders of people and of the moment.
_PERSONAL = regex(r"/(?:home|Users|root|tmp|var/tmp|private|var/folders|nix/store|mnt/[a-z])/")
# Images have these, too, and somebody copies wheels there to install them.
_PASSING = regex(r"/(?:tmp|root)/[^/]*")
_WHEELHOUSES = frozenset(("wheel", "wheels", "wheelhouse", "vendor", "dist", "packages", "artifacts"))
_ARCHIVES = (".whl", ".tar.gz", ".zip")


class FreezeLocalFile(Rule):
    """Entry that points to a folder or file which exists on one machine only.

    ## Why is this bad?
    `pip freeze` writes down where each distribution was installed from. In an environment made by conda these are folders of the machine
    that built the package (`/croot/...`), elsewhere somebody's home. pip stops at the first such line: `No such file or directory`.

    ## Example
    ```bad requirements.txt
    certifi @ file:///croot/certifi_1671487769961/work/certifi
    flask==3.0.2
    ```
    ```good requirements.txt
    certifi==2022.12.7
    flask==3.0.2
    ```
    One finding for each file, whatever the number of such lines. Relative paths, paths with a variable, wheels in a wheelhouse, and
    absolute paths that an image may well have (`/app/...`, `/opt/...`) are not flagged.
    """

    code = "DPL902"
    severity = Severity.ERROR
    only_for = ("urls",)
    allow = Option((), "beginnings of paths that every machine has, such as a mounted wheelhouse (`/mnt/c/wheels`)")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.manifests:
            if project.role(manifest) is Role.LOCK:
                continue
            places = [(entry, _absolute_path(entry)) for entry in manifest.dependencies]
            absolute = [(entry, path) for entry, path in places if path and not path.startswith(tuple(self.allow) or ("\0",))]
            if any(_is_of_one_machine(path) for _, path in absolute):
                yield self._finding(manifest, absolute)

    def _finding(self, manifest: Manifest, found: list[tuple[Dependency, str]]) -> Diagnostic:
        (first, path), *others = found
        name, place = first.written or _short(path), f" (`{_short(path)}`)" if first.written else ""
        versions = "versions" if others else "a version"
        said = "comes from a folder of the machine that wrote the file"
        if others:
            said = f"and {len(others)} more come from folders of the machine that wrote the file"
        # What stands in somebody's own folder has no release to go back to: it comes first among those that are shown.
        others.sort(key=lambda found: _BUILD.search(found[1]) is not None)
        return self.found(
            first.part(first.url_span),
            f"`{name}` {said}{place}, so that every install elsewhere fails; give {versions} instead",
            label="exists on that machine only",
            related=[Related(entry.part(entry.url_span), "and this") for entry, _ in others[:20]],
            help=_help(manifest, first),
            subject=first.name if not others else "",
        )


def _absolute_path(entry: Dependency) -> str:
    """The path on the machine that an entry names; "" for addresses, relative paths and paths with a variable."""
    url = entry.url
    if not url or UNRESOLVED.search(url) or "$" in url or "%(" in url:
        return ""
    found = _FILE.match(url)
    path = url[found.end() :] if found else url
    return path if path.startswith("/") or _DRIVE.match(path) else ""


def _is_of_one_machine(path: str) -> bool:
    """Surely not a place that images and other machines have as well."""
    if _BUILD.search(path) or _DRIVE.match(path):
        return True
    return _PERSONAL.match(path) is not None and not _is_in_wheelhouse(path)


def _is_in_wheelhouse(path: str) -> bool:
    path = path.split("#", 1)[0]
    kept = path.endswith(_ARCHIVES) and not _WHEELHOUSES.isdisjoint(path.lower().split("/")[:-1])
    return kept or (path.endswith(_ARCHIVES) and _PASSING.fullmatch(path) is not None)


def _short(path: str) -> str:
    path = path[1:] if _DRIVE.match(path) and path.startswith("/") else path
    return path if len(path) <= 40 else path[:37] + "..."


def _help(manifest: Manifest, first: Dependency) -> str:
    if first.editable:
        return "if it is this project itself, write `-e .`; if it is another one, its repository and commit"
    if manifest.kind == "requirements":
        return f"pip list --format=freeze > {manifest.path.rsplit('/', 1)[-1]}"
    return "write `name==version` as `pip list --format=freeze` shows it"
