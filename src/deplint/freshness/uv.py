"""uv.lock and the manifests that it was made from into what no longer agrees, as `uv lock --check` decides it.

uv keeps no hash: it copies what it resolved from into the lock, and takes the lock for stale when that is not what the manifests say
now. What is compared, and how, is that of uv 0.12 and 0.13; where an older uv compared less or otherwise, its locks are not held to it.
What the user, the machine and the environment configure is not seen. Source: `ValidatedLock::validate` and `Lock::satisfies`.
"""

from __future__ import annotations

import posixpath

from deplint.freshness import Comparison, Difference
from deplint.freshness.documents import toml_document
from deplint.freshness.uv_check import Check
from deplint.freshness.uv_members import member_differences, python_differences
from deplint.freshness.uv_orphans import orphans
from deplint.freshness.uv_packages import package_differences, refused
from deplint.freshness.uv_requirement import UndecidedError
from deplint.freshness.uv_root import (
    conflict_differences,
    environment_differences,
    group_differences,
    list_differences,
    option_differences,
    registry_differences,
    static_metadata_differences,
)
from deplint.freshness.uv_settings import Settings, settings_at
from deplint.freshness.uv_sound import faults
from deplint.freshness.uv_sources import RefusedError
from deplint.freshness.uv_workspace import script_at, workspace_at
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deplint.facts import Manifest
    from deplint.freshness.uv_workspace import Workspace
    from deplint.project import Project


def compare(lock: Manifest, project: Project) -> Comparison:
    """What `uv lock --check` would find, with the entries that differ."""
    content = toml_document(lock, project)
    if content is None:
        return Comparison((_unreadable(lock, project),))
    check = Check(lock, project, content)
    found = list(faults(check)) or list(_differences(check)) or ([] if check.undecided else list(orphans(check)))
    return Comparison(tuple(found), "" if found else "; ".join(dict.fromkeys(check.undecided)))


def _unreadable(lock: Manifest, project: Project) -> Difference:
    """What is wrong with the lock, and where, is told by the rules on files; this is what it means for the manifest."""
    folder = posixpath.dirname(lock.path)
    beside = lock.path[:-5] if lock.path.endswith(".py.lock") else posixpath.join(folder, "pyproject.toml")
    message = f"nothing of this file is locked, as `{lock.path}` is not valid TOML, and uv refuses it; mend it, or lock again"
    manifest = project.everywhere.get(beside, lock)
    return Difference("inputs", message, manifest.start, "", (), f"cd {folder} && uv lock" if folder else "uv lock", lock.path)


def _differences(check: Check) -> Iterator[Difference]:
    """Everything, in the order in which uv looks at it."""
    try:
        project = check.project
        workspace = script_at(check.lock.path[:-5], project) if check.is_script else workspace_at(check.folder, project)
        settings = _settings(check, workspace)
    except UndecidedError as error:
        check.undecided.append(str(error))
        return
    steps: list[Callable[[], Iterator[Difference]]] = [lambda: option_differences(check, settings)]
    if not check.is_script:
        steps += [
            lambda: environment_differences(check, workspace.root),
            lambda: conflict_differences(check, workspace),
            lambda: member_differences(check, workspace),
            lambda: group_differences(check, workspace),
        ]
    steps += [
        lambda: python_differences(check, workspace),
        lambda: list_differences(check, workspace),
        lambda: static_metadata_differences(check, settings),
        lambda: package_differences(check, workspace),
        lambda: registry_differences(check, settings),
    ]
    for step in steps:
        try:
            yield from step()
        except RefusedError as error:  # noqa: PERF203 (one step that can't be judged does not keep the others from speaking)
            yield refused(check, error)
        except UndecidedError as error:
            check.undecided.append(str(error))


def _settings(check: Check, workspace: Workspace) -> Settings:
    """The settings in force; a script's own go before those of the folders."""
    found = settings_at(check.folder, check.project)
    if not check.is_script or not workspace.root.uv:
        return found
    return Settings({**found.values, **workspace.root.uv}, workspace.root.manifest, ("tool", "uv"))
