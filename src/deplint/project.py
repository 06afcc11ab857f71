"""Manifests that belong together into a `Project`: roles, includes, compiled pairs, and what the project is."""

from __future__ import annotations

from functools import cached_property

from deplint.pairs import CompiledPair, find_pairs
from deplint.roles import LOCK_KINDS, Found, Role, Surroundings, development_word, role_of
from deplint.syntax.requirement import normalize
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from deplint.facts import Dependency, Include, Manifest, PythonConstraint
    from deplint.policy import Policy

# What stands beside the manifests of something that is deployed, not published.
DEPLOYMENT_SIGNS = (
    "Dockerfile", "Containerfile", "Procfile", "manage.py", "fly.toml", "app.yaml", "docker-compose.yml", "docker-compose.yaml",
    "compose.yaml", "compose.yml", "serverless.yml", "vercel.json", "render.yaml", "wsgi.py", "heroku.yml", "railway.json", "railway.toml",
    "nixpacks.toml", "zappa_settings.json", "samconfig.toml", ".chalice/config.json",
)  # fmt: skip
# What stands beside the requirements of something that is installed into an environment of others: an Ansible collection.
PLUGIN_SIGNS = ("galaxy.yml", "galaxy.yaml")
_COMMANDS = frozenset(("console_scripts", "gui_scripts"))


class Edge(NamedTuple):
    """One include: the manifest that names, the include, and the manifest that is named (None where it is not there)."""

    source: Manifest
    include: Include
    target: Manifest | None


