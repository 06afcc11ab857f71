"""A tree of files into a `Repository`: finds the manifests, reads them, follows what they name, and groups them into projects."""

from __future__ import annotations

import posixpath

from deplint.discovery import find, is_example, kind_of
from deplint.encoding import UNREADABLE, decode
from deplint.facts import Manifest, Problem
from deplint.install_places import INSTALL_KINDS
from deplint.model import Location, Source
from deplint.pairs import named_in_header
from deplint.project import Edge, Project
from deplint.readers import read
from deplint.roles import LOCK_KINDS, Found, Role, development_word
from deplint.syntax.requirement import normalize
from deplint.tree import DiskTree, TreeError
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from deplint.policy import Policy
    from deplint.texts import Texts
    from deplint.tree import Tree

# Folders that hold requirements, environments or images of the project above them.
_SHARED_FOLDERS = frozenset(
    ".circleci .ci .devcontainer .docker .github .gitlab build ci conda conda-envs conda-lock conda.recipe config configs constraints "
    "dep dependencies deploy deployment deps dev develop devtools docker dockerfiles doc docs documentation env envs environment "
    "environments etc install lock locks misc packaging pip pip-requirements python reqs req requirement requirements scripts setup "
    "test tests testing tool tools utils".split()
)
_STRONG = frozenset(("pyproject", "pipfile", "setup.py", "pixi", *LOCK_KINDS - {"conda-explicit", "conda-list"}))
_WEAK = frozenset(("requirements", "conda"))
_OWN = _STRONG | _WEAK
# Formats in which a PEP 263 comment names the encoding.
_COOKIE_KINDS = frozenset(("requirements", "setup.py", "script"))


class Settings(NamedTuple):
    """What the user chose that decides which files are read and what they are."""

    scope: tuple[str, ...] = ()
    """The folders and files asked for, relative to the root; none means everything."""
    excluded: Callable[[str], bool] | None = None
    role_for: Callable[[str], str] | None = None
    """The role that the user gave to a path, "" where none."""
    nature: str = ""
    """"library", "application", or "" to infer it."""
    policy: Policy | None = None
    """What is allowed and banned, where the user says something of it."""


class Repository:
    """Everything under the linted root."""

    def __init__(
        self, tree: Tree, settings: Settings, manifests: dict[str, Manifest], examples: dict[str, Found], texts: Texts | None = None
    ) -> None:
        self.tree = tree
        self.settings = settings
        self.manifests = manifests
        """All manifests that were read, by path."""
        self._texts = texts
        self._given = examples
        """The roles that are known by the path or by the user's word."""
        self.projects = self._group()

    @classmethod
    def load(cls, tree: Tree, settings: Settings | None = None) -> Repository:
        """Reads what the scope needs: whole projects, what they include wherever it stands, and the folders above them."""
        settings = settings or Settings()
        kinds = find(tree, settings.excluded, settings.scope)
        wanted = _wanted(kinds, settings.scope)
        given = {path: found for path in wanted if (found := _given_role(path, settings))}
        texts = _texts_of(tree, kinds.values())
        manifests = {path: _load(tree, path, kinds[path], texts) for path in sorted(wanted)}
        _follow_includes(tree, manifests, given, settings.excluded)
        return cls(tree, settings, manifests, given, texts)

    def project_of(self, path: str) -> Project | None:
        """The project that a manifest belongs to."""
        root = _rooter({each: manifest.kind for each, manifest in self.manifests.items()})(path)
        return next((project for project in self.projects if project.root == root), None)

    def unknown(self, *, compiled: bool = True) -> Iterator[tuple[str, str]]:
        """What could not be judged, as (path, why): unreadable files, lists that code works out, and what the rules that ran left open.

        compiled  with the compiled files whose inputs are not known, for which no rule is even loaded
        """
        for project in self.projects:
            for manifest in project.files:
                if any(problem.rule == UNREADABLE for problem in manifest.problems):
                    yield manifest.path, "it can't be read"
                elif manifest.kind == "setup.py" and manifest.metadata:
                    computed = [name for name in manifest.metadata.dynamic if name.endswith(("_require", "_requires"))]
                    if computed:
                        yield manifest.path, f"{' and '.join(f'`{name}`' for name in computed)} of setup() can only be known by running it"
            linted = {manifest.path for manifest in project.manifests} if compiled else set()
            unpaired = {pair.compiled.path: pair.undecided for pair in project.pairs if pair.undecided and pair.compiled.path in linted}
            yield from {**unpaired, **project.undecided}.items()
        for path in self._texts.changed if self._texts else ():
            yield path, "it was changed while it was read"

    def _group(self) -> tuple[Project, ...]:
        kinds = {path: manifest.kind for path, manifest in self.manifests.items()}
        root_of = _rooter(kinds)
        members: dict[str, list[Manifest]] = {}
        for path, manifest in self.manifests.items():
            members.setdefault(root_of(path), []).append(manifest)
        first_party = frozenset(
            normalize(manifest.metadata.name)
            for manifest in self.manifests.values()
            if manifest.metadata and manifest.metadata.name and not self._is_example(manifest)
        )
        outside = self._edges_across(root_of)
        naming, evident, says_python = _naming(members), _evident(members), _says_python(self.manifests.values())
        shared: dict[str, dict[str, Any]] = {}
        projects: dict[str, Project] = {}
        for root, manifests in sorted(members.items()):
            projects[root] = Project(
                root, [each for each in manifests if each.kind not in INSTALL_KINDS],
                installers=[each for each in manifests if each.kind in INSTALL_KINDS],
                lookup=self.manifests.get, exists=self.tree.exists, overrides=self._given, nature=self.settings.nature,
                first_party=first_party, covering_locks=_covering_locks(root, naming, members), named_from_outside=outside.get(root, ()),
                says_python_above=not says_python.isdisjoint(_folders_above(root)),
                below_another=not evident.isdisjoint(_folders_above(root)),
                scope=self.settings.scope, everywhere=self.manifests,
                policy=self.settings.policy, shared=shared,
                within_library=not any(each.kind in _STRONG for each in manifests) and _within_library(root, projects),
            )  # fmt: skip
        return tuple(projects.values())

    def _is_example(self, manifest: Manifest) -> bool:
        """What a fixture or a template calls itself says nothing: many are called after a package that everybody knows."""
        given = self._given.get(manifest.path)
        return given is not None and given.role is Role.EXAMPLE

    def _edges_across(self, root_of: Callable[[str], str]) -> dict[str, list[Edge]]:
        """Includes that lead from one project into another, by the project that they lead to."""
        across: dict[str, list[Edge]] = {}
        for manifest in self.manifests.values():
            for include in manifest.includes:
                target = self.manifests.get(include.path) if include.path else None
                if target is not None and root_of(target.path) != root_of(manifest.path):
                    across.setdefault(root_of(target.path), []).append(Edge(manifest, include, target))
        return across


def _texts_of(tree: Tree, kinds: Iterable[str]) -> Texts | None:
    """Who reads large texts again; None without locks, and where the tree can't, or would have to ask git once more."""
    if not isinstance(tree, DiskTree) or LOCK_KINDS.isdisjoint(kinds):
        return None
    from deplint.texts import Texts

    return Texts(lambda path: decode(path, tree.read(path))[0].text)


def _load(tree: Tree, path: str, kind: str, texts: Texts | None = None) -> Manifest:
    try:
        data = tree.read(path)
    except TreeError as error:
        name = path.rsplit("/", 1)[-1]
        return Manifest(path, kind, Source(path, ""), problems=(Problem(UNREADABLE, f"`{name}` {error}", Location(path, 0, 0)),))
    source, problems = decode(path, data, cookie=kind in _COOKIE_KINDS)
    if problems:
        return Manifest(path, kind, source, problems=problems)
    manifest = read(source, kind)
    if texts is not None and kind in LOCK_KINDS:
        manifest.source = texts.lent(source)
    return manifest


def _follow_includes(
    tree: Tree, manifests: dict[str, Manifest], given: dict[str, Found], excluded: Callable[[str], bool] | None = None
) -> None:
    """Reads the files that others name by `-r`, `-c`, `file =`, in a compiler's header or in a lock, whatever they are called.

    What only a lock names stays unread where the user has excluded it.
    """
    waiting = list(manifests.values())
    while waiting:
        manifest = waiting.pop()
        included = [include.path for include in manifest.includes if include.kind != "member"]
        named = dict.fromkeys((*included, *named_in_header(manifest)), "requirements")
        if manifest.kind in LOCK_KINDS:
            from deplint.lock_inputs import named_by_lock

            named.update((path, kind) for path, kind in named_by_lock(manifest) if not (excluded and excluded(path)))
        for path, kind in named.items():
            if not path or path in manifests or not (kind_of(path) or kind) or _is_missing(tree, path):
                continue
            manifests[path] = _load(tree, path, kind_of(path) or kind)
            if manifest.path in given and given[manifest.path].role is Role.EXAMPLE:
                given[path] = given[manifest.path]
            waiting.append(manifests[path])