class Project:
    """One project: a folder and the manifests that belong to it.

    root         its folder relative to the tree, "" for the tree itself
    manifests    what is linted, sorted by path
    examples     fixtures, templates and vendored files: known, but not linted
    first_party  normalised names of all distributions that the repository itself makes
    """

    def __init__(
        self,
        root: str,
        manifests: Sequence[Manifest],
        *,
        lookup: Callable[[str], Manifest | None],
        exists: Callable[[str], bool],
        overrides: Mapping[str, Found] | None = None,
        nature: str = "",
        first_party: frozenset[str] = frozenset(),
        covering_locks: Sequence[Manifest] = (),
        named_from_outside: Sequence[Edge] = (),
        says_python_above: bool = False,
        below_another: bool = False,
        scope: Sequence[str] = (),
        everywhere: Mapping[str, Manifest] | None = None,
        within_library: bool = False,
        installers: Sequence[Manifest] = (),
        policy: Policy | None = None,
        shared: dict[str, dict[str, Any]] | None = None,
    ) -> None:
        self.root = root
        self.policy = policy
        """What the user allows and bans, None where they say nothing."""
        self._installers = tuple(sorted(installers, key=lambda manifest: manifest.path))
        self._all = tuple(sorted(manifests, key=lambda manifest: manifest.path))
        self._lookup = lookup
        self._exists = exists
        self.within_library = within_library
        """Only requirements or environments in a folder of a repository that is a library itself."""
        self._overrides = overrides or {}
        self._nature = nature
        self._scope = tuple(scope)
        self.everywhere: Mapping[str, Manifest] = everywhere or {}
        """All manifests of the repository by path: the members of a workspace are projects of their own."""
        self._named_from_outside = tuple(named_from_outside)
        self._remembered: dict[str, dict[str, Any]] = {}
        self._shared = {} if shared is None else shared
        self.undecided: dict[str, str] = {}
        """Why something could not be judged, by path; the questions that the rules ask fill it."""
        self.says_python_above = says_python_above
        """A version file in a folder above says which Python is used."""
        self.below_another = below_another
        """Another project stands in a folder above."""
        self._pinned: dict[str, frozenset[str]] = {}
        self.first_party = first_party
        self.covering_locks = tuple(covering_locks)

    # What there is.

    @cached_property
    def manifests(self) -> tuple[Manifest, ...]:
        return tuple(manifest for manifest in self._all if self.role(manifest) is not Role.EXAMPLE)

    @cached_property
    def examples(self) -> tuple[Manifest, ...]:
        return tuple(manifest for manifest in (*self._all, *self._installers) if self.role(manifest) is Role.EXAMPLE)

    @cached_property
    def installers(self) -> tuple[Manifest, ...]:
        """The files that install, in this folder and those of its own below it, without examples."""
        return tuple(manifest for manifest in self._installers if self.role(manifest) is not Role.EXAMPLE)

    @cached_property
    def files(self) -> tuple[Manifest, ...]:
        """Everything that is linted: what declares dependencies and what installs them."""
        return (*self.manifests, *self.installers)

    def of_kind(self, *kinds: str) -> Iterator[Manifest]:
        """The linted manifests of these kinds."""
        return (manifest for manifest in self.manifests if manifest.kind in kinds)

    def with_role(self, *roles: Role) -> Iterator[Manifest]:
        """The linted manifests in these roles."""
        return (manifest for manifest in self.manifests if self.role(manifest) in roles)

    @cached_property
    def own_locks(self) -> tuple[Manifest, ...]:
        """Lock files in the project itself."""
        return tuple(manifest for manifest in self._all if manifest.kind in LOCK_KINDS and self.role(manifest) is Role.LOCK)

    @cached_property
    def locks(self) -> tuple[Manifest, ...]:
        """Lock files of the project, and those of a workspace above that cover it."""
        return (*self.own_locks, *self.covering_locks)

    def is_there(self, path: str) -> bool:
        """Is there a file at this path, read or not?"""
        return self._exists(path)

    def manifest_at(self, path: str) -> Manifest | None:
        """What was read at a path, in this project or any other one of the repository."""
        return self._lookup(path)

    def remembered(self, key: str) -> dict[str, Any]:
        """What one module has worked out about the project, until all rules are done with it."""
        return self._remembered.setdefault(key, {})

    def shared(self, key: str) -> dict[str, Any]:
        """What one module has worked out about all manifests of the repository, once for all its projects; it is never given up."""
        return self._shared.setdefault(key, {})

    def everywhere_of(self, *kinds: str) -> list[Manifest]:
        """All manifests of the repository of these kinds, in their order there."""
        known = self.shared(__name__)
        if not known:
            for number, manifest in enumerate(self.everywhere.values()):
                known.setdefault(manifest.kind, []).append((number, manifest))
        return [manifest for _, manifest in sorted((each for kind in kinds for each in known.get(kind, ())), key=lambda each: each[0])]

    def forget(self) -> None:
        """Gives up what was remembered; who asks again works it out again."""
        self._remembered.clear()

    # What it is.

    @cached_property
    def names(self) -> frozenset[str]:
        """Normalised names under which the project itself is built."""
        return frozenset(normalize(m.metadata.name) for m in self._all if m.metadata and m.metadata.name)

    @cached_property
    def is_published(self) -> bool:
        """It can be built and says who it is: a name, a version, a build backend, and nothing that keeps it private."""
        kinds = ("pyproject", "setup.cfg", "setup.py")
        parts = [manifest.metadata for manifest in self._all if manifest.metadata and manifest.kind in kinds]
        if any(part.private for part in parts):
            return False
        if any(manifest.kind == "setup.py" and manifest.metadata is None and manifest.source.text.strip() for manifest in self._all):
            return True  # code that can't be read: it is there to be built
        named = any(part.name or "name" in part.dynamic for part in parts)
        versioned = any(part.version or "version" in part.dynamic for part in parts)
        return named and versioned and any(part.backend for part in parts)

    @cached_property
    def is_deployed(self) -> bool:
        """Something beside the manifests puts it into production."""
        prefix = f"{self.root}/" if self.root else ""
        return any(self._exists(prefix + name) for name in DEPLOYMENT_SIGNS)

    @cached_property
    def is_library(self) -> bool:
        """Built and published for others to depend on. False in doubt: see `is_application`."""
        if self._nature:
            return self._nature == "library"
        if self.is_deployed:
            return False
        return self.is_published or self.within_library or self._is_plugin

    @property
    def _is_plugin(self) -> bool:
        """Installed into the environment of a host, which would not put up with exact versions."""
        prefix = f"{self.root}/" if self.root else ""
        named = any("comfy" in manifest.metadata.tools for manifest in self._all if manifest.metadata)
        return named or any(self._exists(prefix + name) for name in PLUGIN_SIGNS)

    @cached_property
    def is_offered(self) -> bool:
        """A library that says what it is to people who look for one: classifiers, keywords, plugins, or addresses.

        Templates give every application a name, a version and a build backend (`poetry new`, `uv init --package`), and these not. An
        address alone proves nothing beside a lock, which applications have.
        """
        if not self.is_library:
            return False
        parts = [manifest.metadata for manifest in self._all if manifest.metadata]
        if self._nature or any(part.classifiers or part.keywords or set(part.entry_points) - _COMMANDS for part in parts):
            return True
        return not self.locks and any(part.urls for part in parts)

    @cached_property
    def _is_described(self) -> bool:
        """It says what it is, or where to find it; no manifest's role is needed to see that."""
        parts = [manifest.metadata for manifest in self._all if manifest.metadata]
        told = any(part.classifiers or part.keywords or part.urls or set(part.entry_points) - _COMMANDS for part in parts)
        return told or self._nature == "library"

    @cached_property
    def is_application(self) -> bool:
        """Deployed and not published. Neither of the two holds where the signs contradict each other."""
        if self._nature:
            return self._nature == "application"
        return not self.is_published

    @cached_property
    def requires_python(self) -> PythonConstraint | None:
        """What the metadata says of the Pythons that the project runs on; None where nothing does, or two files say different things."""
        found = [
            place
            for manifest in self.manifests
            if manifest.kind != "script"
            for place in manifest.pythons
            if place.kind == "requires-python"
        ]
        return found[0] if len({place.specifier for place in found}) == 1 and found[0].specifier else None

    # How the files relate.

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every include of the project's manifests that names a file, in order."""
        return tuple(
            Edge(manifest, include, self._lookup(include.path) if include.path else None)
            for manifest in self._all
            for include in manifest.includes
            if include.kind != "member"
        )

    def edges_of(self, manifest: Manifest) -> Iterator[Edge]:
        """The includes of one manifest of this project."""
        return (edge for edge in self.edges if edge.source is manifest)

    def is_read_elsewhere(self, manifest: Manifest) -> bool:
        """Another project of the repository includes the file."""
        return any(edge.target is manifest for edge in self._named_from_outside)

    def reach(self, manifest: Manifest, *kinds: str) -> tuple[Manifest, ...]:
        """The manifests that are read with this one through includes of these kinds, itself first; cycles are cut."""
        reached: dict[str, Manifest] = {manifest.path: manifest}
        waiting = [manifest]
        while waiting:
            for include in waiting.pop().includes:
                target = self._lookup(include.path) if include.path and include.kind in kinds else None
                if target is not None and target.path not in reached:
                    reached[target.path] = target
                    waiting.append(target)
        return tuple(reached.values())

    def constraints_of(self, manifest: Manifest) -> tuple[Manifest, ...]:
        """The constraints files in force when this manifest is installed."""
        found: dict[str, Manifest] = {}
        for part in self.reach(manifest, "requirements"):
            for include in part.includes:
                target = self._lookup(include.path) if include.kind == "constraints" and include.path else None
                if target is not None:
                    found.update((each.path, each) for each in self.reach(target, "requirements", "constraints"))
        return tuple(found.values())

    @cached_property
    def pairs(self) -> tuple[CompiledPair, ...]:
        """Which compiled files were made from which inputs."""
        return find_pairs(self._all, self._lookup)

    def pinned_elsewhere(self, manifest: Manifest, dependency: Dependency) -> bool:
        """Is the version of this entry decided by a lock of the project, a constraints file, or a file read together with it?"""
        return bool(self.locks) or dependency.name in self._pinned_around(manifest)

    @cached_property
    def _constrained(self) -> frozenset[str]:
        """What the constraints files pin. Those that no file names are named by the command that installs."""
        return frozenset(each.name for manifest in self.with_role(Role.CONSTRAINTS) for each in manifest.dependencies if _is_pin(each))

    def _pinned_around(self, manifest: Manifest) -> frozenset[str]:
        if manifest.path not in self._pinned:
            others = (*self.constraints_of(manifest), *self.reach(manifest, "requirements")[1:])
            around = frozenset(other.name for each in others for other in each.dependencies if _is_pin(other))
            self._pinned[manifest.path] = around | self._constrained
        return self._pinned[manifest.path]

    # Roles.

    def role(self, manifest: Manifest) -> Role:
        """What the file is for."""
        return self.found_role(manifest).role

    def found_role(self, manifest: Manifest) -> Found:
        """The role with the reason for it."""
        return self._roles.get(manifest.path) or self._overrides.get(manifest.path) or role_of(manifest, Surroundings({}))

    def is_generated(self, manifest: Manifest) -> bool:
        """A tool writes the file, from its inputs. Hashes alone don't prove that: people copy them into files of their own."""
        role = self.role(manifest)
        compiled = role is Role.COMPILED and (manifest.header is not None or any(pair.compiled is manifest for pair in self.pairs))
        return role is Role.LOCK or compiled

    def serves_development(self, manifest: Manifest) -> bool:
        """Does the file's name or folder say that it is for tests, linting, documentation or the like, compiled or not?"""
        return self.role(manifest) is Role.DEV or bool(development_word(self._asked(manifest.path), self._below(manifest.path)))

    def _below(self, path: str) -> str:
        return path[len(self.root) + 1 :] if self.root else path

    def asked(self, path: str) -> str:
        """The path below the folder that the user asked for: what stands above it was chosen, and proves nothing."""
        return self._asked(path)

    def _asked(self, path: str) -> str:
        """The path below the folder that the user asked for."""
        for folder in self._scope:
            if folder not in ("", ".") and (path == folder or path.startswith(f"{folder}/")):
                return path[len(folder) + 1 :] or path.rsplit("/", 1)[-1]
        return path

    @cached_property
    def _roles(self) -> dict[str, Found]:
        named_by: dict[str, dict[str, list[str]]] = {}
        for edge in (*self.edges, *self._named_from_outside):
            if edge.target is not None:
                named_by.setdefault(edge.target.path, {}).setdefault(edge.include.kind, []).append(edge.source.path)
        made_from = {pair.compiled.path: tuple(each.path for each in pair.inputs) for pair in self.pairs}
        made_into = {
            each.path: pair.compiled.path
            for pair in self.pairs
            if not development_word(self._asked(pair.compiled.path), self._below(pair.compiled.path))
            for each in pair.requirements
        }
        made_into.update((each.path, pair.compiled.path) for pair in self.pairs for each in pair.inputs)
        for manifest in self._all:
            if manifest.kind == "conda-lock":
                made_into.update((other.path, manifest.path) for other in self._all if other.kind == "conda")
        return {
            manifest.path: self._overrides.get(manifest.path)
            or role_of(
                manifest,
                Surroundings(
                    named_by.get(manifest.path, {}), made_from.get(manifest.path, ()), made_into.get(manifest.path, ""),
                    self.is_library, self._below(manifest.path), self._asked(manifest.path), self._is_described,
                ),
            )
            for manifest in self._all
        }  # fmt: skip


def _is_pin(dependency: Dependency) -> bool:
    return dependency.specifier.startswith("==")