def _is_missing(tree: Tree, path: str) -> bool:
    """Nothing stands there: neither a file, nor a link in a circle or out of the tree, which is told as what it is."""
    if tree.exists(path):
        return False
    try:
        tree.read(path)
    except TreeError as error:
        return "symbolic link" not in error.reason
    return False


def _given_role(path: str, settings: Settings) -> Found | None:
    chosen = settings.role_for(path) if settings.role_for else ""
    if chosen:
        return Found(Role(chosen), "the configuration says so")
    reason = is_example(path, settings.scope)
    return Found(Role.EXAMPLE, reason) if reason else None


def _rooter(kinds: dict[str, str]) -> Callable[[str], str]:
    """A function that gives the project folder of a path: the nearest folder above it that is a project, else the root."""
    roots = {""}
    for path, kind in kinds.items():
        folder = posixpath.dirname(path)
        if kind in _STRONG or (kind in _WEAK and not _is_shared(folder.lower())):
            roots.add(folder)

    def root_of(path: str) -> str:
        folder = posixpath.dirname(path)
        while folder not in roots:
            folder = posixpath.dirname(folder)
        return folder

    return root_of


def _is_shared(path: str) -> bool:
    """The folder holds what the project above needs, or stands in one that holds requirements (`requirements/extras`)."""
    folders = path.split("/")
    name = folders[-1]
    if name in _SHARED_FOLDERS or name.startswith((".", "docker", "conda")):
        return True
    return any("requirement" in folder or folder in ("req", "reqs") for folder in folders)


def _wanted(kinds: dict[str, str], scope: Sequence[str]) -> set[str]:
    """The paths to read: whole projects that the scope touches, and the manifests of the folders above them."""
    if not scope or "" in scope or "." in scope:
        return set(kinds)
    root_of = _rooter(kinds)
    touched = {root_of(path) for path in kinds if any(_below(path, each) for each in scope)} | {root_of(each) for each in scope}
    above = {folder for root in touched for folder in _folders_above(root)}
    return {path for path in kinds if root_of(path) in touched or posixpath.dirname(path) in above}


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _folders_above(folder: str) -> Iterable[str]:
    while folder:
        folder = posixpath.dirname(folder)
        yield folder


def _covering_locks(root: str, naming: Mapping[str, list[Manifest]], members: Mapping[str, list[Manifest]]) -> tuple[Manifest, ...]:
    """Workspace locks (uv, PDM, pixi) in folders above, where the manifest there names members."""
    found: list[Manifest] = []
    for folder in _folders_above(root) if naming else ():
        for manifest in naming.get(folder, ()):
            if any(include.kind == "member" and _matches(root, folder, include.target) for include in manifest.includes):
                found += [each for each in members[folder] if each.kind in ("uv.lock", "pdm.lock", "pixi.lock")]
    return tuple(found)


def _naming(members: Mapping[str, list[Manifest]]) -> dict[str, list[Manifest]]:
    """The manifests of each project that name the members of a workspace."""
    found: dict[str, list[Manifest]] = {}
    for folder, manifests in members.items():
        for manifest in manifests:
            if any(include.kind == "member" for include in manifest.includes):
                found.setdefault(folder, []).append(manifest)
    return found


def _says_python(manifests: Iterable[Manifest]) -> set[str]:
    """The folders with a version file: pyenv, asdf and uv look for theirs in the folders above."""
    return {posixpath.dirname(each.path) for each in manifests if each.pythons and each.kind in ("python-version", "tool-versions")}


def _evident(members: Mapping[str, list[Manifest]]) -> set[str]:
    """The folders that are a project by a manifest of their own, or by one in a folder for requirements."""
    return {
        folder
        for folder, manifests in members.items()
        if any(
            each.kind in _OWN and (posixpath.dirname(each.path) == folder or not development_word(each.path))
            for each in manifests
        )
    }  # fmt: skip


def _within_library(root: str, projects: Mapping[str, Project]) -> bool:
    """The nearest project above is a library that is offered to others: what stands in its folders serves those who work on it."""
    above = next((projects[folder] for folder in _folders_above(root) if folder in projects), None) if root else None
    return above is not None and above.is_offered


def _matches(root: str, folder: str, pattern: str) -> bool:
    """Does a member glob of the workspace in `folder` cover the project at `root`?"""
    from fnmatch import fnmatchcase

    below = root[len(folder) + 1 :] if folder else root
    return fnmatchcase(below, posixpath.normpath(pattern))
